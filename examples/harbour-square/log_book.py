"""The log of the example in memory: entries, what stands behind the hidden ones, checkpoints, receipts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from make_keys import LOG, Keys

from undersigned.log.checkpoint import Checkpoint, SignedCheckpoint, read_checkpoint, sign_checkpoint
from undersigned.log.cosignature import cosign
from undersigned.log.merkle import leaf_hash, root_of
from undersigned.log.proofs import make_inclusion
from undersigned.log.receipts import Receipt as Proof
from undersigned.publishing.bundle import LogPart, log_part
from undersigned.signing.commitments import commitment, opening
from undersigned.signing.receipts import Receipt
from undersigned.signing.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record at its index; `salt` where the log shows a commitment only."""

    index: int
    record: Record
    salt: bytes | None


@dataclass(slots=True, kw_only=True)
class LogBook:
    """A log that grows."""

    keys: Keys
    entries: list[bytes] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    opened: set[int] = field(default_factory=set)
    checkpoints: list[SignedCheckpoint] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many entries there are."""
        return len(self.entries)

    def put(self, record: Record, *, clear: bool) -> None:
        """Log a record, in clear or hidden."""
        salt = None if clear else self.keys.seeded(f"salt {self.size}")
        self.kept.append(Kept(index=self.size, record=record, salt=salt))
        self.entries.append((commitment(record, salt) if salt else record).encoded())

    def in_clear(self, record: Record) -> None:
        """Log a record that anybody may read."""
        self.put(record, clear=True)

    def hidden(self, record: Record) -> None:
        """Log a commitment to a record that nobody may read yet."""
        self.put(record, clear=False)

    def open(self, threads: Iterable[str]) -> None:
        """Show what stands behind every commitment of these threads that is hidden still."""
        wanted = set(threads)
        for one in [one for one in self.kept if one.salt and one.index not in self.opened]:
            if one.record.text.values.get("thread") in wanted and one.salt:
                self.entries.append(opening(one.index, one.record, one.salt).encoded())
                self.opened.add(one.index)

    def cosign(self, day: date) -> None:
        """A checkpoint over all entries, signed by the log and by the witness."""
        checkpoint = Checkpoint(origin=LOG, size=self.size, root=root_of(self._leaves(self.size)))
        signed = sign_checkpoint(checkpoint, self.keys.log())
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        line = cosign(checkpoint.text, self.keys.witness(), int(noon.timestamp()))
        self.checkpoints.append(read_checkpoint(signed.note.signed(line).encoded()))

    def witnessed(self) -> tuple[int, bytes]:
        """Size and root of the newest checkpoint."""
        newest = self.checkpoints[-1].checkpoint
        return newest.size, newest.root

    def published(self) -> tuple[SignedCheckpoint, Sequence[bytes]]:
        """The newest checkpoint and the entries under it."""
        newest = self.checkpoints[-1]
        return newest, self.entries[: newest.checkpoint.size]

    def part(self, signed: SignedCheckpoint, entries: Sequence[bytes]) -> LogPart:
        """What a bundle has of the log: here all of it."""
        return log_part(signed.note.encoded(), entries)

    def receipts(self, signed: SignedCheckpoint, *kinds: str) -> tuple[Receipt, ...]:
        """A receipt for each record of some kinds."""
        size = signed.checkpoint.size
        return tuple(
            Receipt(
                record=one.record,
                salt=one.salt,
                proof=Proof(
                    index=one.index,
                    proof=make_inclusion(one.index, size, self._hash),
                    note=signed.note.encoded(),
                ),
            )
            for one in self.kept
            if one.record.kind in kinds and one.index < size
        )

    def _hash(self, level: int, index: int) -> bytes:
        """The hash of the whole subtree of 2**level entries at this place."""
        return root_of(self._leaves((index + 1) << level)[index << level :])

    def _leaves(self, size: int) -> list[bytes]:
        return [leaf_hash(entry) for entry in self.entries[:size]]
