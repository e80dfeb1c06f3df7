"""The keys that signed this declaration, and those that they replace: who enrolled them, who held them."""

from collections.abc import Iterator

from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, at_entry
from undersigned.verifying.case import Case
from undersigned.verifying.checks.assertions import broken
from undersigned.verifying.clerks import clerk_lines
from undersigned.verifying.keyring import Enrolled


def asked(case: Case) -> tuple[Enrolled, ...]:
    """The keys that are asked about, in the order of the log."""
    found: dict[int, Enrolled] = {}
    waiting = [key for key in case.signing_keys.values() if key]
    for logged in (*case.texts, *case.of_kind("paper", "edition")):
        waiting += [key for key, _ in clerk_lines(case.ring, logged)]
    while waiting:
        key = waiting.pop()
        if key.index not in found:
            found[key.index] = key
            replaced = case.ring.of(key.replaces, key.passkey.holder) if key.replaces else None
            waiting += [replaced] if replaced else []
    return tuple(found[index] for index in sorted(found))


def enrolled(case: Case) -> Iterator[Finding]:
    """Did the registrars enrol each key, did the holder have it, and is the level what it shows?"""
    for key in asked(case):
        place, name = at_entry(key.index), key.logged.record.text.word("name")
        yield answer("verifying.key.enrolled", key.enrolled, place, entry=key.index, name=name)
        held = key.own_line == ()
        yield answer("verifying.key.held", held, place, entry=key.index, name=name)
        yield from broken(key.own_line or (), key.index, name)
        synced = key.level == "C"
        yield answer(
            "verifying.key.level",
            key.passkey.synced is synced,
            place,
            entry=key.index,
            name=name,
            level=key.level,
        )


def revoked(case: Case) -> Iterator[Finding]:
    """Was each revocation of these keys made by those who may?"""
    thumbprints = {key.passkey.thumbprint for key in asked(case)}
    for one in case.ring.revocations:
        if one.thumbprint in thumbprints:
            index = one.logged.index
            yield answer("verifying.revocation.signed", one.counts, at_entry(index), entry=index)
