"""What others' test data say, and where our rules are stricter (`tests/vectors/log/verdicts.json`)."""

import base64
import json
from hashlib import sha256
from pathlib import Path

import pytest

from undersigned.log.checkpoint import open_checkpoint
from undersigned.log.cosignature import CosignerKey
from undersigned.log.faults import LogError
from undersigned.log.keys import COSIGNATURE, ED25519, VerifierKey, read_key, verifies
from undersigned.log.merkle import EMPTY_ROOT, CompactRange, leaf_hash, node_hash, root_of
from undersigned.log.notes import NoteKey, open_note
from undersigned.log.proofs import check_consistency, check_inclusion, make_inclusion
from undersigned.log.tiles import Edge, Tile, entries_in, hashes_from, tile_at, tiles_of

VERDICTS = json.loads((Path(__file__).parents[1] / "vectors" / "log" / "verdicts.json").read_text())


@pytest.fixture
def vectors(shared):
    return shared / "data" / "vectors"


def accepts(check, **given):
    try:
        check(**given)
    except LogError:
        return False
    return True


def cases(file):
    return [json.loads(line) for line in file.read_text().splitlines()]


def hashes(proof):
    return [base64.b64decode(one) for one in proof or ()]


def test_inclusion_agrees_with_every_public_case(vectors):
    """All 98 cases of the Merkle verifiers get the verdict that their authors ask for."""
    verdicts = {
        case["file"]: accepts(
            check_inclusion,
            entry_hash=base64.b64decode(case["leafHash"]),
            index=case["leafIdx"],
            size=case["treeSize"],
            proof=hashes(case["proof"]),
            root=base64.b64decode(case["root"]),
        )
        for case in cases(vectors / "rfc6962-merkle" / "inclusion.jsonl")
    }

    assert len(verdicts) == 98
    assert verdicts == {
        case["file"]: not case["wantErr"] for case in cases(vectors / "rfc6962-merkle" / "inclusion.jsonl")
    }


def test_consistency_agrees_with_every_public_case_but_those_we_refuse(vectors):
    """All 98 cases get their authors' verdict, save the one that has hashes of 12 bytes."""
    public = cases(vectors / "rfc6962-merkle" / "consistency.jsonl")
    stricter = set(VERDICTS["consistency-refused-by-us"])
    verdicts = {
        case["file"]: accepts(
            check_consistency,
            old=case["size1"],
            new=case["size2"],
            old_root=base64.b64decode(case["root1"] or ""),
            new_root=base64.b64decode(case["root2"] or ""),
            proof=hashes(case["proof"]),
        )
        for case in public
    }

    assert len(verdicts) == 98
    assert verdicts == {case["file"]: not case["wantErr"] and case["file"] not in stricter for case in public}


def test_the_classic_leaves_have_the_classic_roots(vectors):
    """The eight leaves of RFC 6962's test suites, and the four hashes beside them."""
    classic = json.loads((vectors / "rfc6962-merkle" / "leaves.json").read_text())
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in classic["leaves_hex"]]

    roots = [root_of(leaves[:size]).hex() for size in range(1, 9)]
    checks = [EMPTY_ROOT, leaf_hash(b""), leaf_hash(b"L123456"), node_hash(b"N123", b"N456")]

    assert roots == classic["roots_hex_by_size_1_to_8"]
    assert [check.hex() for check in checks] == [check["hex"] for check in classic["hash_checks"]]


def test_the_public_test_log_is_read_whole(vectors):
    """Every checkpoint, tile and bundle of Tessera's test log, sizes 0 to 15, is what our code derives."""
    folder = vectors / "tessera-testlog"
    key = NoteKey(key=read_key((folder / "vkey.txt").read_text().strip()))
    bundle = (folder / "tile" / "entries" / "000.p" / "15").read_bytes()
    hashed = [leaf_hash(entry) for entry in entries_in(bundle, 15)]

    for size in range(16):
        signed = open_checkpoint((folder / f"checkpoint.{size}").read_bytes(), [key])
        edge, tiles = Edge().extended(hashed[:size])

        assert signed.checkpoint.size == size
        assert signed.checkpoint.root == edge.root() == CompactRange().extended(hashed[:size]).root()
        assert signed.note.encoded() == (folder / f"checkpoint.{size}").read_bytes()
        assert all((folder / tile.path).read_bytes() == content for tile, content in tiles.items())
        assert (
            not size
            or entries_in((folder / tile_at(-1, 0, size).path).read_bytes(), size)
            == entries_in(bundle, 15)[:size]
        )


