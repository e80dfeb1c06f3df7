"""Electronic signing in a demonstration: a log, a text fixed in it, and enrolled keys.

1. Everything goes the way of a real desk, by the same acts; only the registrars sit in a file.
2. A key is vouched for by itself only where it was enrolled as a demonstration, in a demonstration.
3. Done twice it changes nothing.
"""

from datetime import date, datetime

from undersigned.declaring.archive.archive import examples
from undersigned.server.actions.collecting.inviting import invite_to_sign
from undersigned.server.actions.collecting.opening import open_collection
from undersigned.server.actions.demo import demo_keys
from undersigned.server.actions.drafting.draft_files import read_files
from undersigned.server.actions.drafting.drafting import make_draft
from undersigned.server.actions.log.beginning import begin_log, the_log
from undersigned.server.actions.log.clerks import ask_clerk, take_clerk_line
from undersigned.server.actions.log.enrolling import begin_enrolment, finish_enrolment, register_key
from undersigned.server.actions.log.handing_over import await_entry
from undersigned.server.actions.log.keeping_keys import keys_of
from undersigned.server.actions.log.registrars import add_registrars
from undersigned.server.actions.log.rolls import newest_roll, prepare_roll
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.ids import new_secret, new_seed
from undersigned.server.records.mapping.signing import record_of, text_of
from undersigned.server.records.models import (
    Collection,
    Enrolment,
    Log,
    RollMember,
    SignedRecord,
    SigningKey,
    User,
)
from undersigned.signing.enrolment import Identity
from undersigned.signing.passkeys import challenge
from undersigned.signing.registrars import sign

ORIGIN = "concord.example/demonstration"
IDENTITY: Identity = "demonstration"
OFFICE = "office@concord.example"
FIRST_SIGNER = "cc48939"


def begin_demo_log(at: datetime) -> Log | Refusal:
    """The demonstration's log, with its two registrars and without an outside witness."""
    if held := the_log():
        return held
    lines = [f"registrar {key.verifier}" for key in demo_keys.demo_registrars()]
    trust = "\n".join(["# A demonstration: these keys prove nothing.", *lines, "quorum none", ""])
    return begin_log(origin=ORIGIN, trust=trust.encode(), seed=new_seed(), at=at)


def open_demo_text(*, office: User, by: User, assembly: str, on: date, at: datetime) -> Collection | Refusal:
    """Harbour Square's text, open and fixed in the log; a sequencer must be at work."""
    if held := Collection.objects.filter(opened_by=office).first():
        return held
    for step in (_log_roll(assembly, by=office, on=on, at=at), _office_enrolled(office, by=by, at=at)):
        if isinstance(step, Refusal):
            return step
    collection = _opened(office, assembly, on=on, at=at)
    if isinstance(collection, Refusal):
        return collection
    record = collection.records.get(kind="text")
    task = ask_clerk(record=record, clerk=office, secret=new_secret(), at=at)
    if isinstance(task, Refusal):
        return task
    signed = take_clerk_line(
        task=task, assertion=demo_keys.office_key().asserts(challenge(text_of(record))), at=at
    )
    if isinstance(signed, Refusal):
        return signed
    await_entry(signed)
    return collection


def begin_demo_enrolment(
    *, holder: RollMember | User, secret: str, by: User, at: datetime
) -> Enrolment | Refusal:
    """An address at which whoever opens it makes a key in a member's or a clerk's name."""
    return begin_enrolment(
        holder=holder, identity=IDENTITY, secret=secret, challenge=new_seed(), by=by, at=at
    )


def vouched(record: SignedRecord, *, at: datetime) -> SignedRecord | Refusal:
    """The record with both registrars' lines, entered."""
    registrars = demo_keys.demo_registrars()
    both = sign(sign(record_of(record), registrars[0]), registrars[1])
    done = add_registrars(record=record, signed=both.encoded(), by=None, at=at)
    if not isinstance(done, Refusal):
        await_entry(done)
    return done


def go_on_to_sign(key: SigningKey, *, secret: str, at: datetime) -> bool:
    """After a key of the demonstration is held: vouch for it, and invite its member to the open text.

    Whether `secret` now opens an invitation. Nothing happens to a key that was enrolled in any other way.
    """
    enrolment = key.enrolment
    if enrolment.identity != IDENTITY or not demo_keys.are_there():
        return False
    if isinstance(vouched(SignedRecord.objects.get(pk=key.record_id), at=at), Refusal):
        return False
    open_text = Collection.objects.filter(opened_by__email=OFFICE).first()
    if key.member is None or open_text is None:
        return False
    invited = invite_to_sign(
        collection=open_text,
        member=key.member,
        secret=secret,
        address="",
        email=None,
        language="en",
        by=enrolment.begun_by,
        at=at,
    )
    return not isinstance(invited, Refusal)


def _log_roll(assembly: str, *, by: User, on: date, at: datetime) -> SignedRecord | Refusal | None:
    if newest_roll(assembly):
        return None
    made = prepare_roll(assembly=assembly, as_of=on, source="the fictional roll of the example", by=by, at=at)
    return made if isinstance(made, Refusal) else vouched(made, at=at)


def _office_enrolled(office: User, *, by: User, at: datetime) -> SignedRecord | Refusal | None:
    if keys_of(office).exists():
        return None
    own = demo_keys.office_key()
    enrolment = begin_demo_enrolment(holder=office, secret=new_secret(), by=by, at=at)
    if isinstance(enrolment, Refusal):
        return enrolment
    client, attestation = own.registers(bytes.fromhex(enrolment.challenge))
    key = register_key(enrolment=enrolment, client_data=client, attestation=attestation, at=at)
    if isinstance(key, Refusal):
        return key
    held = finish_enrolment(
        enrolment=enrolment, key=key, assertion=own.asserts(challenge(text_of(key.record))), at=at
    )
    return held if isinstance(held, Refusal) else vouched(SignedRecord.objects.get(pk=key.record_id), at=at)


def _opened(office: User, assembly: str, *, on: date, at: datetime) -> Collection | Refusal:
    files = [examples() / "harbour-square" / f"draft.{language}.docx" for language in ("en", "fr")]
    read = read_files([(file.name, file.read_bytes()) for file in files], languages=("en", "fr"))
    if isinstance(read, Refusal):
        return read
    version = make_draft(
        assembly=assembly, instrument="written-declaration", text=read[0], files=read[1], by=office, at=at
    )
    if isinstance(version, Refusal):
        return version
    return open_collection(
        draft=version.draft,
        version=version.number,
        first_signer=RollMember.objects.get(assembly=assembly, code=FIRST_SIGNER),
        on=on,
        today=on,
        by=office,
        at=at,
    )
