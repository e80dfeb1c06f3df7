"""Numbers in words: English and French through text2num, Russian through pymorphy3's dictionary forms.

* A run of number words is one number if it can be read as one; else it is split where a link word stands
  ("between twenty and thirty"), and if that can be done in two ways or none, the reader says so.
* Russian numerals are declined: every form leads to its dictionary form, and the values of those are data.
* "one", "un" and "один" are taken as numbers only inside a longer one; alone they are often articles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import pymorphy3
from text_to_num import text2num

from undersigned.counting.figure import FROM_BELOW, Unit
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

_UNITS = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать"
_TEENS = "четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"
TOGETHER = {"двое": 2, "трое": 3, "четверо": 4, "пятеро": 5, "шестеро": 6, "семеро": 7}
TOGETHER |= {"восьмеро": 8, "девятеро": 9, "десятеро": 10}
RUSSIAN = (
    {word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())}
    | {word: 10 * tens for tens, word in enumerate(_TENS.split(), start=2)}
    | {word: 100 * hundreds for hundreds, word in enumerate(_HUNDREDS.split(), start=1)}
    | TOGETHER
)
ONE_AND_A_HALF = "полтора"
TEN, TWENTY, HUNDRED = 10, 20, 100
LONGEST_RUN = 24  # words: no number that anybody writes has more


@dataclass(frozen=True, slots=True)
class Run:
    """A number in words: its value (`None` where the words make none) and how many tokens it has."""

    value: int | None
    length: int
    sure: bool = True
    doubled: bool = False  # one and a half: the value is half of what it says


@cache
def _dictionary() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


@dataclass(frozen=True, slots=True)
class Form:
    """A Russian word: its basic forms, whether it names a living being, whether it describes."""

    bases: frozenset[str]
    living: bool
    describes: bool
    numeral: str | None
    noun: bool
    single: bool
    ordinal: bool  # first, of one thing: двадцать первый
    acts: bool  # a verb, or what stands for one: оштрафованы


@lru_cache(maxsize=16384)
def form_of(word: str) -> Form:
    """A Russian word's form; every reading that the dictionary gives counts."""
    readings = _dictionary().parse(word)
    numeral = next((reading.normal_form for reading in readings if "NUMR" in reading.tag), None)
    first = readings[0].tag
    return Form(
        bases=frozenset(reading.normal_form for reading in readings),
        living=any(
            "NOUN" in reading.tag and "anim" in reading.tag and "Name" not in reading.tag
            for reading in readings
        )
        and first.POS not in {"PREP", "CONJ", "PRCL"},  # после is no envoy
        describes="ADJF" in first or "PRTF" in first,
        numeral=numeral,
        single="sing" in first,
        ordinal="Anum" in first and "plur" not in first,
        noun="NOUN" in first or any("NOUN" in reading.tag for reading in readings),
        acts=first.POS in {"VERB", "PRTS", "ADJS", "COMP"},
    )


def is_numeral(token: Token, words: Vocabulary) -> bool:
    """Whether a token is digits or a number word."""
    if token.kind != "word" or words.language != "ru":
        return token.kind == "number" or is_number_word(token.text, words)
    return form_of(token.text).numeral is not None


def run_at(tokens: Sequence[Token], at: int, words: Vocabulary, *, between: bool) -> Run | None:
    """The number in words that begins at a token; `between` says that two of them are expected."""
    if tokens[at].kind != "word":
        return None
    run = (
        _russian(tokens, at, words) if words.language == "ru" else _latin(tokens, at, words, between=between)
    )
    return run or _one(tokens, at, words)


def _one(tokens: Sequence[Token], at: int, words: Vocabulary) -> Run | None:
    """`one journalist`, `un seul avocat`, `одного судью`: a one that counts; `one of`, `no one` do not."""
    if at + 1 >= len(tokens) or (at and words.clauses["not_one"].ending(tokens, at)):
        return None
    word = tokens[at].text
    lone = words.clauses["alone"].starting(tokens, at + 1) is not None
    if lone and (word in words.words["one"] or word == "a"):
        return Run(1, 2)
    if not _says_one(word, words):
        return None
    bound = words.qualifiers.ending(tokens, at)
    if bound and bound[1] in FROM_BELOW:  # at least one of the twelve
        return Run(1, 1)
    return Run(1, 1) if words.language != "fr" and _counts_one(tokens[at + 1], words) else None


def _says_one(word: str, words: Vocabulary) -> bool:
    return "один" in form_of(word).bases if words.language == "ru" else word in words.words["one"]


