"""Numbers that count nothing, known by the words around them; they are set aside.

Set aside: percentages, sums of money, terms ("15 days"), measures, ages, years, times ("three times"),
fractions ("one in five"), "one" as a pronoun. They are not checkable as counts, and are listed all the same.
A number that nothing sets aside is a figure, perhaps one with doubts (`doubting.py`).
"""

from collections.abc import Sequence

from undersigned.counting.reading.ages import JOINING, ages_of_so_many, is_age, is_age_limit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.naming import describes_by_hyphen, ends_in_ordinal, is_name
from undersigned.counting.reading.nouns import noun_at
from undersigned.counting.reading.number_words import form_of
from undersigned.counting.reading.numerals import THOUSAND, scale_at
from undersigned.counting.reading.shares import is_one_in, is_out_of
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary
from undersigned.counting.reading.years import is_year

ELEVEN = 11
STANDS = frozenset({"are", "were", "sont", "étaient"})
BESIDE = frozenset({"by", "x", "×", "sur", "на"})  # a 2 by 3 metre cell
BY_SHARED_NOUN = frozenset({"term", "percent", "money", "age", "measure", "multiple"})
BY_NOUN = ("percent", "money", "duration", "measure", "times", "parts")


def kind_aside(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> str | None:
    """What the number is, where it is no figure."""
    return (
        _kind_by_phrase(mention, tokens, words, text)
        or _kind_by_noun(mention, tokens, words, text)
        or _kind_by_place(mention, tokens, words, text)
    )


def _kind_by_phrase(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> str | None:
    follows_percent = mention.after < len(tokens) and tokens[mention.after].text in {"%", "‰"}
    if follows_percent or words.relations["percent"].starting(tokens, mention.after):
        return "percent"
    if words.relations["sums"].starting(tokens, mention.after) or _is_sum(mention, tokens, words):
        return "money"
    if describes_by_hyphen(mention, tokens, words):
        return "measure"
    if is_name(mention, tokens, words, text):
        return "reference"
    return "ordinal" if ends_in_ordinal(mention, tokens, words) else None


def _is_sum(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`a fine of 500`: an amount with no noun behind that it could count."""
    said = words.relations["sums_before"].ending(tokens, mention.begin)
    return said is not None and noun_at(tokens, mention.after, words) is None


def _kind_by_noun(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> str | None:
    word = _word_measured_in(mention, tokens, words)
    if word in words.words["later"] or (word in words.words["one_only"] and not _ends_in_one(mention)):
        return None  # 7 годом ранее, 11 год назад: the year is no length of the number
    bases = frozenset({word})
    if words.language == "ru" and word.isalpha():
        bases |= form_of(word).bases
    elif mention.after < len(tokens) and tokens[mention.after].text == "-":
        bases |= {word.partition("-")[0]}  # a 12-square-metre cell
    for kind in BY_NOUN:
        if bases & words.words[kind] and not _only_looks_like(kind, mention, tokens, words):
            if kind == "duration":
                return "age" if is_age(mention, tokens, words, text) else "term"
            return {"parts": "fraction", "times": "multiple"}.get(kind, kind)
    return None


def _kind_by_place(mention: Mention, tokens: Sequence[Token], words: Vocabulary, text: str) -> str | None:
    if is_one_in(mention, tokens, words):
        return "fraction"
    if is_age(mention, tokens, words, text) or is_age_limit(mention, tokens, words):
        return "age"
    return "year" if is_year(mention, tokens, words) else None


def _word_measured_in(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> str:
    """The word after the number, past a hyphen, an "of" after a scale, or an adjective of order."""
    following = [token.text for token in tokens[mention.after : mention.after + 2]]
    if not following:
        return ""
    of_scale = following[0] in words.words["of"] and (mention.round or _ends_in_scale(mention, tokens, words))
    passed = following[0] == "-" or of_scale or following[0] in words.words["passed_over"]
    return following[-1] if passed else following[0]  # deux millions de tenges, deux premiers jours


def _only_looks_like(kind: str, mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`200 in Brenn` is no fraction, `5 per cell` no percentage, `5 pour la paix` neither."""
    after = [token.text for token in tokens[mention.after : mention.after + 2]]
    if kind == "parts":
        number_next = tokens[mention.after + 1].kind == "number" if mention.after + 1 < len(tokens) else False
        number_next = number_next or after[-1] in words.words["numbers"]
        return after[0] in words.words["in"] and not (number_next and mention.low == 1)
    if kind == "percent" and after[0] in {"per", "pour"}:
        return after[-1] not in {"cent", "cents", "mille"}
    if kind == "measure" and after[0] in {"o", "square", "cubic", "metric"}:
        return after[0] == after[-1]
    return kind == "money" and after[0] in words.words["mark"] and mention.low > 1  # the 200 mark


def _ends_in_one(mention: Mention) -> bool:
    return mention.low % 10 == 1 and mention.low % 100 != ELEVEN


def _ends_in_scale(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    return scale_at(tokens, mention.after - 1, words) >= THOUSAND


def kinds_aside(
    mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary, text: str
) -> tuple[str | None, ...]:
    """What each mention is, where it is no figure; "15 and 17 years" are both what the second is."""
    kinds = [kind_aside(mention, tokens, words, text) for mention in mentions]
    shared = False
    for at in range(len(mentions) - 2, -1, -1):
        one, following = mentions[at], mentions[at + 1]
        joint = tokens[one.after].text if following.begin == one.after + 1 else ""
        joins = joint in JOINING or (shared and joint == ",") or is_out_of(one, following, tokens, words)
        to = words.relations["change_to"].starting(tokens, one.after)  # from 500 to 2 000 crowns
        joins = joins or (joint in BESIDE and kinds[at + 1] == "measure")
        joins = joins or (one.changes and to is not None and following.first == one.after + to[0])
        shared = kinds[at] is None and kinds[at + 1] in BY_SHARED_NOUN and joins
        if shared:
            kinds[at] = kinds[at + 1]
    for at, one in enumerate(mentions):
        kinds[at] = kinds[at] or _kind_shared_with_next(one, tokens, words)
    for at in range(len(mentions)):
        for listed in ages_of_so_many(at, mentions, tokens, words):
            kinds[listed] = "age"
    for at, following in enumerate(mentions[1:], start=1):
        if kinds[at] is not None or noun_at(tokens, following.after, words) is not None:
            continue
        if kinds[at - 1] == "term" and is_out_of(mentions[at - 1], following, tokens, words, noun=1):
            kinds[at] = "term"  # 3 года из 8
        if kinds[at - 1] == "age" and _goes_on(mentions[at - 1], following, tokens):
            kinds[at] = "age"  # aged 22, 27 and 41
    return tuple(kinds)


def _kind_shared_with_next(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> str | None:
    """`15 to 20-year sentences`: the first end of a range is what the covered second one is."""
    if mention.after + 1 >= len(tokens) or not mention.bare:
        return None
    following = tokens[mention.after + 1].aside
    joint = tokens[mention.after].text
    joins = joint == "-" or joint in words.ranges["to"]
    return following if joins and following in BY_SHARED_NOUN else None


def _goes_on(mention: Mention, following: Mention, tokens: Sequence[Token]) -> bool:
    """Whether nothing but a comma or a joint stands between two numbers."""
    between = [token.text for token in tokens[mention.after : following.begin]]
    if not between or any(word != "," and word not in JOINING for word in between):
        return False
    follows = tokens[following.after].text if following.after < len(tokens) else ""
    return not (mention.ranged and between[0] == "," and follows in STANDS)  # aged 19 to 70, and 12 are
