"""Reports the words that a page hides or strikes through.

Only the means of HTML count (`hidden`, `dialog`, a style on the element); nothing is fetched, so what a style
sheet hides is read as text.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from undersigned.declaring.reading.notes import Notes
from undersigned.values.findings import Severity

_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def note_formats(root: etree._Element, notes: Notes) -> None:
    """Say which words a page hides, and which it strikes through."""
    hidden = [words_of(element) for element in _outermost(root, is_hidden)]
    struck = [words_of(element) for element in _outermost(root, _is_struck)]
    if any(hidden):
        text = " / ".join(filter(None, hidden))
        notes.failed("declaring.page.hidden", severity=Severity.NOTICE, count=len(hidden), text=text)
    if any(struck):
        text = " / ".join(filter(None, struck))
        notes.failed("declaring.page.struck", severity=Severity.WARNING, count=len(struck), text=text)


def is_hidden(element: etree._Element) -> bool:
    """Whether a page says by the means of HTML that nobody shall see an element."""
    if element.tag == "dialog":
        return "open" not in element.attrib
    style = element.get("style")
    return "hidden" in element.attrib or (style is not None and _UNSEEN.search(style) is not None)


def _is_struck(element: etree._Element) -> bool:
    return element.tag in ("del", "s", "strike")


def _outermost(root: etree._Element, holds: Callable[[etree._Element], bool]) -> Iterator[etree._Element]:
    """The elements of which something holds, without those inside them."""
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if holds(element):
            yield element
        else:
            stack.extend(reversed(element))


def words_of(element: etree._Element) -> str:
    """All words under an element."""
    return " ".join("".join(map(str, element.itertext())).split())