def _counts_one(token: Token, words: Vocabulary) -> bool:
    if token.kind != "word" or token.text in words.words["of"]:
        return False
    if words.language == "ru":
        form = form_of(token.text)
        return form.living or not form.bases.isdisjoint(words.units)
    return words.units.get(token.text) is Unit.PERSONS


def _latin(tokens: Sequence[Token], at: int, words: Vocabulary, *, between: bool) -> Run | None:
    end = _end_of_run(tokens, at, words)
    run = [token.text for token in tokens[at:end]]
    if not run or all(word in words.words["one"] for word in run):
        return None
    skipped = 1 if run[0] == "a" else 0
    run = run[skipped:]
    if not run or not any(is_number_word(word, words) for word in run):
        return None
    whole = _value(run, words)
    if whole is not None and not between:
        return Run(whole, skipped + len(run))
    splits = [
        (here, first)
        for here, word in enumerate(run)
        if word in words.words["links"]
        and (first := _value(run[:here], words)) is not None
        and _value(run[here + 1 :], words) is not None
    ]
    if len(splits) == 1:
        return Run(splits[0][1], skipped + splits[0][0])
    if whole is not None:
        return Run(whole, skipped + len(run), sure=not splits)
    return Run(None, skipped + len(run), sure=False)


def _end_of_run(tokens: Sequence[Token], at: int, words: Vocabulary) -> int:
    """Where the run of number words ends; a link belongs to it only between two of them."""
    here = at
    if tokens[at].text == "a":
        here += 1
        if here >= len(tokens) or tokens[here].text not in words.scales:
            return at
    end = at
    most = min(at + LONGEST_RUN, len(tokens))
    while here < most and tokens[here].kind == "word":
        word = tokens[here].text
        if is_number_word(word, words) or word in words.words["one"]:
            end = here + 1
        elif word not in words.words["links"] or end != here or here == at:
            break
        here += 1
    return end


def is_number_word(word: str, words: Vocabulary) -> bool:
    """Whether a word of English or French is a number, or several with hyphens between."""
    numbers = words.words["numbers"]
    if word in numbers:
        return True
    parts = word.split("-")
    small = numbers | words.words["one"] | words.words["links"]
    return len(parts) > 1 and all(part in small for part in parts) and any(part in numbers for part in parts)


def _value(run: Sequence[str], words: Vocabulary) -> int | None:
    if not run:
        return None
    try:
        return int(text2num(" ".join(run), words.language))
    except ValueError:
        return None


def _russian(tokens: Sequence[Token], at: int, words: Vocabulary) -> Run | None:
    """Parts must fall: hundreds, tens, units, then a thousand of them, and so on down."""
    total, current, least, here, greatest = 0, 0, 10**12, at, 10**12
    while here < len(tokens) and tokens[here].kind == "word":
        word = tokens[here].text
        form = form_of(word)
        if form.numeral == ONE_AND_A_HALF and here == at:
            return Run(3, 1, doubled=True)
        value = RUSSIAN.get(form.numeral or ("один" if "один" in form.bases else ""))
        scale = _scale(form)
        if value and value < least and (value < TEN or least > TWENTY):
            current, least = current + value, _step(value)
        elif scale and scale < greatest and (current or here == at):
            total, current, least, greatest = total + (current or 1) * scale, 0, 10**12, scale
        else:
            break
        here += 1
    alone = here == at + 1 and ("один" in form_of(tokens[at].text).bases or _scale(form_of(tokens[at].text)))
    if here == at or alone:
        return None
    return Run(total + current, here - at, sure=not _homonym(tokens, at, here, words))


def _step(value: int) -> int:
    return HUNDRED if value >= HUNDRED else TEN if value >= TWENTY else 1


def _scale(form: Form) -> int:
    return next(
        (n for word, n in (("тысяча", 10**3), ("миллион", 10**6), ("миллиард", 10**9)) if word in form.bases),
        0,
    )


def forms_of(word: str) -> frozenset[str]:
    """Every form that a Russian word takes."""
    return frozenset({word, *(form.word for form in _dictionary().parse(word)[0].lexeme)})


def _homonym(tokens: Sequence[Token], at: int, end: int, words: Vocabulary) -> bool:
    """A lone numeral that is a noun as well (семью, сорока) is not sure, unless a preposition governs it."""
    if at and tokens[at - 1].text in words.words["genitive"]:
        return False
    return end == at + 1 and tokens[at].text in {"семью", "сорока"}
