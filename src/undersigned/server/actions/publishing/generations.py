"""Generations of the public site: a new one is made beside the current one and replaces it at once.

1. A generation is made from the editions alone, in a folder of its own that nobody else looks at; what is
   left of it by a process that was killed goes with the next one, or with a destruction.
2. What is dated keeps its bytes: the pages and forms of earlier editions are laid into that folder first, and
   so are the style sheets that they point at. Bundles stay until a newer one takes their place.
3. Its files become rows and the public is switched to them in one transaction. Whoever dies before that
   leaves the old site whole; whoever was slower than another begins again from the newer one.
4. The generation before is kept; older ones go, and with them the bytes that nothing uses any more.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from undersigned.publishing.document import Document
from undersigned.publishing.frame import Settings
from undersigned.publishing.site.build import build
from undersigned.server.actions.keeping.archiving import place_for_copies
from undersigned.server.records.models import (
    CurrentPublication,
    Publication,
    PublishedBody,
    PublishedFile,
    User,
)
from undersigned.values.digest import sha256
from undersigned.verifying.verifiers import PAGE, verifiers

Told = Callable[[str], None]

_MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
    ".akn": "application/akn+xml",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".atom": "application/atom+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".sqlite": "application/vnd.sqlite3",
    ".zip": "application/zip",
}
_BUNDLE = ".bundle.zip"
_FIGURE = "/figure/"
_PACKED = (".woff2", ".sqlite", ".zip")  # fonts are compressed already; the file of data is for downloading
_ONE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A generation that is made but not shown yet: its files by address, and the one it follows."""

    base: int | None
    digests: Mapping[str, str]
    bodies: tuple[PublishedBody, ...]


def current() -> Publication | None:
    """The publication that the public sees; `None` before the first."""
    shown = CurrentPublication.objects.select_related("publication").first()
    return shown.publication if shown else None


def make(
    documents: Iterable[Document],
    *,
    bundled: frozenset[str] = frozenset(),
    told: Told = lambda _: None,
) -> Made:
    """Make the next generation from all editions, oldest first, without showing it.

    Raises what `publishing.site.build.build` raises.
    """
    base = current()
    with place_for_copies("site") as folder:
        site = folder / "site"
        kept = _lay_out_published(base, site) if base else {}
        told("laid-out")
        verifier = verifiers()[PAGE] if bundled else None
        build(documents, site, settings=_frame(), reuse=True, bundled=bundled, verifier=verifier)
        told("built")
        files = {file.relative_to(site).as_posix(): file for file in _files(site)}
        digests = {**kept, **{address: sha256(file.read_bytes()) for address, file in files.items()}}
        bodies = _new_bodies(files, digests)
    told("compressed")
    return Made(base=base.pk if base else None, digests=digests, bodies=bodies)


def with_files(made: Made, files: Mapping[str, bytes]) -> Made:
    """The same generation with more files, by their addresses."""
    digests = {address: sha256(content) for address, content in files.items()}
    kept = set(PublishedBody.objects.filter(pk__in=set(digests.values())).values_list("pk", flat=True))
    new = {digests[address]: content for address, content in files.items()}
    bodies = tuple(PublishedBody(digest=one, body=content) for one, content in new.items() if one not in kept)
    return Made(base=made.base, digests={**made.digests, **digests}, bodies=(*made.bodies, *bodies))


def forms_in(made: Made, beside: Iterable[str]) -> dict[str, bytes]:
    """The new PDF and text forms beside these addresses, by language and form (`en.pdf`)."""
    bodies = {body.digest: bytes(body.body) for body in made.bodies}
    forms = {}
    for address in beside:
        stem, language = address.removesuffix(_BUNDLE), address.partition("/")[0]
        for suffix in (".pdf", ".txt"):
            digest = made.digests.get(stem + suffix, "")
            if "@" in stem and digest in bodies:
                forms[f"{language}{suffix}"] = bodies[digest]
    return forms


def show(
    made: Made, *, by: User | None, at: datetime, forget: bool = False, told: Told = lambda _: None
) -> Publication | None:
    """Keep a generation and show it to the public; `None` where another came first. Needs a transaction.

    `forget` lets the generation before go at once: nobody reads it, and it names whom this one must not.
    """
    assert transaction.get_connection().in_atomic_block
    CurrentPublication.objects.select_for_update().first()
    base = current()
    if (base.pk if base else None) != made.base:
        return None
    PublishedBody.objects.bulk_create(made.bodies, ignore_conflicts=True)
    told("bodies")
    publication = Publication.objects.create(at=at, by=by, complete=True)
    PublishedFile.objects.bulk_create(
        (_row(publication, address, digest) for address, digest in made.digests.items()), batch_size=500
    )
    told("files")
    CurrentPublication.objects.update_or_create(id=_ONE, defaults={"publication": publication})
    told("switched")
    _forget_older(publication, None if forget else base)
    return publication


def is_dated(address: str) -> bool:
    """Whether the bytes at an address never change: a dated edition, or a sheet named by its digest."""
    if _FIGURE in address:  # it names those who agreed, as long as they do, and who declared records complete
        return False
    return "@" in address.rpartition("/")[2] or address.startswith("assets/site-")


def _row(publication: Publication, address: str, digest: str) -> PublishedFile:
    return PublishedFile(
        publication=publication,
        path=address,
        content_type=_MEDIA_TYPES.get(Path(address).suffix, "text/plain; charset=utf-8"),
        etag=f'"{digest}"',
        body_id=digest,
        immutable=is_dated(address),
    )


def _forget_older(publication: Publication, before: Publication | None) -> None:
    wanted = [one.pk for one in (publication, before) if one]
    older = Publication.objects.exclude(pk__in=wanted)
    PublishedFile.objects.filter(publication__in=older).delete()
    PublishedBody.objects.exclude(pk__in=PublishedFile.objects.values("body_id")).delete()


def _lay_out_published(base: Publication, site: Path) -> dict[str, str]:
    """Write the dated files and the mark of a site into a folder; return digests of sheets and bundles."""
    sheets = {}
    for file in base.files.select_related("body").iterator(chunk_size=50):
        if file.path.startswith("assets/site-") or file.path.endswith(_BUNDLE):
            sheets[file.path] = file.body_id
        if file.immutable or file.path == "undersigned-site.json":
            place = site / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(bytes(file.body.body))
    return sheets


def _new_bodies(files: Mapping[str, Path], digests: Mapping[str, str]) -> tuple[PublishedBody, ...]:
    """The bodies that are not kept yet, each compressed where that is shorter."""
    kept = set(PublishedBody.objects.filter(pk__in=set(digests.values())).values_list("pk", flat=True))
    new = {digests[address]: file for address, file in files.items() if digests[address] not in kept}
    return tuple(_body(digest, file) for digest, file in new.items())


def _body(digest: str, file: Path) -> PublishedBody:
    content = file.read_bytes()
    packed = None if file.suffix in _PACKED else gzip.compress(content, mtime=0)
    shorter = packed if packed and len(packed) < len(content) else None
    return PublishedBody(digest=digest, body=content, gzip=shorter)


def _files(site: Path) -> Iterator[Path]:
    return (file for file in sorted(site.rglob("*")) if file.is_file())


def _frame() -> Settings:
    return Settings(publisher=settings.PUBLISHER, corrections=settings.CORRECTIONS)
