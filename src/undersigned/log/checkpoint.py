"""Checkpoints (C2SP tlog-checkpoint v1.0.0): the signed statement of a log's size and root.

1. The text is the origin, the size, the root hash in base64 and any extension lines; no line is empty.
2. A size is decimal without leading zero, below 2^63; the root of size 0 is the root of the empty tree.
3. The name of a log's key is the log's origin, character by character: a key of another name does not
   speak for it.
4. Extension lines are kept and never trusted: witnesses do not vouch for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.log.encoding import HASH_SIZE, base64_of, hash_of, number
from undersigned.log.faults import LogError
from undersigned.log.keys import SigningKey
from undersigned.log.merkle import EMPTY_ROOT
from undersigned.log.notes import KnownKey, Note, parse_note, sign_text, verified_lines

_FIRST_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """How many entries a log has, and the root over them."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.root) != HASH_SIZE or (self.size == 0 and self.root != EMPTY_ROOT):
            raise LogError("checkpoint-root", f"this cannot be the root of a log of size {self.size}")

    @property
    def text(self) -> str:
        """What is signed."""
        lines = (self.origin, str(self.size), base64_of(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCheckpoint:
    """A checkpoint and the note that carries it, with all its signature lines."""

    checkpoint: Checkpoint
    note: Note


def parse_checkpoint(text: str) -> Checkpoint:
    """A checkpoint from a note's text. Raises `LogError`."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < _FIRST_LINES or not all(lines) or not text.endswith("\n"):
        raise LogError("checkpoint-lines", "a checkpoint is three lines or more, none of them empty")
    origin, size, root, *extensions = lines
    return Checkpoint(
        origin=origin,
        size=number(size, "checkpoint-size"),
        root=hash_of(root, "checkpoint-root"),
        extensions=tuple(extensions),
    )


def read_checkpoint(raw: bytes) -> SignedCheckpoint:
    """A checkpoint with its note, of which nothing but the form is checked. Raises `LogError`."""
    note = parse_note(raw)
    return SignedCheckpoint(checkpoint=parse_checkpoint(note.text), note=note)


def open_checkpoint(raw: bytes, keys: Iterable[KnownKey]) -> SignedCheckpoint:
    """A checkpoint that a known key of its log has signed. Raises `LogError`."""
    signed = read_checkpoint(raw)
    require_log_signature(signed, keys)
    return signed


def require_log_signature(signed: SignedCheckpoint, keys: Iterable[KnownKey]) -> None:
    """Refuse a checkpoint that no known key of its log has signed. Raises `LogError`."""
    origin = signed.checkpoint.origin
    of_log = tuple(key for key in keys if key.name == origin)
    if not of_log:
        raise LogError("checkpoint-origin", f"no key is known of a log called {origin!r}")
    if not verified_lines(signed.note, of_log):
        raise LogError("checkpoint-unsigned", f"no known key of {origin} has signed the checkpoint")


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> SignedCheckpoint:
    """The checkpoint with the log's own signature. Raises `LogError` where the key is another log's."""
    if key.name != checkpoint.origin:
        raise LogError("checkpoint-origin", f"the key of {key.name} does not speak for {checkpoint.origin}")
    if parse_checkpoint(checkpoint.text) != checkpoint:
        raise LogError("checkpoint-lines", "an extension line is empty, or more than one line")
    note = Note(text=checkpoint.text).signed(sign_text(checkpoint.text, key))
    return SignedCheckpoint(checkpoint=checkpoint, note=note)
