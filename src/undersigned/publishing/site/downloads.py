"""Writes the data of a site as files: CSV (RFC 4180), JSON Lines and SQLite, with digests and a description.

* Each file holds the tables of `tables` in the order of their keys.
* `datapackage.json` follows the Frictionless Data Package; its words are the English ones of the columns.
* Beside each file stands how many rows it should hold, so that a copy that broke off is seen.
* No cell of a CSV is run by a spreadsheet (`publishing/tables.py`, rule 3).
* `SHA256SUMS` is what `sha256sum -c` reads.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from undersigned.publishing.site.records import Records
from undersigned.publishing.site.tables import TABLES, Table
from undersigned.publishing.tables import guarded
from undersigned.wording.words import term

FOLDER = "data"
SQLITE = "declarations.sqlite"
SUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"
EVIDENCE = "evidence-"
_KINDS = {"TEXT": "string", "INTEGER": "integer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of data: where it lies in the folder of the data, its rows if it has any, its size and
    digest.
    """

    name: str
    rows: int | None
    size: int
    digest: str

    @property
    def evidence(self) -> bool:
        """Whether it is the public evidence of a day."""
        return self.name.startswith(EVIDENCE)


def write_downloads(records: Records, site: Path, title: str) -> tuple[Download, ...]:
    """Write all tables in all formats beside the SQLite file; return what was written, by name."""
    folder = site / FOLDER
    counted = {table.name: sum(1 for _ in records.rows(table)) for table in TABLES}
    for table in TABLES:
        _write_csv(records, table, folder / f"{table.name}.csv")
        _write_json_lines(records, table, folder / f"{table.name}.jsonl")
    package = json.dumps(_package(title, counted), ensure_ascii=False, indent=2)
    (folder / PACKAGE).write_text(package + "\n", encoding="utf-8")
    downloads = tuple(_download(file, counted) for file in sorted(folder.iterdir()))
    sums = "".join(f"{download.digest}  {download.name}\n" for download in downloads)
    (folder / SUMS).write_text(sums, encoding="utf-8")
    return downloads


def _write_csv(records: Records, table: Table, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(table.names)
        for row in records.rows(table):
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])


def _write_json_lines(records: Records, table: Table, file: Path) -> None:
    with file.open("w", encoding="utf-8", newline="\n") as lines:
        for row in records.rows(table):
            known = {name: value for name, value in zip(table.names, row, strict=True) if value is not None}
            lines.write(json.dumps(known, ensure_ascii=False, separators=(",", ":")) + "\n")


def _download(file: Path, counted: Mapping[str, int]) -> Download:
    with file.open("rb") as content:
        digest = file_digest(content, "sha256").hexdigest()
    rows = counted.get(file.stem) if file.suffix in (".csv", ".jsonl") else None
    if file.name == SQLITE:
        rows = sum(counted.values())
    if file.name.startswith(EVIDENCE):
        held = json.loads(file.read_bytes())
        rows = len(held["rows"]) + len(held["stated"])
    return Download(name=file.name, rows=rows, size=file.stat().st_size, digest=digest)


def _package(title: str, counted: Mapping[str, int]) -> dict[str, Any]:
    return {
        "name": "declarations",
        "title": title,
        "profile": "tabular-data-package",
        "resources": [{**_resource(table), "rows": counted[table.name]} for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    keys = {"primaryKey": list(table.key)}
    if table is not TABLES[0]:
        reference = {"resource": TABLES[0].name, "fields": "id"}
        keys["foreignKeys"] = [{"fields": "id", "reference": reference}]  # type: ignore[list-item]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "description": term(f"site.table.{table.name}", "en"),
        "schema": {"fields": list(_fields(table)), **keys},
    }


def _fields(table: Table) -> Iterator[dict[str, str]]:
    for name, kind in table.columns:
        meaning = term(f"site.column.{table.name}.{name}", "en")
        yield {"name": name, "type": _KINDS[kind], "description": meaning}
