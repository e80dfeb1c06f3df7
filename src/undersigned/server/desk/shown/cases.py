"""A person as a page shows them: each field with its sources side by side, what differs, what is not said.

1. Nothing is chosen among sources. What one denies, and what was sought and not found, stands beside.
2. Of what is withheld only how much there is is shown; a named reader asks for it by a button of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from undersigned.evidence.claims import Claim
from undersigned.evidence.people import people
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.server.actions.evidence.register import one_person
from undersigned.server.desk.shown.claims import (
    FieldShown,
    Seen,
    ThingShown,
    fields_shown,
    number_of,
    things_shown,
)
from undersigned.server.records.mapping.evidence import rows_about
from undersigned.server.records.models import CaseRow, ConsentAnswer, EvidenceSubject, LinkDecision

_PERSON, _WITHHELD = "person", "withheld"
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """A person with everything that may be seen of them."""

    id: str
    name: str
    subjects: tuple[str, ...]
    fields: tuple[FieldShown, ...]
    things: tuple[ThingShown, ...]
    withheld: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A person in a list; `rows` are how many rows of how many `sources` speak of them."""

    id: str
    name: str
    rows: int
    sources: tuple[str, ...]
    withheld: bool


def case_lines(search: str) -> tuple[CaseLine, ...]:
    """The people whose names hold all words of a search; without words, the first of all."""
    found = CaseRow.objects.all()
    for word in folded(search).split():
        found = found.filter(sought__contains=word)
    persons = list(found.order_by("sought", "pk").values_list("person", flat=True)[: _MOST * 3])
    return lines_of(dict.fromkeys(persons))[:_MOST]


def lines_of(persons: Iterable[str]) -> tuple[CaseLine, ...]:
    """Lines of people by the first handles of their clusters, in that order."""
    wanted = list(persons)
    of_person: dict[str, list[CaseRow]] = {one: [] for one in wanted}
    rows = CaseRow.objects.filter(person__in=wanted).select_related("subject__source")
    for row in rows.order_by("pk"):
        of_person[row.person].append(row)
    return tuple(
        CaseLine(
            id=person,
            name="; ".join(dict.fromkeys(row.names for row in own if row.names)) or number_of(person),
            rows=len(own),
            sources=tuple(dict.fromkeys(str(row.subject.source) for row in own)),
            withheld=any(row.level == "withheld" for row in own),
        )
        for person, own in of_person.items()
        if own
    )


def case_shown(subject: EvidenceSubject, language: str) -> CaseShown:
    """Everything that is known of a person and may be seen by staff."""
    handles = one_person(subject)
    rows = list(rows_about(handles).order_by("source", "at", "id"))
    seen = Seen.of(rows, language)
    claims = tuple(seen.ids)
    fields, things = _shown(claims, seen)
    return CaseShown(
        id=subject.pk,
        name=_names(claims) or number_of(subject.pk),
        subjects=handles,
        fields=fields,
        things=things,
        withheld=sum(row.level == _WITHHELD for row in rows),
        sources=tuple(dict.fromkeys(seen.titles[row.source_id] for row in rows)),
    )


def name_or_number(subject: EvidenceSubject) -> str:
    """The names of a person that may be seen, else a number."""
    case = CaseRow.objects.filter(pk=subject.pk).first()
    return (case.names if case else "") or number_of(subject.pk)


def decisions_about(handles: Iterable[str]) -> tuple[LinkDecision, ...]:
    """The decisions that stand about these rows, each with its reason."""
    own = list(handles)
    found = LinkDecision.objects.filter(Q(one__in=own) | Q(other__in=own), superseded_by=None)
    return tuple(found.select_related("one__case", "other__case", "reason", "by").order_by("-at"))


def consents_about(handles: Iterable[str]) -> tuple[ConsentAnswer, ...]:
    """Every answer of a person, the latest first."""
    found = ConsentAnswer.objects.filter(subject__in=list(handles)).select_related("subject__source")
    return tuple(found.order_by("-on", "-id"))


def _names(claims: tuple[Claim, ...]) -> str:
    said = (one for one in claims if one.subject.kind == _PERSON and one.property == "name" and one.value)
    return "; ".join(dict.fromkeys(str(one.value) for one in said))


def _shown(claims: tuple[Claim, ...], seen: Seen) -> tuple[tuple[FieldShown, ...], tuple[ThingShown, ...]]:
    persons = {claim.subject for claim in claims if claim.subject.kind == _PERSON}
    cluster = tuple(sorted(persons))
    found = people(claims, [cluster] if cluster else ())
    return fields_shown(found[0], seen) if found else (), tuple(things_shown(claims, seen))
