"""Notes, keys and cosignatures beyond the vectors: what is written, what others can add, and fuzzing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.log.trees import LOG, LOG_KEY, SECONDS, WITNESS_KEYS, WITNESSES, a_checkpoint, a_signed_checkpoint

from undersigned.log.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from undersigned.log.cosignature import CosignerKey, cosign, cosignatures, cosigned_message
from undersigned.log.encoding import base64_of, bytes_of, number
from undersigned.log.faults import LogError
from undersigned.log.keys import (
    _LOW_ORDER,
    OTHER,
    VerifierKey,
    key_id,
    read_key,
    read_signing_key,
    signing_key,
    verifies,
)
from undersigned.log.notes import (
    Note,
    NoteKey,
    SignatureLine,
    open_note,
    parse_note,
    sign_text,
    verified_lines,
)
from undersigned.log.policy import parse_policy
from undersigned.log.receipts import parse_receipt

FIELD = 2**255 - 19


def refusal(act, *arguments, **named):
    with pytest.raises(LogError) as caught:
        act(*arguments, **named)
    return caught.value.rule


def rule_of(parse, raw):
    """The rule by which bytes are refused; nothing where they are not."""
    try:
        parse(raw)
    except LogError as fault:
        return fault.rule
    return ""


def test_a_note_is_read_as_it_was_written():
    """Text, lines and bytes come back."""
    note = Note(text="One.\n\nTwo.\n").signed(sign_text("One.\n\nTwo.\n", LOG))

    assert parse_note(note.encoded()) == note
    assert open_note(note.encoded(), [LOG_KEY]) == note
    assert note.signed(*note.lines) == note


def test_a_note_without_end_is_refused_unread():
    """By its size alone, whatever is in it."""
    assert rule_of(parse_note, bytes(532_546)) == "note-size"
    assert rule_of(parse_note, bytes(532_545)) == "note-control"


def test_others_add_a_type_of_signature():
    """A key with a type of its own name checks in its own way, beside those of the log."""

    class Reversed:
        name = "member-7"
        key_id = key_id("member-7", OTHER, b"example/reversed\n" + b"key")

        def verifies(self, text, signature):
            return signature == text[::-1]

    line = SignatureLine(name="member-7", key_id=Reversed.key_id, signature=b"\n.enO")
    note = Note(text="One.\n").signed(sign_text("One.\n", LOG), line)
    wrong = Note(text="One.\n").signed(
        sign_text("One.\n", LOG), SignatureLine(name="member-7", key_id=Reversed.key_id, signature=b"?")
    )

    assert verified_lines(note, [Reversed(), LOG_KEY]) == note.lines
    assert verified_lines(wrong, [LOG_KEY]) == wrong.lines[:1]
    assert refusal(verified_lines, wrong, [Reversed(), LOG_KEY]) == "note-signature"


@given(st.binary(max_size=300))
def test_no_bytes_make_a_parser_stumble(raw):
    """Whatever comes in, it is parsed or refused by a rule."""
    for parse in (parse_note, parse_policy, parse_receipt):
        assert rule_of(parse, raw) is not None


PIECES = (
    *("a", "é", "\n", "\n\n", "— ", "-", " ", "+", "k ", "=", "\t", "\x00", "\ufeff", "\u2028"),
    *("AAAAAAA=", "AAAAAAAA", "AAAAAAB="),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_note_that_is_parsed_is_the_only_way_to_write_it(text):
    """Pieces of notes in any order: what is parsed is written back byte for byte."""
    raw = text.encode()

    rule = rule_of(parse_note, raw)

    assert rule.startswith(("note-", "key-")) if rule else parse_note(raw).encoded() == raw


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_no_flipped_bit_of_a_signed_checkpoint_is_passed_over(at, bit):
    """Log and witness known: any bit of text or of their lines that is turned is refused."""
    raw = bytearray(a_signed_checkpoint(5, WITNESSES[:1]).note.encoded())
    raw[at % len(raw)] ^= 1 << bit

    def opened():
        signed = open_checkpoint(bytes(raw), [LOG_KEY])
        if len(cosignatures(signed.note, WITNESS_KEYS[:1])) != 1:
            raise LogError("test", "the witness is gone")

    assert refusal(opened)


@given(st.integers(0, 2**63 - 1))
def test_numbers_have_one_way_to_be_written(value):
    """Any other way is refused."""
    assert number(str(value), "n") == value
    for text in (f"0{value}", f"+{value}", f" {value}", f"{value}\n", f"{value}.", f"-{value}"):
        assert refusal(number, text, "n") == "n"


@given(st.binary(max_size=40))
def test_base64_has_one_way_to_be_written(content):
    """What is written is read; with anything before, behind or left out it is refused."""
    text = base64_of(content)

    assert bytes_of(text, "b") == content
    for other in (f" {text}", f"{text}\n", f"{text}=", text.rstrip("=") if "=" in text else f"{text}A"):
        assert refusal(bytes_of, other, "b") == "b"


def test_a_checkpoint_is_parsed_as_it_was_made():
    """With and without extension lines."""
    for checkpoint in (a_checkpoint(0), a_checkpoint(7), a_checkpoint(3, extensions=("a", "b c"))):
        assert parse_checkpoint(checkpoint.text) == checkpoint
    assert refusal(parse_checkpoint, a_checkpoint(3).text[:-1]) == "checkpoint-lines"


def test_a_log_signs_only_in_its_own_name():
    """A key of another name, or a witness's, makes no checkpoint."""
    assert refusal(sign_checkpoint, a_checkpoint(origin="other.example"), LOG) == "checkpoint-origin"
    assert refusal(sign_checkpoint, a_checkpoint(origin=WITNESSES[0].name), WITNESSES[0]) == "key-kind"
    assert refusal(Checkpoint, origin="a", size=1, root=b"short") == "checkpoint-root"
    for extensions in (("",), ("one\ntwo",)):
        assert refusal(sign_checkpoint, a_checkpoint(3, extensions=extensions), LOG) == "checkpoint-lines"


