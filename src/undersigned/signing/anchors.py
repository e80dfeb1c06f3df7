"""Anchors: an outside authority's time stamp over a checkpoint, kept in the log itself.

1. What is stamped is SHA-256 of a checkpoint's text of three lines: origin, size, root.
2. An anchor names size and root, so that a reader makes the three lines again and needs no other file.
3. It stands behind what it stamps: its size is not above its own index. One stamp over a later checkpoint
   renews all that came before, since the tree carries it.
4. Who can judge a stamp is brought along (`Judge`): nothing here knows RFC 3161; `timestamps.py` does.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from undersigned.log.checkpoint import Checkpoint
from undersigned.log.faults import LogError
from undersigned.signing.faults import SigningError
from undersigned.signing.record_text import RecordText, write_text
from undersigned.signing.records import Record

KIND = "anchor"

Judge = Callable[[bytes, bytes], datetime]  # token and stamped text to the time of it; raises `SigningError`


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A checkpoint without extension lines, and the authority's token over its text."""

    checkpoint: Checkpoint
    token: bytes

    @property
    def stamped(self) -> bytes:
        """What the token must be over."""
        return stamped_text(self.checkpoint)


def stamped_text(checkpoint: Checkpoint) -> bytes:
    """The three lines of a checkpoint that an authority stamps."""
    return replace(checkpoint, extensions=()).text.encode()


def anchor(checkpoint: Checkpoint, token: bytes) -> Record:
    """The entry that keeps a token. Raises `SigningError` where it is too long for one."""
    size, root = checkpoint.size, checkpoint.root
    return Record(text=write_text(KIND, {"size": size, "root": root, "token": token}))


def read_anchor(text: RecordText, origin: str) -> Anchor:
    """An entry of the log of this name as an anchor. Raises `SigningError`."""
    size, root = text.one("size", int), text.one("root", bytes)
    try:
        checkpoint = Checkpoint(origin=origin, size=size, root=root)
    except LogError as fault:
        raise SigningError("anchor-root", str(fault)) from fault
    return Anchor(checkpoint=checkpoint, token=text.one("token", bytes))
