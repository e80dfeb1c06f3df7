"""Numbers: two series, neither a gap nor a double, however many clerks press at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.server.builders import AT, a_user
from tests.server.publishing_cases import DAY, numbered, ready

from undersigned.server.actions.collecting.numbering import number_declaration, numbers_of
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import Act, Collection, Number


def number(collection, **said):
    return number_declaration(collection=collection, on=DAY, by=collection.opened_by, at=AT, **said)


def codes(refused):
    assert isinstance(refused, Refusal), refused
    return {one.code for one in refused.findings}


def test_numbers_follow_one_another_in_both_series():
    """1 and 1, then 2 and 2; the state moves on and each step is written down."""
    first, second = numbered(), numbered()

    assert numbers_of(first) == {"written-declaration": 1, "document": 1}
    assert numbers_of(second) == {"written-declaration": 2, "document": 2}
    assert (first.state, first.tabled_on) == ("numbered", DAY)
    kinds = list(Act.objects.filter(subject=first.pk).values_list("kind", flat=True))
    assert kinds == ["moved-table", "moved-find-in-order", "moved-number", "declaration-numbered"]


def test_a_series_begins_where_the_assembly_stands():
    """The first numbers may be said; document numbers may move on, those of the kind follow."""
    number(ready(), number=695, doc_number=14983)
    collection = ready()
    number(collection, doc_number=14990)

    assert numbers_of(collection) == {"written-declaration": 696, "document": 14990}


@pytest.mark.parametrize("said", [{"number": 1}, {"doc_number": 1}, {"number": 0}])
def test_a_number_already_used_is_refused(said):
    """And nothing is numbered."""
    numbered()
    collection = ready()

    assert codes(number(collection, **said)) == {"desk.publish.number-free"}
    assert not collection.numbers.exists()


def test_a_number_of_its_kind_that_leaves_a_gap_is_refused():
    """No. 3 after No. 1."""
    numbered()

    assert codes(number(ready(), number=3)) == {"desk.publish.number-next"}


def test_a_declaration_is_numbered_once():
    """The second time is an act that its state does not allow."""
    assert codes(number(numbered())) == {"declaring.lifecycle.act"}


def test_the_database_itself_refuses_a_double():
    """Whoever writes past the action meets the constraint, and nothing is taken back."""
    collection, other = numbered(), ready()
    given = collection.numbers.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(series=given.series, number=given.number, collection=other, at=AT, by=a_user())
    with pytest.raises(DatabaseError), transaction.atomic():
        collection.numbers.all().delete()


@pytest.mark.django_db(transaction=True)
def test_many_clerks_at_once_leave_neither_gap_nor_double():
    """Twelve threads, six declarations, each pressed twice: six numbers in each series, from 1 to 6."""
    collections = [ready() for _ in range(6)]
    together = Barrier(12)

    def press(collection: Collection):
        try:
            together.wait()
            return number(collection)
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as people:
        answers = list(people.map(press, [*collections, *collections]))

    assert sum(isinstance(answer, Refusal) for answer in answers) == 6
    for series in ("document", "written-declaration"):
        given = Number.objects.filter(series__series=series).values_list("number", flat=True)
        assert list(given) == [1, 2, 3, 4, 5, 6]


def test_a_document_number_far_from_the_last_is_asked_back_about():
    """Nothing is taken until somebody says that it is meant."""
    number(ready(), number=12, doc_number=2041)
    collection = ready()

    assert codes(number(collection, doc_number=99999)) == {"desk.publish.number-near"}
    assert not collection.numbers.exists()
    number(collection, doc_number=99999, sure=True)
    assert numbers_of(collection)["document"] == 99999
