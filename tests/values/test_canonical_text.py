"""Canonical text v1 and list v1: the vectors, the page that defines them, and what must always hold."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.values.digest import (
    canonical_list,
    canonical_paragraph,
    canonical_text,
    list_digest,
    text_digest,
)

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests/vectors/canonical"
PAGE = ROOT / "docs/protocol/v1/canonical-text.md"
TEXTS = json.loads((VECTORS / "texts.json").read_text(encoding="utf-8"))
LISTS = json.loads((VECTORS / "lists.json").read_text(encoding="utf-8"))

words = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize("vector", TEXTS, ids=lambda vector: vector["name"])
def test_a_text_is_as_the_vector_says(vector):
    """Each rule of the page has a text that would come out otherwise without it."""
    canonical = canonical_text(vector["paragraphs"])

    assert canonical == vector["canonical"]
    assert text_digest(canonical) == vector["sha256"]


@pytest.mark.parametrize("vector", LISTS, ids=lambda vector: vector["name"])
def test_a_list_is_as_the_vector_says(vector):
    """Each rule of the page has a list that would come out otherwise without it."""
    canonical = canonical_list(tuple(row) for row in vector["rows"])

    assert canonical == vector["canonical"]
    assert list_digest(canonical) == vector["sha256"]


def test_the_page_spells_out_the_white_space_of_the_code():
    """A stranger who follows the page splits where the code splits, at 25 characters and no other."""
    spelt = re.search(r"```white-space\n(.+?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1]
    on_the_page = set()
    for item in re.findall(r"U\+([0-9A-F]{4})(?: to U\+([0-9A-F]{4}))?", spelt):
        first, last = item[0], item[1] or item[0]
        on_the_page |= set(range(int(first, 16), int(last, 16) + 1))
    in_the_code = {point for point in range(0x10000) if canonical_paragraph(f"a{chr(point)}b") == "a b"}

    assert on_the_page == in_the_code
    assert len(in_the_code) == 25


def test_the_example_of_the_page_has_the_digests_it_prints():
    """The worked example can be typed in and gives the digests that stand beside it."""
    page = PAGE.read_text(encoding="utf-8")
    text = re.search(r"```text\n(.+?)\n```", page, re.DOTALL)[1] + "\n"
    names = re.search(r"```list\n(.+?)\n```", page, re.DOTALL)[1].replace("→", "\t") + "\n"

    assert text_digest(text.replace("·", "\u00a0")) in page
    assert list_digest(names) in page


@given(st.lists(words))
def test_what_is_canonical_stays_as_it_is(paragraphs):
    """Reading a canonical text again, paragraph by paragraph, changes nothing."""
    once = canonical_text(paragraphs)

    assert canonical_text(once.split("\n\n")) == once


@given(words)
def test_a_paragraph_is_one_line_in_nfc(text):
    """No paragraph holds white space other than single spaces and U+00A0 between digits."""
    canonical = canonical_paragraph(text)

    assert canonical_paragraph(canonical) == canonical
    assert unicodedata.is_normalized("NFC", canonical)
    assert not re.search(r"[\t\n\r\f\v\x85\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]", canonical)
    assert not re.search("  |^ | $", canonical)
    assert not re.search("(?<![0-9])\u00a0|\u00a0(?![0-9])", canonical)


@given(words, st.sampled_from(["\t", "\u2009", "\r\n", "\u00a0 ", "\u3000"]))
def test_the_kind_of_white_space_does_not_matter(text, space):
    """The same words set with another space have the same digest."""
    assert canonical_paragraph(text.replace(" ", space)) == canonical_paragraph(text)


@given(st.lists(st.tuples(words, st.none() | words, st.none() | words, st.none() | words), max_size=5))
def test_a_list_has_a_line_for_each_name_and_one_for_the_total(rows):
    """No name, however odd, can add a line or a part, so no list can look like another."""
    *lines, total, last = canonical_list(rows).split("\n")

    assert last == ""
    assert total == f"Total = {len(rows)}"
    assert len(lines) == len(rows)
    assert all(line.count("\t") == 3 for line in lines)
