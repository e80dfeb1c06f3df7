"""`undersigned evidence public`: what goes out of a register by an approved list, as one file with a
digest.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from undersigned.cli.claims_folder import kept_lines, written
from undersigned.cli.exits import leave
from undersigned.cli.inputs import language_option, text_of
from undersigned.cli.key_ring import FolderRing
from undersigned.cli.screen import screen, show_findings
from undersigned.cli.small_steps import kept, let_out, step_from
from undersigned.counting.figure import Unit
from undersigned.evidence.claims import Claim, ClaimId, Subject
from undersigned.evidence.consent import Consent, ConsentTo
from undersigned.evidence.interchange import claim_of_data
from undersigned.evidence.sources import Source, SourceId, source_of
from undersigned.evidence.withholding import Handle, Withheld
from undersigned.linking.decision_files import read_decisions
from undersigned.publishing.figures.register import ApprovedRows, Register, public_evidence
from undersigned.values.faults import UndersignedError
from undersigned.wording.words import term

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


class ApprovalFileError(UndersignedError):
    """A list of what goes out, of who agreed, or of sources does not say what it must."""


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
    ring = FolderRing(keys or register.with_name(f"{register.name}.keys"))
    said = tuple(line for file in sorted(register.glob("claims.*.jsonl")) for line in kept_lines(file))
    held = Register(
        claims=tuple(_claims(said)),
        sources=_sources(sources),
        decisions=read_decisions(text_of(decisions)) if decisions else (),
        key=ring.register_key(),
        consents=tuple(_agreed(agreed)) if agreed else (),
        withheld=tuple(_withheld(said)),
    )
    decided, listed = let_out(before, small_step_approved_by, small_step_why), _approved(approved)
    evidence, findings = public_evidence(held, listed)
    if before:
        step = step_from(before, evidence, decided, listed.proposed_by)
        show_findings(screen(), [step], language)
        if not step.ok:
            leave([step])
        if step.particulars["number"]:
            written(out.with_suffix(".step.json"), kept(step, decided, before=before, after=evidence))
    written(out, evidence.canonical())
    if agreed:
        named = json.dumps(dict(evidence.names), ensure_ascii=False, indent=1)
        written(out.with_suffix(".names.json"), f"{named}\n".encode())
    rows, names = len(evidence.rows), len(evidence.names)
    screen().print(term("public.written", language, rows=rows, names=names, file=str(out)))
    screen().print(f"sha256:{evidence.digest()}")
    held_back = [one for one in findings if not one.ok]
    show_findings(screen(), held_back, language)
    leave([one for one in findings if one.ok])


def _claims(said: tuple[dict[str, Any], ...]) -> Iterator[Claim]:
    return (claim_of_data(one) for one in said if "withheld" not in one and "tombstone" not in one)


def _withheld(said: tuple[dict[str, Any], ...]) -> Iterator[Withheld]:
    for one in said:
        if "withheld" in one:
            box = bytes.fromhex(one["box"])
            yield Withheld(id=ClaimId(one["withheld"]), handle=Handle(one["handle"]), box=box)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text_of(file))
    except tomllib.TOMLDecodeError as fault:
        raise ApprovalFileError(f"{file}: {fault}") from fault


def _sources(file: Path) -> dict[str, Source]:
    said = _toml(file).get("sources")
    if not isinstance(said, dict):
        raise ApprovalFileError(f"{file}: there is no [sources.<id>] in it")
    return {id_: source_of(id_, one) for id_, one in said.items()}


def _approved(file: Path) -> ApprovedRows:
    said = _toml(file)
    try:
        return ApprovedRows(
            rows={source: frozenset(map(str, keys)) for source, keys in said["rows"].items()},
            properties=frozenset(said["properties"]),
            proposed_by=str(said["proposed_by"]),
            approved_by=str(said.get("approved_by", "")),
            on=said["on"],
            units=_units(file, said.get("units", [Unit.PERSONS.value])),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ApprovalFileError(f"{file}: it does not say {fault}") from fault


def _units(file: Path, said: list[str]) -> frozenset[Unit]:
    known = {unit.value for unit in Unit}
    if unknown := [str(one) for one in said if one not in known]:
        raise ApprovalFileError(f"{file}: nothing is counted in {', '.join(unknown)}")
    return frozenset(Unit(one) for one in said)


def _agreed(file: Path) -> Iterator[Consent]:
    try:
        for one in _toml(file)["agreed"]:
            yield Consent(
                person=Subject(source=SourceId(one["source"]), kind="person", key=str(one["key"])),
                to=ConsentTo.PUBLISH,
                given=bool(one.get("given", True)),
                on=one["on"],
                asked_by=str(one["asked_by"]),
            )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ApprovalFileError(f"{file}: it does not say {fault}") from fault
