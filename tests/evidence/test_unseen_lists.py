"""Lists made without a look at the reader, each with what was expected of it before it was read
(`tests/vectors/lists/README.md`): every row is taken with those values, or refused with those questions."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from tests.evidence.messy.reading import Register, taken_into

from undersigned.evidence.claims import Standing, value_as_data
from undersigned.evidence.intake.grid import GridError
from undersigned.evidence.intake.mapping import read_mapping
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.reading import OpenList, open_list
from undersigned.evidence.intake.text_files import quoting
from undersigned.values.findings import Finding

LISTS = Path(__file__).parents[1] / "vectors" / "lists"
FOLDERS = sorted(path for path in LISTS.iterdir() if path.is_dir())
TODAY = date(2026, 10, 10)


def expected(folder):
    return json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def list_in(folder):
    return next(folder.glob("list.*")).read_bytes(), (folder / "mapping.toml").read_text(encoding="utf-8")


def read(folder):
    """What becomes of a list: why it is refused as a whole, or each row by its number."""
    content, text = list_in(folder)
    mapping = read_mapping(text)
    grid = open_grid(
        BytesIO(content), sheet=mapping.sheet, encoding=mapping.encoding, separator=mapping.separator
    )
    found = (grid,) if isinstance(grid, Finding) else open_list(grid, mapping, on=TODAY)
    if not isinstance(found, OpenList):
        return {"whole": _question(found[0])}
    try:
        rows = {str(row.number): _became(row) for row in found.rows if row.claims or row.findings}
    except GridError as fault:
        return {"whole": _question(quoting(fault))}
    return {"rows": rows}


def _became(row):
    if row.findings:
        return {"refused": sorted(f"{one.particulars['column']}: {_question(one)}" for one in row.findings)}
    said = {}
    for claim in row.claims:
        path = f"{claim.subject.kind}.{claim.property}"
        if claim.property != "person":
            said.setdefault(path, []).append(_plain(claim))
    return {path: values if path == "person.name" else sorted(set(values)) for path, values in said.items()}


def _plain(claim):
    if claim.standing is Standing.NOT_FOUND:
        return "not known"
    value = value_as_data(claim.value)
    return str(value["date"]) if isinstance(value, dict) else str(value)


def _question(finding):
    return finding.code.removeprefix("evidence.").removeprefix("row.")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_list_that_its_reader_never_saw(folder):
    """Row by row, as it was expected, or as a person found better when they looked (`corrected`)."""
    wanted = expected(folder)

    assert read(folder) == {what: wanted[what] for what in ("whole", "rows") if what in wanted}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_such_a_list_twice_changes_nothing(folder):
    """The same rows are refused again, and nothing is new."""
    register, (content, mapping) = Register(), list_in(folder)
    first = taken_into(register, content, mapping)
    before = dict(register.claims)
    again = taken_into(register, content, mapping)

    assert register.claims == before
    assert (again.refused, again.whole) == (first.refused, first.whole)
    assert first.whole or not again.tally.taken
