"""Finds the noun that a number counts, and its unit.

* It is the first word of a known unit among the four words after the number, before any verb, joint or mark.
* A verb is no noun: "nine received", "82 оштрафованы" count what stands elsewhere.
* An unknown noun is kept as written, with the unit "other"; no noun is `None`.
* A number with no noun behind may have one before: "the number of …", "Arrests: 214", "marchers were 300".
* In Russian the dictionary tells living beings, which are persons, and words that only describe.
"""

from collections.abc import Sequence

from undersigned.counting.figure import Unit
from undersigned.counting.reading.number_words import TOGETHER, form_of, is_numeral
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

REACH, REACH_BACK = 4, 30
SHORT = 3  # letters: "is" and "was" are no plurals
LONGEST_REPEAT = 7  # tokens of a number said once more, in brackets


def noun_at(tokens: Sequence[Token], at: int, words: Vocabulary) -> tuple[Unit, int] | None:
    """The unit and the token of the noun that follows; `None` where no noun does."""
    unknown: list[int] = []
    chosen = False  # "из" between the number and the word: they are so many of something
    at = past_repeat(tokens, at, words)
    for here in range(at, min(at + REACH, len(tokens))):
        token = tokens[here]
        if token.kind != "word" or (token.text in words.words["stop"] and here != at):
            break
        if token.text in words.words["articles"] or token.text in words.words["of"]:
            chosen = chosen or (words.language == "ru" and token.text in words.words["of"])
            continue
        if token.text in words.words["stop"] or token.text in words.words["out"] or is_numeral(token, words):
            break
        unit = unit_of(token.text, words)
        if unknown and token.text in words.words["participles"]:
            break  # 18 ships held: what is held has its noun before
        if unit and not (words.language == "en" and _describes_next(tokens, here, words)):
            return unit, here
        if unit is None and (_acts(tokens, here, words) or _measures_time(token, words)):
            break
        if _may_be_noun(tokens, here, words):
            unknown.append(here)
            if words.language == "ru" or (
                words.language == "fr" and token.text not in words.words["in_front"]
            ):
                break  # what follows a noun describes it: 12 journaux étrangers
    noun = None if chosen else _likeliest(unknown, tokens, words)
    return None if noun is None else (Unit.OTHER, noun)


def _likeliest(unknown: Sequence[int], tokens: Sequence[Token], words: Vocabulary) -> int | None:
    """Of several unknown words the noun: in English the first plural, in French the last, else the first."""
    if not unknown:
        return None
    if words.language == "fr":
        return unknown[-1]
    plural = [here for here in unknown if words.language == "en" and tokens[here].text.endswith("s")]
    if plural[1:] and plural[1] == plural[0] + 1:
        return plural[1]  # rights violations
    return plural[0] if plural else unknown[0]


def _describes_next(tokens: Sequence[Token], here: int, words: Vocabulary) -> bool:
    """`12 student newspapers`, `9 minor offences`: a singular before a plural is what an adjective is."""
    if (
        here + 1 >= len(tokens)
        or tokens[here].text.endswith("s")
        or tokens[here].text in words.words["plural"]
    ):
        return False
    following = tokens[here + 1]
    plural = following.kind == "word" and len(following.text) > SHORT and following.text.endswith("s")
    closed = following.text in words.words["stop"] or following.text in words.words["acting"]
    return plural and not closed and following.text not in words.words["duration"]


def past_repeat(tokens: Sequence[Token], at: int, words: Vocabulary) -> int:
    """Past a number said once more in brackets: `23 (twenty-three) recommendations`."""
    if at >= len(tokens) or tokens[at].text != "(":
        return at
    for here in range(at + 1, min(at + LONGEST_REPEAT, len(tokens))):
        if tokens[here].text == ")":
            return here + 1
        if not is_numeral(tokens[here], words) and tokens[here].text not in words.words["links"]:
            break
    return at


def _acts(tokens: Sequence[Token], here: int, words: Vocabulary) -> bool:
    """Whether a word is a verb, as far as the language lets its form tell."""
    word = tokens[here].text
    if words.language == "ru":
        return form_of(word).acts
    if words.language == "fr":
        return word.endswith(words.endings["acting"]) and not word.endswith(words.endings["manner"])
    if word in words.words["acting"]:
        return True
    following = tokens[here + 1].text if here + 1 < len(tokens) else "."
    closes = (
        following in words.words["stop"] or following in words.words["articles"] or not following[0].isalpha()
    )
    return word.endswith("ed") and closes


