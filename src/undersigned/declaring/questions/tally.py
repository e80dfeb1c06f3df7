"""Counts the names on a list by delegation and by group, and the status of each delegation.

1. A name is counted as often as it is printed; whether it may stand there twice is another question.
2. The standing (member, observer, partner) is that of the delegation on the day; a list does not print who is
   a representative and who a substitute, so nothing is counted by that.
3. `NR` is no group, a blank is nothing printed, and a label that nobody knows is neither: all three apart.
4. Appearing is not counting: which standings count is said by a rulebook, not here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from undersigned.declaring.assemblies.assembly import AssemblyError, assembly, delegation_on, group_on
from undersigned.declaring.assemblies.delegations import Delegation
from undersigned.declaring.assemblies.groups import Group
from undersigned.declaring.declaration import Declaration, Signatory

Standing = str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name as it counts: place, standing on the day, and group (`is_group` is `None` where unknown)."""

    order: int
    place: str | None
    standing: Standing
    group: str | None
    is_group: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The names of a list, counted; mappings are in order of first appearance."""

    entries: tuple[Entry, ...]
    stated_total: int | None = None

    @property
    def names(self) -> int:
        """All names printed."""
        return len(self.entries)

    @property
    def delegations(self) -> Mapping[str, int]:
        """Names by delegation or organisation, whatever its standing."""
        return _counted(entry.place for entry in self.entries)

    @property
    def standings(self) -> Mapping[str, int]:
        """Names by standing: member, observer, partner."""
        return _counted(entry.standing for entry in self.entries)

    @property
    def groups(self) -> Mapping[str, int]:
        """Names by group; no group and an unknown label are not among them."""
        return _counted(entry.group for entry in self.entries if entry.is_group)

    @property
    def unregistered(self) -> int:
        """Names printed as belonging to no group (`NR`)."""
        return sum(entry.is_group is False for entry in self.entries)

    @property
    def without_group(self) -> int:
        """Names after which no group is printed."""
        return sum(entry.group is None for entry in self.entries)

    @property
    def unknown_group(self) -> int:
        """Names with a group label that is not known on the day."""
        return sum(entry.group is not None and entry.is_group is None for entry in self.entries)

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "names": self.names,
            "standings": dict(self.standings),
            "delegations": dict(self.delegations),
            "groups": dict(self.groups),
            "unregistered": self.unregistered,
            "without_group": self.without_group,
            "unknown_group": self.unknown_group,
        }


def tally(declaration: Declaration, on: date | None) -> Tally:
    """The list of a declaration, counted by what its assembly was on a day; without a day, only by label."""
    code, language = declaration.assembly, declaration.language
    asked = on if on and _is_known(code) else None
    places = {signatory.place or signatory.country for signatory in declaration.signatories}
    labels = {signatory.group for signatory in declaration.signatories}
    seats = {
        place: delegation_on(code, place, language, asked) for place in places if code and place and asked
    }
    groups = {label: group_on(code, label, language, asked) for label in labels if code and label and asked}
    return Tally(
        entries=tuple(_entry(signatory, seats, groups, language) for signatory in declaration.signatories),
        stated_total=declaration.stated_total,
    )


def _entry(
    signatory: Signatory,
    seats: Mapping[str, Delegation | None],
    groups: Mapping[str, Group | None],
    language: str,
) -> Entry:
    place, label = signatory.place or signatory.country, signatory.group
    seated, group = seats.get(place or ""), groups.get(label or "")
    return Entry(
        order=signatory.order,
        place=seated.code if seated else place,
        standing=seated.kind if seated else None,
        group=group.code.get(language, label) if group else label,
        is_group=group.is_group if group else None,
    )


def _is_known(code: str | None) -> bool:
    try:
        return code is not None and assembly(code).code == code
    except AssemblyError:
        return False


def _counted(values: Iterable[str | None]) -> Mapping[str, int]:
    return dict(Counter(value for value in values if value is not None))
