"""The pages: links lead somewhere, and the fifteen minutes of reading exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    """A link to a file of the project names a file that is there."""
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and not target.startswith("mailto:")]

    assert not [target for target in local if not (page.parent / target).exists()]


def test_the_fifteen_minutes_of_reading_exist():
    """Every path that CONTRIBUTING asks a newcomer to read is there."""
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"^\| \d+–\d+ \| `([^`]+)`", contributing, re.MULTILINE)

    assert len(paths) >= 8
    assert not [path for path in paths if not (ROOT / path).exists()]
