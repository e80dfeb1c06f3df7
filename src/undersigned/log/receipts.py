"""Receipts (C2SP tlog-proof): one file that proves, with nothing else, that an entry is in a log.

1. The lines: `c2sp.org/tlog-proof@v1`, at will `extra <base64>`, `index <number>`, the hashes of the
   inclusion proof in base64 from the leaf's sibling upwards, an empty line, the checkpoint's note as it
   is.
2. At most 63 hashes; `extra` has 1 to 8,192 bytes, is signed by nobody and proves nothing.
3. A receipt holds when the policy accepts its checkpoint and its proof leads from the entry to the root.
"""

from dataclasses import dataclass

from undersigned.log.checkpoint import read_checkpoint
from undersigned.log.encoding import base64_of, bytes_of, hash_of, number
from undersigned.log.faults import LogError
from undersigned.log.merkle import leaf_hash
from undersigned.log.policy import Policy, Standing, require_policy
from undersigned.log.proofs import MOST_HASHES, check_inclusion

LONGEST_EXTRA = 8_192

_FIRST = b"c2sp.org/tlog-proof@v1"
_MOST_LINES = 3 + MOST_HASHES


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """An entry's index, its proof, and the checkpoint's note that the proof leads to."""

    index: int
    proof: tuple[bytes, ...]
    note: bytes
    extra: bytes = b""

    def encoded(self) -> bytes:
        """The receipt as a file (`.tlog-proof`)."""
        lines = [
            _FIRST.decode(),
            *([f"extra {base64_of(self.extra)}"] if self.extra else []),
            f"index {self.index}",
            *map(base64_of, self.proof),
        ]
        return "".join(f"{line}\n" for line in (*lines, "")).encode() + self.note


def parse_receipt(raw: bytes) -> Receipt:
    """A receipt from its file; nothing is checked but its form. Raises `LogError`."""
    head, blank, note = raw.partition(b"\n\n")
    first, *rest = head.split(b"\n", _MOST_LINES)
    if not blank or first != _FIRST or not rest or not head.isascii():
        raise LogError("receipt-form", "not a receipt: its first line, index or checkpoint is missing")
    lines = [line.decode("ascii") for line in rest]
    extra = b""
    if lines[0].startswith("extra "):
        extra = bytes_of(lines.pop(0).removeprefix("extra "), "receipt-extra")
        if not 0 < len(extra) <= LONGEST_EXTRA:
            raise LogError("receipt-extra", f"extra data has 1 to {LONGEST_EXTRA} bytes")
    if not lines or not lines[0].startswith("index "):
        raise LogError("receipt-form", "a receipt states the index of its entry")
    if len(lines) > 1 + MOST_HASHES:
        raise LogError("receipt-length", f"a receipt has at most {MOST_HASHES} hashes")
    return Receipt(
        index=number(lines[0].removeprefix("index "), "receipt-index"),
        proof=tuple(hash_of(line, "receipt-hash") for line in lines[1:]),
        note=note,
        extra=extra,
    )


def check_receipt(receipt: Receipt, entry: bytes, policy: Policy) -> Standing:
    """Refuse a receipt that does not hold for this entry under this policy. Raises `LogError`."""
    signed = read_checkpoint(receipt.note)
    found = require_policy(policy, signed)
    check_inclusion(
        entry_hash=leaf_hash(entry),
        index=receipt.index,
        size=signed.checkpoint.size,
        proof=receipt.proof,
        root=signed.checkpoint.root,
    )
    return found
