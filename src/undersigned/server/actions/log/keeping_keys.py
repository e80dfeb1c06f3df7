"""The keys that are valid now, and how one is ended: by the key itself, or by two registrars.

1. A key is valid once its record has an entry, until a revocation or a replacement has one.
2. What a key signed before stays valid; with `suspect_from` what it signed from there on is contested.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.handing_over import hand_over
from undersigned.server.actions.log.preparing import (
    add_assertion,
    held_record,
    prepare,
    thread_of,
    unfinished,
)
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import RollMember, SignedRecord, SigningKey, User
from undersigned.signing.passkeys import Assertion

REASONS = ("lost", "compromised", "replaced", "term-ended", "rp-lost")


def keys_of(holder: RollMember | User) -> QuerySet[SigningKey]:
    """The keys of a member or a clerk that are valid now, oldest first."""
    whose = Q(member=holder) if isinstance(holder, RollMember) else Q(clerk=holder)
    return valid_keys().filter(whose)


def valid_keys() -> QuerySet[SigningKey]:
    """All keys that are valid now."""
    return (
        SigningKey.objects.filter(record__entry__isnull=False, revocation=None)
        .exclude(replacements__record__entry__isnull=False)
        .select_related("record")
    )


@transaction.atomic
def prepare_revocation(
    *, key: SigningKey, reason: str, suspect_from: int | None = None, by: User | None, at: datetime
) -> SignedRecord | Refusal:
    """Prepare a revocation, which then waits for the key's own signature or for two registrars."""
    if not valid_keys().filter(pk=key.pk).exists():
        return refuse("signing.key.valid", holder=key.holder)
    values = {"holder": key.holder, "key": key.thumbprint, "reason": reason, "suspect-from": suspect_from}
    thread = thread_of(key.member, at=at) if key.member else None
    made = prepare("revoke", values, thread=thread, member=key.member, key=key, by=by, at=at)
    if not isinstance(made, Refusal):
        write_down("revocation-prepared", made, by=by, at=at, particulars={"reason": reason})
    return made


@transaction.atomic
def revoke_by_key(
    *, record: SignedRecord, assertion: Assertion, by: User | None, at: datetime
) -> SignedRecord | Refusal:
    """End a key by its own assertion over the revocation."""
    held = held_record(record)
    if refused := unfinished(held, at):
        return refused
    assert held.key  # a revocation names its key
    if refused := add_assertion(held, held.key, assertion):
        return refused
    write_down("revocation-signed", held, by=by, at=at)
    return hand_over(held, at=at)
