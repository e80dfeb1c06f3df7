"""A receipt: a record, and the proof that the log has it at an index (`docs/protocol/v1/bundle.md`).

1. The head is four lines in one form; after an empty line stands a C2SP tlog-proof without `extra`.
2. The entry is the commitment to the record under the salt, or the record where there is no salt.
3. The checkpoint in it is signed by the log; it may be older than that of the bundle, never another history.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass

from undersigned.log.faults import LogError
from undersigned.log.receipts import Receipt, parse_receipt
from undersigned.verifying.faults import BundleError

_HEAD = re.compile(
    rb"undersigned/v1 receipt\nindex (0|[1-9][0-9]{0,15})\nsalt (-|[A-Za-z0-9+/]{43}=)\nrecord ([A-Za-z0-9+/]+={0,2})\n\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberReceipt:
    """What a member holds: the record, its salt if it was hidden, and the log's proof."""

    index: int
    salt: bytes | None
    record: bytes
    proof: Receipt


def read_receipt(raw: bytes, file: str) -> MemberReceipt:
    """A receipt from its file. Raises `BundleError`."""
    head = _HEAD.match(raw)
    if head is None:
        raise BundleError("receipt-head", "not the head of a receipt", file)
    salt = None if head[2] == b"-" else _bytes(head[2], file)
    try:
        proof = parse_receipt(raw[head.end() :])
    except LogError as fault:
        raise BundleError(fault.rule, str(fault), file) from fault
    if proof.extra:
        raise BundleError("receipt-extra", "nothing further may stand in a receipt", file)
    return MemberReceipt(index=int(head[1]), salt=salt, record=_bytes(head[3], file), proof=proof)


def _bytes(written: bytes, file: str) -> bytes:
    try:
        found = b64decode(written, validate=True)
    except ValueError as fault:
        raise BundleError("receipt-head", "not base64", file) from fault
    if b64encode(found) != written:
        raise BundleError("receipt-head", "not base64 in its one form", file)
    return found
