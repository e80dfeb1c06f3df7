"""Numbers that count nothing, known by the words around them: what is set aside, and what is doubted.

Set aside: percentages, sums of money, terms ("15 days"), measures, ages, years, times ("three times"),
fractions ("one in five"), "one" as a pronoun. They are not checkable as counts, and are listed all the same.
Doubted: what could be a year or a figure, a number after a plain "not", a fraction with nothing to measure.
"""

from collections.abc import Sequence
from fractions import Fraction

from undersigned.counting.figure import Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.nouns import names_persons, noun_at, unit_of
from undersigned.counting.reading.number_words import form_of
from undersigned.counting.reading.numerals import THOUSAND, scale_at
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

FIRST_YEAR, LAST_YEAR, OLDEST = 1500, 2099, 119
AGE_REACH, AGE_NEAR = 10, 3  # how many tokens back the word age is sought, and is surely meant
RECENT = 1900  # an earlier number without a qualifier is hardly a year
SHARES = frozenset({10, 100, 1000})
LABEL = 2  # an article and a noun
SHARE_REACH = 3  # words between the two numbers of a share
JOINING = frozenset({"and", "or", "et", "ou", "и", "или"})
BY_SHARED_NOUN = frozenset({"term", "percent", "money", "age", "measure", "multiple"})
BY_NOUN = ("percent", "money", "duration", "measure", "times", "parts")


