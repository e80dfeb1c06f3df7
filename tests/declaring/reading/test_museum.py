"""One file for each way of being wrong, and what it is answered with."""

import tomllib
from pathlib import Path

import pytest

from undersigned.declaring.reading.reader import read

MUSEUM = Path(__file__).parents[2] / "vectors" / "refused" / "reading"
EXPECTED = tomllib.loads((MUSEUM / "expected.toml").read_text(encoding="utf-8"))


def test_no_file_of_the_museum_is_forgotten() -> None:
    """Each has its answer."""
    assert {file.name for file in MUSEUM.iterdir()} == {*EXPECTED, "expected.toml"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_wrong_file_is_answered_where_it_is_wrong(name) -> None:
    """By code, outcome and line (0: the file as a whole), and by nothing else."""
    reading = read((MUSEUM / name).read_bytes(), file=name)
    found = [
        [one.code, one.outcome.value, (one.place and one.place.line) or 0]
        for one in reading.findings
        if not one.ok
    ]
    assert found == EXPECTED[name]["findings"]
    assert len(reading.declarations) == EXPECTED[name]["declarations"]
