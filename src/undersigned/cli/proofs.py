"""Adds the fictional declaration's bundles to the demonstration's site, with the level of proof of each name.

A name read from a printed list has the level I: nothing is known of its signature. Where a bundle was
verified under the example's own trust file, each name gets the level that the log shows.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

from undersigned.declaring.archive.archive import examples
from undersigned.publishing.addresses import declaration, declaration_key
from undersigned.publishing.bundle import with_verifiers
from undersigned.publishing.document import Document, Level, SignatoryLine
from undersigned.publishing.site.form_links import BUNDLE
from undersigned.signing.roll_file import name_of
from undersigned.values.faults import UndersignedError
from undersigned.verifying.names import ListedName, names_of
from undersigned.verifying.verification import Verdict, verify
from undersigned.verifying.verifiers import verifiers
from undersigned.wording.words import LANGUAGES

BUNDLED = ("concord/written-declaration/12",)
_EXAMPLE = "harbour-square"
_EDITIONS = {  # each bundle, and the editions under whose addresses it lies; without a label the latest
    "harbour-square.1st-edition.bundle.zip": ("2026-10-09",),
    "harbour-square.bundle.zip": (None, "2027-02-12"),
}


class UnprovenError(UndersignedError):
    """A bundle of the examples does not verify: the example or the program was changed."""


def proved(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents; names of bundled editions get the level that the log proves.

    Raises `UnprovenError`.
    """
    for document in documents:
        label = document.edition.label if document.edition else None
        name = next((edition for edition, labels in _EDITIONS.items() if label in labels), None)
        if name and declaration_key(document) in BUNDLED:
            names = _verified(name)
            lines = tuple(_with_level(line, names) for line in document.signatories)
            yield replace(document, signatories=lines)
        else:
            yield document


def lay_bundles(site: Path) -> None:
    """Write the bundles, with both verifiers in each, to the addresses that the pages link."""
    for name, labels in _EDITIONS.items():
        bundle = with_verifiers(_file(name).read_bytes(), verifiers())
        for key, language, label in product(BUNDLED, LANGUAGES, labels):
            (site / declaration(language, key, BUNDLE, label)).write_bytes(bundle)


@cache
def _verified(name: str) -> dict[str, ListedName]:
    """The names of a bundle by their roll spelling. Raises `UnprovenError`."""
    done = verify(io.BytesIO(_file(name).read_bytes()), _file("trust.txt").read_bytes())
    if done.verdict is not Verdict.VERIFIED or done.case is None:
        raise UnprovenError(f"{_file(name)} is {done.verdict}; undersigned verify says why")
    return {listed.name: listed for listed in names_of(done.case, LANGUAGES[0]).listed}


def _with_level(line: SignatoryLine, names: dict[str, ListedName]) -> SignatoryLine:
    found = names.get(name_of(line.name.family, line.name.given))
    if found is None:
        return line
    return replace(
        line, level=Level(found.level), counts=found.counts, signed_on=date.fromisoformat(found.day)
    )


def _file(name: str) -> Path:
    return Path(str(examples() / _EXAMPLE / name))
