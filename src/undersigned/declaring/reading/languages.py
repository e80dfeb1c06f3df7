"""Recognises the language of a text by its small words."""

import re
from functools import cache

from undersigned.declaring.formulae import tables

UNKNOWN = "und"  # ISO 639-2: undetermined
_WORD = re.compile(r"[^\W\d_]+")
_CLEARLY = 2


def tell(text: str, at_least: int = 1) -> str | None:
    """The language of a text, `None` where its small words do not tell or are fewer than `at_least`."""
    words = [word.casefold() for word in _WORD.findall(text)]
    counts = sorted(
        ((sum(word in small for word in words), language) for language, small in _small_words().items()),
        reverse=True,
    )
    (most, language), (second, _) = counts[:2]
    return language if most >= at_least and most >= _CLEARLY * second else None


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in tables()["small_words"].items()}
