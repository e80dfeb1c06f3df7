"""The page of the protocol: every rule of the code is on it, and what it states is what the code does."""

import re
from pathlib import Path

import pytest

import undersigned.log
from undersigned.cli.witness_site import LONGEST_REQUEST
from undersigned.log import keys, notes
from undersigned.log.faults import LogError

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "protocol" / "v1" / "log.md").read_text(encoding="utf-8")
TABLE = re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE.partition("## 11.")[2], re.MULTILINE)
SOURCES = [
    *Path(undersigned.log.__file__).parent.glob("*.py"),
    *(ROOT / "src" / "undersigned" / "cli" / name for name in ("commands/log.py", "witness_site.py")),
]
RULE = re.compile(
    r'"((?:note|key|checkpoint|cosignature|witness|policy|receipt|log|tile|bundle|entry|inclusion|consistency|hash)'
    r'-[a-z0-9-]+)"'
)


def test_every_rule_is_in_the_table_and_no_other():
    """A verifier that turns rules into codes finds them all on one page."""
    in_code = {rule for source in SOURCES for rule in RULE.findall(source.read_text(encoding="utf-8"))}

    assert sorted(in_code) == TABLE


def test_every_rule_of_a_section_is_in_the_table():
    """No rule is named in the text that the table does not have."""
    named = {rule for rule in re.findall(r"`([a-z0-9-]+)`", PAGE) if RULE.fullmatch(f'"{rule}"')}

    assert named == set(TABLE)


def test_the_limits_are_those_of_the_code():
    """A note's greatest length follows from text and lines."""
    limit = notes.LONGEST_TEXT + 1 + notes.MOST_LINES * (notes.LONGEST_LINE + 1)

    assert f"{limit:,} bytes" in PAGE
    assert f"{notes.LONGEST_TEXT:,} bytes" in PAGE
    assert f"{LONGEST_REQUEST:,} bytes" in PAGE


def test_the_points_of_order_8_are_those_of_the_code():
    """Byte for byte."""
    block = re.search(r"```points-of-order-8\n(.*?)```", PAGE, re.DOTALL)

    assert tuple(block[1].split()) == keys._OF_ORDER_8


def test_the_characters_that_no_name_has_are_those_of_the_code():
    """Each character of the list is refused, and its neighbours are not."""
    block = re.search(r"```not-in-names\n(.*?)```", PAGE, re.DOTALL)
    refused = set()
    for piece in block[1].strip().split(", "):
        ends = [int(end.removeprefix("U+"), 16) for end in piece.split(" to ")]
        refused.update(range(ends[0], ends[-1] + 1))

    found = set()
    for number in range(0x10000):
        try:
            keys.refuse_name(f"a{chr(number)}")
        except LogError:
            found.add(number)

    assert found == refused


@pytest.mark.parametrize("name", ["a", "é", "member-7", "log.example/a_b~c", "n" * 255])
def test_usual_names_are_names(name):
    """Addresses, ids, letters of any script."""
    keys.refuse_name(name)
