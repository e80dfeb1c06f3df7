"""A clerk signs a record with a passkey: a text that is fixed, names from paper, an edition."""

from django.conf import settings
from django.urls import reverse

from undersigned.server.actions.log.clerks import missing_clerks, take_clerk_line, task_of
from undersigned.server.actions.log.handing_over import RecordState, await_entry
from undersigned.server.actions.log.keeping_keys import keys_of
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.desk.clock import now
from undersigned.server.records.models import ClerkTask, SignedRecord
from undersigned.server.signing_host.answers import key_shown, refused_answer
from undersigned.server.signing_host.asking import Answer, Question, answering


@answering
def task(question: Question) -> Answer:
    """The record that is to be signed, and the clerk's key."""
    held = _task(question)
    if isinstance(held, Refusal):
        return held
    key = keys_of(held.clerk).last()
    if key is None:
        return refuse("signing.clerk.key", name=held.clerk.name)
    return {
        "kind": held.record.kind,
        "text": held.record.text,
        "name": held.clerk.name,
        "desk": _desk(held.record),
        **key_shown(key),
    }


@answering
def sign(question: Question) -> Answer:
    """Take the clerk's line; the last one that is wanted hands the record over."""
    held = _task(question)
    if isinstance(held, Refusal):
        return held
    record = take_clerk_line(task=held, assertion=question.assertion(), at=now())
    if isinstance(record, Refusal):
        return record
    if missing := missing_clerks(record):
        return {"state": "waiting", "missing": missing}
    standing = await_entry(record)
    if standing.state is RecordState.REFUSED:
        return refused_answer(standing)
    return {"state": standing.state.value, "index": standing.index}


def _desk(record: SignedRecord) -> str:
    """Where at the desk the clerk came from."""
    place = "desk:publication" if record.kind == "edition" else "desk:collection"
    path = reverse(place, urlconf=settings.ROOT_URLCONF, args=[record.collection_id])
    return f"{settings.ORIGIN}{path}"


def _task(question: Question) -> ClerkTask | Refusal:
    return task_of(question.text("secret"), at=now()) or refuse("signing.clerk.task")
