"""The statement: the exact bytes that a member signs, and whether they are about this text and this seat.

1. It is made from the declaration's `text` record, the member's seat on the latest roll, and the key.
2. It names the latest witnessed checkpoint that the member was shown, so that it cannot be older than that;
   a nonce, so that no two are alike; and a time after which the server does not take it.
3. A verifier compares: every difference is named by its key.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from undersigned.signing.record_text import RecordText, write_text
from undersigned.signing.roll_file import RollSeat

_COMMON = ("log", "thread", "declaration", "assembly")


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What belongs to one act and nothing else: its day, what was seen, its nonce and its end."""

    day: date
    seen_size: int
    seen_root: bytes
    nonce: bytes
    not_after: datetime


def statement(
    text: RecordText,
    seat: RollSeat,
    *,
    act: Literal["sign", "withdraw"],
    language: str,
    roll: str,
    key: str,
    occasion: Occasion,
) -> RecordText:
    """The statement of a member about a text, by the digest of the roll and the key's thumbprint."""
    return write_text(
        "statement",
        {
            **{one: text.word(one) for one in _COMMON},
            "act": act,
            "manifest": text.digest,
            "title": (language, dict(text.pairs("title"))[language]),
            "member": seat.member,
            "name": seat.name,
            "role": seat.role,
            "delegation": seat.delegation,
            "group": seat.group,
            "roll": roll,
            "key": key,
            "day": occasion.day,
            "seen": (occasion.seen_size, occasion.seen_root),
            "nonce": occasion.nonce,
            "not-after": occasion.not_after,
        },
    )


def differs_from_text(record: RecordText, text: RecordText) -> tuple[str, ...]:
    """The keys in which a statement, paper record or edition speaks of something else than a text."""
    common = [key for key in _COMMON if key in record.values]
    different = [key for key in common if record.values[key] != text.values[key]]
    if record.word("manifest") != text.digest:
        different.append("manifest")
    if record.kind == "statement" and record.pair("title") not in text.pairs("title"):
        different.append("title")
    return tuple(different)


def differs_from_seat(record: RecordText, seat: RollSeat | None) -> tuple[str, ...]:
    """The keys in which a statement differs from the member's seat; `member` where there is no seat."""
    if seat is None:
        return ("member",)
    held = {
        "member": seat.member,
        "name": seat.name,
        "role": seat.role,
        "delegation": seat.delegation,
        "group": seat.group,
    }
    return tuple(key for key, value in held.items() if record.values[key] != value)


def outside_window(record: RecordText, text: RecordText) -> bool:
    """Whether an act's day is before the text opened or after it closed."""
    day, closes = record.one("day", date), text.maybe("closes", date)
    return day < text.one("opens", date) or (closes is not None and day > closes)
