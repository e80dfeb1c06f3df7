"""Whom a key stood for when its list was read before: a list that was numbered anew must not make one person
of two.

1. A row whose key is known names whoever it named, perhaps spelled otherwise: every word of the shorter name
   has a word of the longer one that is equal, its initial, or nearly equal. In another script it is another
   name, unless the mapping says that such names are spellings (`respelled`).
2. A row that named one person and now names two, or the other way round, is another row.
3. Nothing is joined here, and a withheld name is not compared.
"""

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher

from undersigned.evidence.intake.claiming import keys_of
from undersigned.evidence.vocabularies.vocabulary import folded

Former = Mapping[str, Collection[str]]  # the names that were said of each key

_NEARLY = 0.75


def stands_for_another(key: str, names: Sequence[str | None], former: Former, *, respelled: bool) -> bool:
    """Whether a row of these people has a key that stood for somebody else."""
    if not former or not names:
        return False
    one, several = key in former, f"{key}/1" in former and f"{key}/2" in former
    if several and not one and len(names) == 1:
        return True
    if one and len(names) > 1:
        return True
    said = zip(keys_of(key, len(names)), names, strict=True)
    return not respelled and any(
        name is not None and former.get(own) and not any(could_be_one(name, other) for other in former[own])
        for own, name in said
    )


def could_be_one(one: str, other: str) -> bool:
    """Whether two names may be spellings of one (rule 1)."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    left = list(longer)
    for word in shorter:
        same = next((candidate for candidate in left if _alike(word, candidate)), None)
        if same is None:
            return False
        left.remove(same)
    return bool(shorter)


def _words(name: str) -> list[str]:
    """The words of a name, the longest first, so that an initial takes no whole word from another."""
    apart = "".join(character if character.isalnum() else " " for character in folded(name))
    return sorted(apart.split(), key=len, reverse=True)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return SequenceMatcher(None, one, other).ratio() >= _NEARLY
