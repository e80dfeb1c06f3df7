"""The story of the log in its order: each record at its index, in clear or opened later.

1. An entry that breaks a rule of `docs/protocol/v1/records.md` is not there for anything else, and is named.
2. An opening must come after its commitment and match it: the same digest, the same thread, opened once. The
   record then stands at the index of the commitment. One that does not match is not there, and is named.
3. An opening of a commitment that lies before the first entry is of no text that this bundle proves, unless
   it says so; then it is named as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from undersigned.signing.commitments import committed_digest
from undersigned.signing.disclosure import Disclosure, Entry
from undersigned.signing.faults import SigningError
from undersigned.signing.records import Record, read_entry, read_record
from undersigned.verifying.history import History

OPENING, ANCHOR = "opening", "anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """An entry that counts for nothing, and the rule that it breaks."""

    index: int
    rule: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """All records of a bundle's log in the order of their indexes, and what had to be left out."""

    entries: tuple[Entry, ...] = ()
    salts: Mapping[int, bytes] = field(default_factory=dict)  # of the records that were opened, by index
    unreadable: tuple[Unfit, ...] = ()
    mismatched: tuple[Unfit, ...] = ()
    early: tuple[tuple[int, Record], ...] = ()  # openings of what lies before the first entry
    anchors: tuple[int, ...] = ()

    def disclosed(self) -> Disclosure:
        """The records alone; what is hidden or faulty is asked about in its own place."""
        return Disclosure(entries=self.entries, hidden={}, faults={})


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    history: History
    entries: list[Entry] = field(default_factory=list)
    salts: dict[int, bytes] = field(default_factory=dict)
    unreadable: list[Unfit] = field(default_factory=list)
    mismatched: list[Unfit] = field(default_factory=list)
    early: list[tuple[int, Record]] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)

    def take(self, index: int) -> None:
        """The entry at an index, if it breaks no rule."""
        try:
            entry = read_entry(self.history.entry(index))
            shown = read_record(entry.text.one("record", bytes)) if entry.kind == OPENING else None
        except SigningError as fault:
            self.unreadable.append(Unfit(index=index, rule=fault.rule))
            return
        if shown is not None:
            self.open(index, entry.text.one("index", int), entry.text.one("salt", bytes), shown)
        elif entry.kind == ANCHOR:
            self.anchors.append(index)
        else:
            self.entries.append(Entry(index=index, record=entry))

    def open(self, index: int, place: int, salt: bytes, shown: Record) -> None:
        """What an opening at an index shows of the commitment at a place."""
        if place < self.history.first:
            self.early.append((index, shown))
            return
        rule = self._mismatch(index, place, salt, shown)
        if rule:
            self.mismatched.append(Unfit(index=index, rule=rule))
        else:
            self.salts[place] = salt
            self.entries.append(Entry(index=place, record=shown))

    def _mismatch(self, index: int, place: int, salt: bytes, shown: Record) -> str | None:
        hidden = self.history.commitment(place) if place < index else None
        if hidden is None:
            return "no-commitment"
        if committed_digest(shown.encoded(), salt) != hidden.digest:
            return "digest"
        if shown.text.maybe("thread", str) != hidden.thread:
            return "thread"
        return "twice" if place in self.salts else None


def read_story(history: History) -> Story:
    """Every record of a history."""
    read = _Reading(history)
    for index in history.in_clear:
        read.take(index)
    return Story(
        entries=tuple(sorted(read.entries, key=lambda entry: entry.index)),
        salts=read.salts,
        unreadable=tuple(read.unreadable),
        mismatched=tuple(read.mismatched),
        early=tuple(read.early),
        anchors=tuple(read.anchors),
    )
