"""`undersigned evidence`: survey a list, map its columns once, and read its rows into claims."""

import errno
import hashlib
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import click
from rich.table import Table

from undersigned.cli.commands.export_evidence import export
from undersigned.cli.commands.public_evidence import public
from undersigned.cli.commands.show_evidence import show
from undersigned.cli.destroying import destroy_row
from undersigned.cli.files.claims_folder import ClaimsFolder
from undersigned.cli.files.inputs import language_option, said_in
from undersigned.cli.files.key_ring import FolderRing
from undersigned.cli.terminal.exits import SOMETHING_FAILED, leave
from undersigned.cli.terminal.progress import shown_progress
from undersigned.cli.terminal.screen import aside, screen, show_findings
from undersigned.evidence.captures import Capture, CustodyAct, CustodyEvent
from undersigned.evidence.claims import Entry
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.intake.grid import Grid, GridError
from undersigned.evidence.intake.guessing import head_of, words_stand
from undersigned.evidence.intake.mapping import ColumnMapping, read_mapping
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.reading import OpenList, Tally, counted, open_list, unshown
from undersigned.evidence.intake.refused import RefusedRow, refused_file
from undersigned.evidence.intake.rows import LEFT_OUT, in_plain
from undersigned.evidence.intake.suggesting import Look, proposal
from undersigned.evidence.intake.suggesting import look as look_at
from undersigned.evidence.intake.text_files import quoting
from undersigned.evidence.sources import SourceId
from undersigned.log.durable import write_all
from undersigned.values.findings import Finding, failed
from undersigned.values.refusal import unopened
from undersigned.wording.words import term

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
NEW_FILE, FOLDER = click.Path(path_type=Path), click.Path(path_type=Path, file_okay=False)
SHOWN = 20  # refused rows on a terminal; all of them stand in the refused file


@click.group(short_help="Lists and tables into claims: look, map, read, show.")
def evidence() -> None:
    """Read lists and tables into claims, row by row: whole, or refused with the reason and what to do.

    \b
    What is in this list? Nothing of what stands in its cells is shown.
        undersigned evidence look list.xlsx --mapping list.toml
    Read it under the mapping that you finished:
        undersigned evidence read list.xlsx --mapping list.toml --out register
    See what the claims say, every value with its sources:
        undersigned evidence show register --kind detention
    Write what may go out, by a list that a second person approved:
        undersigned evidence public register --sources s.toml --approved approved.toml --out public.json
    Write what went out as followthemoney statements:
        undersigned evidence export public.json --out statements.jsonl
    Destroy what a row says, because the person asked for it:
        undersigned evidence destroy register --source a-list --key 17 --reason "asked for"
    """  # noqa: D301


evidence.add_command(show)
evidence.add_command(public)
evidence.add_command(export)


@evidence.command()
@click.argument("file", type=FILE)
@click.option("--sheet", help="The sheet, where the workbook has several.")
@click.option("--header-at", type=int, help="The row of the column words, where it is not the one found.")
@click.option("--header-rows", type=int, help="How many rows it goes over, where that is not found.")
@click.option("--encoding", help="Of a text file that is not UTF-8: cp1251.")
@click.option("--separator", help="What stands between cells of a text file, where it is not the one found.")
@click.option("--source", default="a-list", show_default=True, help="The id of the source in the mapping.")
@click.option(
    "--mapping", "out", type=click.Path(path_type=Path), help="Write a mapping to finish to this new file."
)
@language_option
def look(
    file: Path,
    *,
    sheet: str | None,
    header_at: int | None,
    header_rows: int | None,
    encoding: str | None,
    separator: str | None,
    source: str,
    out: Path | None,
    language: str,
) -> None:
    """What a list seems to be: its columns, how full they are, the shape of what stands in them."""
    if out and out.exists():
        raise unopened(FileExistsError(errno.EEXIST, ""), str(out))
    with file.open("rb") as stream:
        grid = open_grid(stream, sheet=sheet, encoding=encoding, separator=separator)
        seen = grid if isinstance(grid, Finding) else _looked(grid, header_at, header_rows)
    if isinstance(seen, Finding):
        show_findings(screen(), [seen.at(str(file))], language)
        leave([seen])
        sys.exit(1)
    _show(seen, language)
    if out:
        write_all(out.parent, {out.name: proposal(seen, source=source).encode()})
        screen().print(term("look.written", language, file=str(out)))


def _looked(grid: Grid, header_at: int | None, header_rows: int | None) -> Look | Finding:
    """Survey the list from its column words on, as named or as found."""
    try:
        found = words_stand(head_of(grid)) if header_at is None and header_rows is None else None
        at, rows = found or (header_at, header_rows or 1)
        return look_at(grid, header_at=at, header_rows=rows)
    except GridError as fault:
        return quoting(fault)


def _show(seen: Look, language: str) -> None:
    console = screen()
    console.print(term("look.rows", language, rows=seen.rows, header=seen.header.row))
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key in ("column", "filled", "shapes", "proposed"):
        table.add_column(term(f"look.{key}", language), overflow="fold")
    for column in seen.columns:
        shapes = " · ".join(column.commonest)
        table.add_row(column.header or "–", str(column.filled), shapes, column.proposed or "?")
    console.print(table)
    if any(column.day_first + column.month_first + column.either for column in seen.columns):
        order = term(f"look.order.{seen.order or 'unknown'}", language)
        console.print(term("look.order", language, order=order))
    show_findings(console, unshown(seen.grid.unshown), language)


