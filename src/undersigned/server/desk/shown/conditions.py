"""What the rule asks of the names under a text beside what there is, in figures and in one line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from undersigned.server.actions.collecting.names import Names
from undersigned.values.findings import Finding, Outcome

_CONDITIONS = {
    "declaring.list.signatories": lambda: _("Names that count"),
    "declaring.list.delegations": lambda: _("Delegations"),
    "declaring.list.groups": lambda: _("Political groups"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of the rule, and what there is; `needed` is `None` where it is not known.

    `value` is of the names that are confirmed, `waiting` what those that wait would add.
    """

    label: str
    value: int
    waiting: int
    needed: int | None
    met: bool

    @property
    def bar(self) -> int:
        """How far the meter is filled."""
        return min(self.value, self.needed or 0)


def headline(names: Names) -> str:
    """One line: whether it is enough, and if not, what is missing."""
    short = [finding for finding in names.with_waiting if finding.outcome is Outcome.FAILED]
    if short:
        return _("Not enough yet: %(missing)s missing") % {"missing": ", ".join(map(_missing, short))}
    if any(finding.outcome is Outcome.UNDETERMINED for finding in names.with_waiting):
        return _("Whether it is enough is not known")
    if not all_ok(names.confirmed_only):
        number = len(names.waiting)
        return ngettext(
            "Enough names; %(number)s of them waits to be confirmed",
            "Enough names; %(number)s of them wait to be confirmed",
            number,
        ) % {"number": number}
    if names.waiting:
        number = len(names.waiting)
        return ngettext(
            "Enough names, confirmed by two clerks; %(number)s more waits",
            "Enough names, confirmed by two clerks; %(number)s more wait",
            number,
        ) % {"number": number}
    return _("Enough names, confirmed by two clerks")


def conditions(confirmed: Iterable[Finding], with_waiting: Iterable[Finding]) -> Iterator[Condition]:
    """What is required, with what is confirmed, and with what also waits."""
    after = {
        (finding.code, finding.particulars.get("test")): finding.particulars.get("value")
        for finding in with_waiting
    }
    for finding in confirmed:
        in_all = after.get((finding.code, finding.particulars.get("test")))
        value, needed = finding.particulars.get("value"), finding.particulars.get("needed")
        if finding.outcome is Outcome.NOT_APPLICABLE or not isinstance(value, int):
            continue
        named = _CONDITIONS.get(finding.code)
        yield Condition(
            label=named() if named else str(finding.particulars.get("test")),
            value=value,
            waiting=max(0, in_all - value) if isinstance(in_all, int) else 0,
            needed=needed if isinstance(needed, int) else None,
            met=finding.ok,
        )


def _missing(finding: Finding) -> str:
    number = finding.particulars.get("missing")
    number = number if isinstance(number, int) else 0
    match finding.code:
        case "declaring.list.signatories":
            words = ngettext("%(number)s name", "%(number)s names", number)
        case "declaring.list.delegations":
            words = ngettext("%(number)s delegation", "%(number)s delegations", number)
        case "declaring.list.groups":
            words = ngettext("%(number)s group", "%(number)s groups", number)
        case _:
            return str(finding.particulars.get("test") or finding.particulars.get("rulebook"))
    return words % {"number": number}


def ground(findings: Iterable[Finding]) -> str:
    """The sources of the conditions, each once."""
    cited = [cite for finding in findings for cite in finding.cites]
    grounds = [
        ", ".join(part for part in (citation.at, citation.title or citation.source) if part)
        for citation in cited
    ]
    return _("; ").join(dict.fromkeys(grounds))


def all_ok(findings: Iterable[Finding]) -> bool:
    """Whether nothing is missing."""
    return all(finding.ok for finding in findings)
