"""What people agreed to, asked for each source; and who may read what is withheld in a source.

An answer is never changed: a withdrawal is another answer. Whoever withdraws leaves the public
site at once.
"""

from datetime import date, datetime

from django.db import transaction

from undersigned.server.actions.evidence.leaving import must_leave
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import (
    CaseRow,
    ConsentAnswer,
    EvidenceSource,
    EvidenceSubject,
    User,
    UserRole,
    WithheldReader,
)

_PUBLISH = "publish"


@transaction.atomic
def keep_consent(
    *,
    subject: EvidenceSubject,
    to: str,
    given: bool,
    on: date,
    today: date,
    asked_by: str,
    by: User,
    at: datetime,
) -> ConsentAnswer | Refusal:
    """Keep a person's answer."""
    if on > today:
        return refuse("desk.consent.day", "on", day=on.isoformat())
    answer = ConsentAnswer.objects.create(
        subject=subject, to=to, given=given, on=on, asked_by=asked_by, at=at, by=by
    )
    record("consent-kept", answer, by=by, at=at, particulars={"to": to, "given": given})
    if to == _PUBLISH and not given:
        must_leave([subject.pk], by=by, at=at)
    return answer


@transaction.atomic
def keep_consent_of_source(
    *,
    source: EvidenceSource,
    to: str,
    given: bool,
    on: date,
    today: date,
    asked_by: str,
    by: User,
    at: datetime,
) -> int | Refusal:
    """Keep the same answer of everybody in a source who has none yet, as who asked them reports it."""
    if on > today:
        return refuse("desk.consent.day", "on", day=on.isoformat())
    people = CaseRow.objects.filter(subject__source=source).exclude(subject__consents__to=to)
    answers = [
        ConsentAnswer(subject_id=pk, to=to, given=given, on=on, asked_by=asked_by, at=at, by=by)
        for pk in people.values_list("pk", flat=True)
    ]
    ConsentAnswer.objects.bulk_create(answers)
    told = {"to": to, "given": given, "people": len(answers)}
    record("consent-of-source-kept", source, by=by, at=at, particulars=told)
    if to == _PUBLISH and not given:
        must_leave((one.subject_id for one in answers), by=by, at=at)
    return len(answers)


@transaction.atomic
def name_reader(*, source: EvidenceSource, email: str, by: User, at: datetime) -> WithheldReader | Refusal:
    """Let a monitor read what is withheld in a source."""
    user = User.objects.filter(email__iexact=email, role=UserRole.MONITOR, is_active=True).first()
    if user is None:
        return refuse("desk.reader.account", "email", email=email)
    reader, made = WithheldReader.objects.get_or_create(
        source=source, user=user, ended_at=None, defaults={"added_at": at, "added_by": by}
    )
    if made:
        record("withheld-reader-named", source, by=by, at=at, particulars={"reader": user.pk})
    return reader


@transaction.atomic
def end_reader(*, reader: WithheldReader, by: User, at: datetime) -> WithheldReader:
    """Take somebody off the readers of a source."""
    if reader.ended_at is None:
        reader.ended_at, reader.ended_by = at, by
        reader.save(update_fields=["ended_at", "ended_by"])
        record("withheld-reader-ended", reader.source, by=by, at=at, particulars={"reader": reader.user_id})
    return reader


def reads_withheld(source: EvidenceSource, user: User) -> bool:
    """Whether somebody is named as a reader of what is withheld in a source."""
    return WithheldReader.objects.filter(source=source, user=user, ended_at=None).exists()
