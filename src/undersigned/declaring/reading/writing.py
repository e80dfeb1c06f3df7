"""A `Declaration` as text in each form; read again it is the same declaration, written again the same text.

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


def _printed(one: Declaration) -> Iterable[str]:
    words = form_words(one.language)
    yield _doc(one)
    yield _edition(one.edition, one.language)
    yield one.dated.as_written if one.dated else ""
    yield one.title or ""
    yield _called(one, words["number"])
    yield _tabled(one.edition, one.language)
    yield one.tabled_by or ""
    yield from _body(one)
    if one.has_list:
        yield words["signed_overleaf"]
        yield f"\n*{words['list_heading']}*¹{words['list_colon']}"
        yield "\n".join(_row_surname_first(row) for row in one.signatories)
        yield _published(one.edition, one.language)
    yield "" if one.stated_total is None else f"Total = {one.stated_total}"
    yield _legend(one.legend or ())


def _site_older(one: Declaration) -> Iterable[str]:
    words = form_words(one.language)
    yield _bars(one)
    yield one.title or ""
    if one.has_list:
        yield f"{words['signatories']}{words['signatories_colon']} {_row_of_names(one)}".strip()
    yield from _after_list(one)


def _site_newer(one: Declaration) -> Iterable[str]:
    words = form_words(one.language)
    yield one.title or ""
    yield _bars(one)
    if one.has_list:
        yield _row_of_names(one) or words["signatories"] + words["signatories_colon"]
    yield from _after_list(one)


def _after_list(one: Declaration) -> Iterable[str]:
    yield _published(one.edition, one.language)
    yield from _body(one)


def _draft(one: Declaration) -> Iterable[str]:
    yield one.title or ""
    yield from _body(one)


def _body(one: Declaration) -> Iterable[str]:
    yield one.disclaimer.text if one.disclaimer else ""
    yield one.opening or ""
    for clause in one.clauses:
        yield clause.text


def _bars(one: Declaration) -> str:
    day = one.dated.as_written if one.dated else ""
    called = _called(one, form_words(one.language)["site_number"])
    parts = (called, _edition(one.edition, one.language), _tabled(one.edition, one.language), _doc(one), day)
    return " | ".join(part for part in parts if part)


def _doc(one: Declaration) -> str:
    return "" if one.doc_number is None else f"Doc. {one.doc_number}"


def _called(one: Declaration, number: str) -> str:
    words = one.called or usual_words(one.instrument or "", one.language) or ""
    return f"{words} {number} {one.number}" if words and one.number is not None else words


def _row_surname_first(row: Signatory) -> str:
    name = " ".join(part for part in (row.name.honorific, row.name.surname_first()) if part)
    return ", ".join(part for part in (name, row.country, row.group) if part)


def _row_of_names(one: Declaration) -> str:
    return " ; ".join(
        ", ".join(part for part in (row.name.given_first(), row.country, row.group) if part)
        for row in one.signatories
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
