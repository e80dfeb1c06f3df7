"""Passkey lines: every rule of an assertion is answered apart, and no other rule with it."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signing.builders import a_statement
from tests.simulators.passkey import AT, BE, BS, ED, UP, UV, SoftwarePasskey, base64url, twin

from undersigned.log.notes import open_note
from undersigned.signing.cose import cose_key, public_key, thumbprint
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import Rule, broken_rules, challenge, read_assertion
from undersigned.signing.records import Record

KEY, SYNCED = SoftwarePasskey(), SoftwarePasskey(synced=True)
TEXT = a_statement()
CHALLENGE = challenge(TEXT)


def broken(key=KEY, text=TEXT, **changes):
    return set(broken_rules(key.passkey, text.raw, key.signs(text, **changes).signature))


def with_client(client: bytes):
    return set(broken_rules(KEY.passkey, TEXT.raw, KEY.asserts(CHALLENGE, client_data=client).payload()))


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({}, set()),
        ({"counter": 2**32 - 1}, set()),
        ({"extraData": {"a": 1}}, set()),
        ({"crossOrigin": None}, set()),
        ({"flags": UP | UV | ED, "extensions": b"\xa0"}, set()),
        ({"rp": "evil.example"}, {Rule.RP}),
        ({"flags": UV}, {Rule.PRESENT}),
        ({"flags": UP}, {Rule.VERIFIED}),
        ({"flags": UP | UV | BE}, {Rule.BACKUP}),
        ({"flags": UP | UV | BS}, {Rule.BACKUP}),
        ({"flags": UP | UV | AT}, {Rule.FORM}),
        ({"extensions": b"\xa0"}, {Rule.FORM}),
        ({"type": "webauthn.create"}, {Rule.TYPE}),
        ({"type": None}, {Rule.TYPE}),
        ({"challenge": base64url(b"another text")}, {Rule.CHALLENGE}),
        ({"challenge": base64url(CHALLENGE) + "="}, {Rule.CHALLENGE}),
        ({"origin": "https://evil.example"}, {Rule.ORIGIN}),
        ({"origin": "https://sign.concord.example/"}, {Rule.ORIGIN}),
        ({"crossOrigin": True}, {Rule.CROSS_ORIGIN}),
        ({"crossOrigin": 0}, {Rule.CROSS_ORIGIN}),
        ({"topOrigin": "https://evil.example"}, {Rule.CROSS_ORIGIN}),
        ({"flags": 0, "origin": "x"}, {Rule.PRESENT, Rule.VERIFIED, Rule.ORIGIN}),
    ],
    ids=lambda one: " ".join(sorted(one)) if isinstance(one, set) else str(one),
)
def test_each_rule_is_answered_apart(changes, rules):
    """One thing wrong breaks its own rule and leaves the others whole."""
    assert broken(**changes) == rules


@pytest.mark.parametrize(
    ("flags", "rules"),
    [(UP | UV | BE | BS, set()), (UP | UV | BE, set()), (UP | UV, {Rule.BACKUP})],
)
def test_a_synced_key_stays_what_it_was_enrolled_as(flags, rules):
    """Backup eligibility is as when the key was enrolled; whether a copy exists may change."""
    assert broken(SYNCED, flags=flags) == rules


@pytest.mark.parametrize(
    "client",
    [
        b"",
        b"[]",
        b'"words"',
        b"\xff{}",
        b"\xef\xbb\xbf{}",
        json.dumps({"type": "webauthn.get"}).encode("utf-16"),
        b"{" * 60_000,
        b"[" * 60_000,
        b'{"type": NaN}',
        b'{"type": "webauthn.get", "type": "webauthn.get"}',
    ],
    ids=lambda client: repr(client[:24]),
)
def test_client_data_are_json_without_doubled_members(client):
    """What two readers could read differently is refused."""
    assert with_client(client) == {Rule.JSON}


def test_a_number_of_any_length_is_a_number():
    """Other readers take it, so it is no reason to differ from them."""
    client = KEY.client_data("webauthn.get", CHALLENGE, {})[:-1] + b',"n":' + b"9" * 10_000 + b"}"

    assert with_client(client) == set()


def test_members_below_the_first_level_may_stand_twice():
    """Only the first level is judged; what is not known is allowed."""
    client = KEY.client_data("webauthn.get", CHALLENGE, {})[:-1] + b',"x":{"a":1,"a":2}}'

    assert with_client(client) == set()


@pytest.mark.parametrize("payload", [b"", b"\0", b"\0\0\0\0", b"\0\0\0\0\0\0\0", b"\xff\xff" + bytes(9)])
def test_a_line_is_exactly_three_parts(payload):
    """Nothing is missing and nothing follows."""
    assert broken_rules(KEY.passkey, TEXT.raw, payload) == (Rule.PARTS,)


def test_short_authenticator_data_have_no_form():
    """36 bytes are too few for flags and counter."""
    assertion = replace(KEY.asserts(CHALLENGE), authenticator_data=bytes(36))
    rules = broken_rules(KEY.passkey, TEXT.raw, assertion.payload())

    assert set(rules) == {Rule.FORM, Rule.SIGNATURE}
    assert assertion.flags == 0


def test_a_key_signs_for_nobody_else():
    """Another key's assertion, or one over another text, is none of this key over this text."""
    other = SoftwarePasskey(seed="two")
    stolen = other.signs(TEXT).signature

    assert broken_rules(KEY.passkey, TEXT.raw, stolen) == (Rule.SIGNATURE,)
    assert broken_rules(KEY.passkey, a_statement(day=TEXT.values["day"].replace(day=5)).raw, stolen)[0] is (
        Rule.CHALLENGE
    )


