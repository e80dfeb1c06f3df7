"""Whom a clerk may invite to sign a text, who was invited, and whose address was used."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from undersigned.server.actions.collecting.signable import signable
from undersigned.server.actions.log.keeping_keys import valid_keys
from undersigned.server.desk.refusals import reader_language
from undersigned.server.desk.shown.labels import labels_of
from undersigned.server.records.models import Collection, SigningInvitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitable:
    """A member with a key who may sign, or has; `to` is what was typed beside the name."""

    member: str
    name: str
    delegation: str
    group: str | None
    level: str
    signed: bool
    invitation: str | None
    until: datetime | None
    to: str


def invitable(collection: Collection, at: datetime, letters: dict[str, str]) -> tuple[Invitable, ...]:
    """Every member with a valid key who may sign this text now or has signed it, in the order of the roll."""
    day = timezone.localtime(at).date()
    labels = labels_of(collection.assembly, reader_language(), day)
    levels = dict(valid_keys().filter(role="member").values_list("member_id", "level"))
    invited: dict[str, SigningInvitation] = {
        invitation.member_id: invitation
        for invitation in collection.invitations.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)
    }
    signed = set(collection.signatures.filter(withdrawn_at=None).values_list("member_id", flat=True))
    found = []
    for choice in signable(collection).choices(day):
        if choice.row not in levels or choice.seat is None:
            continue
        if choice.row not in signed and any(not finding.ok for finding in choice.refusals):
            continue
        held = invited.get(choice.row)
        found.append(
            Invitable(
                member=choice.row,
                name=choice.member.name.surname_first(),
                delegation=labels.delegation(choice.seat.delegation),
                group=labels.group(choice.seat.group),
                level=levels[choice.row],
                signed=choice.row in signed,
                invitation=held.pk if held else None,
                until=held.expires_at if held else None,
                to=letters.get(choice.row, ""),
            )
        )
    return tuple(found)
