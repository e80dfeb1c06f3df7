"""The names on the list and what is known of each: what readers of the report come for.

1. The names are those that stand in the latest edition; without an edition, at the end of the log.
2. They come in the order of the printed list, where it names them; else in the order of the log.
3. Beside each stands the level of its signature, whether it counts, and whether somebody disputes it.
4. Whoever withdrew is named, and so is every act that came after the edition was counted.
"""

from dataclasses import dataclass
from typing import Any

from undersigned.signing.count import Count
from undersigned.signing.disclosure import Entry
from undersigned.signing.history import Act
from undersigned.verifying.case import Case
from undersigned.verifying.checks.editions import newest_edition
from undersigned.verifying.faults import BundleError

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """A name, its seat as a list prints it, and what its signature is worth."""

    member: str
    name: str
    delegation: str | None
    group: str | None
    role: str | None
    counts: bool | None
    level: str
    entry: int
    day: str
    disputed: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "member": self.member,
            "name": self.name,
            "delegation": self.delegation,
            "group": self.group,
            "role": self.role,
            "counts": self.counts,
            "level": self.level,
            "entry": self.entry,
            "day": self.day,
            "disputed": list(self.disputed),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Everybody whom the report names, and the numbers that they come to."""

    edition: Entry | None
    listed: tuple[ListedName, ...]
    withdrawn: tuple[Act, ...]
    later: tuple[Act, ...]
    count: Count


def names_of(case: Case, language: str) -> Names:
    """The names of a case, with delegations and groups as a list in this language prints them."""
    edition = newest_edition(case)
    below = edition.record.text.one("counted", int) if edition else None
    found = case.standing(below)
    disputed = _disputed(case)
    listed = [
        _listed(case, act, language, disputed.get((act.member, act.index), ()))
        for act in found.names.values()
    ]
    places = _printed(case, language)
    last = len(places)
    listed.sort(key=lambda name: places.get(_key(case, found.names[name.member]), last))
    return Names(
        edition=edition,
        listed=tuple(listed),
        withdrawn=tuple(found.withdrawn.values()),
        later=tuple(act for act in case.acts if below is not None and act.index >= below),
        count=case.count(found),
    )


def _listed(case: Case, act: Act, language: str, disputed: tuple[str, ...]) -> ListedName:
    seat, roll = case.seat(act), case.roll(act)
    delegation, group = (seat.delegation, seat.group) if seat else (None, None)
    if seat and roll:
        delegation = roll.delegation_labels.get(seat.delegation, {}).get(language, seat.delegation)
        group = roll.group_labels.get(seat.group, {}).get(language, seat.group) if seat.group else None
    return ListedName(
        member=act.member,
        name=act.name,
        delegation=delegation,
        group=group,
        role=seat.role if seat else None,
        counts=seat.role in case.rules.counts if seat and case.rules.counts is not None else None,
        level=act.level or UNKNOWN,
        entry=act.index,
        day=act.day.isoformat(),
        disputed=disputed,
    )


def _disputed(case: Case) -> dict[tuple[str, int], tuple[str, ...]]:
    """By member and entry, why an act is disputed by those who may."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for contest in case.contests:
        if contest.signed:
            key = (contest.member, contest.entry)
            found[key] = (*found.get(key, ()), contest.reason)
    return found


def _printed(case: Case, language: str) -> dict[tuple[str, ...], int]:
    """The place of each line on the printed list, by family and given name."""
    lists = case.bundle.by_language("lists")
    name = lists.get(language) or next(iter(lists.values()), None)
    try:
        lines = case.bundle.read(name).decode("utf-8", "replace").split("\n") if name else []
    except BundleError:
        return {}
    return {tuple(line.split("\t")[:2]): place for place, line in enumerate(lines)}


def _key(case: Case, act: Act) -> tuple[str, ...]:
    seat = case.seat(act)
    return (seat.family, seat.given or "-") if seat else (act.member,)
