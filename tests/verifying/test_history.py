"""The log's entries in a bundle: from any first entry on, with the roots before them."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as some

from undersigned.log.encoding import base64_of
from undersigned.log.merkle import leaf_hash, root_of, whole_roots
from undersigned.publishing.bundle import LogPart, log_part
from undersigned.values.stored_zip import stored_zip
from undersigned.verifying.archive import open_archive
from undersigned.verifying.faults import BundleError
from undersigned.verifying.history import Commitment, read_history

ENTRIES = tuple(b"entry %d" % number for number in range(40))


def history_of(part: LogPart):
    files = {"log/entries": part.framed, "log/range.txt": part.range}
    return read_history(open_archive(io.BytesIO(stored_zip(files))))


def part_from(first: int, entries=ENTRIES) -> LogPart:
    return log_part(b"", entries[first:], b"".join(map(leaf_hash, entries[:first])))


@given(some.integers(0, 39), some.integers(1, 40))
def test_a_part_of_the_log_gives_the_roots_of_the_whole(first, size):
    """For every size that lies within it and for the empty tree, and for no other."""
    entries = ENTRIES[: max(size, first)]

    history = history_of(part_from(first, entries))
    roots = history.roots(range(50))

    assert roots == {
        n: root_of([leaf_hash(one) for one in entries[:n]]) for n in {0, *range(first, len(entries) + 1)}
    }
    assert (history.first, history.size) == (first, len(entries))


def test_an_entry_is_found_by_its_index():
    """Those before the first are not there to be looked at."""
    history = history_of(part_from(11))

    assert [history.entry(index) for index in range(11, 40)] == list(ENTRIES[11:])
    assert not history.holds(10)
    assert history.commitment(10) is None
    assert not history.holds(40)


def test_a_commitment_is_known_by_its_form_and_kept_out_of_mind():
    """All other entries are listed, for reading."""
    hidden = b"undersigned/v1 commitment\nthread " + b"a" * 64 + b"\ndigest sha256:" + b"b" * 64 + b"\n"
    history = history_of(log_part(b"", [b"one", hidden, hidden[:-1]]))

    assert history.in_clear == (0, 2)
    assert dict(history.commitments()) == {1: Commitment(thread="a" * 64, digest="b" * 64)}


@pytest.mark.parametrize("length", [1, 2, 32_767, 32_768])
def test_entries_of_every_length_are_read(length):
    """Also where they lie across the pieces in which a file is read."""
    entries = tuple(bytes([number]) * length for number in range(1, 100))

    history = history_of(log_part(b"", entries))

    assert [history.entry(index) for index in range(99)] == list(entries)


@pytest.mark.parametrize(
    "framed",
    [b"\0", b"\0\0", b"\0\2a", b"\0\1a\0", b"\x80\1" + bytes(32_769)],
    ids=lambda framed: str(framed[:4]),
)
def test_what_cannot_be_entries_is_refused(framed):
    """Empty, too long, cut off."""
    files = {"log/entries": framed, "log/range.txt": b"first 0\n"}

    with pytest.raises(BundleError):
        read_history(open_archive(io.BytesIO(stored_zip(files))))


ROOT = base64_of(bytes(32)).encode()


@pytest.mark.parametrize(
    "written",
    [
        *(
            b"",
            b"first 0",
            b"first 00\n",
            b"first -1\n",
            b"first 1\n",
            b"0\n",
            b"first 0\nleft " + ROOT + b"\n",
        ),
        *(
            b"first 1\nleft " + ROOT,
            b"first 1\nright " + ROOT + b"\n",
            b"first 1\nleft AAAA\n",
            b"first 3\nleft " + ROOT + b"\n",
        ),
        *(
            b"first 1\r\nleft " + ROOT + b"\r\n",
            b"first 1\nleft " + ROOT + b"\n\n",
            b"first 1\n" + b"left " * 2000,
        ),
    ],
)
def test_a_range_has_one_form(written):
    """A number, and as many roots as it has bits."""
    files = {"log/entries": b"", "log/range.txt": written}

    with pytest.raises(BundleError) as refused:
        read_history(open_archive(io.BytesIO(stored_zip(files))))
    assert refused.value.rule == "range"


def test_the_roots_before_the_first_entry_are_those_of_whole_subtrees():
    """Thirteen entries before: eight, four and one."""
    leaves = b"".join(map(leaf_hash, ENTRIES[:13]))

    assert history_of(part_from(13)).before.roots == whole_roots(leaves)
