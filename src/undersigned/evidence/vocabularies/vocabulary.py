"""A vocabulary: codes of our own, their labels by language, and the words that lists use for them.

1. English and French labels are complete; other languages are counted, and `unchecked` names those that no
   speaker or lawyer has looked at.
2. A word is looked up whole, without regard to case, spaces at its ends and ё for е; nothing is guessed from
   a part of it.
   A code is such a word too, unless the word alone says less than the term (`code_is_word = false`):
   "charged" is not yet "charged and released on a pledge".
3. A word that two terms of a vocabulary share is refused when the file is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from undersigned.values.faults import UndersignedError
from undersigned.values.toml import toml_of


class VocabularyError(UndersignedError):
    """There is no such vocabulary, or its file holds a fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A code with its labels, the further words that stand for it, and its code elsewhere."""

    code: str
    labels: Mapping[str, str]
    words: tuple[str, ...] = ()
    elsewhere: str | None = None
    takes: str | None = None  # `days`, `length` or `amount`: what may stand beside it in a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The terms of one question, in the order of the file."""

    name: str
    terms: Mapping[str, Term]
    unchecked: tuple[str, ...]
    by_word: Mapping[str, str] = field(repr=False)

    def code(self, word: str) -> str | None:
        """The code that a word stands for; `None` where none does."""
        return self.by_word.get(folded(word))

    def label(self, code: str, language: str) -> str:
        """The label of a code; in English where the language has none. Raises `VocabularyError`."""
        try:
            labels = self.terms[code].labels
        except KeyError as missing:
            raise VocabularyError(f"{self.name}: there is no term {code}") from missing
        return labels.get(language, labels["en"])


def folded(word: str) -> str:
    """A word without what rule 2 disregards."""
    return " ".join(word.split()).casefold().replace("ё", "е")


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of a name. Raises `VocabularyError`."""
    table = _tables().get(name)
    if table is None:
        raise VocabularyError(f"there is no vocabulary {name}")
    terms = {code: _term(code, said) for code, said in table["terms"].items()}
    by_word: dict[str, str] = {}
    for code, term in terms.items():
        own = (code,) if table["terms"][code].get("code_is_word", True) else ()
        for word in (*own, *term.labels.values(), *term.words):
            if by_word.setdefault(folded(word), code) != code:
                raise VocabularyError(f"{name}: {word!r} is a word for two terms")
    return Vocabulary(name=name, terms=terms, unchecked=tuple(table.get("unchecked", ())), by_word=by_word)


def spoken(particular: str, name: str, code: str | None) -> dict[str, str | None]:
    """A code as a finding carries it: itself under `particular`, and its label in each language beside it."""
    if code is None:
        return {particular: None}
    languages = ("en", "fr", "ru")
    labels = {f"{particular}.{language}": vocabulary(name).label(code, language) for language in languages}
    return {particular: code, **labels}


def vocabularies() -> tuple[str, ...]:
    """The names of all vocabularies."""
    return tuple(_tables())


@cache
def _tables() -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    folder = files("undersigned.evidence") / "vocabularies"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            found.update(toml_of(file.read_bytes()))
    return found


def _term(code: str, said: Mapping[str, Any]) -> Term:
    labels = {language: said[language] for language in ("en", "fr", "ru", "kk") if language in said}
    return Term(
        code=code,
        labels=labels,
        words=tuple(said.get("words", ())),
        elsewhere=said.get("elsewhere"),
        takes=said.get("takes"),
    )
