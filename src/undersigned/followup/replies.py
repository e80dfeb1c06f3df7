"""Replies by a government, an official or a body, each with its day and source.

A reply is shown beside what it replies to and is not judged. That none was found is said with the day on
which it was sought.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.people import views
from undersigned.values.dates import SourceDate
from undersigned.values.sourced import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Who answered what, when."""

    subjects: tuple[Subject, ...]
    by: str | None
    on: SourceDate | None
    to: str | None
    substance: str | None
    cites: tuple[Citation, ...]


def replies(claims: Iterable[Claim]) -> tuple[Reply, ...]:
    """The replies of these claims, the earliest first, those without a day last."""
    found = (
        Reply(
            subjects=view.subjects,
            by=view.text("by"),
            on=view.date("on"),
            to=view.text("to"),
            substance=view.text("substance"),
            cites=view.cites,
        )
        for view in views(claims, "reply")
    )
    return tuple(sorted(found, key=lambda reply: (reply.on is None, reply.on.first if reply.on else None)))
