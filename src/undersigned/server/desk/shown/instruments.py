"""The kinds of text that an assembly has, and how a text of each begins."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings

from undersigned.declaring.rulebooks.rulebook import instruments, rulebook_on, rulebooks
from undersigned.server.desk.refusals import reader_language


def instruments_of(assembly: str) -> tuple[tuple[str, str], ...]:
    """The codes and titles of the kinds of text of an assembly."""
    folders = settings.RULEBOOKS
    codes = [instrument for of, instrument in instruments(folders=folders) if of == assembly]
    latest = [(code, rulebooks(assembly, code, folders=folders)[-1]) for code in codes]
    return tuple((code, book.title.get(reader_language()) or book.title["en"]) for code, book in latest)


def opening_formulae(assembly: str, instrument: str, on: date) -> Mapping[str, str]:
    """The first opening formula of each language on a day; empty where the rules name none."""
    book = rulebook_on(assembly, instrument, on, folders=settings.RULEBOOKS)
    named = book.rule("text.openings").value or () if book else ()
    return {one.language: one.text for one in reversed(named)}
