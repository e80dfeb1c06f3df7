"""The acts along the log: does each member stand once, was each withdrawal possible, is a name contested?"""

from collections.abc import Iterator
from datetime import date

from undersigned.signing.history import Act
from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, at_entry, no, unknown, yes
from undersigned.verifying.case import Case


def once(case: Case) -> Iterator[Finding]:
    """Does each member stand once?"""
    found = case.standing()
    for act in found.doubled:
        yield no("verifying.signature.once", at_entry(act.index), entry=act.index, name=act.name)
    if case.acts and not found.doubled:
        yield yes("verifying.signature.once", n=sum(act.signs for act in case.acts))


def withdrawals(case: Case) -> Iterator[Finding]:
    """Was each withdrawal possible?"""
    code, groundless = "verifying.withdrawal.allowed", set(map(id, case.standing().groundless))
    for act in case.acts:
        if act.signs:
            continue
        if id(act) in groundless:
            yield no(code, at_entry(act.index), entry=act.index, name=act.name, rule="no-name")
        else:
            limit = case.rules.withdrawal_until
            yield answer(
                code, _in_time(case, act), at_entry(act.index), entry=act.index, name=act.name, rule=limit
            )


def _in_time(case: Case, act: Act) -> bool | None:
    """Whether a withdrawal came in time; `None` where the limit is a moment that the log does not show."""
    editions = case.of("edition")
    match case.rules.withdrawal_until:
        case "any-time":
            return True
        case "never":
            return False
        case "publication":
            return not editions or act.index < editions[0].index
        case "closing":
            closes = case.text.record.text.maybe("closes", date) if case.text else None
            return None if closes is None else act.day <= closes
        case "tabling":
            tabled = editions[-1].record.text.maybe("tabled", date) if editions else None
            return None if tabled is None or tabled == act.day else act.day < tabled
        case _:
            return None


def contests(case: Case) -> Iterator[Finding]:
    """Is no name contested?"""
    names = {act.member: act.name for act in case.acts}
    for contest in case.contests:
        yield unknown(
            "verifying.contest.open", at_entry(contest.index), entry=contest.entry, reason=contest.reason,
            name=names.get(contest.member, contest.member), rule="signed" if contest.signed else "unsigned",
        )  # fmt: skip
    if case.acts and not case.contests:
        yield yes("verifying.contest.open")
