"""A list read into a register of its own, by functions or by commands, and its refused rows mended."""

import io
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from click.testing import CliRunner
from tests.evidence.builders import KEY
from tests.evidence.messy.case import Case
from tests.evidence.messy.writing import json_lines, of_texts, open_document, text

from undersigned.cli.app import undersigned
from undersigned.evidence.claims import Claim, value_as_data
from undersigned.evidence.intake.grid import FileKind, GridError
from undersigned.evidence.intake.mapping import read_mapping
from undersigned.evidence.intake.opening import open_grid
from undersigned.evidence.intake.reading import OpenList, Tally, counted, open_list
from undersigned.evidence.intake.refused import RefusedRow, refused_file
from undersigned.evidence.intake.rows import in_plain
from undersigned.evidence.intake.text_files import quoting
from undersigned.evidence.interchange import claim_of_data
from undersigned.values.findings import Finding

TODAY = date(2026, 10, 10)


@dataclass(slots=True)
class Register:
    """What is kept of lists: claims by their ids."""

    claims: dict[str, Claim] = field(default_factory=dict)

    @property
    def former(self) -> dict[str, set[str]]:
        """Who was named under each key."""
        names = defaultdict(set)
        for claim in self.claims.values():
            if claim.subject.kind == "person" and claim.property == "name" and claim.value:
                names[claim.subject.key].add(claim.value)
        return names

    @property
    def people(self) -> dict[str, object]:
        """The name of everybody by key; all of them where there are several, which must not be."""
        names = defaultdict(list)
        for claim in self.claims.values():
            if claim.subject.kind == "person" and claim.property == "name":
                names[claim.subject.key].append(claim.value)
        keys = {claim.subject.key for claim in self.claims.values() if claim.subject.kind == "person"}
        return {key: names[key][0] if len(names[key]) == 1 else names[key] for key in sorted(keys)}

    @property
    def groups(self) -> int:
        """How many detentions there are of nobody who is named."""
        held = {claim.subject for claim in self.claims.values() if claim.subject.kind == "detention"}
        return len(held - {claim.subject for claim in self.claims.values() if claim.property == "person"})

    @property
    def said(self) -> set[tuple[str, str, object]]:
        """Everything that is said: key, property, value as plain data."""
        return {
            (one.subject.key, one.property, _plain(value_as_data(one.value))) for one in self.claims.values()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one reading."""

    tally: Tally
    refused: dict[int, list[str]] = field(default_factory=dict)  # "column: question"
    findings: tuple[Finding, ...] = ()  # of rows, or of the whole file
    whole: str | None = None
    notes: tuple[str, ...] = ()
    kind: FileKind | None = None
    file: bytes | None = None  # the refused rows


def taken_into(register: Register, content: bytes, mapping_text: str, language: str = "ru") -> Outcome:
    """Read a list as the command does."""
    mapping, tally = read_mapping(mapping_text), Tally()
    grid = open_grid(
        io.BytesIO(content), sheet=mapping.sheet, encoding=mapping.encoding, separator=mapping.separator
    )
    if isinstance(grid, Finding):
        return _none(tally, grid)
    opened = open_list(grid, mapping, on=TODAY, former=register.former)
    if not isinstance(opened, OpenList):
        return _none(tally, *opened)
    refused, new_claims = [], {}
    try:
        for row, new in counted(opened.rows, tally, key=KEY, known=register.claims):
            new_claims.update(new)
            if row.findings:
                cells = in_plain(row, opened.columns)
                refused.append(RefusedRow(number=row.number, cells=cells, findings=row.findings))
    except GridError as fault:
        return _none(tally, quoting(fault))
    register.claims.update(new_claims)
    file = refused_file(
        refused,
        header=opened.header,
        kind=grid.kind,
        language=language,
        separator=grid.separator,
        sheet=grid.sheet,
    )
    return Outcome(
        tally=tally,
        refused={row.number: [_said(one) for one in row.findings] for row in refused},
        findings=tuple(one for row in refused for one in row.findings),
        notes=tuple(one.code.removeprefix("evidence.file.") for one in notes_of(opened)),
        kind=grid.kind,
        file=file if refused else None,
    )


def notes_of(opened: OpenList) -> tuple[Finding, ...]:
    """What is said of the whole file beside whether every row was taken."""
    return opened.notes


def _none(tally: Tally, *findings: Finding) -> Outcome:
    whole = findings[0].code.removeprefix("evidence.file.")
    return Outcome(tally=tally, findings=findings, whole=whole)


def _said(finding: Finding) -> str:
    return f"{finding.particulars['column']}: {finding.code.removeprefix('evidence.row.')}"


def _plain(value: object) -> object:
    return value.get("date", value.get("key")) if isinstance(value, dict) else value


# ---- refused rows -----------------------------------------------------------------------------


def mended(outcome: Outcome, changes: Mapping[int, Mapping[str, str] | None]) -> bytes:
    """The file of refused rows as a person sends it again: cells written anew, rows taken out."""
    grid = open_grid(io.BytesIO(outcome.file or b""))
    assert not isinstance(grid, Finding), grid
    words, *rows = [[str(cell) if cell is not None else "" for cell in row.cells] for row in grid.rows]
    kept = [_changed(words, row, changes[int(row[0])]) for row in rows if changes[int(row[0])] is not None]
    if grid.kind is FileKind.JSONL:
        return json_lines(words, kept)
    if grid.kind is FileKind.XLSX:
        return of_texts([words, *kept])
    if grid.kind is FileKind.ODS:
        return open_document([words, *kept])
    return text([words, *kept], between=grid.separator or ",", encoding="utf-8-sig")


def _changed(words: list[str], row: list[str], change: Mapping[str, str] | None) -> list[str]:
    assert change is not None
    found = list(row)
    for word, cell in change.items():
        assert word in words or not word, word
        for at in range(len(found)):
            if (at >= len(words) or not words[at]) if not word else (at < len(words) and words[at] == word):
                found[at] = cell
    return found


# ---- commands ---------------------------------------------------------------------------------


def commanded(folder: Path, case: Case) -> tuple[int, str, Register, bytes | None]:
    """Read a case by the command: how it ended, what it said, what it kept, the refused rows."""
    (folder / "list").write_bytes(case.content)
    (folder / "list.toml").write_text(case.mapping, encoding="utf-8")
    answer = run("read", folder / "list", "--mapping", folder / "list.toml", "--out", folder / "register")
    return answer.exit_code, answer.output, kept_in(folder / "register"), refused_in(folder / "register")


def run(word: str, *arguments: object):
    """A command about evidence, in English, on the day of these tests."""
    more = ("--on", TODAY.isoformat()) if word == "read" else ()
    answer = CliRunner().invoke(
        undersigned, ["evidence", word, *map(str, arguments), *more, "--language", "en"]
    )
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    return answer


def kept_in(folder: Path) -> Register:
    """What the command kept."""
    register = Register()
    for file in folder.glob("claims.*.jsonl"):
        for line in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            register.claims[line["id"]] = claim_of_data(line)
    return register


def refused_in(folder: Path) -> bytes | None:
    """The file of refused rows that the command left."""
    files = list(folder.glob("refused.*"))
    assert len(files) <= 1
    return files[0].read_bytes() if files else None
