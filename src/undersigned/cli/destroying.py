"""A row of a source taken out of a folder of claims: its key shredded, tombstones in their place."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from undersigned.cli.claims_folder import written
from undersigned.cli.key_ring import FolderRing
from undersigned.evidence.claims import Subject
from undersigned.evidence.sources import SourceId
from undersigned.evidence.withholding import handle_of


def destroy_row(folder: Path, ring: FolderRing, *, source: SourceId, key: str, on: date, reason: str) -> int:
    """Destroy what a row says, in every file of claims of a folder; how many claims were destroyed."""
    person = Subject(source=source, kind="person", key=key)
    handle = handle_of(person, key=ring.register_key())
    number = 0
    for file in sorted(folder.glob("claims.*.jsonl")):
        lines = []
        for line in file.read_text(encoding="utf-8").splitlines():
            said = json.loads(line)
            if said.get("handle") == handle or _is_of(said, person):
                id_ = said.get("withheld") or said["id"]
                lines.append(json.dumps({"tombstone": id_, "destroyed_on": on.isoformat(), "reason": reason}))
                number += 1
            else:
                lines.append(line)
        written(file, "".join(f"{line}\n" for line in lines).encode())
    ring.destroy(handle)
    return number


def _is_of(said: dict[str, Any], person: Subject) -> bool:
    """Whether a claim is of the row, or points at its person."""
    value = said.get("value")
    pointed = isinstance(value, dict) and (value.get("source"), value.get("key")) == (
        person.source,
        person.key,
    )
    return (said.get("source"), said.get("key")) == (person.source, person.key) or pointed
