"""The figure check: does the documented count support the figure that the text states?

* The states in order of precedence: contradicted, documented, documented by strict linking, estimate only,
  not established. Where no estimate is made, the documented count takes its place, so "estimate only" cannot
  occur.
* A range is treated like a bare number. A round word ("dozens") is a lower bound.
* A register smaller than a figure contradicts nothing, unless somebody declared with a source that the
  register is complete for the question (`completeness.py`); more documented than an upper bound contradicts
  it in any case.
* Not checked against records: a figure that the text attributes to somebody, one in another unit than the
  count, and one that waits for a person. A figure that held on the day of the text but no longer does is
  outdated.
* For a figure that does not hold, the strongest wordings that would be true are given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from undersigned.counting.documented import Documented
from undersigned.counting.figure import Figure, Qualifier, Unit
from undersigned.values.findings import Finding, failed, not_applicable, passed, undetermined

CODE = "counting.figure.support"
ABOUT = 10  # about: within one part in ten of what is stated


class State(StrEnum):
    """The result of comparing a figure with the documented count."""

    CONTRADICTED = "contradicted"
    DOCUMENTED = "documented"
    DOCUMENTED_STRICTLY = "documented-strictly"
    ESTIMATE_ONLY = "estimate-only"
    NOT_ESTABLISHED = "not-established"
    ATTRIBUTED = "attributed"
    OUTDATED = "outdated"
    NOT_CHECKABLE = "not-checkable"


HOLDS = frozenset({State.DOCUMENTED, State.DOCUMENTED_STRICTLY})
NOT_ASKED = frozenset({State.ATTRIBUTED, State.NOT_CHECKABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A qualifier and a number."""

    qualifier: Qualifier
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCheck:
    """A figure's state, the count it was compared with, and true wordings where the figure does not hold."""

    state: State
    figure: Figure
    least: int
    most: int
    complete: bool
    true_wordings: tuple[Wording, ...] = ()

    def finding(self) -> Finding:
        """The check as a finding."""
        told: dict[str, Any] = {
            "state": self.state.value,
            "written": self.figure.written,
            "least": self.least,
            "most": self.most,
            "attributed_to": self.figure.attributed_to,
            "complete": self.complete or None,
        }
        if self.state in HOLDS:
            return passed(CODE, **told)
        if self.state in NOT_ASKED:
            return not_applicable(CODE, **told)
        if self.state is State.CONTRADICTED:
            return failed(CODE, **told)
        return undetermined(CODE, **told)

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "state": self.state.value,
            "figure": self.figure.as_data(),
            "least": self.least,
            "most": self.most,
            "complete": self.complete,
            "true_wordings": [[wording.qualifier.value, wording.value] for wording in self.true_wordings],
        }


def check_figure(
    figure: Figure,
    documented: Documented,
    *,
    complete: bool = False,
    then: Documented | None = None,
    complete_then: bool = False,
    estimate: int | None = None,
) -> FigureCheck:
    """Compare a figure with what is documented now and what was on the day of the text (`then`).

    `complete` and `complete_then` say whether the register was declared complete for each of the two.
    """
    if figure.attributed_to is not None:
        state = State.ATTRIBUTED
    elif figure.unit in (None, Unit.OTHER) or figure.unit is not documented.unit or figure.doubts:
        state = State.NOT_CHECKABLE
    else:
        least_estimated = documented.least if estimate is None else estimate
        state = state_of(figure, documented.least, documented.most, least_estimated, complete=complete)
        if then is not None:
            before = state_of(figure, then.least, then.most, then.least, complete=complete_then)
            state = State.OUTDATED if (before in HOLDS) != (state in HOLDS) else state
    wordings = () if state in HOLDS | NOT_ASKED else true_wordings(documented, complete=complete)
    return FigureCheck(
        state=state,
        figure=figure,
        least=documented.least,
        most=documented.most,
        complete=complete,
        true_wordings=wordings,
    )


