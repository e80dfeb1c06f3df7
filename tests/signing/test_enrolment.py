"""Enrolment: what a browser hands over becomes the text of a key's record, or is refused; and CBOR for it."""

from contextlib import suppress

import pytest
from fido2 import cbor
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.builders import ASSEMBLY, LOG, thread
from tests.simulators.passkey import AT, BE, BS, ED, ORIGIN, RP, UP, UV, SoftwarePasskey
from tests.simulators.registrars import by_registrars

from undersigned.signing.cbor import read_cbor
from undersigned.signing.enrolment import Holder, key_text, read_registration
from undersigned.signing.faults import SigningError
from undersigned.signing.keys import passkey_of

KEY = SoftwarePasskey(holder="m-1")
SYNCED = SoftwarePasskey(holder="m-1", synced=True)


def registered(key=KEY, data=None, fmt="none", client=None, attestation=None, **said):
    data = key.attested_data() if data is None else data
    raw = cbor.encode({"fmt": fmt, "attStmt": {}, "authData": data}) if attestation is None else attestation
    return read_registration(
        key.client_data("webauthn.create", b"challenge", said) if client is None else client,
        raw,
        challenge=b"challenge",
        rp=RP,
        origin=ORIGIN,
    )


def refusal(**changes):
    with pytest.raises(SigningError) as caught:
        registered(**changes)
    return caught.value.rule


def test_a_registration_gives_key_make_and_kind():
    """The public key in its 77 bytes, and whether it is synced."""
    found = registered()

    assert (found.cose, found.credential_id) == (KEY.cose, KEY.credential_id)
    assert (found.synced, found.attestation, found.aaguid) == (False, None, KEY.aaguid.hex())
    assert registered(SYNCED).synced
    assert registered(data=KEY.attested_data(UP | UV | AT | ED) + b"\xa0").cose == KEY.cose


def test_the_level_is_the_keys_and_a_is_the_registrars_word():
    """A needs an attestation that they looked at; a synced key is C whatever they say."""
    attested = registered(fmt="packed")

    assert (registered().level(), registered().level(attested=True)) == ("B", "B")
    assert (attested.level(), attested.level(attested=True)) == ("B", "A")
    assert registered(SYNCED, fmt="packed").level(attested=True) == "C"
    assert len(attested.attestation) == 64


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"type": "webauthn.get"}, "registration-context"),
        ({"challenge": "AAAA"}, "registration-context"),
        ({"origin": "https://evil.example"}, "registration-context"),
        ({"crossOrigin": True}, "registration-context"),
        ({"topOrigin": "https://evil.example"}, "registration-context"),
        ({"client": b"\xff"}, "registration-json"),
        ({"client": b"[" * 60_000}, "registration-json"),
        ({"client": b"[]"}, "registration-context"),
        ({"attestation": b""}, "cbor-form"),
        ({"attestation": cbor.encode([1])}, "registration-form"),
        ({"attestation": cbor.encode({"authData": "words"})}, "registration-form"),
        ({"data": bytes(54)}, "registration-form"),
        ({"data": SoftwarePasskey(rp="evil.example").attested_data()}, "registration-rp"),
        ({"data": KEY.attested_data(UP | AT)}, "registration-flags"),
        ({"data": KEY.attested_data(UV | AT)}, "registration-flags"),
        ({"data": KEY.attested_data(UP | UV)}, "registration-flags"),
        ({"data": KEY.attested_data(UP | UV | AT | BS)}, "registration-flags"),
        ({"data": KEY.attested_data() + b"\xa0"}, "registration-form"),
        ({"data": KEY.attested_data(cose=cbor.encode({1: 1, 3: -8, -1: 6, -2: bytes(32)}))}, "cose-form"),
        ({"data": KEY.attested_data(cose=KEY.cose[:-1] + b"\0")}, "cose-point"),
    ],
    ids=range(20),
)
def test_any_other_registration_is_refused(changes, rule):
    """Made for something else, without the person, or with a key of another kind."""
    assert refusal(**changes) == rule


def test_the_text_of_a_record_is_signed_by_the_key_and_the_registrars():
    """What is enrolled is what signs."""
    holder = Holder(id="m-1", name="Ana ÅLUND", role="member", thread=thread("m-1"))
    text = key_text(
        registered(), holder, log=LOG, assembly=ASSEMBLY, rp=RP, origin=ORIGIN, identity="in-person"
    )
    record = KEY.sign(by_registrars(text))

    assert passkey_of(record) == KEY.passkey
    assert (text.word("level"), text.has("replaces"), len(record.lines)) == ("B", False, 3)


def test_a_key_that_may_be_copied_need_not_be():
    """Eligible is enough for C."""
    assert registered(data=KEY.attested_data(UP | UV | AT | BE)).level() == "C"


# ---- CBOR ----------------------------------------------------------------------------------------

ITEMS = st.recursive(
    st.integers(-(2**63), 2**63) | st.binary() | st.text() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4) | st.integers(0, 2**40), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(max_examples=50)
@given(ITEMS)
def test_cbor_is_read_as_another_library_writes_it(item):
    """Numbers, bytes, texts, lists, maps and truth values."""
    assert read_cbor(cbor.encode(item)) == item


def test_null_is_read():
    """The one word that the other library does not write."""
    assert read_cbor(b"\x82\xf6\xf5") == [None, True]


@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_refused(raw):
    """No bytes bring out another fault, nor take more than their size."""
    with suppress(SigningError):
        read_cbor(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xa2\x01\x01\x01\x02",
        b"\xa1\x80\x01",
        b"\x61\xff",
        b"\x00\x00",
        b"\xf9\x00\x00",
        b"\xc0\x00",
        b"\x9f\xff",
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x81" * 40 + b"\x00",
        b"\x1c",
        b"\xf8\x14",
    ],
    ids=["doubled", "key", "utf-8", "more", "float", "tag", "endless", "long", "deep", "length", "two-bytes"],
)
def test_cbor_that_authenticators_do_not_write_is_refused(raw):
    """Doubled keys, odd keys, floats, tags, indefinite and impossible lengths."""
    with pytest.raises(SigningError):
        read_cbor(raw)
