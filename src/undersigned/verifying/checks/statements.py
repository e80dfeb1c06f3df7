"""A member's statement: does it speak of this text, could the member sign, with this key, at that point?"""

from bisect import bisect_left
from collections.abc import Iterator

from undersigned.signing.disclosure import Entry
from undersigned.signing.history import acts_in
from undersigned.signing.keys import State, assertion_of
from undersigned.signing.passkeys import Rule
from undersigned.signing.statement import differs_from_seat, differs_from_text, outside_window
from undersigned.values.findings import Finding, Outcome, Particular
from undersigned.verifying.answers import answer, at_entry, unknown
from undersigned.verifying.case import Case
from undersigned.verifying.checks import assertions

_KNOWN = {Outcome.PASSED: True, Outcome.FAILED: False}


def agree(case: Case) -> Iterator[Finding]:
    """Does each statement speak of this text, in this log?"""
    for entry in case.of("statement"):
        odd = disagreements(case, entry)
        yield answer("verifying.statement.agrees", not odd, at_entry(entry.index), **_whose(entry), rules=odd)


def disagreements(case: Case, entry: Entry) -> tuple[str, ...]:
    """The keys of a record that are not those of the text that was fixed, or of this log."""
    odd = differs_from_text(entry.record.text, case.text.record.text) if case.text else ()
    return odd if entry.record.text.word("log") == case.trust.origin else tuple(dict.fromkeys(("log", *odd)))


def roll_is_newest(case: Case, entry: Entry) -> bool:
    """Whether a record names the latest roll below its index."""
    place = bisect_left(case.signed_rolls, entry.index, key=lambda roll: roll.index)
    return place > 0 and case.signed_rolls[place - 1].digest == entry.record.text.word("roll")


def rolls(case: Case) -> Iterator[Finding]:
    """Was the roll the latest one?"""
    for entry in case.of("statement"):
        yield answer(
            "verifying.statement.roll", roll_is_newest(case, entry), at_entry(entry.index), **_whose(entry)
        )


def members(case: Case) -> Iterator[Finding]:
    """Was the member on the roll, with this name and seat, and may this role sign?"""
    for entry in case.of("statement"):
        said, roll = entry.record.text, case.roll(entry)
        act = acts_in(entry, case.book)[0]
        if roll is None:
            yield unknown("verifying.statement.member", at_entry(entry.index), **_whose(entry))
        else:
            odd = differs_from_seat(said, roll.seat(act.member, act.day))
            if case.text and outside_window(said, case.text.record.text):
                odd = (*odd, "day")
            yield answer(
                "verifying.statement.member", not odd, at_entry(entry.index), **_whose(entry), rules=odd
            )
        role = said.word("role")
        may = _KNOWN.get(case.rules.entitled(role))
        yield answer("verifying.statement.entitled", may, at_entry(entry.index), **_whose(entry), role=role)


def seen(case: Case) -> Iterator[Finding]:
    """Had the log before the checkpoint that the member was shown?"""
    statements = case.of("statement")
    sizes = (entry.record.text.seen()[0] for entry in statements)
    roots = case.history.roots(sizes) if case.history else {}
    for entry in statements:
        size, root = entry.record.text.seen()
        right = False if size > entry.index else None if size not in roots else roots[size] == root
        yield answer("verifying.statement.seen", right, at_entry(entry.index), **_whose(entry), size=size)


def keys(case: Case) -> Iterator[Finding]:
    """Is the key this member's, was it enrolled before, was it not revoked?"""
    for entry in case.of("statement"):
        key, place = case.key_of(entry), at_entry(entry.index)
        hers = key is not None and (key.holder, key.role) == (entry.record.text.word("member"), "member")
        yield answer("verifying.key.known", hers, place, **_whose(entry))
        if key:
            state = case.book.state(key, entry.index)
            yield answer("verifying.key.before", state is not State.NOT_YET, place, **_whose(entry))
            gone = state in (State.REVOKED, State.REPLACED)
            yield answer("verifying.key.revoked", not gone, place, **_whose(entry), state=state.value)


def signatures(case: Case) -> Iterator[Finding]:
    """Is each signature right: made for this, by a person who was there and checked?"""
    for entry in case.of("statement"):
        key = case.key_of(entry)
        if key:
            _, broken = assertion_of(entry.record, key.passkey)
            found = (Rule.SIGNATURE,) if broken is None else broken
            yield from assertions.asked(found, entry, entry.record.text.word("name"))


def counters(case: Case) -> Iterator[Finding]:
    """Has the key no copy?"""
    last: dict[str, int] = {}
    ours = {entry.index for entry in case.of("statement")}
    entries = {key.index: key for key in case.book.keys.values()}
    for entry in case.seen.of("key", "statement"):
        enrolled = entry.kind == "key"
        key = entries.get(entry.index) if enrolled else case.key_of(entry)
        assertion, _ = assertion_of(entry.record, key.passkey) if key else (None, None)
        if key is None or assertion is None:
            continue
        before, mark = last.get(key.passkey.thumbprint, -1), key.passkey.thumbprint
        last[mark] = max(before, assertion.counter)
        if not enrolled and entry.index in ours:
            grows = assertion.counter == 0 or assertion.counter > before
            yield answer(
                "verifying.assertion.counter", True if grows else None, at_entry(entry.index), **_whose(entry)
            )


def _whose(entry: Entry) -> dict[str, Particular]:
    return {"entry": entry.index, "name": entry.record.text.word("name")}
