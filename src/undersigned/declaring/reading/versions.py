"""Splits a file that holds two language versions in sequence: finds where the second begins.

A second head in another language begins a second version. A second head in the same language begins nothing:
the reader of the form says that it stands there again.
"""

from collections.abc import Sequence

from undersigned.declaring.reading.heads import Called, DocNumber, bar_parts, head_part
from undersigned.declaring.reading.lines import Line, blocks

_HEAD_LINES = 14


def split_by_head(lines: Sequence[Line], *, of_site: bool) -> list[tuple[Line, ...]]:
    """The lines of each language version."""
    heads = [(at, called.kind.language) for at, called in _called(lines, of_site=of_site)]
    change = next((at for at, language in heads if language != heads[0][1]), None) if heads else None
    if change is None:
        return [tuple(lines)]
    start = _start_of_site(lines, heads[0][0], change) if of_site else _start_of_printed(lines, change)
    return [tuple(lines[:start]), tuple(lines[start:])]


def _called(lines: Sequence[Line], *, of_site: bool) -> list[tuple[int, Called]]:
    found: list[tuple[int, Called]] = []
    for at, line in enumerate(lines):
        if line.blank:
            continue
        parts = [part for _, part in bar_parts(line.text)] if of_site else [head_part(line.text)]
        found.extend((at, part) for part in parts if isinstance(part, Called))
    return found


def _start_of_printed(lines: Sequence[Line], called: int) -> int:
    """The `Doc.` line above what the second version calls itself."""
    above = range(called, max(-1, called - _HEAD_LINES), -1)
    return next((at for at in above if isinstance(head_part(lines[at].text), DocNumber)), called)


def _start_of_site(lines: Sequence[Line], first: int, second: int) -> int:
    """The line with bars, or the title above it where the first version has its title there."""
    if not blocks(lines[:first]):
        return second
    above = blocks(lines[:second])
    title = above[-1][0]
    return next(at for at, line in enumerate(lines) if line is title)
