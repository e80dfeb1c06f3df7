"""Reads the text of a PDF by marked content (ISO 32000-1, 14.6): the words of each `MCID`.

1. A font's words come from its `ToUnicode` table; `ActualText` on a piece of content stands for all in it.
2. A letter drawn as several glyphs (a base and its marks) is said once, though each of them is mapped to the
   whole of it. So a letter that Unicode has only as a base and marks is said once even where it stands twice
   in a row; `letters.py` lets no such pair through.
3. Nothing is guessed from where letters stand on the page: no space is added, no line is joined here.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

UNKNOWN = "\ufffd"
_TWO_BYTES = 2
_Codes = Mapping[int, str]


@dataclass(slots=True)
class _Span:
    """Marked content that is open: its number, and whether its words were said by `ActualText` already."""

    mcid: int | None
    said: bool


@dataclass(slots=True)
class _Page:
    """What was read of a page so far."""

    fonts: Mapping[str, _Codes]
    words: dict[int, list[str]] = field(default_factory=dict)
    spans: list[_Span] = field(default_factory=list)
    font: str = ""
    last: tuple[str, str, int | None] = ("", "", None)

    def draw(self, code: int) -> None:
        """What a glyph of the font in use shows."""
        self.say(self.fonts.get(self.font, {}).get(code, UNKNOWN), code)

    def say(self, words: str, code: int | None) -> None:
        """Words at the open number; those outside of any number, such as a page's head, are left out."""
        before, self.last = self.last, (self.font, words, code)
        if _completes(self.last, before):
            return
        mcid = next((span.mcid for span in reversed(self.spans) if span.mcid is not None), None)
        if mcid is not None:
            self.words.setdefault(mcid, []).append(words)


def marked_text(page: pikepdf.Object) -> Mapping[int, tuple[str, ...]]:
    """The pieces of text of a page by `MCID`, in the order in which the page shows them.

    Raises `pikepdf.PdfError` for content that is broken.
    """
    reading = _Page(fonts=_fonts(page))
    for instruction in pikepdf.parse_content_stream(page):
        _take(reading, str(instruction.operator), list(instruction.operands))
    return {mcid: tuple(pieces) for mcid, pieces in reading.words.items()}


def _take(page: _Page, operator: str, operands: list[pikepdf.Object]) -> None:
    if operator in ("BDC", "BMC"):
        _open(page, operands[1] if operator == "BDC" else None)
    elif operator == "EMC":
        if page.spans:
            page.spans.pop()
    elif operator == "Tf":
        page.font = str(operands[0])
    elif operator in ("Tj", "TJ") and not any(span.said for span in page.spans):
        for code in _codes_of(operands[0]):
            page.draw(code)


def _completes(now: tuple[str, str, int | None], before: tuple[str, str, int | None]) -> bool:
    """Whether a glyph only draws more of the letter that the one before it said already."""
    font, letter, code = now
    font_before, letter_before, code_before = before
    decomposed = unicodedata.normalize("NFD", letter)
    if letter != letter_before or not any(unicodedata.combining(mark) for mark in decomposed[1:]):
        return False
    said_by_actual_text = code_before is None
    return len(letter) > 1 or said_by_actual_text or (font == font_before and code != code_before)


def _open(page: _Page, properties: pikepdf.Object | None) -> None:
    if not isinstance(properties, pikepdf.Dictionary):
        page.spans.append(_Span(mcid=None, said=False))
        return
    mcid = properties.get("/MCID")
    words = properties.get("/ActualText")
    page.spans.append(_Span(mcid=int(mcid) if mcid is not None else None, said=words is not None))
    if words is not None:
        page.say(str(words), None)


def _codes_of(shown: pikepdf.Object) -> Iterator[int]:
    """The glyphs that an operator shows, without the distances between them."""
    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            string = bytes(part)
            for at in range(0, len(string) - 1, _TWO_BYTES):
                yield int.from_bytes(string[at : at + _TWO_BYTES], "big")


def _fonts(page: pikepdf.Object) -> dict[str, _Codes]:
    fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
    return {name: _codes(font.ToUnicode.read_bytes()) for name, font in fonts.items() if "/ToUnicode" in font}


def _codes(table: bytes) -> _Codes:
    """A `ToUnicode` table (Adobe Technical Note 5411): single codes and ranges."""
    said = table.decode("latin-1")
    codes: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", said, re.DOTALL):
        for code, words in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            codes[int(code, 16)] = _unicode(words)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", said, re.DOTALL):
        for first, last, words in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            start = _unicode(words)
            for step, code in enumerate(range(int(first, 16), min(int(last, 16), 0xFFFF) + 1)):
                codes[code] = start[:-1] + chr(ord(start[-1]) + step)
    return codes


def _unicode(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal).decode("utf-16-be", "replace")