def test_a_witness_states_when_it_saw_what():
    """Its own time is in the line, signed; each witness counts once."""
    signed = a_signed_checkpoint(5, WITNESSES[:2])
    again = cosign(signed.note.text, WITNESSES[0], SECONDS + 60)

    found = cosignatures(signed.note.signed(again), WITNESS_KEYS)

    assert [(one.witness, one.seconds) for one in found] == [
        (witness.verifier, SECONDS) for witness in WITNESSES[:2]
    ]


def test_a_cosignature_of_another_time_or_text_fails():
    """The time is signed with the checkpoint."""
    text = a_checkpoint(5).text
    line = cosign(text, WITNESSES[0], SECONDS)
    key = WITNESS_KEYS[0]
    other_time = (SECONDS + 1).to_bytes(8) + line.signature[8:]

    assert key.verifies(text.encode(), line.signature)
    assert not key.verifies(text.encode(), other_time)
    assert not key.verifies(a_checkpoint(6).text.encode(), line.signature)
    for seconds in (0, 2**63):
        signed = WITNESSES[0].private.sign(cosigned_message(text.encode(), seconds))
        assert not key.verifies(text.encode(), seconds.to_bytes(8) + signed)
    assert not key.verifies(text.encode(), b"\xff" * 8 + line.signature[8:])
    assert not key.verifies(text.encode(), line.signature[:-1])
    assert refusal(cosign, text, WITNESSES[0], 0) == "cosignature-time"


def test_a_key_signs_only_what_its_type_is_for():
    """A log's key does not cosign, a witness's does not sign notes."""
    assert refusal(NoteKey, key=WITNESSES[0].verifier) == "key-kind"
    assert refusal(CosignerKey, key=LOG.verifier) == "key-kind"
    assert refusal(cosign, "text\n", LOG, SECONDS) == "key-kind"
    assert refusal(sign_text, "no line feed", LOG) == "note-control"


def test_a_signing_key_is_read_as_it_was_written():
    """The secret text gives the same key; a damaged one is refused without being repeated."""
    secret = LOG.as_secret_text()

    assert read_signing_key(secret).verifier == LOG.verifier
    for damaged in (secret[:-4], secret.replace("PRIVATE", "PUBLIC"), "", secret.replace("log.", "dog.")):
        with pytest.raises(LogError) as caught:
            read_signing_key(damaged)
        assert caught.value.rule == "key-form"
        assert secret[-20:] not in str(caught.value)
    assert refusal(signing_key, "a", bytes(31)) == "key-form"
    assert "PRIVATE" not in repr(LOG)


def test_a_verifier_key_is_read_as_it_was_written():
    """Of every type, also those that this package cannot check."""
    for key in (
        LOG.verifier,
        WITNESSES[0].verifier,
        VerifierKey(name="a", kind=OTHER, public=b"long name\nkey"),
    ):
        assert read_key(str(key)) == key


def test_the_points_of_low_order_are_those_of_the_curve():
    """Doubling each refused point three times leads to the neutral one; there are five such heights."""
    d = -121665 * pow(121666, FIELD - 2, FIELD) % FIELD
    root = pow(2, (FIELD - 1) // 4, FIELD)

    def x_of(y):
        square = (y * y - 1) * pow(d * y * y + 1, FIELD - 2, FIELD) % FIELD
        x = pow(square, (FIELD + 3) // 8, FIELD)
        return x if (x * x - square) % FIELD == 0 else x * root % FIELD

    def doubled(x, y):
        product = d * x * x * y * y % FIELD
        return (
            2 * x * y * pow(1 + product, FIELD - 2, FIELD) % FIELD,
            (y * y + x * x) * pow(1 - product, FIELD - 2, FIELD) % FIELD,
        )

    for y in _LOW_ORDER:
        point = (x_of(y), y)
        for _ in range(3):
            point = doubled(*point)
        assert point == (0, 1)
    assert len(_LOW_ORDER) == 5


def test_a_signature_of_wrong_length_is_no_signature():
    """Neither shorter nor longer, and under no damaged key."""
    signature = LOG.private.sign(b"text")
    public = LOG.verifier.public

    assert verifies(public, signature, b"text")
    assert not verifies(public, signature[:-1], b"text")
    assert not verifies(public, signature + b"\0", b"text")
    assert not verifies(public[:-1], signature, b"text")
