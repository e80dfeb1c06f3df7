"""Checks the order of names on a list: the first signer, then the alphabet.

The key, learned from complete lists of 2009 to 2023 (a test repeats it on the data):

1. Accents and strokes fall away (Å as A, Ø as O, Ł as L, İ and ı as I); Æ is AE, Þ is TH, ß is SS.
2. Leading particles in lower or mixed case do not count: `De SUTTER` stands at S, `DE PIETRO` at D.
3. Apostrophes and hyphens fall away: `O'REILLY` stands where OREILLY would.
4. Among equal surnames the given name decides.

Rejected, as the data contradict each: particles kept, apostrophe kept as a character, order of code points.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from undersigned.values.names import PersonalName

FIRST_SIGNER_THEN_ALPHABET = "first-signer-then-alphabet"

SortKey: TypeAlias = tuple[str, str]
_LETTERS = str.maketrans(
    {"Æ": "AE", "Œ": "OE", "Þ": "TH", "Ð": "D", "Đ": "D", "Ø": "O", "Ł": "L", "ẞ": "SS", "Ħ": "H"}
)
_DROPPED = re.compile("['’‘ʼʻ`´′\"‐‑\u00ad-]")
_JOINED_PARTICLE = re.compile(r"^(?P<particle>[^\W\d_]+)['’ʼ](?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Descent:
    """Two neighbours on a list of which the second belongs before the first; `index` is the second's."""

    index: int
    before: PersonalName
    after: PersonalName


def sort_key(name: PersonalName) -> SortKey:
    """By what a name is ordered: its surname from the first word that counts, then the given name."""
    return _folded(_without_particles(name.family)), _folded(name.given or "")


def in_order(names: Iterable[PersonalName]) -> tuple[PersonalName, ...]:
    """The names as the list prints them: the first stays first, the others follow the alphabet."""
    listed = tuple(names)
    return (*listed[:1], *sorted(listed[1:], key=sort_key))


def descents(names: Iterable[PersonalName]) -> tuple[Descent, ...]:
    """Every pair of neighbours after the first signer that stands against the alphabet."""
    listed = tuple(names)
    keys = tuple(sort_key(name) for name in listed)
    return tuple(
        Descent(index=index, before=listed[index - 1], after=listed[index])
        for index in range(2, len(listed))
        if keys[index] < keys[index - 1]
    )


def _without_particles(family: str) -> str:
    """The surname from its first word in capitals, or, where none is, from the first that has a capital."""
    words = family.split()
    capitals = [index for index, word in enumerate(words) if _is_in_capitals(word)]
    capital = [index for index, word in enumerate(words) if word[:1].isupper()]
    start = (capitals or capital or [0])[0]
    return " ".join([*map(_unjoined, words[start : start + 1]), *words[start + 1 :]])


def _is_in_capitals(word: str) -> bool:
    """Whether a word is in capitals (`Ó`, `O'REILLY`) or has a run of them (`McCARTHY`, `MIßFELDER`)."""
    return word == word.upper() or any(one.isupper() and next_.isupper() for one, next_ in pairwise(word))


def _unjoined(word: str) -> str:
    """The word without a particle that an apostrophe joins to it in lower case: `d'ARC` as ARC."""
    joined = _JOINED_PARTICLE.match(word)
    return word[joined.end() :] if joined and joined["particle"].islower() else word


def _folded(part: str) -> str:
    capitals = _DROPPED.sub("", part.upper().translate(_LETTERS))
    letters = unicodedata.normalize("NFD", capitals)
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
