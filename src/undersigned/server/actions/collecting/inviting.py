"""Invites a member to sign one text at the signing host, by letter or by an address that a clerk shows.

1. An invitation is for one member and one text, and signs at most once; a new one ends the one before.
2. Only the digest of its secret is kept. Neither the letter nor its subject says which text it is.
3. Only a member with a valid key is invited: without one there is nothing to sign with.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from undersigned.server.actions.collecting.entitlement import text_record
from undersigned.server.actions.collecting.names import ADDING
from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.letters import send_when_kept
from undersigned.server.actions.log.keeping_keys import keys_of
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import Collection, RollMember, SigningInvitation, User
from undersigned.values.digest import sha256

HOLDS = timedelta(days=14)


@transaction.atomic
def invite_to_sign(
    *,
    collection: Collection,
    member: RollMember,
    secret: str,
    address: str,
    email: str | None,
    language: str,
    by: User,
    at: datetime,
) -> SigningInvitation | Refusal:
    """Invite a member; `address` contains the secret. Without an e-mail address the clerk shows it."""
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    if held.state not in ADDING:
        return refuse("signing.list.open")
    if text_record(held) is None:
        return refuse("signing.text.logged")
    if not keys_of(member).exists():
        return refuse("signing.key.enrolled", "member", name=str(member))

    _open().filter(collection=held, member=member).update(withdrawn_at=at)
    invitation = SigningInvitation.objects.create(
        collection=held,
        member=member,
        secret_digest=sha256(secret.encode()),
        made_at=at,
        made_by=by,
        expires_at=at + HOLDS,
    )
    facts = {"member": member.pk, "letter": email is not None}
    write_down("member-invited", held, by=by, at=at, particulars=facts)
    if email:
        send_when_kept(
            "signing-invitation",
            to=email,
            language=language,
            name=str(member),
            address=address,
            until=invitation.expires_at,
        )
    return invitation


def signing_invitation_of(secret: str, *, at: datetime) -> SigningInvitation | None:
    """The invitation that a secret opens, if it is still open."""
    found = _open().filter(secret_digest=sha256(secret.encode()), expires_at__gt=at)
    return found.select_related("collection", "member").first()


@transaction.atomic
def end_invitation(*, invitation: SigningInvitation, by: User, at: datetime) -> SigningInvitation | Refusal:
    """Take back an invitation that was not used to sign."""
    if not _open().filter(pk=invitation.pk).update(withdrawn_at=at):
        return refuse("signing.invitation.holds")
    write_down("invitation-ended", invitation.collection, by=by, at=at, particulars={"id": invitation.pk})
    return SigningInvitation.objects.get(pk=invitation.pk)


def _open() -> QuerySet[SigningInvitation]:
    return SigningInvitation.objects.filter(used_at=None, withdrawn_at=None)
