"""Published declarations as facts: numbers, days, titles, lists, digests of texts; never the texts.

1. An entry says how well it is known: basis of its day and total, whether its list is complete and in printed
   order.
2. Where a declaration stands in two folders the one with more facts wins (`doc-14983` over `pace-archive`).
3. The folders are `undersigned/examples/` of the installed package or `examples/` of a checkout, read once.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from undersigned.declaring.assembly import place_code
from undersigned.declaring.declaration import Declaration, Edition, Form, LegendLine, Signatory
from undersigned.declaring.legend import legend
from undersigned.values.dates import SourceDate
from undersigned.values.digest import ListDigest, TextDigest
from undersigned.values.names import PersonalName

Record = Mapping[str, Any]
_PRINTED_FORMS = frozenset({"SURNAME given", "surname-first PDF", "surname-first 2008", "surname-only 2001"})


class ArchiveError(LookupError):
    """The archive is missing, or a line of it is not as it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """A published list as copied, in its language, how much of it, and the codes of its legend."""

    language: str
    form: str
    complete: bool
    printed_order: bool
    signatories: tuple[Signatory, ...]
    legend: tuple[str, ...] | None = None
    digest: ListDigest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownText:
    """A published text by its digests: the whole, and each paragraph (title, opening formula, clauses)."""

    digest: TextDigest
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveEntry:
    """What is known of one published declaration; what is not known is `None` or missing."""

    assembly: str
    instrument: str
    id: str
    number: int | None = None
    doc_number: int | None = None
    day: date | None = None
    day_basis: str | None = None
    year: int | None = None
    edition: str | None = None
    tabled_on: date | None = None
    first_published_on: date | None = None
    first_signatories: int | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    official_urls: Mapping[str, str] = field(default_factory=dict)
    reported_at: str | None = None
    total: int | None = None
    total_at_least: int | None = None
    total_basis: str | None = None
    list: KnownList | None = None
    texts: Mapping[str, KnownText] = field(default_factory=dict)

    def declaration(self, *, with_parts: bool = False) -> Declaration:
        """The entry as a declaration without its text, so that rules can be asked about it.

        A list that was not copied whole is left out, as nothing may be counted on it; `with_parts` gives its
        names where they stand in printed order, and still says that there is no list.
        """
        whole = self.list if self.list and self.list.complete else None
        part = self.list if with_parts and self.list and self.list.printed_order else None
        known = whole or part
        language = self.list.language if self.list else next(iter(self.titles), "en")
        printed = known is not None and known.form in _PRINTED_FORMS
        return Declaration(
            form=Form.PRINTED if printed else Form.SITE_NEWER,
            language=language,
            assembly=self.assembly,
            instrument=self.instrument,
            title=self.titles.get(language),
            clauses=(),
            doc_number=self.doc_number,
            number=self.number,
            dated=SourceDate.of_day(self.day) if self.day else None,
            edition=self._edition(),
            signatories=known.signatories if known else (),
            has_list=whole is not None,
            legend=self._legend(known) if known else None,
            stated_total=self.total if self.total_basis == "printed" else None,
        )

    def _legend(self, known: KnownList) -> tuple[LegendLine, ...] | None:
        """The printed legend by its codes; their names of that day are the assembly's data."""
        if known.legend is None or self.day is None:
            return None
        return legend(self.assembly, known.legend, known.language, self.day)

    def _edition(self) -> Edition | None:
        edition = Edition(
            tabled_on=self.tabled_on,
            first_published_on=self.first_published_on,
            first_signatories=self.first_signatories,
        )
        return None if edition == Edition() else edition


def archive() -> Iterator[ArchiveEntry]:
    """All known declarations, by number, those without a number last. Raises `ArchiveError`."""
    yield from _entries()


def coverage(language: str) -> str:
    """The line that stands on every page made from the archive. Raises `ArchiveError`."""
    return str(_archive_head()["coverage"][language])


def examples() -> Path:
    """The folder of examples, of the installed package or of a checkout. Raises `ArchiveError`."""
    package = Path(__file__).parents[1]
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / "pace-archive" / "archive.toml").is_file():
            return folder
    raise ArchiveError("the folder of examples is not where the package or the checkout has it")


@cache
def _entries() -> tuple[ArchiveEntry, ...]:
    head = _archive_head()
    lines = (examples() / "pace-archive" / "declarations.jsonl").read_text(encoding="utf-8").splitlines()
    entries = {record["id"]: entry({**head, **record}) for record in map(json.loads, lines)}
    founding = _toml(examples() / "doc-14983" / "declaration.toml")
    entries[str(founding["number"])] = entry({"id": str(founding["number"]), **founding})
    return tuple(sorted(entries.values(), key=lambda one: (one.number is None, one.number or 0, one.id)))


@cache
def _archive_head() -> Record:
    return _toml(examples() / "pace-archive" / "archive.toml")


def _toml(file: Path) -> Record:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def entry(record: Record) -> ArchiveEntry:
    """An entry from a line of the archive or a `declaration.toml`. Raises `ArchiveError` on a faulty one."""
    try:
        return _entry(record)
    except (KeyError, ValueError, TypeError) as wrong:
        raise ArchiveError(f"entry {record.get('id')}: {wrong!r}") from wrong


def _entry(record: Record) -> ArchiveEntry:
    return ArchiveEntry(
        assembly=record["assembly"],
        instrument=record["instrument"],
        id=record["id"],
        number=record.get("number"),
        doc_number=record.get("doc_number"),
        day=_day(record.get("day")),
        day_basis=record.get("day_basis"),
        year=record.get("year"),
        edition=record.get("edition"),
        tabled_on=_day(record.get("tabled_on")),
        first_published_on=_day(record.get("first_published_on")),
        first_signatories=record.get("first_signatories"),
        titles=record.get("titles", {}),
        official_urls=record.get("official", {}),
        reported_at=record.get("reported_at"),
        total=record.get("total"),
        total_at_least=record.get("total_at_least"),
        total_basis=record.get("total_basis"),
        list=_list(record["list"], record["assembly"]) if "list" in record else None,
        texts={language: _text(text) for language, text in record.get("text", {}).items()},
    )


def _day(written: str | date | None) -> date | None:
    return date.fromisoformat(written) if isinstance(written, str) else written


def _text(record: Record) -> KnownText:
    return KnownText(digest=TextDigest(record["digest"]), paragraphs=tuple(record["paragraphs"]))


def _list(record: Record, assembly: str) -> KnownList:
    language = record["language"]
    return KnownList(
        language=language,
        form=record["form"],
        complete=record["complete"],
        printed_order=record["printed_order"],
        legend=tuple(record["legend"]) if "legend" in record else None,
        digest=ListDigest(record["digest"]) if "digest" in record else None,
        signatories=tuple(
            _signatory(row, order, assembly, language) for order, row in enumerate(record["names"], start=1)
        ),
    )


def _signatory(row: Record, order: int, assembly: str, language: str) -> Signatory:
    country = row.get("country")
    return Signatory(
        order=order,
        name=PersonalName(
            family=row["family"],
            given=row.get("given"),
            honorific=row.get("honorific"),
            style=row.get("style"),
        ),
        country=country,
        place=place_code(assembly, country, language) if country else None,
        group=row.get("group"),
    )
