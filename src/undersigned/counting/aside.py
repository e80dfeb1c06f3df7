"""An `Aside`: a number of a text that counts nothing, such as a date, an article or an age.

An aside keeps its kind; where it may count something after all it has a doubt too, and a person settles it.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.nouns import names_persons, noun_at
from undersigned.counting.reading.tokens import NOTE, Covered, Token, stretch
from undersigned.counting.reading.vocabulary import Vocabulary
from undersigned.counting.reading.years import may_count

SPACED = re.compile(r"[0-9]\s[0-9]{3}$")  # poste 4 120 voix: a reference, or a number behind one
MAY_BE_A_FIGURE = {
    "date",
    "year",
    "reference",
    "address",
    "symbol",
}  # "In March 20 people": a day, or so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A number of the text that counts nothing; `doubt` is set where it may count something after all."""

    kind: str
    written: str
    start: int
    end: int
    doubt: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data = {"kind": self.kind, "written": self.written, "start": self.start, "end": self.end}
        return {**data, "doubt": self.doubt} if self.doubt else data


def asides_of(
    text: str,
    tokens: Sequence[Token],
    pairs: Sequence[tuple[Mention, str]],
    in_rows: Collection[int],
    words: Vocabulary,
) -> tuple[Aside, ...]:
    """The asides of a text: its covered tokens, then the mentions that were set aside (`pairs`, with kinds).

    `in_rows` are the first tokens of years that stand in a row of numbers.
    """
    covered = (
        Aside(
            kind=token.aside,
            written=text[token.start : token.end].strip(),
            start=token.start,
            end=token.end,
            doubt=_doubt_of_aside(token.aside, tokens, at + 1, words)
            or _doubt_of_spaced(text, token, tokens, at + 1, words),
        )
        for at, token in enumerate(tokens)
        if token.aside is not None
    )
    told = (
        Aside(
            kind=kind,
            written=written,
            start=begin,
            end=end,
            doubt="or-year"
            if kind == "year" and (may_count(mention, tokens, words, text) or mention.first in in_rows)
            else _doubt_of_aside(kind, tokens, mention.after, words),
        )
        for mention, kind in pairs
        for begin, end, written in [stretch(text, tokens, mention.first, mention.after)]
    )
    return (*covered, *told)


def notes_of(text: str, covered: Iterable[Covered]) -> tuple[Aside, ...]:
    """The calls of notes (`65[1]`), which are no tokens, as asides."""
    return tuple(
        Aside(kind=NOTE, written=text[call.start : call.end].strip(), start=call.start, end=call.end)
        for call in covered
        if call.kind == NOTE
    )


def _doubt_of_aside(kind: str, tokens: Sequence[Token], after: int, words: Vocabulary) -> str | None:
    return f"or-{kind}" if kind in MAY_BE_A_FIGURE and names_persons(tokens, after, words) else None


def _doubt_of_spaced(
    text: str, token: Token, tokens: Sequence[Token], after: int, words: Vocabulary
) -> str | None:
    spaced = token.aside == "reference" and SPACED.search(text, token.start, token.end)
    return "two-numbers" if spaced and noun_at(tokens, after, words) else None
