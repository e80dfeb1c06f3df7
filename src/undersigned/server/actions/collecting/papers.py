"""Enters names on paper in the log: what two clerks saw on a scan is a record that both sign with their keys.

1. One record for the names of one scan, one day and the same two clerks; a long one is cut into several.
2. It is prepared when the second clerk confirms. A name stands on the list once its record is entered.
3. A name that the roll in the log does not seat as the sheet does is left out, and it is said which.
4. Taking an entered name off is a record too, signed by two clerks; the row changes when that is entered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from undersigned.server.actions.collecting.entitlement import SIGN, WITHDRAW, Ground, ground, seat_as_logged
from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.clerks import CLERKS, NUMBER
from undersigned.server.actions.log.preparing import prepare, set_aside, thread_of
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import Collection, Signature, SignedRecord, SigningMethod, User
from undersigned.signing.roll_file import RollSeat
from undersigned.values.findings import Finding, failed

ORIGINAL = "with the table office"
_MOST_NAMES = 40  # so that the text stays far below its 8,192 bytes, whatever the names


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The records that wait for two clerks, and why some names could not be put into one."""

    records: tuple[SignedRecord, ...] = ()
    left_out: tuple[Finding, ...] = ()


@transaction.atomic
def prepare_papers(*, collection: Collection, by: User, at: datetime) -> Papers | Refusal:
    """Put every confirmed paper name that is in no record yet into one; `sign_as_clerk` follows."""
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    rows = list(_without_record(held))
    if not rows:
        return Papers()
    on = ground(held, [row.member.code for row in rows])
    if isinstance(on, Refusal):
        return on
    seated = [(row, seat_as_logged(on, row.member.code, row.signed_on)) for row in rows]
    fitting = [row for row, seat in seated if seat and _as_ticked(row, seat)]
    made = []
    for group in _groups(fitting):
        prepared = _paper(on, SIGN, group, by=by, at=at, facts={CLERKS: _clerks(group[0]), NUMBER: 2})
        if isinstance(prepared, Refusal):
            return prepared
        made.append(prepared)
    if made:
        write_down(
            "papers-prepared", held, by=by, at=at, particulars={"records": [record.pk for record in made]}
        )
    left_out = (row for row, seat in seated if not (seat and _as_ticked(row, seat)))
    return Papers(
        records=tuple(made),
        left_out=tuple(failed("signing.paper.roll", name=str(row)) for row in left_out),
    )


def prepare_paper_withdrawal(
    *, signature: Signature, reason: str, by: User, at: datetime
) -> SignedRecord | Refusal:
    """Prepare the record that removes an entered name, for two clerks to sign. Needs a transaction."""
    on = ground(signature.collection, [signature.member.code])
    if isinstance(on, Refusal):
        return on
    facts = {NUMBER: 2, "reason": reason, "by": by.pk}
    return _paper(on, WITHDRAW, [signature], by=by, at=at, facts=facts, day=at.date())


def set_papers_aside(*, signature: Signature, at: datetime) -> None:
    """Discard the records not yet handed over that hold a name; `prepare_papers` makes them again."""
    for record in _open(signature.collection):
        if signature.pk in record.facts["names"]:
            set_aside(record, at=at)


def _open(collection: Collection) -> Iterable[SignedRecord]:
    return collection.records.filter(kind="paper", entry=None, refused_at=None)


def _without_record(collection: Collection) -> Iterator[Signature]:
    taken = {name for record in _open(collection) for name in record.facts["names"]}
    rows = collection.signatures.filter(
        method=SigningMethod.PAPER, confirmed_at__isnull=False, withdrawn_at=None, record=None
    )
    return (row for row in rows.select_related("member", "scan") if row.pk not in taken)


def _groups(rows: list[Signature]) -> Iterator[list[Signature]]:
    def sheet(row: Signature) -> tuple[str, date, list[int]]:
        return str(row.scan_id), row.signed_on, _clerks(row)

    for _, group in groupby(sorted(rows, key=sheet), key=sheet):
        names = list(group)
        yield from (names[at : at + _MOST_NAMES] for at in range(0, len(names), _MOST_NAMES))


def _clerks(row: Signature) -> list[int]:
    return sorted(one for one in (row.ticked_by_id, row.confirmed_by_id) if one)


def _as_ticked(row: Signature, seat: RollSeat) -> bool:
    return (row.delegation, row.group, row.role) == (seat.delegation, seat.group, seat.role)


def _paper(
    on: Ground,
    act: str,
    rows: list[Signature],
    *,
    by: User,
    at: datetime,
    facts: dict[str, object],
    day: date | None = None,
) -> SignedRecord | Refusal:
    named = sorted(((row.member.code, _name(on, row)) for row in rows), key=lambda one: one[0].encode())
    values = {
        "act": act,
        "declaration": on.collection.pk,
        "manifest": on.text.digest,
        "assembly": on.collection.assembly,
        "roll": on.roll.pk,
        "scan": rows[0].scan.digest if act == SIGN and rows[0].scan else None,
        "day": day or rows[0].signed_on,
        "original": ORIGINAL,
        "member": named,
    }
    return prepare(
        "paper",
        values,
        thread=thread_of(on.collection, at=at),
        collection=on.collection,
        facts={**facts, "act": act, "names": [row.pk for row in rows]},
        by=by,
        at=at,
    )


def _name(on: Ground, row: Signature) -> str:
    seat = seat_as_logged(on, row.member.code, row.signed_on)
    assert seat  # whoever has none is left out
    return seat.name
