"""The keys that signed this declaration, and those that they replace: who enrolled them, who held them."""

from collections.abc import Iterator

from undersigned.signing.disclosure import Entry
from undersigned.signing.keys import EnrolledKey
from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, at_entry
from undersigned.verifying.case import Case
from undersigned.verifying.checks import assertions


def asked(case: Case) -> tuple[EnrolledKey, ...]:
    """The keys that are asked about, in the order of the log."""
    found: dict[int, EnrolledKey] = {}
    waiting = [key for statement in case.of("statement") if (key := case.key_of(statement))]
    for entry in (*case.texts, *case.of("paper", "edition")):
        waiting += [key for key, _ in assertions.clerks_lines(case.book, entry)]
    while waiting:
        key = waiting.pop()
        if key.index not in found:
            found[key.index] = key
            replaced = case.book.keys.get(key.record.text.maybe("replaces", str) or "")
            waiting += [replaced] if replaced else []
    return tuple(found[index] for index in sorted(found))


def enrolled(case: Case) -> Iterator[Finding]:
    """Did the registrars enrol each key, did the holder have it, and is the level what it shows?"""
    for key in asked(case):
        place, name = at_entry(key.index), key.record.text.word("name")
        yield answer("verifying.key.enrolled", key.enrolled, place, entry=key.index, name=name)
        yield answer("verifying.key.held", key.held, place, entry=key.index, name=name)
        yield answer(
            "verifying.key.level", key.level_fits, place, entry=key.index, name=name, level=key.level
        )
        if key.broken is not None:
            yield from assertions.asked(key.broken, Entry(index=key.index, record=key.record), name)


def revoked(case: Case) -> Iterator[Finding]:
    """Was each revocation of these keys made by those who may?"""
    thumbprints = {key.passkey.thumbprint for key in asked(case)}
    for revocation in case.book.revocations:
        if revocation.key in thumbprints:
            yield answer(
                "verifying.revocation.signed",
                revocation.signed,
                at_entry(revocation.index),
                entry=revocation.index,
            )
