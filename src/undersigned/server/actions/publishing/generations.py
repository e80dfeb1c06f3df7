"""Generations of the public site: a new one is made beside the current one and replaces it at once.

1. A generation is made from the editions alone, in a folder of its own that nobody else looks at; what is
   left of it by a process that was killed goes with the next one, or with a destruction.
2. What is dated keeps its bytes: the pages and forms of earlier editions are laid into that folder first, and
   so are the style sheets that they point at. Bundles stay until a newer one takes their place.
3. Its files become rows and the public is switched to them in one transaction. A process that dies before
   that leaves the old site whole; one that was overtaken by another begins again from its site.
4. The generation before is kept; older ones go, and with them the bytes that nothing uses any more.
5. What was due when a generation was begun (`SiteDue`) is met once it is shown; what became due meanwhile is
   not. Where somebody had to leave, the generation before goes at once: it names whom this one must not.
6. What stands beside a text is marked: it is not given out while somebody must leave (`public/serving.py`).
"""

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from undersigned.publishing.document import Document
from undersigned.publishing.frame import Settings
from undersigned.publishing.site.build import build
from undersigned.publishing.site.downloads import EVIDENCE, FOLDER
from undersigned.server.actions.keeping.archiving import place_for_copies
from undersigned.server.records.models import (
    CurrentPublication,
    Publication,
    PublishedBody,
    PublishedFile,
    SiteDue,
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
_FIGURE, _FATE = "/figure/", "/followup.html"
_EVIDENCE = f"{FOLDER}/{EVIDENCE}"  # whom the figures rest on, those who agreed by name
_PACKED = (".woff2", ".sqlite", ".zip")  # fonts are compressed already; the file of data is for downloading
_ONE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A generation made but not yet shown: its files by address, the one that it follows, what was due."""

    base: int | None
    due: tuple[int, ...]
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
    base, due = current(), tuple(SiteDue.objects.filter(met_at=None).values_list("pk", flat=True))
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
    return Made(base=base.pk if base else None, due=due, digests=digests, bodies=bodies)


def with_files(made: Made, files: Mapping[str, bytes]) -> Made:
    """The same generation with more files, by their addresses."""
    digests = {address: sha256(content) for address, content in files.items()}
    kept = set(PublishedBody.objects.filter(pk__in=set(digests.values())).values_list("pk", flat=True))
    new = {digests[address]: content for address, content in files.items()}
    bodies = tuple(PublishedBody(digest=one, body=content) for one, content in new.items() if one not in kept)
    return replace(made, digests={**made.digests, **digests}, bodies=(*made.bodies, *bodies))


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

    `forget` lets the generation before go at once, as it does where somebody had to leave (rule 5).
    """
    assert transaction.get_connection().in_atomic_block
    CurrentPublication.objects.select_for_update().first()
    base = current()
    if (base.pk if base else None) != made.base:
        return None
    PublishedBody.objects.bulk_create(made.bodies, ignore_conflicts=True)
    told("bodies")
    publication = Publication.objects.create(at=at, by=by, complete=True)
    beside = beside_texts(made.digests)
    PublishedFile.objects.bulk_create(
        (_row(publication, one, digest, one in beside) for one, digest in made.digests.items()),
        batch_size=500,
    )
    told("files")
    CurrentPublication.objects.update_or_create(id=_ONE, defaults={"publication": publication})
    told("switched")
    due = SiteDue.objects.filter(pk__in=made.due, met_at=None)
    forget = forget or due.filter(hides=True).exists()
    due.update(met_at=at, met_by=publication)
    _forget_older(publication, None if forget else base)
    return publication


def is_dated(address: str) -> bool:
    """Whether the bytes at an address never change: a dated edition, or a sheet named by its digest."""
    if _FIGURE in address:  # it names those who agreed, as long as they do, and who declared records complete
        return False
    return "@" in address.rpartition("/")[2] or address.startswith("assets/site-")


def beside_texts(addresses: Iterable[str]) -> frozenset[str]:
    """Those of a site's addresses at which something stands beside a text: figures, what became of people.

    The own page of such a text is among them; its dated pages and all other forms hold nothing of the kind.
    """
    all_ = frozenset(addresses)
    own = {one for one in all_ if _FIGURE in one or one.endswith(_FATE)}
    texts = {f"{one.partition(_FIGURE)[0].removesuffix(_FATE)}.html" for one in own}
    feeds = {one for one in all_ if one.endswith(".atom")}
    return frozenset(own | (texts & all_) | feeds | {one for one in all_ if one.startswith(_EVIDENCE)})


def _row(publication: Publication, address: str, digest: str, beside: bool) -> PublishedFile:
    return PublishedFile(
        publication=publication,
        path=address,
        content_type=_MEDIA_TYPES.get(Path(address).suffix, "text/plain; charset=utf-8"),
        etag=f'"{digest}"',
        body_id=digest,
        immutable=is_dated(address),
        beside=beside,
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
