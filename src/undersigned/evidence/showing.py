"""Shows what claims say, one thing after the other: as much of it as the reader may see.

1. Only what is public is shown unless what is restricted was asked for; what is withheld never is. Of a
   thing that is not public as a whole (`about.py`) nothing is shown, and how many there are is counted.
2. Who is said to answer for an act is shown only with act, responsibility and a reply given or sought
   (`officials.py`); else only what is missing is said.
3. A detention of which something is withheld may name somebody: it is not called a group.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from undersigned.evidence.about import not_public
from undersigned.evidence.asked import asked
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.detentions import detentions
from undersigned.evidence.events import events
from undersigned.evidence.fields import View, standing_claims
from undersigned.evidence.officials import Answerability, answerabilities, officials
from undersigned.evidence.opinions import opinions, recommendations
from undersigned.evidence.people import people, views
from undersigned.evidence.proceedings import proceedings
from undersigned.evidence.quotations import quotations
from undersigned.evidence.recognitions import recognitions
from undersigned.evidence.withholding import Handle, handle_of
from undersigned.values.findings import Finding

Views = Callable[[Iterable[Claim]], tuple[View, ...]]
_OF_KIND: Mapping[str, tuple[Views, ...]] = {
    "person": (),  # joined by clusters: see `_things`
    "detention": (detentions,),
    "event": (events,),
    "proceeding": (proceedings,),
    "opinion": (opinions,),
    "recommendation": (recommendations,),
    "recognition": (recognitions,),
    "official": (officials, answerabilities),
    "quotation": (quotations,),
    "outcome": (partial(views, kind="outcome"),),
    "call": (partial(asked, kind="call"),),
    "reply": (partial(views, kind="reply"),),
}
KINDS = tuple(_OF_KIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for: a kind, a source, a key, or everything; `restricted` is asked for expressly."""

    kind: str | None = None
    source: str | None = None
    key: str | None = None
    restricted: bool = False

    def has(self, subject: Subject) -> bool:
        """Whether a subject is of the source and the key."""
        return self.source in (None, subject.source) and self.key in (None, subject.key)

    def concerns(self, claim: Claim) -> bool:
        """Whether a claim is about such a subject, or points at one."""
        return self.has(claim.subject) or (isinstance(claim.value, Subject) and self.has(claim.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The things that are shown, those of them of which more is withheld, and what stays back.

    `held_back` is how many subjects are not public; `incomplete` says what claims about officials lack.
    """

    things: tuple[View, ...]
    more_withheld: frozenset[Subject]
    held_back: int
    incomplete: tuple[Finding, ...]


def shown(
    claims: Iterable[Claim],
    what: Asked,
    *,
    clusters: Iterable[tuple[Subject, ...]] = (),
    withheld: frozenset[Handle] = frozenset(),
    key: bytes,
) -> Shown:
    """The things that are asked for, kind by kind; `key` is the register's own."""
    standing, joined = standing_claims(claims, key=key), tuple(clusters)
    in_plain = {one.subject for one in standing if one.level is Level.WITHHELD}  # no file should hold such

    def hidden(subject: Subject) -> bool:
        return subject in in_plain or (bool(withheld) and handle_of(subject, key=key) in withheld)

    closed = frozenset[Subject]() if what.restricted else not_public(standing, joined, hidden)
    levels = (Level.PUBLIC, Level.RESTRICTED) if what.restricted else (Level.PUBLIC,)
    seen = tuple(one for one in standing if one.subject not in closed and one.level in levels)
    things, incomplete = [], []
    for thing in _things(seen, what.kind, joined):
        if not any(what.concerns(claim) for claim in thing.claims):
            continue
        if isinstance(thing, Answerability) and not (complete := thing.may_be_shown()).ok:
            incomplete.append(complete)
        else:
            things.append(thing)
    kinds = _kinds(what.kind)
    back = {one.subject for one in standing if one.subject in closed and what.concerns(one)}
    return Shown(
        things=tuple(things),
        more_withheld=frozenset(one for thing in things for one in thing.subjects if hidden(one)),
        held_back=sum(subject.kind in kinds for subject in back),
        incomplete=tuple(incomplete),
    )


def _things(
    claims: tuple[Claim, ...], kind: str | None, clusters: tuple[tuple[Subject, ...], ...]
) -> Iterable[View]:
    for one in (kind,) if kind else KINDS:
        if one == "person":
            yield from people(claims, clusters)
        for of_kind in _OF_KIND[one]:
            yield from of_kind(claims)


def _kinds(kind: str | None) -> frozenset[str]:
    """The kinds of subjects that a kind that is asked for shows."""
    also = {"answerability"} if kind in (None, "official") else set()
    return frozenset({kind} if kind else KINDS) | also
