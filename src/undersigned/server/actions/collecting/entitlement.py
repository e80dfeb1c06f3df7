"""Whether a member may sign or withdraw now; asked when a statement is prepared and again when it is signed.

1. The rulebook of the text is asked about the member on the day, as for a name on paper.
2. The roll in the log is the latest, and says of the member what the desk's roll says: one seat.
3. The text itself is in the log.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from undersigned.declaring.roll.members import MemberId
from undersigned.declaring.roll.roll import Seat, seats_of
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.server.actions.collecting.names import ADDING, names_under, window, withdrawal
from undersigned.server.actions.collecting.signable import Signable, signable
from undersigned.server.actions.log.rolls import newest_roll, roll_file
from undersigned.server.actions.refusal import Refusal, refuse, refused_by
from undersigned.server.records.mapping.signing import text_of
from undersigned.server.records.models import Collection, LoggedRoll, RollMember, SignedRecord
from undersigned.signing.record_text import RecordText
from undersigned.signing.roll_file import RollSeat
from undersigned.values.findings import Finding, failed

SIGN: Literal["sign"] = "sign"
WITHDRAW: Literal["withdraw"] = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a statement about a text rests on now: its record, the latest roll, its rules, who has signed."""

    collection: Collection
    text: RecordText
    roll: LoggedRoll
    rulebook: Rulebook
    signable: Signable


def ground(collection: Collection, codes: Iterable[str]) -> Ground | Refusal:
    """The ground for statements of some members (by their codes), or why there is none."""
    text = text_record(collection)
    roll = newest_roll(collection.assembly)
    if text is None:
        return refuse("signing.text.logged")
    if roll is None:
        return refuse("signing.roll.logged")
    may_sign = signable(collection, codes)
    if may_sign.rulebook is None:
        return refuse("signing.rulebook.found", rulebook=collection.rulebook)
    return Ground(
        collection=collection,
        text=text_of(text),
        roll=roll,
        rulebook=may_sign.rulebook,
        signable=may_sign,
    )


def text_record(collection: Collection) -> SignedRecord | None:
    """The record that fixed a text, once it has an entry."""
    return collection.records.filter(kind="text", entry__isnull=False).first()


def seat_to_sign(on: Ground, member: RollMember, act: str, day: date) -> RollSeat | Refusal:
    """The seat in which a member may sign or withdraw on a day, or why the member may not."""
    if refused := refused_by(_about_the_text(on, act, day)):
        return refused
    choices = on.signable.of_row(member.pk, day)
    if act == SIGN and (refused := refused_by(finding for each in choices for finding in each.refusals)):
        return refused
    if act == WITHDRAW and MemberId(member.code) not in on.signable.signed:
        return refuse("signing.statement.stands")
    seat = seat_as_logged(on, member.code, day)
    return seat or refuse("signing.roll.member", day=day.isoformat())


def seat_as_logged(on: Ground, member: str, day: date) -> RollSeat | None:
    """The seat of a member on a day, if the roll in the log agrees with that of the desk; else `None`."""
    known = on.signable.roll.member(MemberId(member))
    seats = seats_of(known, day) if known else ()
    logged = roll_file(on.roll.pk).seat(member, day)
    return logged if logged and len(seats) == 1 and _same(logged, seats[0]) else None


def _same(logged: RollSeat, seat: Seat) -> bool:
    return (logged.family, logged.given, logged.role, logged.delegation, logged.group) == (
        seat.name.family,
        seat.name.given,
        seat.role.value,
        seat.delegation,
        seat.group,
    )


def _about_the_text(on: Ground, act: str, day: date) -> Iterator[Finding]:
    if on.collection.state not in ADDING or day < on.collection.opened_on:
        yield failed("signing.list.open")
    yield window(on.collection, on.rulebook, day)
    if act == WITHDRAW:
        yield withdrawal(on.collection, names_under(on.collection), on.rulebook, day)
