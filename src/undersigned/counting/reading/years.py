"""Bare numbers that are years: "in 2031", "2029 to 2031", with nothing that they could count."""

from collections.abc import Sequence
from fractions import Fraction

from undersigned.counting.reading.mentions import FIRST_YEAR, LAST_YEAR, Mention
from undersigned.counting.reading.nouns import names_persons, noun_at
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary


def like_a_year(value: Fraction | None) -> bool:
    """Whether a number is one that years have."""
    return value is not None and FIRST_YEAR <= value <= LAST_YEAR


def may_count(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """Whether what reads as a year may be a number of something all the same."""
    return _is_stray(one, tokens, words, text) or _leads_to_a_noun(one, tokens, words)


def _has_a_year_of_its_own(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`640 letters in 2030 and 1980 in 2031`: what is told of a year is hardly one."""
    at = one.after + (1 if one.after < len(tokens) and tokens[one.after].text == "-" else 0)
    if at + 1 >= len(tokens) or tokens[at].text not in words.words["in_year"]:
        return False
    year = tokens[at + 1]
    return year.aside in {"year", "date"} or (year.text.isdigit() and like_a_year(Fraction(year.text)))


def _is_stray(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`there were 1900.`: no word, name or bracket leads up to the year, so that it may be a count."""
    if one.first == 0 or not one.bare or one.ranged:
        return False
    before = tokens[one.first - 1]
    leads = words.words["year_before"] | words.words["articles"]
    return before.kind == "word" and before.text not in leads and not text[before.start].isupper()


def _leads_to_a_noun(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`et 1700 gardes à vue`: behind a word that leads to any number, with a noun that it may count."""
    if (
        one.first == 0
        or not one.bare
        or one.ranged
        or tokens[one.first - 1].text not in words.words["before_any"]
    ):
        return False
    noun = noun_at(tokens, one.after, words)
    plural = words.language == "ru" or (noun is not None and tokens[noun[1]].text.endswith(("s", "x")))
    return noun is not None and plural


def is_year(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """After a word that years follow, or where the number counts nothing."""
    if not one.bare or not like_a_year(one.low) or _has_a_year_of_its_own(one, tokens, words):
        return False
    if one.ranged:
        return like_a_year(one.high) and noun_at(tokens, one.after, words) is None
    if one.qualified:
        return False
    before = tokens[one.first - 1].text if one.first else ""
    counted = one.after < len(tokens) and tokens[one.after].kind == "word"
    counted = counted and tokens[one.after].text not in words.words["stop"]
    named = before in words.words["articles"] and not names_persons(tokens, one.after, words)
    return before in words.words["year_before"] or named or not counted
