"""The figures of a text: value, qualifier, unit, place, tie, attribution; and what could not be settled.

* Each number of the text is a figure, an aside (with its kind) or a doubt. None is passed over in silence.
* A figure with doubts has a finding; it waits for a person, who confirms every figure once in any case.
* The reader proposes; it binds nothing to any record.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Any

from undersigned.counting.figure import Figure, Qualifier, Relation, Unit, bounds
from undersigned.counting.reading.asides import covered_in
from undersigned.counting.reading.attributing import attributions_of, who_says
from undersigned.counting.reading.doubting import doubts_of
from undersigned.counting.reading.mentions import Mention, mentions_of
from undersigned.counting.reading.nouns import (
    counts_persons,
    names_persons,
    noun_at,
    noun_before,
    unit_beside,
    unit_doing,
)
from undersigned.counting.reading.numerals import numerals_of
from undersigned.counting.reading.rows import units_of_rows, years_in_rows
from undersigned.counting.reading.sentences import sentence_starts
from undersigned.counting.reading.setting_aside import kinds_aside
from undersigned.counting.reading.ties import ties_of
from undersigned.counting.reading.tokens import NOTE, Token, plain, small, tokens_of
from undersigned.counting.reading.units import units_shared
from undersigned.counting.reading.vocabulary import Vocabulary, vocabulary
from undersigned.counting.reading.years import may_count
from undersigned.values.findings import Finding, Place, undetermined

SPACED = re.compile(r"[0-9]\s[0-9]{3}$")  # poste 4 120 voix: a reference, or a number behind one
MAY_BE_A_FIGURE = {
    "date",
    "year",
    "reference",
    "address",
    "symbol",
}  # "In March 20 people": a day, or a number of people


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A number of the text that counts nothing; `doubt` where it may count something after all."""

    kind: str
    written: str
    start: int
    end: int
    doubt: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON."""
        data = {"kind": self.kind, "written": self.written, "start": self.start, "end": self.end}
        return {**data, "doubt": self.doubt} if self.doubt else data


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresRead:
    """What was found in a text: the figures in order, the numbers set aside, the findings of doubt."""

    figures: tuple[Figure, ...]
    asides: tuple[Aside, ...]
    findings: tuple[Finding, ...]


def read_figures(text: str, language: str) -> FiguresRead:
    """Find the figures of a text. Raises `UnknownLanguageError`."""
    words = vocabulary(language)
    even = plain(text)
    lowered = small(even)
    covered = covered_in(even, lowered, language)
    tokens = tokens_of(lowered, covered, apart=language == "ru")
    mentions = mentions_of(numerals_of(tokens, words), tokens, words)
    kinds = kinds_aside(mentions, tokens, words, even)
    kept = [one for one, kind in zip(mentions, kinds, strict=True) if kind is None]
    pairs = [(one, kind) for one, kind in zip(mentions, kinds, strict=True) if kind is not None]
    figures, unread = _figures(text, even, tokens, kept, words)
    notes = tuple(
        Aside(kind=NOTE, written=text[one.start : one.end].strip(), start=one.start, end=one.end)
        for one in covered
        if one.kind == NOTE
    )
    in_rows = years_in_rows(mentions, kinds, tokens, even)
    asides = _asides(text, tokens, pairs, in_rows, words) + unread + notes
    ordered = tuple(sorted(asides, key=lambda one: one.start))
    return FiguresRead(figures=figures, asides=ordered, findings=_findings(text, figures, ordered))


def _figures(
    text: str, even: str, tokens: Sequence[Token], kept: Sequence[Mention], words: Vocabulary
) -> tuple[tuple[Figure, ...], tuple[Aside, ...]]:
    """The mentions as figures; those whose value nobody can tell as asides with a doubt."""
    starts = sentence_starts(tokens, even, words)
    rows = units_of_rows(kept, tokens, starts, words, even)
    told = [
        (one, () if one.first in rows else doubts_of(one, following, tokens, words, even))
        for one, following in zip_longest(kept, kept[1:])
        if one is not None
    ]
    sure = [(one, doubts) for one, doubts in told if not _has_no_value(doubts)]
    again = {one for before, one in pairwise(kept) if one.low == before.low and one.first == before.after + 1}
    lost = tuple(
        Aside(kind="again", written=written, start=begin, end=end)  # 23 (twenty-three)
        if one in again
        else Aside(kind="unread", written=written, start=begin, end=end, doubt=doubts[0])
        for one, doubts in told
        if _has_no_value(doubts)
        for begin, end, written in [_stretch(text, tokens, one.first, one.after)]
    )
    ties = ties_of([one for one, _ in sure], tokens, starts, words)
    said, periods = attributions_of(tokens, starts, words), _periods(text, tokens, starts)
    line_ends = [at for at, one in enumerate(text) if one == "\n"]
    figures: list[Figure] = []
    for (one, doubts), tie in zip(sure, ties, strict=True):
        who = who_says(one.first, tokens, starts, said, words)
        figures.append(
            _figure(
                text,
                tokens,
                one,
                words,
                doubts=doubts,
                relation=tie,
                attributed_to=_stretch(text, tokens, *who)[2] if who else None,
                period=periods.get(starts[one.first], ()),
                unit=rows.get(one.first),
                line=bisect_right(line_ends, tokens[one.begin].start) + 1,
            )
        )
    sentences = [starts[one.first] for one, _ in sure]
    otherwise = [unit_doing(tokens, one.after, words) for one, _ in sure]
    return units_shared(figures, sentences, otherwise), lost


def _has_no_value(doubts: Sequence[str]) -> bool:
    return bool({"words", "no-number", "fraction", "bracketed"}.intersection(doubts))


def _figure(
    text: str,
    tokens: Sequence[Token],
    one: Mention,
    words: Vocabulary,
    *,
    doubts: tuple[str, ...],
    relation: Relation | None,
    attributed_to: str | None,
    period: tuple[str, ...],
    unit: Unit | None,
    line: int,
) -> Figure:
    low, high = _bounds(one)
    after = words.relations["part_after"].starting(tokens, one.after)
    noun = noun_at(tokens, one.after + (after[0] if after else 0), words)
    if noun and noun[0] is Unit.OTHER and counts_persons(tokens[one.after - 1], words):
        noun = None  # шестеро реальные сроки
    beside = None if noun else unit_beside(tokens, one.begin, one.after, words)
    noun = noun or (None if beside else noun_before(tokens, one.begin, words))
    begin, end, written = _stretch(text, tokens, one.begin, one.after)
    return Figure(
        low=low,
        high=high,
        qualifier=one.qualifier,
        written=written,
        start=begin,
        end=end,
        clause=line,
        round=one.round,
        unit=unit or (noun[0] if noun else beside),
        noun=text[tokens[noun[1]].start : tokens[noun[1]].end] if noun else None,
        relation=relation,
        attributed_to=attributed_to,
        period=period,
        doubts=doubts,
    )


def _bounds(one: Mention) -> tuple[int | None, int | None]:
    if one.qualifier is Qualifier.BETWEEN:
        return int(one.low), int(one.high or one.low)
    return bounds(int(one.low), one.qualifier)


def _periods(text: str, tokens: Sequence[Token], starts: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The days and years of each sentence, as written; a sentence is known by its first token."""
    found: dict[int, tuple[str, ...]] = {}
    for at, token in enumerate(tokens):
        if token.aside in {"date", "year"}:
            found[starts[at]] = (*found.get(starts[at], ()), text[token.start : token.end])
    return found


