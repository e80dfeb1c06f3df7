"""Sets the sheet that members sign by hand, as PDF/A-3a and PDF/UA-1 (`layouts/signature-sheet.typ`).

1. It is made from the roll of a day, by delegation, one line a member; who has signed is left out.
2. Every page stands alone: it names the title, the digest of the text in each language, the sheet, its pages.
3. The sheet's number is taken from what stands on it, so a printed sheet can be told from any other: the same
   text, day and members give the same number and the same bytes.
4. A line is at least 11 mm high: a hand must find room on it.
5. A letter that the fonts do not have is refused by name, as in every PDF made here.
"""

import calendar
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import rfc8785

from undersigned.publishing.characters import UnpublishableError
from undersigned.publishing.document import Nature
from undersigned.publishing.html import language_name
from undersigned.publishing.marking import instrument_name, spelt_day
from undersigned.publishing.pdf.form import PdfError, can_set, typeset
from undersigned.values.digest import canonical_paragraph, sha256
from undersigned.values.findings import Finding, Place, Severity, failed
from undersigned.values.names import PersonalName
from undersigned.wording.words import term

_LAYOUT = Path(__file__).parent / "layouts" / "signature-sheet.typ"
_ORDINARY_ROLE = "representative"
_SHORT_DIGEST = 16
_SHORT_TITLE = 90  # letters of a title that fit on one line, by which a later page is known

Content = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetText:
    """What is signed, in one language: its title and the digest of the text."""

    language: str
    title: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """A member's line; `counts` is `False` where the name appears and does not count, `None` if unknown;
    `stands_in_for` is whose place is taken, where that is known. `number` names the line on every reprint;
    without it the lines are counted.
    """

    name: PersonalName
    group: str | None
    role: str
    counts: bool | None
    stands_in_for: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDelegation:
    """The lines of one delegation under its label."""

    label: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureSheet:
    """Everything that a signature sheet prints; `assembly` is the name."""

    assembly: str
    instrument: str
    nature: Nature
    texts: tuple[SheetText, ...]
    day: date
    delegations: tuple[SheetDelegation, ...]

    @property
    def members(self) -> int:
        """How many members may sign on it."""
        return sum(len(delegation.lines) for delegation in self.delegations)

    @property
    def number(self) -> str:
        """Eight hexadecimal digits of the digest of its content (rule 3): `4f2a 91c0`."""
        plain = {**asdict(self), "day": self.day.isoformat(), "nature": self.nature.value}
        digest = sha256(rfc8785.dumps(plain))
        return f"{digest[:4]} {digest[4:8]}"


def render(sheet: SignatureSheet, language: str) -> bytes:
    """The sheet in the words of a language. Raises `UnpublishableError` for letters that no font has."""
    inputs = {"content": json.dumps(_content(sheet, language), ensure_ascii=False)}
    try:
        return typeset(_LAYOUT, inputs, calendar.timegm(sheet.day.timetuple()))
    except PdfError:
        if findings := tuple(_missing_letters(sheet)):
            raise UnpublishableError(findings) from None
        raise


def _content(sheet: SignatureSheet, language: str) -> Content:
    day = spelt_day(sheet.day, language)
    return {
        "language": language,
        "day": [sheet.day.year, sheet.day.month, sheet.day.day],
        "nature": {
            "kind": sheet.nature.value,
            "name": term(f"site.nature.{sheet.nature.value}.name", language),
            "sentence": term(f"sheet.nature.{sheet.nature.value}", language),
        },
        "assembly": f"{sheet.assembly} · {instrument_name(sheet.instrument, language)}",
        "heading": term("sheet.heading", language),
        "number": term("sheet.number", language, number=sheet.number),
        "roll": term("sheet.roll", language, day=day, n=sheet.members),
        "nobody": term("sheet.nobody", language, day=day),
        "how": term("sheet.how", language),
        "texts": [_text(text, language) for text in _own_first(sheet.texts, language)],
        "columns": [
            term(f"sheet.column.{name}", language) for name in ("line", "name", "group", "signature", "day")
        ],
        "delegations": [_delegation(delegation, language) for delegation in sheet.delegations],
        "page": [term("pdf.foot.page.before", language), term("pdf.foot.page.between", language)],
    }


def _own_first(texts: tuple[SheetText, ...], language: str) -> list[SheetText]:
    return sorted(texts, key=lambda text: text.language != language)


def _text(text: SheetText, language: str) -> Content:
    title = canonical_paragraph(text.title)
    short = " ".join(text.digest[at : at + 4] for at in range(0, _SHORT_DIGEST, 4))
    return {
        "language": text.language,
        "title": title,
        "short": title if len(title) <= _SHORT_TITLE else f"{title[: _SHORT_TITLE - 1].rstrip()}…",
        "digest": f"{short} …",
        "label": term("sheet.digest", language, tongue=language_name(text.language, language)),
    }


def _delegation(delegation: SheetDelegation, language: str) -> Content:
    return {"label": delegation.label, "lines": [_line(line, language) for line in delegation.lines]}


def _line(line: SheetLine, language: str) -> Content:
    notes = []
    if line.stands_in_for:
        notes.append(term("sheet.role.substitute-for", language, name=line.stands_in_for))
    elif line.role != _ORDINARY_ROLE:
        notes.append(term(f"sheet.role.{line.role}", language))
    if line.counts is False:
        notes.append(term("sheet.does-not-count", language))
    return {
        "number": line.number,
        "family": canonical_paragraph(line.name.family),
        "given": canonical_paragraph(line.name.given or ""),
        "style": canonical_paragraph(line.name.style or ""),
        "group": line.group or "–",
        "note": ", ".join(notes),
    }


def _missing_letters(sheet: SignatureSheet) -> Iterator[Finding]:
    """A refusal for each title or name with letters that no font has."""
    for where in _words(sheet):
        missing = tuple(sorted(letter for letter in set(where) if not can_set(letter)))
        if missing:
            place = Place(field=where)
            yield failed("publishing.pdf.letters", place, Severity.REFUSAL, where=where, characters=missing)


def _words(sheet: SignatureSheet) -> Iterator[str]:
    yield from (text.title for text in sheet.texts)
    for delegation in sheet.delegations:
        yield delegation.label
        for line in delegation.lines:
            yield line.name.surname_first()
            yield line.stands_in_for
