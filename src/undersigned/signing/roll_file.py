"""The roll file: who may sign, with seat and group for each period (`docs/protocol/v1/bundle.md`).

1. Canonical JSON (RFC 8785): the file is what its content is written as, byte for byte.
2. Members stand in ascending order of their ids; every delegation and group that they have is described.
3. Periods hold from the first day until the day before `until`.
4. The seat of a member on a day is the one mandate whose period holds it; two of them, or none, is no seat.
   The same goes for the group; no group is none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from undersigned.signing.faults import SigningError
from undersigned.values.digest import canonical_paragraph, sha256

LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A mandate (delegation and role) or a group (`role` is `None`), and when it is held."""

    code: str
    role: str | None
    from_: date
    until: date | None

    def on(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.from_ <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollSeat:
    """A member as seated on a day."""

    member: str
    family: str
    given: str | None
    role: str
    delegation: str
    group: str | None

    @property
    def name(self) -> str:
        """The name as on the roll, given name first."""
        return name_of(self.family, self.given)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollMember:
    """A member with all mandates and groups."""

    id: str
    family: str
    given: str | None
    mandates: tuple[Held, ...]
    groups: tuple[Held, ...]

    @property
    def name(self) -> str:
        """The name as on the roll, given name first."""
        return name_of(self.family, self.given)

    def seat(self, day: date) -> RollSeat | None:
        """The one seat on a day, if there is one."""
        mandates = [period for period in self.mandates if period.on(day)]
        groups = [period.code for period in self.groups if period.on(day)]
        if len(mandates) != 1 or len(groups) > 1:
            return None
        return RollSeat(
            member=self.id,
            family=self.family,
            given=self.given,
            role=mandates[0].role or "",
            delegation=mandates[0].code,
            group=groups[0] if groups else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RollFile:
    """A roll as it was signed."""

    assembly: str
    as_of: date
    members: Mapping[str, RollMember]
    delegation_labels: Mapping[str, Mapping[str, str]]
    group_labels: Mapping[str, Mapping[str, str]]
    groups_that_count: frozenset[str]
    digest: str

    def seat(self, member: str, day: date) -> RollSeat | None:
        """The seat of a member on a day; `None` for nobody on this roll."""
        found = self.members.get(member)
        return found.seat(day) if found else None

    def row(self, seat: RollSeat, language: str) -> tuple[str, str | None, str | None, str | None]:
        """A line of the printed list: family, given, delegation and group as printed in a language."""
        place = self.delegation_labels[seat.delegation].get(language)
        group = self.group_labels[seat.group].get(language) if seat.group else None
        return (seat.family, seat.given, place, group)


def name_of(family: str, given: str | None) -> str:
    """Given name and family name as one canonical paragraph."""
    return canonical_paragraph(" ".join(part for part in (given, family) if part))


def canonical_json(data: object) -> bytes:
    """Data of strings, truth values, lists and objects as canonical JSON (no number stands in a roll)."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def read_roll_file(raw: bytes) -> RollFile:
    """A roll from its file. Raises `SigningError` where it is not as the protocol writes it."""
    if len(raw) > LARGEST:
        raise SigningError("roll-size", "the roll file is too large")
    try:
        data = json.loads(raw.decode())
        roll = _roll(data, raw)
        same = canonical_json(data) == raw
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise SigningError("roll-form", f"not a roll file: {type(fault).__name__}") from fault
    if not same:
        raise SigningError("roll-canonical", "the roll file is not canonical JSON")
    return roll


def _roll(data: Any, raw: bytes) -> RollFile:  # noqa: ANN401 (JSON of any form)
    _keys(data, "as_of", "assembly", "delegations", "groups", "members")
    members = [_member(one) for one in _list(data["members"])]
    ids = [roll_member.id.encode() for roll_member in members]
    if ids != sorted(set(ids)):
        raise SigningError("roll-order", "members do not ascend by their ids, or one stands twice")
    for one in data["groups"].values():
        _keys(one, "counts", "labels")
        _require(isinstance(one["counts"], bool))
    for one in data["delegations"].values():
        _keys(one, "labels")
    roll = RollFile(
        assembly=_word(data["assembly"]),
        as_of=_day(data["as_of"]),
        members={roll_member.id: roll_member for roll_member in members},
        delegation_labels={code: _labels(one["labels"]) for code, one in data["delegations"].items()},
        group_labels={code: _labels(one["labels"]) for code, one in data["groups"].items()},
        groups_that_count=frozenset(code for code, one in data["groups"].items() if one["counts"]),
        digest=sha256(raw),
    )
    for member in members:
        _require(all(period.code in roll.delegation_labels for period in member.mandates))
        _require(all(period.code in roll.group_labels for period in member.groups))
    return roll


def _member(data: Any) -> RollMember:  # noqa: ANN401 (JSON of any form)
    _keys(data, "family", "given", "groups", "id", "mandates")
    return RollMember(
        id=_word(data["id"]),
        family=_word(data["family"]),
        given=None if data["given"] is None else _word(data["given"]),
        mandates=tuple(_held(one, "delegation", "role") for one in _list(data["mandates"])),
        groups=tuple(_held(one, "group") for one in _list(data["groups"])),
    )


def _held(data: Any, code: str, *role: str) -> Held:  # noqa: ANN401 (JSON of any form)
    _keys(data, code, "from", "until", *role)
    until = None if data["until"] is None else _day(data["until"])
    held = Held(
        code=_word(data[code]),
        role=_word(data[role[0]]) if role else None,
        from_=_day(data["from"]),
        until=until,
    )
    _require(until is None or held.from_ < until)
    return held


def _labels(data: Mapping[str, str]) -> Mapping[str, str]:
    _require(isinstance(data, dict) and all(map(_word, data.values())))
    return dict(data)


def _keys(data: Any, *keys: str) -> None:  # noqa: ANN401 (JSON of any form)
    _require(isinstance(data, dict) and data.keys() == set(keys))


def _list(data: Any) -> list[Any]:  # noqa: ANN401 (JSON of any form)
    _require(isinstance(data, list))
    return list(data)


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return value


def _day(value: object) -> date:
    day = date.fromisoformat(_word(value))
    _require(day.isoformat() == value)
    return day


def _require(fits: bool) -> None:
    if not fits:
        raise SigningError("roll-form", "the roll file has not the form of one")
