"""The pages of keys: who has one, its level and state, and what waits for registrars."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from undersigned.server.actions.log.enrolling import awaiting_registrars
from undersigned.server.actions.log.registrars import signed_by, wanted
from undersigned.server.actions.log.trusting import TrustFileError
from undersigned.server.desk.refusals import reader_language
from undersigned.server.records.mapping.signing import record_of
from undersigned.server.records.models import RollMember, SignedRecord, SigningKey, User, UserRole
from undersigned.signing.faults import SigningError
from undersigned.wording.words import term


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyLine:
    """A key: its holder, what is known of its device, and its state."""

    id: str
    level: str
    level_said: str
    state: str
    valid: bool
    open: bool
    entry: int | None
    thumbprint: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderLine:
    """Somebody who signs with a key, or could."""

    id: str
    name: str
    keys: tuple[KeyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRecord:
    """A record that waits for registrars."""

    id: str
    kind: str
    kind_said: str
    about: str
    file: str
    signed: tuple[str, ...]
    missing: int
    prepared_at: datetime


def members_with_keys(assembly: str) -> tuple[HolderLine, ...]:
    """Every member of the roll, in its order, with keys in any state. Two queries."""
    rows = RollMember.objects.filter(assembly=assembly, gone_at=None).order_by("position")
    return tuple(_holders(((member.pk, str(member)) for member in rows), "member_id"))


def clerks_with_keys() -> tuple[HolderLine, ...]:
    """Every clerk with an active account, with keys."""
    rows = User.objects.filter(role=UserRole.CLERK, is_active=True).order_by("name")
    return tuple(_holders(((user.pk, user.name) for user in rows), "clerk_id"))


def key_shown(key: SigningKey) -> KeyLine:
    """One key."""
    record, revoked = key.record, key.revocation
    replaced = any(replacement.record.entry_id is not None for replacement in key.replacements.all())
    valid = record.entry_id is not None and not revoked and not replaced
    return KeyLine(
        id=key.pk,
        level=key.level,
        level_said=term(f"verify.level.{key.level}", reader_language()),
        state=_state(key, replaced=replaced),
        valid=valid,
        open=record.handed_over_at is None and record.refused_at is None,
        entry=record.entry_id,
        thumbprint=key.thumbprint,
        made_at=record.prepared_at,
    )


def waiting_records() -> tuple[WaitingRecord, ...]:
    """What registrars have yet to sign, oldest first."""
    return tuple(_waiting(record) for record in awaiting_registrars().order_by("prepared_at"))


def file_name(record: SignedRecord) -> str:
    """The file name of a record: its kind and its id, never a person's name."""
    return f"{record.kind}-{record.pk}.txt"


def _holders(people: Iterable[tuple[str | int, str]], by: str) -> Iterator[HolderLine]:
    keys = SigningKey.objects.filter(**{f"{by}__isnull": False}).exclude(enrolment=None)
    held: dict[object, list[KeyLine]] = {}
    for key in keys.select_related("record", "revocation").prefetch_related("replacements__record"):
        held.setdefault(getattr(key, by), []).append(key_shown(key))
    for pk, name in people:
        yield HolderLine(id=str(pk), name=name, keys=tuple(held.get(pk, ())))


def _state(key: SigningKey, *, replaced: bool) -> str:
    record = key.record
    if key.revocation:
        return _("revoked")
    if replaced:
        return _("replaced by a newer key")
    if record.entry_id is not None:
        return _("signs")
    if record.refused_at:
        return _("refused by the log")
    return _("waits for the log") if record.handed_over_at else _("waits for the registrars")


def _waiting(record: SignedRecord) -> WaitingRecord:
    signed, missing = _signed(record)
    return WaitingRecord(
        id=record.pk,
        kind=record.kind,
        kind_said=_kind(record.kind),
        about=_about(record),
        file=file_name(record),
        signed=signed,
        missing=missing,
        prepared_at=record.prepared_at,
    )


def _signed(record: SignedRecord) -> tuple[tuple[str, ...], int]:
    try:
        read = record_of(record)
        names = tuple(key.name for key in signed_by(read))
        return names, max(0, wanted(record, read) - len(names))
    except (SigningError, TrustFileError):
        return (), 0


def _kind(kind: str) -> str:
    return {
        "key": _("a key"),
        "roll": _("the roll"),
        "revoke": _("the end of a key"),
        "contest": _("a contest"),
    }[kind]


def _about(record: SignedRecord) -> str:
    lines = dict(line.split(" ", 1) for line in record.text.strip().split("\n") if " " in line)
    if record.kind == "roll":
        number = int(lines["members"])
        return ngettext("%(number)s member", "%(number)s members", number) % {"number": number}
    if record.kind == "revoke":
        return lines["holder"]
    return lines.get("name", str(record.member) if record.member else "")
