"""Whether a member may sign a text on a day under a rulebook, decided from the roll alone.

1. Whoever has no seat on the day may not sign (`roll.as_of` says which day a rulebook means).
2. The role must be one that may appear on the list (`roll.appears`); whether it also counts (`roll.counts`)
   is answered apart, since an observer may sign and not count.
3. Nobody signs a text twice; where a seat signs once (`signing.one_per`), neither do a representative and the
   substitute standing in.
4. A rule that is unknown gives undetermined, whatever today's rule says. What the roll does not hold, such as
   who is a minister (`roll.excluded`), is undetermined too.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from undersigned.declaring.roll.members import MemberId
from undersigned.declaring.roll.roll import Roll, Seat
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Outcome, Particular, Severity, not_applicable
from undersigned.values.sourced import Sourced

_SEVERITIES = {
    Outcome.PASSED: Severity.NOTICE,
    Outcome.FAILED: Severity.ERROR,
    Outcome.UNDETERMINED: Severity.WARNING,
    Outcome.NOT_APPLICABLE: Severity.NOTICE,
}


class OtherAssemblyError(UndersignedError):
    """The roll and the rulebook are not of one assembly."""


def may_sign(
    member: MemberId, *, roll: Roll, rulebook: Rulebook, on: date, signed: Collection[MemberId] = ()
) -> tuple[Finding, ...]:
    """Every question about a member, a text that `signed` have signed, and a day; none failed: may sign.

    Raises `OtherAssemblyError` when roll and rulebook do not belong together.
    """
    if roll.assembly != rulebook.assembly:
        raise OtherAssemblyError(f"the roll is of {roll.assembly}, the rulebook of {rulebook.assembly}")
    seats = tuple(seat for seat in roll.on(on) if seat.member == member)
    seated = _on_roll(member, seats, roll, rulebook, on)
    if not seats:
        return (seated,)
    return (
        seated,
        _role(seats, rulebook, "roll.appears", "declaring.member.role"),
        _role(seats, rulebook, "roll.counts", "declaring.member.counts"),
        _already_signed(seats, roll, rulebook, on, signed),
        _excluded(rulebook),
    )


def _on_roll(member: MemberId, seats: tuple[Seat, ...], roll: Roll, rulebook: Rulebook, on: date) -> Finding:
    known = roll.member(member)
    return _answer(
        "declaring.member.on-roll",
        Outcome.PASSED if seats else Outcome.FAILED,
        rulebook.rule("roll.as_of"),
        None,
        member=known.name.surname_first() if known else member,
        day=on.isoformat(),
        delegations=tuple(seat.delegation for seat in seats),
    )


def _role(seats: tuple[Seat, ...], rulebook: Rulebook, field: str, code: str) -> Finding:
    """Whether one of the member's roles on the day is among those that a field names."""
    rule = rulebook.rule(field)
    roles = tuple(seat.role.value for seat in seats)
    needed: tuple[str, ...] = rule.value or ()
    outcome = Outcome.UNDETERMINED
    if rule.known:
        outcome = Outcome.PASSED if {*roles} & {*needed} else Outcome.FAILED
    severity = Severity.NOTICE if field == "roll.counts" else None  # not to count is no fault
    return _answer(code, outcome, rule, severity, roles=roles, needed=needed)


def _already_signed(
    seats: tuple[Seat, ...], roll: Roll, rulebook: Rulebook, on: date, signed: Collection[MemberId]
) -> Finding:
    """Whether the member has signed, or another on the same seat where a seat signs once."""
    rule = rulebook.rule("signing.one_per")
    member = seats[0].member
    others = tuple(member_id for member_id in _same_seat(seats, roll, on) if member_id in signed)
    outcome = Outcome.PASSED
    if member in signed or (others and rule.value == "seat"):
        outcome = Outcome.FAILED
    elif others and not rule.known:
        outcome = Outcome.UNDETERMINED
    by = (member,) if member in signed else others
    return _answer("declaring.member.already-signed", outcome, rule, None, member=member, by=by)


def _same_seat(seats: tuple[Seat, ...], roll: Roll, on: date) -> tuple[MemberId, ...]:
    """The representative stood in for, and whoever stands in for the member, on the day."""
    member = seats[0].member
    principals = (seat.substitute_for for seat in seats if seat.substitute_for)
    stand_ins = (seat.member for seat in roll.on(on) if seat.substitute_for == member)
    return (*principals, *stand_ins)


def _excluded(rulebook: Rulebook) -> Finding:
    """Whether an office keeps the member from signing: a roll does not hold offices."""
    rule = rulebook.rule("roll.excluded")
    if not rule.value:
        return not_applicable("declaring.member.excluded")
    return _answer("declaring.member.excluded", Outcome.UNDETERMINED, rule, None, excluded=tuple(rule.value))


def _answer(
    code: str, outcome: Outcome, rule: Sourced[Any], severity: Severity | None, **particulars: Particular
) -> Finding:
    """A finding that rests on a field of the rulebook; what is well is a notice."""
    return Finding(
        code=code,
        outcome=outcome,
        severity=severity or _SEVERITIES[outcome],
        particulars={**particulars, "status": rule.status.value},
        cites=rule.cites,
    )
