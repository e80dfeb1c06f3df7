"""What the editions of a declaration changed, and the pages of editions that were published before.

* An edition's page is compared by its two digests: the same text and list under the same label keep the bytes
  that were published; another text or list under a published label is refused and needs a label of its own.
* An earlier edition stays on the site as long as the declaration does; a declaration that is no longer given
  leaves with all its editions, so that a removal removes.
* What an edition added or removed is told by the printed lines of its list and of the one before.
"""

import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from undersigned.publishing import addresses, page
from undersigned.publishing.document import Document
from undersigned.publishing.page import EditionLink, PageError
from undersigned.publishing.recovered import Recovered
from undersigned.publishing.site.records import Known, lines_of
from undersigned.values.digest import text_digest
from undersigned.values.faults import UndersignedError


class ChangedEditionError(UndersignedError):
    """An edition was given again with another text or list."""


def published(place: Path, language: str, declaration: str) -> tuple[Known, ...]:
    """The editions of a declaration whose pages stand on the site so far, oldest first."""
    return tuple(
        Known(
            label=label,
            lines=lines_of(recovered.list),
            digests={language: text_digest(recovered.text)} if recovered.text else {},
        )
        for label, file in _pages(place, language, declaration)
        if (recovered := _recovered(file)) is not None
    )


def links(
    editions: Iterable[Known],
    document: Document,
    language: str,
    declaration: str,
    *,
    until: str | None = None,
) -> tuple[EditionLink, ...]:
    """Each edition with what it changed, oldest first; those only mentioned have no address."""
    at_hand = {edition.label: edition for edition in editions}
    mentioned = {entry.label: entry for entry in document.editions}
    found: list[EditionLink] = []
    before: Known | None = None
    for label in sorted({*at_hand, *mentioned}):
        if until is not None and label > until:
            continue
        edition = at_hand.get(label)
        names = len(edition.lines) if edition else mentioned[label].signatories
        found.append(
            EditionLink(
                label=label,
                day=date.fromisoformat(label[:10]),
                signatories=names,
                address=addresses.declaration(language, declaration, ".html", label) if edition else None,
                added=_fewer(edition, before),
                removed=_fewer(before, edition),
                text_changed=_differ(before, edition),
            )
        )
        before = edition
    return tuple(found)


def keep_published(place: Path, building: Path, languages: Iterable[str]) -> int:
    """Carry published editions over, byte for byte; the number of files. Raises `ChangedEditionError`."""
    kept = 0
    for language in languages:
        for old in sorted((place / language).glob("*/*/*@*")):
            new = building / old.relative_to(place)
            if not new.with_name(old.name.partition("@")[0] + ".html").exists():
                continue  # the declaration has left the site
            if new.exists() and new.suffix == ".html":
                _same_content(old, new)
            shutil.copyfile(old, new)
            kept += 1
    return kept


def _same_content(old: Path, new: Path) -> None:
    if _recovered(old) != _recovered(new):
        raise ChangedEditionError(
            f"{new.stem} was published with another text or list; the new one needs a label of its own"
            f" ({new.stem.partition('@')[2][:10]}.2 for a second edition on the day)"
        )


def _pages(place: Path, language: str, declaration: str) -> Iterator[tuple[str, Path]]:
    folder, _, slug = declaration.rpartition("/")
    for file in sorted((place / language / folder).glob(f"{slug}@*.html")):
        yield file.stem.partition("@")[2], file


def _recovered(file: Path) -> Recovered | None:
    try:
        return page.recover(file.read_bytes())
    except PageError:
        return None


def _fewer(more: Known | None, fewer: Known | None) -> tuple[str, ...]:
    """The names of one edition whose lines the other lacks, as printed."""
    if more is None or fewer is None:
        return ()
    there = set(fewer.lines)
    missing = (line.split("\t") for line in more.lines if line not in there)
    return tuple(" ".join(part for part in line[:2] if part != "-") for line in missing)


def _differ(before: Known | None, edition: Known | None) -> bool:
    if before is None or edition is None:
        return False
    shared = before.digests.keys() & edition.digests.keys()
    return any(before.digests[language] != edition.digests[language] for language in shared)
