"""Splits a text into words, numbers and marks, each with its place in the original text.

* Every change keeps the length, so that a place found is a place in the text: spaces of any kind become
  blanks, an apostrophe between letters too (`d’une` is two words), dashes become `-`, letters small ones.
* A number is digits with what groups them (`6 000`, `6.000`, `1'240`) and a decimal part; groups are of
  three; a line may end between two groups.
* What an aside covers (`asides.py`) is one token; the call of a note (`65[1]`) is none, so that it hides
  nothing from what it stands on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "word", "mark", "aside"]
LONGEST_NUMBER = 40  # characters: more digits are a code, and nothing that was counted

_SPACES = dict.fromkeys(
    (*range(9, 14), 0x20, 0x85, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "
)
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
_QUOTES = dict.fromkeys((0x2018, 0x2019, 0x02BC, 0x60, 0xB4), "'")
_SAME_LENGTH = str.maketrans({**_SPACES, **_DASHES, **_QUOTES, 10: "\n", 0x2028: "\n", 0x2029: "\n"})
_ODD = re.compile(r"(?<=\w)-(?=(?:odd|plus|something)\b)", re.IGNORECASE)  # thirty-odd, 200-plus
_AND_A_HALF = re.compile(r"(?<=\w)-and-a-half\b-?", re.IGNORECASE)  # eight-and-a-half thousand
_DASHED = re.compile(r"(?<=[^\W\d_])\u2014(?=[^\W\d_])")  # activists—two of them: no hyphen
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])'(?=[^\W_])")  # d'une, d'11 000
_GROUPED = (
    r"[0-9]{1,3}(?P<grouping>[ .,'\n])[0-9]{3}(?:(?P=grouping)[0-9]{3})*(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?"
)
NOTE = "note"
_DIGITS = rf"(?P<number>(?<![0-9.,])(?:{_GROUPED}|[0-9]+(?:[.,][0-9]+)?))"
_MARK = r"(?P<mark>\S)"
_TOKEN = re.compile(rf"{_DIGITS}|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*°?|[№§%‰])|{_MARK}")
_TOKEN_APART = re.compile(rf"{_DIGITS}|(?P<word>[^\W\d_]+°?|[№§%‰])|{_MARK}")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a text; `text` is in small letters, that of an aside its kind in angle brackets."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def aside(self) -> str | None:
        """The kind of an aside; `None` for any other token."""
        return self.text[1:-1] if self.kind == "aside" else None


@dataclass(frozen=True, slots=True)
class Covered:
    """A stretch of the text that holds numbers and no figure; `kind` says what it is."""

    kind: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text with one kind of space, dash and apostrophe, in the same length and with its capitals."""
    if "-half" in text:
        text = _AND_A_HALF.sub(lambda found: found[0].replace("-", " "), text)
    return _ODD.sub(" ", _BETWEEN_LETTERS.sub(" ", _DASHED.sub(",", text).translate(_SAME_LENGTH)))


def small(text: str) -> str:
    """The same in small letters; the few whose small form is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


def tokens_of(lowered: str, covered: Sequence[Covered], *, apart: bool = False) -> tuple[Token, ...]:
    """The tokens in order; each covered stretch is one of them. `apart` cuts words at hyphens (две-три)."""
    pattern = _TOKEN_APART if apart else _TOKEN
    found: list[Token] = []
    at = 0
    for stretch in sorted(covered, key=lambda one: one.start):
        found.extend(_plain_tokens(pattern, lowered, at, stretch.start))
        if stretch.kind != NOTE:
            found.append(Token("aside", f"<{stretch.kind}>", stretch.start, stretch.end))  # no word is so
        at = stretch.end
    found.extend(_plain_tokens(pattern, lowered, at, len(lowered)))
    return tuple(found)


def _plain_tokens(pattern: re.Pattern[str], lowered: str, begin: int, end: int) -> list[Token]:
    found = []
    for match in pattern.finditer(lowered, begin, end):
        number = match["number"] and len(match[0]) <= LONGEST_NUMBER
        kind: Kind = "number" if number else "word" if match["word"] else "mark"
        found.append(Token(kind, match[0], match.start(), match.end()))
    return found


def stretch(text: str, tokens: Sequence[Token], first: int, after: int) -> tuple[int, int, str]:
    """Where the tokens from `first` up to `after` begin and end in the text, and the words between."""
    begin, end = tokens[first].start, tokens[after - 1].end
    return begin, end, text[begin:end]
