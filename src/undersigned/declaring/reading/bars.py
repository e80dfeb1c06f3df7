"""Joins the site's line with bars where it was wrapped, or where each of its parts stands on its own line.

1. Neighbouring lines are one line with bars if together they are parts of a head and nothing else.
2. Where no line has a bar, the lines beside what the document calls itself are tried.
"""

from collections.abc import Sequence
from dataclasses import replace

from undersigned.declaring.reading.heads import Called, bar_parts, head_part
from undersigned.declaring.reading.lines import Line

_BAR_LINES = 5


def with_whole_bars(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with a line of bars put together where it was wrapped."""
    filled = [line for line in lines if not line.blank]
    at = next((at for at, line in enumerate(filled) if bar_parts(line.text)), None)
    if at is None:
        at = next((at for at, line in enumerate(filled) if isinstance(head_part(line.text), Called)), None)
    if at is None:
        return tuple(lines)
    first, end = at, at + 1
    while first and end - first < _BAR_LINES and _as_bars(filled[first - 1 : end]):
        first -= 1
    while end < len(filled) and end - first < _BAR_LINES and _as_bars(filled[first : end + 1]):
        end += 1
    run = filled[first:end]
    together = {id(line): replace(line, text="") for line in run[1:]}
    together[id(run[0])] = replace(run[0], text=_as_bars(run) or run[0].text)
    return tuple(together.get(id(line), line) for line in lines)


def _as_bars(lines: Sequence[Line]) -> str | None:
    """Some lines as one line of bars, wrapped or each a part; `None` where they hold anything else."""
    for between in (" ", " | "):
        text = between.join(line.text for line in lines)
        parts = bar_parts(text)
        if parts and all(part for _, part in parts):
            return text
    return None
