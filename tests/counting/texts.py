"""Sentences with the figures that a person reads in them, and how a reading of them fares."""

import json
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

    def read(self) -> FiguresRead:
        return read_figures(self.text, self.language)


def cases(path: Path) -> tuple[Case, ...]:
    return tuple(_case(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def _case(row) -> Case:
    return Case(
        language=row["lang"],
        text=row["text"],
        figures=tuple(
            (
                one["low"],
                one["high"],
                qualifier_named(one["qualifier"], bounded_above=one["high"] is not None).value,
            )
            for one in row["figures"]
        ),
        labels=tuple(row["figures"]),
        doubtful=row.get("doubt", False),
    )


def found(read: FiguresRead) -> tuple[tuple[int | None, int | None, str], ...]:
    return tuple((one.low, one.high, one.qualifier.value) for one in read.figures)


def outcome(case: Case) -> str:
    """`right`, `doubted` (not right, and the reader says so) or `silent` (wrong without a word)."""
    read = case.read()
    if found(read) == case.figures and (read.findings or not case.doubtful):
        return "right"
    return "doubted" if read.findings else "silent"
