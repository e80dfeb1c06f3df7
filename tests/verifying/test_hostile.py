"""Whatever is brought, the answer is a verdict in words: no traceback, no hanging, no name out of place."""

import io
import json
import random
import re
import time
from dataclasses import replace

import pytest
from tests.verifying.museum.broken_files import joined, split
from tests.verifying.staging import GOOD, KEYS, TRUST, Files, changed, files_of

from undersigned.log.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from undersigned.log.cosignature import cosign
from undersigned.log.merkle import leaf_hash, root_of
from undersigned.log.notes import Note
from undersigned.publishing.bundle import index_of
from undersigned.signing.commitments import commitment, opening
from undersigned.signing.disclosure import Entry
from undersigned.signing.record_text import write_text
from undersigned.signing.records import Record, read_entry, read_record
from undersigned.signing.roll_file import canonical_json
from undersigned.values.stored_zip import stored_zip
from undersigned.verifying import bundle
from undersigned.verifying.archive import open_archive
from undersigned.verifying.faults import BundleError
from undersigned.verifying.report import as_text
from undersigned.verifying.report_data import as_data
from undersigned.verifying.verification import Verdict, verify

GOOD_FILES = files_of(GOOD)
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def resealed(files: Files, entries: list[bytes]) -> bytes:
    """A bundle with these entries, over which the log and the witness have signed."""
    root = root_of([leaf_hash(entry) for entry in entries])
    checkpoint = Checkpoint(origin="concord.example/log", size=len(entries), root=root)
    signed = sign_checkpoint(checkpoint, KEYS.log()).note
    note = signed.signed(cosign(checkpoint.text, KEYS.witness(), 1_800_000_000))
    files = {**files, "log/checkpoint": note.encoded(), "log/entries": joined(entries)}
    files["index.txt"] = index_of({name: files[name] for name in files if name != "index.txt"})
    return stored_zip(files)


def answered(bundle: bytes, trust: bytes | None = TRUST) -> Verdict:
    """The verdict, after everything that is ever shown of it was made."""
    done = verify(io.BytesIO(bundle), trust)
    for language in ("en", "fr"):
        assert not CONTROLS.search(as_text(done, language))
    json.dumps(as_data(done))
    return done.verdict


def shuffled(content: bytes, dice: random.Random) -> bytes:
    """The content with something cut, doubled, exchanged or put in."""
    changed, at = bytearray(content), dice.randrange(len(content))
    length = dice.randrange(1, 200)
    acts = (
        lambda: changed.__setitem__(at, changed[at] ^ 1 << dice.randrange(8)),
        lambda: changed.__delitem__(slice(at, at + length)),
        lambda: changed.__setitem__(slice(at, at), changed[at : at + length]),
        lambda: changed.__setitem__(
            slice(at, at + 8), dice.choice((b"-", b"\n\n", b"0" * 40, b"\xff" * 8, b"[" * 9))
        ),
    )
    dice.choice(acts)()
    return bytes(changed)


@pytest.mark.parametrize("seed", range(12))
def test_files_torn_about_are_answered(seed):
    """Any file, with the index made right again."""
    dice = random.Random(seed)
    name = dice.choice([name for name in GOOD_FILES if name != "index.txt"])
    files = {**GOOD_FILES, name: shuffled(GOOD_FILES[name], dice)}
    files["index.txt"] = index_of({one: files[one] for one in files if one != "index.txt"})

    assert answered(stored_zip(files)) in ("refused", "verified")
    assert answered(stored_zip(files), None) != "verified"


@pytest.mark.parametrize("seed", range(12))
def test_entries_torn_about_under_a_right_signature_are_answered(seed):
    """The log's own key and the witness sign whatever the entries are."""
    dice = random.Random(seed)
    entries = split(GOOD_FILES["log/entries"])
    for _ in range(6):
        at = dice.randrange(len(entries))
        entries[at] = shuffled(entries[at], dice) or b"-"

    assert answered(resealed(GOOD_FILES, entries)) == "refused"


@pytest.mark.parametrize("seed", range(12))
def test_values_exchanged_between_records_are_answered(seed):
    """Records that keep every rule of form, and contradict each other in every way."""
    dice = random.Random(seed)
    entries = split(GOOD_FILES["log/entries"])
    clear = {at: read_entry(entry) for at, entry in enumerate(entries)}
    shown = {
        record.text.one("index", int): (at, read_record(record.text.one("record", bytes)))
        for at, record in clear.items()
        if record.kind == "opening"
    }
    for _ in range(5):
        kind = dice.choice(["statement", "key", "text", "paper"])
        mine, other = (
            dice.choice([one for one in shown.items() if one[1][1].kind == kind]) for _ in range(2)
        )
        index, (place, record) = mine
        forged = exchanged(Entry(index=index, record=record), other[1][1], dice)
        entries[index] = commitment(forged, bytes(32)).encoded()
        entries[place] = opening(index, forged, bytes(32)).encoded()

    assert answered(resealed(GOOD_FILES, entries)) == "refused"


