"""A draft: the language versions of one text, bound together before anybody signs.

1. The digest of a draft is SHA-256 of the canonical JSON (RFC 8785) `{"<language>": "<text digest>", …}` of
   all its versions (`docs/protocol/v1/draft.md`): a changed comma in one language is another draft.
2. Versions are the same text in other words: each has a title, as many clauses as the others, and in each
   clause the same numbers. Numbers are compared by value (`6 000`, `6,000`), by the marks of each language.
3. Nothing here judges a translation; that remains a person's work.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NewType

import rfc8785

from undersigned.declaring.declaration import Declaration
from undersigned.values.digest import TextDigest, canonical_text, sha256, text_digest
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Place, Severity, failed, passed, undetermined

DraftDigest = NewType("DraftDigest", str)

# What stands between the digit groups of a number and before its decimals; a space of any kind groups in all.
_MARKS = {"en": (",", "."), "fr": (".", ",")}
_NUMBERS = "declaring.draft.numbers"
_SPACES = " \u00a0\u2009\u202f"


class DraftError(UndersignedError):
    """The versions do not make a draft: there is none, or one language stands twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageVersion:
    """The text of a draft in one language."""

    language: str
    title: str | None
    clauses: tuple[str, ...]
    opening: str | None = None

    def digest(self) -> TextDigest:
        """The digest of its canonical text."""
        return text_digest(canonical_text([self.title or "", self.opening or "", *self.clauses]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All language versions of a text, in order of language. Raises `DraftError`."""

    versions: tuple[LanguageVersion, ...]

    def __post_init__(self) -> None:
        languages = [version.language for version in self.versions]
        if not languages or languages != sorted(set(languages)):
            raise DraftError(f"a draft needs one version a language, in order of language, not {languages}")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its versions."""
        return tuple(version.language for version in self.versions)

    def digest(self) -> DraftDigest:
        """What binds all versions together, 64 lower-case hexadecimal digits."""
        digests: dict[str, str] = {version.language: version.digest() for version in self.versions}
        return DraftDigest(sha256(rfc8785.dumps(digests)))


def draft_of(declarations: Iterable[Declaration]) -> Draft:
    """The draft that the language versions of a text make, in whatever order. Raises `DraftError`."""
    versions = (
        LanguageVersion(
            language=declaration.language,
            title=declaration.title,
            opening=declaration.opening,
            clauses=tuple(clause.text for clause in declaration.clauses),
        )
        for declaration in declarations
    )
    return Draft(versions=tuple(sorted(versions, key=lambda version: version.language)))


def draft_findings(draft: Draft) -> tuple[Finding, ...]:
    """Whether every version has a title, and all have the same clauses and in each the same numbers."""
    clauses = _same_clauses(draft)
    figures = tuple(_same_numbers(draft)) if clauses.ok else (undetermined(_NUMBERS, Place(field="clauses")),)
    return (_titles(draft), clauses, *(figures or (passed(_NUMBERS),)))


def numbers(text: str, language: str) -> Counter[str]:
    """The numbers in digits by value: `6 000` and, in English, `6,000` are `6000`; French `3,5` is `3.5`."""
    grouping, decimal = _MARKS.get(language, _MARKS["en"])
    return Counter(
        re.sub(f"[{_SPACES}{grouping}]", "", number[0]).replace(decimal, ".")
        for number in _number(language).finditer(text)
    )


@cache
def _number(language: str) -> re.Pattern[str]:
    grouping, decimal = (re.escape(mark) for mark in _MARKS.get(language, _MARKS["en"]))
    return re.compile(
        rf"(?<!\d)(?:\d{{1,3}}(?:[{_SPACES}{grouping}]\d{{3}})+(?!\d)|\d+)(?:{decimal}\d+)?", re.ASCII
    )


def _titles(draft: Draft) -> Finding:
    missing = tuple(version.language for version in draft.versions if not version.title)
    if missing:
        return failed("declaring.draft.title", Place(field="title"), languages=missing)
    return passed("declaring.draft.title", languages=draft.languages)


def _same_clauses(draft: Draft) -> Finding:
    counts = tuple(f"{version.language}: {len(version.clauses)}" for version in draft.versions)
    if len({len(version.clauses) for version in draft.versions}) == 1:
        return passed("declaring.draft.clauses", counts=counts)
    return failed("declaring.draft.clauses", Place(field="clauses"), counts=counts)


def _same_numbers(draft: Draft) -> Iterator[Finding]:
    """A finding for every number that some version has in a part of the text more often than another."""
    for field, texts in _parts(draft):
        found = {language: numbers(text, language) for language, text in texts.items()}
        for number in dict.fromkeys(number for counted in found.values() for number in counted):
            most = max(counted[number] for counted in found.values())
            lacks = tuple(language for language, counted in found.items() if counted[number] < most)
            if lacks:
                has = tuple(language for language in found if language not in lacks)
                place = Place(field=field)
                yield failed(_NUMBERS, place, Severity.WARNING, number=number, has=has, lacks=lacks)


def _parts(draft: Draft) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Title and clauses one by one, each in all languages, with the field that it is."""
    yield "title", {version.language: version.title or "" for version in draft.versions}
    for index in range(len(draft.versions[0].clauses)):
        yield f"clauses[{index}]", {version.language: version.clauses[index] for version in draft.versions}
