"""The lines of a text with their numbers as in an editor, and blocks of lines between blank ones.

1. A line ends at LF, CRLF or CR; a form feed begins a page and no new line number.
2. White space at the ends of a line goes, inside it stays as written.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; `new_page`: a page break stands before it; `within`: the elements of a page around it."""

    number: int
    text: str
    new_page: bool = False
    within: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text, numbered from 1."""
    return tuple(
        Line(number=number, text=piece.strip(), new_page=place > 0)
        for number, whole in enumerate(_LINE_END.split(text), start=1)
        for place, piece in enumerate(whole.split("\f"))
    )


def blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """The runs of lines between blank lines."""
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.blank:
            found.append([])
        else:
            found[-1].append(line)
    return [block for block in found if block]


def joined(lines: Sequence[Line]) -> str:
    """Lines as one paragraph."""
    return " ".join(line.text for line in lines)