def exchanged(entry: Entry, other: Record, dice: random.Random) -> Record:
    """A record with one line of another of its kind, under the signatures that it had."""
    lines, others = (record.text.written.split("\n") for record in (entry.record, other))
    at = dice.randrange(1, min(len(lines), len(others)) - 1)
    if lines[at].split(" ")[0] == others[at].split(" ")[0] != "thread":
        lines[at] = others[at]
    raw = "\n".join(lines) + "\n" + "".join(map(str, dice.choice((entry.record, other)).lines))
    return read_record(raw.encode())


def test_a_log_of_nothing_but_noise_is_answered_soon():
    """Ten thousand entries that are nothing: each is named up to a limit, and the rest is counted."""
    bundle = resealed(GOOD_FILES, [b"noise %d" % number for number in range(10_000)])

    done = verify(io.BytesIO(bundle), TRUST)

    assert done.verdict == "refused"
    assert sum(one.code == "verifying.entry.readable" for one in done.findings) == 1_000
    assert "… and 995 more of this kind." in as_text(done, "en")


def test_a_number_with_too_many_digits_is_no_number():
    """Python would spend minutes on reading one of a million digits."""
    rulebook = GOOD_FILES["rulebook.json"].replace(b'"at_least":20', b'"at_least":' + b"9" * 1_000_000)
    files = {**GOOD_FILES, "rulebook.json": rulebook}

    assert answered(resealed(files, split(GOOD_FILES["log/entries"]))) == "refused"


def test_files_too_large_to_be_read_are_answered(monkeypatch):
    """Nothing of the bundle can be read: refused, in words."""
    monkeypatch.setattr(bundle, "LARGEST_READ", 50)

    assert answered(GOOD) == "refused"


def test_a_trust_file_too_large_to_be_one_is_answered():
    """The reader's, and the publisher's."""
    files = {**GOOD_FILES, "policy.txt": b"#" * 70_000}
    files["index.txt"] = index_of({name: files[name] for name in files if name != "index.txt"})

    assert answered(GOOD, b"#" * 70_000) == "refused"
    assert answered(stored_zip(files)) == "refused"
    assert answered(stored_zip(files), None) == "refused"


@pytest.mark.parametrize(
    "test", [b"null", b"[]", b'{"count":"signatories"}', b'{"share":"names","at_least":1}', b'{"all":3}']
)
def test_a_rule_of_another_form_is_answered(test):
    """A rulebook whose test nobody here understands."""
    rulebook = json.loads(GOOD_FILES["rulebook.json"])
    rulebook["stages"] = [{"code": "tabling", "test": json.loads(test)}]
    files = {**GOOD_FILES, "rulebook.json": canonical_json(rulebook)}

    assert answered(resealed(files, split(GOOD_FILES["log/entries"]))) == "refused"


def test_a_file_that_shrinks_while_it_is_read_is_a_fault_of_ours():
    """Somebody cuts it off between two readings."""
    file = io.BytesIO(GOOD)
    opened = open_archive(file)
    file.truncate(1000)

    with pytest.raises(BundleError):
        opened.read("texts/en.txt")


def test_a_witness_from_the_end_of_time_is_answered():
    """Its clock shows a year that no calendar has; the number is shown as it is."""
    note = read_checkpoint(GOOD_FILES["log/checkpoint"]).note
    late = cosign(note.text, KEYS.witness(), 2**62)
    files = {**GOOD_FILES, "log/checkpoint": Note(text=note.text, lines=(note.lines[0], late)).encoded()}
    files["index.txt"] = index_of({name: files[name] for name in files if name != "index.txt"})

    done = verify(io.BytesIO(stored_zip(files)), TRUST)

    assert done.verdict == "verified"
    assert f"observers.example/witness, {2**62}" in as_text(done, "en")


def crowded(number: int) -> bytes:
    """The example's log with so many more records of every kind behind it, all under old signatures."""
    entries = split(GOOD_FILES["log/entries"])
    records = {}
    for entry in map(read_entry, entries):
        shown = read_record(entry.text.one("record", bytes)) if entry.kind == "opening" else entry
        records.setdefault(shown.kind, shown)
    said = records["statement"].text
    contest = write_text(
        "contest",
        {
            **{key: said.word(key) for key in ("log", "thread", "declaration", "member")},
            "entry": 28,
            "reason": "-",
        },
    )
    records["contest"] = Record(text=contest, lines=records["statement"].lines)
    for place in range(number):
        act = "sign" if place % 2 else "withdraw"
        again = {
            **records,
            "statement": replace(records["statement"], text=changed(said, nonce=place.to_bytes(16), act=act)),
            "roll": replace(records["roll"], text=changed(records["roll"].text, roll=f"{place:064x}")),
        }
        entries += [
            again[kind].encoded() for kind in ("statement", "paper", "key", "revoke", "contest", "roll")
        ]
    return resealed(GOOD_FILES, entries)


@pytest.mark.slow
def test_a_crowded_log_costs_no_more_an_entry():
    """Four times the records cost about four times the time, whatever contradicts whatever."""

    def cost(number: int) -> float:
        bundle = crowded(number)
        began = time.process_time()
        assert verify(io.BytesIO(bundle), TRUST).verdict == "refused"
        return time.process_time() - began

    assert min(cost(240) for _ in range(2)) < 8 * min(cost(60) for _ in range(2))
