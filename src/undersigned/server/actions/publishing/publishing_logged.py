"""What publishing a logged text adds: the signed edition, its openings, its bundle.

1. What goes out is what a clerk signed: the same notes, day, names and numbers, as of the same entry.
2. The site is made first. Then the text's entries are opened: from that moment its names are public in the
   log, and whoever is stopped after it begins publishing again and finds it done.
3. The bundle leads to a checkpoint that covers all of it. Without one nothing goes out: the sequencer is
   down, or signs nothing, and says why.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from undersigned.log.faults import LogError
from undersigned.server.actions.log.handing_over import (
    LONGEST_PAUSE,
    RecordState,
    await_entry,
    await_witnesses,
    is_witnessed,
)
from undersigned.server.actions.log.openings import request_opening, unopened
from undersigned.server.actions.log.trusting import TrustFileError, trust
from undersigned.server.actions.publishing.bundles import (
    addresses_of,
    bundle_of,
    last_entry,
    smallest_covering,
)
from undersigned.server.actions.publishing.edition_records import edition_agrees, entered_edition
from undersigned.server.actions.publishing.next_edition import Notes, Prepared, prepare
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.models import Checkpoint, Collection, SignedRecord, User
from undersigned.values.stored_zip import BundleError
from undersigned.verifying.verifiers import verifiers

_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedEdition:
    """An edition that a clerk signed, prepared for publishing."""

    record: SignedRecord
    prepared: Prepared


def signed_edition(collection: Collection) -> SignedEdition | Refusal:
    """The edition that waits to be published, exactly as it was signed; or why there is none."""
    record = entered_edition(collection)
    if record is None:
        return refuse("signing.edition.signed")
    notes: Notes = record.facts["notes"]
    on, counted = date.fromisoformat(record.facts["on"]), int(record.facts["counted"])
    prepared = prepare(collection, notes, on, below=counted)
    if isinstance(prepared, Refusal):
        return prepared
    if not edition_agrees(collection, record, prepared):
        return refuse("signing.edition.agrees")
    return SignedEdition(record=record, prepared=prepared)


def bundled(
    collection: Collection,
    signed: SignedEdition,
    *,
    forms: Mapping[str, bytes],
    by: User,
    at: datetime,
    seconds: float,
) -> dict[str, bytes] | Refusal:
    """The files beside the forms, after the text was opened in the log. Runs outside any transaction."""
    try:
        checkpoint = _opened(collection, signed.record, by=by, at=at, seconds=seconds)
        if isinstance(checkpoint, Refusal):
            return checkpoint
        bundle = bundle_of(
            collection,
            signed.record,
            checkpoint,
            rulebook=signed.prepared.rulebook,
            forms=forms,
            verifiers=verifiers(),
        )
    except (BundleError, LogError, TrustFileError) as fault:
        return refuse("desk.publish.made", fault=f"{fault}.")
    return dict.fromkeys(addresses_of(signed.prepared.document), bundle)


def _opened(
    collection: Collection, edition: SignedRecord, *, by: User, at: datetime, seconds: float
) -> Checkpoint | Refusal:
    """A checkpoint that covers the edition, below which nothing that it needs is hidden."""
    if not is_witnessed(edition, seconds=seconds):
        return refuse("signing.log.checkpoint")  # before anything is opened: the bundle would be refused
    for _ in range(_TRIES):
        request = request_opening(collection=collection, by=by, at=at)
        if request and await_entry(request, seconds=seconds).state is RecordState.WAITING:
            return refuse("signing.log.waiting")
        checkpoint = _covering(collection, edition, request, seconds=seconds)
        if checkpoint is None or (checkpoint.witnessed_at is None and trust().policy.asks_for_witnesses):
            return refuse("signing.log.checkpoint")
        if not unopened(collection).filter(entry__lt=checkpoint.size).exists():
            return checkpoint
    return refuse("desk.publish.quiet", tries=_TRIES)


def _covering(
    collection: Collection, edition: SignedRecord, request: SignedRecord | None, *, seconds: float
) -> Checkpoint | None:
    """A checkpoint that covers the edition, after a short wait: for witnesses only if any are asked for."""
    if trust().policy.asks_for_witnesses:
        await_witnesses(request or edition, seconds=seconds)
        return smallest_covering(last_entry(collection, edition))
    until = time.monotonic() + seconds
    while (found := smallest_covering(last_entry(collection, edition))) is None and time.monotonic() < until:
        time.sleep(LONGEST_PAUSE)
    return found
