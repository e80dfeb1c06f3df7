"""`undersigned evidence public`: writes what an approved list lets out of a register, as one file."""

import errno
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from undersigned.cli.files.claims_folder import claims_files, kept_claims, kept_withheld, written
from undersigned.cli.files.inputs import language_option, of_file, said_in
from undersigned.cli.files.key_ring import FolderRing
from undersigned.cli.small_steps import LetOut, kept, let_out, step_from
from undersigned.cli.terminal.exits import leave
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.counting.figure import Unit
from undersigned.evidence.claims import Subject
from undersigned.evidence.consent import Consent, ConsentTo
from undersigned.evidence.properties import property_of
from undersigned.evidence.sources import Source, SourceId, sources_of
from undersigned.linking.decision_files import read_decisions
from undersigned.publishing.figures.evidence import PublicEvidence, PublicEvidenceError, read_public_evidence
from undersigned.publishing.figures.register import ApprovedRows, Register, public_evidence
from undersigned.values.refusal import NAMED, refusal, unopened
from undersigned.values.tables import Table, TableError
from undersigned.values.toml import toml_table
from undersigned.wording.words import term

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_OF_AN_APPROVAL = ("rows", "properties", "proposed_by", "approved_by", "on", "units")
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(short_help="What may go out, as one file with a digest.")
@click.argument("register", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--sources", required=True, type=FILE, help="The sources by their ids (TOML).")
@click.option("--approved", required=True, type=FILE, help="Which rows go out, and who approved it (TOML).")
@click.option("--decisions", type=FILE, help="Who is the same person (JSON Lines).")
@click.option("--agreed", type=FILE, help="Who agreed to be named (TOML); names get a file of their own.")
@click.option(
    "--before", type=FILE, help="What is public now: a step that could tell of somebody is refused."
)
@click.option("--small-step-approved-by", metavar="NAME", help="Who lets such a step out; not the proposer.")
@click.option("--small-step-why", metavar="TEXT", help="Why; kept beside the file.")
@click.option("--keys", type=FOLDER, help="The folder of the keys; else <register>.keys.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file.")
@language_option
def public(
    register: Path,
    *,
    sources: Path,
    approved: Path,
    decisions: Path | None,
    agreed: Path | None,
    before: Path | None,
    small_step_approved_by: str | None,
    small_step_why: str | None,
    keys: Path | None,
    out: Path,
    language: str,
) -> None:
    """Write the public evidence of a register: approved rows, without names but for those who agreed.

    \b
        undersigned evidence public register --sources sources.toml --approved approved.toml \\
          --decisions decisions.jsonl --out public.2026-10-09.json

    Names stand in a file beside it, so that one can go and every digest stays. The file is what
    `undersigned publish --figures` makes every figure's page from. Approve one row less and write it again:
    the count moves. With --before, a step by which one or two people could be told is refused, unless another
    person than the proposer lets it out. The key of the register stays where it is.
    """  # noqa: D301
    _require_own(out)
    decided = let_out(before, small_step_approved_by, small_step_why)
    ring = FolderRing(keys or register.with_name(f"{register.name}.keys"))
    files = claims_files(register)
    known, going = said_in(sources, _sources), said_in(approved, _approved)
    held = _register(files, ring, known, decisions=decisions, agreed=agreed)
    with of_file(approved):
        _require_sources(going, held)
        evidence, findings = public_evidence(held, going)
    if before:
        _take_step(before, evidence, decided, proposed_by=going.proposed_by, out=out, language=language)
    written(out, evidence.canonical())
    if agreed:
        named = json.dumps(dict(evidence.names), ensure_ascii=False, indent=1)
        written(out.with_suffix(".names.json"), f"{named}\n".encode())
    rows, names = len(evidence.rows), len(evidence.names)
    screen().print(term("public.written", language, rows=rows, names=names, file=str(out)))
    screen().print(f"sha256:{evidence.digest()}")
    held_back = [finding for finding in findings if not finding.ok]
    show_findings(screen(), held_back, language)
    leave([finding for finding in findings if finding.ok])


def _register(
    files: Sequence[Path],
    ring: FolderRing,
    sources: Mapping[str, Source],
    *,
    decisions: Path | None,
    agreed: Path | None,
) -> Register:
    """The register that files of claims hold, with the decisions and consents of files of their own."""
    return Register(
        claims=tuple(claim for path in files for claim in kept_claims(path)),
        sources=sources,
        decisions=said_in(decisions, read_decisions) if decisions else (),
        key=ring.made_register_key(),
        consents=said_in(agreed, _agreed) if agreed else (),
        withheld=tuple(withheld for file in files for withheld in kept_withheld(file)),
    )


def _take_step(
    before: Path, after: PublicEvidence, decided: LetOut, *, proposed_by: str, out: Path, language: str
) -> None:
    """Show the step from what is public now, and keep who let it out; end the process if nobody may."""
    step = step_from(before, after, decided, proposed_by)
    show_findings(screen(), [step], language)
    if not step.ok:
        leave([step])
    if step.particulars["number"]:
        written(out.with_suffix(".step.json"), kept(step, decided, before=before, after=after))


def _require_own(out: Path) -> None:
    """Refuse to overwrite a file that is not public evidence. Raises `RefusedError`."""
    if out.exists():
        try:
            read_public_evidence(out.read_bytes())
        except PublicEvidenceError as fault:
            raise unopened(FileExistsError(errno.EEXIST, ""), str(out)) from fault


def _require_sources(going: ApprovedRows, held: Register) -> None:
    """Require that the source of every published row is listed. Raises `TableError`."""
    for source in going.rows:
        if source not in held.sources:
            raise TableError(refusal(NAMED, f"rows.{source}", id=source, of="sources"))


def _sources(text: str) -> dict[str, Source]:
    file = Table(toml_table(text))
    file.need("sources")
    return sources_of(file)


def _approved(text: str) -> ApprovedRows:
    file = Table(toml_table(text))
    file.only(_OF_AN_APPROVAL)
    file.need("rows", "properties", "proposed_by", "on")
    rows = file.table("rows")
    return ApprovedRows(
        rows={source: _keys(rows, source) for source in rows.names()},
        properties=frozenset(property_of(path).path for path in file.texts("properties")),
        proposed_by=file.text("proposed_by"),
        approved_by=file.text_or_none("approved_by") or "",
        on=file.day("on"),
        units=_units(file),
    )


def _units(file: Table) -> frozenset[Unit]:
    """The units that may be counted: people, unless the list names others."""
    known = {unit.value for unit in Unit}
    said = file.texts("units") or (Unit.PERSONS.value,)
    if unknown := next((one for one in said if one not in known), None):
        raise file.no_term("units", unknown, known)
    return frozenset(Unit(one) for one in said)


def _keys(rows: Table, source: str) -> frozenset[str]:
    """The keys of the rows of a source: texts or whole numbers."""
    keys = rows.said[source]
    if not isinstance(keys, list) or not all(isinstance(key, (str, int)) for key in keys):
        raise rows.of_another_kind(source, "rows")
    return frozenset(map(str, keys))


def _agreed(text: str) -> tuple[Consent, ...]:
    file = Table(toml_table(text))
    file.only(("agreed",))
    file.need("agreed")
    return tuple(_consent(table) for table in file.tables("agreed"))


def _consent(said: Table) -> Consent:
    said.only(("source", "key", "given", "on", "asked_by"))
    said.need("key")
    key = said.said["key"]
    if isinstance(key, bool) or not isinstance(key, (str, int)):
        raise said.of_another_kind("key", "text")
    return Consent(
        person=Subject(source=SourceId(said.text("source")), kind="person", key=str(key)),
        to=ConsentTo.PUBLISH,
        given=said.yes("given", default=True),
        on=said.day("on"),
        asked_by=said.text("asked_by"),
    )
