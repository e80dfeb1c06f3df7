"""What a published count rests on, byte for byte; and of the rest a digest that tells nothing."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.builders import KEY, a_claim

from undersigned.evidence.claims import Entry, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.interchange import claim_of_data
from undersigned.evidence.snapshot import SnapshotError, internal_digest, public_snapshot, snapshot_digest

ENTRY = Entry(by="a clerk", at=datetime(2026, 10, 1, tzinfo=UTC))


@settings(max_examples=30)
@given(st.lists(st.sampled_from("abcdef"), max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_no_byte(names, dice):
    """Nor does one that stands twice, nor who entered it, nor what it came after."""
    claims = [a_claim(name) for name in names]
    shuffled = [
        a_claim(name, entry=ENTRY, supersedes="the keyed id of another") for name in [*names, *names[:1]]
    ]
    dice.shuffle(shuffled)

    assert public_snapshot(claims) == public_snapshot(shuffled)
    assert internal_digest(claims, key=KEY, salt=b"s") == internal_digest(claims[::-1], key=KEY, salt=b"s")


def test_every_line_gives_its_own_id_again():
    """A stranger checks each claim without the register."""
    lines = [json.loads(line) for line in public_snapshot([a_claim("a"), a_claim("b")]).splitlines()]

    assert [claim_id(claim_of_data(line), key=b"") for line in lines] == [line["id"] for line in lines]
    assert "clerk" not in str(lines)


@pytest.mark.parametrize(
    "change", [{"level": Level.RESTRICTED}, {"level": Level.WITHHELD}, {"withdrawn": "an error"}]
)
def test_nothing_else_stands_in_it(change):
    """A claim that is not public is a fault and not left out: somebody took it for one that goes out."""
    with pytest.raises(SnapshotError):
        public_snapshot([a_claim(), a_claim(**change)])


def test_a_changed_claim_changes_the_digests():
    """And without the salt the internal one cannot be made by guessing."""
    one, other = [a_claim("a")], [a_claim("b")]

    assert snapshot_digest(public_snapshot(one)) != snapshot_digest(public_snapshot(other))
    assert internal_digest(one, key=KEY, salt=b"s") != internal_digest(other, key=KEY, salt=b"s")
    assert internal_digest(one, key=KEY, salt=b"s") != internal_digest(one, key=KEY, salt=b"t")
