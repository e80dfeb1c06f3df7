"""A person as a page shows them: each field with its sources side by side, what differs, what is not said.

1. Nothing is chosen among sources. What one denies, and what was sought and not found, stands beside.
2. Of what is withheld only how much there is is shown; a named reader asks for it by a button of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import Field, View
from undersigned.evidence.people import people, views
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.evidence.withholding import disclose
from undersigned.server.actions.following import one_person
from undersigned.server.desk.property_labels import label_of, value_said
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, standing_rows, withheld_in
from undersigned.server.records.models import (
    CaseRow,
    ConsentAnswer,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    LinkDecision,
)

_PERSON = "person"
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueShown:
    """A value with who says it: the sources' titles with the places in them."""

    value: str
    sources: tuple[tuple[str, str], ...]
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """One property: its values, what is denied, where it was sought in vain."""

    label: str
    values: tuple[ValueShown, ...]
    denied: tuple[ValueShown, ...]
    not_found: tuple[tuple[str, str], ...]
    conflicting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingShown:
    """Something that is said of the person by one source: a detention, an outcome."""

    kind: str
    source: str
    fields: tuple[FieldShown, ...]


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


def number_of(handle: str) -> str:
    """How somebody is called whose name is not shown."""
    return f"№ {handle[:6]}"


def case_shown(subject: EvidenceSubject, language: str) -> CaseShown:
    """Everything that is known of a person and may be seen by staff."""
    handles, titles = one_person(subject), _titles()
    rows = list(_about(handles))
    claims = tuple(claims_in(rows))
    fields, things = _shown(claims, language, titles)
    return CaseShown(
        id=subject.pk,
        name=_names(claims) or number_of(subject.pk),
        subjects=handles,
        fields=fields,
        things=things,
        withheld=sum(row.level == "withheld" for row in rows),
        sources=tuple(dict.fromkeys(titles[row.source_id] for row in rows)),
    )


def withheld_shown(subject: EvidenceSubject, language: str) -> tuple[tuple[ThingShown, ...], int]:
    """What is withheld of one row, for a named reader of its source; how many claims no key here opens."""
    ring, titles = DataFolderRing(), _titles()
    rows = list(_about((subject.pk,)).filter(source=subject.source_id))
    held = [disclose(one, ring=ring) for one in withheld_in(rows)]
    claims = tuple(one for one in held if isinstance(one, Claim))
    by_subject: dict[Subject, list[Claim]] = {}
    for claim in claims:
        by_subject.setdefault(claim.subject, []).append(claim)
    things = tuple(
        ThingShown(
            kind=of.kind,
            source=titles[str(of.source)],
            fields=_fields(View(kind=of.kind, subjects=(of,), claims=tuple(own)), language, titles),
        )
        for of, own in by_subject.items()
    )
    return things, len(held) - len(claims)


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


def _shown(
    claims: tuple[Claim, ...], language: str, titles: Mapping[str, str]
) -> tuple[tuple[FieldShown, ...], tuple[ThingShown, ...]]:
    persons = {claim.subject for claim in claims if claim.subject.kind == _PERSON}
    cluster = tuple(sorted(persons))
    found = people(claims, [cluster] if cluster else ())
    fields = _fields(found[0], language, titles) if found else ()
    kinds = dict.fromkeys(claim.subject.kind for claim in claims if claim.subject.kind != _PERSON)
    things = tuple(
        ThingShown(
            kind=kind,
            source=titles[str(view.subjects[0].source)],
            fields=tuple(_fields(view, language, titles)),
        )
        for kind in kinds
        for view in views(claims, kind)
    )
    return fields, things


def _fields(view: View, language: str, titles: Mapping[str, str]) -> tuple[FieldShown, ...]:
    return tuple(
        _field(view.kind, field, language, titles) for name, field in view.fields.items() if name != _PERSON
    )


def _field(kind: str, field: Field, language: str, titles: Mapping[str, str]) -> FieldShown:
    def placed(claims: Iterable[Claim]) -> tuple[tuple[str, str], ...]:
        return tuple(dict.fromkeys((titles[str(one.subject.source)], one.at or "") for one in claims))

    def shown(value: Any, claims: tuple[Claim, ...]) -> ValueShown:  # noqa: ANN401 (a value)
        return ValueShown(
            value=value_said(kind, field.name, value, language),
            sources=placed(claims),
            level=max((one.level for one in claims), key=lambda level: level.strictness).value,
        )

    return FieldShown(
        label=label_of(kind, field.name),
        values=tuple(shown(held.value, held.claims) for held in field.values),
        denied=tuple(shown(one.value, (one,)) for one in field.denied),
        not_found=placed(field.not_found),
        conflicting=field.conflicting,
    )


def _names(claims: tuple[Claim, ...]) -> str:
    said = (one for one in claims if one.subject.kind == _PERSON and one.property == "name" and one.value)
    return "; ".join(dict.fromkeys(str(one.value) for one in said))


def _about(handles: Iterable[str]) -> QuerySet[KeptClaim]:
    own = list(handles)
    return standing_rows().filter(Q(subject__in=own) | Q(about__in=own)).order_by("source", "at", "id")


def _titles() -> dict[str, str]:
    return {row.pk: str(row) for row in EvidenceSource.objects.all()}
