"""Reads a finished site as a stranger would, from its files alone, and checks it.

1. Every form of a declaration gives back the text and the list whose digests its JSON form states.
2. Every link leads to a file of the site, and nothing is fetched from outside it.
3. Every file of data has the digest that stands in the list of digests.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from undersigned.publishing.addresses import NOWHERE
from undersigned.publishing.forms import FORMS, PublishedForm
from undersigned.publishing.site.downloads import FOLDER, SUMS
from undersigned.values.digest import list_digest, sha256, text_digest
from undersigned.values.findings import Finding, Place, failed

_FETCHING = frozenset({"img", "script", "iframe", "source", "link", "object", "embed", "audio", "video"})
_NOT_FETCHED = frozenset({"alternate", "canonical", "license", "author", "help", "next", "prev"})


@dataclass(slots=True)
class Proof:
    """How much was read, and every fault found."""

    forms: int = 0
    links: int = 0
    digests: int = 0
    findings: tuple[Finding, ...] = ()


def proofread(site: Path) -> Proof:
    """Read a whole site; the findings are its faults, none where all is well."""
    proof = Proof()
    found = [*_forms(site, proof), *_links(site, proof), *_sums(site, proof)]
    proof.findings = tuple(found)
    return proof


def _forms(site: Path, proof: Proof) -> Iterator[Finding]:
    for stated in sorted(site.glob("*/*/*/*.json")):
        data = json.loads(stated.read_text(encoding="utf-8"))
        for form in FORMS:
            file = stated.with_name(stated.name.removesuffix(".json") + form.suffix)
            if form.recover is not None and file.exists():
                proof.forms += 1
                yield from _form(form, file, data, site)


def _form(form: PublishedForm, file: Path, data: dict[str, Any], site: Path) -> Iterator[Finding]:
    place = Place(file=file.relative_to(site).as_posix())
    assert form.recover
    recovered = form.recover(file.read_bytes())
    if list_digest(recovered.list) != data["list"]["sha256"]:
        yield failed("publishing.site.same-list", place)
    shown = {text["sha256"] for text in data["texts"].values() if text["clauses"] is not None}
    found = text_digest(recovered.text) if recovered.text else None
    if form.carries_text and found not in (shown or {None}):
        yield failed("publishing.site.same-text", place)


def _links(site: Path, proof: Proof) -> Iterator[Finding]:
    for page in sorted(site.rglob("*.html")):
        tree = lxml_html.document_fromstring(page.read_bytes(), parser=lxml_html.HTMLParser(encoding="utf-8"))
        for element in tree.iter(etree.Element):
            target = element.get("href") or element.get("src") or element.get("data")
            if target:
                yield from _link(element, target, page, site, proof)


def _link(element: etree._Element, target: str, page: Path, site: Path, proof: Proof) -> Iterator[Finding]:
    line = element.sourceline
    place = Place(file=page.relative_to(site).as_posix(), line=line if isinstance(line, int) else None)
    if urlsplit(target).scheme == "data":  # it stands there whole
        return
    if urlsplit(target).scheme or target.startswith("//"):
        if element.tag in _FETCHING and element.get("rel") not in _NOT_FETCHED:
            yield failed("publishing.site.outside", place, address=target)
        return
    proof.links += 1
    path = unquote(urlsplit(target).path)
    anywhere = path.startswith("/") and page.name == NOWHERE  # shown at any address, it links from the root
    if path and not (site / path[1:] if anywhere else page.parent / path).exists():
        yield failed("publishing.site.links", place, address=target)


def _sums(site: Path, proof: Proof) -> Iterator[Finding]:
    for line in (site / FOLDER / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        proof.digests += 1
        file = site / FOLDER / name
        if not file.is_file() or sha256(file.read_bytes()) != digest:
            yield failed("publishing.site.digests", Place(file=f"{FOLDER}/{name}"))
