"""Enrols a key: at the desk in the holder's presence, at the signing host on the device, then by registrars.

1. A clerk who sees the holder begins; the address that the holder opens holds for a quarter of an hour.
2. The device makes a passkey; its record is written, and the passkey itself signs it: it is held.
3. Then two registrars sign the record offline, or the key that it replaces and one; only then is it logged.
4. Level C is what the device says of itself; level A is what the clerk who begins attests.
"""

from datetime import datetime, timedelta
from typing import Literal, cast

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.beginning import the_log
from undersigned.server.actions.log.handing_over import hand_over
from undersigned.server.actions.log.keeping_keys import keys_of, valid_keys
from undersigned.server.actions.log.preparing import (
    add_assertion,
    held_record,
    keep_prepared,
    thread_of,
    unfinished,
)
from undersigned.server.actions.log.registrars import is_whole
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.roll import name_of
from undersigned.server.records.models import (
    Enrolment,
    HolderRole,
    RollMember,
    SignedRecord,
    SigningKey,
    User,
)
from undersigned.signing.cose import thumbprint
from undersigned.signing.enrolment import Holder, Identity, Registration, key_text, read_registration
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import Assertion
from undersigned.signing.record_text import RecordText
from undersigned.signing.roll_file import name_of as written_name
from undersigned.values.digest import canonical_paragraph, sha256

HOLDS = timedelta(minutes=15)
IDENTITIES: tuple[Identity, ...] = ("in-person", "by-video", "by-document", "demonstration")


@transaction.atomic
def begin_enrolment(
    *,
    holder: RollMember | User,
    identity: Identity,
    attested: bool = False,
    replaces: SigningKey | None = None,
    secret: str,
    challenge: bytes,
    by: User,
    at: datetime,
) -> Enrolment | Refusal:
    """Begin an enrolment in the presence of the holder; `attested` states that the device is on the agreed
    list.
    """
    member = holder if isinstance(holder, RollMember) else None
    clerk = holder if isinstance(holder, User) else None
    if clerk is not None and clerk.pk == by.pk:
        return refuse("signing.enrolment.other", "holder")
    if replaces and not keys_of(holder).filter(pk=replaces.pk).exists():
        return refuse("signing.key.valid", holder=replaces.holder)
    _open().filter(member=member, clerk=clerk).update(set_aside_at=at)
    enrolment = Enrolment.objects.create(
        role=HolderRole.MEMBER if member else HolderRole.CLERK,
        member=member,
        clerk=clerk,
        name=_name(holder),
        identity=identity,
        attested=attested,
        replaces=replaces,
        secret_digest=sha256(secret.encode()),
        challenge=challenge.hex(),
        begun_at=at,
        begun_by=by,
        expires_at=at + HOLDS,
    )
    write_down("enrolment-begun", enrolment, by=by, at=at, particulars={"identity": identity})
    return enrolment


def enrolment_of(secret: str, *, at: datetime) -> Enrolment | None:
    """The enrolment that a secret opens, if it is still open."""
    found = _open().filter(secret_digest=sha256(secret.encode()), expires_at__gt=at)
    return found.select_related("member", "clerk", "replaces").first()


@transaction.atomic
def register_key(
    *, enrolment: Enrolment, client_data: bytes, attestation: bytes, at: datetime
) -> SigningKey | Refusal:
    """Take the passkey that a device made, as the browser returns it; next it signs its own record."""
    held = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    log = the_log()
    if log is None or held.key_id or held.set_aside_at or at > held.expires_at:
        return refuse("signing.enrolment.holds")
    try:
        made = read_registration(
            client_data,
            attestation,
            challenge=bytes.fromhex(held.challenge),
            rp=settings.SIGNING_RP,
            origin=settings.SIGNING_ORIGIN,
        )
        text = _text(held, made, log.origin, at)
    except SigningError as fault:
        return refuse("signing.enrolment.registration", rule=fault.rule)
    if SigningKey.objects.filter(thumbprint=thumbprint(made.cose)).exists():
        return refuse("signing.enrolment.once")

    record = keep_prepared(
        text,
        thread=thread_of(held.member, at=at) if held.member else None,
        member=held.member,
        facts={"enrolment": held.pk},
        by=held.begun_by,
        at=at,
    )
    key = SigningKey(
        record=record, holder=text.word("holder"), level=text.word("level"), replaces=held.replaces
    )
    key.attestation, key.client_data = attestation, client_data
    return _keep_key(key, held, made)


