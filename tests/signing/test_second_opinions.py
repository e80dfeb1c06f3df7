"""What two libraries say of the same assertions; and the specification's own vectors, with our verdicts."""

import json
from pathlib import Path

import pytest
import webauthn
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AttestationObject, AuthenticatorData, CollectedClientData
from fido2.webauthn import AttestedCredentialData as Attested
from tests.signing.builders import a_statement
from tests.simulators.passkey import ORIGIN, RP, SoftwarePasskey
from webauthn.helpers.exceptions import InvalidAuthenticationResponse

from undersigned.signing.enrolment import read_registration
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import Assertion, Passkey, Rule, broken_rules, challenge

KEY, SYNCED = SoftwarePasskey(), SoftwarePasskey(synced=True, seed="synced")
TEXT = a_statement()
VERDICTS = Path(__file__).parents[1] / "vectors" / "webauthn-verdicts.json"


def py_webauthn_accepts(key: SoftwarePasskey, assertion: Assertion) -> bool:
    try:
        webauthn.verify_authentication_response(
            credential=key.as_authentication(assertion),
            expected_challenge=challenge(TEXT),
            expected_rp_id=RP,
            expected_origin=ORIGIN,
            credential_public_key=key.cose,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except InvalidAuthenticationResponse:
        return False
    return True


def we_accept(key: SoftwarePasskey, assertion: Assertion) -> bool:
    return not broken_rules(key.passkey, TEXT.raw, assertion.payload())


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"counter": 9},
        {"flags": 0x01},
        {"flags": 0x04},
        {"rp": "evil.example"},
        {"type": "webauthn.create"},
        {"challenge": "AAAA"},
        {"origin": "https://evil.example"},
    ],
    ids=str,
)
@pytest.mark.parametrize("key", [KEY, SYNCED], ids=["bound", "synced"])
def test_py_webauthn_agrees(key, changes):
    """Accepted by both or refused by both."""
    kept = {**changes, "flags": changes["flags"] | key.flags & 0x18} if "flags" in changes else changes
    assertion = key.asserts(challenge(TEXT), **kept)

    assert we_accept(key, assertion) is py_webauthn_accepts(key, assertion)


@pytest.mark.parametrize("changes", [{"crossOrigin": True}, {"topOrigin": "https://evil.example"}], ids=str)
def test_a_frame_of_another_site_is_refused_here_and_not_there(changes):
    """py_webauthn 3 does not look; a signature made within another site is none for us."""
    assertion = KEY.asserts(challenge(TEXT), **changes)

    assert (we_accept(KEY, assertion), py_webauthn_accepts(KEY, assertion)) == (False, True)


def test_fido2_agrees():
    """Key, authenticator data, client data and signature are what they are for another library."""
    assertion = KEY.asserts(challenge(TEXT), counter=3)
    key = CoseKey.parse(cbor.decode(KEY.cose))
    data, client = AuthenticatorData(assertion.authenticator_data), CollectedClientData(assertion.client_data)

    key.verify(assertion.authenticator_data + client.hash, assertion.signature)
    assert (data.counter, data.is_user_verified(), client.challenge) == (3, True, challenge(TEXT))
    assert cbor.encode(key) == KEY.cose


@pytest.mark.parametrize("key", [KEY, SYNCED], ids=["bound", "synced"])
def test_a_registration_is_read_alike(key):
    """py_webauthn and ourselves find the same key in what a browser hands over."""
    said = key.registers(b"challenge")
    seen = webauthn.verify_registration_response(
        credential=said, expected_challenge=b"challenge", expected_rp_id=RP, expected_origin=ORIGIN
    )
    raw = key.attested_data()
    ours = read_registration(
        key.client_data("webauthn.create", b"challenge", {}),
        seen.attestation_object,
        challenge=b"challenge",
        rp=RP,
        origin=ORIGIN,
    )

    assert (seen.credential_public_key, seen.credential_id) == (ours.cose, ours.credential_id)
    assert AttestationObject(seen.attestation_object).auth_data == AuthenticatorData(raw)
    assert Attested.unpack_from(raw[37:])[0].aaguid.hex() == ours.aaguid.replace("-", "")
    assert ours.level() == ("C" if key.synced else "B")


# ---- the specification's vectors -----------------------------------------------------------------


def our_verdicts(pair: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """What we refuse in a registration (by our rule) and in an assertion (by the rules it breaks)."""
    made, used = (
        {key: bytes.fromhex(value) for key, value in pair[part].items() if key not in ("title", "x5c")}
        for part in ("registration", "authentication")
    )
    data = AttestationObject(made["attestationObject"]).auth_data
    key = Passkey(
        holder="m-1",
        cose=cbor.encode(data.credential_data.public_key),
        rp="example.org",
        origin="https://example.org",
        synced=bool(data.flags & 0x08),
    )
    assertion = Assertion(
        authenticator_data=used["authenticatorData"],
        client_data=used["clientDataJSON"],
        signature=used["signature"],
    )
    broken = set(broken_rules(key, b"", assertion.payload()))
    assert Rule.CHALLENGE in broken, "their challenges are no digests of texts of ours"
    return {"registration": refusal_of(made), "assertion": sorted(broken - {Rule.CHALLENGE})}


def refusal_of(made: dict[str, bytes]) -> list[str]:
    try:
        read_registration(
            made["clientDataJSON"],
            made["attestationObject"],
            challenge=made["challenge"],
            rp="example.org",
            origin="https://example.org",
        )
    except SigningError as fault:
        return [fault.rule]
    return []


def test_our_verdicts_on_the_specifications_vectors(shared):
    """Each pair is accepted or refused as our table says, by the rule that it names."""
    vectors = json.loads((shared / "data" / "vectors" / "webauthn" / "w3c-level3.json").read_text())
    table = json.loads(VERDICTS.read_text())

    found = {name: our_verdicts(pair) for name, pair in vectors.items() if "registration" in pair}

    assert found == {
        name: {key: one[key] for key in ("registration", "assertion")} for name, one in table.items()
    }
    assert {name for name, one in table.items() if one["verdict"] == "accepted"} == {
        name for name, one in found.items() if not one["registration"] + one["assertion"]
    }
    assert len(found) == 15
