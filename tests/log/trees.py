"""A log to test with: keys from fixed seeds, entries by number, a tree in memory."""

from datetime import date
from functools import cache

from undersigned.log.checkpoint import Checkpoint, sign_checkpoint
from undersigned.log.cosignature import CosignerKey, cosign
from undersigned.log.keys import COSIGNATURE, signing_key
from undersigned.log.merkle import leaf_hash, node_hash, root_of
from undersigned.log.notes import NoteKey

ORIGIN = "log.example/concord"
DAY = date(2031, 10, 4)
SECONDS = 1_949_000_000
LOG = signing_key(ORIGIN, bytes(range(32)))
LOG_KEY = NoteKey(key=LOG.verifier)
WITNESSES = tuple(
    signing_key(f"witness-{number}.example", bytes([number] * 32), COSIGNATURE) for number in (1, 2, 3)
)
WITNESS_KEYS = tuple(CosignerKey(key=witness.verifier) for witness in WITNESSES)


def entry(number):
    return b"entry %d\n" % number


@cache
def leaves(size):
    return tuple(leaf_hash(entry(number)) for number in range(size))


@cache
def whole(level, index):
    """The hash of a whole subtree of the entries by number: by definition, not by tiles."""
    if level == 0:
        return leaf_hash(entry(index))
    return node_hash(whole(level - 1, 2 * index), whole(level - 1, 2 * index + 1))


@cache
def root(size):
    return root_of(leaves(size))


def a_checkpoint(size=5, **changes):
    return Checkpoint(**{"origin": ORIGIN, "size": size, "root": root(size), **changes})


def a_signed_checkpoint(size=5, witnesses=(), key=LOG, **changes):
    """Signed by the log, and cosigned by so many witnesses."""
    signed = sign_checkpoint(a_checkpoint(size, **changes), key)
    lines = [cosign(signed.note.text, witness, SECONDS) for witness in witnesses]
    return type(signed)(checkpoint=signed.checkpoint, note=signed.note.signed(*lines))