def _asides(
    text: str,
    tokens: Sequence[Token],
    pairs: Sequence[tuple[Mention, str]],
    in_rows: Collection[int],
    words: Vocabulary,
) -> tuple[Aside, ...]:
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
            if kind == "year" and (may_count(one, tokens, words, text) or one.first in in_rows)
            else _doubt_of_aside(kind, tokens, one.after, words),
        )
        for one, kind in pairs
        for begin, end, written in [_stretch(text, tokens, one.first, one.after)]
    )
    return (*covered, *told)


def _doubt_of_aside(kind: str, tokens: Sequence[Token], after: int, words: Vocabulary) -> str | None:
    return f"or-{kind}" if kind in MAY_BE_A_FIGURE and names_persons(tokens, after, words) else None


def _doubt_of_spaced(
    text: str, token: Token, tokens: Sequence[Token], after: int, words: Vocabulary
) -> str | None:
    spaced = token.aside == "reference" and SPACED.search(text, token.start, token.end)
    return "two-numbers" if spaced and noun_at(tokens, after, words) else None


def _stretch(text: str, tokens: Sequence[Token], first: int, after: int) -> tuple[int, int, str]:
    begin, end = tokens[first].start, tokens[after - 1].end
    return begin, end, text[begin:end]


def _findings(text: str, figures: Sequence[Figure], asides: Sequence[Aside]) -> tuple[Finding, ...]:
    doubts = [(one.start, one.written, doubt) for one in figures for doubt in one.doubts]
    doubts += [(one.start, one.written, one.doubt) for one in asides if one.doubt]
    return tuple(
        undetermined(
            "counting.figure.reading",
            Place(line=text.count("\n", 0, start) + 1),
            written=written,
            doubt=doubt,
        )
        for start, written, doubt in sorted(doubts)
    )
