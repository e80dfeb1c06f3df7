"""What the log tells, in its order: each record at its index, whether it stands there in clear or was opened.

1. An entry that breaks a rule of `docs/protocol/v1/records.md` is not there for anything else, and is named.
2. An opening must come after its commitment and match it: the same digest, the same thread, opened once. The
   record then stands at the index of the commitment. One that does not match is not there, and is named.
3. An opening of a commitment that lies before the first entry is of no text that this bundle proves, unless
   it says so; then it is named as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from undersigned.signing.commitments import committed_digest
from undersigned.signing.faults import SigningError
from undersigned.signing.records import Record, read_entry, read_record
from undersigned.verifying.history import History

OPENING, ANCHOR = "opening", "anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A record, the index at which it is judged, and, if it was opened, the salt that hid it."""

    index: int
    record: Record
    salt: bytes | None = None

    @property
    def kind(self) -> str:
        """What it is: `statement`, `roll` …"""
        return self.record.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """An entry that counts for nothing, and the rule that it breaks."""

    index: int
    rule: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """All records of a bundle's log in the order of their indexes, and what had to be left out."""

    records: tuple[Logged, ...] = ()
    opened: frozenset[int] = frozenset()
    unreadable: tuple[Unfit, ...] = ()
    mismatched: tuple[Unfit, ...] = ()
    early: tuple[tuple[int, Record], ...] = ()  # openings of what lies before the first entry
    anchors: tuple[int, ...] = ()

    def of_kind(self, *kinds: str) -> Iterator[Logged]:
        """The records of these kinds, in order."""
        return (logged for logged in self.records if logged.kind in kinds)

    @cached_property
    def threads(self) -> frozenset[str]:
        """Every thread that a readable record states."""
        found = (logged.record.text.maybe("thread", str) for logged in self.records)
        return frozenset(thread for thread in found if thread)


def read_story(history: History) -> Story:
    """Every record of a history."""
    records, anchors = list[Logged](), list[int]()
    unreadable, mismatched = list[Unfit](), list[Unfit]()
    early, opened = list[tuple[int, Record]](), set[int]()
    for index in history.in_clear:
        try:
            entry = read_entry(history.entry(index))
            if entry.kind != OPENING:
                (
                    anchors.append(index)
                    if entry.kind == ANCHOR
                    else records.append(Logged(index=index, record=entry))
                )
                continue
            shown = read_record(entry.text.one("record", bytes))
        except SigningError as fault:
            unreadable.append(Unfit(index=index, rule=fault.rule, said=str(fault)))
            continue
        place, salt = entry.text.one("index", int), entry.text.one("salt", bytes)
        if place < history.first:
            early.append((index, shown))
            continue
        rule = _mismatch(history, index, place, salt, shown, opened)
        if rule:
            mismatched.append(Unfit(index=index, rule=rule, said=str(place)))
        else:
            opened.add(place)
            records.append(Logged(index=place, record=shown, salt=salt))
    return Story(
        records=tuple(sorted(records, key=lambda logged: logged.index)),
        opened=frozenset(opened),
        unreadable=tuple(unreadable),
        mismatched=tuple(mismatched),
        early=tuple(early),
        anchors=tuple(anchors),
    )


def _mismatch(
    history: History, index: int, place: int, salt: bytes, shown: Record, opened: set[int]
) -> str | None:
    """The rule that an opening breaks, if any."""
    hidden = history.commitment(place) if place < index else None
    if hidden is None:
        return "no-commitment"
    if committed_digest(shown.encoded(), salt) != hidden.digest:
        return "digest"
    if shown.text.maybe("thread", str) != hidden.thread:
        return "thread"
    return "twice" if place in opened else None
