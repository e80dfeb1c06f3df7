"""Bare numbers that are years: "in 2031", "2029 to 2031", with no noun that they could count."""

from collections.abc import Sequence
from fractions import Fraction

from undersigned.counting.reading.mentions import FIRST_YEAR, LAST_YEAR, Mention
from undersigned.counting.reading.nouns import names_persons, noun_at
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary


def like_a_year(value: Fraction | None) -> bool:
    """Whether a number is one that years have."""
    return value is not None and FIRST_YEAR <= value <= LAST_YEAR


def may_count(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """Whether what reads as a year may be a number of something all the same."""
    return _is_stray(mention, tokens, words, text) or _leads_to_a_noun(mention, tokens, words)


def _has_a_year_of_its_own(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`640 letters in 2030 and 1980 in 2031`: what is told of a year is hardly one."""
    at = mention.after + (1 if mention.after < len(tokens) and tokens[mention.after].text == "-" else 0)
    if at + 1 >= len(tokens) or tokens[at].text not in words.words["in_year"]:
        return False
    year = tokens[at + 1]
    return year.aside in {"year", "date"} or (year.text.isdigit() and like_a_year(Fraction(year.text)))


def _is_stray(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`there were 1900.`: no word, name or bracket leads up to the year, so that it may be a count."""
    if mention.first == 0 or not mention.bare or mention.ranged:
        return False
    before = tokens[mention.first - 1]
    leads = words.words["year_before"] | words.words["articles"]
    return before.kind == "word" and before.text not in leads and not text[before.start].isupper()


def _leads_to_a_noun(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`et 1700 gardes à vue`: behind a word that leads to any number, with a noun that it may count."""
    if (
        mention.first == 0
        or not mention.bare
        or mention.ranged
        or tokens[mention.first - 1].text not in words.words["before_any"]
    ):
        return False
    noun = noun_at(tokens, mention.after, words)
    plural = words.language == "ru" or (noun is not None and tokens[noun[1]].text.endswith(("s", "x")))
    return noun is not None and plural


def is_year(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """After a word that years follow, or where the number counts nothing."""
    if not mention.bare or not like_a_year(mention.low) or _has_a_year_of_its_own(mention, tokens, words):
        return False
    if mention.ranged:
        return like_a_year(mention.high) and noun_at(tokens, mention.after, words) is None
    if mention.qualified:
        return False
    before = tokens[mention.first - 1].text if mention.first else ""
    counted = mention.after < len(tokens) and tokens[mention.after].kind == "word"
    counted = counted and tokens[mention.after].text not in words.words["stop"]
    named = before in words.words["articles"] and not names_persons(tokens, mention.after, words)
    return before in words.words["year_before"] or named or not counted
