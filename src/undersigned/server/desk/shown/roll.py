"""The roll for a page: who sits on a day, one member over time, and what a file would change.

Every line is plain words in the reader's language; a code without a label stands for itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from undersigned.declaring.assemblies.assembly import folded, known_assembly, label
from undersigned.declaring.roll.labels import group_named
from undersigned.declaring.roll.members import Member
from undersigned.declaring.roll.names import spellings
from undersigned.declaring.roll.roll import Roll, seats_of
from undersigned.server.desk.refusals import Said, reader_language, said
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.mapping.findings import findings_of
from undersigned.server.records.mapping.roll import load_roll
from undersigned.server.records.models import RollImport, RollMember
from undersigned.values.findings import Finding
from undersigned.wording.words import term


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatLine:
    """A member who sits on the day; with `why_not`, a member found by name who does not."""

    row: str
    name: str
    honorific: str = ""
    delegation: str = ""
    role: str = ""
    group: str = ""
    group_name: str = ""
    stands_in_for: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollOnDay:
    """The roll of a day, filtered by a search; `all_seats` is the number of all seats."""

    seats: tuple[SeatLine, ...]
    unseated: tuple[SeatLine, ...]
    all_seats: int
    members: int
    imported: RollImport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A mandate or group membership, with its first and last day."""

    first: date
    last: date | None
    what: str
    role: str = ""
    stands_in_for: str = ""
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOnText:
    """A text with the member's name, and the group on the day of signing."""

    title: str
    signed_on: date
    group: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberShown:
    """A member over time, with the texts that carry their name."""

    name: str
    honorific: str
    code: str
    other_spellings: tuple[str, ...]
    mandates: tuple[Spell, ...]
    groups: tuple[Spell, ...]
    names: tuple[NameOnText, ...]
    gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A finding about a file with its row and column as the clerk sees them."""

    where: str
    what: Said


def roll_on(assembly: str, day: date, *, search: str = "") -> RollOnDay:
    """Who sits on a day. Five queries, whatever the size of the roll."""
    whole = load_roll(assembly)
    rows = dict(RollMember.objects.filter(assembly=assembly, gone_at=None).values_list("code", "pk"))
    words = folded(search).split()
    wanted = [member for member in whole.members if _is_asked_for(member, assembly, day, words)]
    latest = RollImport.objects.filter(assembly=assembly).exclude(applied_at=None).order_by("-applied_at")
    return RollOnDay(
        seats=tuple(line for member in wanted for line in _seats(whole, member, rows, day)),
        unseated=tuple(_unseated(member, rows, day) for member in wanted if words and not _sits(member, day)),
        all_seats=len(whole.on(day)),
        members=len(whole.members),
        imported=latest.first(),
    )


def member_shown(
    row: RollMember, member: Member, roll: Roll, today: date, *, with_names: bool
) -> MemberShown:
    """One member; `with_names` also the texts signed, which are the office's business."""
    return MemberShown(
        name=member.name.surname_first(),
        honorific=member.name.honorific or "",
        code=member.id,
        other_spellings=tuple(name.surname_first() for name in member.aliases),
        mandates=tuple(_mandates(member, roll, today)),
        groups=tuple(_groups(member, roll.assembly, today)),
        names=tuple(_names(row)) if with_names else (),
        gone=row.gone_at is not None,
    )


def _mandates(member: Member, roll: Roll, today: date) -> Iterator[Spell]:
    names = {other.id: other.name.surname_first() for other in roll.members}
    for mandate in member.mandates:
        stood_in_for = mandate.substitute_for
        yield Spell(
            first=mandate.period.from_,
            last=_last(mandate.period.until),
            what=delegation_label(roll.assembly, mandate.delegation, mandate.period.from_),
            role=role_word(mandate.role.value),
            stands_in_for=names.get(stood_in_for, stood_in_for) if stood_in_for else "",
            now=mandate.period.holds(today),
        )


def _groups(member: Member, assembly: str, today: date) -> Iterator[Spell]:
    for membership in member.groups:
        words = group_words(assembly, membership.group, membership.period.from_)
        yield Spell(
            first=membership.period.from_,
            last=_last(membership.period.until),
            what=" ".join(word for word in words if word),
            now=membership.period.holds(today),
        )


def _names(row: RollMember) -> Iterator[NameOnText]:
    for signature in row.signatures.select_related("collection").order_by("-signed_on", "pk"):
        yield NameOnText(
            title=title_in(signature.collection.texts),
            signed_on=signature.signed_on,
            group=signature.group or "–",
            withdrawn=signature.withdrawn_at is not None,
        )


