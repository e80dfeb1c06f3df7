"""Numbers that count nothing, known by the words around them: what is set aside, and what is doubted.

Set aside: percentages, sums of money, terms ("15 days"), measures, ages, years, times ("three times"),
fractions ("one in five"), "one" as a pronoun. They are not checkable as counts, and are listed all the same.
Doubted: what could be a year or a figure, a number after a plain "not", a fraction with nothing to measure.
"""

from collections.abc import Sequence
from fractions import Fraction

from undersigned.counting.figure import Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.naming import describes, ends_in_ordinal, is_label, is_name
from undersigned.counting.reading.nouns import names_persons, noun_at, unit_of
from undersigned.counting.reading.number_words import form_of
from undersigned.counting.reading.numerals import THOUSAND, scale_at
from undersigned.counting.reading.shares import is_one_in, is_out_of, may_be_share
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

FIRST_YEAR, LAST_YEAR, OLDEST = 1500, 2099, 119
AGE_REACH, AGE_NEAR = 10, 3  # how many tokens back the word age is sought, and is surely meant
RECENT = 1900  # an earlier number without a qualifier is hardly a year
JOINING = frozenset({"and", "or", "et", "ou", "и", "или"})
BY_SHARED_NOUN = frozenset({"term", "percent", "money", "age", "measure", "multiple"})
BY_NOUN = ("percent", "money", "duration", "measure", "times", "parts")


def kind_aside(one: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> str | None:
    """What the number is, where it is no figure."""
    if words.relations["percent"].starting(tokens, one.after):
        return "percent"
    if words.relations["sums"].starting(tokens, one.after):
        return "money"
    if is_name(one, tokens, words, text):
        return "reference"
    if ends_in_ordinal(one, tokens, words):
        return "ordinal"
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
    if word in words.words["later"] or (word in words.words["one_only"] and not _ends_in_one(one)):
        return None  # 7 годом ранее, 11 год назад: the year is no length of the number
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
    if is_one_in(one, tokens, words):
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


def _ends_in_one(one: Mention) -> bool:
    return one.low % 10 == 1 and one.low % 100 != 11


def _ends_in_scale(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    return scale_at(tokens, one.after - 1, words) >= THOUSAND


def _is_age(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """After "aged"; or later in a sentence about ages, where no noun follows."""
    if names_persons(tokens, one.after, words):
        return False
    named = ("person_of", "is_aged")  # a woman of 61, she was 61
    if one.low <= OLDEST and any(words.relations[key].ending(tokens, one.begin) for key in named):
        return not one.qualified and noun_at(tokens, one.after, words) is None
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
    limit = tokens[one.begin].text in words.words["age_limits"] and one.begin + 1 == one.first
    is_noun = before.kind == "word" and unit_of(before.text, words) is Unit.PERSONS
    if words.words["young"]:
        is_noun = is_noun and not words.words["young"].isdisjoint(form_of(before.text).bases)
    else:
        is_noun = is_noun or before.kind == "number" or before.text in words.words["numbers"]  # 3 under 18
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
    mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary, text: str
) -> tuple[str | None, ...]:
    """What each mention is, where it is no figure; "15 and 17 years" are both what the second is."""
    kinds = [kind_aside(one, tokens, words, text) for one in mentions]
    shared = False
    for at in range(len(mentions) - 2, -1, -1):
        one, following = mentions[at], mentions[at + 1]
        joint = tokens[one.after].text if following.begin == one.after + 1 else ""
        joins = joint in JOINING or (shared and joint == ",") or is_out_of(one, following, tokens, words)
        joins = joins or (one.changes and following.first <= one.after + 1)
        shared = kinds[at] is None and kinds[at + 1] in BY_SHARED_NOUN and joins
        if shared:
            kinds[at] = kinds[at + 1]
    for at, following in enumerate(mentions[1:], start=1):
        if kinds[at] is not None or noun_at(tokens, following.after, words) is not None:
            continue
        if kinds[at - 1] == "term" and is_out_of(mentions[at - 1], following, tokens, words, noun=1):
            kinds[at] = "term"  # 3 года из 8
        if kinds[at - 1] == "age" and _goes_on(mentions[at - 1], following, tokens):
            kinds[at] = "age"  # aged 22, 27 and 41
    return tuple(kinds)


def _goes_on(one: Mention, following: Mention, tokens: Sequence[Token]) -> bool:
    """Whether nothing but a comma or a joint stands between two numbers."""
    between = [token.text for token in tokens[one.after : following.begin]]
    return bool(between) and all(word == "," or word in JOINING for word in between)


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
    if before in words.words["not"]:
        doubts.append("negated")
    if one.qualified and before in words.words["comparing"]:
        doubts.append("qualifiers")  # twice as many as 30
    if any(token.text in words.words["hedges"] for token in tokens[max(0, one.begin - 1) : one.first]):
        doubts.append("hedged")
    if words.relations["place_or_about"].ending(tokens, one.first) and one.low >= 20 and one.low % 10 == 0:
        doubts.append("around")
    if is_label(one, tokens, words, text):
        doubts.append("label")
    if describes(one, tokens):
        doubts.append("compound")
    if following and may_be_share(one, following, tokens, words):
        doubts.append("share")
    bracketed = before == "(" and one.after < len(tokens) and tokens[one.after].text == ")"
    if bracketed and not one.qualified:
        doubts.append("bracketed")
    return tuple(dict.fromkeys(doubts))
