"""Records and entries, registrars' lines, commitments and openings, receipts."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.log.trees import a_signed_checkpoint
from tests.signing.builders import Acts, a_revocation, a_roll, a_statement, a_text, hashed
from tests.simulators.passkey import SoftwarePasskey
from tests.simulators.registrars import KNOWN, REGISTRARS, a_registrar, by_registrars

from undersigned.log.notes import SignatureLine
from undersigned.log.receipts import Receipt as Proof
from undersigned.signing.commitments import commitment, opened, opening
from undersigned.signing.disclosure import Entry, disclose
from undersigned.signing.faults import SigningError
from undersigned.signing.receipts import Receipt, read_receipt
from undersigned.signing.record_text import write_text
from undersigned.signing.records import Record, read_draft, read_entry, read_record
from undersigned.signing.registrars import registrars_of, sign

KEY = SoftwarePasskey()
SALT = bytes(range(32))
STATEMENT = KEY.sign(Record(text=a_statement()))
ROLL = by_registrars(a_roll())


def refusal(act, *arguments, **named):
    with pytest.raises(SigningError) as caught:
        act(*arguments, **named)
    return caught.value.rule


# ---- records and entries ------------------------------------------------------------------------


@pytest.mark.parametrize("record", [STATEMENT, ROLL, KEY.sign(ROLL)], ids=lambda record: record.kind)
def test_a_record_is_read_as_it_was_written(record):
    """Text and lines, byte for byte."""
    assert read_record(record.encoded()) == record == read_entry(record.encoded())


def test_a_text_that_nobody_signs_is_an_entry_by_itself():
    """A commitment has no empty line and no signature."""
    hidden = commitment(STATEMENT, SALT)

    assert read_entry(hidden.encoded()) == hidden
    assert hidden.encoded() == hidden.text.raw
    assert b"\n\n" not in hidden.encoded()


def test_a_commitment_cannot_be_signed_nor_a_statement_go_unsigned():
    """Each kind has lines, or has none."""
    signed = KEY.sign(commitment(STATEMENT, SALT))

    assert refusal(read_entry, signed.encoded()) == "record-lines"
    assert refusal(read_entry, a_statement().raw) == "record-lines"
    assert read_draft(a_statement().raw).lines == ()
    assert read_draft(STATEMENT.encoded()) == STATEMENT


def test_a_receipt_is_no_entry():
    """What a member keeps never stands in the log."""
    text = write_text("receipt", {"index": 1, "salt": None, "record": STATEMENT.encoded()})

    assert refusal(read_entry, text.raw) == "record-lines"


def test_a_record_has_sixteen_lines_at_most():
    """And a bounded length."""
    lines = [SignatureLine(name=f"k{number}", key_id=b"1234", signature=b"x") for number in range(17)]

    assert read_record(Record(text=a_roll(), lines=tuple(lines[:16])).encoded())
    assert refusal(read_record, Record(text=a_roll(), lines=tuple(lines)).encoded()) == "record-lines"
    assert refusal(read_record, bytes(32_769)) == "record-length"


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda raw: STATEMENT.encoded() + raw))
def test_any_bytes_are_an_entry_or_refused_by_name(raw):
    """No bytes bring out another fault, and what is read is the bytes."""
    with suppress(SigningError):
        assert read_entry(raw).encoded() == raw


@settings(max_examples=60)
@given(st.data())
def test_a_flipped_bit_is_another_record_or_none(data):
    """Nothing in a record's bytes is without meaning."""
    raw = bytearray(STATEMENT.encoded())
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8

    with suppress(SigningError):
        assert read_record(bytes(raw)) != STATEMENT


# ---- registrars ---------------------------------------------------------------------------------


def test_registrars_are_counted_by_their_keys():
    """Two that signed are two; one that signed twice is one; strangers are passed over."""
    stranger = a_registrar(9)
    twice = sign(sign(Record(text=a_roll()), REGISTRARS[0]), REGISTRARS[0])

    assert registrars_of(ROLL, KNOWN) == KNOWN[:2]
    assert registrars_of(twice, KNOWN) == KNOWN[:1]
    assert registrars_of(sign(ROLL, stranger), KNOWN) == KNOWN[:2]
    assert registrars_of(ROLL, (KNOWN[2],)) == ()


def test_a_wrong_line_of_a_known_registrar_refuses_the_record():
    """Even beside two right ones."""
    wrong = ROLL.signed(SignatureLine(name=KNOWN[2].name, key_id=KNOWN[2].key_id, signature=bytes(64)))

    assert refusal(registrars_of, wrong, KNOWN) == "registrar-signature"
    assert len(registrars_of(wrong, KNOWN[:2])) == 2


@pytest.mark.parametrize("text", [a_text(), a_statement()], ids=lambda text: text.kind)
def test_registrars_do_not_sign_for_others(text):
    """No text, no statement."""
    assert refusal(sign, Record(text=text), REGISTRARS[0]) == "registrar-kind"


def test_a_record_takes_no_seventeenth_line():
    """So that what was signed can be read."""
    record = Record(text=a_roll())
    for number in range(16):
        record = sign(record, a_registrar(number))

    assert refusal(sign, record, a_registrar(16)) == "record-lines"


