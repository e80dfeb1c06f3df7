"""A member signs, or withdraws: open the invitation, fix the statement, sign it, keep the receipt."""

from typing import Any

from undersigned.server.actions.collecting.entitlement import SIGN, WITHDRAW, ground
from undersigned.server.actions.collecting.inviting import signing_invitation_of
from undersigned.server.actions.collecting.stating import prepare_statement, take_statement
from undersigned.server.actions.log.handing_over import RecordState, Standing, await_entry, where_it_stands
from undersigned.server.actions.log.keeping_keys import keys_of
from undersigned.server.actions.log.receipts import receipt_of
from undersigned.server.actions.log.trusting import TrustFileError, trust
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.desk.clock import now
from undersigned.server.records.models import SignedRecord, SigningInvitation, SigningKey
from undersigned.server.signing_host.answers import key_shown, new_nonce, refused_answer
from undersigned.server.signing_host.asking import Answer, Question, answering
from undersigned.server.signing_host.shown import signer_shown, text_shown
from undersigned.values.digest import sha256


@answering
def invitation(question: Question) -> Answer:
    """What the page shows to whoever holds the invitation."""
    held = _invitation(question)
    if isinstance(held, Refusal):
        return held
    on = ground(held.collection, [held.member.code])
    if isinstance(on, Refusal):
        return on
    act = _act(held)
    signer = signer_shown(on, held.member, act)
    if isinstance(signer, Refusal):
        return signer
    return {**text_shown(on), "signer": signer, "act": act, "enrolled": keys_of(held.member).exists()}


@answering
def prepare(question: Question) -> Answer:
    """The statement that would be signed now, and the key that is to sign it."""
    held = _invitation(question)
    if isinstance(held, Refusal):
        return held
    made = prepare_statement(
        invitation=held,
        act=_act(held),
        language=question.text("textLanguage"),
        nonce=new_nonce(),
        at=now(),
    )
    if isinstance(made, Refusal):
        return made
    assert isinstance(made.key, SigningKey)
    return {"id": made.pk, "text": made.text, **key_shown(made.key)}


@answering
def sign(question: Question) -> Answer:
    """Take the signature, and wait a little until it is recorded."""
    record = _record(question)
    if isinstance(record, Refusal):
        return record
    taken = take_statement(record=record, assertion=question.assertion(), at=now())
    return taken if isinstance(taken, Refusal) else _where(taken, await_entry(taken))


@answering
def receipt(question: Question) -> Answer:
    """Where the signature stands by now, and its receipt as soon as there is one."""
    record = _record(question)
    return record if isinstance(record, Refusal) else _where(record, where_it_stands(record))


def _where(record: SignedRecord, standing: Standing) -> Answer:
    if standing.state is RecordState.REFUSED:
        return refused_answer(standing)
    found: dict[str, Any] = {
        "state": standing.state.value,
        "index": standing.index,
        "hasWitnesses": _has_witnesses(),
    }
    if standing.state in (RecordState.RECORDED, RecordState.WITNESSED):
        made = receipt_of(record)
        found["receipt"] = made.encoded().decode() if made else None
    return found


def _has_witnesses() -> bool:
    """Whether witnesses are waited for; a trust file in doubt must not hide that a signature was taken."""
    try:
        return trust().policy.asks_for_witnesses
    except TrustFileError:
        return False


def _invitation(question: Question) -> SigningInvitation | Refusal:
    return signing_invitation_of(question.text("secret"), at=now()) or refuse("signing.invitation.holds")


def _act(held: SigningInvitation) -> Any:  # noqa: ANN401 (one of two words)
    """A member whose name stands is asked about withdrawing, any other about signing."""
    stands = held.collection.signatures.filter(member=held.member, withdrawn_at=None).exists()
    return WITHDRAW if stands else SIGN


def _record(question: Question) -> SignedRecord | Refusal:
    """A statement by its id, for whoever holds the invitation from which it came, used or not."""
    digest = sha256(question.text("secret").encode())
    held = SigningInvitation.objects.filter(secret_digest=digest).first()
    found = (
        held
        and SignedRecord.objects.filter(
            pk=question.text("id"), kind="statement", collection=held.collection, member=held.member
        )
        .select_related("key", "member")
        .first()
    )
    return found or refuse("signing.invitation.holds")
