"""`undersigned evidence public --before`: checks the step from what is public now, and who let it out.

1. A step that could reveal one or two people is refused, and no file is written.
2. Somebody else than the proposer may let it out, by name and with a reason; both are kept beside the file.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import click

from undersigned.cli.files.inputs import of_file
from undersigned.publishing.figures.evidence import PublicEvidence, read_public_evidence
from undersigned.publishing.figures.steps import step_of_rows
from undersigned.values.findings import Finding, Place, Severity, failed


@dataclass(frozen=True, slots=True, kw_only=True)
class LetOut:
    """Who approves a small step, and why; both empty where nobody does."""

    by: str
    why: str

    def __bool__(self) -> bool:
        return bool(self.by)


def let_out(before: Path | None, by: str | None, why: str | None) -> LetOut:
    """Read the options. Raises `click.UsageError` if only one of the two is given."""
    given = LetOut(by=(by or "").strip(), why=(why or "").strip())
    if bool(given.by) != bool(given.why):
        raise click.UsageError("--small-step-approved-by and --small-step-why go together")
    if given and before is None:
        raise click.UsageError("a small step is one from another file: name it with --before")
    return given


def step_from(before: Path, after: PublicEvidence, decided: LetOut, proposed_by: str) -> Finding:
    """Whether the step from what is public now could reveal somebody, and whether it may be published.

    Raises `PublicEvidenceError` for a file that is none.
    """
    with of_file(before):
        now = read_public_evidence(before.read_bytes())
    step = step_of_rows(now, after, decided=bool(decided), place=Place(file=str(before)))
    own = decided.by.casefold() == proposed_by.strip().casefold()
    if decided and own and step.particulars["number"]:
        return failed("desk.outgoing.step-by", severity=Severity.REFUSAL, by=decided.by)
    return step


def kept(step: Finding, decided: LetOut, *, before: Path, after: PublicEvidence) -> bytes:
    """The record of an approved step, as JSON."""
    said = {
        "small_step_approved_by": decided.by,
        "small_step_why": decided.why,
        "before": read_public_evidence(before.read_bytes()).digest(),
        "after": after.digest(),
        "could_tell": {key: value for key, value in step.particulars.items() if key != "decided"},
    }
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()
