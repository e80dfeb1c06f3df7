"""The entries of a log as a reader sees them: clear, opened, or still hidden.

1. An opened record is treated as if it stood in clear at the index of its commitment.
2. An opening after its commitment, of the same digest and thread, once; any other is a fault.
3. A commitment that nobody opened is hidden: whatever is concluded about its thread is in doubt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from undersigned.signing.commitments import opened
from undersigned.signing.faults import SigningError
from undersigned.signing.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record at its index in the log."""

    index: int
    record: Record

    @property
    def kind(self) -> str:
        """What it is: `statement`, `roll` …"""
        return self.record.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What can be read, in the order of the log; what cannot, by index; and openings that are faulty."""

    entries: tuple[Entry, ...]
    hidden: Mapping[int, str]
    faults: Mapping[int, SigningError]

    def of(self, *kinds: str) -> tuple[Entry, ...]:
        """The entries of some kinds."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)

    def about(self, declaration: str, *kinds: str) -> tuple[Entry, ...]:
        """The entries of some kinds about a declaration."""
        return tuple(
            entry for entry in self.of(*kinds) if entry.record.text.values.get("declaration") == declaration
        )


def disclose(entries: Iterable[Entry]) -> Disclosure:
    """What the entries of a log, in their order, let one read."""
    before: dict[int, Record] = {}
    clear: dict[int, Record] = {}
    hidden: dict[int, str] = {}
    faults: dict[int, SigningError] = {}
    for entry in entries:
        if entry.kind == "commitment":
            hidden[entry.index] = entry.record.text.word("thread")
        elif entry.kind == "opening":
            index = entry.record.text.one("index", int)
            try:
                record = opened(entry.record, before)
            except SigningError as fault:
                faults[entry.index] = fault
                continue
            if index in hidden:
                clear[index] = record
                del hidden[index]
            else:
                faults[entry.index] = SigningError("opening-twice", f"entry {index} is opened twice")
        else:
            clear[entry.index] = entry.record
        before[entry.index] = entry.record
    read = tuple(Entry(index=index, record=clear[index]) for index in sorted(clear))
    return Disclosure(entries=read, hidden=hidden, faults=faults)
