"""Removes a row of a source from a folder of claims: its key is destroyed, tombstones take its place."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from undersigned.cli.files.claims_folder import claims_files, id_of, kept_lines, written
from undersigned.cli.files.key_ring import FolderRing
from undersigned.evidence.claims import Subject
from undersigned.evidence.sources import SourceId
from undersigned.evidence.withholding import handle_of


def destroy_row(folder: Path, ring: FolderRing, *, source: SourceId, key: str, on: date, reason: str) -> int:
    """Destroy what a row says in every file of claims of a folder; return how many claims were destroyed."""
    person = Subject(source=source, kind="person", key=key)
    handle = handle_of(person, key=ring.made_register_key())
    number = 0
    every = [(file, [*kept_lines(file)]) for file in claims_files(folder)]  # a faulty one changes none
    for file, kept in every:
        gone = [said.get("handle") == handle or _is_of(said, person) for said in kept]
        lines = (
            _tombstone(said, on, reason) if is_gone else said
            for said, is_gone in zip(kept, gone, strict=True)
        )
        text = "".join(json.dumps(said, ensure_ascii=False) + "\n" for said in lines)
        if any(gone):
            written(file, text.encode())
        number += sum(gone)
    if number or ring.key(handle):  # a key may be left of a destruction that was interrupted
        ring.destroy(handle)
    return number


def _tombstone(said: dict[str, Any], on: date, reason: str) -> dict[str, Any]:
    return {"tombstone": id_of(said), "destroyed_on": on.isoformat(), "reason": reason}


def _is_of(said: dict[str, Any], person: Subject) -> bool:
    """Whether a claim belongs to the row, or points at its person."""
    value = said.get("value")
    pointed = isinstance(value, dict) and (value.get("source"), value.get("key")) == (
        person.source,
        person.key,
    )
    return (said.get("source"), said.get("key")) == (person.source, person.key) or pointed
