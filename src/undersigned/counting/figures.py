"""Finds the figures of a text: value, qualifier, unit, place, relation, attribution and doubts.

* Every number of the text becomes a figure, an aside (a number that counts nothing) or a doubt; none is
  ignored.
* Each doubt gives a finding and waits for a person; a person confirms every figure in any case.
* This module only proposes figures; it binds none of them to a record.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from undersigned.counting.aside import Aside, asides_of, notes_of
from undersigned.counting.figure import Figure, Qualifier, Relation, Unit, bounds
from undersigned.counting.reading.asides import covered_in
from undersigned.counting.reading.attributing import attributions_of, who_says
from undersigned.counting.reading.doubting import doubts_of
from undersigned.counting.reading.mentions import Mention, mentions_of
from undersigned.counting.reading.nouns import (
    counts_persons,
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
from undersigned.counting.reading.tokens import Token, plain, small, stretch, tokens_of
from undersigned.counting.reading.units import units_shared
from undersigned.counting.reading.vocabulary import Vocabulary, vocabulary
from undersigned.values.findings import Finding, Place, undetermined


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresRead:
    """What was found in a text: its figures in order, the numbers set aside, and a finding for each doubt."""

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
    kept = [mention for mention, kind in zip(mentions, kinds, strict=True) if kind is None]
    pairs = [(mention, kind) for mention, kind in zip(mentions, kinds, strict=True) if kind is not None]
    figures, unread = _figures(text, even, tokens, kept, words)
    in_rows = years_in_rows(mentions, kinds, tokens, even)
    asides = asides_of(text, tokens, pairs, in_rows, words) + unread + notes_of(text, covered)
    ordered = tuple(sorted(asides, key=lambda aside: aside.start))
    return FiguresRead(figures=figures, asides=ordered, findings=_findings(text, figures, ordered))


def _figures(
    text: str, even: str, tokens: Sequence[Token], kept: Sequence[Mention], words: Vocabulary
) -> tuple[tuple[Figure, ...], tuple[Aside, ...]]:
    """Turn mentions into figures; a mention without a definite value becomes an aside with a doubt."""
    starts = sentence_starts(tokens, even, words)
    rows = units_of_rows(kept, tokens, starts, words, even)
    told = [
        (mention, () if mention.first in rows else doubts_of(mention, following, tokens, words, even))
        for mention, following in zip_longest(kept, kept[1:])
        if mention is not None
    ]
    sure = [(mention, doubts) for mention, doubts in told if not _has_no_value(doubts)]
    ties = ties_of([mention for mention, _ in sure], tokens, starts, words)
    said, periods = attributions_of(tokens, starts, words), _periods(text, tokens, starts)
    line_ends = [at for at, character in enumerate(text) if character == "\n"]
    figures: list[Figure] = []
    for (mention, doubts), tie in zip(sure, ties, strict=True):
        who = who_says(mention.first, tokens, starts, said, words)
        figures.append(
            _figure(
                text,
                tokens,
                mention,
                words,
                doubts=doubts,
                relation=tie,
                attributed_to=stretch(text, tokens, *who)[2] if who else None,
                period=periods.get(starts[mention.first], ()),
                unit=rows.get(mention.first),
                line=bisect_right(line_ends, tokens[mention.begin].start) + 1,
            )
        )
    sentences = [starts[mention.first] for mention, _ in sure]
    otherwise = [unit_doing(tokens, mention.after, words) for mention, _ in sure]
    return units_shared(figures, sentences, otherwise), _unread(text, tokens, told)


def _unread(
    text: str, tokens: Sequence[Token], told: Sequence[tuple[Mention, Sequence[str]]]
) -> tuple[Aside, ...]:
    """The mentions without a definite value as asides; a number said once more in brackets has no doubt."""
    again = {
        mention
        for before, mention in pairwise(mention for mention, _ in told)
        if mention.low == before.low and mention.first == before.after + 1
    }
    return tuple(
        Aside(kind="again", written=written, start=begin, end=end)  # 23 (twenty-three)
        if mention in again
        else Aside(kind="unread", written=written, start=begin, end=end, doubt=doubts[0])
        for mention, doubts in told
        if _has_no_value(doubts)
        for begin, end, written in [stretch(text, tokens, mention.first, mention.after)]
    )


def _has_no_value(doubts: Sequence[str]) -> bool:
    return bool({"words", "no-number", "fraction", "bracketed"}.intersection(doubts))


def _figure(
    text: str,
    tokens: Sequence[Token],
    mention: Mention,
    words: Vocabulary,
    *,
    doubts: tuple[str, ...],
    relation: Relation | None,
    attributed_to: str | None,
    period: tuple[str, ...],
    unit: Unit | None,
    line: int,
) -> Figure:
    low, high = _bounds(mention)
    after = words.relations["part_after"].starting(tokens, mention.after)
    noun = noun_at(tokens, mention.after + (after[0] if after else 0), words)
    if noun and noun[0] is Unit.OTHER and counts_persons(tokens[mention.after - 1], words):
        noun = None  # шестеро реальные сроки
    beside = None if noun else unit_beside(tokens, mention.begin, mention.after, words)
    noun = noun or (None if beside else noun_before(tokens, mention.begin, words))
    begin, end, written = stretch(text, tokens, mention.begin, mention.after)
    return Figure(
        low=low,
        high=high,
        qualifier=mention.qualifier,
        written=written,
        start=begin,
        end=end,
        clause=line,
        round=mention.round,
        unit=unit or (noun[0] if noun else beside),
        noun=text[tokens[noun[1]].start : tokens[noun[1]].end] if noun else None,
        relation=relation,
        attributed_to=attributed_to,
        period=period,
        doubts=doubts,
    )


def _bounds(mention: Mention) -> tuple[int | None, int | None]:
    if mention.qualifier is Qualifier.BETWEEN:
        return int(mention.low), int(mention.high or mention.low)
    return bounds(int(mention.low), mention.qualifier)


def _periods(text: str, tokens: Sequence[Token], starts: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The days and years of each sentence as written, by the index of the sentence's first token."""
    found: dict[int, tuple[str, ...]] = {}
    for at, token in enumerate(tokens):
        if token.aside in {"date", "year"}:
            found[starts[at]] = (*found.get(starts[at], ()), text[token.start : token.end])
    return found


def _findings(text: str, figures: Sequence[Figure], asides: Sequence[Aside]) -> tuple[Finding, ...]:
    doubts = [(figure.start, figure.written, doubt) for figure in figures for doubt in figure.doubts]
    doubts += [(aside.start, aside.written, aside.doubt) for aside in asides if aside.doubt]
    return tuple(
        undetermined(
            "counting.figure.reading",
            Place(line=text.count("\n", 0, start) + 1),
            written=written,
            doubt=doubt,
        )
        for start, written, doubt in sorted(doubts)
    )