def placed(data: Iterable[Mapping[str, Any]]) -> tuple[Placed, ...]:
    """The findings about a file that are not plainly passed."""
    found = [finding for finding in findings_of(data) if not finding.ok]
    return tuple(
        Placed(where=_where(finding), what=what) for finding, what in zip(found, said(found), strict=True)
    )


def changes_shown(shown: Mapping[str, Any], assembly: str, day: date) -> Iterator[dict[str, str]]:
    """The changed entries in words, by name of the member."""
    names = {row.code: str(row) for row in RollMember.objects.filter(assembly=assembly)}
    for one in shown.get("changed", ()):
        is_role = one["what"] == "role"
        before, after = (role_word(one[key]) if is_role else one[key] or "–" for key in ("before", "after"))
        yield {
            "name": names.get(one["member"], one["member"]),
            "delegation": delegation_label(assembly, one["delegation"], day),
            "what": term(f"roll.what.{one['what']}", reader_language()),
            "before": before,
            "after": after,
        }


def seats_shown(seats: Iterable[Mapping[str, Any]], assembly: str, day: date) -> Iterator[dict[str, str]]:
    """Seats as an import keeps them, in words."""
    for seat in seats:
        yield {
            "id": seat["id"],
            "name": " ".join(part for part in (seat["family"], seat["given"]) if part),
            "delegation": delegation_label(assembly, seat["delegation"], day),
            "role": role_word(seat["role"]),
            "group": seat["group"] or "–",
        }


def delegation_label(assembly: str, code: str, day: date) -> str:
    """A delegation's label on a day, in the reader's language."""
    known = known_assembly(assembly)
    return (label(assembly, code, reader_language(), day) if known else None) or code


def group_words(assembly: str, code: str, day: date) -> tuple[str, str]:
    """A group's code and its name on a day, in the reader's language."""
    group = group_named(assembly, code) if known_assembly(assembly) else None
    language = reader_language()
    if group is None:
        return code, ""
    return group.code.get(language, code), group.on(day).name.get(language, "")


def role_word(role: str) -> str:
    """A role in the reader's language."""
    return term(f"roll.role.{role}", reader_language())


def _is_asked_for(member: Member, assembly: str, day: date, words: list[str]) -> bool:
    """Whether every word of a search occurs in a spelling of the name, the delegation or the group."""
    if not words:
        return True
    seats = seats_of(member, day)
    of_day = [delegation_label(assembly, seat.delegation, day) for seat in seats]
    parts = [
        *(name.surname_first() for name in spellings(member)),
        *of_day,
        *(" ".join(group_words(assembly, seat.group, day)) for seat in seats if seat.group),
    ]
    haystack = folded(" ".join(parts))
    return all(word in haystack for word in words)


def _sits(member: Member, day: date) -> bool:
    return bool(member.mandates_on(day))


def _seats(roll: Roll, member: Member, rows: Mapping[str, str], day: date) -> Iterator[SeatLine]:
    for seat in seats_of(member, day):
        code, name = group_words(roll.assembly, seat.group, day) if seat.group else ("", "")
        stood_in_for = roll.member(seat.substitute_for) if seat.substitute_for else None
        yield SeatLine(
            row=rows[member.id],
            name=member.name.surname_first(),
            honorific=member.name.honorific or "",
            delegation=delegation_label(roll.assembly, seat.delegation, day),
            role=role_word(seat.role.value),
            group=code,
            group_name=name,
            stands_in_for=stood_in_for.name.surname_first() if stood_in_for else "",
        )


def _unseated(member: Member, rows: Mapping[str, str], day: date) -> SeatLine:
    left = [
        mandate.period.until
        for mandate in member.mandates
        if mandate.period.until and mandate.period.until <= day
    ]
    comes = [mandate.period.from_ for mandate in member.mandates if mandate.period.from_ > day]
    why = _("no mandate")
    if left:
        why = _("sat until %(day)s") % {"day": date_format(max(left) - timedelta(days=1))}
    elif comes:
        why = _("sits from %(day)s") % {"day": date_format(min(comes))}
    return SeatLine(row=rows[member.id], name=member.name.surname_first(), why_not=why)


def _last(until: date | None) -> date | None:
    return until - timedelta(days=1) if until else None


def _where(finding: Finding) -> str:
    place = finding.place
    if place is None:
        return ""
    if place.line and place.field:
        return _("row %(line)s, column %(column)s") % {"line": place.line, "column": place.field}
    return _("row %(line)s") % {"line": place.line} if place.line else place.field or ""
