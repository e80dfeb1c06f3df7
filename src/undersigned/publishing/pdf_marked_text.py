"""Words of a PDF by the number of their marked content (ISO 32000-1, 14.6): what each `MCID` shows.

1. A font's words come from its `ToUnicode` table; `ActualText` on a piece of content stands for all in it.
2. Nothing is guessed from where letters stand on the page: no space is added, no line is joined here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf

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
    codes: _Codes = field(default_factory=dict)

    def say(self, words: str) -> None:
        """Words at the open number; those outside of any number, such as a page's head, are left out."""
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
        page.codes = page.fonts.get(str(operands[0]), {})
    elif operator in ("Tj", "TJ") and not any(span.said for span in page.spans):
        page.say("".join(_decoded(shown, page.codes) for shown in _strings(operands[0])))


def _open(page: _Page, properties: pikepdf.Object | None) -> None:
    if not isinstance(properties, pikepdf.Dictionary):
        page.spans.append(_Span(mcid=None, said=False))
        return
    mcid = properties.get("/MCID")
    words = properties.get("/ActualText")
    page.spans.append(_Span(mcid=int(mcid) if mcid is not None else None, said=words is not None))
    if words is not None:
        page.say(str(words))


def _strings(shown: pikepdf.Object) -> Iterator[bytes]:
    """The strings that an operator shows, without the distances between them."""
    for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if isinstance(part, pikepdf.String):
            yield bytes(part)


def _decoded(shown: bytes, codes: _Codes) -> str:
    pairs = range(0, len(shown) - 1, _TWO_BYTES)
    return "".join(codes.get(int.from_bytes(shown[at : at + _TWO_BYTES], "big"), "\ufffd") for at in pairs)


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
