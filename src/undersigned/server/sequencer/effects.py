"""What changes in the desk's rows when a record is entered, in the same transaction.

1. A statement puts a name on the list, or takes it off; its invitation is used.
2. A paper record gives its names their place in the log, or takes them off.
3. A revocation ends its key. What other records mean is read from their entries.
"""

from collections.abc import Callable, Mapping
from datetime import date

from undersigned.server.records.mapping.roll import name_of
from undersigned.server.records.models import (
    Signature,
    SignedRecord,
    SigningInvitation,
    SigningKey,
    SigningMethod,
)
from undersigned.server.sequencer.batch import Batch
from undersigned.signing.record_text import RecordText

Effect = Callable[[Batch, SignedRecord, RecordText], None]


def take_effect(batch: Batch, record: SignedRecord, text: RecordText) -> None:
    """Update the rows according to a record that was just entered."""
    if record.kind in EFFECTS:
        EFFECTS[record.kind](batch, record, text)


def _statement(batch: Batch, record: SignedRecord, text: RecordText) -> None:
    assert record.collection  # a statement is a member's, about a text
    assert record.member
    batch.note("statement-entered", record, act=text.word("act"))
    if text.word("act") == "sign":
        _put_on_list(batch, record, text)
    else:
        standing = Signature.objects.filter(
            collection=record.collection_id, member=record.member_id, withdrawn_at=None
        )
        standing.update(withdrawn_at=batch.at, withdrawal=record)
        invitations = SigningInvitation.objects.filter(
            collection=record.collection_id, member=record.member_id, used_at=None, withdrawn_at=None
        )
        invitations.update(used_at=batch.at)


def _put_on_list(batch: Batch, record: SignedRecord, text: RecordText) -> None:
    assert record.collection
    assert record.member
    assert record.key
    name = name_of(record.member)
    signature = Signature(
        collection=record.collection,
        member=record.member,
        method=SigningMethod.PASSKEY,
        level=record.key.level,
        family=name.family,
        given=name.given,
        honorific=name.honorific,
        style=name.style,
        delegation=text.word("delegation"),
        group=text.maybe("group", str),
        role=text.word("role"),
        signed_on=text.one("day", date),
        record=record,
        ticked_at=batch.at,
        confirmed_at=batch.at,
    )
    batch.put_on_list(signature, record.member.code)


def _paper(batch: Batch, record: SignedRecord, text: RecordText) -> None:
    rows = Signature.objects.filter(pk__in=record.facts["names"], withdrawn_at=None)
    if text.word("act") == "sign":
        rows.update(record=record)
    else:
        rows.update(
            withdrawn_at=batch.at,
            withdrawn_by=record.facts["by"],
            withdrawal_reason=record.facts["reason"],
            withdrawal=record,
        )


def _revoke(_batch: Batch, record: SignedRecord, _text: RecordText) -> None:
    SigningKey.objects.filter(pk=record.key_id).update(revocation=record)


EFFECTS: Mapping[str, Effect] = {"statement": _statement, "paper": _paper, "revoke": _revoke}
