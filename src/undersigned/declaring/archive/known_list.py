"""Compares a list with the published one: who is missing, who was added, whose row was changed.

1. Names agree when their letters do; apostrophes may have another shape, honorifics are not compared.
2. A row missing here and a row added here with nearly the same name and the same country are one row changed.
3. The same rows in another order, or one of them twice, are not the published list either.
4. Only a list copied whole, of the same edition (the same day), can prove a difference wrong. A document
   without any day claims no other edition, and is compared with the known one.
"""

import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice, zip_longest

from undersigned.declaring.alike import alike_as_one
from undersigned.declaring.archive.archive import ArchiveEntry, KnownList
from undersigned.declaring.assemblies.assembly import folded, group_ever, place_code, without_quotes
from undersigned.declaring.declaration import Declaration, Signatory
from undersigned.values.findings import Finding, Place, Severity, failed, not_applicable, passed, undetermined

_NEARLY = 0.75
Pair = tuple[Signatory | None, Signatory | None]


def known_list_findings(declaration: Declaration, entry: ArchiveEntry) -> tuple[Finding, ...]:
    """One finding for each row that differs from the published list, or that none does."""
    if entry.list is None or not declaration.has_list:
        return (not_applicable("declaring.list.known"),)
    if not entry.list.complete:
        return (undetermined("declaring.list.known", severity=Severity.NOTICE, number=entry.number),)
    differences = tuple(_differences(declaration, entry.list, entry.assembly)) or _moved(
        declaration, entry.list
    )
    if not differences:
        return (passed("declaring.list.known", number=entry.number, names=len(declaration.signatories)),)
    answer = failed if of_the_known_edition(declaration, entry) else undetermined
    return alike_as_one(
        answer(
            "declaring.list.known",
            _place(declaration, entry.list, published, here),
            number=entry.number,
            published=_row(published),
            here=_row(here),
        )
        for published, here in differences
    )


def of_the_known_edition(declaration: Declaration, entry: ArchiveEntry) -> bool:
    """Whether a document is, or does not deny being, of the edition that is known."""
    return entry.day is not None and (declaration.dated is None or declaration.day == entry.day)


def _differences(declaration: Declaration, known: KnownList, assembly: str) -> Iterator[Pair]:
    """Pairs of a published row and a row here that are not the same; either may be wanting."""
    published = {_key(signatory): signatory for signatory in known.signatories}
    here = {_key(signatory): signatory for signatory in declaration.signatories}
    for key, signatory in here.items():
        if key in published and not _same(published[key], known.language, signatory, declaration, assembly):
            yield published[key], signatory
    added = [here[key] for key in here if key not in published]
    for key, signatory in published.items():
        if key not in here:
            respelt = next(
                (other for other in added if _nearly(signatory, other, assembly, declaration)), None
            )
            if respelt:
                added.remove(respelt)
            yield signatory, respelt
    yield from ((None, signatory) for signatory in added)


def _moved(declaration: Declaration, known: KnownList) -> tuple[Pair, ...]:
    """The first row that stands where another was published, on a list with the same rows."""
    rows = zip_longest(known.signatories, declaration.signatories)
    moved = (
        (signatory, other)
        for signatory, other in rows
        if signatory is None or other is None or _key(signatory) != _key(other)
    )
    return tuple(islice(moved, 1)) if known.printed_order else ()


def _key(signatory: Signatory) -> str:
    return without_quotes(unicodedata.normalize("NFC", signatory.name.surname_first()))


def _same(
    published: Signatory, language: str, here: Signatory, declaration: Declaration, assembly: str
) -> bool:
    """Whether country and group of two rows mean the same, whatever the languages of the lists."""
    return _meaning(published, assembly, language) == _meaning(here, assembly, declaration.language)


def _meaning(signatory: Signatory, assembly: str, language: str) -> tuple[str | None, str | None]:
    group = group_ever(assembly, signatory.group, language) if signatory.group else None
    place = place_code(assembly, signatory.country, language) if signatory.country else None
    return place or signatory.country, group.code["en"] if group else signatory.group


def _nearly(signatory: Signatory, other: Signatory, assembly: str, declaration: Declaration) -> bool:
    place = place_code(assembly, other.country or "", declaration.language)
    letters = SequenceMatcher(
        None, folded(signatory.name.surname_first()), folded(other.name.surname_first()), autojunk=False
    )
    return signatory.place == place and letters.ratio() >= _NEARLY


def _row(signatory: Signatory | None) -> str | None:
    if signatory is None:
        return None
    return ", ".join(
        part for part in (signatory.name.surname_first(), signatory.country, signatory.group) if part
    )


def _place(
    declaration: Declaration, known: KnownList, published: Signatory | None, here: Signatory | None
) -> Place:
    """The row here; for a missing one the row after which it was published."""
    if here:
        return Place(line=here.line, field=f"signatories[{here.order - 1}]")
    lines = {_key(signatory): signatory.line for signatory in declaration.signatories}
    before = [
        lines[_key(signatory)]
        for signatory in known.signatories
        if published and signatory.order < published.order and _key(signatory) in lines
    ]
    return Place(line=before[-1] if before else None, field="signatories")
