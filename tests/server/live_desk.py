"""A desk with a log as of today, for tests through a browser: keys are made by the browser itself."""

from datetime import date
from itertools import count
from types import MappingProxyType

from django.conf import settings
from django.utils import timezone
from tests.server.builders import a_draft, a_member, a_scan, a_user
from tests.server.logged import (
    ORIGIN,
    SEED,
    clerk_signs,
    done,
    enrolled,
    passkey_of,
    registrars_sign,
    trust_file,
)

from undersigned.server.actions.collecting.inviting import invite_to_sign, signing_invitation_of
from undersigned.server.actions.collecting.opening import open_collection
from undersigned.server.actions.collecting.signing import confirm_names, tick_names
from undersigned.server.actions.collecting.stating import prepare_statement, take_statement
from undersigned.server.actions.log.beginning import begin_log
from undersigned.server.actions.log.clerks import ask_clerk
from undersigned.server.actions.log.enrolling import awaiting_registrars, begin_enrolment
from undersigned.server.actions.log.handing_over import RecordState, await_entry
from undersigned.server.actions.log.keeping_keys import keys_of
from undersigned.server.actions.log.rolls import prepare_roll
from undersigned.server.records.mapping.signing import text_of
from undersigned.server.records.models import SignedRecord
from undersigned.signing.passkeys import challenge

_SECRETS = count(1)
SEATS = MappingProxyType({"XA": "LIB", "XB": "PP", "XC": "SOC"})


class LiveDesk:
    """Two clerks with keys of software, members on a logged roll, one text open and fixed in the log."""

    def __init__(self, *witnesses, members=1, enters=lambda: None):
        self.enters = enters  # where no sequencer is at work beside the test
        log = done(begin_log(origin=ORIGIN, trust=trust_file(*witnesses), seed=SEED, at=timezone.now()))
        for one in witnesses:
            one.watch(log.key)
        at = timezone.now()
        self.clerk, self.second = a_user(name="Clara Fenn"), a_user(name="Oscar Marsh")
        self.clerk_key, self.clerk_passkey = enrolled(self.clerk, by=self.second, at=at)
        self.second_key, self.second_passkey = enrolled(self.second, by=self.clerk, at=at)
        self.members = [
            a_member(delegation=place, group=group, from_on=date(2020, 1, 1), family=f"ÅKESDAL{number}")
            for number, (place, group) in enumerate(list(SEATS.items())[:members])
        ]
        self.log_roll()

    def log_roll(self):
        """The roll of today, signed by two registrars and handed over."""
        roll = prepare_roll(
            assembly="concord", as_of=timezone.localdate(), source="the office", by=None, at=timezone.now()
        )
        return registrars_sign(done(roll), at=timezone.now())

    def open_text(self, **parts):
        """A text open since today; its record is signed by a clerk and entered."""
        self.collection = self.another_text(**parts)
        record = self.collection.records.get(kind="text")
        clerk_signs(record, self.clerk, self.clerk_passkey, at=timezone.now())
        self.enters()
        entered(record)
        return self.collection

    def another_text(self, **parts):
        """A text open since today; its record waits for a clerk."""
        draft, today = a_draft(**parts), timezone.localdate()
        return done(
            open_collection(
                draft=draft,
                version=draft.latest,
                first_signer=self.members[0],
                on=today,
                today=today,
                by=self.clerk,
                at=timezone.now(),
            )
        )

    def another_record(self):
        """The record of another text, which waits for a clerk."""
        return self.another_text().records.get(kind="text")

    def keyed(self, number=0):
        """A member with a key of software, entered."""
        member = self.members[number]
        if not keys_of(member).exists():
            enrolled(member, by=self.clerk, at=timezone.now())
            self.vouch()
        return member

    def names_on_paper(self, number):
        """So many names from one sheet, ticked by one clerk and confirmed by the other."""
        seats = tuple(SEATS.items())
        members = [
            a_member(delegation=f"X{'ABCDE'[at % 5]}", group=seats[at % 3][1], from_on=date(2020, 1, 1))
            for at in range(number)
        ]
        self.log_roll()
        self.vouch()
        scan = a_scan(collection=self.collection, by=self.clerk)
        keys = [f"{one.pk}@{one.mandates.get().delegation}" for one in members]
        rows = done(
            tick_names(
                collection=self.collection,
                keys=keys,
                signed_on=timezone.localdate(),
                scan=scan,
                by=self.clerk,
                at=timezone.now(),
            )
        )
        names = [one.pk for one in rows]
        return done(confirm_names(collection=self.collection, names=names, by=self.second, at=timezone.now()))

    def clerks_sign(self, record):
        """Both clerks sign a record with their keys, and it is entered."""
        clerk_signs(record, self.clerk, self.clerk_passkey, at=timezone.now())
        clerk_signs(record, self.second, self.second_passkey, at=timezone.now())
        self.enters()

    def signs(self, member):
        """A member signs with a key of software, and it is entered."""
        secret = self.invitation(member).split("=", 1)[1]
        at = timezone.now()
        record = done(
            prepare_statement(
                invitation=signing_invitation_of(secret, at=at),
                language="en",
                nonce=next(_SECRETS).to_bytes(16),
                at=at,
            )
        )
        assertion = passkey_of(member).asserts(challenge(text_of(record)))
        done(take_statement(record=record, assertion=assertion, at=at))
        self.enters()

    def enrolment(self, holder, **parts):
        """The address at which a holder makes a key, for a quarter of an hour."""
        number = next(_SECRETS)
        parts = {"identity": "in-person", "by": self.second if holder == self.clerk else self.clerk, **parts}
        done(
            begin_enrolment(
                holder=holder,
                secret=f"enrolment-{number}",
                challenge=bytes([number % 256] * 32),
                at=timezone.now(),
                **parts,
            )
        )
        return f"{settings.SIGNING_ORIGIN}/#enrol=enrolment-{number}"

    def invitation(self, member=None, collection=None, email=None):
        """The address at which a member signs."""
        secret = f"invitation-{next(_SECRETS)}"
        done(
            invite_to_sign(
                collection=collection or self.collection,
                member=member or self.members[0],
                secret=secret,
                address="",
                email=email,
                language="en",
                by=self.clerk,
                at=timezone.now(),
            )
        )
        return f"{settings.SIGNING_ORIGIN}/#sign={secret}"

    def task(self, record, clerk):
        """The address at which a clerk signs a record."""
        secret = f"task-{next(_SECRETS)}"
        done(ask_clerk(record=record, clerk=clerk, secret=secret, at=timezone.now()))
        return f"{settings.SIGNING_ORIGIN}/#clerk={secret}"

    def vouch(self, *registrars):
        """Registrars sign every record that waits for them; all that was handed over is entered."""
        for record in awaiting_registrars():
            registrars_sign(record, *registrars, at=timezone.now())
        self.enters()
        for record in SignedRecord.objects.filter(handed_over_at__isnull=False, entry=None):
            entered(record)


def entered(record):
    """Wait for the sequencer."""
    standing = await_entry(record, seconds=60)
    assert standing.state in (RecordState.RECORDED, RecordState.WITNESSED), standing
    return standing
