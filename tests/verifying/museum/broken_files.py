"""Files of the finished bundle changed, with the index made right again as an attacker would."""

import json

from tests.verifying.museum.exhibits import on_files
from tests.verifying.staging import KEYS, Files

from undersigned.log.checkpoint import Checkpoint, read_checkpoint, sign_checkpoint
from undersigned.log.cosignature import cosign
from undersigned.log.keys import COSIGNATURE, signing_key
from undersigned.log.notes import Note, SignatureLine

EN, FR = "texts/en.txt", "texts/fr.txt"
LIST_EN = "lists/en.txt"
CHECKPOINT, ENTRIES, RANGE = "log/checkpoint", "log/entries", "log/range.txt"


def flipped(content: bytes, at: int) -> bytes:
    """The content with one bit of one byte turned."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def roll_file(files: Files) -> str:
    return next(name for name in files if name.startswith("roll/"))


# ---- the words ------------------------------------------------------------------------------------


@on_files("text.words")
def a_byte_of_the_text(files: Files) -> None:
    """One letter of the English text is another."""
    files[EN] = flipped(files[EN], 100)


@on_files("bundle.index", "text.words", keep_index=True)
def a_byte_of_the_text_and_no_new_index(files: Files) -> None:
    """One letter of the English text is another, and the index was forgotten."""
    files[EN] = flipped(files[EN], 100)


@on_files("text.words")
def a_text_too_few(files: Files) -> None:
    """The French text is not there."""
    del files[FR]


@on_files("text.words")
def a_text_too_many(files: Files) -> None:
    """A German text that nobody fixed stands beside the others."""
    files["texts/de.txt"] = b"Niemand hat das unterschrieben.\n"


@on_files("text.words")
def texts_under_each_others_names(files: Files) -> None:
    """The English text is called French, and the other way round."""
    files[EN], files[FR] = files[FR], files[EN]


# ---- rules, figures, evidence -----------------------------------------------------------------------


@on_files("text.rulebook")
def a_rulebook_that_asks_for_less(files: Files) -> None:
    """Twenty names are needed; the rulebook in the bundle says two."""
    assert b'"at_least":20' in files["rulebook.json"]
    files["rulebook.json"] = files["rulebook.json"].replace(b'"at_least":20', b'"at_least":2')


@on_files(
    "text.rulebook", "edition.count", "edition.threshold",
    "statement.entitled?", "paper.agrees?", "withdrawal.allowed?",
)  # fmt: skip
def a_rulebook_set_with_spaces(files: Files) -> None:
    """The same rules, written for people: not the canonical form that was fixed."""
    files["rulebook.json"] = json.dumps(json.loads(files["rulebook.json"]), indent=1).encode()


@on_files("text.figures")
def other_figures(files: Files) -> None:
    """A figure is bound to a record that nobody fixed."""
    files["figures.json"] = b'[{"figure":"3000"}]'


@on_files("text.figures")
def other_evidence(files: Files) -> None:
    """Evidence that nobody fixed."""
    files["evidence.json"] = b'{"source":"nobody"}'


# ---- the list ---------------------------------------------------------------------------------------


@on_files("list.digest", "list.names")
def a_list_with_one_name_more(files: Files) -> None:
    """A name that nobody signed is printed."""
    lines = files[LIST_EN].decode().splitlines()
    lines.insert(3, "GARNEMONDE\tAnne-Lise\tNorthland\tLIB")
    lines[-1] = f"Total = {len(lines) - 1}"
    files[LIST_EN] = ("\n".join(lines) + "\n").encode()


@on_files("list.digest", "list.names")
def a_list_with_one_name_fewer(files: Files) -> None:
    """A name that stands is not printed."""
    lines = files[LIST_EN].decode().splitlines()
    del lines[3]
    lines[-1] = f"Total = {len(lines) - 1}"
    files[LIST_EN] = ("\n".join(lines) + "\n").encode()


@on_files("list.digest", "list.names")
def a_list_with_another_total(files: Files) -> None:
    """The names are right, the total is one too high."""
    files[LIST_EN] = files[LIST_EN].replace(b"Total = 29", b"Total = 30")


@on_files("list.digest", "list.names")
def a_list_with_another_group(files: Files) -> None:
    """One name stands under another group."""
    files[LIST_EN] = files[LIST_EN].replace(b"\tLIB\n", b"\tSOC\n", 1)


@on_files("list.digest")
def a_list_too_few(files: Files) -> None:
    """The French list is not there."""
    del files["lists/fr.txt"]


# ---- the log ------------------------------------------------------------------------------------------


@on_files(
    "log.root",
    "opening.matches",
    "thread.opened",
    "statement.seen",
    "proof.included",
    "edition.count",
    "list.names",
)
def a_byte_of_an_entry(files: Files) -> None:
    """One digit of the commitment to a statement is another."""
    entries = split(files[ENTRIES])
    entries[28] = flipped(entries[28], len(entries[28]) - 5)
    files[ENTRIES] = joined(entries)


@on_files("log.root", "list.digest", "list.names", "proof.included")
def the_last_entry_cut_off(files: Files) -> None:
    """The second edition's entry is left out, and the checkpoint is not."""
    at = files[ENTRIES].rindex(b"undersigned/v1 edition") - 2
    files[ENTRIES] = files[ENTRIES][:at]


