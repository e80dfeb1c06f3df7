"""Sorts the clauses of a text by what they do: count, characterise, quote, demand or call.

* Only a clause that counts states a figure of its own. A call ("we call for the release of all 21") and a
  demand ("must be imposed") do not, whatever numbers stand in them; a quotation counts for whoever is quoted.
* A clause that counts may characterise too ("6 000 people were arbitrarily held"): the number is counted, the
  word is kept as the text's own and never becomes ours.
* A clause is a sentence; the first that fits of call, demand, count, quotation, characterisation is its kind.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from undersigned.counting.figure import Figure
from undersigned.counting.figures import FiguresRead
from undersigned.counting.reading.sentences import sentence_starts
from undersigned.counting.reading.tokens import Token, plain, small, tokens_of
from undersigned.counting.reading.vocabulary import Vocabulary, vocabulary

OPENING, CLOSING = frozenset('«“„"'), frozenset('»”"')
LEAST_QUOTED = 2  # a single word in quotation marks is a manner of speaking


class ClauseKind(StrEnum):
    """What a clause does."""

    COUNT = "count"
    CHARACTERISATION = "characterisation"
    QUOTATION = "quotation"
    DEMAND = "demand"
    CALL = "call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A sentence with its kind, its figures by their place in the text, and the words that characterise."""

    kind: ClauseKind
    start: int
    end: int
    figures: tuple[int, ...] = ()
    characterised_by: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data = {
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
            "figures": list(self.figures) or None,
            "characterised_by": list(self.characterised_by) or None,
        }
        return {key: value for key, value in data.items() if value is not None}


def clauses_of(text: str, language: str, read: FiguresRead) -> tuple[Clause, ...]:
    """The clauses of a text whose figures were read. Raises `UnknownLanguageError`."""
    words = vocabulary(language)
    even = plain(text)
    tokens = tokens_of(small(even), (), apart=language == "ru")
    starts = sentence_starts(tokens, even, words)
    bounds = [at for at in range(len(tokens)) if starts[at] == at]
    ends = [*bounds[1:], len(tokens)] if bounds else []
    found = []
    for begin, end in zip(bounds, ends, strict=True):
        if any(token.kind != "mark" for token in tokens[begin:end]):
            found.append(_clause(text, tokens[begin:end], read.figures, words))
    return tuple(found)


def counted(read: FiguresRead, clauses: Sequence[Clause]) -> tuple[int, ...]:
    """The indexes of the figures that stand in counting clauses."""
    return tuple(
        index
        for clause in clauses
        if clause.kind is ClauseKind.COUNT
        for index in clause.figures
        if not read.figures[index].doubts
    )


def _clause(text: str, tokens: Sequence[Token], figures: Sequence[Figure], words: Vocabulary) -> Clause:
    start, end = tokens[0].start, tokens[-1].end
    first, after = (bisect_left(figures, place, key=lambda figure: figure.start) for place in (start, end))
    inside = tuple(range(first, after))
    quoted = _quoted(tokens)
    opens = [begin for begin, _ in quoted]
    own = [at for at in inside if not _lies_in(figures[at].start, quoted, opens)]
    return Clause(
        kind=_kind(tokens, words, counts=bool(own), quotes=bool(quoted)),
        start=start,
        end=end,
        figures=inside,
        characterised_by=_characterised_by(text, tokens, words),
    )


def _lies_in(place: int, stretches: Sequence[tuple[int, int]], opens: Sequence[int]) -> bool:
    before = bisect_right(opens, place) - 1
    return before >= 0 and place < stretches[before][1]


def _kind(tokens: Sequence[Token], words: Vocabulary, *, counts: bool, quotes: bool) -> ClauseKind:
    for name, kind in (("call", ClauseKind.CALL), ("demand", ClauseKind.DEMAND)):
        if any(words.clauses[name].starting(tokens, at) for at in range(len(tokens))):
            return kind
    if counts:
        return ClauseKind.COUNT
    return ClauseKind.QUOTATION if quotes else ClauseKind.CHARACTERISATION


def _quoted(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """Stretches between quotation marks with at least two words."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for at, token in enumerate(tokens):
        if opened is None and token.text in OPENING:
            opened = at
        elif opened is not None and token.text in CLOSING:
            if sum(one.kind == "word" for one in tokens[opened:at]) >= LEAST_QUOTED:
                found.append((tokens[opened].end, token.start))
            opened = None
    return tuple(found)


def _characterised_by(text: str, tokens: Sequence[Token], words: Vocabulary) -> tuple[str, ...]:
    found = []
    at = 0
    while at < len(tokens):
        phrase = words.clauses["characterisation"].starting(tokens, at)
        if phrase:
            found.append(text[tokens[at].start : tokens[at + phrase[0] - 1].end])
        at += phrase[0] if phrase else 1
    return tuple(dict.fromkeys(found))
