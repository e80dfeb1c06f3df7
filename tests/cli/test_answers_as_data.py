"""What `--json` answers is what the schemas in the reference say."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from undersigned.cli.app import undersigned

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
EXAMPLE = ROOT / "examples" / "harbour-square"
REFUSED = ROOT / "tests" / "vectors" / "refused" / "reading"
FILES = [*sorted(EXAMPLE.glob("*.txt")), *sorted(EXAMPLE.glob("*.docx")), *sorted(REFUSED.glob("*.txt"))[:6]]


def validator(name):
    declaration, schema = (
        json.loads((REFERENCE / f"{one}.schema.json").read_text()) for one in ("declaration", name)
    )
    registry = Registry().with_resource(declaration["$id"], Resource.from_contents(declaration))
    return Draft202012Validator(schema, registry=registry)


@pytest.mark.parametrize(("command", "name"), [("read", "reading"), ("check", "check")])
def test_every_answer_is_of_the_documented_shape(command, name):
    """Texts of every form, drafts, and files that are refused."""
    answer = CliRunner().invoke(undersigned, [command, *map(str, FILES), "--json"])
    lines = answer.output.splitlines()

    assert len(lines) == len(FILES)
    for line in lines:
        validator(name).validate(json.loads(line))


@pytest.mark.parametrize("name", ["reading", "check"])
def test_another_shape_is_not_valid(name):
    """A schema that allowed anything would say nothing."""
    assert not validator(name).is_valid({"schema": "undersigned.other/1"})
