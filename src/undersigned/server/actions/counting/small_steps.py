"""The step from public evidence to the next: whom it could reveal, and who approved it nevertheless.

1. The step is checked in the rows and in the count of every question that is kept.
2. Where it could reveal somebody, nothing goes out unless the second person, who approves the list, writes
   down why. The reason is kept with what the step could reveal, and never changed.
3. The approval holds for the step that was shown; if that has changed since, they must look again.
"""

from datetime import datetime

from undersigned.counting.card import card_of, step_between
from undersigned.publishing.figures.evidence import PublicEvidence, read_public_evidence
from undersigned.publishing.figures.steps import step_of_rows
from undersigned.server.actions.counting.answering import question_of
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.findings import findings_as_data
from undersigned.server.records.models import (
    CountQuestion,
    EvidenceSnapshot,
    OutgoingProposal,
    SmallStepApproval,
    User,
)
from undersigned.values.digest import sha256
from undersigned.values.findings import Finding, Severity, failed


def steps_from(latest: EvidenceSnapshot | None, after: PublicEvidence) -> tuple[Finding, ...]:
    """The changes of rows or of a public count so small that they could reveal somebody."""
    if latest is None:
        return ()
    before = read_public_evidence(latest.content.encode())
    rows = step_of_rows(before, after, severity=Severity.ERROR)
    found = [] if rows.ok else [rows]
    for row in CountQuestion.objects.all():
        question = question_of(row)
        cards = [card_of(question, evidence.snapshot(), after.as_of) for evidence in (before, after)]
        step = step_between(*cards)
        if not step.ok:
            before_, after_ = (card.least for card in cards)
            found.append(failed("desk.outgoing.step", question=row.label, before=before_, after=after_))
    return tuple(found)


def step_mark(latest: EvidenceSnapshot | None, after: PublicEvidence) -> str:
    """The identity of a step: the digests of what is public now and of what would be."""
    return sha256(f"{latest.pk if latest else ''} {after.digest()}".encode())


def refused_step(steps: tuple[Finding, ...], *, why: str | None, seen: str, mark: str) -> Refusal | None:
    """Why a step may not be published by rules 2 and 3, `None` where it may; `why` is `None` if not given."""
    if not steps:
        return None
    if why is None:
        return Refusal(findings=steps)
    if not why.strip():
        return refuse("desk.outgoing.step-why", "why")
    return None if seen == mark else refuse("desk.outgoing.step-seen")


def keep_step(
    proposal: OutgoingProposal, steps: tuple[Finding, ...], *, why: str, by: User, at: datetime
) -> SmallStepApproval:
    """Keep who approved a small step, why, and what it could reveal; in the approving transaction."""
    made = SmallStepApproval.objects.create(
        proposal=proposal, why=why.strip(), could_tell=findings_as_data(steps), at=at, by=by
    )
    told = {"steps": len(steps), "codes": sorted({finding.code for finding in steps})}
    record("small-step-let-out", proposal, by=by, at=at, particulars=told)
    return made
