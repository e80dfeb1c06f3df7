"""The declaration of the example in the forms of official documents, from `text.toml` and a list.

1. Printed form: head, disclaimer, text, list, total, legend; a second edition says so twice, as older ones.
2. Site form: the list before the text, with titles, without total and legend.
3. Word draft: title and clauses, nothing else, and nothing in the file that differs from run to run.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from make_roll import CONCORD, Edition

from undersigned.declaring.assemblies.assembly import group_ever, label
from undersigned.declaring.questions.legend import legend
from undersigned.declaring.roll.roll import Seat

IN_FRENCH = {"Ms": "Mme", "Mr": "M."}
SAVED = datetime(2026, 9, 28, 9, 0)  # noqa: DTZ001 (as Word writes it)
MONTHS = {"en": {10: "October", 2: "February"}, "fr": {10: "octobre", 2: "février"}}
NOT_NEEDED = ("stylesWithEffects", "customXml", "thumbnail", "webSettings")
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "kind": "Written declaration",
        "number": "No.",
        "edition": "2nd edition",
        "tabled": "2nd edition, originally tabled on",
        "overleaf": "Signed (see overleaf)",
        "signed": "*Signed*¹:",
        "navigation": "See related documents",
        "signatories": "Signatories:",
    },
    "fr": {
        "kind": "Déclaration écrite",
        "number": "n°",
        "edition": "2e édition",
        "tabled": "2e édition, déposée initialement le",
        "overleaf": "Signé (voir au verso)",
        "signed": "*Signé*¹ :",
        "navigation": "Imprimer\n\nAutres documents liés",
        "signatories": "Signataires :",
    },
}


def printed(text: dict[str, Any], language: str, edition: Edition) -> str:
    """The printed form as text."""
    words, said = WORDS[language], text[language]
    later = edition.number > 1
    rows = [_row(seat, language, edition.day, seat.name.surname_first()) for seat in edition.seats]
    codes = [_group(seat, language) for seat in edition.seats]
    lines = legend(CONCORD, [code for code in codes if code], language, edition.day)
    parts = [
        f"Doc. {text['doc_number']}",
        words["edition"] if later else "",
        _day(edition.day, language),
        said["title"],
        f"{words['kind']} {words['number']} {text['number']}",
        f"{words['tabled']} {_day(text['tabled_on'], language)}" if later else "",
        said["disclaimer"],
        said["opening"],
        *said["clauses"],
        words["overleaf"],
        "\n" + words["signed"],
        "\n".join(rows),
        f"Total = {len(rows)}",
        "1. " + "\n".join(f"{line.code}: {line.name}" for line in lines),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def on_the_site(text: dict[str, Any], language: str, edition: Edition) -> str:
    """The text of the assembly's older page."""
    words, said = WORDS[language], text[language]
    rows = [_row(seat, language, edition.day, _given_first(seat, language)) for seat in edition.seats]
    head = f"{words['kind']} No. {text['number']} | Doc. {text['doc_number']} | {_day(edition.day, language)}"
    parts = [
        words["navigation"],
        head,
        said["title"],
        f"{words['signatories']} {' ; '.join(rows)}",
        said["disclaimer"],
        said["opening"],
        *said["clauses"],
    ]
    return "\n\n".join(parts) + "\n"


def _row(seat: Seat, language: str, day: date, name: str) -> str:
    place = label(CONCORD, seat.delegation, language, day)
    return ", ".join(part for part in (name, place, _group(seat, language)) if part)


def _given_first(seat: Seat, language: str) -> str:
    honorific = seat.name.honorific or ""
    translated = IN_FRENCH.get(honorific, honorific) if language == "fr" else honorific
    return replace(seat.name, honorific=translated).given_first()


def _group(seat: Seat, language: str) -> str | None:
    group = group_ever(CONCORD, seat.group, "en") if seat.group else None
    return group.code[language] if group else None


def _day(day: date, language: str) -> str:
    return f"{day.day:02d} {MONTHS[language][day.month]} {day.year}"


# ---- Word files -------------------------------------------------------------------------------


def word_draft(text: dict[str, Any], *languages: str) -> bytes:
    """A draft as a member's office sends it."""
    document = docx.Document()
    for language in languages:
        document.add_heading(text[language]["title"], level=1)
        for paragraph in (text[language]["opening"], *text[language]["clauses"]):
            document.add_paragraph(paragraph)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Example"
    properties.title = text[languages[0]]["title"]
    properties.comments = ""
    properties.created = properties.modified = SAVED
    _lighten(document)
    made = io.BytesIO()
    document.save(made)
    return _same_zip(made.getvalue())


def _lighten(document: Document) -> None:
    """Take out what the template brings and nobody uses: table styles, a preview, a second set of styles."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.rpartition("/")[2] in NOT_NEEDED]:
            relations.pop(key)


def _same_zip(content: bytes) -> bytes:
    """The same archive without times, and without compression, which differs between machines."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name)
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
