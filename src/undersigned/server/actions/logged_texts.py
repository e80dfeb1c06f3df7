"""A text that is opened goes into the log: its record fixes words, rules and days, and a clerk signs it.

1. Where no log has begun, a text is collected on paper as ever and nothing of it is logged.
2. The record is prepared in the same transaction that opens the text; members sign once it has an entry.
3. No evidence and no table of figures is bound to a text yet: their places hold the empty ones.
"""

from datetime import datetime

from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.preparing import prepare, thread_of
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import Collection, SignedRecord, User
from undersigned.values.digest import canonical_paragraph, sha256

NO_EVIDENCE, NO_FIGURES = b"{}", b"[]"


def prepare_text(*, collection: Collection, by: User, at: datetime) -> SignedRecord | Refusal:
    """Fix the record of a text that is being opened; then a clerk signs it. In a transaction."""
    titles = {language: text["title"] or "" for language, text in sorted(collection.texts.items())}
    thread = thread_of(collection, at=at)
    made = prepare(
        "text",
        {
            "declaration": collection.pk,
            "assembly": collection.assembly,
            "instrument": collection.instrument,
            "title": [(language, canonical_paragraph(title)) for language, title in titles.items()],
            "text": sorted(collection.text_digests.items()),
            "rulebook": (collection.rulebook, collection.rulebook_digest),
            "evidence": sha256(NO_EVIDENCE),
            "figures": sha256(NO_FIGURES),
            "opens": collection.opened_on,
            "closes": None,  # it hangs on the day of tabling, which is not known yet
        },
        thread=thread,
        collection=collection,
        by=by,
        at=at,
    )
    if not isinstance(made, Refusal):
        write_down("text-prepared", collection, by=by, at=at, particulars={"record": made.pk})
    return made
