"""A turned byte is refused, or lies where the report says that no signature covers it (`make soak`: all)."""

import io
import random

import pytest
from tests.verifying.flips import good_files, named, passed_unseen, stands, turned
from tests.verifying.staging import GOOD, TRUST

from undersigned.verifying.verification import verify

SAMPLE = random.Random(2041)
PLACES = [
    (name, at)
    for name, content in sorted(good_files().items())
    for at in SAMPLE.sample(range(len(content)), 1 if name.startswith("proofs/") else min(len(content), 4))
]


@pytest.mark.slow
def test_a_turned_byte_is_refused_or_named_as_uncovered():
    """In every file some bytes, with the index made right again."""
    assert not [place for place in PLACES if passed_unseen(*place)]


def test_a_turned_byte_where_nobody_signed_is_named():
    """A page on checking by hand, and the name of a witness under a receipt."""
    receipt = "proofs/29.txt"
    witness = good_files()[receipt].rindex(b"observers.example/witness")

    for name, at in (("README.txt", 5), (receipt, witness)):
        assert stands(name, turned(name, at))
        assert named(name, turned(name, at))


@pytest.mark.parametrize("at", SAMPLE.sample(range(len(GOOD)), 25))
def test_a_turned_byte_of_the_archive_is_always_refused(at):
    """Without anything made right again: headers, names, contents, directory."""
    turned_bytes = GOOD[:at] + bytes([GOOD[at] ^ 1]) + GOOD[at + 1 :]

    assert verify(io.BytesIO(turned_bytes), TRUST).verdict == "refused"


def test_the_short_way_of_asking_gives_the_same_answer():
    """What the trial uses to be quick is held to the whole verification."""
    for name in ("README.txt", "texts/en.txt", "proofs/30.txt", "log/entries", "roll", "rulebook.json"):
        file = next(one for one in good_files() if one.startswith(name))
        bundle = turned(file, 7)
        assert stands(file, bundle) is (verify(io.BytesIO(bundle), TRUST).verdict != "refused"), file