# ---- commitments and openings --------------------------------------------------------------------


def hidden_and_opened():
    return commitment(STATEMENT, SALT), opening(0, STATEMENT, SALT)


def test_an_opening_shows_the_record_of_its_commitment():
    """The same digest, the same thread."""
    hidden, shown = hidden_and_opened()

    assert opened(shown, {0: hidden}) == STATEMENT
    assert hidden.text.word("thread") == STATEMENT.text.word("thread")
    assert "ÅLUND" not in hidden.encoded().decode()


def test_an_opening_of_something_else_is_refused():
    """No commitment there, another salt, another record, another thread."""
    hidden, shown = hidden_and_opened()
    other = KEY.sign(Record(text=a_statement(thread=hashed("another"))))
    false = Record(
        text=write_text(
            "commitment",
            {"thread": STATEMENT.text.word("thread"), "digest": commitment(other, SALT).text.word("digest")},
        )
    )

    assert refusal(opened, shown, {}) == "opening-index"
    assert refusal(opened, shown, {0: ROLL}) == "opening-index"
    assert refusal(opened, opening(0, STATEMENT, bytes(32)), {0: hidden}) == "opening-digest"
    assert refusal(opened, opening(0, other, SALT), {0: hidden}) == "opening-digest"
    assert refusal(opened, opening(0, other, SALT), {0: false}) == "opening-thread"


def test_what_has_no_thread_stands_in_clear():
    """A roll names nobody's act; an unsigned text is not worth hiding; a salt is 32 bytes."""
    assert refusal(commitment, ROLL, SALT) == "commitment-thread"
    assert refusal(commitment, Record(text=a_statement()), SALT) == "commitment-thread"
    assert refusal(commitment, by_registrars(a_revocation(SoftwarePasskey(holder="clerk-1"))), SALT) == (
        "commitment-thread"
    )
    assert refusal(commitment, STATEMENT, b"short") == "commitment-salt"


def test_what_could_not_be_opened_is_not_committed_to():
    """An opening is an entry and holds the record in base64."""
    line = SignatureLine(name="k", key_id=b"1234", signature=bytes(5_000))
    heavy = STATEMENT.signed(
        *(SignatureLine(name=f"k{number}", key_id=b"1234", signature=line.signature) for number in range(4))
    )

    assert refusal(commitment, heavy, SALT) == "commitment-length"


def test_a_log_is_read_as_far_as_it_is_open():
    """An opened record stands at its commitment's index; what nobody opened is hidden."""
    hidden, shown = hidden_and_opened()
    other = commitment(KEY.sign(Record(text=a_statement(day=a_statement().values["day"]))), bytes(32))

    seen = disclose(entries(hidden, ROLL, other, shown))

    assert [(one.index, one.kind) for one in seen.entries] == [(0, "statement"), (1, "roll")]
    assert (dict(seen.hidden), dict(seen.faults)) == ({2: hidden.text.word("thread")}, {})
    assert seen.of("roll") == (seen.entries[1],)
    assert seen.about("d-1", "statement") == (seen.entries[0],)
    assert seen.about("d-2", "statement") == ()


def test_an_opening_before_its_commitment_and_a_second_one_are_faults():
    """They open nothing, and are told."""
    hidden, _ = hidden_and_opened()

    seen = disclose(
        entries(opening(1, STATEMENT, SALT), hidden, opening(1, STATEMENT, SALT), opening(1, STATEMENT, SALT))
    )

    assert {index: fault.rule for index, fault in seen.faults.items()} == {
        0: "opening-index",
        3: "opening-twice",
    }
    assert [one.index for one in seen.entries] == [1]


def entries(*records):
    return [Entry(index=index, record=record) for index, record in enumerate(records)]


# ---- receipts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("salt", [None, SALT], ids=["clear", "hidden"])
def test_a_receipt_is_read_as_it_was_written(salt):
    """Record, salt, and the log's proof."""
    proof = Proof(index=0, proof=(), note=a_signed_checkpoint(1).note.encoded())
    receipt = Receipt(record=STATEMENT, salt=salt, proof=proof)

    again = read_receipt(receipt.encoded())

    assert again == receipt
    assert again.entry == (commitment(STATEMENT, salt) if salt else STATEMENT).encoded()


def test_a_receipt_whose_parts_do_not_fit_is_refused():
    """Another kind, no proof, another index, no record."""
    proof = Proof(index=0, proof=(), note=a_signed_checkpoint(1).note.encoded())
    raw = Receipt(record=STATEMENT, salt=None, proof=proof).encoded()

    assert refusal(read_receipt, raw.replace(b"receipt\nindex 0", b"receipt\nindex 1")) == "receipt-index"
    assert refusal(read_receipt, a_statement().raw + b"\n" + proof.encoded()) == "receipt-form"
    assert refusal(read_receipt, raw.split(b"\n\n", maxsplit=1)[0] + b"\n\nnothing\n") == "receipt-form"
    assert refusal(read_receipt, b"\n\n").startswith("text-")


def test_people_can_act_in_a_log_of_our_own():
    """The builders' log is read whole."""
    acts = Acts()
    acts.log(ROLL)
    acts.sign(KEY)

    assert [one.kind for one in acts.shown().entries] == ["roll", "statement"]
