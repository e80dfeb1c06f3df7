"""The acts along the log: does each member stand once, was each withdrawal possible, is a name contested?"""

from collections.abc import Iterator
from datetime import date

from undersigned.values.findings import Finding, Particular
from undersigned.verifying.acts import SIGN, Act, acts_of
from undersigned.verifying.answers import answer, at_entry, no, unknown
from undersigned.verifying.case import Case
from undersigned.verifying.keyring import MEMBER, REGISTRARS_NEEDED
from undersigned.verifying.lines import passkey_lines, right_registrars
from undersigned.verifying.story import Logged


def once(case: Case) -> Iterator[Finding]:
    """Does each member stand once?"""
    standing_now: dict[str, int] = {}
    for act in acts_of(case):
        if act.act == SIGN:
            first = standing_now.setdefault(act.member, id(act))
            yield answer(
                "verifying.signature.once",
                first == id(act),
                at_entry(act.index),
                entry=act.index,
                name=act.name,
            )
        else:
            standing_now.pop(act.member, None)


def withdrawals(case: Case) -> Iterator[Finding]:
    """Was each withdrawal possible?"""
    stood = set[str]()
    for act in acts_of(case):
        if act.act == SIGN:
            stood.add(act.member)
            continue
        known: dict[str, Particular] = {"entry": act.index, "name": act.name}
        code, place = "verifying.withdrawal.allowed", at_entry(act.index)
        if act.member not in stood:
            yield no(code, place, **known, rule="no-name")
        else:
            yield answer(code, _in_time(case, act), place, **known, rule=case.rules.withdrawal_until)
        stood.discard(act.member)


def _in_time(case: Case, act: Act) -> bool | None:
    """Whether a withdrawal came in time; `None` where the limit is a moment that the log does not show."""
    editions = tuple(case.of_kind("edition"))
    if case.rules.withdrawal_until == "publication":
        return not editions or act.index < editions[0].index
    if case.rules.withdrawal_until == "closing":
        closes = case.text.record.text.maybe("closes", date) if case.text else None
        return None if closes is None else act.day <= closes
    if case.rules.withdrawal_until == "tabling":
        tabled = editions[-1].record.text.maybe("tabled", date) if editions else None
        return None if tabled in (None, act.day) else act.day < tabled
    return {"never": False, "any-time": True}.get(case.rules.withdrawal_until or "")


def contests(case: Case) -> Iterator[Finding]:
    """Is no name contested?"""
    code, names = "verifying.contest.open", {act.member: act.name for act in acts_of(case)}
    for logged in case.of_kind("contest"):
        said = logged.record.text
        yield unknown(code, at_entry(logged.index), entry=said.one("entry", int), name=names.get(said.word("member"), said.word("member")),
            reason=said.word("reason"), rule="contest" if may_contest(case, logged) else "unsigned",
        )  # fmt: skip
    for act in acts_of(case):
        if suspect(case, act):
            yield unknown(
                code, at_entry(act.index), entry=act.index, name=act.name, reason=None, rule="suspect"
            )


def contested(case: Case) -> frozenset[tuple[str, int]]:
    """Member and index of each act that is contested by those who may."""
    by_record = {
        (logged.record.text.word("member"), logged.record.text.one("entry", int))
        for logged in case.of_kind("contest")
        if may_contest(case, logged)
    }
    return frozenset(by_record | {(act.member, act.index) for act in acts_of(case) if suspect(case, act)})


def suspect(case: Case, act: Act) -> bool:
    """Whether an act was signed with a key that was perhaps no longer its holder's."""
    key = case.signing_keys.get(act.index)
    return key is not None and case.ring.suspect(key.passkey.thumbprint, act.index)


def may_contest(case: Case, logged: Logged) -> bool:
    """Whether the member, with another key, or two registrars have signed a contest."""
    if len(right_registrars(logged.record, case.trust.registrars)) >= REGISTRARS_NEEDED:
        return True
    said = logged.record.text
    disputed = case.signing_keys.get(said.one("entry", int))
    return any(
        not line.broken
        for key in case.ring.who_signed(logged.record, MEMBER)
        if key.passkey.holder == said.word("member") and case.ring.valid(key, logged.index)
        if not (disputed and key.passkey.thumbprint == disputed.passkey.thumbprint)
        for line in passkey_lines(logged.record, [key.passkey])
    )
