"""The record check: all rules of a passkey line, and a whole record from its bytes, against the bare ES256 check.

Goals: a record check, all rules of the assertion, at least 0.6 of the bare verification; aim 0.8. py_webauthn
beside, where it is installed. CPU time, the best of some rounds, all in one run.
"""

import time
from collections.abc import Callable
from hashlib import sha256

import webauthn
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256
from tests.signing.builders import a_statement
from tests.simulators.passkey import ORIGIN, RP, SoftwarePasskey

from undersigned.signing.passkeys import broken_rules, challenge
from undersigned.signing.records import Record, read_record

KEY = SoftwarePasskey()
TEXT = a_statement()
RAW = KEY.sign(Record(text=TEXT)).encoded()
ASSERTION = KEY.asserts(challenge(TEXT))
PASSKEY = KEY.passkey
CHECKS, ROUNDS = 2_000, 9


def seconds(act: Callable[[], object]) -> float:
    """The CPU time of many checks."""
    began = time.process_time()
    for _ in range(CHECKS):
        act()
    return time.process_time() - began


def bare() -> Callable[[], object]:
    """One ES256 verification, the key loaded and the message ready."""
    public, message = (
        KEY.private.public_key(),
        ASSERTION.authenticator_data + sha256(ASSERTION.client_data).digest(),
    )
    es256 = ECDSA(SHA256())
    return lambda: public.verify(ASSERTION.signature, message, es256)


def assertion() -> Callable[[], object]:
    """All rules of an assertion, from the payload of a line."""
    payload, text = ASSERTION.payload(), TEXT.raw
    return lambda: broken_rules(PASSKEY, text, payload)


def whole() -> Callable[[], object]:
    """A record from its bytes: text and line read strictly, every rule of the assertion."""

    def check() -> object:
        record = read_record(RAW)
        return broken_rules(PASSKEY, record.text.raw, record.lines[0].signature)

    return check


def reading() -> Callable[[], object]:
    """A record from its bytes, nothing verified."""
    return lambda: read_record(RAW)


def py_webauthn() -> Callable[[], object]:
    """The library's whole check."""
    said, wanted, cose = KEY.as_authentication(ASSERTION), challenge(TEXT), KEY.cose
    return lambda: webauthn.verify_authentication_response(
        credential=said,
        expected_challenge=wanted,
        expected_rp_id=RP,
        expected_origin=ORIGIN,
        credential_public_key=cose,
        credential_current_sign_count=0,
        require_user_verification=True,
    )


def main() -> None:
    """Every check against the bare one, in turns, so that a busy machine is busy for all."""
    acts = {one.__name__: one() for one in (bare, assertion, whole, reading, py_webauthn)}
    best = dict.fromkeys(acts, float("inf"))
    for _ in range(ROUNDS):
        for name, act in acts.items():
            best[name] = min(best[name], seconds(act))
    limit = best["bare"]
    print(f"   bare ES256 verification     {CHECKS / limit:10,.0f} a second")
    for name, words in {
        "assertion": "record check, all rules",
        "whole": "the same from the record's bytes",
        "py_webauthn": "py_webauthn",
    }.items():
        goal = "   must 0.6, aim 0.8" if name == "assertion" else ""
        print(f"   {words:<34} {CHECKS / best[name]:8,.0f} a second   {limit / best[name]:.2f}{goal}")
    print(f"   reading a record alone takes {best['reading'] / CHECKS * 1e6:.1f} µs")


if __name__ == "__main__":
    main()
