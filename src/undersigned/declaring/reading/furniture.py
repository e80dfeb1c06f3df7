"""Recognises lines that belong to the page and not to the document: running heads, feet, navigation.

1. A running head repeats the document's number (`Doc. 2041  Written declaration`); one with another number
   is no furniture but a line that nobody understands.
2. A foot has an address: two of e-mail, telephone, site, post code.
3. The number of a page stands alone beside a page break, a running head or a foot; `Page 2 of 3` anywhere.
4. Navigation words of the site are a list of whole lines (`formulae.toml`); so, in a head, is a letterhead.
5. A line of rules or stars alone. The remarks (`# …`) at both ends of a text that this project published.
Where furniture stood a page may have ended: the line after it says so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from undersigned.declaring.formulae import tables, tolerant
from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes

_MARKS = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]+)"
    r"|(?P<telephone>\b(?:[Tt][ée]l|Phone|Fax)\b\.?\s*:?\s*\+?[\d(]|\+\s?\d{2}[\d\s()]{7,})"
    r"|(?P<site>\b(?:https?://\S+|www\.\S+|[a-z][\w-]*(?:\.[\w-]+)*\.(?:int|org|eu|example|com|net))\b)"
    r"|(?P<post>\b[A-Z]{1,2}\s?-\s?\d{4,5}\b)"
)
_PAGE = re.compile(r"(?:page\s+)\d{1,3}(?:\s*(?:of|sur|/)\s*\d{1,3})?", re.IGNORECASE)
_RULE = re.compile(r"(?:[_=*–—-]\s?){3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_FOOT_HINT = re.compile(r"[@+0-9]|[a-z]\.[a-z]")
_REMARK = "# "
_PAGE_NUMBER = re.compile(r"[-–—]?\s?\d{1,3}(?:\s?/\s?\d{1,3})?\s?[-–—]?")
_DOC = re.compile(r"Doc\.\s*(\d{1,6})")
_FOOT_MARKS = 2
_FOOT_WORDS = 30
_LONGEST_FOOT = 300


def without_furniture(lines: Sequence[Line], notes: Notes) -> tuple[Line, ...]:
    """The lines with furniture made blank; a running head of another document is noted."""
    number = next((match[1] for line in lines if (match := _DOC.fullmatch(line.text))), None)
    marks = [_is_furniture(line, number, notes) for line in lines]
    found: list[Line] = []
    broken = False
    for at, line in enumerate(lines):
        broken = broken or line.new_page
        if line.blank:
            found.append(line)
        elif marks[at] or _is_page_number(lines, marks, at):
            found.append(replace(line, text=""))
            broken = broken or marks[at] is not None
        else:
            found.append(line if line.new_page == broken else replace(line, new_page=broken))
            broken = False
    return tuple(found)


def without_remarks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without the remarks of a published text, which stand at its very start and its very end."""
    filled = [at for at, line in enumerate(lines) if not line.blank]
    own = [at for at in filled if not lines[at].text.startswith(_REMARK)]
    if not own or own[0] == filled[0] or own[-1] == filled[-1]:
        return tuple(lines)
    first, last = own[0], own[-1]
    return tuple(line if first <= at <= last else replace(line, text="") for at, line in enumerate(lines))


def is_letterhead(text: str) -> bool:
    """Whether a line of a head is the name of the house or an address alone."""
    if len(text) > _LONGEST_FOOT:
        return False
    return " ".join(text.split()).casefold() in _letterhead() or _ADDRESS.fullmatch(text) is not None


def is_navigation(text: str) -> bool:
    """Whether a line is a word of the site's navigation, or its claim of copyright."""
    return text.startswith("©") or " ".join(text.split()).casefold() in _navigation()


def _is_furniture(line: Line, number: str | None, notes: Notes) -> bool | None:
    """`True` for furniture, `None` for a line that has the shape but not this document's number."""
    head = _running_head().fullmatch(line.text) if "doc" in line.text.casefold() else None
    if head:
        if number is None or (head["first"] or head["last"]) == number:
            return True
        notes.not_understood(line)
        return True
    return is_navigation(line.text) or is_foot(line.text) or _is_of_page(line.text)


def _is_of_page(text: str) -> bool:
    return _PAGE.fullmatch(text) is not None or _RULE.fullmatch(text) is not None


def is_foot(text: str) -> bool:
    """Whether a line is the address at the foot of a page."""
    if len(text) > _LONGEST_FOOT or text.endswith(".") or not _FOOT_HINT.search(text):
        return False
    if len(text.split()) > _FOOT_WORDS:
        return False
    return len({mark.lastgroup for mark in _MARKS.finditer(text)}) >= _FOOT_MARKS


def _is_page_number(lines: Sequence[Line], marks: Sequence[bool | None], at: int) -> bool:
    """Whether a lone number stands beside a page break or furniture, blank lines apart."""
    if not _PAGE_NUMBER.fullmatch(lines[at].text):
        return False
    after = next((i for i in range(at + 1, len(lines)) if not lines[i].blank), None)
    before = next((i for i in range(at - 1, -1, -1) if not lines[i].blank), None)
    if after is None:
        return any(line.new_page for line in lines) or any(marks)
    breaks = any(line.new_page for line in lines[at : after + 1][:8])
    return breaks or any(i is not None and bool(marks[i]) for i in (before, after))


@cache
def _running_head() -> re.Pattern[str]:
    kinds = "|".join(
        tolerant(words) for language in tables()["forms"].values() for words in language["running_head"]
    )
    doc = r"Doc\.?\s*(?P<{}>[0-9]{{1,6}})"
    page = r"(?:\s+[0-9]{1,3})?"
    first, last = doc.format("first"), doc.format("last")
    return re.compile(
        f"(?:[0-9]{{1,3}}\\s+)?(?:{first}\\s+(?:{kinds})|(?:{kinds})\\s+{last}){page}", re.IGNORECASE
    )


@cache
def _navigation() -> frozenset[str]:
    return frozenset(line.casefold() for line in tables()["furniture"]["lines"])


@cache
def _letterhead() -> frozenset[str]:
    return frozenset(line.casefold() for line in tables()["furniture"]["letterhead"])
