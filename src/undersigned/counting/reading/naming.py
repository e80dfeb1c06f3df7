"""Numbers that are part of a name: `Facility 21`, `the sector 7`, `a 40-member delegation`.

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


def is_name(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`in Facility 21.`: a kind of thing that bears numbers, with a capital, and no noun behind."""
    if mention.begin and not mention.qualified and tokens[mention.begin - 1].text in words.words["ordered"]:
        return not names_persons(tokens, mention.after, words)  # by day five
    if _is_of_a_name(mention, tokens, words, text):
        return True
    if noun_at(tokens, mention.after, words):
        return False
    if _bears_numbers(mention, tokens, words) and _is_where(mention, tokens, words):
        return True
    capital = mention.begin > 0 and is_capital(tokens[mention.begin - 1], text)
    return capital and (_bears_numbers(mention, tokens, words) or _closes_a_title(mention, tokens))


def is_label(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`the sector 7 was`, `the Karst Four`, `the Dawn 21 list`: what may name, and count nothing."""
    capital = mention.begin > 0 and is_capital(tokens[mention.begin - 1], text)
    if words.relations["named_group"].ending(tokens, mention.first) or _is_house(
        mention, tokens, words, text
    ):
        return True
    if _is_numbered_in_groups(mention, tokens, words):
        return True
    if _bears_numbers(mention, tokens, words):
        return capital or not _counts_a_noun(mention, tokens, words)
    if mention.first > 0 and tokens[mention.first].kind == "word" and is_capital(tokens[mention.first], text):
        return tokens[mention.first - 1].kind == "word" and not _shouts(mention, tokens, text)
    plain = mention.bare and not mention.qualified and mention.begin == mention.first  # not "only 7"
    return mention.begin >= LABEL and plain and _follows_a_name(mention, tokens, words, text)


def may_be_two(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`in block 3 400 prisoners`: a kind of thing that bears numbers, and a space in the number behind it."""
    if mention.begin == 0 or mention.qualified or mention.ranged or " " not in tokens[mention.first].text:
        return False
    word = tokens[mention.begin - 1].text
    bases = form_of(word).bases if words.language == "ru" else {word}
    bearing = words.words["numbered"] | words.words["reference"] | words.words["ordered"]
    return not bearing.isdisjoint(bases)


def ends_in_ordinal(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`двадцать пятый`, `vingt et unième`, `one hundred and first`: the tens of an ordinal in words."""
    if mention.low < TENS or mention.low % 10 or tokens[mention.first].kind != "word":
        return False
    here = mention.after
    if here < len(tokens) and tokens[here].text in words.words["links"]:
        here += 1
    if here >= len(tokens) or tokens[here].kind != "word":
        return False
    if words.language == "ru":
        return form_of(tokens[here].text).ordinal
    return re.fullmatch(words.months["ordinal_words"], tokens[here].text) is not None


def describes_by_hyphen(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`a 9-storey block`: a word that describes a thing and never a group of people."""
    return describes(mention, tokens) and tokens[mention.after + 1].text in words.words["descriptive"]


def describes(mention: Mention, tokens: Sequence[Token]) -> bool:
    """`a 40-member delegation`: a number and a word with nothing but a hyphen between."""
    if (
        mention.after + 1 >= len(tokens)
        or tokens[mention.after].text != "-"
        or tokens[mention.after + 1].kind != "word"
    ):
        return False
    hyphen = tokens[mention.after]
    return hyphen.start == tokens[mention.after - 1].end and tokens[mention.after + 1].start == hyphen.end


def _bears_numbers(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    if (
        mention.qualified
        or not mention.bare
        or mention.begin == 0
        or tokens[mention.begin - 1].kind != "word"
    ):
        return False
    word = tokens[mention.begin - 1].text
    bases = form_of(word).bases if words.language == "ru" else {word}
    return not words.words["numbered"].isdisjoint(bases)


def _is_numbered_in_groups(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`Doc. 14,983.`: behind a word that documents are numbered with, and counting nothing."""
    if mention.qualified or mention.begin == 0 or mention.bare or tokens[mention.first].kind != "number":
        return False
    at = mention.begin - (1 if tokens[mention.begin - 1].text == "." and mention.begin > 1 else 0)
    return tokens[at - 1].text in words.words["reference"] and noun_at(tokens, mention.after, words) is None


def _is_where(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`into flat 40`, `dans la caserne 3`; in Russian "в зале 300" may say how many were there."""
    if words.language == "ru" or mention.begin < LABEL:
        return False
    at = mention.begin - LABEL
    if at and tokens[at].text in words.words["articles"]:
        at -= 1
    return tokens[at].text in words.words["into"]


def _counts_a_noun(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a noun of a known unit follows, or in Russian one that the dictionary knows."""
    noun = noun_at(tokens, mention.after, words)
    if noun is None:
        return False
    known = noun[0] is not Unit.OTHER
    return known or (words.language == "ru" and form_of(tokens[noun[1]].text).noun)


def _follows_a_name(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """After a capital, or after an article and a noun, with no noun behind that the number could count."""
    article, named = tokens[mention.begin - LABEL], tokens[mention.begin - 1]
    capital = is_capital(named, text)
    noun = noun_at(tokens, mention.after, words)
    if noun is not None:
        return noun[0] is Unit.OTHER and capital and not _is_place(mention.begin - LABEL, tokens, words, text)
    if capital:
        return True
    known = words.words["stop"] | words.words["of"] | words.words["year_before"] | words.words["describing"]
    return article.text in words.words["singular"] and named.kind == "word" and named.text not in known


def _closes_a_title(mention: Mention, tokens: Sequence[Token]) -> bool:
    """`« Mémoire 37 »`: a word and a number alone in quotation marks."""
    if mention.begin < LABEL or mention.after >= len(tokens) or mention.qualified:
        return False
    return tokens[mention.begin - LABEL].text in OPENING and tokens[mention.after].text in CLOSING


def _is_house(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`на Башенной, 33`: in Russian a capital that describes, and a number behind a comma."""
    if (
        words.language != "ru"
        or mention.begin < LABEL
        or not mention.bare
        or tokens[mention.begin - 1].text != ","
    ):
        return False
    street = tokens[mention.begin - LABEL]
    return is_capital(street, text) and form_of(street.text).describes


def _is_of_a_name(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`l’Union des Vingt`, `the Council of Ten`, `площадь Семи Мостов`: capitals on the number and beside it.

    English titles write every word with a capital, so there only "of" between two capitals tells a name.
    """
    number = tokens[mention.first]
    if mention.qualified or mention.first < LABEL or number.kind != "word" or not is_capital(number, text):
        return False
    if _shouts(mention, tokens, text):
        return False
    joint = (
        {*words.words["of"], "the"} if words.language == "en" else words.words["of"] | words.words["articles"]
    )
    at = mention.first - 1
    while at > 0 and tokens[at].text in joint:
        at -= 1
    after_name = at < mention.first - 1 and is_capital(tokens[at], text) and tokens[at].kind == "word"
    follows = mention.after < len(tokens) and is_capital(tokens[mention.after], text)
    closed = noun_at(tokens, mention.after, words) is None
    return (after_name and closed) or (follows and words.language != "en" and tokens[at].kind == "word")


def _shouts(mention: Mention, tokens: Sequence[Token], text: str) -> bool:
    """Whether all of it is in capitals, which then say nothing."""
    before, number = tokens[mention.first - 1], tokens[mention.first]
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
