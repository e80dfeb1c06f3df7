"""A member's statement: does it speak of this text, could the member sign, with this key, at that point?"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date

from undersigned.signing.passkeys import Rule
from undersigned.values.findings import Finding, Particular
from undersigned.verifying.answers import answer, at_entry, unknown
from undersigned.verifying.case import Case
from undersigned.verifying.checks.assertions import whole
from undersigned.verifying.keyring import MEMBER, Enrolled
from undersigned.verifying.lines import PasskeyLine, passkey_lines
from undersigned.verifying.story import Logged


def agree(case: Case) -> Iterator[Finding]:
    """Does each statement speak of this text, in this log?"""
    for logged in case.of_kind("statement"):
        said = logged.record.text
        odd = disagreements(case, logged)
        if case.text and said.pair("title") not in case.text.record.text.pairs("title"):
            odd = (*odd, "title")
        yield answer(
            "verifying.statement.agrees", not odd, at_entry(logged.index),
            entry=logged.index, name=said.word("name"), rules=odd,
        )  # fmt: skip


def disagreements(case: Case, logged: Logged) -> tuple[str, ...]:
    """The keys of a record that are not those of the text that was fixed, or of this log."""
    said, odd = logged.record.text, []
    if said.word("log") != case.trust.log.name:
        odd.append("log")
    fixed = case.text.record.text if case.text else None
    for key in ("thread", "declaration", "assembly"):
        if fixed and key in said.values and said.word(key) != fixed.word(key):
            odd.append(key)
    if fixed and "manifest" in said.values and said.word("manifest") != fixed.digest:
        odd.append("manifest")
    return tuple(odd)


def newest_roll(case: Case, index: int) -> str | None:
    """The digest of the newest roll below an index."""
    place = bisect_left(case.roll_records, index, key=lambda logged: logged.index)
    return case.roll_records[place - 1].record.text.word("roll") if place else None


def rolls(case: Case) -> Iterator[Finding]:
    """Was the roll the newest one?"""
    for logged in case.of_kind("statement"):
        right = logged.record.text.word("roll") == newest_roll(case, logged.index)
        yield answer(
            "verifying.statement.roll", right, at_entry(logged.index),
            entry=logged.index, name=logged.record.text.word("name"),
        )  # fmt: skip


def in_time(case: Case, day: date) -> bool:
    """Whether names could be given on a day."""
    if case.text is None:
        return True
    opens, closes = case.text.record.text.one("opens", date), case.text.record.text.maybe("closes", date)
    return opens <= day and (closes is None or day <= closes)


def members(case: Case) -> Iterator[Finding]:
    """Was the member on the roll, with this name and seat, and may this role sign?"""
    for logged in case.of_kind("statement"):
        said = logged.record.text
        place, name, day = at_entry(logged.index), said.word("name"), said.one("day", date)
        roll = case.roll(said.word("roll"))
        known: dict[str, Particular] = {"entry": logged.index, "name": name}
        if roll is None:
            yield unknown("verifying.statement.member", place, **known)
        else:
            member, seat = roll.members.get(said.word("member")), roll.seat(said.word("member"), day)
            stated = (said.word("role"), said.word("delegation"), said.maybe("group", str))
            odd = [] if in_time(case, day) else ["day"]
            if member is None or seat is None:
                odd.append("roll")
            elif (seat.role, seat.delegation, seat.group) != stated:
                odd.append("seat")
            if member is not None and member.name != name:
                odd.append("name")
            yield answer("verifying.statement.member", not odd, place, **known, rules=tuple(odd))
        may = case.rules.appears(said.word("role"))
        yield answer("verifying.statement.entitled", may, place, **known, role=said.word("role"))


def seen(case: Case) -> Iterator[Finding]:
    """Had the log before the checkpoint that the member was shown?"""
    if case.history is None:
        return
    statements = tuple(case.of_kind("statement"))
    roots: Mapping[int, bytes] = case.history.roots(logged.record.text.seen()[0] for logged in statements)
    for logged in statements:
        size, root = logged.record.text.seen()
        right = False if size > logged.index else None if size not in roots else roots[size] == root
        yield answer(
            "verifying.statement.seen", right, at_entry(logged.index),
            entry=logged.index, name=logged.record.text.word("name"), size=size,
        )  # fmt: skip


def keys(case: Case) -> Iterator[Finding]:
    """Is the key this member's, was it enrolled before, was it not revoked?"""
    for logged in case.of_kind("statement"):
        said, key = logged.record.text, case.signing_keys[logged.index]
        place = at_entry(logged.index)
        known: dict[str, Particular] = {"entry": logged.index, "name": said.word("name")}
        hers = key is not None and key.passkey.holder == said.word("member") and key.role == MEMBER
        yield answer("verifying.key.known", hers, place, **known)
        if key:
            yield answer("verifying.key.before", key.index < logged.index, place, **known)
            gone = case.ring.gone_before(key, logged.index)
            yield answer("verifying.key.revoked", not gone, place, **known)


def assertions(case: Case) -> Iterator[Finding]:
    """Is the signature right: made for this, by a person who was checked?"""
    for logged in case.of_kind("statement"):
        key, name = case.signing_keys[logged.index], logged.record.text.word("name")
        if key:
            lines = lines_of(key, logged)
            broken = min((line.broken for line in lines), key=len, default=(Rule.SIGNATURE,))
            yield from whole(broken, logged.index, name)


def lines_of(key: Enrolled, logged: Logged) -> tuple[PasskeyLine, ...]:
    """The lines of a key under a record."""
    return passkey_lines(logged.record, [key.passkey])


def counters(case: Case) -> Iterator[Finding]:
    """Has the key no copy?"""
    last: dict[str, int] = {}
    for enrolled in case.ring.keys:
        for line in lines_of(enrolled, enrolled.logged):
            last[enrolled.passkey.thumbprint] = line.counter or 0
    for logged in case.of_kind("statement"):
        key = case.signing_keys[logged.index]
        for line in lines_of(key, logged) if key else ():
            before, now = last.get(line.key.thumbprint, 0), line.counter or 0
            grows = now > before or now == 0
            last[line.key.thumbprint] = max(before, now)
            yield answer(
                "verifying.assertion.counter", True if grows else None, at_entry(logged.index),
                entry=logged.index, name=logged.record.text.word("name"),
            )  # fmt: skip
