"""A desk with a log, for tests: registrars in memory, keys of software, and the sequencer step by step.

Everything is done by the desk's own actions, so what stands in the log is what the desk would write.
"""

from base64 import urlsafe_b64decode
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from django.conf import settings
from tests.server.builders import AT, DAY, a_draft, a_member, a_user
from tests.simulators.passkey import SoftwarePasskey
from tests.simulators.registrars import KNOWN, by_registrars

from undersigned.log.appending import writing
from undersigned.log.directory import LogDirectory
from undersigned.server.actions.collecting.inviting import invite_to_sign
from undersigned.server.actions.collecting.opening import open_collection
from undersigned.server.actions.collecting.stating import prepare_statement, take_statement
from undersigned.server.actions.log.beginning import begin_log
from undersigned.server.actions.log.clerks import ask_clerk, take_clerk_line
from undersigned.server.actions.log.enrolling import (
    begin_enrolment,
    finish_enrolment,
    holder_id,
    register_key,
    sign_replacement,
)
from undersigned.server.actions.log.registrars import add_registrars
from undersigned.server.actions.log.rolls import prepare_roll
from undersigned.server.actions.log.trusting import trust
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.mapping.signing import record_of, text_of
from undersigned.server.records.models import SignedRecord
from undersigned.server.sequencer.entering import enter_waiting
from undersigned.server.sequencer.lease import wait_for_lease
from undersigned.server.sequencer.signing import CheckpointSigner
from undersigned.signing.passkeys import challenge

ORIGIN = "concord.example/log"
SEED = bytes(range(32))
_SECRETS = count(1)


def done(result):
    """What an action gave back, if it was not refused."""
    assert not isinstance(result, Refusal), result.findings
    return result


def refusals(result):
    """The codes of a refusal."""
    assert isinstance(result, Refusal), result
    return [one.code for one in result.findings]


def trust_file(*witnesses, quorum="all", needed="all"):
    """A trust file without a log: two registrars, witnesses, and so many of them as quorum."""
    lines = [f"registrar {key}" for key in KNOWN[:2]]
    lines += [one.policy_line for one in witnesses]
    if witnesses:
        lines.append(f"group {quorum} {needed} {' '.join(one.name for one in witnesses)}")
    lines.append(f"quorum {quorum if witnesses else 'none'}")
    return "".join(f"{line}\n" for line in lines).encode()


def begin(*witnesses, **parts):
    """Begin the log, and let the witnesses know it."""
    log = done(begin_log(origin=ORIGIN, trust=trust_file(*witnesses, **parts), seed=SEED, at=AT))
    for one in witnesses:
        one.watch(log.key)
    return log


def passkey_of(holder, **parts):
    """The passkey of a member or a clerk."""
    return SoftwarePasskey(
        holder=holder_id(holder), rp=settings.SIGNING_RP, origin=settings.SIGNING_ORIGIN, **parts
    )


def a_secret():
    return f"secret-{next(_SECRETS)}"


def registered(holder, *, by=None, at=AT, replaces=None, attested=False, **parts):
    """A key that its holder has registered and signed, waiting for the registrars; and the passkey."""
    passkey = passkey_of(holder, **parts)
    number = next(_SECRETS)
    enrolment = done(
        begin_enrolment(
            holder=holder,
            identity="in-person",
            attested=attested,
            replaces=replaces,
            secret=f"enrol-{number}",
            challenge=bytes([number % 256] * 32),
            by=by or a_user(),
            at=at,
        )
    )
    made = passkey.registers(bytes.fromhex(enrolment.challenge))["response"]
    key = done(
        register_key(
            enrolment=enrolment,
            client_data=unpadded(made["clientDataJSON"]),
            attestation=unpadded(made["attestationObject"]),
            at=at,
        )
    )
    assertion = passkey.asserts(challenge(text_of(key.record)))
    return done(finish_enrolment(enrolment=enrolment, key=key, assertion=assertion, at=at)), passkey


def enrolled(holder, *, replaced=None, **parts):
    """A key that registrars have signed too, handed over; and the passkey. `replaced` is an old one."""
    key, passkey = registered(holder, **parts)
    at = parts.get("at", AT)
    if replaced:
        done(sign_replacement(key=key, assertion=replaced.asserts(challenge(text_of(key.record))), at=at))
    registrars_sign(key.record, *((1,) if replaced else ()), at=at)
    return key, passkey


def registrars_sign(record, *numbers, at=AT):
    """The registrars sign a record offline, and it comes back."""
    record = SignedRecord.objects.get(pk=record.pk)
    signed = by_registrars(record_of(record), *numbers).encoded()
    return done(add_registrars(record=record, signed=signed, by=None, at=at))


