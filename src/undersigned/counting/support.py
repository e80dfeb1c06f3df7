"""The figure check: does the documented count bear the figure that the text states?

* States in order of precedence: contradicted, documented, documented by strict linking, estimate only, not
  established. Without an estimate its least is the documented count, so that "estimate only" cannot come up.
* A range is treated like a bare number. A round word ("dozens") binds from below.
* A register smaller than a figure contradicts nothing, unless somebody declared with a source that the
  register is complete for the question (`completeness.py`); more documented than an upper bound contradicts
  it in any case.
* What is not checked against records: a figure that the text attributes, one of another unit than the
  count's, one that waits for a person. A figure that held on the text's day and holds no more is outdated.
* For a figure that does not hold, the strongest wording that would be true is given.
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
    """What the documented count makes of a figure."""

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
    """A figure's state, what it was compared with, and wordings that would be true where it does not hold."""

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
            "true_wordings": [[one.qualifier.value, one.value] for one in self.true_wordings],
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
    """Compare a figure with what is documented now, and with what was on the text's day (`then`).

    `complete` and `complete_then`: whether a declaration counts for the one and for the other.
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
    """The whole numbers that the figure allows: more than 200 begins at 201, about 100 is 90 to 110."""
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
    """From below by the conservative count, from above by a complete register, else by meeting the span."""
    if high is None:
        return low is not None and least >= low
    if low is None:
        return complete and most <= high
    if figure.qualifier is Qualifier.BETWEEN and complete:
        return low <= least and most <= high
    return least <= high and most >= low


def true_wordings(documented: Documented, *, complete: bool = False) -> tuple[Wording, ...]:
    """The strongest wordings that what is documented bears: `at least 71`, `more than 70`."""
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
    """Whether a stated difference is that of the two stated numbers ("133 more, now 145")."""
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
        (language, [(one.low, one.high, one.qualifier) for one in figures]) for language, figures in versions
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
