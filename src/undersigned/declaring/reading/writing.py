"""Writes a `Declaration` as text in each form; reading the text gives the same declaration again.

1. What a form does not carry is left out: the site has no total and no legend, a draft no list.
2. The words around the parts are those of the language; days and names are written as they were read.
"""

from collections.abc import Iterable

from undersigned.declaring.declaration import Declaration, Edition, Form, LegendLine, Signatory
from undersigned.declaring.formulae import form_words, usual_words
from undersigned.declaring.reading.days import write_day


def write_text(declaration: Declaration, form: Form) -> str:
    """The text of a declaration in a form."""
    writers = {
        Form.PRINTED: _printed,
        Form.SITE_OLDER: _site_older,
        Form.SITE_NEWER: _site_newer,
        Form.DRAFT: _draft,
    }
    return "\n\n".join(part for part in writers[form](declaration) if part) + "\n"


def _printed(declaration: Declaration) -> Iterable[str]:
    words = form_words(declaration.language)
    yield _doc(declaration)
    yield _edition(declaration.edition, declaration.language)
    yield declaration.dated.as_written if declaration.dated else ""
    yield declaration.title or ""
    yield _called(declaration, words["number"])
    yield _tabled(declaration.edition, declaration.language)
    yield declaration.tabled_by or ""
    yield from _body(declaration)
    if declaration.has_list:
        yield words["signed_overleaf"]
        yield f"\n*{words['list_heading']}*¹{words['list_colon']}"
        yield "\n".join(_row_surname_first(row) for row in declaration.signatories)
        yield _published(declaration.edition, declaration.language)
    yield "" if declaration.stated_total is None else f"Total = {declaration.stated_total}"
    yield _legend(declaration.legend or ())


def _site_older(declaration: Declaration) -> Iterable[str]:
    words = form_words(declaration.language)
    yield _bars(declaration)
    yield declaration.title or ""
    if declaration.has_list:
        yield f"{words['signatories']}{words['signatories_colon']} {_row_of_names(declaration)}".strip()
    yield from _after_list(declaration)


def _site_newer(declaration: Declaration) -> Iterable[str]:
    words = form_words(declaration.language)
    yield declaration.title or ""
    yield _bars(declaration)
    if declaration.has_list:
        yield _row_of_names(declaration) or words["signatories"] + words["signatories_colon"]
    yield from _after_list(declaration)


def _after_list(declaration: Declaration) -> Iterable[str]:
    yield _published(declaration.edition, declaration.language)
    yield from _body(declaration)


def _draft(declaration: Declaration) -> Iterable[str]:
    yield declaration.title or ""
    yield from _body(declaration)


def _body(declaration: Declaration) -> Iterable[str]:
    yield declaration.disclaimer.text if declaration.disclaimer else ""
    yield declaration.opening or ""
    for clause in declaration.clauses:
        yield clause.text


def _bars(declaration: Declaration) -> str:
    day = declaration.dated.as_written if declaration.dated else ""
    called = _called(declaration, form_words(declaration.language)["site_number"])
    parts = (
        called,
        _edition(declaration.edition, declaration.language),
        _tabled(declaration.edition, declaration.language),
        _doc(declaration),
        day,
    )
    return " | ".join(part for part in parts if part)


def _doc(declaration: Declaration) -> str:
    return "" if declaration.doc_number is None else f"Doc. {declaration.doc_number}"


def _called(declaration: Declaration, number: str) -> str:
    words = declaration.called or usual_words(declaration.instrument or "", declaration.language) or ""
    return f"{words} {number} {declaration.number}" if words and declaration.number is not None else words


def _row_surname_first(row: Signatory) -> str:
    name = " ".join(part for part in (row.name.honorific, row.name.surname_first()) if part)
    return ", ".join(part for part in (name, row.country, row.group) if part)


def _row_of_names(declaration: Declaration) -> str:
    return " ; ".join(
        ", ".join(part for part in (row.name.given_first(), row.country, row.group) if part)
        for row in declaration.signatories
    )


def _edition(edition: Edition | None, language: str) -> str:
    if not edition or edition.number is None:
        return ""
    return f"{_ordinal(edition.number, language)} {'édition' if language == 'fr' else 'edition'}"


def _tabled(edition: Edition | None, language: str) -> str:
    if not edition or not edition.tabled_on:
        return ""
    day = write_day(edition.tabled_on, language)
    told = "déposée initialement le" if language == "fr" else "originally tabled on"
    return f"{_edition(edition, language)}, {told} {day}"


def _ordinal(number: int, language: str) -> str:
    if language == "fr":
        return f"{number}{'re' if number == 1 else 'e'}"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _published(edition: Edition | None, language: str) -> str:
    if not edition or not edition.first_published_on:
        return ""
    day = write_day(edition.first_published_on, language)
    count = edition.first_signatories
    if language == "fr":
        return f"Publiée pour la première fois le {day} avec {count} signatures"
    return f"First published on {day} with {count} signatures"


def _legend(legend: Iterable[LegendLine]) -> str:
    lines = [f"{line.code}: {line.name}" for line in legend]
    return "\n".join([f"1. {line}" if at == 0 else line for at, line in enumerate(lines)])
