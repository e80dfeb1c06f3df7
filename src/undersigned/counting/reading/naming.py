"""Numbers that name: `Facility 21`, `the sector 7`, `a 40-member delegation`; set aside, or a doubt.

* A place or a thing of a kind that bears numbers, written with a capital and with no noun after the number,
  has that number for its name.
* Without the capital it may bear the number or hold that many: a doubt.
* So is a number after a name, and a number word with a capital amid a sentence.
"""

import re
from collections.abc import Sequence

from undersigned.counting.figure import Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.nouns import names_persons, noun_at
from undersigned.counting.reading.number_words import form_of
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

LABEL = 2  # an article and a noun
TENS = 20
OPENING, CLOSING = frozenset({"«", "“", '"', "„"}), frozenset({"»", "”", '"', "“"})


def is_name(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`in Facility 21.`: a kind of thing that bears numbers, with a capital, and no noun behind."""
    if one.begin and not one.qualified and tokens[one.begin - 1].text in words.words["ordered"]:
        return not names_persons(tokens, one.after, words)  # by day five
    if _is_of_a_name(one, tokens, words, text):
        return True
    if noun_at(tokens, one.after, words):
        return False
    if _bears_numbers(one, tokens, words) and _is_where(one, tokens, words):
        return True
    capital = one.begin > 0 and is_capital(tokens[one.begin - 1], text)
    return capital and (_bears_numbers(one, tokens, words) or _closes_a_title(one, tokens))


def is_label(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`the sector 7 was`, `the Karst Four`, `the Dawn 21 list`: what may name, and count nothing."""
    capital = one.begin > 0 and is_capital(tokens[one.begin - 1], text)
    if words.relations["named_group"].ending(tokens, one.first) or _is_house(one, tokens, words, text):
        return True
    if _is_numbered_in_groups(one, tokens, words):
        return True
    if _bears_numbers(one, tokens, words):
        return capital or not _counts_a_noun(one, tokens, words)
    if one.begin >= LABEL and tokens[one.first].kind == "word" and is_capital(tokens[one.first], text):
        return tokens[one.first - 1].kind == "word" and not _shouts(one, tokens, text)
    plain = one.bare and not one.qualified and one.begin == one.first  # not "only 7"
    return one.begin >= LABEL and plain and _follows_a_name(one, tokens, words, text)


def may_be_two(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`in block 3 400 prisoners`: a kind of thing that bears numbers, and a space in the number behind it."""
    if one.begin == 0 or one.qualified or one.ranged or " " not in tokens[one.first].text:
        return False
    word = tokens[one.begin - 1].text
    bases = form_of(word).bases if words.language == "ru" else {word}
    bearing = words.words["numbered"] | words.words["reference"] | words.words["ordered"]
    return not bearing.isdisjoint(bases)


def ends_in_ordinal(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`двадцать пятый`, `vingt et unième`, `one hundred and first`: the tens of an ordinal in words."""
    if one.low < TENS or one.low % 10 or tokens[one.first].kind != "word":
        return False
    here = one.after
    if here < len(tokens) and tokens[here].text in words.words["links"]:
        here += 1
    if here >= len(tokens) or tokens[here].kind != "word":
        return False
    if words.language == "ru":
        return form_of(tokens[here].text).ordinal
    return re.fullmatch(words.months["ordinal_words"], tokens[here].text) is not None


def describes_by_hyphen(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`a 9-storey block`: a word that describes a thing and never a group of people."""
    return describes(one, tokens) and tokens[one.after + 1].text in words.words["descriptive"]


def describes(one: Mention, tokens: Sequence[Token]) -> bool:
    """`a 40-member delegation`: a number and a word with nothing but a hyphen between."""
    if one.after + 1 >= len(tokens) or tokens[one.after].text != "-" or tokens[one.after + 1].kind != "word":
        return False
    hyphen = tokens[one.after]
    return hyphen.start == tokens[one.after - 1].end and tokens[one.after + 1].start == hyphen.end


def _bears_numbers(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    if one.qualified or not one.bare or one.begin == 0 or tokens[one.begin - 1].kind != "word":
        return False
    word = tokens[one.begin - 1].text
    bases = form_of(word).bases if words.language == "ru" else {word}
    return not words.words["numbered"].isdisjoint(bases)


def _is_numbered_in_groups(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`Doc. 14,983.`: behind a word that documents are numbered with, and counting nothing."""
    if one.qualified or one.begin == 0 or one.bare or tokens[one.first].kind != "number":
        return False
    at = one.begin - (1 if tokens[one.begin - 1].text == "." and one.begin > 1 else 0)
    return tokens[at - 1].text in words.words["reference"] and noun_at(tokens, one.after, words) is None


def _is_where(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`into flat 40`, `dans la caserne 3`; in Russian "в зале 300" may say how many were there."""
    if words.language == "ru" or one.begin < LABEL:
        return False
    at = one.begin - LABEL
    if at and tokens[at].text in words.words["articles"]:
        at -= 1
    return tokens[at].text in words.words["into"]


def _counts_a_noun(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a noun of a known unit follows, or in Russian one that the dictionary knows."""
    noun = noun_at(tokens, one.after, words)
    if noun is None:
        return False
    known = noun[0] is not Unit.OTHER
    return known or (words.language == "ru" and form_of(tokens[noun[1]].text).noun)


def _follows_a_name(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """After a capital, or after an article and a noun, with no noun behind that the number could count."""
    article, named = tokens[one.begin - LABEL], tokens[one.begin - 1]
    capital = is_capital(named, text)
    noun = noun_at(tokens, one.after, words)
    if noun is not None:
        return noun[0] is Unit.OTHER and capital and not _is_place(one.begin - LABEL, tokens, words, text)
    if capital:
        return True
    known = words.words["stop"] | words.words["of"] | words.words["year_before"] | words.words["describing"]
    return article.text in words.words["singular"] and named.kind == "word" and named.text not in known


def _closes_a_title(one: Mention, tokens: Sequence[Token]) -> bool:
    """`« Mémoire 37 »`: a word and a number alone in quotation marks."""
    if one.begin < LABEL or one.after >= len(tokens) or one.qualified:
        return False
    return tokens[one.begin - LABEL].text in OPENING and tokens[one.after].text in CLOSING


def _is_house(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`на Башенной, 33`: in Russian a capital that describes, and a number behind a comma."""
    if words.language != "ru" or one.begin < LABEL or not one.bare or tokens[one.begin - 1].text != ",":
        return False
    street = tokens[one.begin - LABEL]
    return is_capital(street, text) and form_of(street.text).describes


def _is_of_a_name(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`l’Union des Vingt`, `the Council of Ten`, `площадь Семи Мостов`: capitals on the number and beside it.

    English titles write every word with a capital, so there only "of" between two capitals tells a name.
    """
    number = tokens[one.first]
    if one.qualified or one.first < LABEL or number.kind != "word" or not is_capital(number, text):
        return False
    if _shouts(one, tokens, text):
        return False
    joint = (
        {*words.words["of"], "the"} if words.language == "en" else words.words["of"] | words.words["articles"]
    )
    at = one.first - 1
    while at > 0 and tokens[at].text in joint:
        at -= 1
    after_name = at < one.first - 1 and is_capital(tokens[at], text) and tokens[at].kind == "word"
    follows = one.after < len(tokens) and is_capital(tokens[one.after], text)
    closed = noun_at(tokens, one.after, words) is None
    return (after_name and closed) or (follows and words.language != "en" and tokens[at].kind == "word")


def _shouts(one: Mention, tokens: Sequence[Token], text: str) -> bool:
    """Whether all of it is in capitals, which then say nothing."""
    before, number = tokens[one.first - 1], tokens[one.first]
    return text[before.start : before.end].isupper() and text[number.start : number.end].isupper()


def _is_place(at: int, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """Whether what stands before a name lets it be a place or a day, which is followed by a count."""
    prepositions = words.words["stop"] | words.words["of"] | words.words["year_before"]
    while at > 0 and tokens[at].text not in prepositions and is_capital(tokens[at], text):
        at -= 1
    return tokens[at].kind != "word" or tokens[at].text in prepositions


def is_capital(token: Token, text: str) -> bool:
    """Whether a word is written with a capital."""
    return token.kind == "word" and text[token.start].isupper()
