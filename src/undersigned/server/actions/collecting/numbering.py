"""Gives a declaration its two numbers: one of its own kind, one among all documents of the assembly.

1. Only a text that may go out gets numbers (`readiness.py`), and it gets them once.
2. The next number follows the last one. The first of a series may be said, and so may a document number
   further on: other documents of the assembly took those in between. One that is given already is refused;
   one far from the last is asked back about, for a number is given for good.
3. The rows of the collection, of its own series and of the documents' are locked, in that order, while the
   numbers are taken: there is neither a gap nor a double, however many clerks press at once.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.server.actions.collecting.lifecycle import acts_until, make_moves
from undersigned.server.actions.collecting.readiness import readiness
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse, refused_by
from undersigned.server.records.models import Collection, Number, NumberSeries, User
from undersigned.values.findings import Finding

DOCUMENTS = "document"
NUMBER = "number"
FAR = "desk.publish.number-near"
_FAR = 200  # more documents than an assembly has between two declarations


@transaction.atomic
def number_declaration(
    *,
    collection: Collection,
    number: int | None = None,
    doc_number: int | None = None,
    sure: bool = False,
    on: date,
    by: User,
    at: datetime,
) -> tuple[Number, Number] | Refusal:
    """Give a declaration its two numbers; where none is given, the next ones.

    `sure` answers the question whether a document number far from the last one is meant.
    """
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    way = _acts_to_number(held)
    if isinstance(way, Refusal):
        return way
    own, documents = (_locked(held.assembly, series) for series in (held.instrument, DOCUMENTS))
    if refusal := (
        _cannot_follow(own, number, "number", gaps=False)
        or _cannot_follow(documents, doc_number, "doc_number", gaps=True)
        or (None if sure else _is_far(documents, doc_number))
    ):
        return refusal

    taken = (
        _take(own, number, held, by=by, at=at),
        _take(documents, doc_number, held, by=by, at=at),
    )
    make_moves(held, *way, by=by, at=at)
    held.tabled_on = held.tabled_on or on
    held.save(update_fields=["state", "tabled_on"])

    given = {"number": taken[0].number, "doc_number": taken[1].number}
    record("declaration-numbered", held, by=by, at=at, particulars=given)
    return taken


def next_numbers(assembly: str, instrument: str) -> tuple[int, int]:
    """The numbers that the next declaration would be given now: its own number and the document number."""
    latest = dict(
        NumberSeries.objects.filter(assembly=assembly, series__in=(instrument, DOCUMENTS)).values_list(
            "series", "latest"
        )
    )
    return latest.get(instrument, 0) + 1, latest.get(DOCUMENTS, 0) + 1


def numbers_of(collection: Collection) -> dict[str, int]:
    """The numbers of a declaration by series."""
    return dict(collection.numbers.values_list("series__series", "number"))


def _acts_to_number(held: Collection) -> tuple[Rulebook, tuple[str, ...]] | Refusal:
    """The rulebook and the acts that lead to a number, or why there are none."""
    state = readiness(held)
    if refusal := refused_by(state.findings):
        return refusal
    assert state.rulebook  # without one, readiness fails
    acts = acts_until(state.rulebook, held.state, NUMBER)
    return Refusal(findings=(acts,)) if isinstance(acts, Finding) else (state.rulebook, acts)


def _locked(assembly: str, series: str) -> NumberSeries:
    """The series, created if need be, and locked until the transaction ends."""
    NumberSeries.objects.get_or_create(assembly=assembly, series=series, defaults={"latest": 0})
    return NumberSeries.objects.select_for_update().get(assembly=assembly, series=series)


def _cannot_follow(series: NumberSeries, said: int | None, field: str, *, gaps: bool) -> Refusal | None:
    """A refusal where the given number is already taken, or would leave a gap in a series without gaps."""
    following = series.latest + 1
    if said is None or said == following:
        return None
    if said < following:
        return refuse("desk.publish.number-free", field, number=said, latest=series.latest, next=following)
    if _has_begun(series) and not gaps:
        return refuse("desk.publish.number-next", field, number=said, next=following)
    return None


def _is_far(series: NumberSeries, said: int | None) -> Refusal | None:
    """A refusal that asks for confirmation where a number is so far from the last that a typing error is
    likely.
    """
    if said is None or said - series.latest <= _FAR or not _has_begun(series):
        return None
    return refuse(FAR, "doc_number", number=said, latest=series.latest, next=series.latest + 1)


def _has_begun(series: NumberSeries) -> bool:
    return series.numbers.aggregate(latest=Max("number"))["latest"] is not None


def _take(series: NumberSeries, said: int | None, held: Collection, *, by: User, at: datetime) -> Number:
    series.latest = said or series.latest + 1
    series.save(update_fields=["latest"])
    return Number.objects.create(series=series, number=series.latest, collection=held, by=by, at=at)