@on_files("log.root", "entry.readable")
def an_entry_cut_in_the_middle(files: Files) -> None:
    """The last bytes of the log are missing."""
    files[ENTRIES] = files[ENTRIES][:-10]


@on_files("log.root", "entry.readable")
def an_entry_of_no_bytes(files: Files) -> None:
    """An empty entry stands at the end."""
    files[ENTRIES] += b"\0\0"


@on_files(
    "log.root",
    "opening.matches",
    "thread.opened",
    "statement.seen",
    "proof.included",
    "edition.count",
    "list.names",
)
def two_entries_in_each_others_place(files: Files) -> None:
    """Two commitments have changed places."""
    entries = split(files[ENTRIES])
    entries[30], entries[31] = entries[31], entries[30]
    files[ENTRIES] = joined(entries)


@on_files(
    "log.root", "opening.matches", "thread.opened", "text.signed", "key.known", "statement.seen",
    "proof.included", "edition.count", "edition.threshold", "list.names",
)  # fmt: skip
def a_range_that_begins_later(files: Files) -> None:
    """The range says that one entry lies before."""
    files[RANGE] = b"first 1\nleft " + b"A" * 43 + b"=\n"


@on_files("log.root", "entry.readable")
def a_range_without_its_roots(files: Files) -> None:
    """The range says that three entries lie before, and gives no root for them."""
    files[RANGE] = b"first 3\n"


# ---- the checkpoint -----------------------------------------------------------------------------------


@on_files("checkpoint.signed", "checkpoint.witnessed", "log.root")
def a_byte_of_the_checkpoint(files: Files) -> None:
    """One bit of the checkpoint's root is another."""
    at = files[CHECKPOINT].index(b"\n119\n") + 8
    files[CHECKPOINT] = flipped(files[CHECKPOINT], at)


@on_files("checkpoint.signed")
def a_checkpoint_of_another_log(files: Files) -> None:
    """The log signs under another name, with the same key."""
    key = signing_key("elsewhere.example/log", KEYS.seeded("concord.example/log"))
    old = read_checkpoint(files[CHECKPOINT])
    moved = Checkpoint(origin=key.name, size=old.checkpoint.size, root=old.checkpoint.root)
    signed = sign_checkpoint(moved, key)
    files[CHECKPOINT] = signed.note.signed(cosign(moved.text, KEYS.witness(), 1_800_000_000)).encoded()


@on_files("checkpoint.signed")
def a_checkpoint_of_another_key(files: Files) -> None:
    """A key of the same name, which nobody trusts, has signed."""
    key = signing_key("concord.example/log", bytes(32))
    old = read_checkpoint(files[CHECKPOINT])
    signed = sign_checkpoint(old.checkpoint, key)
    files[CHECKPOINT] = signed.note.signed(old.note.lines[1]).encoded()


