"""The notice that text and XML forms carry about themselves (fictional, draft …), in the reader's language.

1. Every form says first what it is: a draft, fictional, an edition of the publishing body, or a reproduction
   with the official address.
2. It says what is known of the names, by level; printed names prove nothing about a signature.
3. It says in so many words when a text or a list is not shown.
4. Words stand in `wording/<language>/forms.toml`; a language without words is marked in another.
"""

from datetime import date

from undersigned.publishing.document import Document, Nature
from undersigned.wording.words import LANGUAGES, term


def marking_language(*wanted: str) -> str:
    """The first of the wanted languages in which there are words, else the first that we have."""
    return next((language for language in wanted if language in LANGUAGES), LANGUAGES[0])


def nature_line(document: Document, language: str) -> str:
    """What the document is, and for a reproduction where the official text stands."""
    address = official_address(document, language)
    if document.nature is Nature.REPRODUCTION and address is None:
        return term("forms.nature.reproduction.without-address", language)
    return term(f"forms.nature.{document.nature.value}", language, url=address)


def levels_line(document: Document, language: str) -> str:
    """What is known of the signatures behind the names: one sentence for each level on the list."""
    levels = sorted({signatory.level.value for signatory in document.signatories})
    return " ".join(term(f"forms.level.{level}", language) for level in levels)


def absent_text_line(document: Document, language: str) -> str:
    """That the text is not shown here, and where to read it, if an address is known."""
    address = official_address(document, language)
    if address is None:
        return term("forms.text.absent.without-address", language)
    return term("forms.text.absent", language, url=address)


def reference_line(document: Document, language: str) -> str:
    """The instrument with its number: `Written declaration No. 12`."""
    instrument = instrument_name(document.instrument, language)
    if document.number is None:
        return instrument
    return term("forms.number", language, instrument=instrument, number=document.number)


def instrument_name(instrument: str, language: str) -> str:
    """What people call an instrument; "declaration" where there is no word for it."""
    known = ("written-declaration", "motion", "early-day-motion", "joint-statement")
    return term(f"forms.instrument.{instrument if instrument in known else 'declaration'}", language)


def dated_line(document: Document, language: str) -> str:
    """The day spelt out; where only a month or year is known, as written; empty without either."""
    if document.day:
        return spelt_day(document.day, language)
    return document.dated_as_written or ""


def total_label(document: Document, language: str) -> str:
    """What stands before the number of names: of a list that was copied in part it is no total."""
    partly = document.list_complete is False
    return term("forms.total.partly" if partly else "forms.total.whole", language)


def list_line(document: Document, language: str) -> str:
    """What is known of the list: nothing, a part of it, or the names with their levels; empty for none."""
    if not document.list_known:
        return "" if document.nature is Nature.DRAFT else term("forms.list.unknown", language)
    partly = term("forms.list.partly", language) if document.list_complete is False else ""
    return " ".join(filter(None, (partly, levels_line(document, language))))


def spelt_day(day: date, language: str) -> str:
    """A day as the printed form has it: `04 October 2019`."""
    month = term(f"forms.month.{day.month}", language)
    return f"{day.day:02d} {month} {day.year:04d}"


def official_address(document: Document, language: str) -> str | None:
    """The official address in a language, else any; `None` where none is known."""
    urls = document.official_urls
    return urls.get(language) or next(iter(urls.values()), None)
