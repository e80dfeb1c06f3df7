"""Names from paper: did two clerks enter them, and are they members of the roll?"""

from collections.abc import Iterator

from undersigned.signing.disclosure import Entry
from undersigned.signing.history import Act, acts_in
from undersigned.signing.statement import outside_window
from undersigned.values.findings import Finding, Outcome
from undersigned.verifying.answers import answer, at_entry, unknown
from undersigned.verifying.case import Case
from undersigned.verifying.checks import assertions
from undersigned.verifying.checks.statements import disagreements, roll_is_newest
from undersigned.verifying.checks.text import clerks_of

CLERKS_NEEDED = 2
AGREES = "verifying.paper.agrees"


def signed(case: Case) -> Iterator[Finding]:
    """Did two clerks enter the names?"""
    for entry in case.of("paper"):
        clerks = clerks_of(case, entry)
        enough = len(clerks) >= CLERKS_NEEDED
        yield answer(
            "verifying.paper.signed", enough, at_entry(entry.index), entry=entry.index, clerks=clerks
        )
        yield from assertions.of_clerks(case.book, entry)


def agree(case: Case) -> Iterator[Finding]:
    """Does each record speak of this text, and of members of the roll?"""
    for entry in case.of("paper"):
        odd = list(disagreements(case, entry))
        if not roll_is_newest(case, entry):
            odd.append("roll")
        if case.text and outside_window(entry.record.text, case.text.record.text):
            odd.append("day")
        yield answer(AGREES, not odd, at_entry(entry.index), entry=entry.index, name=None, rules=tuple(odd))
        for act in acts_in(entry, case.book):
            yield _member(case, entry, act)


def _member(case: Case, entry: Entry, act: Act) -> Finding:
    roll, place = case.roll(entry), at_entry(entry.index)
    if roll is None:
        return unknown(AGREES, place, entry=entry.index, name=act.name, rules=())
    seat = roll.seat(act.member, act.day)
    may = case.rules.entitled(seat.role) if seat else Outcome.PASSED
    odd = ("member",) if seat is None else () if seat.name == act.name else ("name",)
    if may is Outcome.FAILED:
        odd = (*odd, "role")
    if not odd and may is Outcome.UNDETERMINED:
        return unknown(AGREES, place, entry=entry.index, name=act.name, rules=("role",))
    return answer(AGREES, not odd, place, entry=entry.index, name=act.name, rules=odd)
