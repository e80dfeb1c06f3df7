"""Makes the view tables from claims and decisions: the rows that can be counted, and the list of cases.

1. They hold nothing that is not in the claims. Of a withheld claim they hold only that its subject is there
   and whom it points at, so that somebody can be counted without being named.
2. A decision changes only which subject stands for its cluster; a list taken in, the rows of its source.
3. Somebody of whom all that was said was taken back is still a case, without a name, and counts nowhere: what
   is kept of them can be found and destroyed.
4. A cluster in which a decision contradicts another stands for one person in the conservative count and for
   each of its subjects in the strict one, until somebody decides.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise

from django.db import transaction
from django.db.models import Q

from undersigned.counting.countable import Countable, Decision, Sameness, joined, standing
from undersigned.counting.documented import CONSERVATIVE, STRICT
from undersigned.counting.from_claims import Holding, countable_rows, perhaps_one
from undersigned.evidence.claims import Claim, Standing, Subject
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.evidence.withholding import handle_of
from undersigned.linking.clusters import clusters_of
from undersigned.linking.decisions import Same
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import (
    claims_in,
    decisions_of,
    opened_in,
    standing_decisions,
    standing_rows,
)
from undersigned.server.records.models import CaseRow, CountableRow, EvidenceSource, KeptClaim

_PERSON = "person"
_LONGEST, _AT_ONCE = 600, 1_000


@transaction.atomic
def rebuild(source: EvidenceSource | None = None) -> None:
    """Make the rows of one source anew, or of all sources."""
    ring = DataFolderRing()
    for each in [source] if source else EvidenceSource.objects.all():
        _rebuild_source(each, ring)
    rejoin()


@transaction.atomic
def rebuild_things(source: EvidenceSource, handles: Iterable[str]) -> None:
    """Make anew only the rows of these things of a source and of whom they are about: lists may be long."""
    given = list(handles)
    held = KeptClaim.objects.filter(source=source)
    about = held.filter(subject__in=given, about__isnull=False).values_list("about", flat=True)
    people = {*given, *about}
    beside = held.filter(about__in=people).values_list("subject", flat=True)
    part = set(source.subjects.filter(pk__in={*people, *beside}).values_list("pk", flat=True))
    _rebuild_part(source, sorted(part), DataFolderRing(), people - part)
    rejoin()


@transaction.atomic
def rejoin() -> None:
    """Join the rows anew, by the decisions that stand on who is one person."""
    decided = counted_decisions()
    columns = ("pk", "subject", "holder", "first_on", "last_on", "conservative", "strict")
    rows = list(CountableRow.objects.values_list(*columns))
    subjects = {subject for _, subject, *_rest in rows}
    persons = joined(subjects, standing(decided), STRICT)
    holdings = [
        Holding(detention=subject, holder=holder, first=first, last=last)
        for _, subject, holder, first, last, *_rest in rows
        if holder
    ]
    everything = standing([*decided, *perhaps_one(holdings, persons)])
    coarse, fine = joined(subjects, everything, CONSERVATIVE), joined(subjects, everything, STRICT)
    changed = [
        CountableRow(pk=pk, conservative=coarse[subject], strict=fine[subject])
        for pk, subject, *_days, conservative, strict in rows
        if (conservative, strict) != (coarse[subject], fine[subject])
    ]
    CountableRow.objects.bulk_update(changed, ["conservative", "strict"], batch_size=300)
    cases = [
        CaseRow(pk=pk, person=fine.get(pk, pk))
        for pk, person in CaseRow.objects.values_list("pk", "person")
        if person != fine.get(pk, pk)
    ]
    CaseRow.objects.bulk_update(cases, ["person"], batch_size=300)


def counted_decisions() -> tuple[Decision, ...]:
    """The standing decisions about people as counting takes them (rule 3)."""
    decided = decisions_of(standing_decisions())
    found = clusters_of(decided)
    said = [
        Decision(one=decision.one.key, other=decision.other.key, sameness=Sameness.UNSURE)
        for decision in decided
        if decision.what is Same.UNSURE
    ]
    for clusters, sameness in ((found.contradicted, Sameness.UNSURE), (found.clusters, Sameness.SAME)):
        said += [
            Decision(one=one.key, other=other.key, sameness=sameness)
            for cluster in clusters
            for one, other in pairwise(cluster)
        ]
    return tuple(said)


def shown_claims(rows: Iterable[KeptClaim], ring: DataFolderRing) -> Iterator[Claim]:
    """Claims in plain, and of withheld ones only whom they point at, or that a person is there (rule 1)."""
    held = list(rows)
    yield from claims_in(held)
    for claim in opened_in(held, ring):
        if isinstance(claim.value, Subject):
            yield claim
        elif claim.subject.kind == _PERSON:
            yield Claim(
                subject=claim.subject,
                property=claim.property,
                standing=Standing.NOT_FOUND,
                level=Level.WITHHELD,
            )


def _rebuild_source(source: EvidenceSource, ring: DataFolderRing) -> None:
    CountableRow.objects.filter(source=source).delete()
    CaseRow.objects.filter(subject__source=source).delete()
    subjects = iter(source.subjects.order_by("pk").values_list("pk", flat=True))
    while part := list(islice(subjects, _AT_ONCE)):  # a source may speak of more people than memory holds
        _make_part(source, part, ring)


def _rebuild_part(
    source: EvidenceSource, part: list[str], ring: DataFolderRing, elsewhere: Iterable[str] = ()
) -> None:
    """Rows of things, whose subjects are those things or people; `elsewhere` are people of other sources."""
    for handle in (*part, *elsewhere):  # under which things are counted begins with a handle
        CountableRow.objects.filter(source=source, subject__startswith=handle).delete()
    CaseRow.objects.filter(subject__source=source, subject__in=part).delete()
    _make_part(source, part, ring)


def _make_part(source: EvidenceSource, part: list[str], ring: DataFolderRing) -> None:
    key = ring.register_key()
    claims = tuple(shown_claims(standing_rows().filter(source=source, subject__in=part), ring))
    found = countable_rows(claims, named=lambda subject: handle_of(subject, key=key))
    holder_of = {holding.detention: holding.holder for holding in found.holdings}
    CountableRow.objects.bulk_create(_row(source, row, holder_of.get(row.subject, "")) for row in found.rows)
    _rebuild_cases(claims, key)
    _rebuild_cases_left(source, part, ring)


def _rebuild_cases_left(source: EvidenceSource, part: list[str], ring: DataFolderRing) -> None:
    """Cases by rule 3."""
    gone = Q(withdrawal__isnull=False) | Q(superseded_by__isnull=False)
    rows = KeptClaim.objects.filter(gone, source=source, subject__in=part, subject__case=None, tombstone=None)
    held = shown_claims(rows.select_related("value"), ring)
    handles = {
        handle_of(claim.subject, key=ring.register_key()) for claim in held if claim.subject.kind == _PERSON
    }
    levels = dict(rows.filter(level=Level.WITHHELD.value).values_list("subject", "level"))
    CaseRow.objects.bulk_create(
        CaseRow(subject_id=handle, person=handle, level=levels.get(handle, Level.RESTRICTED.value))
        for handle in sorted(handles)
    )


def _row(source: EvidenceSource, row: Countable, holder: str) -> CountableRow:
    low, high = row.group or (None, None)
    return CountableRow(
        source=source,
        subject=row.subject,
        holder=holder,
        unit=row.unit.value,
        first_on=row.first,
        last_on=row.last,
        place=row.place,
        outcome=row.outcome,
        grade=row.grade.value,
        categories=f" {' '.join(sorted(row.categories))} " if row.categories else "",
        group_low=low,
        group_high=high,
        conservative=row.subject,
        strict=row.subject,
    )


def _rebuild_cases(claims: Iterable[Claim], key: bytes) -> None:
    names: dict[str, list[str]] = {}
    levels: dict[str, set[Level]] = {}
    for claim in claims:
        handle = handle_of(claim.subject, key=key)
        levels.setdefault(handle, set()).add(claim.level)
        if claim.subject.kind == _PERSON:
            own = names.setdefault(handle, [])
            if claim.property == "name" and isinstance(claim.value, str) and claim.value not in own:
                own.append(claim.value)
    CaseRow.objects.bulk_create(
        (
            CaseRow(
                subject_id=handle,
                person=handle,
                names="; ".join(own)[:_LONGEST],
                sought=folded(" ".join(own))[:_LONGEST],
                level=strictest(levels[handle]).value,
            )
            for handle, own in names.items()
        ),
        batch_size=2000,
    )
