"""From claims to public rows: of each approved row of a list who was held when and how it ended, without a
name.

1. Only rows that somebody proposed and a second person approved, and of them only the properties on the list.
2. A row's id is a keyed digest of its place in its source: it tells nothing to whoever lacks the key, and is
   the same tomorrow.
3. A name goes out only by the rules of `evidence/approving.py`: public, approved, agreed to, and nothing
   withheld about the person anywhere.
4. Which rows are one person comes from people's decisions and from nothing else.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from undersigned.counting.countable import Countable, Sameness
from undersigned.counting.countable import Decision as Joined
from undersigned.counting.figure import Unit
from undersigned.evidence.approving import OutgoingList, outgoing
from undersigned.evidence.claims import Claim, Subject, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.consent import Consent
from undersigned.evidence.detentions import Detention, detentions
from undersigned.evidence.sources import Source
from undersigned.evidence.withholding import Withheld
from undersigned.linking.clusters import clusters_of
from undersigned.linking.decisions import Decision, standing
from undersigned.publishing.figures.evidence import PublicEvidence, PublicSource, without_small_cells
from undersigned.values.findings import Finding
from undersigned.values.refusal import RefusedError, refusal

ID_DIGITS = 16
_NAME = "person.name"


class UnapprovedError(RefusedError):
    """Nothing was approved by a second person, so nothing goes out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedRows:
    """Rows by source and key, and the properties of them that may go out; by whom, on which day."""

    rows: Mapping[str, frozenset[str]]
    properties: frozenset[str]
    proposed_by: str
    approved_by: str
    on: date

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
    """What goes out of a register by a list, as of the day of its approval. Raises `UnapprovedError`."""
    if not approved.approved_by or approved.approved_by == approved.proposed_by:
        raise UnapprovedError(refusal("publishing.outgoing.approved"))
    rows = tuple(_rows(register, approved))
    shown = {row.subject for row in rows}
    names, findings = _names(register, approved)
    used = {source for row in rows for source in row.sources}
    evidence = PublicEvidence(
        as_of=approved.on,
        rows=without_small_cells(rows),
        decisions=tuple(one for one in _joined(register) if {one.one, one.other} <= shown),
        names={id_: name for id_, name in names.items() if id_ in shown},
        sources={id_: _public(source) for id_, source in register.sources.items() if id_ in used},
    )
    return evidence, findings


def _rows(register: Register, approved: ApprovedRows) -> Iterable[Countable]:
    public = (one for one in register.claims if one.level is Level.PUBLIC)
    going = (
        one
        for one in public
        if f"{one.subject.kind}.{one.property}" in approved.properties | {"detention.person"}
    )
    for held in detentions(going):
        for person in held.persons:
            if approved.has(person) and register.sources[person.source].level is Level.PUBLIC:
                yield _row(held, person, register.key)


def _row(held: Detention, person: Subject, key: bytes) -> Countable:
    start, outcomes = held.date("start"), held.outcomes
    return Countable(
        subject=public_id(person, key),
        unit=Unit.PERSONS,
        sources=frozenset({str(person.source)}),
        first=start.first if start else None,
        last=start.last if start else None,
        outcome=outcomes[0] if len(outcomes) == 1 else None,
    )


def public_id(subject: Subject, key: bytes) -> str:
    """The id of a subject for the public (rule 2)."""
    said = f"{subject.source}\t{subject.kind}\t{subject.key}"
    return hmac.digest(key, said.encode(), "sha256").hex()[:ID_DIGITS]


def _joined(register: Register) -> Iterable[Joined]:
    for one in standing(register.decisions):
        yield Joined(
            one=public_id(one.one, register.key),
            other=public_id(one.other, register.key),
            sameness=Sameness(one.what.value) if one.what.value in set(Sameness) else Sameness.UNSURE,
        )


def _names(register: Register, approved: ApprovedRows) -> tuple[Mapping[str, str], tuple[Finding, ...]]:
    """The names that may go out, by public id (rule 3)."""
    named = [
        one
        for one in register.claims
        if f"{one.subject.kind}.{one.property}" == _NAME and approved.has(one.subject)
    ]
    if _NAME not in approved.properties:
        return {}, ()
    agreed = {one.person for one in register.consents}
    asked = OutgoingList(
        claims=frozenset(claim_id(one, key=register.key) for one in named if one.subject in agreed),
        proposed_by=approved.proposed_by,
        approved_by=approved.approved_by,
        on=approved.on,
    )
    going = outgoing(
        register.claims,
        asked,
        consents=register.consents,
        clusters=clusters_of(register.decisions).clusters,
        withheld=register.withheld,
        key=register.key,
    )
    return {public_id(one.subject, register.key): str(one.value) for one in going.claims}, going.findings


def _public(source: Source) -> PublicSource:
    return PublicSource(
        title=source.title or source.publisher or source.url or source.id,
        publisher=source.publisher,
        url=source.url,
    )
