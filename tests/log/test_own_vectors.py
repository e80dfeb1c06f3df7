"""Our own vectors, good and refused: each is accepted, or refused by the rule that it names."""

import base64
import json
from pathlib import Path

import pytest

from undersigned.log.add_checkpoint import (
    WitnessRefusalError,
    known_checkpoint,
    parse_request,
    require_successor,
)
from undersigned.log.checkpoint import Checkpoint, open_checkpoint
from undersigned.log.faults import LogError
from undersigned.log.keys import read_key
from undersigned.log.notes import NoteKey, open_note
from undersigned.log.policy import names_met, parse_policy
from undersigned.log.proofs import check_consistency, check_inclusion
from undersigned.log.receipts import check_receipt, parse_receipt

FOLDER = Path(__file__).parents[1] / "vectors" / "log"


def vectors(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def each(name):
    return pytest.mark.parametrize("case", vectors(name)["cases"], ids=lambda case: case["name"])


def verdict(act):
    """`accepted`, or the rule by which it was refused."""
    try:
        act()
    except LogError as fault:
        return fault.rule if str(fault) else "a refusal without words"
    return "accepted"


def key_of(name):
    return NoteKey(key=read_key(vectors(name)["key"]))


def decoded(texts):
    return [base64.b64decode(text) for text in texts]


@each("notes")
def test_a_note_is_opened_or_refused_by_its_rule(case):
    """Form, sizes, signatures of known and unknown keys."""
    raw = bytes.fromhex(case["note_hex"]) if "note_hex" in case else case["note"].encode()

    assert verdict(lambda: open_note(raw, [key_of("notes")])) == case["verdict"]


@each("keys")
def test_a_key_is_read_or_refused_by_its_rule(case):
    """Name, id and point; a key that is read is written the same."""
    assert verdict(lambda: read_key(case["key"])) == case["verdict"]
    assert case["verdict"] != "accepted" or str(read_key(case["key"])) == case["key"]


@each("checkpoints")
def test_a_checkpoint_is_opened_or_refused_by_its_rule(case):
    """Origin, size, root, extension lines, and who signed."""
    raw = case["checkpoint"].encode()

    assert verdict(lambda: open_checkpoint(raw, [key_of("checkpoints")])) == case["verdict"]


@each("inclusion")
def test_an_inclusion_proof_holds_or_is_refused_by_its_rule(case):
    """Index, lengths, and the root it leads to."""
    leaf, root = decoded((case["leaf"], case["root"]))

    found = verdict(
        lambda: check_inclusion(
            entry_hash=leaf,
            index=case["index"],
            size=case["size"],
            proof=decoded(case["proof"]),
            root=root,
        )
    )

    assert found == case["verdict"]


@each("consistency")
def test_a_consistency_proof_holds_or_is_refused_by_its_rule(case):
    """Sizes, lengths, and both roots."""
    old_root, new_root = decoded((case["old_root"], case["new_root"]))

    found = verdict(
        lambda: check_consistency(
            old=case["old"],
            new=case["new"],
            old_root=old_root,
            new_root=new_root,
            proof=decoded(case["proof"]),
        )
    )

    assert found == case["verdict"]


@each("policies")
def test_a_policy_is_read_or_refused_by_its_rule(case):
    """Statements, names, thresholds, keys; and which sets of witnesses are enough."""
    raw = case["policy"].encode()

    assert verdict(lambda: parse_policy(raw)) == case["verdict"]
    for expected in ("met", "unmet"):
        for witnessed in case.get(expected, ()):
            policy = parse_policy(raw)
            met = policy.quorum in names_met(policy, witnessed) or not policy.asks_for_witnesses
            assert met is (expected == "met"), witnessed


@each("receipts")
def test_a_receipt_holds_or_is_refused_by_its_rule(case):
    """Form, quorum and inclusion; a receipt that is read is written the same."""
    policy = parse_policy(vectors("receipts")["policy"].encode())
    raw = case["receipt"].encode()

    found = verdict(lambda: check_receipt(parse_receipt(raw), base64.b64decode(case["entry"]), policy))

    assert found == case["verdict"]
    assert found != "accepted" or parse_receipt(raw).encoded() == raw


@each("requests")
def test_a_witness_answers_by_its_rules(case):
    """Each status of add-checkpoint, and the size that goes with a conflict."""
    seen = case["seen"]
    latest = seen and Checkpoint(
        origin=key_of("requests").name, size=seen["size"], root=base64.b64decode(seen["root"])
    )

    def answer():
        try:
            request = parse_request(case["request"].encode())
            signed = known_checkpoint(request, [key_of("requests")])
            require_successor(request, signed.checkpoint, latest)
        except WitnessRefusalError as refusal:
            return refusal.status, refusal.size
        return 200, None

    assert answer() == (case["status"], case.get("size"))
