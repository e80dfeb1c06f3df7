"""The noun a number counts, and the unit it stands for.

* It is the first word of a known unit among the four words after the number, before any verb, joint or mark.
* An unknown noun is kept as written, with the unit "other"; no noun is `None`.
* In Russian the dictionary tells living beings, which are persons, and words that only describe.
"""

from collections.abc import Sequence

from undersigned.counting.figure import Unit
from undersigned.counting.reading.number_words import form_of
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

REACH, REACH_BACK = 4, 30


def noun_at(tokens: Sequence[Token], at: int, words: Vocabulary) -> tuple[Unit, int] | None:
    """The unit and the token of the noun that follows; `None` where no noun does."""
    first: int | None = None
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        at += 3  # 23 (twenty-three) recommendations
    for here in range(at, min(at + REACH, len(tokens))):
        token = tokens[here]
        if token.kind != "word" or (token.text in words.words["stop"] and here != at):
            break
        if token.text in words.words["stop"] or token.text in words.words["of"] | words.words["articles"]:
            if token.text in words.words["articles"] | words.words["of"]:
                continue
            break
        unit = unit_of(token.text, words)
        if unit:
            return unit, here
        if first is None and not _describes(token.text, words):
            first = here
    return None if first is None else (Unit.OTHER, first)


def noun_before(tokens: Sequence[Token], at: int, words: Vocabulary) -> tuple[Unit, int] | None:
    """The noun of "the number of …" earlier in the sentence, for a number that has none of its own."""
    for here in range(at - 1, max(-1, at - 1 - REACH_BACK), -1):
        if tokens[here].text in {".", ";"}:
            return None
        phrase = words.relations["number_of"].starting(tokens, here)
        if phrase:
            return noun_at(tokens, here + phrase[0], words)
    return None


def unit_of(word: str, words: Vocabulary) -> Unit | None:
    """The unit that a word is known to name."""
    if words.language == "en":
        return words.units.get(word) or (Unit.PERSONS if word in words.words["participles"] else None)
    if words.language == "fr":
        return words.units.get(word) or words.units.get(word.rstrip("sx")) or words.units.get(word[:-1])
    form = form_of(word)
    known = next((words.units[base] for base in form.bases if base in words.units), None)
    if known is None and form.describes and form.bases & words.words["participles"]:
        return Unit.PERSONS
    return known or (Unit.PERSONS if form.living and not form.describes else None)


def names_persons(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether the very next word counts persons."""
    if at >= len(tokens) or tokens[at].kind != "word" or tokens[at].text in words.words["stop"]:
        return False
    word = tokens[at].text
    if word in words.words["of"] or word in words.words["participles"]:
        return False
    return unit_of(word, words) is Unit.PERSONS


def _describes(word: str, words: Vocabulary) -> bool:
    return words.language == "ru" and form_of(word).describes
