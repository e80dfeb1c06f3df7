"""A declaration goes to JSON and back without loss, and garbage is refused by name."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.declaring.reading.invented import a_declaration, declarations

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.interchange import InterchangeError, from_data, to_data

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "declaration.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(list(Form)).flatmap(declarations))
def test_data_is_lossless_and_valid(declaration: Declaration) -> None:
    """Through JSON and back it is the same declaration; its data fit the schema."""
    data = json.loads(json.dumps(to_data(declaration)))
    VALIDATOR.validate(data)
    assert from_data(data) == declaration


def test_the_keys_stand_in_the_order_of_the_schema() -> None:
    """So that two files can be compared line by line."""
    assert list(to_data(a_declaration())) == list(VALIDATOR.schema["properties"])


GARBAGE = {
    "declaration is no object": lambda data: [data],
    "declaration.number is no int": lambda data: data | {"number": "12"},
    "declaration.form is none of printed, site-older, site-newer, draft": lambda data: data | {"form": "x"},
    "declaration.title is missing": lambda data: {k: v for k, v in data.items() if k != "title"},
    "declaration.extra is unknown": lambda data: data | {"extra": 1},
    "declaration.clauses is no list": lambda data: data | {"clauses": None},
    "clauses[0] is no object": lambda data: data | {"clauses": ["words"]},
    "signatories[0].order is no int": lambda data: (
        data | {"signatories": [data["signatories"][0] | {"order": True}]}
    ),
    "declaration.has_list is no bool": lambda data: data | {"has_list": 1},
    "dated.first is no day": lambda data: data | {"dated": data["dated"] | {"first": "2026-02-31"}},
    "dated.precision is none of day, month, year": lambda data: (
        data | {"dated": data["dated"] | {"precision": "x"}}
    ),
    "declaration.lines is no table of line numbers": lambda data: data | {"lines": {"title": "3"}},
}


@pytest.mark.parametrize("fault", GARBAGE)
def test_garbage_is_refused_by_its_field(fault) -> None:
    """No other error leaves the module."""
    with pytest.raises(InterchangeError, match=f"^{fault.replace('[', '.').replace(']', '.')}$"):
        from_data(GARBAGE[fault](to_data(a_declaration())))