def test_a_proof_from_the_public_tiles_leads_to_the_public_root(vectors):
    """Tiles that another program wrote are enough to prove any entry."""
    folder = vectors / "tessera-testlog"
    key = NoteKey(key=read_key((folder / "vkey.txt").read_text().strip()))
    newest = open_checkpoint((folder / "checkpoint").read_bytes(), [key]).checkpoint
    source = hashes_from(lambda tile: (folder / tile.path).read_bytes(), newest.size)

    proof = make_inclusion(11, newest.size, source)

    check_inclusion(entry_hash=source(0, 11), index=11, size=newest.size, proof=proof, root=newest.root)


def test_the_example_of_the_note_specification_opens(vectors):
    """The example note under its example key; the key is written as it was read."""
    text = (vectors / "signed-note" / "example.vkey").read_text().strip()
    raw = (vectors / "signed-note" / "example.note").read_bytes()

    note = open_note(raw, [NoteKey(key=read_key(text))])

    assert note.text == "This is an example message.\n"
    assert note.encoded() == raw
    assert str(read_key(text)) == text


def test_tile_shapes_are_those_of_the_specification(vectors):
    """The path of tile 1234067, and the tiles of logs of 70,000 and 256 entries."""
    path, *shapes = json.loads((vectors / "signed-note" / "tile-shapes.json").read_text())

    assert Tile(level=0, index=path["index"]).path == f"tile/0/{path['path']}"
    for shape in shapes:
        counted = {"tree_size": shape["tree_size"]}
        for tile in tiles_of(shape["tree_size"]):
            name = f"{'full' if tile.width == 256 else 'partial'}_level{tile.level}"
            counted[name] = counted.get(name, 0) + 1 if tile.width == 256 else tile.width
        assert counted == shape


def test_the_sigsum_proofs_hold(vectors):
    """Tree head, cosignature/v1 and inclusion of two proofs that Sigsum's own tools made."""
    proofs = json.loads((vectors / "sigsum" / "proofs.json").read_text())

    cosigned = [sigsum_proof_holds(case) for case in proofs]

    assert cosigned == [False, True]


def sigsum_proof_holds(case):
    """Refuse what does not hold; whether a witness has cosigned."""

    def ssh(key):
        return base64.b64decode(key.split()[1])[-32:]

    leaf, head, inclusion = (part.splitlines() for part in case["proof"].split("\n\n"))
    values = dict(line.split("=", 1) for line in head)
    log_id = leaf[1].removeprefix("log=")
    size, root = int(values["size"]), bytes.fromhex(values["root_hash"])
    text = f"sigsum.org/v1/tree/{log_id}\n{size}\n{base64.b64encode(root).decode()}\n".encode()
    key_hash, signature = leaf[2].removeprefix("leaf=").split()
    checksum = sha256(bytes.fromhex(case["message_hex"])).digest()
    entry = checksum + bytes.fromhex(signature) + bytes.fromhex(key_hash)
    index, *path = (line.split("=", 1)[1] for line in inclusion)

    assert verifies(ssh(case["log_key_ssh"]), bytes.fromhex(values["signature"]), text)
    assert verifies(
        ssh(case["submit_key_ssh"]),
        bytes.fromhex(signature),
        b"sigsum.org/v1/tree-leaf\0" + checksum,
    )
    check_inclusion(
        entry_hash=leaf_hash(entry),
        index=int(index),
        size=size,
        proof=[bytes.fromhex(one) for one in path],
        root=root,
    )
    if "cosignature" not in values:
        return False
    _, seconds, cosignature = values["cosignature"].split()
    witness = VerifierKey(name="witness", kind=COSIGNATURE, public=ssh(case["witness_key_ssh"]))
    assert CosignerKey(key=witness).verifies(text, int(seconds).to_bytes(8) + bytes.fromhex(cosignature))
    return True


def test_edge_cases_of_ed25519_get_the_verdicts_of_our_table(vectors):
    """Of 128 hard cases the table says what is accepted; nothing with a low-order key or point is."""
    public = json.loads((vectors / "ed25519" / "cctv-sample.json").read_text())
    table = set(VERDICTS["ed25519-accepted"])

    accepted = [
        case
        for case in public
        if verifies(bytes.fromhex(case["key"]), bytes.fromhex(case["sig"]), case["msg"].encode())
    ]
    flags = {flag for case in accepted for flag in case["flags"] or ()}

    assert len(public) == VERDICTS["ed25519-cases"]
    assert {case["number"] for case in accepted} == table
    assert flags <= {"low_order_component_A", "low_order_component_R"}


def test_a_low_order_key_is_no_key(vectors):
    """A key that signs anything is refused where keys are read, not first where they verify."""
    public = json.loads((vectors / "ed25519" / "cctv-sample.json").read_text())
    low = {case["key"] for case in public if "low_order_A" in (case["flags"] or ())}

    refused = [
        key for key in low if not accepts(VerifierKey, name="a", kind=ED25519, public=bytes.fromhex(key))
    ]

    assert sorted(refused) == sorted(low)
    assert low
