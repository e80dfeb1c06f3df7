"""What clerks sign with their passkeys at the signing host: texts, names from paper, editions.

1. A clerk is asked by a one-time address that opens one record for a quarter of an hour.
2. A text and an edition want one clerk, paper names the two who saw them: each signs once.
3. With the last line that its kind asks for, a record is handed over.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.handing_over import hand_over
from undersigned.server.actions.log.keeping_keys import keys_of
from undersigned.server.actions.log.preparing import add_assertion, held_record, unfinished
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.signing import record_of
from undersigned.server.records.models import ClerkTask, SignedRecord, SigningKey, User
from undersigned.signing.kinds import BY_CLERKS
from undersigned.signing.passkeys import Assertion
from undersigned.values.digest import sha256

HOLDS = timedelta(minutes=15)
CLERKS, NUMBER = "clerks", "number"  # in `facts`: which accounts are asked, and how many must sign


@transaction.atomic
def ask_clerk(*, record: SignedRecord, clerk: User, secret: str, at: datetime) -> ClerkTask | Refusal:
    """Make an address at which a clerk signs a record; it contains `secret`."""
    if refused := unfinished(record, at) or _not_asked(record, clerk):
        return refused
    if not keys_of(clerk).exists():
        return refuse("signing.clerk.key", name=clerk.name)
    return ClerkTask.objects.create(
        record=record,
        clerk=clerk,
        secret_digest=sha256(secret.encode()),
        made_at=at,
        expires_at=at + HOLDS,
    )


def task_of(secret: str, *, at: datetime) -> ClerkTask | None:
    """The task that a secret opens, if it is still open."""
    found = ClerkTask.objects.filter(secret_digest=sha256(secret.encode()), used_at=None, expires_at__gt=at)
    return found.select_related("record", "clerk").first()


@transaction.atomic
def take_clerk_line(*, task: ClerkTask, assertion: Assertion, at: datetime) -> SignedRecord | Refusal:
    """Take a clerk's assertion over a record; with the last one needed the record is handed over."""
    held_task = ClerkTask.objects.select_for_update().get(pk=task.pk)
    if held_task.used_at or at > held_task.expires_at:
        return refuse("signing.clerk.task")
    held = held_record(held_task.record)
    key = keys_of(held_task.clerk).last()
    if key is None:
        return refuse("signing.clerk.key", name=held_task.clerk.name)
    if refused := unfinished(held, at) or _not_asked(held, held_task.clerk):
        return refused
    if refused := add_assertion(held, key, assertion):
        return refused
    held_task.used_at = at
    held_task.save(update_fields=["used_at"])
    write_down("clerk-signed", held, by=held_task.clerk, at=at, particulars={"kind": held.kind})
    return held if missing_clerks(held) else hand_over(held, at=at)


def missing_clerks(record: SignedRecord) -> int:
    """How many clerks have yet to sign a record."""
    return int(record.facts.get(NUMBER, 1)) - _signed(record).values("clerk").distinct().count()


def may_sign_as_clerk(record: SignedRecord, clerk: User) -> bool:
    """Whether a clerk may still sign: they were asked, and have not signed."""
    asked = record.facts.get(CLERKS)
    return (asked is None or clerk.pk in asked) and not _signed(record).filter(clerk=clerk).exists()


def awaiting_clerk(clerk: User) -> tuple[SignedRecord, ...]:
    """The records that wait for a clerk's key, oldest first."""
    waiting = SignedRecord.objects.filter(kind__in=BY_CLERKS, handed_over_at=None, refused_at=None)
    return tuple(
        record for record in waiting.select_related("collection") if may_sign_as_clerk(record, clerk)
    )


def _signed(record: SignedRecord) -> QuerySet[SigningKey]:
    names = {line.name for line in record_of(record).lines}
    return SigningKey.objects.filter(role="clerk", holder__in=names)


def _not_asked(record: SignedRecord, clerk: User) -> Refusal | None:
    if may_sign_as_clerk(record, clerk):
        return None
    return refuse("signing.clerk.asked", name=clerk.name)
