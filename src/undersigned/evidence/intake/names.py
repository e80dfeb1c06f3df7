"""A name is one person's, and nothing but a name: whatever looks like more is refused, never read as one.

1. Two people in a cell are told by what stands between them, and by names that are too many for one: two
   surnames with initials, a second surname at the end, four names in Cyrillic.
2. A word in small letters beside a name is a remark ("with his wife", "journalist"), unless it is one of the
   small words within names.
   Words in small letters alone are a name where one of them ends as family names do.
   So is any word, of whatever letters, that says what became of somebody or how sure it is ("Released",
   "Возможно"); a mark of a footnote; a dash before or after a name; and in brackets one letter, or
   large letters alone that do not end as family names do.
3. Nobody is made up of "unknown", "about 20 people" or "total".
4. A name of a Latin word and a Cyrillic one stays; a word of both is refused.
"""

import re
from functools import lru_cache
from itertools import pairwise

from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.letters import footnoted, in_one_script, mixed
from undersigned.evidence.intake.stand_ins import (
    no_name,
    nobody,
    not_known,
    part_of_others,
    taken_back,
    total,
    unnamed,
    words_of,
)
from undersigned.evidence.vocabularies.vocabulary import folded

LONGEST_NAME = 200
PARTS_OF_A_NAME = frozenset({"person.name-family", "person.name-given", "person.patronymic"})
_NEVER = re.compile(r"[@=#*<>]|://|\d")
_AROUND = re.compile(r"^[-‐–—·.]|[-‐–—·]$|\([^\W\d_]\)")
_BETWEEN = re.compile(r"[;\n/&|]|\+(?!\d)|\s[–—-]\s")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0d7f\u0e31-\u0e4e"  # that stand with letters
_BESIDE = re.compile(rf"[^\w\s{_MARKS}.,'’ʼʻ‘`´()«»\"“”„‐‑–—·-]|_")
_ASIDE = re.compile(
    r"\(([^\W\d_][\w’'‐-]*)\)|[«\"“„][^«»\"“”„]*[»\"”“]"
)  # a former name, a name among friends
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
_TOKEN = re.compile(rf"{_LETTERS}(?:[’'ʼʻ‘`´‐‑-]{_LETTERS})*\.?")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LONGEST_INITIAL = 3  # "Дж."
_MOST_CYRILLIC, _LEAST_ENDING = 3, 4


def name_of(text: str) -> str | Fault:
    """One person's name, its white space made even; or why it is none."""
    if code := _nobody(text) or _more_than_a_name(text) or _less_than_a_name(text) or _said_instead(text):
        return Fault(code=f"evidence.row.{code}")
    name = in_one_script(" ".join(text.split()).strip(",; "), as_one=True)
    return Fault(code="evidence.row.one-script") if mixed(name) else name


def part_of_a_name(text: str) -> str | None:
    """What keeps a text from being a family name, a given name or a patronymic alone: the question."""
    several = "one-name" if "," in text else None
    return _nobody(text) or _more_than_a_name(text) or several or _said_instead(text)


def one_word(name: str) -> bool:
    """Whether a name is a single word without initials: half of one, it may be."""
    return len(_TOKEN.findall(name)) == 1


def _nobody(text: str) -> str | None:
    if not_known(text):
        return "not-known"
    if total(text, begins=True) or part_of_others(text):
        return "total"
    return "person" if unnamed(text) else None


def _more_than_a_name(text: str) -> str | None:
    """What keeps a text from being one name: the question, or `None`."""
    if "?" in text or "\ufffd" in text:  # letters that a program could not write
        return "characters"
    if len(text) > LONGEST_NAME or _NEVER.search(text):
        return "name"
    alone = _ASIDE.sub(_former, text.strip(",; \n"))
    parts = [_TOKEN.findall(part) for part in alone.split(",")]
    words = [token for part in parts for token in part]
    if _BETWEEN.search(text.strip(";/ \n")) or _joined(text, words):
        return "one-name"
    if not words or _BESIDE.search(text) or "(" in alone or _remark(words):
        return "name"
    return "one-name" if _several(parts) or _too_many(words) else None


def _less_than_a_name(text: str) -> str | None:
    """What keeps a text from being so much as a name: a mark or "Mr.", or words in small letters alone."""
    words = _TOKEN.findall(text)
    if len(words) == 1 and _initial(words[0]):
        return "name"
    return "small-letters" if text.islower() and not any(map(_family, words)) else None


def _said_instead(text: str) -> str | None:
    """What keeps words with large letters, as names have them, from being a name: the question."""
    if taken_back(text, within=True):
        return "holds"
    if nobody(text):
        return "person"
    loud = any(one[1] and one[1].isupper() and not _family(one[1]) for one in _ASIDE.finditer(text))
    if loud or _AROUND.search(text) or footnoted(text) or no_name(text):
        return "name"
    ends = tuple(words_of("families-end"))
    families = any(len(one) > _LEAST_ENDING and _low(one).endswith(ends) for one in _TOKEN.findall(text))
    return "one-name" if families else None


def _former(aside: re.Match[str]) -> str:
    """Nothing in place of a second name that stands aside; anything else stays where it is."""
    return " " if aside[0][1:2].isupper() or not aside[1] else aside[0]


def _joined(text: str, tokens: list[str]) -> bool:
    """Whether a word such as "and" stands between the words of a text."""
    loud = text.isupper()
    return any(
        _low(token) in words_of("between") and (token.islower() or (loud and len(after) > 1))
        for token, after in pairwise(tokens[1:])
    )


def _several(parts: list[list[str]]) -> bool:
    """Whether the parts between commas are several people, not a family name and what comes after it."""
    match [part for part in parts if part]:
        case [] | [_]:
            return False
        case [[first], [second]]:
            return _family(first) and _family(second)
        case [[_], [second, *more]]:
            return not _initial(second) and sum(map(_initial, more)) > 1
        case [_, second]:
            return any(not _initial(one) for one in second)
    return True


def _too_many(tokens: list[str]) -> bool:
    """Whether the words are too many for one person, with nothing between them."""
    names = [one for one in tokens if not _initial(one) and _low(one) not in words_of("particles")]
    families = sum(map(_family, names))
    if len(names) > 1 and families == len(names):
        return True
    if len(names) > _MOST_CYRILLIC and (families > 1 or any(map(_CYRILLIC.search, names))):
        return True
    shape = re.sub("I+", "I", "".join("I" if _initial(one) else "W" for one in tokens))
    return "WIWI" in shape or "IWIW" in shape


def _remark(words: list[str]) -> bool:
    """Whether some word, and not a mere initial, is in small letters where others begin with a large one."""
    small = (word for word in words if word.islower() and len(_low(word)) > 1)
    return any(_low(word) not in words_of("particles") for word in small) and any(
        word[0].isupper() for word in words
    )


def _initial(token: str) -> bool:
    return len(token.rstrip(".")) == 1 or (token.endswith(".") and len(token) <= _LONGEST_INITIAL)


@lru_cache(4096)
def _family(token: str) -> bool:
    word = _low(token)
    return (
        len(word) > _LEAST_ENDING
        and word not in words_of("given-all-the-same")
        and word.endswith(tuple(words_of("family-endings")))
    )


@lru_cache(4096)
def _low(token: str) -> str:
    return folded(token).rstrip(".")