def clerk_signs(record, clerk, passkey, *, at=AT):
    """A clerk is asked, and signs with the key."""
    task = done(ask_clerk(record=record, clerk=clerk, secret=a_secret(), at=at))
    return done(take_clerk_line(task=task, assertion=passkey.asserts(challenge(text_of(record))), at=at))


def log_roll(*, at=AT, as_of=DAY):
    """The desk's roll as it is, signed by two registrars."""
    roll = prepare_roll(assembly="concord", as_of=as_of, source="the list of the office", by=None, at=at)
    return registrars_sign(done(roll), at=at)


class Desk:
    """A desk with a log: two clerks with keys, members with keys, and one text open for signature."""

    def __init__(self, members=1, *, at=AT, day=DAY):
        self.at, self.day = at, day
        self.clerk, self.second = a_user(name="Clara Fenn"), a_user(name="Oscar Marsh")
        self.clerk_key, self.clerk_passkey = enrolled(self.clerk, by=self.second, at=at)
        self.second_key, self.second_passkey = enrolled(self.second, by=self.clerk, at=at)
        self.members = [self.a_member(number) for number in range(members)]
        enrolments = [enrolled(one, by=self.clerk, at=at) for one in self.members]
        self.keys = {one.pk: key for one, (key, _) in zip(self.members, enrolments, strict=True)}
        self.passkeys = {one.pk: passkey for one, (_, passkey) in zip(self.members, enrolments, strict=True)}
        log_roll(at=at, as_of=day)
        enter(at)
        self.collection = self.open_text()

    def a_member(self, number):
        group = ("LIB", "PP", "SOC", "UL")[number % 4]
        return a_member(delegation=f"X{'ABCDE'[number % 5]}", group=group, from_on=date(2025, 1, 1))

    def open_text(self, **parts):
        draft = a_draft(**parts)
        collection = done(
            open_collection(
                draft=draft,
                version=draft.latest,
                first_signer=self.members[0] if self.members else a_member(),
                on=self.day,
                today=self.day,
                by=self.clerk,
                at=self.at,
            )
        )
        record = collection.records.get(kind="text")
        clerk_signs(record, self.clerk, self.clerk_passkey, at=self.at)
        enter(self.at)
        return collection

    def invitation(self, member, *, at=None, collection=None):
        return done(
            invite_to_sign(
                collection=collection or self.collection,
                member=member,
                secret=a_secret(),
                address="http://sign.localhost:8000/",
                email=None,
                language="en",
                by=self.clerk,
                at=at or self.at,
            )
        )

    def prepared(self, member, *, act="sign", at=None, invitation=None, collection=None):
        return prepare_statement(
            invitation=invitation or self.invitation(member, at=at, collection=collection),
            act=act,
            language="en",
            nonce=next(_SECRETS).to_bytes(16),
            at=at or self.at,
        )

    def asserted(self, record, member, *, at=None, **changes):
        assertion = self.passkeys[member.pk].asserts(challenge(text_of(record)), **changes)
        return take_statement(record=record, assertion=assertion, at=at or self.at)

    def signs(self, member, *, act="sign", at=None, **parts):
        """A member signs, up to handing over."""
        record = done(self.prepared(member, act=act, at=at, **parts))
        return done(self.asserted(record, member, at=at))


def a_lease():
    return wait_for_lease("test", patience=0, pause=0, ended=lambda: False)


def enter(at=AT, **parts):
    """The sequencer enters what waits."""
    return enter_waiting(lease=a_lease(), at=at, **parts)


@contextmanager
def signer(at=AT, told=lambda _: None, timeout=2.0):
    """The folder of the log in the hands of a sequencer."""
    lease = a_lease()
    with writing(Path(settings.LOG_FOLDER), step=told) as writer:
        yield CheckpointSigner(
            writer=writer, lease=lease, policy=trust().policy, now=lambda: at, timeout=timeout, told=told
        )


def sequence(at=AT, **parts):
    """Enter what waits, and sign a checkpoint over it; whether the quorum saw it."""
    enter(at)
    with signer(at, **parts) as at_work:
        return at_work.bring_up()


def log_entries():
    """Every entry of the log's files as they are shown."""
    log = LogDirectory(Path(settings.LOG_FOLDER))
    return tuple(log.entries(0, log.checkpoint().checkpoint.size))


def soon(minutes):
    return AT + timedelta(minutes=minutes)


def unpadded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
