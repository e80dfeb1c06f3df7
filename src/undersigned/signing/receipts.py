"""Receipts: what a member keeps, and what a bundle has for each signature (`docs/protocol/v1/bundle.md`).

1. A text (index, salt, record), one empty line, and the log's own proof for the entry at that index.
2. The entry is the record in clear or, where a salt is named, the commitment to it.
3. What the checkpoint is worth is the log's to say: recorded, or witnessed.
"""

from dataclasses import dataclass

from undersigned.log import receipts as log_receipts
from undersigned.log.faults import LogError
from undersigned.signing.commitments import commitment
from undersigned.signing.faults import SigningError
from undersigned.signing.record_text import read_bytes, write_text
from undersigned.signing.records import Record, read_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A record, the salt under which it was committed to (or none), and the proof of its entry."""

    record: Record
    salt: bytes | None
    proof: log_receipts.Receipt

    @property
    def index(self) -> int:
        """Where the entry stands in the log."""
        return self.proof.index

    @property
    def entry(self) -> bytes:
        """The entry that the proof is about."""
        shown = commitment(self.record, self.salt) if self.salt else self.record
        return shown.encoded()

    def encoded(self) -> bytes:
        """The receipt as a file."""
        head = write_text(
            "receipt", {"index": self.index, "salt": self.salt, "record": self.record.encoded()}
        )
        return head.raw + b"\n" + self.proof.encoded()


def read_receipt(raw: bytes) -> Receipt:
    """A receipt, of which nothing but the form is checked. Raises `SigningError`."""
    head, _, proof = raw.partition(b"\n\n")
    text = read_bytes(head + b"\n")
    if text.kind != "receipt":
        raise SigningError("receipt-form", f"not a receipt but a {text.kind}")
    try:
        read = log_receipts.parse_receipt(proof)
    except LogError as fault:
        raise SigningError("receipt-form", str(fault)) from fault
    receipt = Receipt(
        record=read_record(text.one("record", bytes)), salt=text.maybe("salt", bytes), proof=read
    )
    if receipt.index != text.one("index", int):
        raise SigningError("receipt-index", "the receipt and its proof name different entries")
    return receipt
