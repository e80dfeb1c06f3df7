"""Makes `declarations.jsonl` from a dataset of declarations as collected (one record a language version).

    python make.py collected.jsonl > declarations.jsonl

1. Language versions of one declaration become one line; the list is kept once, in the language of its copy.
2. Facts only: numbers, days, titles, names on the list, totals with their basis, addresses. No sentence of a
   text, nobody who is named in one.
3. A record without a number keeps the identifier it was collected under.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Record = dict[str, Any]
STYLES = frozenset({"The Earl of"})


def archive(records: Iterable[Record]) -> list[Record]:
    """One entry a declaration, by number, those without a number last."""
    versions: dict[str, list[Record]] = {}
    for record in records:
        versions.setdefault(identifier(record), []).append(record)
    entries = [entry(key, records) for key, records in versions.items()]
    return sorted(entries, key=lambda one: (one.get("number") is None, one.get("number") or 0, one["id"]))


def identifier(record: Record) -> str:
    """The declaration's number, or what it was collected under."""
    if record["wd_number"] is not None:
        return str(record["wd_number"])
    return str(record["record_id"]).removeprefix("WD-").rsplit("-", 1)[0]


def entry(key: str, records: list[Record]) -> Record:
    """The facts of one declaration from its language versions, without those that are not known."""
    record = min(records, key=lambda version: version["language"])
    official = record["source_kind"] == "official"
    published = record.get("first_published") or {}
    facts = {
        "id": key,
        "number": record["wd_number"],
        "doc_number": record["doc_number"],
        "day": record["date"],
        "day_basis": record["date_kind"] if record["date"] else None,
        "year": None if record["date"] else record.get("year"),
        "edition": record["edition"],
        "tabled_on": record.get("tabled"),
        "first_published_on": published.get("date"),
        "first_signatories": published.get("signatories"),
        "titles": {version["language"]: version["title"] for version in records if version["title"]},
        "official": {version["language"]: version["url"] for version in records} if official else {},
        "reported_at": None if official else record["url"],
        "total": record["signatories_total"],
        "total_at_least": record.get("signatories_at_least"),
        "total_basis": record["total_basis"],
        "list": listed(record),
    }
    return {name: value for name, value in facts.items() if value not in (None, {})}


def listed(record: Record) -> Record | None:
    """The list as it was copied; none where no name was seen."""
    if not record["signatories"]:
        return None
    return {
        "language": record["language"],
        "form": record["list_form"],
        "complete": record["complete"],
        "printed_order": record["printed_order"],
        "names": [named(row) for row in record["signatories"]],
    }


def named(row: Record) -> Record:
    """One row; a style that is printed in brackets inside the name is kept apart from the honorific."""
    style = row["honorific"] if row["honorific"] in STYLES else None
    honorific = None if style else row["honorific"]
    parts = {
        "family": row["family"],
        "given": row["given"],
        "honorific": honorific,
        "style": style,
        "country": row["country"],
        "group": row["group"],
    }
    return {name: value for name, value in parts.items() if value is not None}


def main(source: Path) -> None:
    """Write the archive to standard output."""
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    for one in archive(records):
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