@on_files("checkpoint.witnessed")
def a_checkpoint_that_no_witness_saw(files: Files) -> None:
    """The witness's line is left out."""
    old = read_checkpoint(files[CHECKPOINT])
    files[CHECKPOINT] = Note(text=old.note.text, lines=old.note.lines[:1]).encoded()


@on_files("checkpoint.witnessed")
def a_witness_whom_nobody_knows(files: Files) -> None:
    """Another witness's line stands in the place of the known one's."""
    old = read_checkpoint(files[CHECKPOINT])
    other = cosign(
        old.note.text, signing_key("friend.example/witness", bytes(32), COSIGNATURE), 1_800_000_000
    )
    files[CHECKPOINT] = Note(text=old.note.text, lines=(old.note.lines[0], other)).encoded()


@on_files("checkpoint.witnessed")
def a_witness_whose_line_is_forged(files: Files) -> None:
    """The line bears the known witness's name and key id, and its signature is another's."""
    old = read_checkpoint(files[CHECKPOINT])
    known = old.note.lines[1]
    other = cosign(old.note.text, signing_key(known.name, bytes(32), COSIGNATURE), 1_800_000_000)
    forged = SignatureLine(name=known.name, key_id=known.key_id, signature=other.signature)
    files[CHECKPOINT] = Note(text=old.note.text, lines=(old.note.lines[0], forged)).encoded()


@on_files("log.root")
def a_checkpoint_of_an_earlier_hour(files: Files) -> None:
    """The checkpoint is the log's own, but of when it had fewer entries."""
    from undersigned.log.merkle import leaf_hash, root_of  # noqa: PLC0415

    entries = split(files[ENTRIES])[:100]
    earlier = Checkpoint(
        origin="concord.example/log", size=100, root=root_of([leaf_hash(one) for one in entries])
    )
    signed = sign_checkpoint(earlier, KEYS.log())
    files[CHECKPOINT] = signed.note.signed(cosign(earlier.text, KEYS.witness(), 1_800_000_000)).encoded()


@on_files("policy.agrees")
def a_foreign_policy(files: Files) -> None:
    """The operator states another witness than the reader's."""
    other = signing_key("friend.example/witness", bytes(32), COSIGNATURE).verifier
    lines = files["policy.txt"].decode().splitlines()
    lines = [f"witness observers {other}" if line.startswith("witness") else line for line in lines]
    files["policy.txt"] = ("\n".join(lines) + "\n").encode()


@on_files("policy.agrees")
def a_policy_that_asks_nobody(files: Files) -> None:
    """The operator states that no witness is needed."""
    files["policy.txt"] = files["policy.txt"].replace(b"quorum observers", b"quorum none")


@on_files("policy.agrees")
def a_policy_that_cannot_be_read(files: Files) -> None:
    """The operator's policy is no policy."""
    files["policy.txt"] = b"trust me\n"


# ---- receipts -----------------------------------------------------------------------------------------


@on_files("proof.included")
def a_byte_of_a_proof(files: Files) -> None:
    """One bit of a hash on the way from an entry to the root is another."""
    at = files["proofs/28.txt"].index(b"index 28\n", 40) + 12
    files["proofs/28.txt"] = flipped(files["proofs/28.txt"], at)


@on_files("proof.included")
def a_receipt_too_few(files: Files) -> None:
    """One signature has no receipt."""
    del files["proofs/28.txt"]


@on_files("proof.included")
def a_receipt_too_many(files: Files) -> None:
    """A receipt for something that is no signature."""
    files["proofs/27.txt"] = files["proofs/28.txt"]


@on_files("proof.included")
def receipts_under_each_others_names(files: Files) -> None:
    """Two receipts have changed places."""
    files["proofs/28.txt"], files["proofs/29.txt"] = files["proofs/29.txt"], files["proofs/28.txt"]


@on_files("proof.included")
def a_receipt_with_another_salt(files: Files) -> None:
    """The salt of a receipt is not the one of the opening."""
    at = files["proofs/28.txt"].index(b"salt ") + 6
    files["proofs/28.txt"] = flipped(files["proofs/28.txt"], at)


