"""What is published of the register: a list that one person proposes and another approves.

1. A list holds claims, one by one. What may not go out (by level, cluster or consent) is not put on it; how
   many there are is counted by reason.
2. All of that is asked again at the approval: whoever withdrew their consent meanwhile does not go out.
3. An edition is not approved if comparing it with the one before, by rows or by the count of a question,
   could tell who came or went. The second person may let such a step out with a reason (`small_steps.py`): a
   single person who withdraws their consent must not wait for two others.
4. The snapshot has ids that mean nothing outside, days, outcomes and sources; no name and no place, and no
   day or outcome that fewer than three have (`publishing/figures/evidence.py`).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from undersigned.counting.countable import Decision, joined, standing
from undersigned.counting.documented import STRICT
from undersigned.counting.from_claims import COUNTED, countable_rows, perhaps_one
from undersigned.evidence.approving import Outgoing, OutgoingList
from undersigned.evidence.claims import Claim, ClaimId, claim_id
from undersigned.evidence.withholding import handle_of
from undersigned.publishing.figures.evidence import (
    PublicEvidence,
    PublicSource,
    public_rows,
    read_public_evidence,
)
from undersigned.server.actions.counting.small_steps import keep_step, refused_step, step_mark, steps_from
from undersigned.server.actions.evidence.leaving import must_be_shown
from undersigned.server.actions.evidence.register import register
from undersigned.server.actions.evidence.view_tables import counted_decisions
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import (
    EvidenceSnapshot,
    EvidenceSource,
    EvidenceSubject,
    OutgoingClaim,
    OutgoingProposal,
    User,
)
from undersigned.values.findings import Finding

_PERSON, _SOMEBODY = "person", "somebody else"


def may_go(sources: Iterable[EvidenceSource], *, on: date) -> Outgoing:
    """What of these sources could be published, and how much stays back for which reason."""
    held = register()
    names = {source.pk for source in sources}
    ids = frozenset(
        claim_id(claim, key=held.key) for claim in held.claims if str(claim.subject.source) in names
    )
    return held.asked(OutgoingList(claims=ids, proposed_by="", approved_by=_SOMEBODY, on=on), counted=COUNTED)


@transaction.atomic
def propose(
    *, sources: Iterable[EvidenceSource], on: date, by: User, at: datetime
) -> OutgoingProposal | Refusal:
    """Propose everything of these sources that may be published, for somebody else to approve."""
    going = may_go(sources, on=on).claims
    if not going:
        return refuse("desk.outgoing.something", "sources")
    key = DataFolderRing().register_key()
    made = OutgoingProposal.objects.create(proposed_at=at, proposed_by=by)
    OutgoingClaim.objects.bulk_create(
        OutgoingClaim(proposal=made, claim_id=claim_id(claim, key=key)) for claim in going
    )
    record("outgoing-proposed", made, by=by, at=at, particulars={"claims": len(going)})
    return made


@transaction.atomic
def approve(
    *,
    proposal: OutgoingProposal,
    on: date,
    by: User,
    at: datetime,
    step_why: str | None = None,
    seen: str = "",
) -> OutgoingProposal | Refusal:
    """Approve a list that somebody else proposed, and publish it.

    `step_why` lets a step out that could tell of somebody, the one that `seen` names (`step_mark`).
    """
    held = _locked(proposal)
    if held.approved_at or held.set_aside_at:
        return refuse("desk.outgoing.open")
    if held.proposed_by_id == by.pk:
        return refuse("evidence.outgoing.second-person")
    going = still_going(held, by=by, on=on)
    evidence = evidence_of(going.claims, on)
    latest = public_snapshot()
    steps = steps_from(latest, evidence)
    if refused := refused_step(steps, why=step_why, seen=seen, mark=step_mark(latest, evidence)):
        return refused

    kept, _made = EvidenceSnapshot.objects.get_or_create(
        pk=evidence.digest(),
        defaults={"content": evidence.canonical().decode(), "rows": len(evidence.rows), "at": at},
    )
    held.approved_at, held.approved_by, held.snapshot = at, by, kept
    held.save(update_fields=["approved_at", "approved_by", "snapshot"])
    record("outgoing-approved", held, by=by, at=at, particulars={"snapshot": kept.pk})
    if steps:
        keep_step(held, steps, why=step_why or "", by=by, at=at)
    must_be_shown(by=by, at=at)
    return held


@transaction.atomic
def set_outgoing_aside(*, proposal: OutgoingProposal, by: User, at: datetime) -> OutgoingProposal | Refusal:
    """Set aside a list that is not to be published."""
    held = OutgoingProposal.objects.select_for_update().get(pk=proposal.pk)
    if held.approved_at or held.set_aside_at:
        return refuse("desk.outgoing.open")
    held.set_aside_at, held.set_aside_by = at, by
    held.save(update_fields=["set_aside_at", "set_aside_by"])
    record("outgoing-set-aside", held, by=by, at=at)
    return held


def _locked(proposal: OutgoingProposal) -> OutgoingProposal:
    """The list, locked so that no other is approved meanwhile: each step starts from what is public then."""
    open_ = OutgoingProposal.objects.select_for_update().filter(approved_at=None, set_aside_at=None)
    list(open_.order_by("pk"))
    return OutgoingProposal.objects.select_for_update().get(pk=proposal.pk)


def still_going(proposal: OutgoingProposal, *, by: User, on: date) -> Outgoing:
    """What of a list may still be published, if somebody approves it now."""
    ids = frozenset(ClaimId(one) for one in proposal.claims.values_list("claim_id", flat=True))
    approved_by = "" if by.pk == proposal.proposed_by_id else str(by.pk)
    listed = OutgoingList(
        claims=ids, proposed_by=str(proposal.proposed_by_id), approved_by=approved_by or _SOMEBODY, on=on
    )
    return register().asked(listed, counted=COUNTED)


def evidence_of(claims: Iterable[Claim], on: date) -> PublicEvidence:
    """What is public of the claims on a day, under ids that mean nothing outside."""
    key, going = DataFolderRing().register_key(), tuple(claims)
    outside = dict(EvidenceSubject.objects.filter(destroyed_at=None).values_list("handle", "public_id"))
    found = countable_rows(going, named=lambda subject: str(outside[handle_of(subject, key=key)]))
    there = {row.subject for row in found.rows}
    decided = [
        Decision(
            one=str(outside[decision.one]), other=str(outside[decision.other]), sameness=decision.sameness
        )
        for decision in counted_decisions()
        if outside.get(decision.one) in there and outside.get(decision.other) in there
    ]
    persons = joined(there, standing(decided), STRICT)
    return PublicEvidence(
        as_of=on,
        rows=public_rows(found.rows),
        decisions=(*decided, *perhaps_one(found.holdings, persons)),
        names={
            str(outside[handle_of(claim.subject, key=key)]): str(claim.value)
            for claim in going
            if (claim.subject.kind, claim.property) == (_PERSON, "name") and claim.value
        },
        sources={
            row.pk: PublicSource(title=str(row), publisher=row.publisher or None, url=row.url or None)
            for row in EvidenceSource.objects.filter(pk__in={str(claim.subject.source) for claim in going})
        },
    )


def steps_to(after: PublicEvidence) -> tuple[Finding, ...]:
    """The changes of rows or of a public count so small that they could reveal somebody."""
    return steps_from(public_snapshot(), after)


def evidence_now(today: date) -> PublicEvidence | None:
    """What is public now: the approved rows, with the names of those who agree today."""
    newest = OutgoingProposal.objects.filter(approved_at__isnull=False).order_by("-approved_at").first()
    if newest is None or newest.snapshot is None or newest.approved_by is None:
        return None
    kept = read_public_evidence(newest.snapshot.content.encode())
    going = still_going(newest, by=newest.approved_by, on=today)
    return replace(kept, names=evidence_of(going.claims, kept.as_of).names)


def public_since(instant: datetime | None) -> tuple[EvidenceSnapshot, ...]:
    """The snapshots that were public at an instant or later, in order; none for `None`."""
    if instant is None:
        return ()
    approved = OutgoingProposal.objects.filter(approved_at__isnull=False).select_related("snapshot")
    before = approved.filter(approved_at__lte=instant).order_by("-approved_at")[:1]
    after = approved.filter(approved_at__gt=instant).order_by("approved_at")
    return tuple(proposal.snapshot for proposal in (*before, *after) if proposal.snapshot)


def public_snapshot() -> EvidenceSnapshot | None:
    """The snapshot that is public now: that of the list approved last."""
    newest = OutgoingProposal.objects.filter(approved_at__isnull=False).order_by("-approved_at").first()
    return newest.snapshot if newest else None
