"""Compares the head of a document with the published one: its number, its kind, whether its numbers fit.

1. A document that prints no number, or no kind, where one was published is not as published. A draft prints
   neither, so there nobody can tell.
2. Numbers fit where they lie between those of the archive (`numbering.py`).
"""

from undersigned.declaring.archive.archive import ArchiveEntry, archive
from undersigned.declaring.archive.numbering import Numbers, series_finding
from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.formulae import usual_words
from undersigned.values.findings import Finding, Place, failed, not_applicable, passed, undetermined


def number_known(declaration: Declaration, entry: ArchiveEntry) -> Finding:
    """Whether the document prints the number under which it was published."""
    code, printed = "declaring.number.known", declaration.number
    if entry.number is None:
        return not_applicable(code)
    if printed == entry.number:
        return passed(code, number=entry.number)
    place = Place(line=declaration.lines.get("number"), field="number")
    answer = undetermined if declaration.form is Form.DRAFT else failed
    return answer(code, place, printed=printed, number=entry.number)


def instrument_known(declaration: Declaration, entry: ArchiveEntry) -> Finding:
    """Whether the document says that it is what was published: a written declaration is no motion."""
    code, printed = "declaring.instrument.known", declaration.instrument
    published = usual_words(entry.instrument, declaration.language) or usual_words(entry.instrument, "en")
    if printed == entry.instrument:
        return passed(code, published=published, number=entry.number)
    called = declaration.called or (usual_words(printed, declaration.language) if printed else None)
    place = Place(line=declaration.lines.get("number"), field="instrument")
    answer = undetermined if declaration.form is Form.DRAFT else failed
    return answer(code, place, printed=called, published=published, number=entry.number)


def series(declaration: Declaration) -> Finding:
    """Whether both numbers fit between those of the archive."""
    known = known_numbers(declaration.assembly, declaration.instrument)
    if declaration.number is None or declaration.doc_number is None or not known:
        return not_applicable("declaring.number.series")
    place = Place(line=declaration.lines.get("number"), field="number")
    numbers = Numbers(declaration=declaration.number, document=declaration.doc_number)
    return series_finding(numbers, known, place)


def known_numbers(assembly: str | None, instrument: str | None) -> tuple[Numbers, ...]:
    """Both numbers of every declaration in the archive, of one kind and one assembly."""
    return tuple(
        Numbers(declaration=entry.number, document=entry.doc_number)
        for entry in archive()
        if entry.number is not None
        and entry.doc_number is not None
        and (entry.assembly, entry.instrument) == (assembly, instrument)
    )
