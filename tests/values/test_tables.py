"""A table that people wrote: every wrong thing with its field."""

from datetime import UTC, date, datetime

import pytest

from undersigned.values.refusal import (
    FITTING,
    GIVEN,
    KIND,
    KNOWN,
    NAMED,
    OPENED,
    TERM,
    TWICE,
    RefusedError,
    refusal,
    unopened,
)
from undersigned.values.tables import Table, TableError, no_two_alike

TABLE = Table({"a": 1, "b": "x", "c": {"d": ["y"]}, "e": [{"f": date(2026, 1, 1)}], "g": "2026-01-01"})


def refused(ask):
    with pytest.raises(TableError) as fault:
        ask()
    finding = fault.value.finding
    return finding.code, finding.place.field


def test_what_is_right_is_read():
    """By its kind, and where it is left out by what stands for nothing."""
    assert (TABLE.whole("a"), TABLE.text("b"), TABLE.day("g")) == (1, "x", date(2026, 1, 1))
    assert TABLE.table("c").texts("d") == ("y",)
    assert TABLE.tables("e")[0].day("f") == date(2026, 1, 1)
    assert (TABLE.text_or_none("z"), TABLE.texts("z"), TABLE.tables("z"), TABLE.yes("z")) == (
        None,
        (),
        (),
        False,
    )


@pytest.mark.parametrize(
    ("ask", "code", "field"),
    [
        (lambda: TABLE.only(("a", "b")), KNOWN, None),
        (lambda: TABLE.table("c").only(("x",)), KNOWN, "c"),
        (lambda: TABLE.need("a", "z"), GIVEN, None),
        (lambda: TABLE.text("a"), KIND, "a"),
        (lambda: TABLE.whole("b"), KIND, "b"),
        (lambda: Table({"a": True}).whole("a"), KIND, "a"),
        (lambda: Table({"a": 1}).yes("a"), KIND, "a"),
        (lambda: Table({"a": 20260101}).day("a"), KIND, "a"),
        (lambda: Table({"a": "2026-02-30"}).day("a"), KIND, "a"),
        (lambda: Table({"a": datetime(2026, 1, 1, tzinfo=UTC)}).day("a"), KIND, "a"),
        (lambda: Table({"a": 2026}).source_date("a"), KIND, "a"),
        (lambda: TABLE.table("b"), KIND, "b"),
        (lambda: TABLE.tables("c"), KIND, "c"),
        (lambda: Table({"a": ["x", 1]}).texts("a"), KIND, "a"),
        (lambda: Table({"a": [1]}).tables("a"), KIND, "a"),
        (lambda: TABLE.tables("e")[0].text("f"), KIND, "e[0].f"),
        (lambda: TABLE.term("b", ("y", "z")), TERM, "b"),
        (lambda: TABLE.id_of("b", ("y",), "sources"), NAMED, "b"),
        (lambda: no_two_alike(("x", "y", "x"), "e"), TWICE, "e"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(ask, code, field):
    """The code asks the question; the field is the path from the top of the file."""
    assert refused(ask) == (code, field)


def test_a_refusal_learns_its_place_on_the_way():
    """The field above it and the file; a file that is named already stays."""
    fault = (
        RefusedError(refusal(FITTING, "question", why="itself")).under("figures[2]").at("a.toml").at("b.toml")
    )

    assert str(fault.finding.place) == "a.toml figures[2].question"
    assert str(fault).startswith("a.toml figures[2].question: values.field.fitting")


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (FileNotFoundError(2, "…"), "missing"),
        (PermissionError(13, "…"), "not-allowed"),
        (OSError(28, "…"), "full"),
        (OSError(30, "…"), "read-only"),
        (IsADirectoryError(21, "…"), "is-a-folder"),
        (OSError(5, "…"), "device"),
        (OSError(), "device"),
    ],
)
def test_the_systems_word_is_ours(fault, why):
    """In the reader's language, whatever the system's is."""
    finding = unopened(fault, "x.toml").finding

    assert (finding.code, finding.particulars) == (OPENED, {"name": "x.toml", "why": why})