def kind_aside(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> str | None:
    """What the number is, where it is no figure."""
    following = tokens[one.after].text if one.after < len(tokens) else ""
    if following in {"%", "‰"}:
        return "percent"
    glued = following == "-" and one.after + 1 < len(tokens)
    word = tokens[one.after + 1].text if glued else following
    if (
        word in words.words["of"]
        and (one.round or _ends_in_scale(one, tokens, words))
        and one.after + 1 < len(tokens)
    ):
        word = tokens[one.after + 1].text  # deux millions de tenges
    elif word in words.words["passed_over"] and one.after + 1 < len(tokens):
        word = tokens[one.after + 1].text  # deux premiers jours
    bases = frozenset({word})
    if words.language == "ru" and word.isalpha():
        bases |= form_of(word).bases
    if word in words.words["later"]:
        return None  # 7 годом ранее: the year is no length of the seven
    for kind in BY_NOUN:
        if (
            kind in words.words
            and bases & words.words[kind]
            and not _only_looks_like(kind, one, tokens, words)
        ):
            return (
                "term"
                if kind == "duration" and not _is_age(one, tokens, words)
                else _named(kind, one, tokens, words)
            )
    if _is_one_in(one, tokens, words):
        return "fraction"
    if _is_age(one, tokens, words) or _is_age_limit(one, tokens, words):
        return "age"
    return "year" if _is_year(one, tokens, words) else None


def _named(kind: str, one: Mention, tokens: Sequence[Token], words: Vocabulary) -> str:
    if kind == "duration":
        return "age" if _is_age(one, tokens, words) else "term"
    return {"parts": "fraction", "times": "multiple"}.get(kind, kind)


def _only_looks_like(kind: str, one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`200 in Brenn` is no fraction, `5 per cell` no percentage, `5 pour la paix` neither."""
    after = [token.text for token in tokens[one.after : one.after + 2]]
    if kind == "parts":
        number_next = tokens[one.after + 1].kind == "number" if one.after + 1 < len(tokens) else False
        number_next = number_next or after[-1] in words.words["numbers"]
        return after[0] in words.words["in"] and not (number_next and one.low == 1)
    if kind == "percent" and after[0] in {"per", "pour"}:
        return after[-1] not in {"cent", "cents", "mille"}
    if kind == "measure" and after[0] in {"o", "square", "cubic", "metric"}:
        return after[0] == after[-1]
    return False


def _ends_in_scale(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    return scale_at(tokens, one.after - 1, words) >= THOUSAND


def _is_age(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """After "aged"; or later in a sentence about ages, where no noun follows."""
    if names_persons(tokens, one.after, words):
        return False
    for back, token in enumerate(reversed(tokens[max(0, one.begin - AGE_REACH) : one.first])):
        if token.kind == "mark" and token.text != "-":
            return False
        if _says_age(token, words):
            return back <= AGE_NEAR or noun_at(tokens, one.after, words) is None
    return False


def _says_age(token: Token, words: Vocabulary) -> bool:
    ages = words.words["age_before"]
    russian = words.language == "ru" and token.kind == "word"
    return (token.kind == "word" and token.text in ages) or (
        russian and not form_of(token.text).bases.isdisjoint(ages)
    )


def _is_age_limit(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`children under 14`: a noun before the limit and none after it."""
    if not one.qualified or one.begin == 0 or one.high is None or one.high > OLDEST:
        return False
    before = tokens[one.begin - 1]
    limits = {"under", "over", "above", "below"}
    limit = tokens[one.begin].text in limits and one.begin + 1 == one.first
    is_noun = before.kind == "word" and unit_of(before.text, words) is Unit.PERSONS
    follows = one.after < len(tokens) and tokens[one.after].kind == "word"
    return limit and is_noun and not (follows and tokens[one.after].text not in words.words["stop"])


def _like_a_year(value: Fraction | None) -> bool:
    return value is not None and FIRST_YEAR <= value <= LAST_YEAR


def _is_year(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    if not one.bare or not _like_a_year(one.low):
        return False
    if one.ranged:
        return _like_a_year(one.high) and noun_at(tokens, one.after, words) is None
    if one.qualified:
        return False
    before = tokens[one.first - 1].text if one.first else ""
    counted = one.after < len(tokens) and tokens[one.after].kind == "word"
    counted = counted and tokens[one.after].text not in words.words["stop"]
    named = before in words.words["articles"] and not names_persons(tokens, one.after, words)
    return before in words.words["year_before"] or named or not counted


def kinds_aside(
    mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary
) -> tuple[str | None, ...]:
    """What each mention is, where it is no figure; "15 and 17 years" are both what the second is."""
    kinds = [kind_aside(one, tokens, words) for one in mentions]
    shared = False
    for at in range(len(mentions) - 2, -1, -1):
        one, following = mentions[at], mentions[at + 1]
        joint = tokens[one.after].text if following.begin == one.after + 1 else ""
        joins = joint in JOINING or (shared and joint == ",") or _is_out_of(one, following, tokens, words)
        shared = kinds[at] is None and kinds[at + 1] in BY_SHARED_NOUN and joins
        if shared:
            kinds[at] = kinds[at + 1]
    for at, following in enumerate(mentions[1:], start=1):
        bare = kinds[at] is None and noun_at(tokens, following.after, words) is None
        if (
            bare
            and kinds[at - 1] == "term"
            and _is_out_of(mentions[at - 1], following, tokens, words, noun=1)
        ):
            kinds[at] = "term"  # 3 года из 8
    return tuple(kinds)


def _is_out_of(
    one: Mention, following: Mention, tokens: Sequence[Token], words: Vocabulary, *, noun: int = 0
) -> bool:
    """`3 of his 8 years`, `3 года из 8`: a part of a term is a term."""
    between = tokens[one.after + noun : following.begin]
    phrase = words.relations["part_of_the"].starting(between, 0)
    return phrase is not None and all(token.text in words.words["articles"] for token in between[phrase[0] :])


def doubts_of(
    one: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary, text: str
) -> tuple[str, ...]:
    """What speaks against taking a mention for the figure that it seems to be."""
    doubts = list(one.doubts)
    if one.low.denominator != 1 or (one.high or Fraction(0)).denominator != 1:
        doubts.append("fraction")
    if one.bare and (one.ranged or not one.qualified) and _like_a_year(one.low) and one.low >= RECENT:
        doubts.append("year")
    before = tokens[one.begin - 1].text if one.begin else ""
    if before in words.words["not"] and not one.qualified:
        doubts.append("negated")
    if before in words.words["hedges"] and not one.qualified:
        doubts.append("hedged")
    if _is_label(one, tokens, words, text):
        doubts.append("label")
    if _describes(one, tokens):
        doubts.append("compound")
    if following and _may_be_share(one, following, tokens, words):
        doubts.append("share")
    bracketed = before == "(" and one.after < len(tokens) and tokens[one.after].text == ")"
    if bracketed and not one.qualified:
        doubts.append("bracketed")
    return tuple(dict.fromkeys(doubts))


def _is_label(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> bool:
    """`the sector 7 was`, `at Camp 6`: a noun before the number and none behind it may name, not count."""
    if one.qualified or not one.bare or one.begin < LABEL or noun_at(tokens, one.after, words):
        return False
    if tokens[one.begin - 1].kind == "word" and text[tokens[one.begin - 1].start].isupper():
        return True
    article, noun = tokens[one.begin - 2], tokens[one.begin - 1]
    known = words.words["stop"] | words.words["of"] | words.words["year_before"] | words.words["describing"]
    return article.text in words.words["singular"] and noun.kind == "word" and noun.text not in known


def _describes(one: Mention, tokens: Sequence[Token]) -> bool:
    """`a 40-member delegation`: a number and a word with nothing but a hyphen between."""
    if one.after + 1 >= len(tokens) or tokens[one.after].text != "-" or tokens[one.after + 1].kind != "word":
        return False
    hyphen = tokens[one.after]
    return hyphen.start == tokens[one.after - 1].end and tokens[one.after + 1].start == hyphen.end


def _is_one_in(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """The second number of "one in five", "une personne sur cinq"."""
    before = [token.text for token in tokens[max(0, one.begin - 3) : one.begin]]
    if before and before[-1] in words.words["each"]:
        before.pop()  # one in every six
    if not before or before[-1] not in words.words["ratio"]:
        return False
    return any(word == "1" or word in words.words["one"] for word in before[:-1])


def _may_be_share(one: Mention, following: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`seven out of ten`, `7 personnes sur 10`: a share, or as many of that many."""
    between = tokens[one.after : following.begin]
    if following.qualified or following.low not in SHARES or len(between) > SHARE_REACH:
        return False
    joined = any(token.text in words.words["in"] for token in between)
    return joined and all(token.kind == "word" for token in between)
