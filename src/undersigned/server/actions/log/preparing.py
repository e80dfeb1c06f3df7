"""Records in preparation: a text is fixed, gathers signature lines until complete, and is handed over.

1. The text of a record is written once, and its row never changes it.
2. A line is added only if it is right: a passkey's over this text, a registrar's of the trust file.
3. Whole is a record with the lines that its kind asks for (`docs/protocol/v1/records.md`, section 4). Then it
   is handed to the sequencer, which looks at everything once more.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from undersigned.log.notes import SignatureLine
from undersigned.server.actions.log.beginning import the_log
from undersigned.server.actions.refusal import Refusal, refuse, refused_by
from undersigned.server.records.ids import new_thread
from undersigned.server.records.mapping.signing import lines_as_data, passkey_of, record_of, text_of
from undersigned.server.records.models import (
    Collection,
    RollMember,
    SignedRecord,
    SigningKey,
    Thread,
    User,
)
from undersigned.signing.faults import SigningError
from undersigned.signing.line_forms import Given
from undersigned.signing.passkeys import Assertion, Passkey, broken_rules
from undersigned.signing.record_text import RecordText, write_text
from undersigned.values.findings import Finding, failed

_ASSERTION = {
    "context": "signing.assertion.context",
    "flags": "signing.assertion.flags",
    "signature": "signing.assertion.signature",
}


class About(TypedDict, total=False):
    """What a record is about, beside its text; see `SignedRecord`."""

    collection: Collection
    member: RollMember | None
    key: SigningKey | None
    facts: dict[str, Any]
    nonce: str
    expires_at: datetime


def prepare(
    kind: str,
    values: Mapping[str, Given],
    *,
    thread: Thread | None,
    by: User | None,
    at: datetime,
    **about: Unpack[About],
) -> SignedRecord | Refusal:
    """Prepare a record's text; `log` and `thread` are filled in. Runs in the caller's transaction."""
    log = the_log()
    if log is None:
        return refuse("signing.log.begun")
    always: dict[str, Given] = {"log": log.origin}
    if kind != "roll":
        always["thread"] = thread.pk if thread else None
    try:
        text = write_text(kind, {**always, **values})
    except SigningError as fault:
        return refuse("signing.record.written", fault=str(fault))
    return keep_prepared(text, thread=thread, by=by, at=at, **about)


def keep_prepared(
    text: RecordText, *, thread: Thread | None, by: User | None, at: datetime, **about: Unpack[About]
) -> SignedRecord:
    """Keep the row of a record with a prepared text."""
    return SignedRecord.objects.create(
        kind=text.kind, text=text.written, thread=thread, prepared_at=at, prepared_by=by, **about
    )


def thread_of(subject: Collection | RollMember, *, at: datetime) -> Thread:
    """The thread of a declaration or of a member's keys, created if need be."""
    about = {"collection": subject} if isinstance(subject, Collection) else {"member": subject}
    return Thread.objects.get_or_create(**about, defaults={"id": new_thread(), "made_at": at})[0]


def held_record(record: SignedRecord) -> SignedRecord:
    """The current row, locked until the act is committed."""
    return SignedRecord.objects.select_for_update().get(pk=record.pk)


def unfinished(record: SignedRecord, at: datetime) -> Refusal | None:
    """A refusal where a record takes no more signatures: handed over, set aside, or too old."""
    if record.handed_over_at or record.refused_at:
        return refuse("signing.record.open")
    if record.expires_at and at > record.expires_at:
        return refuse("signing.statement.time", until=record.expires_at.isoformat(timespec="minutes"))
    return None


def assertion_findings(key: Passkey, text: RecordText, assertion: Assertion) -> tuple[Finding, ...]:
    """The rules that an assertion breaks, by the questions of the protocol; none if it is valid."""
    broken: dict[str, list[str]] = {}
    for rule in broken_rules(key, text.raw, assertion.payload()):
        broken.setdefault(rule.question, []).append(rule.value)
    return tuple(failed(_ASSERTION[question], rules=tuple(rules)) for question, rules in broken.items())


def refused_assertion(record: SignedRecord, key: SigningKey, assertion: Assertion) -> Refusal | None:
    """Why an assertion of a key is not valid for a record; `None` if it is."""
    try:
        return refused_by(assertion_findings(passkey_of(key), text_of(record), assertion))
    except SigningError as fault:
        return refuse("signing.assertion.signature", rules=(fault.rule,))


def line_of(key: SigningKey, assertion: Assertion) -> SignatureLine:
    """The signature line for a checked assertion of a key."""
    return passkey_of(key).line(assertion)


def add_assertion(record: SignedRecord, key: SigningKey, assertion: Assertion) -> Refusal | None:
    """Check the assertion of a passkey, and add its line to a held record."""
    if refused := refused_assertion(record, key, assertion):
        return refused
    add_lines(record, line_of(key, assertion))
    return None


def add_lines(record: SignedRecord, *lines: SignatureLine) -> None:
    """Add checked lines to a held record; lines it already has are not repeated."""
    record.lines = lines_as_data(record_of(record).signed(*lines))
    record.save(update_fields=["lines"])


def set_aside(record: SignedRecord, *, at: datetime) -> None:
    """Discard a record that was not handed over."""
    SignedRecord.objects.filter(pk=record.pk, handed_over_at=None, refused_at=None).update(refused_at=at)
