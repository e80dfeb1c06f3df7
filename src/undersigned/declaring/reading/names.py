"""Splits a printed name: the surname is in capitals, wherever it stands.

1. A word in capitals belongs to the surname; so do the small words before it (`van de VEN`, `De SUTTER`) and
   between (`de PUIG i OLIVE`). An initial (`Frank J. JENSSEN`) does not. `ß` may stand among capitals
   (`MIßFELDER`), and a prefix before them (`McDONALD`, `d'AMBROSIO`).
2. The rest is the given name, before the surname (site) or after it (printed form).
3. A list of 2001 has no capitals: the whole is the surname, an initial at its end the given name.
4. `[The Earl of]` is a style. A word such as `Mr` or `Lady` before the name is an honorific.
5. Where none of this tells the surname, the whole is kept as family name, and it is said.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from undersigned.declaring.formulae import tables
from undersigned.values.names import PersonalName

_STYLE = re.compile(r"\[([^\[\]]+)\]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?)(?:[^\W\d_]\.)*")
_ODD = re.compile(r"[^\w\s.'’ʼ‘´`\-‐‑]|[\d_¹²³⁰-⁹]")
_PREFIX_LETTERS = 4
_CAPITALS = 2


class Doubt(StrEnum):
    """What cannot be told of a name: the last part of the finding's code."""

    SURNAME = "surname"
    GIVEN = "given"
    ORDER = "order"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRead:
    """A name in its parts, and what could not be told of it."""

    name: PersonalName
    doubts: tuple[Doubt, ...] = ()


@lru_cache(maxsize=2048)
def is_capital_word(word: str) -> bool:
    """Whether a word is in capitals as a surname is: two letters at least, a prefix such as `Mc` apart."""
    letters = [letter for letter in word if letter.isalpha()]
    small = [at for at, letter in enumerate(letters) if letter.islower() and letter != "ß"]
    tail = letters[small[-1] + 1 :] if small else letters
    if len(tail) < _CAPITALS or not any(letter.isupper() for letter in tail) or _is_initials(word):
        return False
    if not small:
        return True
    after_apostrophe = any(mark in word for mark in "'’ʼ")
    return small[-1] < _PREFIX_LETTERS and (len(tail) > _CAPITALS or after_apostrophe)


def has_capitals(text: str) -> bool:
    """Whether any word of a text is in capitals as a surname is."""
    return any(map(is_capital_word, text.split()))


def begins_with_honorific(text: str) -> bool:
    """Whether a text begins as a name with `Mr`, `Mme` or the like does."""
    return text.split(" ", 1)[0] in _honorifics()


def read_name(text: str, *, surname_first: bool, capitals: bool = True) -> NameRead:
    """The parts of a printed name; `surname_first` and `capitals` are how the list is printed elsewhere."""
    honorific, style, words = _apart(text)
    read = _by_capitals(words, surname_first=surname_first) if capitals else _by_initial(words)
    odd = (Doubt.CHARACTERS,) if _ODD.search(" ".join(words)) else ()
    family, given, doubts = read
    name = PersonalName(family=family, given=given or None, honorific=honorific, style=style)
    return NameRead(name=name, doubts=(*doubts, *odd))


def _apart(text: str) -> tuple[str | None, str | None, list[str]]:
    """Honorific, style and the words that remain."""
    style = _STYLE.search(text)
    words = _STYLE.sub(" ", text, count=1).split() if style else text.split()
    honorific = words.pop(0) if len(words) > 1 and words[0] in _honorifics() else None
    return honorific, style[1].strip() if style else None, words


def _by_capitals(words: list[str], *, surname_first: bool) -> tuple[str, str, tuple[Doubt, ...]]:
    span = _surname_span(words, surname_first=surname_first)
    if span is None:
        return " ".join(words), "", (Doubt.SURNAME,)
    first, end = span
    before, family, after = words[:first], words[first:end], words[end:]
    if before and after:
        return " ".join(words), "", (Doubt.SURNAME,)
    given = before or after
    doubts = [Doubt.GIVEN] if not given else []
    if given and bool(after) != surname_first:
        doubts.append(Doubt.ORDER)
    return " ".join(family), " ".join(given), tuple(doubts)


def _surname_span(words: list[str], *, surname_first: bool) -> tuple[int, int] | None:
    """Where the surname stands, from the first capitals to the last with the small words they carry."""
    capital = [at for at, word in enumerate(words) if is_capital_word(word)]
    if not capital:
        return _single_letter_span(words, surname_first=surname_first)
    first, end = capital[0], capital[-1] + 1
    if any(not _may_stand_inside(word) for word in words[first:end]):
        return None
    while first and _is_particle(words[first - 1]):
        first -= 1
    if surname_first and first > 0 and all(len(word) == 1 for word in words[:first]):
        first = 0
    return first, end


def _single_letter_span(words: list[str], *, surname_first: bool) -> tuple[int, int] | None:
    """A surname of one letter (`De la X`) is told only by the small words before it."""
    for at, word in enumerate(words):
        first = at
        while first and _is_particle(words[first - 1]):
            first -= 1
        if len(word) == 1 and word.isupper() and first < at:
            told = first == 0 if surname_first else at == len(words) - 1
            return (first, at + 1) if told else None
    return None


def _by_initial(words: list[str]) -> tuple[str, str, tuple[Doubt, ...]]:
    """A list without capitals: surname, then an initial where there is one."""
    initial = len(words) > 1 and _INITIAL.fullmatch(words[-1]) is not None
    family = words[:-1] if initial else words
    plain = [word for word in family if not _is_particle(word)]
    doubts = (Doubt.SURNAME,) if len(plain) > 1 else ()
    return " ".join(family), words[-1] if initial else "", doubts


def _is_initials(word: str) -> bool:
    """`J.`, `J.-P.` and `A.B.` are initials however many letters they hold."""
    return "." in word and _INITIAL.fullmatch(word.replace(".-", ".")) is not None


def _may_stand_inside(word: str) -> bool:
    return is_capital_word(word) or _is_particle(word) or (len(word) == 1 and word.isupper())


def _is_particle(word: str) -> bool:
    return word in _particles()


@cache
def _particles() -> frozenset[str]:
    return frozenset(tables()["names"]["particles"])


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(tables()["names"]["honorifics"])
