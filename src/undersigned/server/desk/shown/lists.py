"""Sources and lists for a page: how many rows, what was refused and why, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from undersigned.evidence.intake.refused import RefusedRow
from undersigned.server.actions.evidence.lists import Lying
from undersigned.server.desk.refusals import Said, said
from undersigned.server.records.models import EvidenceImport, EvidenceSource, WithheldReader


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source in the list."""

    id: str
    title: str
    publisher: str
    people: int
    claims: int
    latest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """A refused row: its number, and for each fault the column, the reason, what to do."""

    number: int
    faults: tuple[tuple[str, Said], ...]


def source_lines() -> tuple[SourceLine, ...]:
    """Every source, with how many people it speaks of. Two queries."""
    claims = dict(EvidenceSource.objects.annotate(n=Count("claims")).values_list("pk", "n"))
    rows = EvidenceSource.objects.annotate(
        people=Count("subjects", filter=Q(subjects__case__isnull=False)), latest=Max("imports__done_at")
    )
    return tuple(
        SourceLine(
            id=row.pk,
            title=row.title,
            publisher=row.publisher,
            people=row.people,
            claims=claims[row.pk],
            latest=row.latest,
        )
        for row in rows
    )


def source_choices() -> list[tuple[str, str]]:
    """The sources, for a box to choose from."""
    rows = EvidenceSource.objects.values_list("pk", "publisher", "title")
    return [(pk, ": ".join(dict.fromkeys(part for part in (by, title) if part))) for pk, by, title in rows]


def import_lines() -> tuple[EvidenceImport, ...]:
    """The lists that were brought lately."""
    rows = EvidenceImport.objects.select_related("source", "brought_by", "capture")
    return tuple(rows.order_by("-brought_at")[:20])


def readers_of(source: EvidenceSource) -> tuple[WithheldReader, ...]:
    """Who reads what is withheld in a source."""
    return tuple(source.readers.filter(ended_at=None).select_related("user", "added_by"))


def rows_shown(rows: Iterable[RefusedRow]) -> tuple[RefusedLine, ...]:
    """Refused rows with their faults in words."""
    return tuple(
        RefusedLine(
            number=row.number,
            faults=tuple(
                (str(finding.particulars.get("column") or "–"), one)
                for finding, one in zip(row.findings, said(row.findings), strict=True)
            ),
        )
        for row in rows
    )


def tally_shown(held: EvidenceImport) -> dict[str, int]:
    """What became of the rows so far."""
    return {name: held.counts.get(name, 0) for name in ("taken", "refused", "unchanged", "empty", "claims")}


def lying_of(held: EvidenceImport) -> Lying:
    """How the table of a list lies, as it was said or guessed."""
    return Lying(**held.look)
