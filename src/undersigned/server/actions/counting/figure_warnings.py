"""What a clerk is warned of before a text is opened: figures that the records do not support.

1. Each bound figure that does not hold, with its state and the strongest wording that would be true; each
   that is bound to nothing; a part that is not in its whole; the first figure in which two languages differ.
2. These are warnings and refuse nothing: the text is its members', and they may state more than is on record.
3. One that holds by what staff know and not by the public record will be shown to the public as not
   established.
4. A figure that the text attributes to somebody is theirs, and is not warned of.
"""

from collections.abc import Iterator
from dataclasses import replace

from undersigned.counting.card import SMALL
from undersigned.counting.documented import Documented
from undersigned.counting.support import HOLDS, FigureCheck, State, state_of
from undersigned.server.actions.counting.figures import FigureAnswered, Texts, answered
from undersigned.server.records.models import Draft
from undersigned.values.findings import Finding, Severity, failed, undetermined


def figure_warnings(draft: Draft, texts: Texts) -> tuple[Finding, ...]:
    """The warnings of a text: figure by figure in its order, then the differences between its languages."""
    told, languages = answered(draft, texts)
    found = [warning for figure in told for warning in _warnings_of(figure)]
    found += [finding for finding in languages if not finding.ok]
    return tuple(replace(finding, severity=Severity.WARNING) for finding in found)


def _warnings_of(figure: FigureAnswered) -> Iterator[Finding]:
    if figure.binding is None and not figure.marked.first.attributed_to:
        yield undetermined(
            "desk.opening.figure-bound",
            written=figure.marked.first.written,
            clause=figure.marked.first.clause,
        )
    if figure.check and figure.check.state not in HOLDS and figure.check.state is not State.ATTRIBUTED:
        yield _does_not_hold(figure.check)
    elif (
        figure.check
        and figure.public
        and figure.documented
        and not _holds_in_public(figure.check, figure.public)
    ):
        yield undetermined(
            "desk.opening.figure-public",
            written=figure.check.figure.written,
            clause=figure.check.figure.clause,
            least=figure.documented.least,
            public=figure.public.least if figure.public.least >= SMALL else None,
        )
    if figure.part and not figure.part.ok:
        yield figure.part


def _holds_in_public(check: FigureCheck, public: Documented) -> bool:
    return state_of(check.figure, public.least, public.most, public.least, complete=False) in HOLDS


def _does_not_hold(check: FigureCheck) -> Finding:
    true = check.true_wordings[0] if check.true_wordings else None
    answer = failed if check.state is State.CONTRADICTED else undetermined
    return answer(
        "desk.opening.figure",
        written=check.figure.written,
        clause=check.figure.clause,
        state=check.state.value,
        least=check.least,
        most=check.most if check.most != check.least else None,
        complete=check.complete or None,
        qualifier=true.qualifier.value if true else None,
        value=true.value if true else None,
    )
