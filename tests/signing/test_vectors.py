"""The vectors for others: what is good is read whole, what is wrong is refused by the rule that it breaks."""

import base64
import json
from datetime import date, datetime
from pathlib import Path

import pytest

from undersigned.log.keys import read_key
from undersigned.signing.commitments import opened
from undersigned.signing.faults import SigningError
from undersigned.signing.keys import assertion_of, line_of
from undersigned.signing.kinds import KINDS
from undersigned.signing.passkeys import Passkey, Rule
from undersigned.signing.record_text import write_text
from undersigned.signing.records import read_entry
from undersigned.signing.registrars import registrars_of

VECTORS = Path(__file__).parents[1] / "vectors"
GOOD = sorted((VECTORS / "records").glob("*.json"))
REFUSED = sorted((VECTORS / "refused" / "records").glob("*.json"))


def content(path):
    return json.loads(path.read_text(encoding="utf-8"))


def passkey(said):
    return Passkey(
        holder=said["holder"],
        cose=base64.b64decode(said["cose"]),
        rp=said["rp"],
        origin=said["origin"],
        synced=said["synced"],
    )


def plain(value):
    match value:
        case bytes():
            return base64.b64encode(value).decode()
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case tuple():
            return [plain(one) for one in value]
        case _:
            return value


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_record_is_read_whole(path):
    """Words, digest, values, and every line that it needs."""
    vector = content(path)
    raw = base64.b64decode(vector["entry"])
    record = read_entry(raw)
    keys = [passkey(one) for one in vector["passkeys"]]

    assert record.encoded() == raw
    assert (record.kind, record.text.written) == (vector["kind"], vector["text"])
    assert record.text.digest == vector["sha256"]
    assert {key: plain(value) for key, value in record.text.values.items()} == vector["values"]
    assert write_text(record.kind, record.text.values) == record.text
    assert all(line_of(record, key) for key in keys)
    assert [(key.key_id.hex(), key.thumbprint) for key in keys] == [
        (one["key_id"], one["thumbprint"]) for one in vector["passkeys"]
    ]
    assert len(registrars_of(record, map(read_key, vector["registrars"]))) == vector["signed_by_registrars"]


def test_the_opening_opens_its_commitment():
    """The two vectors belong together."""
    vector = content(VECTORS / "records" / "opening.json")
    hidden = read_entry(base64.b64decode(vector["commitment"]))

    assert opened(read_entry(base64.b64decode(vector["entry"])), {0: hidden}).kind == "statement"
    assert content(VECTORS / "records" / "commitment.json")["entry"] == vector["commitment"]


def test_every_kind_has_a_vector():
    """Whoever reads them all has read every kind."""
    assert {content(path)["kind"] for path in GOOD} == KINDS.keys() - {"receipt"}


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_wrong_record_is_refused_by_its_rule(path):
    """One thing is wrong, and that is what is said."""
    vector = content(path)
    raw = base64.b64decode(vector["entry"])
    if "refused_by" in vector:
        with pytest.raises(SigningError) as caught:
            read_entry(raw)
        assert caught.value.rule == vector["refused_by"]
    else:
        _, broken = assertion_of(read_entry(raw), passkey(vector["passkey"]))
        assert list(broken) == vector["broken"]


def test_there_is_a_file_for_each_way_of_being_wrong():
    """Every rule of an assertion, and more than thirty of texts and records."""
    vectors = [content(path) for path in REFUSED]
    broken = {rule for one in vectors for rule in one.get("broken", ())}

    assert broken == {rule.value for rule in Rule}
    assert len([one for one in vectors if "refused_by" in one]) > 30
    assert all(one["name"] == path.stem for one, path in zip(vectors, REFUSED, strict=True))
