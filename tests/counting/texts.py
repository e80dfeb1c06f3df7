"""Sentences with the figures that a person reads in them, and how a reading of them fares.

* `either` holds figures that a reader may give or leave out; given, they must be these.
* `doubt_alone`: of a sentence that is open to doubt only the doubt is scored, not the figures.
* Units, relations and authors are scored apart, figure by figure, where a sentence is right and names them.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from undersigned.counting.figure import qualifier_named
from undersigned.counting.figures import FiguresRead, read_figures

VECTORS = Path(__file__).parents[1] / "vectors" / "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A sentence, its figures as (low, high, qualifier), and whether the words are open to doubt."""

    language: str
    text: str
    figures: tuple[tuple[int | None, int | None, str], ...]
    labels: tuple[dict[str, object], ...]
    doubtful: bool
    either: tuple[tuple[int | None, int | None, str], ...] = ()
    doubt_alone: bool = False

    def read(self) -> FiguresRead:
        return read_figures(self.text, self.language)


def cases(path: Path, *, doubt_alone: bool | None = None) -> tuple[Case, ...]:
    """The sentences of a file; `doubt_alone` is known of our own files, and to be said of others."""
    doubt_alone = (
        path.stem.startswith(("third-mind", "fourth-mind", "sixth-mind", "official-pages", "kinds"))
        if doubt_alone is None
        else doubt_alone
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_case(json.loads(line), doubt_alone=doubt_alone) for line in lines)


def _case(row, *, doubt_alone: bool) -> Case:
    return Case(
        language=row["lang"],
        text=row["text"],
        figures=tuple(_bounds(one) for one in row["figures"]),
        labels=tuple(row["figures"]),
        doubtful=row.get("doubt", False),
        either=tuple(_bounds(one) for one in row.get("either", ())),
        doubt_alone=doubt_alone,
    )


def _bounds(one) -> tuple[int | None, int | None, str]:
    qualifier = qualifier_named(one["qualifier"], bounded_above=one["high"] is not None)
    return one["low"], one["high"], qualifier.value


def found(read: FiguresRead) -> tuple[tuple[int | None, int | None, str], ...]:
    return tuple((one.low, one.high, one.qualifier.value) for one in read.figures)


def outcome(case: Case) -> str:
    """`right`, `doubted` (not right, and the reader says so) or `silent` (wrong without a word)."""
    read = case.read()
    if case.doubtful and case.doubt_alone:
        return "right" if read.findings else "silent"
    if places(case, read) is not None and (read.findings or not case.doubtful):
        return "right"
    return "doubted" if read.findings else "silent"


def places(case: Case, read: FiguresRead) -> tuple[int, ...] | None:
    """Which of the figures read stand for those of the case, in order; `None` where they are not the same."""
    due, may, taken = list(case.figures), list(case.either), []
    for at, one in enumerate(found(read)):
        if due and one == due[0]:
            due.pop(0)
            taken.append(at)
        elif one in may:
            may.remove(one)
        else:
            return None
    return None if due else tuple(taken)


def labels_told(every: Iterable[Case]) -> Counter[tuple[str, str]]:
    """Of the sentences that are right, how often a named label is told, missing, another."""
    told: Counter[tuple[str, str]] = Counter()
    for case in every:
        read = case.read()
        for at, labels in zip(places(case, read) or (), case.labels, strict=False):
            figure = read.figures[at]
            said = {
                "unit": figure.unit and figure.unit.value,
                "relation": figure.relation and figure.relation.tie.value,
                "attributed": bool(figure.attributed_to) or None,
            }
            for key in said.keys() & labels.keys():
                due = labels[key] if key != "attributed" else bool(labels[key])
                share = "right" if said[key] == due else "missing" if said[key] is None else "another"
                told[key, share] += 1
    return told
