"""The generated pages are what the code says today."""

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def generator():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["reference/commands.md", "reference/findings.md", "explanation/trust.md"])
def test_a_generated_page_is_up_to_date(name):
    """`make docs` leaves no difference."""
    assert (DOCS / name).read_text(encoding="utf-8") == generator().PAGES[name]()