def _keep_key(key: SigningKey, enrolment: Enrolment, made: Registration) -> SigningKey:
    """Fill in whose key it is and what the device made, and keep the row."""
    key.assembly, key.role = settings.ASSEMBLY, enrolment.role
    key.member, key.clerk = enrolment.member, enrolment.clerk
    key.public_key, key.thumbprint = made.cose, thumbprint(made.cose)
    key.credential, key.aaguid = made.credential_id, made.aaguid
    key.rp, key.origin = settings.SIGNING_RP, settings.SIGNING_ORIGIN
    key.save(force_insert=True)
    return key


@transaction.atomic
def finish_enrolment(
    *, enrolment: Enrolment, key: SigningKey, assertion: Assertion, at: datetime
) -> SigningKey | Refusal:
    """Take the passkey's assertion over its own record, which then waits for the registrars."""
    held = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    record = held_record(key.record)
    if held.key_id or held.set_aside_at or at > held.expires_at or record.facts["enrolment"] != held.pk:
        return refuse("signing.enrolment.holds")
    if refused := unfinished(record, at) or add_assertion(record, key, assertion):
        return refused
    held.key = key
    held.save(update_fields=["key"])
    facts = {"enrolment": held.pk, "level": key.level}
    write_down("key-registered", key, by=held.clerk, at=at, particulars=facts)
    return key


@transaction.atomic
def sign_replacement(*, key: SigningKey, assertion: Assertion, at: datetime) -> SignedRecord | Refusal:
    """Take the replaced key's assertion over the record of the new key."""
    record = held_record(key.record)
    if refused := unfinished(record, at):
        return refused
    if key.replaces is None or not valid_keys().filter(pk=key.replaces_id).exists():
        return refuse("signing.key.valid", holder=key.holder)
    if refused := add_assertion(record, key.replaces, assertion):
        return refused
    write_down("replacement-signed", key, by=key.clerk, at=at)
    return hand_over(record, at=at) if is_whole(record) else record


def awaiting_registrars() -> QuerySet[SignedRecord]:
    """Records that registrars have yet to sign: keys, rolls, revocations, contests."""
    kinds = ("key", "roll", "revoke", "contest")
    open_ = SignedRecord.objects.filter(kind__in=kinds, handed_over_at=None, refused_at=None)
    return open_.exclude(kind="key", enrols__enrolment=None).select_related("member")


def holder_id(holder: RollMember | User) -> str:
    """The id of a holder in the log: a member's is that of the roll, a clerk's reveals no name."""
    return holder.code if isinstance(holder, RollMember) else f"clerk-{holder.pk}"


def _name(holder: RollMember | User) -> str:
    if isinstance(holder, User):
        return canonical_paragraph(holder.name)
    name = name_of(holder)
    return written_name(name.family, name.given)


def _text(held: Enrolment, made: Registration, log: str, at: datetime) -> RecordText:
    holder = held.member or held.clerk
    assert holder  # the database holds that there is one
    thread = thread_of(held.member, at=at).pk if held.member else None
    role: Literal["member", "clerk"] = "member" if held.member else "clerk"
    return key_text(
        made,
        Holder(id=holder_id(holder), name=held.name, role=role, thread=thread),
        log=log,
        assembly=settings.ASSEMBLY,
        rp=settings.SIGNING_RP,
        origin=settings.SIGNING_ORIGIN,
        identity=cast("Identity", held.identity),
        attested=held.attested,
        replaces=held.replaces.thumbprint if held.replaces else None,
    )


def _open() -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(key=None, set_aside_at=None)
