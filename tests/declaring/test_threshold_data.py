"""A threshold tree as data: every kind of test, as a stranger's program will find it."""

from fractions import Fraction

import pytest
import rfc8785

from undersigned.declaring.rulebooks.rulebook import instruments, rulebooks
from undersigned.declaring.rulebooks.threshold import Branch, Count, PerGroup, Share, Stage, Table, Word
from undersigned.declaring.rulebooks.threshold_data import stage_data, threshold_data
from undersigned.values.sourced import Sourced, Status

UNKNOWN = Sourced(value=None, status=Status.UNKNOWN)


def known(value):
    """A value on the ground of any rule that has one."""
    rule = rulebooks("concord", "written-declaration")[0].rule("text.max_words")
    return Sourced(value=value, status=rule.status, cites=rule.cites)


@pytest.mark.parametrize(
    ("test", "data"),
    [
        (Count(name="signatories", at_least=known(20)), {"count": "signatories", "at_least": 20}),
        (Count(name="groups", at_least=known(2), distinct=True), {"distinct": "groups", "at_least": 2}),
        (Count(name="signatories", at_least=UNKNOWN), {"count": "signatories", "at_least": None}),
        (
            Share(name="signatories", part=known(Fraction(1, 2)), of="members", floor=3),
            {"share": "signatories", "of": "members", "part": "1/2", "rounding": "up", "floor": 3},
        ),
        (
            Share(name="signatories", part=UNKNOWN, of="members"),
            {"share": "signatories", "of": "members", "part": None, "rounding": "up", "floor": 0},
        ),
        (
            Word(name="committee", kind="body", suffices=known(value=True)),
            {"body": "committee", "suffices": True},
        ),
        (
            PerGroup(name="countries", groups=known(7), reach={"XA": 5}),
            {"per_group": "countries", "groups": 7, "reach": {"XA": 5}},
        ),
        (
            PerGroup(name="countries", groups=known(7), reach=5),
            {"per_group": "countries", "groups": 7, "reach": 5},
        ),
        (
            Table(name="signatories", by="kind", numbers=known({"law": 3})),
            {"table": "signatories", "by": "kind", "numbers": {"law": 3}},
        ),
        (
            Table(name="signatories", by="kind", numbers=UNKNOWN),
            {"table": "signatories", "by": "kind", "numbers": None},
        ),
    ],
    ids=lambda one: type(one).__name__,
)
def test_a_test_is_written_with_its_own_keys(test, data):
    """Alone, within a branch, and as a stage."""
    branch = Branch(kind="any", tests=(Branch(kind="all", tests=(test,)),))

    assert threshold_data(test) == data
    assert stage_data(Stage(code="tabling", test=branch)) == {
        "code": "tabling",
        "test": {"any": [{"all": [data]}]},
    }


@pytest.mark.parametrize(("assembly", "instrument"), instruments())
def test_every_rulebook_is_canonical_json(assembly, instrument):
    """With its stages, and so with a digest that binds them."""
    books = rulebooks(assembly, instrument)
    assert books
    for book in books:
        data = book.as_data()

        assert rfc8785.dumps(data)
        assert [stage["code"] for stage in data["stages"]] == [stage.code for stage in book.stages]