@evidence.command()
@click.argument("file", type=FILE)
@click.option("--mapping", required=True, type=FILE, help="Which column says what (see `look`).")
@click.option("--out", required=True, type=FOLDER, help="The folder of the claims.")
@click.option("--keys", type=FOLDER, help="The folder of the keys; else <out>.keys.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of reading: no date lies after it.")
@click.option("--by", default="unnamed", help="Who reads it, for the custody record.")
@language_option
def read(
    file: Path, *, mapping: Path, out: Path, keys: Path | None, on: datetime | None, by: str, language: str
) -> None:
    """Read a list into claims; what is refused lies in a file of the same kind, to correct and read again.

    Reading the same list twice changes nothing, and so an interrupted reading is simply run again.
    """
    now = datetime.now(UTC)
    read_as = said_in(mapping, read_mapping)
    ring = FolderRing(keys or out.with_name(f"{out.name}.keys"))
    with file.open("rb") as stream:
        grid = open_grid(stream, sheet=read_as.sheet, encoding=read_as.encoding, separator=read_as.separator)
        if isinstance(grid, Finding):
            _refuse(file, (grid,), language)
        taken = _capture(file, read_as, by, now)
        entry = Entry(by=by, at=now, batch=taken.digest)
        former: dict[str, set[str]] = {}  # the folder fills it before a row is read
        opened = open_list(grid, read_as, on=on.date() if on else _today(), entry=entry, former=former)
        if not isinstance(opened, OpenList):
            _refuse(file, opened, language)
        with ClaimsFolder(out, read_as, ring, former=former) as folder:
            folder.keep_capture(taken)
            total = grid.total or _lines_of(file)
            findings = _read_into(folder, grid, opened, total, language)
    console = screen()
    show_findings(console, (finding.at(str(file)) for finding in findings[:SHOWN]), language)
    show_findings(console, findings[-1:] if len(findings) > SHOWN else (), language)
    show_findings(console, (finding.at(str(file)) for finding in opened.notes), language)
    console.print(term("intake.keys", language, folder=str(ring.folder)), style="dim")
    leave(findings)


@evidence.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--source", required=True, help="The id of the source.")
@click.option("--key", "key_", required=True, help="The key of the row, with /2 for its second person.")
@click.option("--reason", required=True, help="Why, without naming anybody.")
@click.option("--keys", type=FOLDER, help="The folder of the keys; else <folder>.keys.")
@language_option
def destroy(folder: Path, *, source: str, key_: str, reason: str, keys: Path | None, language: str) -> None:
    """Destroy everything that a row of a source says: what remains are tombstones that name nobody.

    What is withheld goes with its key; the rest is taken out of the file of claims. The list itself, refused
    rows and backups are not touched: look there yourself.
    """
    ring = FolderRing(keys or folder.with_name(f"{folder.name}.keys"))
    number = destroy_row(folder, ring, source=SourceId(source), key=key_, on=_today(), reason=reason)
    if not number:
        show_findings(screen(), [failed("cli.register.row", source=source, key=key_)], language)
        sys.exit(SOMETHING_FAILED)
    screen().print(term("intake.destroyed", language, claims=number))


def _read_into(
    folder: ClaimsFolder, grid: Grid, opened: OpenList, total: int, language: str
) -> list[Finding]:
    """Read every row into the folder; return the findings, the number of rows taken last."""
    tally, refused = Tally(), list[RefusedRow]()
    with shown_progress(str(folder.claims), total) as advance:
        try:
            rows = counted(opened.rows, tally, key=folder.key, known=folder.known, progress=advance)
            for row, new in rows:
                folder.keep(new)
                if row.findings:
                    cells = in_plain(row, opened.columns)
                    refused.append(RefusedRow(number=row.number, cells=cells, findings=row.findings))
        except GridError as fault:
            folder.forget()
            return [quoting(fault)]
    content = refused_file(
        refused,
        header=opened.header,
        kind=grid.kind,
        language=language,
        separator=grid.separator,
        sheet=grid.sheet,
    )
    path = folder.keep_refused(grid.kind, content if refused else None)
    console = screen()
    console.print(term("intake.claims", language, file=str(folder.claims)))
    if refused:
        console.print(term("intake.refused", language, file=str(path)))
    return [*(finding for row in refused for finding in row.findings), tally.finding()]


def _refuse(file: Path, findings: tuple[Finding, ...], language: str) -> NoReturn:
    show_findings(aside(), (finding.at(str(file)) for finding in findings), language)
    leave(findings)
    sys.exit(1)


def _capture(file: Path, mapping: ColumnMapping, by: str, at: datetime) -> Capture:
    """The capture of the file, its digest computed piece by piece."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    first = CustodyEvent(act=CustodyAct.RECEIVED, by=by, at=at, digest=digest)
    return Capture(
        source=mapping.source,
        digest=digest,
        size=file.stat().st_size,
        media_type="application/octet-stream",
        # Where something is withheld nobody knows whom the file's name names, and it would stand in plain.
        taken_from=LEFT_OUT if mapping.strictest is Level.WITHHELD else file.name,
        custody=(first,),
    )


def _lines_of(file: Path) -> int:
    """Roughly how many rows a text file has, to show progress."""
    with file.open("rb") as stream:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))


def _today() -> date:
    return datetime.now(UTC).date()
