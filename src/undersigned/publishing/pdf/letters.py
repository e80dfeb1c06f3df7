"""Finds letters that a PDF cannot show: no font has them, or they change the direction of writing.

1. What is asked is what will be printed in this language and nothing else: another version's letters do not
   stand in the way.
2. Whether the fonts have a letter is not guessed from tables: the letters are set, by halves until those
   that cannot be set are alone. It costs nothing where all is well.
3. Marks of direction (Unicode Bidirectional Algorithm, UAX #9, section 2) can show letters in another order
   than the text has them.
4. What would be lost on paper is refused too: an invisible character that does not stand between two letters
   or digits, and a letter that Unicode has only as a base and marks, twice in a row.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from undersigned.publishing.characters import UnpublishableError
from undersigned.values.findings import Finding, Place, Severity, failed

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class GlyphMissingError(UnpublishableError):
    """A PDF cannot show a document as it is; `findings` names each letter and where it stands."""

    def __str__(self) -> str:
        said = (f"{finding.place}: {finding.particulars['characters']}" for finding in self.findings)
        return f"letters that a PDF cannot show: {'; '.join(said)}"


def unprintable(content: Mapping[str, Any]) -> tuple[Finding, ...]:
    """A refusal for each part that paper would show otherwise than it is (rules 3 and 4)."""
    turned = _found("publishing.pdf.direction", content, _TURNING.intersection)
    return turned + _found("publishing.pdf.visible", content, _lost)


def missing_letters(content: Mapping[str, Any], *, can_set: Callable[[str], bool]) -> tuple[Finding, ...]:
    """A refusal for each part with letters that `can_set` says no font has; empty where all can be set."""
    if not can_set(""):
        return ()  # what is broken is not a letter
    letters = sorted({letter for _, words in _parts(content) for letter in words})
    missing = frozenset(_not_settable("".join(letters), can_set))
    return _found("publishing.pdf.letters", content, missing.intersection)


def _lost(words: str) -> set[str]:
    """The letters of a part that would not come back from paper (rule 4)."""
    letters = _composed(words)
    doubled = {letter for letter, after in pairwise(letters) if letter == after and len(letter) > 1}
    beside = zip(words, ["", *words], [*words[1:], ""], strict=False)
    return doubled.union(
        letter
        for letter, before, after in beside
        if unicodedata.category(letter) == "Cf" and not (before.isalnum() and after.isalnum())
    )


def _composed(words: str) -> list[str]:
    """The letters of a text, each with the marks on it."""
    letters: list[str] = []
    for letter in words:
        if letters and unicodedata.combining(letter):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _not_settable(letters: str, can_set: Callable[[str], bool]) -> Iterator[str]:
    if not letters or can_set(letters):
        return
    if len(letters) == 1:
        yield letters
        return
    middle = len(letters) // 2
    yield from _not_settable(letters[:middle], can_set)
    yield from _not_settable(letters[middle:], can_set)


def _found(
    code: str, content: Mapping[str, Any], unwanted: Callable[[str], Iterable[str]]
) -> tuple[Finding, ...]:
    return tuple(
        failed(
            code,
            Place(field=path),
            Severity.REFUSAL,
            where=_where(content, path),
            characters=tuple(_named(letter) for letter in found),
        )
        for path, words in _parts(content)
        if (found := sorted(unwanted(words)))
    )


def _named(letter: str) -> str:
    """A letter as people can look it up: `ა (U+10D0 GEORGIAN LETTER AN)`."""
    name = " + ".join(f"U+{ord(part):04X} {unicodedata.name(part, '')}".strip() for part in letter)
    return f"{letter} ({name})" if letter.isprintable() else name


def _where(content: Mapping[str, Any], path: str) -> str:
    """The path, and for a line of the list the name that stands there."""
    line = re.fullmatch(r"signatories\[(\d+)\].*", path)
    if not line:
        return path
    row = content["list"]["rows"][int(line[1])]
    return f"{path}, {row['family']} {row['given']}".strip()


def _parts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every part with words that are not ours, with its path in the document."""
    yield "title", content["title"]["text"]
    if content["other-title"]:
        yield "title", content["other-title"]["text"]
    text = content["text"]
    if text:
        yield "disclaimer", text["disclaimer"]["text"] if text["disclaimer"] else ""
        for index, paragraph in enumerate(text["paragraphs"]):
            yield f"paragraphs[{index}]", paragraph
    for index, row in enumerate(content["list"]["rows"]):
        for key in ("family", "given", "style", "country", "group"):
            yield f"signatories[{index}].{key}", row[key]
    for index, entry in enumerate(content["list"]["legend"]["entries"]):
        yield f"legend[{index}]", "".join(entry)
    for index, (_, value) in enumerate(content["about"]["entries"]):
        yield f"about[{index}]", value
    yield "dated", content["dated"] or ""
    yield "official address", content["nature"]["address"] or ""
