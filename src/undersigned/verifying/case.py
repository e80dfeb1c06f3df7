"""What is judged: one declaration with its records along the log, keys, rolls, and the rules of its day.

1. The declaration is the one of `declaration.txt`; its records are those that name it, or its thread.
2. A record that fails a step is still there for the others: its failure refuses the bundle by itself.
3. A roll is the file of the digest that a record names; without a readable file there is no seat to look up,
   and a statement is then taken at its word for the counting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from undersigned.log.checkpoint import SignedCheckpoint
from undersigned.signing.anchors import Judge
from undersigned.signing.count import Count, Name, Rules, count, read_rules
from undersigned.signing.disclosure import Disclosure, Entry
from undersigned.signing.faults import SigningError
from undersigned.signing.history import (
    Act,
    Contest,
    RollRecord,
    Standing,
    acts_of,
    contests_of,
    rolls_of,
    standing,
)
from undersigned.signing.keys import EnrolledKey, KeyBook, read_keys
from undersigned.signing.roll_file import RollFile, RollSeat, read_roll_file
from undersigned.signing.trust import Trust
from undersigned.verifying.bundle import DECLARATION, RULEBOOK, Bundle
from undersigned.verifying.canonical_json import read_canonical
from undersigned.verifying.faults import BundleError
from undersigned.verifying.history import History
from undersigned.verifying.story import Story, read_story

UNKNOWN_RULES = Rules(
    code="", appears=None, counts=None, no_group_is_group=False, withdrawal_until=None, test=None
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything that the checks ask about; what could not be read is `None`."""

    bundle: Bundle
    trust: Trust
    brought: bool  # whether the trust file came from the reader and not from the bundle
    signed: SignedCheckpoint | None
    history: History | None
    older: Bundle | None = None
    stamps: Judge | None = None  # judges time stamps, where somebody brought what that needs

    @cached_property
    def story(self) -> Story:
        """What the log tells; nothing where it cannot be read."""
        return read_story(self.history) if self.history else Story()

    @cached_property
    def declaration(self) -> str:
        """The id of the declaration; nothing where the bundle does not say."""
        try:
            return self.bundle.read(DECLARATION).decode("ascii", "replace").removesuffix("\n")
        except BundleError:
            return ""

    @cached_property
    def seen(self) -> Disclosure:
        """The records of the log, in their order."""
        return self.story.disclosed()

    @cached_property
    def texts(self) -> tuple[Entry, ...]:
        """The records that fix the text: there should be one."""
        return self.seen.about(self.declaration, "text")

    @property
    def text(self) -> Entry | None:
        """The record that fixed the text."""
        return self.texts[0] if self.texts else None

    @cached_property
    def records(self) -> tuple[Entry, ...]:
        """Statements, papers, contests and editions that name the declaration or its thread, in order."""
        thread = self.text.record.text.word("thread") if self.text else ""
        return tuple(
            entry
            for entry in self.seen.of("statement", "paper", "contest", "edition")
            if entry.record.text.word("declaration") == self.declaration
            or entry.record.text.word("thread") == thread
        )

    def of(self, *kinds: str) -> tuple[Entry, ...]:
        """The declaration's records of these kinds."""
        return tuple(entry for entry in self.records if entry.kind in kinds)

    @cached_property
    def book(self) -> KeyBook:
        """All keys of the log."""
        return read_keys(self.seen.entries, self.trust.registrars)

    def key_of(self, statement: Entry) -> EnrolledKey | None:
        """The key that a statement names."""
        return self.book.keys.get(statement.record.text.word("key"))

    @cached_property
    def threads(self) -> frozenset[str]:
        """The threads of which everything must be open."""
        keys = (self.key_of(statement) for statement in self.of("statement"))
        of_keys = {key.thread for key in keys if key and key.thread}
        return frozenset(
            of_keys | {entry.record.text.word("thread") for entry in (*self.texts, *self.records)}
        )

    @cached_property
    def assembly(self) -> str:
        """The assembly of the text; where no text was fixed, that of the first name."""
        known = (*self.texts[:1], *self.of("statement", "paper"))
        return known[0].record.text.word("assembly") if known else ""

    @cached_property
    def rolls(self) -> tuple[RollRecord, ...]:
        """The rolls of the declaration's assembly, as the log has them."""
        found = rolls_of(self.seen, self.trust.registrars)
        return tuple(roll for roll in found if roll.record.text.word("assembly") == self.assembly)

    @cached_property
    def signed_rolls(self) -> tuple[RollRecord, ...]:
        """Those of the rolls that two registrars signed."""
        return tuple(roll for roll in self.rolls if roll.signed)

    @cached_property
    def named_rolls(self) -> tuple[str, ...]:
        """The digests of the rolls that statements and papers name."""
        return tuple(dict.fromkeys(entry.record.text.word("roll") for entry in self.of("statement", "paper")))

    @cached_property
    def roll_files(self) -> Mapping[str, RollFile | str]:
        """Each roll that a record names: the file, or the rule that it breaks."""
        return {digest: self._roll_file(digest) for digest in self.named_rolls}

    def _roll_file(self, digest: str) -> RollFile | str:
        try:
            return read_roll_file(self.bundle.read(roll_name(digest)))
        except (BundleError, SigningError) as fault:
            return fault.rule

    def roll(self, record: Entry | Act) -> RollFile | None:
        """The roll that a record names, if it can be read."""
        found = self.roll_files.get(record.record.text.word("roll"))
        return found if isinstance(found, RollFile) else None

    def seat(self, act: Act) -> RollSeat | None:
        """The seat of a member on the day of an act, by rule 3."""
        roll, text = self.roll(act), act.record.text
        found = roll.seat(act.member, act.day) if roll else None
        if found or act.on_paper:
            return found
        return RollSeat(
            member=act.member, family=act.name, given=None, role=text.word("role"),
            delegation=text.word("delegation"), group=text.maybe("group", str),
        )  # fmt: skip

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Every act about the declaration, in the order of the log."""
        return acts_of(self.seen, self.declaration, self.book)

    def standing(self, below: int | None = None) -> Standing:
        """Who stands and who has withdrawn."""
        return standing(self.acts, below)

    def count(self, names: Standing) -> Count:
        """How many count, from where they come, and whether they are enough by the rules of the day."""
        return count(map(self._counted, names.names.values()), self.rules, withdrawn=len(names.withdrawn))

    def _counted(self, act: Act) -> Name:
        seat, roll = self.seat(act), self.roll(act)
        if seat is None:
            return Name(role="", delegation="", group=None, group_counts=False)
        counts = roll is None or seat.group in roll.groups_that_count
        return Name(role=seat.role, delegation=seat.delegation, group=seat.group, group_counts=counts)

    @cached_property
    def contests(self) -> tuple[Contest, ...]:
        """What is contested, by a record or since a key is suspect."""
        return contests_of(self.seen, self.declaration, self.book, self.trust.registrars)

    @cached_property
    def rulebook(self) -> Any:  # noqa: ANN401 (JSON is anything)
        """The rulebook's data; `None` where they cannot be read."""
        try:
            return read_canonical(self.bundle.read(RULEBOOK), RULEBOOK)
        except BundleError:
            return None

    @cached_property
    def rules(self) -> Rules:
        """The rules of the day; every answer is unknown where they cannot be read."""
        try:
            return read_rules(self.rulebook)
        except SigningError:
            return UNKNOWN_RULES


def roll_name(digest: str) -> str:
    """The file of a roll."""
    return f"roll/{digest}.json"
