"""The state of one transaction of the sequencer: the next index, the entries and the rows that follow.

1. A record of a thread that is not public yet is entered as a commitment, with a salt drawn here; every
   other in clear. Keys of members are always committed to.
2. What signing statements rest on (text, roll, rules, keys) is loaded once for all of them. Any other kind of
   record may change that: rows are written out before it is looked at, and all is loaded again after it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import connection, transaction

from undersigned.declaring.roll.members import MemberId
from undersigned.log.merkle import leaf_hash
from undersigned.server.actions.collecting.entitlement import Ground, ground
from undersigned.server.actions.log.keeping_keys import valid_keys
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.ids import new_salt
from undersigned.server.records.models import (
    Act,
    Collection,
    LogEntry,
    Signature,
    SignedRecord,
    SigningInvitation,
    SigningKey,
)
from undersigned.signing.commitments import commitment
from undersigned.signing.records import Record

_ENTERED = 'UPDATE "records_signedrecord" SET "salt" = %s, "entry_id" = %s WHERE "id" = %s'


class Batch:
    """The work of one transaction on some records, from `size` entries on."""

    def __init__(self, records: Iterable[SignedRecord], *, size: int, at: datetime) -> None:
        """Start with nothing entered."""
        self.size = size
        self.at = at
        self.entries: list[LogEntry] = []
        self._records = tuple(records)
        self._entered: list[tuple[bytes | None, int, str]] = []
        self._signatures: list[Signature] = []
        self._acts: list[Act] = []
        self._grounds: dict[str, Ground | Refusal] = {}
        self._keys: dict[str, SigningKey] | None = None
        self._public: dict[str, bool] = {}

    @property
    def next_index(self) -> int:
        """The index of whatever is entered next."""
        return self.size + len(self.entries)

    def ground(self, collection: Collection, codes: Iterable[str]) -> Ground | Refusal:
        """What records about a text rest on, for all statements of the batch and these members."""
        if collection.pk not in self._grounds:
            signing = [
                record.member.code
                for record in self._records
                if record.collection_id == collection.pk and record.kind == "statement" and record.member
            ]
            fresh = Collection.objects.get(pk=collection.pk)
            self._grounds[collection.pk] = ground(fresh, {*signing, *codes})
        return self._grounds[collection.pk]

    def key(self, pk: str | None) -> SigningKey | None:
        """A key that a statement of the batch was signed with, if it is valid."""
        if self._keys is None:
            wanted = [record.key_id for record in self._records if record.key_id]
            self._keys = {key.pk: key for key in valid_keys().filter(pk__in=wanted)}
        return self._keys.get(pk or "")

    def enter(self, record: SignedRecord, read: Record) -> int:
        """Give a record the next index, as a commitment or in clear."""
        salt = new_salt() if self._hidden(record) else None
        entry = commitment(read, salt) if salt else read
        record.salt, record.entry_id = salt, self.add(entry.encoded())
        self._entered.append((salt, record.entry_id, record.pk))
        return record.entry_id

    def add(self, content: bytes) -> int:
        """Add an entry; return its index."""
        index = self.next_index
        self.entries.append(LogEntry(index=index, content=content, leaf=leaf_hash(content), at=self.at))
        return index

    def put_on_list(self, signature: Signature, code: str) -> None:
        """Add a name to a list, to be written with the others."""
        self._signatures.append(signature)
        rests_on = self._grounds.get(signature.collection_id)
        if isinstance(rests_on, Ground):
            signed = rests_on.signable.signed | {MemberId(code)}
            rests_on = replace(rests_on, signable=replace(rests_on.signable, signed=signed))
            self._grounds[signature.collection_id] = rests_on

    def note(self, kind: str, record: SignedRecord, **facts: str) -> None:
        """Note an act of the member for the journal."""
        act = Act(at=self.at, by=None, kind=kind, subject_kind="signedrecord", subject=record.pk)
        act.particulars = {**facts, "collection": record.collection_id}
        self._acts.append(act)

    def write_out(self) -> None:
        """Write the rows entered so far; afterwards everything is loaded again when needed."""
        with connection.cursor() as cursor:
            cursor.executemany(_ENTERED, self._entered)
        Signature.objects.bulk_create(self._signatures)
        for collection in {signature.collection_id for signature in self._signatures}:
            signed = [
                signature.member_id for signature in self._signatures if signature.collection_id == collection
            ]
            invitations = SigningInvitation.objects.filter(collection=collection, member__in=signed)
            invitations.filter(used_at=None, withdrawn_at=None).update(used_at=self.at)
        Act.objects.bulk_create(self._acts)
        self._entered, self._signatures, self._acts = [], [], []
        self._grounds.clear()
        self._keys = None

    def keep(self) -> None:
        """Write all rows and entries, in the transaction that holds the lease."""
        assert transaction.get_connection().in_atomic_block
        self.write_out()
        LogEntry.objects.bulk_create(self.entries)

    def opened(self, thread: str) -> None:
        """Mark a thread as public: later records of it are entered in clear."""
        self._public[thread] = True

    def _hidden(self, record: SignedRecord) -> bool:
        if record.thread_id is None:
            return False
        if record.collection_id is None:
            return True
        if record.thread_id not in self._public:
            editions = SignedRecord.objects.filter(thread=record.thread_id, kind="edition")
            self._public[record.thread_id] = editions.filter(opening__isnull=False).exists()
        return not self._public[record.thread_id]
