"""Numbers that are a share: "one in five", "seven out of ten", "3 of his 8 years".

* One in so many is a fraction; so many out of a few is one, or a number of that many: a doubt.
"""

from collections.abc import Sequence
from fractions import Fraction

from undersigned.counting.figure import Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.nouns import noun_at
from undersigned.counting.reading.number_words import form_of, is_numeral
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

POWERS = frozenset({10, 100, 1000, 10_000, 100_000, 1_000_000})
MOST_OF_FEW = 10  # "three out of four" is a share, "30 out of 40" a count
MOST_OF_ONE = 100  # "one in a hundred"
OF_SO_MANY = frozenset({*range(2, 11), 15, 20, 25, 30, 40, 50}) | POWERS  # what one in so many is said of
RATIO_REACH = 3  # words from "one" to its "in"
SHARE_REACH = 3  # words between the two numbers of a share


def is_one_in(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """The second number of "one in five", "une personne sur cinq"; the first of "more than one in five".

    A bare "one" is no number at all, so that only a qualified one comes here.
    """
    if mention.low == 1 and _opens_ratio(mention, tokens, words):
        return True
    if mention.low > MOST_OF_ONE and mention.low not in POWERS:
        return False
    before = [token.text for token in tokens[max(0, mention.begin - 3) : mention.begin]]
    if before and before[-1] in words.words["each"]:
        before.pop()  # one in every six
    if not before or before.pop() not in words.words["ratio"]:
        return False
    near, far = before[-1:], before[:-1]
    if any(word == "1" or word in words.words["one"] for word in near):
        return True
    if not words.words["definite"].isdisjoint(token.text for token in tokens[mention.begin : mention.first]):
        return False  # une femme sur les 12
    named = any(word == "1" or word in words.words["one"] for word in far)
    return named and not _counts_of_its_own(mention.low, tokens, mention.after, words)


def _opens_ratio(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    for at in range(mention.after, min(mention.after + RATIO_REACH, len(tokens) - 2)):
        if tokens[at].text in words.words["ratio"]:
            number = at + (2 if tokens[at + 1].text in words.words["each"] else 1)
            return is_numeral(tokens[number], words) and (
                at == mention.after or noun_at(tokens, number + 1, words) is None
            )
    return False


def _counts_of_its_own(value: Fraction, tokens: Sequence[Token], after: int, words: Vocabulary) -> bool:
    """`one killed in 12 villages`: a noun behind, of a known unit, or behind a number that no ratio has."""
    noun = noun_at(tokens, after, words)
    return noun is not None and (noun[0] is not Unit.OTHER or value not in OF_SO_MANY)


def may_be_share(mention: Mention, following: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`seven out of ten`, `7 personnes sur 10`: a share, or as many of that many."""
    between = tokens[mention.after : following.begin]
    of_few = any(token.text in words.words["out"] for token in between)
    of_few = of_few or (len(between) == 1 and between[0].text in words.words["ratio"])
    few = following.low <= MOST_OF_FEW and of_few
    if following.qualified or not (few or following.low in POWERS) or len(between) > SHARE_REACH:
        return False
    rate = following.low in POWERS and any(token.text in words.words["rate"] for token in between)
    joined = rate or any(token.text in words.words["in"] for token in between)
    definite = any(
        token.text in words.words["definite"] for token in tokens[mention.after : following.first]
    )  # of the hundred
    return joined and not definite and all(token.kind == "word" for token in between)


def may_be_rate(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`one judge for 4,000 cases`, `на 100 000 жителей приходится 145`: for each of so many, or for all."""
    if tokens[mention.begin].text in words.words["articles"]:
        return False  # one answer for all three
    opens = tokens[max(0, mention.begin - RATIO_REACH - 1) : max(0, mention.begin - 2)]
    if any(token.text == "1" or _says_one(token.text, words) for token in opens):
        return True
    falls = words.words["falls_to"]
    after = tokens[mention.after : mention.after + RATIO_REACH] if falls else ()
    return any(token.kind == "word" and not falls.isdisjoint(form_of(token.text).bases) for token in after)


def _says_one(word: str, words: Vocabulary) -> bool:
    russian = words.language == "ru" and word.isalpha()
    return word in words.words["one"] or (russian and not form_of(word).bases.isdisjoint(words.words["one"]))


def is_out_of(
    mention: Mention, following: Mention, tokens: Sequence[Token], words: Vocabulary, *, noun: int = 0
) -> bool:
    """`3 of his 8 years`, `3 года из 8`: a part of a term is a term."""
    between = tokens[mention.after + noun : following.begin]
    phrase = words.relations["part_of_the"].starting(between, 0)
    return phrase is not None and all(token.text in words.words["articles"] for token in between[phrase[0] :])
