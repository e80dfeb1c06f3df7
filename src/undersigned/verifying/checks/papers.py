"""Names from paper: did two clerks enter them, and are they members of the roll?"""

from collections.abc import Iterator
from datetime import date

from undersigned.values.findings import Finding, Particular
from undersigned.verifying.answers import answer, at_entry, unknown
from undersigned.verifying.case import Case
from undersigned.verifying.checks.statements import disagreements, in_time, newest_roll
from undersigned.verifying.checks.text import clerks_assertions
from undersigned.verifying.clerks import clerks_of
from undersigned.verifying.story import Logged

CLERKS_NEEDED = 2


def signed(case: Case) -> Iterator[Finding]:
    """Did two clerks enter the names?"""
    for logged in case.of_kind("paper"):
        clerks = tuple(sorted(clerks_of(case.ring, logged)))
        yield answer(
            "verifying.paper.signed", len(clerks) >= CLERKS_NEEDED, at_entry(logged.index),
            entry=logged.index, clerks=clerks,
        )  # fmt: skip
        yield from clerks_assertions(case, logged)


def agree(case: Case) -> Iterator[Finding]:
    """Does the record speak of this text, and of members of the roll?"""
    code = "verifying.paper.agrees"
    for logged in case.of_kind("paper"):
        said, place = logged.record.text, at_entry(logged.index)
        odd = [*disagreements(case, logged)]
        if said.word("roll") != newest_roll(case, logged.index):
            odd.append("roll")
        if not in_time(case, said.one("day", date)):
            odd.append("day")
        yield answer(code, not odd, place, entry=logged.index, rules=tuple(odd), name=None)
        yield from _members(case, logged, code)


def _members(case: Case, logged: Logged, code: str) -> Iterator[Finding]:
    said, place = logged.record.text, at_entry(logged.index)
    roll, day = case.roll(said.word("roll")), said.one("day", date)
    for member, name in said.pairs("member"):
        known: dict[str, Particular] = {"entry": logged.index, "name": name}
        if roll is None:
            yield unknown(code, place, **known, rules=())
            continue
        seat, one = roll.seat(member, day), roll.members.get(member)
        odd = [] if seat and one else ["member"]
        if one and one.name != name:
            odd.append("name")
        may = case.rules.appears(seat.role) if seat else True
        if may is False:
            odd.append("role")
        yield answer(code, False if odd else None if may is None else True, place, **known, rules=tuple(odd))