def _measures_time(token: Token, words: Vocabulary) -> bool:
    """`850 год назад`: what tells when is not what is counted."""
    return words.language == "ru" and token.text in words.words["one_only"] | words.words["later"]


def _may_be_noun(tokens: Sequence[Token], here: int, words: Vocabulary) -> bool:
    """Whether an unknown word can be what a number counts: no adjective, no "more", in French a plural."""
    word = tokens[here].text
    if words.relations["difference_after"].starting(tokens, here):
        return False
    if words.language == "fr":
        return word.endswith(words.endings["plural"])
    if words.language == "en":
        return not word.endswith("ly") or word in words.words["nouns_in_ly"]  # 900 arbitrarily detained
    return not form_of(word).describes


def noun_before(tokens: Sequence[Token], at: int, words: Vocabulary) -> tuple[Unit, int] | None:
    """The noun of "the number of …" earlier in the sentence, for a number that has none of its own."""
    for here in range(at - 1, max(-1, at - 1 - REACH_BACK), -1):
        if tokens[here].text in {".", ";"}:
            return None
        phrase = words.relations["number_of"].starting(tokens, here)
        if phrase:
            return noun_at(tokens, here + phrase[0], words)
    return None


def unit_beside(tokens: Sequence[Token], first: int, after: int, words: Vocabulary) -> Unit | None:
    """The unit that the words around a number tell where no noun follows; in Russian the number may."""
    if words.language == "ru":
        held = after < len(tokens) and form_of(tokens[after].text).bases & words.words["participles"]
        if counts_persons(tokens[after - 1], words) or held:
            return Unit.PERSONS  # двое убиты, 70 ранены
    return _unit_before(tokens, first, words)


def counts_persons(number: Token, words: Vocabulary) -> bool:
    """Whether a number is one that Russian counts persons with: двое, шестеро."""
    return words.language == "ru" and number.kind == "word" and form_of(number.text).numeral in TOGETHER


def unit_doing(tokens: Sequence[Token], after: int, words: Vocabulary) -> Unit | None:
    """Persons, where what follows is what only persons do or suffer: `18 died`, `12 were sentenced`."""
    if after >= len(tokens) or tokens[after].text not in words.words["persons_do"]:
        return None
    if tokens[after].text in words.words["acting"] and tokens[after].text not in words.words["stop"]:
        return Unit.PERSONS
    near = tokens[after + 1 : after + REACH]
    suffered = (unit_of(token.text, words) for token in near if token.kind == "word")
    return Unit.PERSONS if Unit.PERSONS in suffered else None


def _unit_before(tokens: Sequence[Token], at: int, words: Vocabulary) -> Unit | None:
    """What the word just before a number counts: `Arrests: 214`, `killed – 3`, `the marchers were 300`."""
    here = at - 1
    if here < 1:
        return None if here < 0 else _unit_said(tokens[here], words)
    joint = tokens[here].text
    if joint in {":", "-", ","} or joint in words.words["copula"]:
        here -= 1
    unit = _unit_said(tokens[here], words)
    return unit if unit is Unit.PERSONS or joint != "," else None  # after the protests, 12


def _unit_said(token: Token, words: Vocabulary) -> Unit | None:
    if token.kind != "word" or token.text in words.words["stop"]:
        return None
    unit = unit_of(token.text, words)
    if unit is None and words.language == "ru" and form_of(token.text).bases & words.words["participles"]:
        return Unit.PERSONS  # погибли 23
    return unit


def unit_of(word: str, words: Vocabulary) -> Unit | None:
    """The unit that a word is known to name, in English and French also by an ending that persons have."""
    if words.language == "ru":
        return _russian_unit(word, words)
    if words.language == "en":
        known = words.units.get(word) or (Unit.PERSONS if word in words.words["participles"] else None)
    else:
        known = words.units.get(word) or words.units.get(word.rstrip("sx")) or words.units.get(word[:-1])
    if known or not word.endswith(words.endings["persons"]) or word in words.words["no_person"]:
        return known
    return Unit.PERSONS


def _russian_unit(word: str, words: Vocabulary) -> Unit | None:
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
