"""The inception of a log: its origin, its first key and its first day, in a file of four lines.

The lines: `undersigned/v1 log`, `origin <origin>`, `key <verifier key>`, `day <YYYY-MM-DD>`; LF behind
each.
"""

from dataclasses import dataclass
from datetime import date

from undersigned.log.faults import LogError
from undersigned.log.keys import read_key
from undersigned.log.notes import NoteKey

_KIND = "undersigned/v1 log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inception:
    """What a log is called, whose key signs it, and since when."""

    key: NoteKey
    day: date

    @property
    def origin(self) -> str:
        """The log's name; its key has the same."""
        return self.key.name

    def encoded(self) -> bytes:
        """The file."""
        lines = (_KIND, f"origin {self.origin}", f"key {self.key.key}", f"day {self.day.isoformat()}")
        return "".join(f"{line}\n" for line in lines).encode()


def parse_inception(raw: bytes) -> Inception:
    """How a log began, from its file. Raises `LogError`."""
    try:
        lines = raw.decode("utf-8").split("\n")
        key = NoteKey(key=read_key(lines[2].removeprefix("key ")))
        begun = Inception(key=key, day=date.fromisoformat(lines[3].removeprefix("day ")))
    except (UnicodeDecodeError, IndexError, ValueError) as fault:
        raise LogError("log-inception", "the file that says how the log began is damaged") from fault
    if begun.encoded() != raw:
        raise LogError("log-inception", "the file that says how the log began is damaged")
    return begun
