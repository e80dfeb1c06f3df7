"""A member signs or withdraws: the statement is prepared, shown, signed with the key, and handed to the log.

1. A statement is prepared for one member, one text and one act, holds for ten minutes and is used once.
2. It names the roll, the key and the latest witnessed checkpoint of its moment; what changed meanwhile is
   found when it is entered.
3. A withdrawal is prepared only where the rulebook still allows it; else the member contests.
"""

from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.utils import timezone

from undersigned.log.merkle import EMPTY_ROOT
from undersigned.server.actions.collecting.entitlement import SIGN, Ground, ground, seat_to_sign
from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.handing_over import hand_over
from undersigned.server.actions.log.keeping_keys import keys_of, valid_keys
from undersigned.server.actions.log.preparing import (
    add_assertion,
    held_record,
    keep_prepared,
    line_of,
    prepare,
    refused_assertion,
    thread_of,
    unfinished,
)
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import (
    Checkpoint,
    RollMember,
    SignedRecord,
    SigningInvitation,
    SigningKey,
)
from undersigned.server.records.quickly import quickly
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import Assertion
from undersigned.signing.statement import Occasion, statement
from undersigned.values.digest import canonical_paragraph

Act = Literal["sign", "withdraw"]
HOLDS = timedelta(minutes=10)


@transaction.atomic
def prepare_statement(
    *, invitation: SigningInvitation, act: Act = SIGN, language: str, nonce: bytes, at: datetime
) -> SignedRecord | Refusal:
    """Prepare what a member would sign now, with the title in a language; `act` is `sign` or `withdraw`."""
    held = SigningInvitation.objects.select_related("collection", "member").get(pk=invitation.pk)
    if held.used_at or held.withdrawn_at or at > held.expires_at:
        return refuse("signing.invitation.holds")
    if language not in held.collection.texts:
        return refuse("signing.statement.language", "language", language=language)
    key = keys_of(held.member).last()
    if key is None:
        return refuse("signing.key.enrolled", name=str(held.member))
    on = ground(held.collection, [held.member.code])
    if isinstance(on, Refusal):
        return on
    return _prepared(on, held.member, key, act=act, language=language, nonce=nonce, at=at)


def take_statement(*, record: SignedRecord, assertion: Assertion, at: datetime) -> SignedRecord | Refusal:
    """Take the key's assertion over a prepared statement and hand it over; `await_entry` then waits.

    Nothing is promised by it, so it waits for no disk: recorded is what the sequencer has entered.
    """
    looked_at = SignedRecord.objects.select_related("member").get(pk=record.pk)
    key = valid_keys().filter(pk=looked_at.key_id).first()
    if key is None:
        return refuse("signing.key.valid", holder=looked_at.member.code if looked_at.member else "")
    if refused := unfinished(looked_at, at) or refused_assertion(looked_at, key, assertion):
        return refused
    with quickly():
        held = held_record(record)
        if refused := unfinished(held, at):
            return refused
        return hand_over(held, line_of(key, assertion), at=at)


@transaction.atomic
def prepare_contest(
    *, record: SignedRecord, reason: str, key: SigningKey | None, at: datetime
) -> SignedRecord | Refusal:
    """Prepare a contest of an entered record; another key of the member signs it, or two registrars."""
    if record.entry_id is None or record.member is None or record.collection is None:
        return refuse("signing.contest.entry")
    if key and (key.pk == record.key_id or key.member_id != record.member_id):
        return refuse("signing.contest.key")
    values = {
        "declaration": record.collection_id,
        "member": record.member.code,
        "entry": record.entry_id,
        "reason": canonical_paragraph(reason),
    }
    return prepare(
        "contest",
        values,
        thread=record.thread,
        collection=record.collection,
        member=record.member,
        key=key,
        facts={"entry": record.entry_id},
        by=None,
        at=at,
    )


@transaction.atomic
def take_contest(*, record: SignedRecord, assertion: Assertion, at: datetime) -> SignedRecord | Refusal:
    """Take the assertion of the member's other key over a contest."""
    held = held_record(record)
    if refused := unfinished(held, at):
        return refused
    if held.key is None or not valid_keys().filter(pk=held.key_id).exists():
        return refuse("signing.contest.key")
    if refused := add_assertion(held, held.key, assertion):
        return refused
    write_down("contest-signed", held, by=None, at=at)
    return hand_over(held, at=at)


def newest_seen() -> tuple[int, bytes]:
    """Size and root of the latest witnessed checkpoint; of the empty log if there is none."""
    newest = Checkpoint.objects.filter(witnessed_at__isnull=False).order_by("-size").first()
    return (newest.size, bytes(newest.root)) if newest else (0, EMPTY_ROOT)


def _prepared(
    on: Ground, member: RollMember, key: SigningKey, *, act: Act, language: str, nonce: bytes, at: datetime
) -> SignedRecord | Refusal:
    today, until = timezone.localtime(at).date(), (at + HOLDS).replace(microsecond=0)
    seat = seat_to_sign(on, member, act, today)
    if isinstance(seat, Refusal):
        return seat
    size, root = newest_seen()
    occasion = Occasion(day=today, seen_size=size, seen_root=root, nonce=nonce, not_after=until)
    try:
        text = statement(
            on.text,
            seat,
            act=act,
            language=language,
            roll=on.roll.pk,
            key=key.thumbprint,
            occasion=occasion,
        )
    except SigningError as fault:
        return refuse("signing.record.written", fault=str(fault))
    return keep_prepared(
        text,
        thread=thread_of(on.collection, at=at),
        collection=on.collection,
        member=member,
        key=key,
        facts={"act": act},
        nonce=nonce.hex(),
        expires_at=until,
        by=None,
        at=at,
    )
