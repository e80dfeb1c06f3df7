"""Whose signature lines stand under a record, and which of them are right.

1. A line is a key's when name and key id are the key's. A line that is not right is no line of the record.
2. Lines of keys that nobody named are passed over: they are worth nothing and refuse nothing.
3. A registrar who signed twice is one registrar.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.log.notes import NoteKey, SignatureLine
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import Passkey, Rule, broken_rules, read_assertion
from undersigned.signing.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyLine:
    """A passkey's line under a record, with every rule that its assertion breaks."""

    key: Passkey
    payload: bytes
    broken: tuple[Rule, ...]

    @property
    def counter(self) -> int | None:
        """What the key counted at this assertion; `None` where it cannot be read."""
        try:
            return read_assertion(self.payload).counter
        except SigningError:
            return None


def passkey_lines(record: Record, keys: Iterable[Passkey]) -> tuple[PasskeyLine, ...]:
    """The lines of these passkeys under a record, right or wrong."""
    known = {(key.name, key.key_id): key for key in keys}
    return tuple(
        PasskeyLine(
            key=key, payload=line.signature, broken=broken_rules(key, record.text.raw, line.signature)
        )
        for line in record.lines
        if (key := known.get(signer(line)))
    )


def right_registrars(record: Record, registrars: Iterable[NoteKey]) -> frozenset[str]:
    """The names of the registrars whose lines are right."""
    known = {(key.name, key.key_id): key for key in registrars}
    return frozenset(
        line.name
        for line in record.lines
        if (key := known.get(signer(line))) and key.verifies(record.text.raw, line.signature)
    )


def signer(line: SignatureLine) -> tuple[str, bytes]:
    """Who is said to have signed: the name and the id of a key."""
    return line.name, line.key_id
