"""Enrolment of a key: the device makes a passkey, and the passkey signs its own record."""

from django.conf import settings

from undersigned.server.actions.demo.demo_signing import go_on_to_sign
from undersigned.server.actions.log.enrolling import (
    enrolment_of,
    finish_enrolment,
    holder_id,
    register_key,
    sign_replacement,
)
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.desk.clock import now
from undersigned.server.records.ids import new_secret
from undersigned.server.records.models import Enrolment, SigningKey
from undersigned.server.signing_host.answers import as_text, key_shown
from undersigned.server.signing_host.asking import Answer, Question, answering
from undersigned.values.digest import sha256


@answering
def begin(question: Question) -> Answer:
    """For whom a passkey is to be made, and the challenge for it."""
    held = _enrolment(question)
    if isinstance(held, Refusal):
        return held
    holder = held.member or held.clerk
    assert holder  # the database holds that there is one
    return {
        "name": held.name,
        "role": held.role,
        "rp": settings.SIGNING_RP,
        "challenge": as_text(bytes.fromhex(held.challenge)),
        # An opaque handle: an authenticator may show it, and it must not tell whose key it is.
        "user": as_text(bytes.fromhex(sha256(f"{held.pk} {holder_id(holder)}".encode())[:32])),
        "demonstration": held.identity == "demonstration",
    }


@answering
def register(question: Question) -> Answer:
    """Take the passkey; what comes back is the record that it is to sign."""
    held = _enrolment(question)
    if isinstance(held, Refusal):
        return held
    made = register_key(
        enrolment=held,
        client_data=question.content("clientDataJSON"),
        attestation=question.content("attestationObject"),
        at=now(),
    )
    if isinstance(made, Refusal):
        return made
    return {"id": made.pk, "text": made.record.text, "level": made.level, **key_shown(made)}


@answering
def finish(question: Question) -> Answer:
    """Take the passkey's line over its own record, or that of the key which it replaces."""
    key = SigningKey.objects.filter(pk=question.text("id")).select_related("record", "replaces").first()
    if key is None:
        return refuse("signing.enrolment.holds")
    if _was_held(key, question):
        done = sign_replacement(key=key, assertion=question.assertion(), at=now())
        return done if isinstance(done, Refusal) else {"done": True}
    held = _enrolment(question)
    if isinstance(held, Refusal):
        return held
    finished = finish_enrolment(enrolment=held, key=key, assertion=question.assertion(), at=now())
    if isinstance(finished, Refusal):
        return finished
    replaced = key_shown(finished.replaces) if finished.replaces else None
    secret = new_secret()
    goes_on = go_on_to_sign(finished, secret=secret, at=now())  # in a demonstration alone
    return {"done": replaced is None, "replaced": replaced, "next": secret if goes_on else None}


def _was_held(key: SigningKey, question: Question) -> bool:
    """Whether this enrolment has the key's own line already, and now brings that of the key it replaces."""
    digest = sha256(question.text("secret").encode())
    return Enrolment.objects.filter(key=key, secret_digest=digest, expires_at__gt=now()).exists()


def _enrolment(question: Question) -> Enrolment | Refusal:
    return enrolment_of(question.text("secret"), at=now()) or refuse("signing.enrolment.holds")
