"""The only two comparisons of names on a roll: when they are the same, and when a person should look.

1. The same letters: case, the kinds of space and of apostrophe, and how accents are composed aside.
2. Close: the same place in the alphabet (no accents), all the words of the shorter surname, or, within one
   delegation, all but a letter or two. Close is a question for a person and never an answer.
"""

from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import normalize

from undersigned.declaring.assemblies.assembly import folded
from undersigned.declaring.questions.order import sort_key
from undersigned.declaring.roll.members import Member
from undersigned.values.names import PersonalName

_NEARLY = 0.85  # `LOUKAIDES George` and `LOUCAIDES George`: 0.94


def spellings(member: Member) -> tuple[PersonalName, ...]:
    """The member's name and the other spellings seen in print."""
    return (member.name, *member.aliases)


def same_letters(name: PersonalName, other: PersonalName) -> bool:
    """Whether two names have the same letters; case and the kinds of space and of apostrophe aside."""
    return _letters(name) == _letters(other)


def may_be(member: Member, name: PersonalName, country: str | None) -> bool:
    """Whether a person should look at this member before saying that the name is nobody's."""
    compatriot = any(mandate.delegation == country for mandate in member.mandates)
    return any(
        _shares_words(name, spelt) or (compatriot and _nearly_same(name, spelt))
        for spelt in spellings(member)
    )


def _letters(name: PersonalName) -> tuple[str, str]:
    return _bare(name.family), _bare(name.given or "")


@lru_cache(maxsize=4096)
def _bare(part: str) -> str:
    return " ".join(normalize("NFC", part).replace("’", "'").split()).casefold()


def _shares_words(name: PersonalName, other: PersonalName) -> bool:
    """Whether the surnames have the same place in the alphabet, or one has all the words of the other."""
    left, right = _surname_words(name), _surname_words(other)
    within = bool(left and right) and (left <= right or right <= left)
    return within or _alphabet(name) == _alphabet(other)


def _nearly_same(name: PersonalName, other: PersonalName) -> bool:
    letters = SequenceMatcher(None, _folded(name), _folded(other))
    return letters.quick_ratio() >= _NEARLY and letters.ratio() >= _NEARLY


@lru_cache(maxsize=4096)
def _surname_words(name: PersonalName) -> frozenset[str]:
    return frozenset(folded(name.family).split())


@lru_cache(maxsize=4096)
def _alphabet(name: PersonalName) -> str:
    return sort_key(name)[0]


@lru_cache(maxsize=4096)
def _folded(name: PersonalName) -> str:
    return folded(name.surname_first())
