"""Numbers that are ages: "aged 22, 27 and 41", "a woman of 61", "Ana Dren, 34,", "children under 14".

* Between commas after a name of two words, or after one person, a number is that person's age; a name after
  "in" may be a place: a doubt.
* After so many persons, as many numbers are their ages; after several, ages or how many of them: a doubt.
"""

from collections.abc import Sequence
from itertools import takewhile

from undersigned.counting.figure import Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.nouns import names_persons, noun_at, unit_of
from undersigned.counting.reading.number_words import form_of
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

OLDEST = 119
JOINING = frozenset({"and", "or", "et", "ou", "и", "или"})
PRONOUNS = frozenset({"he", "she"})
AGE_REACH, AGE_NEAR = 10, 3  # how many tokens back the word age is sought, and is surely meant
NAME = 3  # two words and a comma


def is_age(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """After "aged"; or later in a sentence about ages, where no noun follows."""
    if names_persons(tokens, mention.after, words):
        return False
    if _stands_between_commas(mention, tokens) and _names_one(mention, tokens, words, text):
        return True
    return _is_of_youngest(mention, tokens, words) or _follows_age(mention, tokens, words)


def _is_of_youngest(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`the youngest of the detainees is 14 and the oldest 71`."""
    if mention.low > OLDEST or mention.begin == 0 or noun_at(tokens, mention.after, words) is not None:
        return False
    before = tokens[mention.begin - 1].text
    if before in words.words["youngest"]:
        return True
    near = takewhile(
        lambda token: token.kind != "mark",
        reversed(tokens[max(0, mention.begin - AGE_REACH) : mention.begin - 1]),
    )
    return before in words.words["copula"] and any(token.text in words.words["youngest"] for token in near)


def _follows_age(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """After "aged", "he was", "a woman of"; or later in a sentence about ages, where no noun follows."""
    named = ("person_of", "is_aged")  # a woman of 61, she was 61
    if mention.low <= OLDEST and any(words.relations[key].ending(tokens, mention.begin) for key in named):
        return not mention.qualified and noun_at(tokens, mention.after, words) is None
    if mention.begin and tokens[mention.begin - 1].text == "at" and mention.after + 1 < len(tokens):
        return tokens[mention.after].text == "," and tokens[mention.after + 1].text in PRONOUNS  # at 62, she
    for back, token in enumerate(reversed(tokens[max(0, mention.begin - AGE_REACH) : mention.first])):
        if token.kind == "mark" and token.text != "-":
            return False
        if _says_age(token, words):
            return back <= AGE_NEAR or noun_at(tokens, mention.after, words) is None
    return False


def _is_in(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`in New Tarn, 34,`: a name of two words that a place may have."""
    return mention.begin > NAME and tokens[mention.begin - 4].text in words.words["in_place"]


def may_be_age(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`his daughters, 8 and 12,`: ages, or so many of them."""
    if _stands_between_commas(mention, tokens) and _is_in(mention, tokens, words):
        return True
    if not _stands_between_commas(mention, tokens):
        return False
    before = tokens[mention.begin - 2]
    if before.kind != "word":
        return False
    return unit_of(before.text, words) is Unit.PERSONS


def ages_of_so_many(
    at: int, mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary
) -> tuple[int, ...]:
    """`two daughters, 8 and 12,`: the mentions after that of the persons, if they are as many as these."""
    persons = mentions[at]
    noun = noun_at(tokens, persons.after, words)
    if persons.ranged or noun is None or noun[0] is not Unit.PERSONS:
        return ()
    comma = noun[1] + 1
    if comma >= len(tokens) or tokens[comma].text != ",":
        return ()
    listed: list[int] = []
    end = comma
    for index, mention in enumerate(mentions[at + 1 :], start=at + 1):
        between = [token.text for token in tokens[end : mention.begin]]
        if (mention.qualified and not mention.ranged) or not between or not set(between) <= {",", *JOINING}:
            break
        listed.append(index)
        end = mention.after
    closed = end >= len(tokens) or tokens[end].text in {",", ")", "."}
    number = sum(2 if mentions[index].ranged else 1 for index in listed)
    fits = number == persons.low and all(mentions[index].low <= OLDEST for index in listed)
    return tuple(listed) if closed and fits else ()


def _stands_between_commas(mention: Mention, tokens: Sequence[Token]) -> bool:
    if (
        mention.begin != mention.first
        or mention.low > OLDEST
        or mention.begin < NAME
        or mention.after >= len(tokens)
    ):
        return False
    closes = mention.after
    if mention.after + 2 < len(tokens) and tokens[closes].text in JOINING:
        closes += 2  # 8 and 12,
    return tokens[mention.begin - 1].text == "," and tokens[closes].text in {",", ")"}


def _names_one(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    first, last = tokens[mention.begin - 3 : mention.begin - 1]
    if last.kind != "word":
        return False
    if first.kind == "word" and text[last.start].isupper():
        opens = words.words["stop"] | words.words["year_before"] | words.words["articles"]
        full = text[first.start].isupper() and first.text not in opens
        if full and _is_in(mention, tokens, words):
            return False
        return full or unit_of(first.text, words) is Unit.PERSONS
    if last.text in words.words["aged_one"]:
        return True  # the youngest, 16,
    plural = last.text.endswith(("s", "x")) or last.text in words.words["plural"]
    plural = plural or (words.language == "ru" and not form_of(last.text).single)
    return unit_of(last.text, words) is Unit.PERSONS and not plural


def _says_age(token: Token, words: Vocabulary) -> bool:
    ages = words.words["age_before"]
    russian = words.language == "ru" and token.kind == "word"
    return (token.kind == "word" and token.text in ages) or (
        russian and not form_of(token.text).bases.isdisjoint(ages)
    )


def is_age_limit(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`children under 14`: a noun before the limit and none after it; `over 60: 19` in a list."""
    if not mention.qualified or mention.begin == 0 or (mention.high or mention.low) > OLDEST:
        return False
    before = tokens[mention.begin - 1]
    limit = tokens[mention.begin].text in words.words["age_limits"] and mention.begin + 1 == mention.first
    if before.text in {";", ","} and mention.after < len(tokens) and tokens[mention.after].text == ":":
        return limit
    if mention.high is None:
        return False
    verb = before.text in words.words["participles"]  # police detained over 40
    copula = before.text in words.words["copula"] and mention.begin > 1  # 13 were under 18
    before = tokens[mention.begin - 2] if copula else before
    is_noun = before.kind == "word" and unit_of(before.text, words) is Unit.PERSONS and not verb
    if words.words["young"]:
        is_noun = is_noun and not words.words["young"].isdisjoint(form_of(before.text).bases)
    else:
        is_noun = is_noun or before.kind == "number" or before.text in words.words["numbers"]  # 3 under 18
    follows = mention.after < len(tokens) and tokens[mention.after].kind == "word"
    return limit and is_noun and not (follows and tokens[mention.after].text not in words.words["stop"])
