"""Words that stand where a name, a day or a number is meant, and are none (`stand_ins.toml`).

1. A cell that says that something is not known is no value; the mapping decides whether it is a claim.
2. The line of a total, of a note or a signature is none of the list.
3. People who are spoken of and not named are no person.
4. A row that somebody took back ("duplicate", "not arrested") is none of the list either.
5. A cell that says "as above", or what a program writes for nothing, says nothing of its own row.
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
_IN_PLACE = re.compile(r"([xхn])(?:[\s.]*\1)+\.?", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[.,;:(!–—]")
_HOW = re.compile(r"(?: (?:at|on|in|from|without|under|на|в|без|с|под|из|sur|sans|à|sous) .*)?")
_DOUBT = re.compile(r"(?<![(\[])\?$|^(?:не|not|pas)\s")
_PIECES = re.compile(r"\W+")
_LEAST_MORE, _LONGEST_ABOVE = 2, 40
_SIGNS_ABOVE = re.compile(r"[\s,.\-–—_/\\«»“”„‟\"'`´‘’‚″〃^↑→|<>=]+")  # none of them but signs
_ONE_ABOVE = re.compile(r"//|\\\\|,,|[«»“”„‟\"″〃^↑]|''|->")
_ERROR = re.compile(r"#(?:[\w/]+[!?]?|#+)", re.IGNORECASE)
_FORMULA = re.compile(r"=\s*\$?[A-Za-z]{1,3}\$?\d+")
_SUM = re.compile(r"[\s:.=–—-]*\d[\d\s]*$")


def words_of(kind: str) -> frozenset[str]:
    """The words of a kind, folded."""
    return _table()[kind]


def not_known(text: str) -> bool:
    """Whether a cell says, as a whole, that nothing is known: by a word, or by signs alone."""
    if len(text) > _LONGEST:
        return False
    return bool(_SAYS_NOTHING.fullmatch(text)) or _bare(text) in words_of("not-known")


def says_none(text: str) -> bool:
    """Whether a cell that could say that nothing is known may say instead that there is none."""
    return _bare(text) in words_of("none")


def as_above(text: str, *, begins: bool = False) -> bool:
    """Whether a cell says that what stands above holds for it too, by words or by signs: as a whole, or, with
    `begins`, where some more words come after.
    """
    if not text[:1].isalnum() and len(text) < _LONGEST and _SIGNS_ABOVE.fullmatch(text):
        return bool(_ONE_ABOVE.search(text))
    if begins:
        words = text[:_LONGEST_ABOVE].split(maxsplit=2)
        return len(words) > _LEAST_MORE and _bare(" ".join(words[:2])) in words_of("as-above")
    return len(text) < _LONGEST_ABOVE and _bare(text) in words_of("as-above")


def of_a_program(text: str) -> bool:
    """Whether nobody wrote a cell: an error, a formula as text, a program's word for nothing or for yes."""
    if len(text) > _LONGEST_ABOVE:
        return False
    if text[:1] == "#":
        return bool(_ERROR.fullmatch(text))
    return bool(_FORMULA.match(text)) or _bare(text) in words_of("of-a-program")


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


def part_of_others(text: str) -> bool:
    """Whether a row counts again what other rows have ("of which …"): how its key, name or place begins."""
    return bool(_any_of("parts-of-others").match(_bare(text[:_LONGEST])))


def is_years(text: str) -> bool:
    """Whether a text is what stands after the number of an age."""
    return _bare(text) in words_of("years")


def taken_back(text: str, *, within: bool = False) -> bool:
    """Whether a cell takes its row back: by what it says first or, with `within`, by any of its words."""
    if within:
        return bool(_any_of("taken-back", "taken-back-alone").search(folded(text)))
    bare = _bare(text[:_LONGEST])
    first = _CLAUSE_ENDS.split(bare, maxsplit=1)[0]
    return _bare(first) in words_of("taken-back-alone") or bool(_any_of("taken-back").match(bare))


def doubted(text: str) -> bool:
    """Whether words or signs of a text say that somebody is not sure of it, or deny it."""
    bare = folded(text)
    return bool(_DOUBT.search(bare) or _any_of("doubts").search(bare))


def became(text: str) -> bool:
    """Whether a cell says what became of somebody, and at most where or how: `released at the scene`."""
    found = _any_of("became").match(bare := _bare(text[:_LONGEST]))
    return found is not None and _HOW.fullmatch(bare[found.end() :]) is not None


def no_name(text: str) -> bool:
    """Whether a word of a text stands in no name: what became of somebody, what they are, how sure it is."""
    return bool(_any_of("became", "doubts", "callings").search(folded(text)))


def nobody(text: str) -> bool:
    """Whether large letters alone make a name of somebody unnamed: `Minor`, `Мать Иванова`, `XXX`."""
    spoken_of = not words_of("relatives").isdisjoint(_WORDS.findall(folded(text)))
    return spoken_of or _bare(text) in words_of("nobody") or _IN_PLACE.fullmatch(text) is not None


@cache
def _any_of(*kinds: str) -> re.Pattern[str]:
    words = sorted((word for kind in kinds for word in words_of(kind)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")


def unnamed(text: str) -> bool:
    """Whether a text speaks of people without naming them."""
    if _bare(text) in words_of("others"):
        return True
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