def test_the_second_form_of_a_signature_is_right_too():
    """Anybody can make it; so nothing is identified by its signature bytes."""
    assertion = KEY.asserts(CHALLENGE)

    assert twin(assertion).signature != assertion.signature
    assert broken_rules(KEY.passkey, TEXT.raw, twin(assertion).payload()) == ()


@given(st.data())
def test_a_flipped_bit_of_what_is_signed_breaks_a_rule(data):
    """Authenticator data, client data and signature hold together."""
    payload = bytearray(KEY.signs(TEXT).signature)
    bit = data.draw(st.integers(0, len(payload) * 8 - 1))
    payload[bit // 8] ^= 1 << bit % 8

    assert broken_rules(KEY.passkey, TEXT.raw, bytes(payload))


@given(st.binary(max_size=400))
def test_any_payload_is_answered(payload):
    """No bytes bring out another fault."""
    assert broken_rules(KEY.passkey, TEXT.raw, payload)


def test_a_record_is_a_signed_note_with_a_key_of_our_own_type():
    """The key is known to the note's reader by name and id, and checks its own lines."""
    record = KEY.sign(Record(text=TEXT))

    assert open_note(record.encoded(), [KEY.passkey]).text == TEXT.written
    assert record.lines[0].name == KEY.holder
    assert (
        record.lines[0].key_id
        == sha256(KEY.holder.encode() + b"\n\xffundersigned/v1 passkey\n" + KEY.cose).digest()[:4]
    )


def test_the_counter_is_read_and_not_judged():
    """It is for whoever compares along the log."""
    assert read_assertion(KEY.signs(TEXT, counter=7).signature).counter == 7


def test_a_part_is_no_longer_than_its_length_can_say():
    """Two bytes of length."""
    with pytest.raises(SigningError):
        KEY.asserts(CHALLENGE, client_data=bytes(65_536)).payload()


def test_questions_of_the_protocol_have_their_rules():
    """Context, flags, signature: each rule belongs to one."""
    assert {rule.question for rule in Rule} == {"context", "flags", "signature"}
    assert Rule.ORIGIN.question == "context"
    assert Rule.RP.question == Rule.VERIFIED.question == "flags"
    assert Rule.PARTS.question == Rule.SIGNATURE.question == "signature"


# ---- COSE keys --------------------------------------------------------------------------------


def test_a_key_has_one_encoding_and_a_thumbprint():
    """77 bytes, in the order that authenticators write."""
    assert len(KEY.cose) == 77
    assert thumbprint(KEY.cose) == sha256(KEY.cose).hexdigest()
    assert public_key(KEY.cose).public_numbers() == KEY.private.public_key().public_numbers()


@pytest.mark.parametrize(
    "wrong",
    [
        KEY.cose + b"\0",
        KEY.cose[:-1],
        b"\xa4" + KEY.cose[1:],
        KEY.cose[:4] + b"\x27" + KEY.cose[5:],
        KEY.cose[:42] + b"\x21" + KEY.cose[43:],
        KEY.cose[:-1] + bytes([KEY.cose[-1] ^ 1]),
        KEY.cose[:10] + bytes(32) + KEY.cose[42:45] + bytes(32),
    ],
    ids=["long", "short", "map", "algorithm", "y", "curve", "origin"],
)
def test_any_other_encoding_is_refused(wrong):
    """Another length, order, algorithm, or a point that is not on the curve."""
    with pytest.raises(SigningError) as caught:
        public_key(wrong)

    assert caught.value.rule in {"cose-form", "cose-point"}


def test_a_point_is_not_made_up():
    """Two numbers are no key unless they lie on the curve."""
    with pytest.raises(SigningError):
        cose_key(bytes(32), bytes(32))
