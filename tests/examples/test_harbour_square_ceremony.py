"""The example's ceremony, from its own bundle: what a stranger finds in it, by program and by hand."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from undersigned.declaring.reading.reader import read
from undersigned.log.checkpoint import read_checkpoint
from undersigned.log.merkle import leaf_hash, root_of
from undersigned.log.policy import require_policy
from undersigned.log.receipts import check_receipt
from undersigned.publishing.bundle import readme
from undersigned.signing.count import Name, count, read_rules
from undersigned.signing.disclosure import Entry, disclose
from undersigned.signing.history import acts_of, newest_roll, rolls_of, standing
from undersigned.signing.keys import State, line_of, read_keys
from undersigned.signing.receipts import read_receipt
from undersigned.signing.records import read_entry
from undersigned.signing.roll_file import read_roll_file
from undersigned.signing.statement import differs_from_seat, differs_from_text, outside_window
from undersigned.signing.trust import read_trust
from undersigned.values.digest import canonical_list, canonical_text, sha256

HERE = Path(__file__).parents[2] / "examples" / "harbour-square"
DECLARATION = "harbour-square"


@pytest.fixture(scope="module")
def bundle():
    archive = zipfile.ZipFile(HERE / "harbour-square.bundle.zip")
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def trust():
    return read_trust((HERE / "trust.txt").read_bytes())


@pytest.fixture(scope="module")
def raw_entries(bundle):
    raw, found = io.BytesIO(bundle["log/entries"]), []
    while length := raw.read(2):
        found.append(raw.read(int.from_bytes(length)))
    return found


@pytest.fixture(scope="module")
def seen(raw_entries):
    return disclose(Entry(index=index, record=read_entry(raw)) for index, raw in enumerate(raw_entries))


@pytest.fixture(scope="module")
def keys(seen, trust):
    return read_keys(seen.entries, trust.registrars)


@pytest.fixture(scope="module")
def acts(seen, keys):
    return acts_of(seen, DECLARATION, keys)


@pytest.fixture(scope="module")
def roll(bundle):
    (name,) = [name for name in bundle if name.startswith("roll/")]
    return read_roll_file(bundle[name])


def declared(edition, language):
    name = f"declaration.{edition}{language}.txt"
    (one,) = read((HERE / name).read_bytes(), file=name).declarations
    return one


def printed(edition, language):
    rows = (
        (one.name.family, one.name.given, one.country, one.group)
        for one in declared(edition, language).signatories
    )
    return canonical_list(rows)


def test_the_bundle_is_small():
    """A page of signatures fits a letter."""
    assert (HERE / "harbour-square.bundle.zip").stat().st_size < 300_000


def test_the_checkpoint_is_the_logs_and_the_witness_saw_it(bundle, trust, raw_entries):
    """It covers every entry."""
    signed = read_checkpoint(bundle["log/checkpoint"])

    assert require_policy(trust.policy, signed).met
    assert signed.checkpoint.size == len(raw_entries)
    assert signed.checkpoint.root == root_of(list(map(leaf_hash, raw_entries)))
    assert read_trust(bundle["policy.txt"]).agrees_with(trust)


def test_everything_that_was_hidden_is_open(seen):
    """Nothing is left behind that could be a withdrawal."""
    assert (dict(seen.hidden), dict(seen.faults)) == ({}, {})


def test_before_publication_the_log_names_nobody(raw_entries, seen):
    """Until the first opening there is no member, name or title in any entry."""
    first = next(index for index, raw in enumerate(raw_entries) if raw.startswith(b"undersigned/v1 opening"))
    public = b"".join(raw_entries[:first]).decode()
    (text,) = seen.about(DECLARATION, "text")
    secrets = {
        *(title for _, title in text.record.text.pairs("title")),
        *(one.record.text.word("name") for one in seen.of("statement")),
        *(one.record.text.word("member") for one in seen.of("statement")),
    }

    assert len(secrets) > 50
    assert not [secret for secret in secrets if secret in public]


def test_keys_are_enrolled_by_two_registrars_or_the_replaced_key(keys):
    """All sound; one replaced, one revoked after it had signed."""
    states = Counter(keys.state(key, 10**6) for key in keys.keys.values())

    assert all(key.sound and key.level_fits for key in keys.keys.values())
    assert states == {State.VALID: 28, State.REPLACED: 1, State.REVOKED: 1}
    assert not keys.doubled


def test_every_act_is_signed_by_a_key_that_was_valid(acts, keys, seen):
    """Members by their own keys; paper, text and editions by clerks."""
    clerks = {(one.kind, frozenset(keys.clerks_of(one))) for one in seen.of("text", "paper", "edition")}

    assert all(line_of(act.record, act.key.passkey) for act in acts if act.key)
    assert all(keys.valid(act.key, act.index) and act.key.holder == act.member for act in acts if act.key)
    assert clerks == {
        ("text", frozenset({"clerk-1"})),
        ("paper", frozenset({"clerk-1", "clerk-2"})),
        ("edition", frozenset({"clerk-2"})),
    }


def test_every_act_speaks_of_this_text_and_of_a_seat_on_the_roll(acts, roll, seen, trust):
    """Nothing differs; the roll was the newest."""
    (text,) = seen.about(DECLARATION, "text")
    rolls = rolls_of(seen, trust.registrars)

    for act in acts:
        assert differs_from_text(act.record.text, text.record.text) == ()
        assert newest_roll(rolls, "concord", act.index).digest == act.record.text.word("roll") == roll.digest
        assert not outside_window(act.record.text, text.record.text)
        seat = roll.seat(act.member, act.day)
        assert act.name == seat.name
        if not act.on_paper:
            assert differs_from_seat(act.record.text, seat) == ()


def test_what_was_seen_had_been_the_logs_root(acts, raw_entries):
    """No statement is older than the checkpoint that it names."""
    for act in acts:
        if not act.on_paper:
            size, root = act.record.text.seen()
            assert size <= act.index
            assert root == root_of(list(map(leaf_hash, raw_entries[:size])))


@pytest.mark.parametrize(("place", "edition", "names"), [(0, "", 25), (1, "2nd-edition.", 29)])
def test_the_printed_list_is_the_names_that_signed(place, edition, names, seen, acts, roll, bundle):
    """Both editions, both languages, word by word; and the count by the rules of the day."""
    record = seen.about(DECLARATION, "edition")[place].record.text
    stood = standing(acts, below=record.one("counted", int))
    seats = {act.member: roll.seat(act.member, act.day) for act in stood.names.values()}
    counted = count(
        (
            Name(
                role=seat.role,
                delegation=seat.delegation,
                group=seat.group,
                group_counts=seat.group in roll.groups_that_count,
            )
            for seat in seats.values()
        ),
        read_rules(json.loads(bundle["rulebook.json"])),
        withdrawn=len(stood.withdrawn),
    )

    assert (len(seats), len(stood.withdrawn), stood.doubled, stood.groundless) == (names, 1, [], [])
    assert (counted.names, counted.threshold) == (names, "met")
    assert all(
        record.values[key] == getattr(counted, key)
        for key in ("names", "counting", "delegations", "groups", "withdrawn", "threshold")
    )
    for language, digest in record.pairs("list"):
        assert digest == sha256(printed(edition, language).encode())
        rows = {tuple(roll.row(seat, language)) for seat in seats.values()}
        assert sorted(rows, key=str) == sorted(
            (
                (one.name.family, one.name.given, one.country, one.group)
                for one in declared(edition, language).signatories
            ),
            key=str,
        )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_words_are_those_of_the_printed_declaration(language, seen, bundle):
    """And the list is that of the second edition."""
    one = declared("", language)
    words = canonical_text([one.title, one.opening, *(clause.text for clause in one.clauses)])
    (text,) = seen.about(DECLARATION, "text")

    assert bundle[f"texts/{language}.txt"].decode() == words
    assert dict(text.record.text.pairs("text"))[language] == sha256(words.encode())
    assert bundle[f"lists/{language}.txt"].decode() == printed("2nd-edition.", language)


def test_levels_are_a_b_c_and_paper(acts):
    """All four, on one list."""
    assert Counter(act.level for act in standing(acts).names.values()) == {"A": 5, "B": 12, "C": 9, "P": 3}


def test_there_is_a_receipt_for_each_act(bundle, acts, raw_entries, trust):
    """It proves its entry under the policy."""
    receipts = [read_receipt(bundle[name]) for name in bundle if name.startswith("proofs/")]

    assert {receipt.index for receipt in receipts} == {act.index for act in acts}
    for receipt in receipts:
        assert receipt.entry == raw_entries[receipt.index]
        check_receipt(receipt.proof, receipt.entry, trust.policy)


def test_no_private_key_is_written_anywhere():
    """They follow from the seed while the generator runs, and go with it."""
    made = b"".join(path.read_bytes() for path in HERE.iterdir() if path.is_file())

    assert b"PRIVATE+KEY" not in made
    assert b"Fictional keys" in (HERE / "trust.txt").read_bytes()


@pytest.mark.slow
def test_a_signature_is_checked_by_hand_as_the_bundle_says(tmp_path, bundle, acts):
    """The commands of README.txt, with a shell and openssl alone."""
    tools = ("sh", "sha256sum", "base64", "openssl", "xxd", "sed", "grep")
    if missing := [tool for tool in tools if not shutil.which(tool)]:
        pytest.skip(f"not here: {', '.join(missing)}")
    zipfile.ZipFile(HERE / "harbour-square.bundle.zip").extractall(tmp_path)
    blocks = re.findall(r"(?:^    .*\n)+", readme().decode().split("BY HAND")[1], re.MULTILINE)
    index = next(act.index for act in acts if act.level == "C")
    script = "\n".join(blocks).replace("N=17", f"N={index}")

    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()

    assert done.stderr == ""
    assert "Verified OK" in lines
    manifest = next(line for line in lines if line.startswith("manifest ")).partition("sha256:")[2]
    assert f"{manifest}  text" in lines
    assert f'"challenge":"{lines[-1]}"' in done.stdout
    assert bundle["README.txt"] == readme()
