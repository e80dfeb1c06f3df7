"""Checks whether enough names, delegations and groups stand under a text, by the rulebook of its day.

1. Who counts is said by the rulebook; a list prints the delegation and not whether a member is a
   representative or a substitute, so names are told apart by the standing of their delegation only.
2. Observers and partners appear and, where the rule says so, do not count.
3. `NR` counts as a group only where the rule says so; where nobody knows it is one more group at the most, so
   it never decides in silence. So are blanks and labels that nobody knows.
4. A total larger than the list says that names are missing: they may count too.
5. Where another way leads to the same end (a committee in place of names), too few names are no failure.
"""

from collections.abc import Iterable
from typing import Any

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.questions.tally import Entry, Tally
from undersigned.declaring.questions.text import answered
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.declaring.rulebooks.verdict import Extent, Facts, Verdict, evaluate, verdicts_on_leaves
from undersigned.values.findings import Finding, Outcome, Place
from undersigned.values.sourced import Sourced, Status

CODES = {
    "signatories": "declaring.list.signatories",
    "delegations": "declaring.list.delegations",
    "groups": "declaring.list.groups",
}
OTHER = "declaring.list.condition"
_BY_STANDING = {
    "member": {"representative", "substitute", "member"},
    "observer": {"observer"},
    "partner": {"partner"},
}
_OF_DELEGATIONS = {"representative", "substitute", "observer", "partner"}


def threshold_findings(declaration: Declaration, rulebook: Rulebook, tally: Tally) -> tuple[Finding, ...]:
    """One finding for each condition on the list: names, delegations, groups, and any other the rule has."""
    listed = declaration.has_list or bool(declaration.signatories)
    if not listed and declaration.form is Form.DRAFT:
        return tuple(_no_condition(code) for code in CODES.values())
    whole = evaluate(rulebook.stages[0].test, facts(rulebook, tally) if listed else Facts())
    found = {verdict.name: verdict for verdict in verdicts_on_leaves(whole)}
    usual = tuple(
        _finding(code, found[name], whole, tally) if name in found else _no_condition(code)
        for name, code in CODES.items()
    )
    others = (v for name, v in found.items() if name not in CODES and v.value is not None)
    return (*usual, *(_finding(OTHER, verdict, whole, tally) for verdict in others))


def facts(rulebook: Rulebook, tally: Tally) -> Facts:
    """The numbers of a list as far as they are certain, and as far as they are possible."""
    certain = [entry for entry in tally.entries if counts(entry, rulebook) is True]
    possible = [entry for entry in tally.entries if counts(entry, rulebook) is None]
    unprinted = max(0, (tally.stated_total or 0) - tally.names)
    places = {entry.place for entry in certain} - {None}
    more_places = {entry.place or entry.order for entry in (*certain, *possible)} - places
    groups, more_groups = _groups(certain, possible, rulebook.rule("roll.no_group_is_group"))
    return Facts(
        numbers={
            "signatories": Extent(least=len(certain), most=len(certain) + len(possible) + unprinted),
            "delegations": Extent(least=len(places), most=len(places) + len(more_places) + unprinted),
            "groups": Extent(least=groups, most=groups + more_groups + unprinted),
        }
    )


def counts(entry: Entry, rulebook: Rulebook) -> bool | None:
    """Whether a name counts by the rule; `None` where the rule or the delegation's standing is unknown."""
    roles = rulebook.rule("roll.counts").value
    if roles is None:
        return None
    if not _OF_DELEGATIONS & set(roles):
        return True
    return None if entry.standing is None else bool(_BY_STANDING[entry.standing] & set(roles))


def _groups(certain: list[Entry], possible: list[Entry], no_group_is_group: Sourced[bool]) -> tuple[int, int]:
    """How many groups there are, and how many more there may be."""
    sure = {entry.group for entry in certain if entry.is_group}
    unregistered = any(entry.is_group is False for entry in certain)
    maybe = {entry.group or entry.order for entry in _unsure(certain, possible)} - sure
    if unregistered and no_group_is_group.value is True:
        return len(sure) + 1, len(maybe)
    return len(sure), len(maybe) + (unregistered and not no_group_is_group.known)


def _unsure(certain: list[Entry], possible: list[Entry]) -> Iterable[Entry]:
    yield from (entry for entry in certain if entry.is_group is None)
    yield from (entry for entry in possible if entry.is_group is not False)


def _finding(code: str, verdict: Verdict, whole: Verdict, tally: Tally) -> Finding:
    outcome = verdict.outcome
    if outcome is Outcome.FAILED and whole.outcome is not Outcome.FAILED:
        outcome = Outcome.NOT_APPLICABLE if whole.outcome is Outcome.PASSED else Outcome.UNDETERMINED
    extent = verdict.value or Extent(least=0, most=None)
    rule: Sourced[Any] = Sourced(
        value=verdict.needed if verdict.status is not Status.UNKNOWN else None,
        status=verdict.status or Status.UNKNOWN,
        cites=verdict.cites,
    )
    return answered(
        code,
        outcome,
        rule,
        Place(field="signatories"),
        test=verdict.name,
        value=extent.least,
        most=extent.most,
        needed=verdict.needed,
        missing=verdict.missing,
        names=tally.names,
    )


def _no_condition(code: str) -> Finding:
    return Finding(code=code, outcome=Outcome.NOT_APPLICABLE)
