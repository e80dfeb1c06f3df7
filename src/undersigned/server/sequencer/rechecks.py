"""Checks each kind of record again, in the transaction that would enter it.

1. Lines: those that the kind wants, by keys that are valid at the index it would get.
2. A statement: the same questions as when it was prepared, of the rolls, rules and names of this moment.
3. Nothing is taken from the row on trust that the log can be asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from undersigned.server.actions.collecting.entitlement import SIGN, Ground, seat_as_logged, seat_to_sign
from undersigned.server.actions.log.clerks import CLERKS, NUMBER
from undersigned.server.actions.log.keeping_keys import valid_keys
from undersigned.server.actions.log.registrars import is_whole
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.mapping.signing import passkey_of
from undersigned.server.records.models import Signature, SignedRecord
from undersigned.server.sequencer.batch import Batch
from undersigned.signing.faults import SigningError
from undersigned.signing.keys import line_of
from undersigned.signing.records import Record
from undersigned.signing.statement import differs_from_seat, differs_from_text
from undersigned.values.findings import Finding, failed

Recheck = Callable[[Batch, SignedRecord, Record], Iterable[Finding]]


def recheck(batch: Batch, record: SignedRecord, read: Record) -> tuple[Finding, ...]:
    """Why a record may not be entered now; empty if it may. Raises `TrustFileError`."""
    try:
        return tuple(RECHECKS[record.kind](batch, record, read))
    except SigningError as fault:
        return (failed("signing.record.written", fault=str(fault)),)


def _roll(_batch: Batch, record: SignedRecord, _read: Record) -> Iterator[Finding]:
    if not is_whole(record):
        yield failed("signing.registrar.enough")


def _key(_batch: Batch, record: SignedRecord, _read: Record) -> Iterator[Finding]:
    key = record.enrols
    if not is_whole(record):
        yield failed("signing.registrar.enough")
    if key.replaces_id and not valid_keys().filter(pk=key.replaces_id).exists():
        yield failed("signing.key.valid", holder=key.holder)


def _revoke(_batch: Batch, record: SignedRecord, _read: Record) -> Iterator[Finding]:
    if not is_whole(record):
        yield failed("signing.registrar.enough")
    if not valid_keys().filter(pk=record.key_id).exists():
        yield failed("signing.key.valid", holder=record.key.holder if record.key else "")


def _text(_batch: Batch, record: SignedRecord, read: Record) -> Iterator[Finding]:
    yield from _clerks(record, read)
    if record.collection and record.collection.records.filter(kind="text", entry__isnull=False).exists():
        yield failed("signing.text.once")


def _statement(batch: Batch, record: SignedRecord, read: Record) -> Iterator[Finding]:
    assert record.collection  # a statement is about a text
    assert record.member
    on = batch.ground(record.collection, [record.member.code])
    if isinstance(on, Refusal):
        yield from on.findings
        return
    if record.expires_at and batch.at > record.expires_at:
        yield failed("signing.statement.time", until=record.expires_at.isoformat(timespec="minutes"))
    yield from _own_key(batch, record, read)
    if read.text.word("roll") != on.roll.pk:
        yield failed("signing.statement.roll")
    if differs_from_text(read.text, on.text):
        yield failed("signing.statement.text")
    day = read.text.one("day", date)
    seat = seat_to_sign(on, record.member, "sign" if read.text.word("act") == SIGN else "withdraw", day)
    if isinstance(seat, Refusal):
        yield from seat.findings
    elif differs_from_seat(read.text, seat):
        yield failed("signing.roll.member", day=day.isoformat())


def _own_key(batch: Batch, record: SignedRecord, read: Record) -> Iterator[Finding]:
    key = batch.key(record.key_id)
    if key is None:
        yield failed("signing.key.valid", holder=record.member.code if record.member else "")
    elif not line_of(read, passkey_of(key)):
        yield failed("signing.assertion.signature", rules=("missing",))


def _paper(batch: Batch, record: SignedRecord, read: Record) -> Iterator[Finding]:
    assert record.collection  # names are on a text's list
    yield from _clerks(record, read)
    on = batch.ground(record.collection, [code for code, _ in read.text.pairs("member")])
    if isinstance(on, Refusal):
        yield from on.findings
        return
    if read.text.word("roll") != on.roll.pk:
        yield failed("signing.statement.roll")
    if differs_from_text(read.text, on.text):
        yield failed("signing.statement.text")
    yield from _names(on, record, read)


def _names(on: Ground, record: SignedRecord, read: Record) -> Iterator[Finding]:
    """Whether each name is on the desk's list and in the roll as on the sheet."""
    signing = read.text.word("act") == SIGN
    standing = Signature.objects.filter(pk__in=record.facts["names"], withdrawn_at=None)
    rows = {row.member.code: row for row in standing.select_related("member")}
    for code, name in read.text.pairs("member"):
        row = rows.get(code)
        if row is None or (row.record_id is None) is not signing:
            yield failed("signing.paper.stands", name=name)
        elif signing and seat_as_logged(on, code, row.signed_on) is None:
            yield failed("signing.paper.roll", name=name)


def _contest(_batch: Batch, record: SignedRecord, _read: Record) -> Iterator[Finding]:
    if not is_whole(record):
        yield failed("signing.registrar.enough")
    if record.key_id and not valid_keys().filter(pk=record.key_id).exists():
        yield failed("signing.contest.key")


def _edition(batch: Batch, record: SignedRecord, read: Record) -> Iterator[Finding]:
    assert record.collection  # an edition is of a text
    yield from _clerks(record, read)
    entered = record.collection.records.filter(kind="edition", entry__isnull=False).count()
    if read.text.one("edition", int) != entered + 1:
        yield failed("signing.edition.waiting")
    if read.text.one("counted", int) > batch.next_index:
        yield failed("signing.edition.agrees")


def _clerks(record: SignedRecord, read: Record) -> Iterator[Finding]:
    """Whether enough different clerks signed, with valid keys, and were asked to."""
    names = {line.name for line in read.lines}
    keys = valid_keys().filter(role="clerk", holder__in=names)
    signed = {key.clerk_id for key in keys if line_of(read, passkey_of(key))}
    asked = set(record.facts.get(CLERKS, signed))
    if len(signed & asked) < record.facts.get(NUMBER, 1):
        yield failed("signing.clerk.enough")


RECHECKS: Mapping[str, Recheck] = {
    "roll": _roll,
    "key": _key,
    "revoke": _revoke,
    "text": _text,
    "statement": _statement,
    "paper": _paper,
    "contest": _contest,
    "edition": _edition,
}
