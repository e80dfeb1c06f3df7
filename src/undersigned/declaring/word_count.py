"""Counts the words of a text in each way that a rule may mean.

* `by-space`: what stands between white space is a word, so `6 000` is two and a lone dash is one.
* `by-word`: a word has a letter or a digit, and the digit groups of one number are one word.
* Each with the opening formula, or without it (`-without-opening`). The title is never counted.
"""

import re
import unicodedata
from collections.abc import Mapping

from undersigned.declaring.declaration import Declaration

COUNTERS = ("by-space", "by-space-without-opening", "by-word", "by-word-without-opening")
_NUMBER = re.compile(r"(?<!\S)\d{1,3}(?:\s\d{3})+(?!\d)")


def word_counts(declaration: Declaration) -> Mapping[str, int]:
    """The words of a text by the name of each way of counting."""
    return counts(declaration.opening or "", [clause.text for clause in declaration.clauses])


def counts(opening: str, clauses: list[str]) -> Mapping[str, int]:
    """The words of an opening formula and clauses by the name of each way of counting."""
    body = " \n".join(clauses)
    spaced, worded = by_space(body), by_word(body)
    return {
        "by-space": by_space(opening) + spaced,
        "by-space-without-opening": spaced,
        "by-word": by_word(opening) + worded,
        "by-word-without-opening": worded,
    }


def by_space(text: str) -> int:
    """The runs of characters between white space of any kind."""
    return len(text.split())


def by_word(text: str) -> int:
    """The runs that have a letter or a digit, a number in digit groups taken as one."""
    joined = _NUMBER.sub(lambda number: "".join(number[0].split()), unicodedata.normalize("NFC", text))
    return sum(run.isalnum() or any(map(str.isalnum, run)) for run in joined.split())
