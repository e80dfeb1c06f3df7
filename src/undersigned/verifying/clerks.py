"""Clerks' lines: which clerk's keys signed a record, and which of them could."""

from undersigned.signing.passkeys import Rule
from undersigned.verifying.keyring import CLERK, Enrolled, KeyRing
from undersigned.verifying.lines import passkey_lines
from undersigned.verifying.story import Logged


def clerk_lines(ring: KeyRing, logged: Logged) -> tuple[tuple[Enrolled, tuple[Rule, ...]], ...]:
    """Every line of a clerk's key under a record, with the rules that it breaks."""
    return tuple(
        (key, line.broken)
        for key in ring.who_signed(logged.record, CLERK)
        for line in passkey_lines(logged.record, [key.passkey])
    )


def clerks_of(ring: KeyRing, logged: Logged) -> frozenset[str]:
    """The clerks who signed a record with a key that was valid at its index."""
    return frozenset(
        key.passkey.holder
        for key, broken in clerk_lines(ring, logged)
        if not broken and ring.valid(key, logged.index)
    )
