"""What is judged: one declaration, its records along the log, the keys, the rolls and the rules of the day.

1. The declaration is the one of `declaration.txt`; its records are those that name it, or its thread.
2. A record that fails a step is still there for the others: its failure refuses the bundle by itself.
3. A roll is the file of the digest that a record names; without a readable file there is no seat to look up,
   and a statement is then taken at its word for the counting.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from undersigned.log.checkpoint import SignedCheckpoint
from undersigned.verifying.bundle import DECLARATION, RULEBOOK, Bundle
from undersigned.verifying.canonical_json import read_canonical
from undersigned.verifying.faults import BundleError
from undersigned.verifying.history import History
from undersigned.verifying.keyring import MEMBER, Enrolled, KeyRing, read_keys
from undersigned.verifying.roll_file import RollFile, read_roll
from undersigned.verifying.rules import Rules, rules_of
from undersigned.verifying.story import Logged, Story
from undersigned.verifying.trust import Trust


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything that the checks ask about; what could not be read is `None`."""

    bundle: Bundle
    trust: Trust
    brought: bool  # whether the trust file came from the reader and not from the bundle
    signed: SignedCheckpoint | None
    history: History | None
    story: Story
    older: Bundle | None = None

    @cached_property
    def declaration(self) -> str | None:
        """The id of the declaration."""
        try:
            raw = self.bundle.read(DECLARATION)
        except BundleError:
            return None
        return raw.decode("ascii", "replace").removesuffix("\n") or None

    @cached_property
    def texts(self) -> tuple[Logged, ...]:
        """The records that fix the text: there should be one."""
        return tuple(
            logged
            for logged in self.story.of_kind("text")
            if logged.record.text.word("declaration") == self.declaration
        )

    @property
    def text(self) -> Logged | None:
        """The record that fixed the text."""
        return self.texts[0] if self.texts else None

    @cached_property
    def records(self) -> tuple[Logged, ...]:
        """Statements, papers, contests and editions of the declaration, in order."""
        thread = self.text.record.text.word("thread") if self.text else None
        return tuple(
            logged
            for logged in self.story.of_kind("statement", "paper", "contest", "edition")
            if self.declaration == logged.record.text.word("declaration")
            or thread == logged.record.text.word("thread")
        )

    def of_kind(self, *kinds: str) -> Iterator[Logged]:
        """The declaration's records of these kinds."""
        return (logged for logged in self.records if logged.kind in kinds)

    @cached_property
    def ring(self) -> KeyRing:
        """All keys of the log."""
        return read_keys(self.story, self.trust.registrars)

    @cached_property
    def signing_keys(self) -> Mapping[int, Enrolled | None]:
        """The key that each statement names, by the statement's index."""
        found = {}
        for logged in self.of_kind("statement"):
            text = logged.record.text
            found[logged.index] = self.ring.of(text.word("key"), text.word("member"))
        return found

    @cached_property
    def threads(self) -> frozenset[str]:
        """The threads of which everything must be open."""
        keys = (key for key in self.signing_keys.values() if key and key.role == MEMBER)
        found = {key.thread for key in keys if key.thread}
        if self.text:
            found.add(self.text.record.text.word("thread"))
        return frozenset(found)

    @cached_property
    def roll_records(self) -> tuple[Logged, ...]:
        """The rolls of the declaration's assembly."""
        assembly = self.text.record.text.word("assembly") if self.text else None
        return tuple(
            logged for logged in self.story.of_kind("roll") if logged.record.text.word("assembly") == assembly
        )

    @cached_property
    def named_rolls(self) -> tuple[str, ...]:
        """The digests of the rolls that statements and papers name."""
        found = (logged.record.text.word("roll") for logged in self.of_kind("statement", "paper"))
        return tuple(dict.fromkeys(found))

    @cached_property
    def rolls(self) -> Mapping[str, RollFile | BundleError]:
        """Each roll that a record names, as far as it can be read."""
        return {digest: self._roll(digest) for digest in self.named_rolls}

    def roll(self, digest: str) -> RollFile | None:
        """A roll, if it can be read."""
        found = self.rolls.get(digest)
        return found if isinstance(found, RollFile) else None

    def _roll(self, digest: str) -> RollFile | BundleError:
        name = roll_name(digest)
        try:
            return read_roll(self.bundle.read(name), name)
        except BundleError as fault:
            return fault

    @cached_property
    def rules(self) -> Rules:
        """The rules of the day; every answer is unknown where they cannot be read."""
        try:
            return rules_of(read_canonical(self.bundle.read(RULEBOOK), RULEBOOK))
        except BundleError:
            return Rules()


def roll_name(digest: str) -> str:
    """The file of a roll."""
    return f"roll/{digest}.json"
