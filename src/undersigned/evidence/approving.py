"""What may be published: a list that one person proposes and another approves, never all that fits a filter.

1. Only what is on the list can go, and only if the list was approved by another than its proposer.
2. A claim on it goes only if it is public and stands, and if the strictest level of any claim of its person
   is public: one claim that must not be known pulls up all (safety.md 2). Where that level is restricted, a
   count may still go out: what rows without names are made from, and nothing else; and nothing of what points
   at a person by a claim that is not public, which would be somebody else's or a group, nor of whom an
   earlier edition named: whoever keeps that one knows whose row it is.
3. A claim about a person goes only if the person agreed to be published, through that source, by that day.
4. What stays back is counted by reason; no finding names a person or a value.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from undersigned.evidence.about import PERSON, levels_of, persons_of
from undersigned.evidence.claims import Claim, ClaimId, Subject, claim_id
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.consent import Consent, ConsentTo, consented
from undersigned.evidence.fields import standing_claims
from undersigned.evidence.withholding import Withheld, handle_of
from undersigned.values.findings import Finding, failed, passed


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingList:
    """The ids of the claims that may go out, who proposed them and who approved them."""

    claims: frozenset[ClaimId]
    proposed_by: str
    approved_by: str | None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What goes out, in the order of the claims, and what was found on the way."""

    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]


def outgoing(
    claims: Iterable[Claim],
    approved: OutgoingList,
    *,
    consents: Iterable[Consent] = (),
    clusters: Iterable[tuple[Subject, ...]] = (),
    withheld: Iterable[Withheld] = (),
    counted: frozenset[str] = frozenset(),
    named_before: frozenset[Subject] = frozenset(),
    key: bytes,
) -> Outgoing:
    """The claims of an approved list that may go out; none where nobody else approved it.

    `withheld` is what lies in ciphertext beside the claims: unread, it pulls up its person all the same.
    `counted` are the properties (`detention.start`) that rows without names are made from, and `named_before`
    the persons whose name went out once (rule 2).
    """
    by = approved.approved_by
    if by is None or by == approved.proposed_by:
        return Outgoing(claims=(), findings=(failed("evidence.outgoing.second-person"),))
    everything, answers = standing_claims(claims, key=key), tuple(consents)
    people = persons_of(everything)
    handles = {one.handle for one in withheld}
    levels = levels_of(
        everything, people, clusters, lambda subject: bool(handles) and handle_of(subject, key=key) in handles
    )
    told_of = {subject for subject, persons in people.items() if persons & named_before}
    uncounted, going, held = _untold(everything) | told_of, [], Counter[str]()
    for claim in everything:
        if claim_id(claim, key=key) not in approved.claims:
            continue
        about = people[claim.subject]
        whole = strictest(levels[subject] for subject in about | {claim.subject})
        may_be_restricted = _property(claim) in counted and claim.subject not in uncounted
        if reason := _reason(claim, about, whole, may_be_restricted, answers, approved.on):
            held[reason] += 1
        else:
            going.append(claim)
    found = [failed("evidence.outgoing.fit", reason=reason, claims=number) for reason, number in held.items()]
    return Outgoing(claims=tuple(going), findings=(passed("evidence.outgoing.second-person"), *found))


def _reason(
    claim: Claim,
    persons: frozenset[Subject],
    whole: Level,
    may_be_restricted: bool,
    answers: tuple[Consent, ...],
    on: date,
) -> str | None:
    """Why a claim stays back; `None` where it may go. `whole` is the level of all known of its persons."""
    if claim.level is not Level.PUBLIC:
        return "level"
    if whole is Level.WITHHELD or (whole is Level.RESTRICTED and not may_be_restricted):
        return "cluster"
    agreed = (
        consented(answers, person, ConsentTo.PUBLISH, on=on, property_=_property(claim)) for person in persons
    )
    return None if all(answer is True for answer in agreed) else "consent"


def _untold(claims: Iterable[Claim]) -> frozenset[Subject]:
    """What points at a person by a claim that is not public: without it, it would be of nobody known."""
    return frozenset(
        claim.subject
        for claim in claims
        if claim.level is not Level.PUBLIC and isinstance(claim.value, Subject) and claim.value.kind == PERSON
    )


def _property(claim: Claim) -> str:
    return f"{claim.subject.kind}.{claim.property}"
