"""Takes back all that a list or a source said, in one act, after showing what that would change.

1. The rules are those of a single claim (`correcting.py`): a reason, and whoever may not read what is
   withheld takes none of it back. Nothing is gone; each claim has its reason, its day and who did it.
2. With a list go the claims that it brought and those that took their place since; a claim that an earlier
   list had brought already stays.
3. What would move is found by doing it and undoing it again: what is shown is what happens.
4. The confirmation holds for what was shown; if that has changed since, it must be looked at again.
5. The list is taken back as a whole, and can be brought again (`evidence/saying_again.py`).
6. Whoever the public site names only because of it leaves the site (`evidence/leaving.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from undersigned.evidence.confidentiality import Level
from undersigned.server.actions.counting.answering import count, question_of
from undersigned.server.actions.entering.correcting import why_not
from undersigned.server.actions.evidence.leaving import must_leave
from undersigned.server.actions.evidence.view_tables import rebuild
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    CaseRow,
    ClaimWithdrawal,
    CountQuestion,
    EvidenceImport,
    EvidenceSource,
    ImportState,
    KeptClaim,
    User,
)
from undersigned.values.digest import sha256

Whole = EvidenceImport | EvidenceSource
Counted = tuple[int, int]
_READ = (ImportState.DONE, ImportState.READING)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMoved:
    """A question whose lowest or highest count would change."""

    question: CountQuestion
    before: Counted
    after: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldGo:
    """What taking it all back would do; `mark` stands for just these claims."""

    claims: int
    people: int
    withheld: int
    by_hand: int
    later_lists: int
    moved: tuple[CountMoved, ...]
    handles: frozenset[str]
    mark: str


def would_go(of: Whole, *, by: User, at: datetime) -> WouldGo:
    """What would go, and which counts would change; nothing is changed by asking."""
    with transaction.atomic():
        _locked(of)
        rows = list(_rows_of(of))
        handles = frozenset(row.subject_id for row in rows)
        people = sum(pk in handles for pk in CaseRow.objects.values_list("pk", flat=True).iterator())
        before = _counts()
        _withdraw(of, rows, "shown", by, at)
        after = _counts()
        transaction.set_rollback(True)
    questions = CountQuestion.objects.in_bulk(pk for pk in before if before[pk] != after[pk])
    return WouldGo(
        claims=len(rows),
        people=people,
        withheld=sum(row.level == Level.WITHHELD.value for row in rows),
        by_hand=sum(row.batch_id is None for row in rows),
        later_lists=_later(of),
        moved=tuple(
            CountMoved(question=question, before=before[pk], after=after[pk])
            for pk, question in questions.items()
        ),
        handles=handles,
        mark=_mark(rows),
    )


@transaction.atomic
def take_all_back(
    *, of: Whole, reason: str, mark: str, by: User, at: datetime
) -> tuple[KeptClaim, ...] | Refusal:
    """Take back everything that stands of a list or a source, with one reason."""
    _locked(of)
    rows = list(_rows_of(of))
    if not rows:
        return refuse("desk.claims.any")
    if refused := why_not(rows, reason, by):
        return refused
    if _mark(rows) != mark:
        return refuse("desk.claims.as-shown")
    _withdraw(of, rows, reason.strip(), by, at)
    kind = "list-taken-back" if isinstance(of, EvidenceImport) else "source-taken-back"
    record(kind, of, by=by, at=at, particulars={"claims": len(rows)})
    must_leave((row.subject_id for row in rows), by=by, at=at)
    return tuple(rows)


def _locked(of: Whole) -> EvidenceSource:
    """The source, locked so that nobody else keeps or takes back claims of it meanwhile."""
    pk = of.source_id if isinstance(of, EvidenceImport) else of.pk
    imports = EvidenceImport.objects.select_for_update().filter(source=pk).order_by("pk")
    list(imports.values_list("pk", flat=True))  # as taking a list in does: its import first
    return EvidenceSource.objects.select_for_update().get(pk=pk)


def _rows_of(of: Whole) -> Iterator[KeptClaim]:
    """The claims that go, by rule 2."""
    if isinstance(of, EvidenceSource):
        yield from standing_rows().filter(source=of).order_by("pk")
        return
    yield from standing_rows().filter(batch=of).order_by("pk")
    after = list(KeptClaim.objects.filter(supersedes__batch=of).values_list("pk", flat=True))
    while after:
        for part in _parts(after):
            yield from standing_rows().filter(pk__in=part).order_by("pk")
        after = [
            pk
            for part in _parts(after)
            for pk in KeptClaim.objects.filter(supersedes__in=part).values_list("pk", flat=True)
        ]


def _withdraw(of: Whole, rows: Iterable[KeptClaim], reason: str, by: User, at: datetime) -> None:
    ClaimWithdrawal.objects.bulk_create(
        (ClaimWithdrawal(claim=row, reason=reason, at=at, by=by) for row in rows), batch_size=500
    )
    source = of.source if isinstance(of, EvidenceImport) else of
    lists = EvidenceImport.objects.filter(source=source).filter(_was_read())
    if isinstance(of, EvidenceImport):
        lists = lists.filter(pk=of.pk)
    lists.update(state=ImportState.TAKEN_BACK, taken_back_at=at)
    rebuild(source)


def _was_read() -> Q:
    """Lists of which claims were kept, including one that was set aside half-way."""
    some = KeptClaim.objects.filter(batch=OuterRef("pk"))
    return Q(state__in=_READ) | Q(Exists(some), state=ImportState.SET_ASIDE)


def _later(of: Whole) -> int:
    """How many lists of the source were taken in after a list, and may have said the same."""
    if isinstance(of, EvidenceSource) or of.done_at is None:
        return 0
    return of.source.imports.filter(state=ImportState.DONE, done_at__gt=of.done_at).count()


def _counts() -> dict[str, Counted]:
    return {row.pk: count(question_of(row)) for row in CountQuestion.objects.order_by("at", "pk")}


def _mark(rows: Iterable[KeptClaim]) -> str:
    return sha256("\n".join(sorted(row.pk for row in rows)).encode())


def _parts(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Ids in batches that fit the parameter limit of a database query."""
    left = iter(ids)
    while part := tuple(islice(left, 500)):
        yield part
