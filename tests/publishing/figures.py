"""A figures file for the text of `tests/builders.py`: 43 of the 65 of its first clause, 23 of its third."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from undersigned.counting.countable import Countable
from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.questions import Question
from undersigned.counting.stated import StatedCount
from undersigned.publishing.figures.binding import Binding
from undersigned.publishing.figures.evidence import PublicEvidence, PublicSource
from undersigned.publishing.figures.file import FiguresFile
from undersigned.publishing.followed import Asked, Followed, Happened, NamedPerson, Said

EVE = date(2031, 9, 20)
FIRST_DAY, SECOND_DAY = date(2031, 10, 4), date(2031, 11, 20)
ON_THE_EVE = Question(unit=Unit.PERSONS, from_=EVE, until=date(2031, 9, 21))
FINED = replace(ON_THE_EVE, outcomes=frozenset({"fine"}))
SOURCES = {
    "watch": PublicSource(title="List of the watch", publisher="Watch", url="https://watch.example/list"),
    "aid": PublicSource(title="Cases", publisher="Legal aid"),
}


def rows(number: int, *, fined: int = 0, prefix: str = "r") -> tuple[Countable, ...]:
    """So many people held on the eve, the first of them fined; every third on two sources."""
    return tuple(
        Countable(
            subject=f"{prefix}{n:04d}",
            unit=Unit.PERSONS,
            sources=frozenset({"watch", "aid"}) if n % 3 == 0 else frozenset({"watch"}),
            first=EVE,
            last=EVE,
            outcome="fine" if n < fined else "released",
        )
        for n in range(number)
    )


def a_binding(**fields: Any) -> Binding:
    """The 65 of the first clause, unless told otherwise."""
    given = {
        "id": "eve",
        "clause": 1,
        "nth": 4,
        "qualifier": Qualifier.EXACTLY,
        "value": 65,
        "unit": Unit.PERSONS,
        "question": ON_THE_EVE,
    }
    return Binding(**(given | fields))


BINDINGS = (
    a_binding(id="fined", nth=3, value=43, question=FINED, part_of="eve"),
    a_binding(),
    a_binding(id="recommendations", clause=3, nth=1, value=23, unit=Unit.RECOMMENDATIONS, question=None),
)


def a_count(**fields: Any) -> StatedCount:
    """What a prefecture stated for the eve."""
    given = {
        "id": "prefecture",
        "counts": "people brought to the station",
        "unit": Unit.PERSONS,
        "qualifier": Qualifier.EXACTLY,
        "value": 31,
        "first": EVE,
        "last": EVE,
        "place": "Harbour",
        "said_by": "Prefecture",
        "published_by": "Gazette",
        "url": "https://gazette.example/1",
        "beside": frozenset({"eve"}),
        "authority": True,
    }
    return StatedCount(**(given | fields))


def evidence(on: date = FIRST_DAY, given: Iterable[Countable] | None = None, **fields: Any) -> PublicEvidence:
    """71 people on the eve, 43 of them fined."""
    return PublicEvidence(
        as_of=on,
        rows=tuple(rows(71, fined=43) if given is None else given),
        sources=SOURCES,
        stated=(a_count(),),
        **fields,
    )


def a_figures_file(*editions: PublicEvidence, **fields: Any) -> FiguresFile:
    """The figures of the builders' document on one day of evidence, or on those given."""
    given = {
        "assembly": "concord",
        "instrument": "written-declaration",
        "slug": "12",
        "bindings": BINDINGS,
        "editions": editions or (evidence(),),
    }
    return FiguresFile(**(given | fields))


GAZETTE = (Said(by="Gazette", url="https://gazette.example/2"),)


def happened(**fields: Any) -> Happened:
    """A release whose terms are told, unless told otherwise."""
    given = {
        "on": "2031-10-20",
        "what": "released",
        "how": "parole",
        "restrictions": ("no-travel",),
        "restrictions_told": True,
        "length": None,
        "said": GAZETTE,
    }
    return Happened(**(given | fields))


def a_person(**fields: Any) -> NamedPerson:
    """Somebody whom the text names."""
    given = {
        "key": "uulden",
        "name": "Ivar Brandsson-Uldén",
        "spellings": (),
        "concluded": (),
        "happened": (happened(),),
        "age": 31,
        "old": False,
        "sought": (),
    }
    return NamedPerson(**(given | fields))


FOLLOWED = Followed(
    as_of=SECOND_DAY,
    people=(
        a_person(),
        a_person(key="o", name="Ķersti Õunapuu", happened=(), age=None, sought=GAZETTE),
        a_person(
            key="p",
            name="Somebody Else",
            happened=(happened(how=None, restrictions=(), restrictions_told=False),),
            age=120,
            old=True,
        ),
    ),
    calls=(Asked(label="release", clause=4, state="partly", age=31, old=False, people={"partly": 1}),),
    recommendations=(Asked(label="CNC/12, 14", clause=None, state="unknown", age=None, old=True, people={}),),
)