@on_files("proof.included")
def a_receipt_that_says_more(files: Files) -> None:
    """Words that nobody signed stand in a receipt."""
    head = b"c2sp.org/tlog-proof@v1\n"
    files["proofs/28.txt"] = files["proofs/28.txt"].replace(head, head + b"extra aGVsbG8=\n")


# ---- the roll, and which files there are --------------------------------------------------------------


@on_files(
    "roll.file", "statement.member?", "paper.agrees?", "edition.count?", "edition.threshold?", "list.names?"
)
def a_byte_of_the_roll(files: Files) -> None:
    """One letter of the roll file is another."""
    name = roll_file(files)
    files[name] = flipped(files[name], 20)


@on_files(
    "bundle.complete",
    "statement.member?",
    "paper.agrees?",
    "edition.count?",
    "edition.threshold?",
    "list.names?",
)
def no_roll(files: Files) -> None:
    """The roll file is not there."""
    del files[roll_file(files)]


@on_files("roll.file")
def a_second_roll(files: Files) -> None:
    """A roll file that no record names lies beside."""
    files[f"roll/{'0' * 64}.json"] = files[roll_file(files)]


@on_files("text.signed", "edition.signed", "roll.file", "proof.included")
def a_bundle_of_another_declaration(files: Files) -> None:
    """The bundle says that it is about another declaration."""
    files["declaration.txt"] = b"riverside-square\n"


@on_files("bundle.complete", "bundle.index", keep_index=True)
def no_index(files: Files) -> None:
    """The index is not there."""
    del files["index.txt"]


@on_files("bundle.index", keep_index=True)
def a_file_that_the_index_does_not_name(files: Files) -> None:
    """A form is added, and the index left as it was."""
    files["forms/page.html"] = b"<p>Signed by a thousand.</p>\n"


@on_files("bundle.index", keep_index=True)
def an_index_in_another_order(files: Files) -> None:
    """The lines of the index do not ascend."""
    lines = files["index.txt"].splitlines(keepends=True)
    files["index.txt"] = b"".join([lines[1], lines[0], *lines[2:]])


@on_files()
def another_page_on_checking_by_hand(files: Files) -> None:
    """The README is another one. No signature covers it: verified, and named among what is not covered."""
    files["README.txt"] = b"Believe everything.\n"


@on_files()
def a_form_that_nobody_signed(files: Files) -> None:
    """A page is added, and the index made right. Verified, and named among what is not covered."""
    files["forms/page.html"] = b"<p>Signed by a thousand.</p>\n"


@on_files("bundle.complete", "text.signed", "edition.signed", "roll.file", "proof.included")
def a_bundle_that_does_not_say_what_it_is_about(files: Files) -> None:
    """The file with the declaration's id is not there."""
    del files["declaration.txt"]


@on_files("checkpoint.signed", "log.root")
def a_checkpoint_that_cannot_be_read(files: Files) -> None:
    """The checkpoint is a letter."""
    files[CHECKPOINT] = b"Everything is in order.\n"


@on_files("bundle.index", keep_index=True)
def an_index_that_is_no_text(files: Files) -> None:
    """The index is bytes that are no letters."""
    files["index.txt"] = bytes(range(256))


@on_files("list.digest", "list.names")
def a_list_that_is_no_text(files: Files) -> None:
    """The English list is bytes that are no letters."""
    files[LIST_EN] = bytes(range(256))


@on_files("proof.included")
def a_receipt_for_the_next_entry(files: Files) -> None:
    """A receipt names the entry after its own, twice."""
    files["proofs/28.txt"] = files["proofs/28.txt"].replace(b"index 28\n", b"index 29\n")


def split(framed: bytes) -> list[bytes]:
    """The entries of `log/entries`."""
    found, at = [], 0
    while at < len(framed):
        end = at + 2 + int.from_bytes(framed[at : at + 2])
        found.append(framed[at + 2 : end])
        at = end
    return found


def joined(entries: list[bytes]) -> bytes:
    """`log/entries` of these entries."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)
