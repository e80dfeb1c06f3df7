"""The words that a language uses around numbers, from `languages/<code>.toml`.

A phrase is a row of words as `tokens.py` cuts them; where several fit, the longest wins.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.reading.tokens import Token, plain, small, tokens_of
from undersigned.values.faults import UndersignedError
from undersigned.values.toml import toml_of

LANGUAGES = ("en", "fr", "ru")
Meaning = TypeVar("Meaning")
Phrase = tuple[str, ...]
_CYRILLIC = re.compile("[а-яё]")


class UnknownLanguageError(UndersignedError):
    """Figures are not read in this language."""


@dataclass(frozen=True, slots=True)
class Phrases(Generic[Meaning]):
    """Phrases with what they mean."""

    meanings: Mapping[Phrase, Meaning]
    longest: int
    firsts: frozenset[str]
    lasts: frozenset[str]

    def starting(self, tokens: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase that begins at a token: how many tokens, and its meaning."""
        if at >= len(tokens) or tokens[at].text not in self.firsts:
            return None
        for length in range(min(self.longest, len(tokens) - at), 0, -1):
            words = tuple([token.text for token in tokens[at : at + length]])
            if words in self.meanings:
                return length, self.meanings[words]
        return None

    def ending(self, tokens: Sequence[Token], at: int) -> tuple[int, Meaning] | None:
        """The longest phrase that ends just before a token."""
        if at < 1 or tokens[at - 1].text not in self.lasts:
            return None
        for length in range(min(self.longest, at), 0, -1):
            words = tuple([token.text for token in tokens[at - length : at]])
            if words in self.meanings:
                return length, self.meanings[words]
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All of a language's words."""

    language: str
    decimal: str
    qualifiers: Phrases[Qualifier]
    qualifiers_after: Phrases[Qualifier]
    vague: Phrases[int]
    round: Phrases[int]
    whole: Phrases[int]
    halves: Phrases[bool]
    scales: Mapping[str, int]
    units: Mapping[str, Unit]
    endings: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    relations: Mapping[str, Phrases[bool]]
    ranges: Mapping[str, frozenset[str]]
    attribution_phrases: Phrases[bool]
    attribution_verbs: Phrases[bool]
    passive: frozenset[str]
    unsure: frozenset[str]
    months: Mapping[str, Any]
    clauses: Mapping[str, Phrases[bool]]


@cache
def vocabulary(language: str) -> Vocabulary:
    """The words of a language. Raises `UnknownLanguageError`."""
    if language not in LANGUAGES:
        raise UnknownLanguageError(f"figures are read in {', '.join(LANGUAGES)}, not in {language!r}")
    file = files("undersigned.counting.reading") / "languages" / f"{language}.toml"
    table = toml_of(file.read_bytes())
    return Vocabulary(
        language=language,
        decimal=table["decimal"],
        qualifiers=_by_meaning({Qualifier(key): words for key, words in table["qualifiers"].items()}),
        qualifiers_after=_by_meaning(
            {Qualifier(key): all_ for key, all_ in table["qualifiers_after"].items()}
        ),
        vague=_by_meaning({int(value): words for value, words in table["vague"].items()}),
        round=_by_meaning({int(value): words for value, words in table["round"].items()}),
        whole=_by_meaning({int(value): words for value, words in table["whole"].items()}),
        halves=_phrases(table["halves"]["phrases"]),
        scales={word: int(value) for value, words in table["scales"].items() for word in words},
        units={word: Unit(unit) for unit, words in table["units"].items() for word in words},
        endings={key: tuple(all_) for key, all_ in table["endings"].items()},
        words={key: frozenset(words) for key, words in table["words"].items()},
        relations={key: _phrases(words) for key, words in table["relations"].items()},
        ranges={key: frozenset(words) for key, words in table["ranges"].items()},
        attribution_phrases=_phrases(table["attributions"]["before"]),
        attribution_verbs=_phrases(table["attributions"]["verbs"]),
        passive=frozenset(table["attributions"]["passive"]),
        unsure=frozenset(table["unsure"]["words"]),
        months=table["months"],
        clauses={key: _phrases(all_) for key, all_ in table["clauses"].items()},
    )


def _phrases(words: Iterable[str]) -> Phrases[bool]:
    return _by_meaning({True: list(words)})


def _by_meaning(table: Mapping[Meaning, Iterable[str]]) -> Phrases[Meaning]:
    meanings = {_cut(phrase): meaning for meaning, phrases in table.items() for phrase in phrases}
    longest = max((len(phrase) for phrase in meanings), default=0)
    firsts, lasts = (frozenset(phrase[at] for phrase in meanings) for at in (0, -1))
    return Phrases(meanings, longest, firsts, lasts)


def _cut(phrase: str) -> Phrase:
    return tuple(
        token.text
        for token in tokens_of(small(plain(phrase)), (), apart=_CYRILLIC.search(phrase) is not None)
    )
