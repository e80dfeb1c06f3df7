"""Rows of a fictional register, and figures to hold against them."""

from datetime import date

from undersigned.counting.countable import Countable, Decision, Grade, Sameness
from undersigned.counting.documented import Documented, Subject
from undersigned.counting.figure import Figure, Qualifier, Unit, bounds

JUNE_9 = date(2031, 6, 9)


def a_row(subject="p1", **changes) -> Countable:
    """A person detained in Tilvar on 9 June 2031, named by one monitor."""
    return Countable(
        **{
            "subject": subject,
            "unit": Unit.PERSONS,
            "sources": frozenset({"monitor-a"}),
            "first": JUNE_9,
            "last": JUNE_9,
            "place": "tilvar",
            **changes,
        }
    )


def same(one, other) -> Decision:
    return Decision(one=one, other=other, sameness=Sameness.SAME)


def unsure(one, other) -> Decision:
    return Decision(one=one, other=other, sameness=Sameness.UNSURE)


def different(one, other) -> Decision:
    return Decision(one=one, other=other, sameness=Sameness.DIFFERENT)


def a_figure(value=65, qualifier=Qualifier.AT_LEAST, **changes) -> Figure:
    """ "At least 65 people"."""
    low, high = bounds(value, qualifier)
    return Figure(
        **{
            "low": low,
            "high": high,
            "qualifier": qualifier,
            "written": f"{qualifier.value} {value}",
            "start": 0,
            "end": 11,
            "unit": Unit.PERSONS,
            **changes,
        }
    )


def documented(least, most=None, sources=4) -> Documented:
    """A documented count of so many subjects, each on one source."""
    return Documented(
        unit=Unit.PERSONS,
        least=least,
        most=least if most is None else most,
        unresolved=0,
        subjects=tuple(Subject(ids=(f"p{n}",), sources=(f"s{n % sources}",)) for n in range(least)),
        by_grade=((Grade.ACCEPTED.value, least),),
        sources=sources,
    )
