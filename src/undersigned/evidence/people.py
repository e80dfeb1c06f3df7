"""A person as a view over claims, every field still pointing at its sources.

1. Which subjects are one person comes in as clusters, made from people's decisions (`linking/clusters.py`);
   without any, each subject is a person of its own.
2. What is said of a person by other subjects (a detention, an outcome) is found by who it points at.
"""

from collections.abc import Iterable, Mapping

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View, of_kind, standing_claims, together


class Person(View):
    """A person, under every name that a source gives them."""

    __slots__ = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name as written, each once."""
        return self.texts("name")


def people(claims: Iterable[Claim], clusters: Iterable[tuple[Subject, ...]] = ()) -> tuple[Person, ...]:
    """The people of these claims, clusters first seen first; whoever is in no cluster stands alone."""
    by_subject = of_kind(standing_claims(claims), "person")
    cluster_of = {subject: cluster for cluster in clusters for subject in cluster}
    whole = dict.fromkeys(cluster_of.get(subject, (subject,)) for subject in by_subject)
    return tuple(
        Person(kind="person", subjects=cluster, claims=together(by_subject, cluster)) for cluster in whole
    )


def said_of(claims: Iterable[Claim], kind: str, person: Person) -> tuple[View, ...]:
    """The subjects of a kind that point at this person: their detentions, proceedings, outcomes."""
    own = set(person.subjects)
    return tuple(view for view in views(claims, kind) if own.intersection(view.points_at("person")))


def views(claims: Iterable[Claim], kind: str) -> tuple[View, ...]:
    """Every subject of a kind as a view, in the order of the claims."""
    return tuple(
        View(kind=kind, subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), kind).items()
    )


def by_person(
    claims: Iterable[Claim], kind: str, everyone: Iterable[Person]
) -> Mapping[Person, tuple[View, ...]]:
    """`said_of` for many people at once."""
    person_of = {subject: person for person in everyone for subject in person.subjects}
    found: dict[Person, list[View]] = {person: [] for person in person_of.values()}
    for view in views(claims, kind):
        for person in dict.fromkeys(person_of[one] for one in view.points_at("person") if one in person_of):
            found[person].append(view)
    return {person: tuple(own) for person, own in found.items()}
