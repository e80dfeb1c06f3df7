"""Claims as a page shows them: each property of a thing with who says it, what is denied, what was not found.

1. Each claim keeps its id, so that it can be taken back or put right where it is shown.
2. Claims in ciphertext are shown only to a named reader of their source, who asks for them.
3. What was taken back or put right is shown apart, with why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from undersigned.evidence.claims import Claim, Standing, Subject
from undersigned.evidence.fields import Field, View
from undersigned.evidence.people import views
from undersigned.evidence.properties import properties
from undersigned.evidence.withholding import disclose, handle_of
from undersigned.server.actions.evidence.register import one_person
from undersigned.server.desk.shown.property_labels import kind_said, label_of, value_said
from undersigned.server.desk.shown.reasons import reason_said
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, rows_about, standing_rows, withheld_in
from undersigned.server.records.models import EvidenceSource, EvidenceSubject, KeptClaim

_PERSON, _WITHHELD = "person", "withheld"
_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """One claim: its id, its source's title, the place in it, the words there."""

    id: str
    title: str
    at: str
    quotation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueShown:
    """A value with who says it."""

    value: str
    claims: tuple[ClaimShown, ...]
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShown:
    """One property: its values, what is denied, where it was sought in vain."""

    label: str
    values: tuple[ValueShown, ...]
    denied: tuple[ValueShown, ...]
    not_found: tuple[ClaimShown, ...]
    conflicting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingShown:
    """Something that is said by one source, of the person or of nobody: a detention, an outcome, a call."""

    id: str
    kind: str
    label: str
    source: str
    fields: tuple[FieldShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackShown:
    """A claim that was taken back or put right: what it said, when, by whom, why."""

    label: str
    value: str
    title: str
    corrected: bool
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Claims that may be seen, each with its id, and what else their page needs."""

    ids: Mapping[Claim, str]
    handles: Mapping[Subject, str]
    titles: Mapping[str, str]
    language: str

    @classmethod
    def of(cls, rows: list[KeptClaim], language: str, ring: DataFolderRing | None = None) -> "Seen":
        """The claims of rows that are in plain; with a ring, those in ciphertext instead."""
        if ring:
            opened = ((one, disclose(one, ring=ring)) for one in withheld_in(rows))
            told = [
                (str(one.id), str(one.handle), claim) for one, claim in opened if isinstance(claim, Claim)
            ]
        else:
            plain = [row for row in rows if row.value.said is not None]
            pairs = zip(plain, claims_in(plain), strict=True)
            told = [(row.pk, row.subject_id, claim) for row, claim in pairs]
        return cls(
            ids={claim: id_ for id_, _, claim in told},
            handles={claim.subject: handle for _, handle, claim in told},
            titles=_titles(),
            language=language,
        )

    def shown(self, claims: Iterable[Claim]) -> tuple[ClaimShown, ...]:
        """Who says it, and where."""
        return tuple(
            ClaimShown(
                id=self.ids[one],
                title=self.titles[str(one.subject.source)],
                at=one.at or "",
                quotation=one.quotation or "",
            )
            for one in claims
        )


def things_shown(claims: tuple[Claim, ...], seen: Seen, *, persons: bool = False) -> Iterator[ThingShown]:
    """Each thing that the claims speak of; the persons among them only where asked for."""
    for kind in dict.fromkeys(claim.subject.kind for claim in claims):
        if kind == _PERSON and not persons:
            continue
        for view in views(claims, kind):
            (of,) = view.subjects
            yield ThingShown(
                id=seen.handles[of],
                kind=kind,
                label=kind_said(kind),
                source=seen.titles[str(of.source)],
                fields=fields_shown(view, seen),
            )


def fields_shown(view: View, seen: Seen) -> tuple[FieldShown, ...]:
    """Each property of a thing; whom it is about is said by where it is shown."""
    order = list(properties())
    fields = sorted(view.fields.items(), key=lambda one: order.index(f"{view.kind}.{one[0]}"))
    return tuple(_field(view.kind, field, seen) for name, field in fields if name != _PERSON)


def _field(kind: str, field: Field, seen: Seen) -> FieldShown:
    def shown(claims: tuple[Claim, ...]) -> ValueShown:
        return ValueShown(
            value=_said_as(claims[0], seen.language),
            claims=seen.shown(claims),
            level=max((one.level for one in claims), key=lambda level: level.strictness).value,
        )

    return FieldShown(
        label=label_of(kind, field.name),
        values=tuple(shown(held.claims) for held in field.values),
        denied=tuple(shown((one,)) for one in field.denied),
        not_found=seen.shown(field.not_found),
        conflicting=field.conflicting,
    )


def _said_as(claim: Claim, language: str) -> str:
    if isinstance(claim.value, Subject):
        return pointed_said(claim.value)
    return value_said(claim.subject.kind, claim.property, claim.value, language)


def pointed_said(subject: Subject) -> str:
    """What a claim points at, by a name that may be seen, else by kind and number."""
    handle = str(handle_of(subject, key=DataFolderRing().register_key()))
    rows = standing_rows().filter(subject=handle).order_by("at", "id")
    own = [claim for claim in claims_in(rows) if claim.subject == subject and claim.standing is Standing.SAID]
    named = (
        str(claim.value)
        for name in ("name", "case-number", "symbol", "court", "body")
        for claim in own
        if claim.property == name
    )
    return next(named, "") or f"{kind_said(subject.kind)} {number_of(handle)}"


def withheld_shown(
    subject: EvidenceSubject, sources: Iterable[str], language: str
) -> tuple[tuple[ThingShown, ...], int]:
    """What is withheld of a person, for a named reader of these sources; how many no key here opens."""
    rows = rows_about(one_person(subject)).filter(source__in=list(sources), level=_WITHHELD)
    held = list(rows.order_by("source", "at", "id"))
    seen = Seen.of(held, language, ring=DataFolderRing())
    return tuple(things_shown(tuple(seen.ids), seen, persons=True)), len(held) - len(seen.ids)


def rows_of_nobody(source: EvidenceSource) -> QuerySet[KeptClaim]:
    """The claims of a source, by hand or from a case file, that are about no person."""
    of_people = KeptClaim.objects.filter(source=source, about__isnull=False).values("subject")
    return (
        standing_rows().filter(source=source, subject__case=None, batch=None).exclude(subject__in=of_people)
    )


def withheld_of_nobody(source: EvidenceSource, language: str) -> tuple[tuple[ThingShown, ...], int]:
    """What a source withholds that is about no person, for a named reader; how much no key here opens."""
    held = list(rows_of_nobody(source).filter(level=_WITHHELD).order_by("-at", "id"))
    seen = Seen.of(held, language, ring=DataFolderRing())
    return tuple(things_shown(tuple(seen.ids), seen)), len(held) - len(seen.ids)


def things_of_nobody(source: EvidenceSource, language: str, most: int = _MOST) -> tuple[ThingShown, ...]:
    """What a source says that is about no person: recommendations, calls, events …; the latest first."""
    own = rows_of_nobody(source)
    latest = own.order_by("-at", "id").values_list("subject", flat=True)
    handles = list(dict.fromkeys(latest[: most * 20]))[:most]
    seen = Seen.of(list(own.filter(subject__in=handles).order_by("-at", "id")), language)
    return tuple(things_shown(tuple(seen.ids), seen))


def claim_shown(claim: Claim, language: str) -> tuple[str, str]:
    """What a claim is about and what it says, in words."""
    return label_of(claim.subject.kind, claim.property), _said_as(claim, language)


def taken_back(handles: Iterable[str], language: str) -> tuple[BackShown, ...]:
    """What was taken back or put right about these rows and is not withheld, the latest first."""
    own = list(handles)
    gone = Q(withdrawal__isnull=False) | Q(superseded_by__isnull=False)
    found = KeptClaim.objects.filter(Q(subject__in=own) | Q(about__in=own), gone, tombstone=None)
    titles, shown = _titles(), []
    for row in found.select_related("value", "withdrawal__by", "superseded_by__by").exclude(value__said=None):
        (claim,) = claims_in((row,))
        back = getattr(row, "withdrawal", None)
        act = back or row.superseded_by
        label, value = claim_shown(claim, language)
        shown.append(
            BackShown(
                label=label,
                value=value,
                title=titles[row.source_id],
                corrected=back is None,
                at=act.at,
                by=act.by.name,
                reason=reason_said(back.reason) if back else "",
            )
        )
    return tuple(sorted(shown, key=lambda one: one.at, reverse=True))


def number_of(handle: str) -> str:
    """How somebody is called whose name is not shown."""
    return f"№ {handle[:6]}"


def _titles() -> dict[str, str]:
    return {row.pk: str(row) for row in EvidenceSource.objects.all()}
