"""Publishes what became of a text: a list that one person proposes and another approves, and what it shows.

1. A list holds claims, one by one, and only such as a page shows (`followup/published.py`): public, of public
   sources, of people who agreed to be published and whose names the text prints.
2. All of that is asked again when it is approved and each time the site is made: whoever withdrew their
   consent, or whose claims were taken back or destroyed, is not on it any more.
3. The newest approved list is what is public. The page states the day of approval as the day on which it was
   looked at; the age of each thing is counted to the day on which the site is made.
4. A list from which everything has gone shows nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from undersigned.evidence.approving import Outgoing, OutgoingList
from undersigned.evidence.case_files import CaseFile
from undersigned.evidence.claims import Claim, ClaimId, Subject, claim_id
from undersigned.evidence.sources import Source
from undersigned.evidence.withholding import handle_of
from undersigned.followup.published import SHOWN, published
from undersigned.publishing.followed import Followed
from undersigned.server.actions.evidence.leaving import must_be_shown
from undersigned.server.actions.evidence.register import one_person, register
from undersigned.server.actions.followup.followed_things import FollowedCase, case_of
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.evidence import rows_about, source_of_row
from undersigned.server.records.models import (
    Collection,
    EvidenceSource,
    EvidenceSubject,
    FollowUpClaim,
    FollowUpList,
    User,
)
from undersigned.values.digest import canonical_paragraph

_PERSON, _SOMEBODY = "person", "somebody else"


def may_go_out(collection: Collection, *, on: date) -> Outgoing:
    """What is known of what is followed for a text and may go out; what stays back is counted."""
    case = case_of(collection)
    shown = _shown(case, collection)
    ids = frozenset(claim_id(claim, key=case.register.key) for claim in shown)
    return case.register.asked(OutgoingList(claims=ids, proposed_by="", approved_by=_SOMEBODY, on=on))


@transaction.atomic
def propose_followup(*, collection: Collection, on: date, by: User, at: datetime) -> FollowUpList | Refusal:
    """Put what may go out on a list, for somebody else to approve."""
    going = may_go_out(collection, on=on).claims
    if not going:
        return refuse("desk.followup.something")
    key = case_of(collection).register.key
    made = FollowUpList.objects.create(collection=collection, proposed_at=at, proposed_by=by)
    FollowUpClaim.objects.bulk_create(
        FollowUpClaim(list=made, claim_id=claim_id(claim, key=key)) for claim in going
    )
    record("followup-proposed", made, by=by, at=at, particulars={"claims": len(going)})
    return made


@transaction.atomic
def approve_followup(*, list_: FollowUpList, on: date, by: User, at: datetime) -> FollowUpList | Refusal:
    """Let a list go out that somebody else proposed. The site shows it once it is made anew."""
    held = FollowUpList.objects.select_for_update().get(pk=list_.pk)
    if held.approved_at or held.set_aside_at:
        return refuse("desk.outgoing.open")
    if held.proposed_by_id == by.pk:
        return refuse("evidence.outgoing.second-person")
    if not still_going_out(held, on=on).claims:
        return refuse("desk.followup.something")
    held.on, held.approved_at, held.approved_by = on, at, by
    held.save(update_fields=["on", "approved_at", "approved_by"])
    record("followup-approved", held, by=by, at=at)
    must_be_shown(by=by, at=at)
    return held


@transaction.atomic
def set_followup_aside(*, list_: FollowUpList, by: User, at: datetime) -> FollowUpList | Refusal:
    """Set aside a list that is not to go out."""
    held = FollowUpList.objects.select_for_update().get(pk=list_.pk)
    if held.approved_at or held.set_aside_at:
        return refuse("desk.outgoing.open")
    held.set_aside_at, held.set_aside_by = at, by
    held.save(update_fields=["set_aside_at", "set_aside_by"])
    record("followup-set-aside", held, by=by, at=at)
    return held


def still_going_out(list_: FollowUpList, *, on: date, case: FollowedCase | None = None) -> Outgoing:
    """What of a list may still go out."""
    ids = frozenset(ClaimId(one) for one in list_.claims.values_list("claim_id", flat=True))
    asked = OutgoingList(claims=ids, proposed_by=str(list_.proposed_by_id), approved_by=_second(list_), on=on)
    return (case or case_of(list_.collection)).register.asked(asked)


def public_followup(collection: Collection, *, today: date) -> Followed | None:
    """What the public may see of what became of a text; `None` where nothing went out (rules 2 to 4)."""
    newest = collection.followup_lists.filter(approved_at__isnull=False).order_by("-approved_at").first()
    return shown_by(newest, today=today) if newest else None


def shown_by(list_: FollowUpList, *, today: date) -> Followed | None:
    """What a page shows by a list: consents and ages as of today, looked at when it was approved."""
    case = case_of(list_.collection)
    going = still_going_out(list_, on=today, case=case).claims
    found = published(
        CaseFile(sources=_sources(going), claims=going, clusters=case.register.clusters, decided={}),
        names=printed_names(list_.collection, going),
        as_of=today,
        called=_outside(going, case.register.key).__getitem__,
    )
    if not (found.people or found.recommendations or found.calls or found.replies):
        return None
    return replace(found, looked_on=list_.on)


def printed_names(collection: Collection, claims: Iterable[Claim]) -> frozenset[str]:
    """The names among claims that the text prints, in whatever language, letter for letter."""
    text = "\n".join(
        canonical_paragraph(part)
        for said in collection.texts.values()
        for part in (said.get("title") or "", said.get("opening") or "", *said.get("clauses", ()))
    )
    names = {str(claim.value) for claim in claims if _is_name(claim)}
    return frozenset(
        name for name in names if re.search(rf"(?<!\w){re.escape(canonical_paragraph(name))}(?!\w)", text)
    )


def prints_their_name(collection: Collection, subject: EvidenceSubject) -> bool:
    """Whether a text prints a name of a person that may be read: without one nothing of them goes out."""
    return bool(printed_names(collection, register(rows_about(one_person(subject))).claims))


def _shown(case: FollowedCase, collection: Collection) -> tuple[Claim, ...]:
    """What a page would show of what is followed: of people, only those whose name the text prints."""
    own = tuple(claim for claim in case.own_claims() if f"{claim.subject.kind}.{claim.property}" in SHOWN)
    printed = printed_names(collection, own)
    cluster_of = {person: cluster for cluster in case.register.clusters for person in cluster}
    there = {
        subject
        for claim in own
        if _is_name(claim) and claim.value in printed
        for subject in cluster_of.get(claim.subject, (claim.subject,))
    }
    about: dict[Subject, set[Subject]] = {}
    for claim in own:
        for person in (claim.subject, claim.value):
            if isinstance(person, Subject) and person.kind == _PERSON:
                about.setdefault(claim.subject, set()).add(person)
    return tuple(claim for claim in own if not about.get(claim.subject) or about[claim.subject] & there)


def _is_name(claim: Claim) -> bool:
    return (claim.subject.kind, claim.property) == (_PERSON, "name") and isinstance(claim.value, str)


def _sources(claims: Iterable[Claim]) -> dict[str, Source]:
    rows = EvidenceSource.objects.filter(pk__in={str(claim.subject.source) for claim in claims})
    return {row.pk: source_of_row(row) for row in rows}


def _outside(claims: Iterable[Claim], key: bytes) -> dict[Subject, str]:
    """How each person is called outside: by an id that says nothing of the register."""
    persons = {
        person
        for claim in claims
        for person in (claim.subject, claim.value)
        if isinstance(person, Subject) and person.kind == _PERSON
    }
    handles = {person: str(handle_of(person, key=key)) for person in persons}
    ids = dict(EvidenceSubject.objects.filter(pk__in=handles.values()).values_list("pk", "public_id"))
    return {person: ids[handle] or "" for person, handle in handles.items()}


def _second(list_: FollowUpList) -> str:
    return str(list_.approved_by_id) if list_.approved_by_id else _SOMEBODY
