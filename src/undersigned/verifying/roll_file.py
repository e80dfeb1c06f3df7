"""The roll file: who sat on a day, for which delegation, in which group.

1. Canonical JSON in exactly the form of `docs/protocol/v1/bundle.md`; no member more, none less.
2. Members stand in ascending order of their ids, each once.
3. A period holds from its first day until the day before `until`.
4. A seat is the one mandate that holds on the day; two of them, or none, is no seat. Two groups are no group
   that anybody could name, so no seat either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from undersigned.values.digest import canonical_paragraph
from undersigned.verifying.canonical_json import read_canonical
from undersigned.verifying.faults import BundleError


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What held from a day until the day before another."""

    from_: date
    until: date | None
    what: tuple[str, ...]

    def holds(self, day: date) -> bool:
        """Whether it held on a day."""
        return self.from_ <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What a member was on a day."""

    role: str
    delegation: str
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RollMember:
    """A member with all mandates and groups."""

    family: str
    given: str | None
    mandates: tuple[Period, ...]
    groups: tuple[Period, ...]

    @property
    def name(self) -> str:
        """The name as statements give it: given name first."""
        return canonical_paragraph(f"{self.given or ''} {self.family}")

    def seat(self, day: date) -> Seat | None:
        """The seat on a day, by rule 4."""
        mandates = [period.what for period in self.mandates if period.holds(day)]
        groups = [period.what[0] for period in self.groups if period.holds(day)]
        if len(mandates) != 1 or len(groups) > 1:
            return None
        role, delegation = mandates[0]
        return Seat(role=role, delegation=delegation, group=groups[0] if groups else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollFile:
    """Everybody on a roll, and how delegations and groups are called in print."""

    assembly: str
    as_of: date
    members: Mapping[str, RollMember]
    delegations: Mapping[str, Mapping[str, str]]
    groups: Mapping[str, Mapping[str, str]]
    uncounted_groups: frozenset[str]  # what stands for having no group

    def seat(self, member: str, day: date) -> Seat | None:
        """The seat of a member on a day; `None` also for somebody who is not on the roll."""
        return self.members[member].seat(day) if member in self.members else None

    def line(self, member: str, seat: Seat, language: str) -> tuple[str, str | None, str, str | None]:
        """Family name, given names, delegation and group as a list in this language prints them."""
        one = self.members[member]
        delegation = self.delegations.get(seat.delegation, {}).get(language, seat.delegation)
        group = seat.group and self.groups.get(seat.group, {}).get(language, seat.group)
        return one.family, one.given, delegation, group


def read_roll(raw: bytes, file: str) -> RollFile:
    """A roll from its file. Raises `BundleError`."""
    data = read_canonical(raw, file)
    try:
        _only(data, "as_of", "assembly", "delegations", "groups", "members")
        ids = [_text(member["id"]) for member in data["members"]]
        if ids != sorted(set(ids), key=str.encode):
            raise ValueError("the members do not ascend")
        return RollFile(
            assembly=_text(data["assembly"]),
            as_of=_day(data["as_of"]),
            members={_text(one["id"]): _member(one) for one in data["members"]},
            delegations={code: _labels(one, "labels") for code, one in data["delegations"].items()},
            groups={code: _labels(one, "counts", "labels") for code, one in data["groups"].items()},
            uncounted_groups=frozenset(
                code for code, one in data["groups"].items() if not _yes_or_no(one["counts"])
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise BundleError("roll", f"not a roll file as it must be ({fault})", file) from fault


def _member(data: Any) -> RollMember:  # noqa: ANN401 (JSON is anything)
    _only(data, "family", "given", "groups", "id", "mandates")
    return RollMember(
        family=_text(data["family"]),
        given=None if data["given"] is None else _text(data["given"]),
        mandates=tuple(_period(one, "role", "delegation") for one in data["mandates"]),
        groups=tuple(_period(one, "group") for one in data["groups"]),
    )


def _period(data: Any, *keys: str) -> Period:  # noqa: ANN401
    _only(data, "from", "until", *keys)
    until = data["until"]
    return Period(
        from_=_day(data["from"]),
        until=None if until is None else _day(until),
        what=tuple(_text(data[key]) for key in keys),
    )


def _labels(data: Any, *keys: str) -> Mapping[str, str]:  # noqa: ANN401
    _only(data, *keys)
    return {language: _text(label) for language, label in data["labels"].items()}


def _only(data: Any, *keys: str) -> None:  # noqa: ANN401
    if not isinstance(data, dict) or data.keys() != set(keys):
        raise TypeError(f"an object with {', '.join(sorted(keys))} is wanted")


def _text(value: Any) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value:
        raise TypeError("a text is wanted")
    return value


def _day(value: Any) -> date:  # noqa: ANN401
    day = date.fromisoformat(value)
    if day.isoformat() != value:  # Python reads further forms of ISO 8601
        raise ValueError("a day is written 2026-10-09")
    return day


def _yes_or_no(value: Any) -> bool:  # noqa: ANN401
    if not isinstance(value, bool):
        raise TypeError("true or false is wanted")
    return value
