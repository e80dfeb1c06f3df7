"""Canonical JSON: one way to write a value, and every other way refused."""

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as some

from undersigned.verifying.canonical_json import read_canonical
from undersigned.verifying.faults import BundleError

VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**53) + 1, 2**53 - 1)
    | some.text(some.characters(codec="utf-8")),
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.dictionaries(some.text(some.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=30)
def test_what_another_library_writes_is_read_back(value):
    """Names sorted as RFC 8785 sorts them, beyond the letters of the first plane too."""
    assert read_canonical(rfc8785.dumps(value), "file.json") == value


@pytest.mark.parametrize(
    "written",
    [
        *(
            b'{"a":1,"a":1}',
            b'{"b":1,"a":2}',
            b'{"a": 1}',
            b' {"a":1}',
            b'{"a":1}\n',
            b"[1,]",
            b"",
            b"nothing",
        ),
        *(
            b"[1.0]",
            b"[1e3]",
            b"[-0]",
            b"[01]",
            b"[NaN]",
            b"[Infinity]",
            b"[9007199254740992]",
            b"[" + b"9" * 5000 + b"]",
        ),
        *(
            b'"\\u0041"',
            b'"\\/"',
            b'"\xff"',
            b'"\xed\xa0\x80"',
            b'"\\ud800"',
            b"[" * 100_000,
            b'{"a":' * 100_000,
        ),
    ],
    ids=lambda written: str(written[:16]),
)
def test_every_other_way_to_write_is_refused(written):
    """Doubled members, fractions, spaces, escapes that need not be, depth without end."""
    with pytest.raises(BundleError):
        read_canonical(written, "file.json")
