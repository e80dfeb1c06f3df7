"""Whether a person agreed to be recorded, shared or published: asked for each source, never assumed.

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
    given = [
        consent for consent in answers if consent.person == person and consent.to is to and consent.on <= on
    ]
    if not given:
        return None
    latest_day = max(consent.on for consent in given)
    latest = [
        consent for consent in given if consent.on == latest_day
    ]  # two answers of one day: both must be yes
    return all(consent.given and (consent.scope is None or property_ in consent.scope) for consent in latest)
