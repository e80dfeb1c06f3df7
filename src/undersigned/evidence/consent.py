"""Whether a person agreed to be recorded, shared, published: asked for each source, never taken for granted.

1. Consent is to one act, through one source, on a day, asked by somebody, perhaps for some properties only.
2. The latest answer counts; a withdrawal is an answer.
3. Nobody's silence is consent: without an answer it is not known, and nothing goes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from undersigned.evidence.claims import Subject


class ConsentTo(StrEnum):
    """What a person is asked for."""

    RECORD = "record"
    SHARE = "share"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """An answer: `given` or not, and for which properties, where it was not for all."""

    person: Subject
    to: ConsentTo
    given: bool
    on: date
    asked_by: str
    scope: frozenset[str] | None = None


def consented(
    answers: Iterable[Consent], person: Subject, to: ConsentTo, *, on: date, property_: str | None = None
) -> bool | None:
    """The latest answer of a person by a day; `None` where there is none."""
    given = [one for one in answers if one.person == person and one.to is to and one.on <= on]
    if not given:
        return None
    latest_day = max(one.on for one in given)
    latest = [one for one in given if one.on == latest_day]  # two answers of one day: both must be yes
    return all(one.given and (one.scope is None or property_ in one.scope) for one in latest)
