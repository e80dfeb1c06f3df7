"""Sources and lists for a page: how many rows, what was refused and why, in the reader's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Count, Max, Q

from undersigned.evidence.intake.refused import RefusedRow
from undersigned.server.actions.evidence.lists import Lying
from undersigned.server.desk.refusals import Said, said
from undersigned.server.records.models import EvidenceImport, EvidenceSource, WithheldReader
from undersigned.values.findings import Finding

ROWS_NAMED, REASONS_SHOWN, CELLS_QUOTED = 12, 100, 3  # of a reason, of a list on a page, of a reason


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
    """A reason in a column, what to do, and its rows: the first of them, how many more, what stands there."""

    rows: tuple[int, ...]
    more: int
    column: str
    cells: tuple[str, ...]
    said: Said


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


def rows_shown(rows: Iterable[RefusedRow], header: Sequence[str] = ()) -> tuple[RefusedLine, ...]:
    """Why rows were refused, each column and reason once; the file of them has each row.

    Under the header of the table the first cells are quoted, as they may be written down.
    """
    alike: dict[tuple[str, ...], tuple[Finding, list[RefusedRow]]] = {}
    for row in rows:
        for finding in row.findings:
            alike.setdefault(_told(finding), (finding, []))[1].append(row)
    return tuple(
        RefusedLine(
            rows=tuple(row.number for row in refused[:ROWS_NAMED]),
            more=max(0, len(refused) - ROWS_NAMED),
            column=str(finding.particulars.get("column") or "–"),
            cells=_quoted(refused, header, finding.particulars.get("column")),
            said=said([finding])[0],
        )
        for finding, refused in islice(alike.values(), REASONS_SHOWN)
    )


def _quoted(rows: Iterable[RefusedRow], header: Sequence[str], column: object) -> tuple[str, ...]:
    """The first different cells of a column."""
    if column not in header:
        return ()
    at = list(header).index(str(column))
    cells = dict.fromkeys(row.cells[at].strip() for row in rows if at < len(row.cells))
    return tuple(islice((cell for cell in cells if cell), CELLS_QUOTED))


def _told(one: Finding) -> tuple[str, ...]:
    """What makes two findings say the same, whatever their rows."""
    return (one.code, one.outcome, *(f"{name} {said}" for name, said in one.particulars.items()))


def tally_shown(held: EvidenceImport) -> dict[str, int]:
    """What became of the rows so far."""
    return {name: held.counts.get(name, 0) for name in ("taken", "refused", "unchanged", "empty", "claims")}


def lying_of(held: EvidenceImport) -> Lying:
    """How the table of a list lies, as it was said or guessed."""
    return Lying(**held.look)
