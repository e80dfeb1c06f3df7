"""What the elements around the paragraphs of a saved page say about its text.

1. The paragraphs of a text stand in like places; one that does not may belong to the page: it is read, and
   said.
2. A list that the page numbers by itself: its numbers are no words of the file, and it is said.
"""

from collections.abc import Sequence

from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes
from undersigned.values.findings import Severity

_WITHIN_A_TEXT = frozenset({"p", "ul", "ol", "li", "blockquote", "dl", "dt", "dd", "pre"})
_FIRST_WORDS = 6


def note_elements(lines: Sequence[Line], notes: Notes) -> None:
    """Say what the places of a text's lines on a page leave open; lines of no page say nothing."""
    placed = [line for line in lines if line.within and not line.blank]
    if not placed:
        return
    numbered = [line for line in placed if "ol" in line.within.split("/")]
    if numbered:
        notes.failed(
            "declaring.page.numbering", numbered[0].number, severity=Severity.NOTICE, count=len(numbered)
        )
    place = _place(placed[0])
    apart = [line for line in placed if _place(line) != place]
    if apart:
        begins = " ".join(apart[0].text.split()[:_FIRST_WORDS])
        notes.doubt("declaring.page.place", apart[0].number, begins=begins, count=len(apart))


def _place(line: Line) -> list[str]:
    return [tag for tag in line.within.split("/") if tag not in _WITHIN_A_TEXT]
