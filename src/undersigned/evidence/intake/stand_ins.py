"""Words that stand where a name, a day or a number is meant, and are none (`stand_ins.toml`).

1. A cell that says that something is not known is no value; the mapping decides whether it is a claim.
2. The line of a total, of a note or a signature is none of the list.
3. People who are spoken of and not named are no person.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.values.toml import toml_of

_LONGEST = 200
_ENDS = " .,:;*()[]«»\"'!–—-"
_WORDS = re.compile(r"[^\W\d_]+")
_SAYS_NOTHING = re.compile(r"[\W_]*")
_PIECES = re.compile(r"\W+")
_SUM = re.compile(r"[\s:.=–—-]*\d[\d\s]*$")


def words_of(kind: str) -> frozenset[str]:
    """The words of a kind, folded."""
    return _table()[kind]


def not_known(text: str) -> bool:
    """Whether a cell says, as a whole, that nothing is known: by a word, or by signs alone."""
    if len(text) > _LONGEST:
        return False
    return bool(_SAYS_NOTHING.fullmatch(text)) or _bare(text) in words_of("not-known")


def total(text: str, *, begins: bool = False) -> bool:
    """Whether a cell is the label of a total; with `begins`, whether it begins as one, or as a note."""
    if len(text) > _LONGEST or not _begins().match(text):
        return False
    bare = _SUM.sub("", _bare(text))
    first, *rest = _PIECES.split(bare)
    known = words_of("totals")
    if bare in known or (rest and f"{first} {rest[0]}" in known):
        return True
    return begins and first in known | words_of("notes")


def is_years(text: str) -> bool:
    """Whether a text is what stands after the number of an age."""
    return _bare(text) in words_of("years")


def unnamed(text: str) -> bool:
    """Whether a text speaks of people without naming them."""
    return not words_of("people").isdisjoint(_WORDS.findall(folded(text)))


@cache
def _begins() -> re.Pattern[str]:
    """How a total or a note can begin: most cells are told apart by it at once."""
    first = {word.split()[0] for word in words_of("totals") | words_of("notes")}
    return re.compile(rf"[{re.escape(_ENDS)}]*(?:{'|'.join(sorted(map(re.escape, first)))})", re.IGNORECASE)


def _bare(text: str) -> str:
    return folded(text).strip(_ENDS)


@cache
def _table() -> Mapping[str, frozenset[str]]:
    table = toml_of((files("undersigned.evidence.intake") / "stand_ins.toml").read_bytes())
    return {kind: frozenset(map(folded, words)) for kind, words in table.items()}
