"""The words that qualify a number: just before it, just after it, or after the noun that it counts.

* Before: the longest phrase, and the phrases before that; a preposition, a quotation mark or the comma of a
  detached "at least," may stand between.
* After: a phrase that binds no number of its own ("16 lawyers and more than 580 activists"); between
  commas it binds what it follows ("forty people, if not more, …").
"""

from collections.abc import Iterator, Sequence

from undersigned.counting.figure import Qualifier
from undersigned.counting.reading.nouns import noun_at
from undersigned.counting.reading.number_words import is_numeral
from undersigned.counting.reading.numerals import Numeral
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

QUOTES = frozenset({"«", "“", "„", '"', "'"})
QUALIFIER_REACH = 7  # tokens after a number: its noun with two adjectives, a comma
DESCRIBING = 2  # words: what describes a noun behind it, in French


def before_number(
    numeral: Numeral, tokens: Sequence[Token], words: Vocabulary
) -> tuple[int, tuple[Qualifier, ...]]:
    """Where the qualifiers before a number begin, and what they are."""
    at, found = numeral.first, []
    if at and tokens[at - 1].text == "," and _opens_detached(tokens, at - 1, words):
        at -= 1  # au bas mot, 300 personnes
    passed = QUOTES | words.words["prepositions"]
    if at and tokens[at - 1].text in passed and words.qualifiers.ending(tokens, at - 1):
        at -= 1  # более чем у 200 человек, plus de « 300 »
    while (phrase := words.qualifiers.ending(tokens, at)) is not None:
        at -= phrase[0]
        found.append(phrase[1])
    return at, tuple(found)


def _opens_detached(tokens: Sequence[Token], comma: int, words: Vocabulary) -> bool:
    """`au bas mot,`; not the end of `quatre-vingts au moins,`, which binds the number before it."""
    phrase = words.relations["detached"].ending(tokens, comma)
    if phrase is None:
        return False
    before = tokens[max(0, comma - phrase[0] - 2) : comma - phrase[0]]
    return not any(is_numeral(token, words) for token in before)


def after_number(
    numeral: Numeral, tokens: Sequence[Token], words: Vocabulary
) -> tuple[int, tuple[Qualifier, ...]]:
    """`200 or more`; `200 people at least`, where nothing but the noun stands between."""
    for place in _places_after(numeral, tokens, words):
        detached = place < len(tokens) and tokens[place].text == ","
        at = place + 1 if detached else place
        phrase = words.qualifiers_after.starting(tokens, at)
        if phrase is None or any(is_numeral(token, words) for token in tokens[numeral.after : at]):
            continue
        end = at + phrase[0]
        closed = end >= len(tokens) or tokens[end].kind == "mark"
        if closed or not (detached or _binds_next(tokens, at, end, words)):
            return numeral.after + (phrase[0] if at == numeral.after else 0), (phrase[1],)
    return numeral.after, ()


def _places_after(numeral: Numeral, tokens: Sequence[Token], words: Vocabulary) -> Iterator[int]:
    """Behind the number, the word after it, its noun, and what describes that."""
    after = numeral.after
    near = tokens[after : after + QUALIFIER_REACH]
    if not any(token.text in words.qualifiers_after.firsts for token in near):
        return
    yield after
    yield after + (2 if near[0].text in words.words["of"] else 1)  # une douzaine de maisons au moins
    noun = noun_at(tokens, after, words)
    if noun is None:
        return
    behind = noun[1] + 1
    yield behind
    if words.language != "fr":
        return
    for here in range(behind, min(behind + DESCRIBING, len(tokens))):
        word = tokens[here].text
        if word in words.words["stop"] or word.endswith(words.endings["acting"]):
            return
        yield here + 1  # 40 militants écologistes au moins


def _binds_next(tokens: Sequence[Token], at: int, end: int, words: Vocabulary) -> bool:
    """`16 lawyers and more than 580 activists`; not `12 or more of the 45`, `300 au moins de Brenn`."""
    if is_numeral(tokens[end], words) or tokens[end].text in words.words["one"]:
        return True
    if tokens[end].text not in words.words["binds_next"]:
        return False
    number_next = end + 1 < len(tokens) and is_numeral(tokens[end + 1], words)
    return number_next or tokens[end].text not in words.words["of"] or tokens[at].text in words.words["links"]
