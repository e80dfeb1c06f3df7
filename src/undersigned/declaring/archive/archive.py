"""The archive of published declarations: where its files are, and its entries.

1. The folders are `undersigned/examples/` of the installed package or `examples/` of a checkout, read once.
2. Where a declaration stands in two of them the one with more facts wins (`doc-14983` over `pace-archive`).
3. A faulty line is refused with its identifier.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import undersigned
from undersigned.declaring.archive.entry import ArchiveEntry, KnownList, KnownText
from undersigned.declaring.assemblies.assembly import place_code
from undersigned.declaring.declaration import Signatory
from undersigned.values.digest import ListDigest, TextDigest
from undersigned.values.faults import UndersignedError
from undersigned.values.names import PersonalName
from undersigned.values.toml import TomlError, toml_of
from undersigned.wording.words import sentence

__all__ = [
    "ArchiveEntry",
    "ArchiveError",
    "KnownList",
    "KnownText",
    "archive",
    "coverage",
    "entry",
    "examples",
]

Record = Mapping[str, Any]


class ArchiveError(UndersignedError):
    """The archive is missing, or a line of it is not as it must be."""


def archive() -> Iterator[ArchiveEntry]:
    """All known declarations, by number, those without a number last. Raises `ArchiveError`."""
    yield from _entries()


def coverage(language: str) -> str:
    """The line that stands on every page made from the archive. Raises `ArchiveError`."""
    return str(_archive_head()["coverage"][language])


def examples() -> Path:
    """The folder of examples, of the installed package or of a checkout. Raises `ArchiveError`."""
    package = Path(undersigned.__file__).parent
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / "pace-archive" / "archive.toml").is_file():
            return folder
    raise ArchiveError("the folder of examples is not where the package or the checkout has it")


@cache
def _entries() -> tuple[ArchiveEntry, ...]:
    head = _archive_head()
    records = _records(examples() / "pace-archive" / "declarations.jsonl")
    entries = {record["id"]: entry({**head, **record}) for record in records}
    founding = _toml(examples() / "doc-14983" / "declaration.toml")
    entries[str(founding["number"])] = entry({"id": str(founding["number"]), **founding})
    return tuple(
        sorted(
            entries.values(),
            key=lambda archive_entry: (
                archive_entry.number is None,
                archive_entry.number or 0,
                archive_entry.id,
            ),
        )
    )


@cache
def _archive_head() -> Record:
    return _toml(examples() / "pace-archive" / "archive.toml")


def _toml(file: Path) -> Record:
    try:
        return toml_of(file.read_bytes())
    except TomlError as wrong:
        raise ArchiveError(f"{file.name}, line {wrong.line}: {sentence(wrong.finding, 'en')}") from wrong
    except OSError as wrong:
        raise ArchiveError(f"{file.name}: {wrong.strerror}") from wrong


def _records(file: Path) -> tuple[Record, ...]:
    try:
        return tuple(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as wrong:
        raise ArchiveError(f"{file.name}: {wrong}") from wrong


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
