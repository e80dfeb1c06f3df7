"""Collects names on paper: tick from a sheet, confirm, take back, withdraw, choose the first signer.

1. Who may sign is asked of the roll and the rulebook of the day of signing; each name keeps the seat and the
   group of that day. All names of one act are ticked, or none is.
2. A name is confirmed by another clerk than the one who ticked it, and only with a scan.
3. A wrong tick is taken back with a reason while nobody has confirmed it; a confirmed name is withdrawn, with
   the ground for it, where the rulebook still allows that. A name that is in the log goes by a record.
4. Acts on one text wait for one another (its row is locked), so no name is ever ticked twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from undersigned.server.actions.collecting.names import ADDING, names_under, window, withdrawal
from undersigned.server.actions.collecting.papers import (
    prepare_paper_withdrawal,
    prepare_papers,
    set_papers_aside,
)
from undersigned.server.actions.collecting.readiness import is_logged
from undersigned.server.actions.collecting.signable import Choice, Signable, signable
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse, refused_by
from undersigned.server.records.models import Collection, Scan, Signature, User
from undersigned.values.findings import Finding, Outcome, Place, failed


@transaction.atomic
def tick_names(
    *,
    collection: Collection,
    keys: Sequence[str],
    signed_on: date,
    scan: Scan | None,
    by: User,
    at: datetime,
) -> tuple[Signature, ...] | Refusal:
    """Put members on the list who signed a sheet on a day; `keys` are `signable.Choice.key` values."""
    text = held(collection)
    roll = signable(text)
    refused = refused_by(_may_be_ticked(text, roll, keys, signed_on, at))
    if refused:
        return refused
    chosen = _chosen(roll, keys, signed_on)
    refused = refused_by(finding for key, choice in chosen for finding in _why_not(key, choice))
    if refused:
        return refused

    rows = [
        _row(text, choice, signed_on=signed_on, scan=scan, by=by, at=at) for _, choice in chosen if choice
    ]
    Signature.objects.bulk_create(rows)
    facts = {
        "names": [signature.pk for signature in rows],
        "signed_on": signed_on.isoformat(),
        "scan": scan.pk if scan else None,
    }
    record("names-ticked", text, by=by, at=at, particulars=facts)
    return tuple(rows)


@transaction.atomic
def confirm_names(
    *, collection: Collection, names: Sequence[str], by: User, at: datetime
) -> tuple[Signature, ...] | Refusal:
    """Confirm, as a second clerk, that names stand on their scan; a confirmed one stays as it is."""
    text = held(collection)
    rows, refused = standing(text, names)
    refused = refused or refused_by(finding for row in rows for finding in _unconfirmable(row, by))
    if refused:
        return refused
    fresh = [signature.pk for signature in rows if signature.confirmed_at is None]
    if fresh:
        text.signatures.filter(pk__in=fresh).update(confirmed_at=at, confirmed_by=by)
        record("names-confirmed", text, by=by, at=at, particulars={"names": fresh})
        if is_logged(text):
            prepare_papers(collection=text, by=by, at=at)  # what cannot be logged yet is prepared later
    return rows


@transaction.atomic
def take_back_tick(*, signature: Signature, reason: str, by: User, at: datetime) -> Signature | Refusal:
    """Undo a wrong tick that nobody has confirmed."""
    rows, refused = standing(held(signature.collection), [signature.pk])
    if refused:
        return refused
    if rows[0].confirmed_at:
        return refuse("signing.paper.unconfirmed", name=str(rows[0]))
    return _end(rows[0], "tick-taken-back", reason, by=by, at=at)


@transaction.atomic
def withdraw_name(*, signature: Signature, reason: str, by: User, at: datetime) -> Signature | Refusal:
    """Withdraw a confirmed name if the rulebook still allows it; `reason` gives the ground."""
    text = held(signature.collection)
    rows, refused = standing(text, [signature.pk])
    if refused:
        return refused
    if rows[0].confirmed_at is None:
        return refuse("signing.paper.confirmed", name=str(rows[0]))
    names = names_under(text)
    if names.rulebook is None:
        return Refusal(findings=names.confirmed_only)
    allowed = withdrawal(text, names, names.rulebook, _day(at))
    if allowed.outcome is Outcome.FAILED:
        return Refusal(findings=(allowed,))
    if rows[0].record_id:
        return _withdraw_from_log(rows[0], reason, by=by, at=at)
    if is_logged(text):
        set_papers_aside(signature=rows[0], at=at)
    return _end(rows[0], "name-withdrawn", reason, by=by, at=at)


@transaction.atomic
def name_first_signer(*, signature: Signature, by: User, at: datetime) -> Collection | Refusal:
    """Choose whose name stands first, before the text is published."""
    text = held(signature.collection)
    _, refused = standing(text, [signature.pk])
    if refused:
        return refused
    if text.editions.exists():
        return refuse("signing.list.first")
    facts = {"before": text.first_signer_id, "after": signature.member_id}
    text.first_signer_id = signature.member_id
    text.save(update_fields=["first_signer"])
    record("first-signer-named", text, by=by, at=at, particulars=facts)
    return text


def held(collection: Collection) -> Collection:
    """The current row, locked until the act is committed (rule 4)."""
    return Collection.objects.select_for_update().get(pk=collection.pk)


def standing(text: Collection, names: Sequence[str]) -> tuple[tuple[Signature, ...], Refusal | None]:
    """The rows of names that stand on the list, or a refusal of the act on them."""
    rows = tuple(text.signatures.filter(pk__in=names))
    if not names:
        return (), refuse("signing.paper.members", "names")
    if len(rows) != len({*names}):
        return (), refuse("signing.paper.known", "names")
    return rows, refused_by(
        failed("signing.paper.stands", name=str(signature)) for signature in rows if signature.withdrawn_at
    )


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _may_be_ticked(
    text: Collection, roll: Signable, keys: Sequence[str], signed_on: date, at: datetime
) -> Iterable[Finding]:
    """What prevents the act as a whole."""
    if text.state not in ADDING:
        yield failed("signing.list.open")
    if not keys:
        yield failed("signing.paper.members", Place(field="names"))
    if not text.opened_on <= signed_on <= _day(at):
        opened = text.opened_on.isoformat()
        yield failed("signing.paper.day", Place(field="day"), day=signed_on.isoformat(), opened=opened)
    if roll.rulebook is None:
        yield failed("signing.rulebook.found", rulebook=text.rulebook)
    else:
        yield window(text, roll.rulebook, signed_on)


def _chosen(roll: Signable, keys: Sequence[str], on: date) -> list[tuple[str, Choice | None]]:
    """The choice behind each key, each checked as if those before it had signed."""
    found: list[tuple[str, Choice | None]] = []
    for key in keys:
        signed = [choice.member.id for _, choice in found if choice]
        found.append((key, roll.choice(key, on, signed)))
    return found


def _why_not(key: str, choice: Choice | None) -> Iterable[Finding]:
    if choice is None:
        yield failed("signing.paper.known", Place(field="names"), key=key)
    elif choice.refusals:
        name = choice.member.name.surname_first()
        yield from (replace(finding, place=Place(field=name)) for finding in choice.refusals)


def _row(
    text: Collection, choice: Choice, *, signed_on: date, scan: Scan | None, by: User, at: datetime
) -> Signature:
    assert choice.seat  # whoever has no seat is refused
    name, seat = choice.member.name, choice.seat
    return Signature(
        collection=text,
        member_id=choice.row,
        family=name.family,
        given=name.given,
        honorific=name.honorific,
        style=name.style,
        delegation=seat.delegation,
        group=seat.group,
        role=seat.role.value,
        signed_on=signed_on,
        scan=scan,
        ticked_at=at,
        ticked_by=by,
    )


def _unconfirmable(row: Signature, by: User) -> Iterable[Finding]:
    if row.confirmed_at:
        return
    if row.ticked_by_id == by.pk:
        yield failed("signing.paper.second-clerk", name=str(row))
    if row.scan_id is None:
        yield failed("signing.paper.scan", name=str(row))


def _withdraw_from_log(row: Signature, reason: str, *, by: User, at: datetime) -> Signature | Refusal:
    """Prepare the record that removes a name; the row changes once the two clerks' record is entered."""
    if not reason.strip():
        return refuse("signing.paper.reason", "reason")
    made = prepare_paper_withdrawal(signature=row, reason=reason.strip(), by=by, at=at)
    if isinstance(made, Refusal):
        return made
    record("withdrawal-prepared", row, by=by, at=at, particulars={"record": made.pk})
    return row


def _end(row: Signature, kind: str, reason: str, *, by: User, at: datetime) -> Signature | Refusal:
    if not reason.strip():
        return refuse("signing.paper.reason", "reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = at, by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    record(kind, row, by=by, at=at, particulars={"collection": row.collection_id, "reason": reason.strip()})
    return row
