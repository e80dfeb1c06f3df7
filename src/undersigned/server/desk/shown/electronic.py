"""Electronic signing on the page of a text; nothing where no log has begun.

1. First the text is fixed in the log by a clerk's key, and a roll is in the log; then members are invited.
2. What waits for this very clerk's key is said with a button; what waits for others is said without.
3. Where nobody writes to the log, or the log is in doubt, that comes first.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from undersigned.server.actions.collecting.readiness import is_logged
from undersigned.server.actions.log.clerks import may_sign_as_clerk, missing_clerks
from undersigned.server.actions.log.keeping_keys import keys_of, valid_keys
from undersigned.server.actions.log.rolls import newest_roll, roll_file
from undersigned.server.actions.publishing.edition_records import entered_edition
from undersigned.server.desk.shown.log import Sequencing, log_begun, sequencing
from undersigned.server.records.mapping.roll import load_roll
from undersigned.server.records.models import Collection, SignedRecord, User
from undersigned.signing.kinds import BY_CLERKS
from undersigned.signing.roll_writing import write_roll_file
from undersigned.wording.words import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """A record that waits for clerks' keys; `mine` says whether this clerk's is needed."""

    id: str
    says: str
    mine: bool
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Electronic:
    """The state of a text in the log."""

    fixed_at: int | None
    fixing: bool
    roll_logged: bool
    roll_is_newer: bool
    has_key: bool
    keys: int
    invited: int
    used: int
    to_sign: tuple[ToSign, ...]
    unprepared: int
    contested: tuple[str, ...]
    sequencing: Sequencing

    @property
    def may_invite(self) -> bool:
        """Whether a member could sign now."""
        return self.fixed_at is not None and self.roll_logged


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionInLog:
    """The next edition on its way: to be signed, waiting for the log, or ready to be published."""

    to_sign: ToSign | None
    waits: bool
    entered: bool
    has_key: bool
    sequencing: Sequencing


def electronic(collection: Collection, user: User, at: datetime) -> Electronic | None:
    """What is to be done for a text in the log; `None` if it is collected on paper alone."""
    if not log_begun() or not is_logged(collection):
        return None
    text = collection.records.filter(kind="text").order_by("prepared_at").last()
    invitations = collection.invitations.filter(withdrawn_at=None)
    logged = newest_roll(collection.assembly)
    return Electronic(
        fixed_at=text.entry_id if text else None,
        fixing=bool(text and text.handed_over_at and text.entry_id is None and not text.refused_at),
        roll_logged=logged is not None,
        roll_is_newer=logged is not None and roll_is_newer(collection.assembly),
        has_key=keys_of(user).exists(),
        keys=valid_keys().filter(role="member").count(),
        invited=invitations.filter(Q(used_at=None, expires_at__gt=at)).count(),
        used=invitations.filter(used_at__isnull=False).count(),
        to_sign=to_sign(collection, user),
        unprepared=_unprepared(collection),
        contested=tuple(
            str(record.member)
            for record in contests(collection)
            if record.member and record.entry_id is not None
        ),
        sequencing=sequencing(at),
    )


def edition_in_log(collection: Collection, user: User, at: datetime) -> EditionInLog | None:
    """How far the next edition has come in the log; `None` if the text is not logged."""
    if not log_begun() or not is_logged(collection):
        return None
    waiting = collection.records.filter(
        kind="edition", handed_over_at__isnull=False, entry=None, refused_at=None
    )
    editions = collection.records.filter(kind="edition", handed_over_at=None, refused_at=None)
    return EditionInLog(
        to_sign=next(iter(_to_sign(editions, user)), None),
        waits=waiting.exists(),
        entered=entered_edition(collection) is not None,
        has_key=keys_of(user).exists(),
        sequencing=sequencing(at),
    )


def contests(collection: Collection) -> QuerySet[SignedRecord]:
    """Contests of entries, by members or by registrars for them."""
    return collection.records.filter(kind="contest", refused_at=None).select_related("member")


def to_sign(collection: Collection, user: User) -> tuple[ToSign, ...]:
    """The records of a text that wait for clerks' keys, oldest first."""
    waiting = collection.records.filter(kind__in=BY_CLERKS, handed_over_at=None, refused_at=None)
    return _to_sign(waiting, user)


def _to_sign(waiting: QuerySet[SignedRecord], user: User) -> tuple[ToSign, ...]:
    return tuple(
        ToSign(
            id=record.pk,
            says=task_said(record),
            mine=may_sign_as_clerk(record, user),
            missing=missing_clerks(record),
        )
        for record in waiting
    )


def task_said(record: SignedRecord) -> str:
    """What a clerk signs, in a line."""
    if record.kind == "text":
        return _("Fix the text for signature")
    if record.kind == "edition":
        return _("Publish the edition")
    if record.facts.get("act") == "withdraw":
        return _("Take a name off the list")
    return _("Enter %(number)s names from paper") % {"number": len(record.facts.get("names", ()))}


def roll_is_newer(assembly: str) -> bool:
    """Whether the desk's roll differs from the latest one in the log."""
    logged = newest_roll(assembly)
    if logged is None:
        return False
    as_of = roll_file(logged.pk).as_of
    return write_roll_file(load_roll(assembly), as_of=as_of, languages=LANGUAGES) != bytes(
        type(logged).objects.get(pk=logged.pk).content
    )


def _unprepared(collection: Collection) -> int:
    """How many confirmed paper names are in no record, because the logged roll did not seat them."""
    rows = collection.signatures.filter(
        method="paper", confirmed_at__isnull=False, withdrawn_at=None, record=None
    )
    open_ = collection.records.filter(kind="paper", entry=None, refused_at=None)
    taken = {name for record in open_ for name in record.facts.get("names", ())}
    return sum(1 for pk in rows.values_list("pk", flat=True) if pk not in taken)
