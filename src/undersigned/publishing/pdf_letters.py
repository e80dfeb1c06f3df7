"""Letters that a PDF cannot show as they are: no font has them, or they turn the direction of writing.

1. What is asked is what will be printed in this language and nothing else: another version's letters do not
   stand in the way.
2. Whether the fonts have a letter is not guessed from tables: the letters are set, by halves until those
   that cannot be set are alone. It costs nothing where all is well.
3. Marks of direction (Unicode Bidirectional Algorithm, UAX #9, section 2) other than U+200E would show the
   letters in another order than the text has them.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from undersigned.publishing.characters import UnpublishableError
from undersigned.values.findings import Finding, Place, Severity, failed

_TURNING = frozenset("\u061c\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class GlyphMissingError(UnpublishableError):
    """A PDF cannot show a document as it is; `findings` names each letter and where it stands."""

    def __str__(self) -> str:
        said = (f"{one.place}: {one.particulars['characters']}" for one in self.findings)
        return f"letters that a PDF cannot show: {'; '.join(said)}"


def turned_directions(content: Mapping[str, Any]) -> tuple[Finding, ...]:
    """A refusal for each part with marks that turn the direction of writing; empty where there are none."""
    return _found("publishing.pdf.direction", content, _TURNING)


def missing_letters(content: Mapping[str, Any], *, can_set: Callable[[str], bool]) -> tuple[Finding, ...]:
    """A refusal for each part with letters that `can_set` says no font has; empty where all can be set."""
    letters = sorted({letter for _, words in _parts(content) for letter in words})
    return _found("publishing.pdf.letters", content, frozenset(_not_settable("".join(letters), can_set)))


def _not_settable(letters: str, can_set: Callable[[str], bool]) -> Iterator[str]:
    if not letters or can_set(letters):
        return
    if len(letters) == 1:
        yield letters
        return
    middle = len(letters) // 2
    yield from _not_settable(letters[:middle], can_set)
    yield from _not_settable(letters[middle:], can_set)


def _found(code: str, content: Mapping[str, Any], unwanted: frozenset[str]) -> tuple[Finding, ...]:
    return tuple(
        failed(
            code,
            Place(field=path),
            Severity.REFUSAL,
            where=_where(content, path),
            characters=tuple(_named(letter) for letter in found),
        )
        for path, words in _parts(content)
        if (found := sorted(unwanted.intersection(words)))
    )


def _named(letter: str) -> str:
    """A letter as people can look it up: `ა (U+10D0 GEORGIAN LETTER AN)`."""
    name = f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()
    return f"{letter} ({name})" if letter.isprintable() else name


def _where(content: Mapping[str, Any], path: str) -> str:
    """The path, and for a line of the list the name that stands there."""
    section, _, index = path.removesuffix("]").partition("[")
    if section != "signatories":
        return path
    row = content["list"]["rows"][int(index)]
    return f"{path} {row['family']} {row['given']}".strip()


def _parts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every part with words that are not ours, with its path in the document."""
    yield "title", content["title"]["text"]
    text = content["text"]
    if text:
        yield "disclaimer", text["disclaimer"]["text"] if text["disclaimer"] else ""
        for index, paragraph in enumerate(text["paragraphs"]):
            yield f"paragraphs[{index}]", paragraph
    for index, row in enumerate(content["list"]["rows"]):
        yield (
            f"signatories[{index}]",
            "".join(row[key] for key in ("family", "given", "style", "country", "group")),
        )
    for index, entry in enumerate(content["list"]["legend"]["entries"]):
        yield f"legend[{index}]", "".join(entry)
    for index, (_, value) in enumerate(content["about"]["entries"]):
        yield f"about[{index}]", value
    yield "dated", content["dated"] or ""
    yield "official address", content["nature"]["address"] or ""