def state_of(figure: Figure, least: int, most: int, estimated: int, *, complete: bool) -> State:
    """The state of a figure by its qualifier, for a documented count of `least` to `most`."""
    low, high = _span(figure)
    if _contradicted(low, high, least, most, complete=complete):
        return State.CONTRADICTED
    if _borne_by(figure, low, high, least, most, complete=complete):
        return State.DOCUMENTED
    if low is not None and high is None:  # bounds from below only
        if most >= low:
            return State.DOCUMENTED_STRICTLY
        return State.ESTIMATE_ONLY if least < low <= estimated else State.NOT_ESTABLISHED
    if low is not None and most < low <= estimated:
        return State.ESTIMATE_ONLY
    return State.NOT_ESTABLISHED


def _span(figure: Figure) -> tuple[int | None, int | None]:
    """The lowest and highest number that the figure allows: 201 for "more than 200", 90 to 110 for "about
    100".
    """
    if figure.qualifier is Qualifier.MORE_THAN:
        return figure.value + 1, None
    if figure.qualifier is Qualifier.FEWER_THAN:
        return None, figure.value - 1
    if figure.qualifier is Qualifier.ABOUT:
        return figure.value - figure.value // ABOUT, figure.value + figure.value // ABOUT
    return figure.low, figure.high


def _contradicted(low: int | None, high: int | None, least: int, most: int, *, complete: bool) -> bool:
    if high is not None and least > high:
        return True
    return complete and low is not None and most < low


def _borne_by(
    figure: Figure, low: int | None, high: int | None, least: int, most: int, *, complete: bool
) -> bool:
    """Whether a count supports the figure.

    A lower bound needs the conservative count, an upper bound a complete register, any other figure a count
    within its span.
    """
    if high is None:
        return low is not None and least >= low
    if low is None:
        return complete and most <= high
    if figure.qualifier is Qualifier.BETWEEN and complete:
        return low <= least and most <= high
    return least <= high and most >= low


def true_wordings(documented: Documented, *, complete: bool = False) -> tuple[Wording, ...]:
    """The strongest wordings that the documented count supports, such as "at least 71" and "more than 70"."""
    if documented.least == 0:
        return ()
    if complete and documented.least == documented.most:
        return (Wording(qualifier=Qualifier.EXACTLY, value=documented.least),)
    wordings = [Wording(qualifier=Qualifier.AT_LEAST, value=documented.least)]
    ten = (documented.least - 1) // 10 * 10
    if ten:
        wordings.append(Wording(qualifier=Qualifier.MORE_THAN, value=ten))
    return tuple(wordings)


def check_subset(part: Documented, whole: Documented) -> Finding:
    """Whether everyone counted as a part is counted in the whole ("43 of whom")."""
    outside = sorted(part.ids() - whole.ids())
    if outside:
        return failed("counting.figure.subset", outside=len(outside), part=part.least, whole=whole.least)
    return passed("counting.figure.subset", part=part.least, whole=whole.least)


def check_including(named: Sequence[str], whole: Documented) -> Finding:
    """Whether each named subject is among those counted ("21, including A, B and C")."""
    missing = tuple(one for one in named if one not in whole.ids())
    if missing:
        return failed("counting.figure.including", missing=missing, named=len(named), whole=whole.least)
    return passed("counting.figure.including", named=len(named), whole=whole.least)


def check_difference(more: Figure, before: int | None, now: int | None) -> Finding:
    """Whether a stated difference agrees with the two stated numbers ("133 more, now 145")."""
    if before is None or now is None:
        return undetermined("counting.figure.difference", stated=more.value, before=before, now=now)
    told = failed if not _allows(more, abs(now - before)) else passed
    return told("counting.figure.difference", stated=more.value, before=before, now=now)


def _allows(figure: Figure, value: int) -> bool:
    low, high = _span(figure)
    return (low is None or value >= low) and (high is None or value <= high)


def check_languages(versions: Iterable[tuple[str, Sequence[Figure]]]) -> tuple[Finding, ...]:
    """Whether the language versions of a text state the same figures in the same order."""
    told = [
        (language, [(figure.low, figure.high, figure.qualifier) for figure in figures])
        for language, figures in versions
    ]
    found = []
    for (one, here), (other, there) in pairwise(told):
        wrong = next(
            (at for at in range(max(len(here), len(there))) if here[at : at + 1] != there[at : at + 1]), None
        )
        if wrong is None:
            found.append(passed("counting.figure.languages", one=one, other=other, figures=len(here)))
        else:
            found.append(failed("counting.figure.languages", one=one, other=other, figures=wrong + 1))
    return tuple(found)
