"""Makes new claims of what a list says again after it was taken back with a whole list.

1. A claim that was taken back by itself stays so, however often its list is read.
2. What went with a whole list comes again with the next list that says it: `again` counts how often it was
   there. So does what was put right by hand and went with the list, as the list has it; not what was withheld
   or destroyed, nor what was taken back by itself after it was put right.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import F

from undersigned.evidence.claims import ClaimId, claim_id
from undersigned.evidence.intake.rows import ReadRow
from undersigned.server.records.models import ImportState, KeptClaim


def said_again(rows: Iterable[ReadRow], key: bytes) -> list[ReadRow]:
    """Rows whose claims are new ones where they were taken back with a whole list."""
    given = list(rows)
    while back := _taken_back(given, key):
        given = [
            replace(
                row,
                claims=tuple(
                    replace(claim, again=claim.again + 1) if claim_id(claim, key=key) in back else claim
                    for claim in row.claims
                ),
            )
            for row in given
        ]
    return given


def _taken_back(rows: Iterable[ReadRow], key: bytes) -> frozenset[ClaimId]:
    ids = [claim_id(claim, key=key) for row in rows for claim in row.claims]
    if not ids:
        return frozenset()
    kept = KeptClaim.objects.filter(pk__in=ids, tombstone=None, batch__state=ImportState.TAKEN_BACK.value)
    whole = kept.filter(withdrawal__at=F("batch__taken_back_at")).values_list("pk", flat=True)
    put_right = kept.filter(superseded_by__isnull=False).select_related("batch", "superseded_by")
    return frozenset(map(ClaimId, [*whole, *(row.pk for row in put_right if _last_went_with_the_list(row))]))


def _last_went_with_the_list(row: KeptClaim) -> bool:
    """Whether the last claim in its line of corrections was taken back with the whole list."""
    last = row
    while hasattr(last, "superseded_by"):
        last = last.superseded_by
    assert row.batch
    return hasattr(last, "withdrawal") and last.withdrawal.at == row.batch.taken_back_at
