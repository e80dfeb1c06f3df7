"""Finds the figures of a text: the exact stretch of a clause that is marked for each.

1. The number is found by its place among the numbers of the canonical clause; its value must be the bound
   one.
2. The stretch takes in the words that qualify it and the noun that follows ("at least 65 people"), where the
   reader of figures finds them.
3. What cannot be found is a finding, and nothing is marked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from undersigned.counting.figure import Figure, Tie
from undersigned.counting.figures import read_figures
from undersigned.counting.reading.vocabulary import LANGUAGES
from undersigned.publishing.figures.binding import Binding
from undersigned.values.digest import canonical_paragraph
from undersigned.values.findings import Finding, Place, failed, passed

CODE = "publishing.figure.place"
_NUMBER = re.compile(r"\d+(?:[\u00a0\u202f,.]\d{3}(?!\d))*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a canonical clause (counted from 1): the offset of its first character, and of its end."""

    clause: int
    start: int
    end: int
    figure: str


def cut(words: str, clause: int, stretches: Iterable[Stretch]) -> tuple[tuple[str, str | None], ...]:
    """A clause in pieces, each with the figure that it is; put together they are the clause, word for
    word.
    """
    pieces: list[tuple[str, str | None]] = []
    done = 0
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        if stretch.clause == clause and stretch.start >= done:
            pieces += [
                (words[done : stretch.start], None),
                (words[stretch.start : stretch.end], stretch.figure),
            ]
            done = stretch.end
    return tuple((piece, figure) for piece, figure in (*pieces, (words[done:], None)) if piece)


def places(
    bindings: Iterable[Binding], clauses: Mapping[str, Sequence[str]]
) -> tuple[Mapping[str, tuple[Stretch, ...]], tuple[Finding, ...]]:
    """The stretches by language, in the order of the text, and for each figure whether it was found."""
    bindings = tuple(bindings)
    found: list[Finding] = []
    by_language: dict[str, tuple[Stretch, ...]] = {}
    for language, text in clauses.items():
        stretches = []
        for binding in bindings:
            stretch = _stretch(binding, language, text)
            found.append(_found(binding, language, stood=stretch is not None))
            if stretch:
                stretches.append(stretch)
        by_language[language] = tuple(sorted(stretches, key=lambda stretch: (stretch.clause, stretch.start)))
    return by_language, tuple(found)


def _found(binding: Binding, language: str, *, stood: bool) -> Finding:
    clause, _ = binding.place(language)
    if stood:
        return passed(CODE, figure=binding.id, clause=clause, value=binding.value)
    place = Place(field=f"figures.{binding.id}")
    return failed(CODE, place, figure=binding.id, clause=clause, value=binding.value)


def _stretch(binding: Binding, language: str, clauses: Sequence[str]) -> Stretch | None:
    clause, nth = binding.place(language)
    if not 0 < clause <= len(clauses):
        return None
    text = canonical_paragraph(clauses[clause - 1])
    numbers = list(_NUMBER.finditer(text))
    if not 0 < nth <= len(numbers) or int(re.sub(r"\D", "", numbers[nth - 1][0])) != binding.value:
        return None
    start, end = numbers[nth - 1].span()
    for one, other in _read(text, language):
        if one <= start and end <= other:
            return Stretch(clause=clause, start=one, end=other, figure=binding.id)
    return Stretch(clause=clause, start=start, end=end, figure=binding.id)


@lru_cache(maxsize=256)
def _read(text: str, language: str) -> tuple[tuple[int, int], ...]:
    if language not in LANGUAGES:
        return ()
    return tuple(
        (figure.start, figure.end if _is_part(figure) else _with_noun(text, figure.end, figure.noun))
        for figure in read_figures(text, language).figures
    )


def _is_part(figure: Figure) -> bool:
    """Whether a figure takes its noun from another ("43 of whom"), so that another word follows it."""
    return figure.relation is not None and figure.relation.tie is Tie.PART


def _with_noun(text: str, end: int, noun: str | None) -> int:
    """The end of the noun of a figure, if the noun follows directly."""
    following = re.match(rf"\s{re.escape(noun)}\b", text[end:]) if noun else None
    return end + following.end() if following else end
