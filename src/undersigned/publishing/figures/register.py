"""Makes public rows from claims: when each approved person was held and how it ended, never more.

1. Only rows that somebody proposed and a second person approved, and of them only the properties and the
   units on the list. What a row is, `counting/from_claims.py` says.
2. A row's id is a keyed digest of its place in its source: it tells nothing to whoever lacks the key, and is
   the same tomorrow.
3. What points at a person goes out only with a person on the list, by a public claim: a detention whose
   person must not be told is no group without names.
4. A name goes out only by the rules of `evidence/approving.py`: public, approved, agreed to, and nothing
   withheld about the person anywhere. The latest answer of a person counts, one that came after the list was
   approved too.
5. Which rows are one person comes from people's decisions, and which detentions of one may be one from their
   days, and from nothing else.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from undersigned.counting.countable import Decision as Joined
from undersigned.counting.countable import Sameness, joined
from undersigned.counting.countable import standing as standing_pairs
from undersigned.counting.documented import STRICT
from undersigned.counting.figure import Unit
from undersigned.counting.from_claims import CountableRows, countable_rows, perhaps_one
from undersigned.evidence.approving import OutgoingList, outgoing
from undersigned.evidence.claims import Claim, Standing, Subject, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.consent import Consent
from undersigned.evidence.fields import standing_claims
from undersigned.evidence.sources import Source
from undersigned.evidence.withholding import Handle, Withheld, handle_of
from undersigned.linking.clusters import clusters_of
from undersigned.linking.decisions import Decision, standing
from undersigned.publishing.figures.evidence import PublicEvidence, PublicSource, public_rows
from undersigned.values.findings import Finding
from undersigned.values.refusal import RefusedError, refusal

ID_DIGITS = 16
_PERSON, _NAME = "person", "person.name"


class UnapprovedError(RefusedError):
    """No second person approved the list, so nothing may be published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedRows:
    """The approved rows by source and key, and which properties and units of them; by whom, on which day."""

    rows: Mapping[str, frozenset[str]]
    properties: frozenset[str]
    proposed_by: str
    approved_by: str
    on: date
    units: frozenset[Unit] = frozenset({Unit.PERSONS})

    def has(self, subject: Subject) -> bool:
        """Whether the row of a subject is on the list."""
        return subject.key in self.rows.get(subject.source, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What public rows are made from; `key` is the register's own and never leaves it."""

    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    decisions: tuple[Decision, ...]
    key: bytes
    consents: tuple[Consent, ...] = ()
    withheld: tuple[Withheld, ...] = field(default=())


def public_evidence(register: Register, approved: ApprovedRows) -> tuple[PublicEvidence, tuple[Finding, ...]]:
    """The public evidence of a register by a list, as of the day of its approval. Raises
    `UnapprovedError`.
    """
    if not approved.approved_by or approved.approved_by == approved.proposed_by:
        raise UnapprovedError(refusal("publishing.outgoing.approved"))
    found = countable_rows(_going(register, approved), named=lambda subject: public_id(subject, register.key))
    rows = tuple(row for row in found.rows if row.unit in approved.units)
    shown = {row.subject for row in rows}
    names, findings = _names(register, approved)
    used = {source for row in rows for source in row.sources}
    evidence = PublicEvidence(
        as_of=approved.on,
        rows=public_rows(rows),
        decisions=tuple(
            decision for decision in _joined(register, found) if {decision.one, decision.other} <= shown
        ),
        names={id_: name for id_, name in names.items() if id_ in shown},
        sources={id_: _public(source) for id_, source in register.sources.items() if id_ in used},
    )
    return evidence, findings


def _going(register: Register, approved: ApprovedRows) -> Iterator[Claim]:
    """The claims that rows are made from, by rules 1 and 3."""
    claims = standing_claims(register.claims, key=register.key)
    public = [claim for claim in claims if claim.level is Level.PUBLIC]
    hidden = {withheld.handle for withheld in register.withheld}
    about_somebody = {claim.subject for claim in claims if _pointed(claim)}

    def listed(subject: Subject) -> bool:
        return approved.has(subject) and register.sources[subject.source].level is Level.PUBLIC

    told = {
        claim.subject for claim in public if (whom := _pointed(claim)) and _is_said(claim) and listed(whom)
    }

    def goes(claim: Claim) -> bool:
        subject, whom = claim.subject, _pointed(claim)
        if whom:
            return subject in told and listed(whom)
        if f"{subject.kind}.{claim.property}" not in approved.properties:
            return False
        if subject in told or subject.kind == _PERSON:
            return subject in told or listed(subject)
        return subject not in about_somebody and handle_in(subject) not in hidden and listed(subject)

    def handle_in(subject: Subject) -> Handle | None:
        return handle_of(subject, key=register.key) if hidden else None

    return (claim for claim in public if goes(claim))


def _is_said(claim: Claim) -> bool:
    return claim.standing is Standing.SAID


def _pointed(claim: Claim) -> Subject | None:
    """The person at whom a claim points; `None` if there is none."""
    value = claim.value
    return value if isinstance(value, Subject) and value.kind == _PERSON else None


def public_id(subject: Subject, key: bytes) -> str:
    """The public id of a subject (rule 2)."""
    said = f"{subject.source}\t{subject.kind}\t{subject.key}"
    return hmac.digest(key, said.encode(), "sha256").hex()[:ID_DIGITS]


def _joined(register: Register, found: CountableRows) -> Iterable[Joined]:
    decided = [
        Joined(
            one=public_id(decision.one, register.key),
            other=public_id(decision.other, register.key),
            sameness=Sameness(decision.what.value)
            if decision.what.value in set(Sameness)
            else Sameness.UNSURE,
        )
        for decision in standing(register.decisions)
    ]
    holders = {holding.holder for holding in found.holdings}
    return (*decided, *perhaps_one(found.holdings, joined(holders, standing_pairs(decided), STRICT)))


def _names(register: Register, approved: ApprovedRows) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """The names that may be published, by public id (rule 3)."""
    named = [
        claim
        for claim in register.claims
        if f"{claim.subject.kind}.{claim.property}" == _NAME and approved.has(claim.subject)
    ]
    if _NAME not in approved.properties:
        return {}, ()
    agreed = {consent.person for consent in register.consents}
    asked = OutgoingList(
        claims=frozenset(claim_id(claim, key=register.key) for claim in named if claim.subject in agreed),
        proposed_by=approved.proposed_by,
        approved_by=approved.approved_by,
        on=max(
            [approved.on, *(consent.on for consent in register.consents)]
        ),  # an answer that came since is known
    )
    going = outgoing(
        register.claims,
        asked,
        consents=register.consents,
        clusters=clusters_of(register.decisions).clusters,
        withheld=register.withheld,
        key=register.key,
    )
    return {
        public_id(claim.subject, register.key): str(claim.value) for claim in going.claims
    }, going.findings


def _public(source: Source) -> PublicSource:
    return PublicSource(
        title=source.title or source.publisher or source.url or source.id,
        publisher=source.publisher,
        url=source.url,
    )
