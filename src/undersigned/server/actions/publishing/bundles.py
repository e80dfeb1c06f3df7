"""Makes the bundle of an edition from rows and the log's files: what a stranger needs to check it.

1. It holds all entries from the first that the edition rests on to the end of one checkpoint, and a receipt
   for every statement and paper record of the text.
2. The checkpoint is the smallest that covers the edition and its openings, a witnessed one if there is one.
3. It is published beside the forms: under the declaration's address for the latest edition, and for ever
   under that of the edition.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import rfc8785
from django.conf import settings
from django.db.models import Max, Min, Q, QuerySet

from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.log.directory import LogDirectory
from undersigned.publishing.addresses import declaration, declaration_key
from undersigned.publishing.bundle import Bundle, LogPart, log_part
from undersigned.publishing.document import Document
from undersigned.server.actions.counting.kept_figures import evidence_snapshot, figures_table
from undersigned.server.actions.log.receipts import receipt_at
from undersigned.server.actions.log.trusting import trust_bytes
from undersigned.server.actions.publishing.edition_records import lists_of
from undersigned.server.records.mapping.declaring import draft_of
from undersigned.server.records.mapping.signing import record_of, text_of
from undersigned.server.records.models import (
    Checkpoint,
    Collection,
    LogEntry,
    LoggedRoll,
    SignedRecord,
    SigningKey,
)
from undersigned.values.digest import canonical_text

SUFFIX = ".bundle.zip"
_WITH_RECEIPT = ("statement", "paper")
_WITH_LINES_OF_CLERKS = ("text", "paper", "edition")


def bundle_of(
    collection: Collection,
    edition: SignedRecord,
    checkpoint: Checkpoint,
    *,
    rulebook: Rulebook,
    forms: Mapping[str, bytes],
    verifiers: Mapping[str, bytes],
) -> bytes:
    """The bundle as the bytes of an archive. Raises `BundleError`, `LogError`, `TrustFileError`."""
    records = tuple(collection.records.filter(entry__lt=checkpoint.size).exclude(kind="open"))
    rolls = _rolls(records)
    return Bundle(
        declaration=collection.pk,
        texts=_texts(collection),
        lists=lists_of(collection, edition.facts["counted"]),
        rulebook=rfc8785.dumps(rulebook.as_data()),
        rolls=tuple(bytes(roll.content) for roll in rolls),
        log=_log_part(_first(records, rolls), checkpoint),
        receipts=tuple(receipt_at(record, checkpoint) for record in records if record.kind in _WITH_RECEIPT),
        policy=trust_bytes(),
        evidence=evidence_snapshot(collection),
        figures=figures_table(collection),
        forms=forms,
        verifiers=verifiers,
    ).encoded()


def addresses_of(document: Document) -> Iterator[str]:
    """The addresses of the bundle of an edition within the site."""
    key = declaration_key(document)
    label = document.edition.label if document.edition else None
    for language in document.languages:
        yield declaration(language, key, SUFFIX)
        yield declaration(language, key, SUFFIX, label)


def smallest_covering(index: int) -> Checkpoint | None:
    """The smallest witnessed checkpoint that covers an entry; if there is none, the smallest signed one."""
    above = Checkpoint.objects.filter(size__gt=index).order_by("size")
    return above.filter(witnessed_at__isnull=False).first() or above.first()


def last_entry(collection: Collection, edition: SignedRecord) -> int:
    """The index of the last entry that an edition needs: its own, or the last of its openings."""
    opened = collection.records.aggregate(last=Max("opening"))["last"]
    return max(edition.entry_id or 0, opened or 0)


def _texts(collection: Collection) -> dict[str, str]:
    return {
        version.language: canonical_text([version.title or "", version.opening or "", *version.clauses])
        for version in draft_of(collection.texts).versions
    }


def _rolls(records: Iterable[SignedRecord]) -> tuple[LoggedRoll, ...]:
    named = {text_of(record).word("roll") for record in records if record.kind in _WITH_RECEIPT}
    return tuple(LoggedRoll.objects.filter(pk__in=named).select_related("record").order_by("pk"))


def _first(records: tuple[SignedRecord, ...], rolls: Iterable[LoggedRoll]) -> int:
    """The lowest index of anything that the declaration rests on: records, rolls, keys of all who signed."""
    indices = [record.entry_id for record in records] + [roll.record.entry_id for roll in rolls]
    keys = _keys(records).aggregate(first=Min("record__entry"))["first"]
    return min(int(index) for index in (*indices, keys) if index is not None)


def _keys(records: Iterable[SignedRecord]) -> QuerySet[SigningKey]:
    """Every key of everyone who signed, including replaced ones."""
    clerks = {
        line.name
        for record in records
        if record.kind in _WITH_LINES_OF_CLERKS
        for line in record_of(record).lines
    }
    members = {record.member_id for record in records if record.member_id}
    return SigningKey.objects.filter(Q(member__in=members) | Q(role="clerk", holder__in=clerks))


def _log_part(first: int, checkpoint: Checkpoint) -> LogPart:
    before = LogEntry.objects.filter(index__lt=first).order_by("index").values_list("leaf", flat=True)
    log = LogDirectory(Path(settings.LOG_FOLDER))
    return log_part(
        bytes(checkpoint.note),
        log.entries(first, checkpoint.size),
        b"".join(bytes(leaf) for leaf in before.iterator(chunk_size=10_000)),
    )
