"""What one transaction of the sequencer knows and adds: entries at the next indices.

1. A record of a thread that is not public yet is entered as a commitment, with a salt drawn here; every
   other in clear. Keys of members are always committed to.
2. What a text's records rest on is loaded once for the whole batch, and anew after a name went.
"""

from datetime import datetime

from django.db import transaction

from undersigned.log.merkle import leaf_hash
from undersigned.server.actions.entitlement import Ground, ground
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.ids import new_salt
from undersigned.server.records.models import Collection, LogEntry, SignedRecord
from undersigned.signing.commitments import commitment
from undersigned.signing.records import read_entry


class Batch:
    """The work of one transaction, from `size` entries on."""

    def __init__(self, *, size: int, at: datetime) -> None:
        """Nothing is entered yet."""
        self.size = size
        self.at = at
        self.entries: list[LogEntry] = []
        self._grounds: dict[str, Ground | Refusal] = {}
        self._public: dict[str, bool] = {}

    @property
    def next_index(self) -> int:
        """The index of whatever is entered next."""
        return self.size + len(self.entries)

    def ground(self, collection: Collection) -> Ground | Refusal:
        """What statements about a text rest on, as loaded in this batch."""
        if collection.pk not in self._grounds:
            self._grounds[collection.pk] = ground(Collection.objects.get(pk=collection.pk))
        return self._grounds[collection.pk]

    def names_changed(self, collection: Collection) -> None:
        """Have what a text's statements rest on loaded anew."""
        self._grounds.pop(collection.pk, None)

    def enter(self, record: SignedRecord) -> int:
        """Give a record the next index, as a commitment or in clear; the row is saved."""
        content = bytes(record.content or b"")
        if self._hidden(record):
            record.salt = new_salt()
            content = commitment(read_entry(content), bytes(record.salt)).encoded()
        record.entry_id = self.add(content)
        record.save(update_fields=["salt", "entry"])
        return record.entry_id

    def add(self, content: bytes) -> int:
        """Add an entry; its index."""
        index = self.next_index
        self.entries.append(LogEntry(index=index, content=content, leaf=leaf_hash(content), at=self.at))
        return index

    def keep(self) -> None:
        """Insert the entries. In the transaction that held the lease."""
        assert transaction.get_connection().in_atomic_block
        LogEntry.objects.bulk_create(self.entries)

    def opened(self, thread: str) -> None:
        """From now on a thread is public: what follows is entered in clear."""
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
