"""Fictional declarations of the Concord for tests, with keyword overrides."""

from datetime import date
from typing import Any

from undersigned.declaring.declaration import Clause, Declaration, Disclaimer, Form, Signatory
from undersigned.values.dates import SourceDate
from undersigned.values.names import PersonalName

DAY = date(2026, 10, 9)
OPENING = "We, the undersigned, declare the following:"


def names(*rows: tuple[str | None, str | None]) -> tuple[Signatory, ...]:
    """Signatories of (delegation, group), with invented names."""
    return tuple(
        Signatory(order=n, name=PersonalName(family=f"NAME{n}", given="Ada"), country=country, group=group)
        for n, (country, group) in enumerate(rows, start=1)
    )


def enough() -> tuple[Signatory, ...]:
    """Twenty names of four delegations and two groups."""
    countries = ("Northland", "Fjordland", "Iceholm", "Westisle")
    return names(*((countries[n % 4], ("LIB", "PP")[n % 2]) for n in range(20)))


def a_declaration(**overrides: Any) -> Declaration:
    """A printed declaration of the Concord in which the rules find nothing wrong."""
    fields: dict[str, Any] = {
        "form": Form.PRINTED,
        "language": "en",
        "assembly": "concord",
        "instrument": "written-declaration",
        "title": "Fog over Harbour Square",
        "clauses": (Clause(text="The lamps were put out on the eve of the rally.", line=9),),
        "dated": SourceDate.of_day(DAY),
        "disclaimer": Disclaimer(text="It commits only its signers.", variant="commits-only", line=5),
        "opening": OPENING,
        "signatories": enough(),
        "has_list": True,
    }
    return Declaration(**{**fields, **overrides})
