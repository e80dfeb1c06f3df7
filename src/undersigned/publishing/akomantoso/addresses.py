"""The addresses of a declaration in Akoma Ntoso: work, expression, manifestation.

1. Akoma Ntoso Naming Convention 1.0 (OASIS, 2019), sections 4.4 to 4.6:
   `/akn/<body>/statement/<kind>/<assembly>/<day of the work>/<number>`, then
   `/<language>@<day of the edition>`, then the suffix of the file.
2. The day of a work is that of its tabling. A printed day is the last edition's, so where no tabling day is
   confirmed the work is addressed by its id alone: a day guessed today would be a wrong address for ever.
3. No host name stands in an address; a body without a country of its own has a code of its own (`coe`).
"""

from urllib.parse import quote

from undersigned.publishing.document import Document

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:undersigned:v1"

_BODIES = {"pace": "coe", "uk-commons": "gb"}
_LANGUAGES = {"en": "eng", "fr": "fra", "ru": "rus", "kk": "kaz", "de": "deu", "it": "ita", "tr": "tur"}
_FICTIONAL_BODY = "xa"  # ISO 3166-1 leaves XA to XZ to their users


def body(document: Document) -> str:
    """The code of the body; that of user-assigned countries where the assembly has none known here."""
    return _BODIES.get(document.assembly, _FICTIONAL_BODY)


def kind(document: Document) -> str:
    """The instrument as one word: `written-declaration` is `writtenDeclaration`."""
    first, *rest = document.instrument.split("-")
    return first + "".join(word.capitalize() for word in rest)


def work(document: Document) -> str:
    """The address of the declaration itself, whatever its language or edition."""
    parts = ["", "akn", body(document), "statement", kind(document), segment(document.assembly)]
    if document.tabled_on:
        parts.append(document.tabled_on.isoformat())
    return "/".join([*parts, segment(document.slug)])


def expression(document: Document, language: str) -> str:
    """The address of one language version of one edition."""
    edition = document.edition.label if document.edition else None
    day = document.day.isoformat() if document.day else ""
    return f"{work(document)}/{language_code(language)}@{edition or day}"


def language_code(language: str) -> str:
    """The ISO 639-2 code that Akoma Ntoso wants; an unknown one stays as it is."""
    return _LANGUAGES.get(language, language)


def segment(words: str) -> str:
    """Words as one part of an address (RFC 3986)."""
    return quote(words, safe="")
