"""The addresses of everything on a site, and how one page links to another.

* `/<language>/<assembly>/<instrument>/<slug>` and a suffix for the form; an edition is `<slug>@<label>`, the
  label being its day (a second one on the day ends in `.2`).
* Every address is relative to the site's folder; every link is relative to the page that carries it, so a
  folder opened from a memory stick works like a web server. `404.html` alone is shown at any address, and
  links from the root.
* A figure lies under its declaration: `<slug>/figure/<id>@<snapshot>`; what became of it at
  `<slug>/followup`.
* A part of an address holds letters of ASCII, digits, `.`, `_` and `-`: the same on every file system.
* A member's address is made from the printed name and the country and ends in digits of their digest, so two
  spellings that fold to the same letters stay apart.
"""

import posixpath
import re
import unicodedata
from functools import lru_cache
from typing import NewType
from urllib.parse import quote

from undersigned.publishing.document import Document, SignatoryLine
from undersigned.values.digest import canonical_paragraph, sha256
from undersigned.values.faults import UndersignedError
from undersigned.values.names import PersonalName

Address = NewType("Address", str)
NOWHERE = "404.html"

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LABEL = re.compile(r"\d{4}-\d{2}-\d{2}(\.[2-9])?")
_OWN_PAGES = frozenset({"index", "members", "rules"})
_LETTERS = str.maketrans(
    {"Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Þ": "Th", "þ": "th", "Ð": "D", "ð": "d", "Ø": "O", "ø": "o"}
    | {"Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "ı": "i", "ß": "ss"}
)


class AddressError(UndersignedError):
    """A part of an address that some file system or browser would read differently."""


def home(language: str) -> Address:
    """The start page of a language."""
    return Address(f"{language}/index.html")


def shared_page(language: str, name: str) -> Address:
    """A page that belongs to the whole site, such as `data` or `check`."""
    return Address(f"{language}/{name}.html")


def nowhere(language: str | None = None) -> Address:
    """The page for an unknown address; without a language, for addresses that name none."""
    return Address(f"{language}/{NOWHERE}" if language else NOWHERE)


def feed(language: str) -> Address:
    """The Atom feed of a language."""
    return Address(f"{language}/feed.atom")


def assembly_page(language: str, assembly: str, name: str = "index") -> Address:
    """A page of an assembly: its `index`, its `rules`. Raises `AddressError`."""
    return Address(f"{language}/{_part(assembly)}/{name}.html")


def members_page(language: str, assembly: str) -> Address:
    """The list of an assembly's members. Raises `AddressError`."""
    return Address(f"{language}/{_part(assembly)}/members/index.html")


def member_page(language: str, assembly: str, key: str) -> Address:
    """A member's page, by the key of `member_key`. Raises `AddressError`."""
    return Address(f"{language}/{_part(assembly)}/members/{_part(key)}.html")


def member_key(signatory: SignatoryLine) -> str:
    """The last part of a member's address: folded name, place, and six digits of the digest of both."""
    return _member_key(signatory.name, signatory.place or signatory.country or "")


@lru_cache(maxsize=8192)  # the same members sign again and again
def _member_key(name: PersonalName, place: str) -> str:
    exact = "\t".join(canonical_paragraph(part) for part in (name.family, name.given or "", place))
    folded = "-".join(folded for part in (name.family, name.given, place) if (folded := _folded(part or "")))
    return "-".join(part for part in (folded[:60].strip("-"), sha256(exact.encode())[:6]) if part)


def declaration_key(document: Document) -> str:
    """What all editions of a declaration share: `pace/written-declaration/695`. Raises `AddressError`."""
    if document.slug in _OWN_PAGES:
        raise AddressError(f"{document.slug!r} is the name of a page of the site")
    return "/".join(_part(part) for part in (document.assembly, document.instrument, document.slug))


def declaration(language: str, key: str, suffix: str, edition: str | None = None) -> Address:
    """A declaration in one form: the latest edition, or one by its label. Raises `AddressError`."""
    if edition is not None and not _LABEL.fullmatch(edition):
        raise AddressError(f"{edition!r} is not the label of an edition, such as 2019-10-04 or 2019-10-04.2")
    return Address(f"{language}/{key}{'@' + edition if edition else ''}{suffix}")


def figure(language: str, key: str, figure_id: str, snapshot: str, suffix: str = ".html") -> Address:
    """The permanent page of a figure on the evidence of a snapshot. Raises `AddressError`."""
    return Address(f"{language}/{key}/figure/{_part(figure_id)}@{_part(snapshot)}{suffix}")


def followup(language: str, key: str) -> Address:
    """The page of what became of a declaration: people, calls, recommendations."""
    return Address(f"{language}/{key}/followup.html")


def evidence_file(snapshot: str) -> str:
    """The file of public evidence in the folder of the data. Raises `AddressError`."""
    return f"evidence-{_part(snapshot)}.json"


def in_language(address: str, language: str) -> Address:
    """The same page in another language."""
    return Address(f"{language}/{address.partition('/')[2]}")


def link(origin: str, target: str) -> str:
    """The link from one page to another: relative and percent-encoded, its fragment kept."""
    path, mark, fragment = target.partition("#")
    if path in ("", origin):
        return f"#{fragment}" if mark else quote(posixpath.basename(origin), safe="@")
    return _relative_path(origin.rpartition("/")[0], path) + mark + fragment


@lru_cache(maxsize=8192)  # pages of a folder share the links of their frame and of their names
def _relative_path(folder: str, path: str) -> str:
    return quote(posixpath.relpath(path, folder or "."), safe="/@")


def _part(part: str) -> str:
    if not _PART.fullmatch(part):
        raise AddressError(
            f"{part!r} cannot be a part of an address: ASCII letters, digits, '.', '_' and '-' only"
        )
    return part


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
