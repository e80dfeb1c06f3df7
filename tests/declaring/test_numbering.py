"""Two series of numbers that grow together."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.declaring.archive.archive import archive
from undersigned.declaring.archive.numbering import (
    NumberingError,
    Numbers,
    next_numbers,
    series_finding,
)


def out_of_step(series):
    """Neighbours by declaration number of which the second has no higher number in both series."""
    return tuple(
        (before, after)
        for before, after in pairwise(sorted(set(series)))
        if before.declaration == after.declaration or before.document >= after.document
    )


KNOWN = (Numbers(declaration=10, document=100), Numbers(declaration=20, document=150))


@pytest.mark.parametrize(
    ("number", "document", "outcome"),
    [
        (10, 100, "undetermined"),  # right, and nothing lies below it
        (15, 120, "passed"),
        (15, 100, "failed"),
        (15, 150, "failed"),
        (15, 99, "failed"),
        (10, 101, "failed"),
        (21, 151, "undetermined"),
        (21, 149, "failed"),
        (9, 99, "undetermined"),
        (9, 101, "failed"),
    ],
)
def test_a_pair_fits_between_its_neighbours_or_does_not(number, document, outcome):
    """Beyond the known ones only what contradicts them is wrong."""
    found = series_finding(Numbers(declaration=number, document=document), KNOWN)

    assert found.outcome == outcome


def test_the_archive_grows_in_both_series():
    """Every declaration with both numbers agrees; dates, which do not grow, are not asked."""
    pairs = [
        Numbers(declaration=one.number, document=one.doc_number)
        for one in archive()
        if one.number and one.doc_number
    ]

    assert len(pairs) == 35
    assert out_of_step(pairs) == ()
    assert out_of_step([*pairs, Numbers(declaration=694, document=14999)])


def test_the_next_number_leaves_room_for_other_documents():
    """The second series counts all documents of the assembly."""
    last = Numbers(declaration=12, document=2041)

    assert next_numbers(last, 2050) == Numbers(declaration=13, document=2051)
    with pytest.raises(NumberingError, match="2041"):
        next_numbers(last, 2040)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_numbers_given_one_after_another_have_no_gap_and_no_double(others):
    """However many other documents come in between, the first series counts on and both grow."""
    given_out = [Numbers(declaration=1, document=1)]
    for between in others:
        given_out.append(next_numbers(given_out[-1], given_out[-1].document + between))

    assert [one.declaration for one in given_out] == list(range(1, len(others) + 2))
    assert out_of_step(given_out) == ()
