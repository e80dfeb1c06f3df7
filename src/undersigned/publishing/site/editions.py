"""What each edition of a declaration changed, and the pages of editions published before.

* An edition's page is compared by its two digests: the same text and list under the same label keep the bytes
  that were published; another text or list under a published label is refused and needs a label of its own.
* An edition that was published without its text, naming the text's digest, is made again with the text of
  that digest: it is the same edition, and the report says so.
* An earlier edition stays on the site as long as the declaration does; a declaration that is no longer given
  leaves with all its editions, so that a removal removes.
* What an edition added or removed is told by the printed lines of its list and of the one before.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from undersigned.publishing import addresses, page
from undersigned.publishing.document import Document
from undersigned.publishing.page import EditionLink, PageError
from undersigned.publishing.recovered import Recovered
from undersigned.publishing.site.records import Known, lines_of
from undersigned.values.digest import text_digest
from undersigned.values.faults import UndersignedError


class ChangedEditionError(UndersignedError):
    """A published edition was given again with another text or list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """How many files of published editions were kept, and which editions got the text that they lacked."""

    kept: int
    completed: tuple[str, ...]


def published_pages(place: Path, languages: Iterable[str]) -> Mapping[str, Sequence[Path]]:
    """The dated pages on the site so far, by language and declaration: `en/pace/written-declaration/695`."""
    found: dict[str, list[Path]] = {}
    for language in languages:
        for file in (place / language).glob("*/*/*@*.html"):
            key, _, _ = file.relative_to(place).as_posix().rpartition("@")
            found.setdefault(key, []).append(file)
    return found


def at_hand(pages: Iterable[Path], given: Iterable[Known], language: str) -> tuple[Known, ...]:
    """The editions given now, and those known only from the site's own pages in a language."""
    now = {edition.label: edition for edition in given}
    before = (
        Known(
            label=_label(file),
            lines=lines_of(recovered.list),
            digests={language: text_digest(recovered.text)} if recovered.text else {},
        )
        for file in pages
        if _label(file) not in now and (recovered := _recovered(file.read_bytes())) is not None
    )
    return (*before, *now.values())


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


def keep_published(place: Path, building: Path, languages: Iterable[str]) -> Carried:
    """Copy published editions byte for byte, except those that get the text that they lacked.

    Raises `ChangedEditionError`.
    """
    kept, completed = 0, set()
    for language in languages:
        for edition, files in groupby(sorted((place / language).glob("*/*/*@*")), _without_suffix):
            if not _own_page(building / edition.relative_to(place)).exists():
                continue  # the declaration has left the site
            anew = _gets_its_text(edition, building / edition.relative_to(place), language)
            if anew:
                completed.add(edition.relative_to(place / language).as_posix())
            for old in files:
                new = building / old.relative_to(place)
                if not (anew and new.exists()):
                    shutil.copyfile(old, new)
                    kept += 1
    return Carried(kept=kept, completed=tuple(sorted(completed)))


def _gets_its_text(old: Path, new: Path, language: str) -> bool:
    """Whether the page that stands shows no text, or only another language's, and the new one the text whose
    digest it names. Raises `ChangedEditionError` where they are not the same edition.
    """
    if not (_page(old).exists() and _page(new).exists()):
        return False
    page_before, page_now = _page(old).read_bytes(), _page(new).read_bytes()
    if page_before == page_now:
        return False
    before, now = _recovered(page_before), _recovered(page_now)
    if before == now:
        return False
    if before and now and before.list == now.list and now.text:
        named, shown = page.named_digests(page_before), text_digest(now.text)
        if named.get(language) == shown or (not before.text and shown in named.values()):
            return True
    raise ChangedEditionError(
        f"{new.name} was published with another text or list; the new one needs a label of its own"
        f" ({new.name.partition('@')[2][:10]}.2 for a second edition on the day)"
    )


def _recovered(content: bytes) -> Recovered | None:
    try:
        return page.recover(content)
    except PageError:
        return None


def _label(file: Path) -> str:
    return file.stem.partition("@")[2]


def _without_suffix(file: Path) -> Path:
    return file.with_suffix("")


def _page(edition: Path) -> Path:
    return edition.with_name(f"{edition.name}.html")  # a label may end in `.2`, which is no suffix


def _own_page(edition: Path) -> Path:
    """The page of the declaration itself."""
    return edition.with_name(edition.name.partition("@")[0] + ".html")


def _fewer(more: Known | None, fewer: Known | None) -> tuple[str, ...]:
    """The names whose lines are in one edition and not in the other, as printed."""
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
