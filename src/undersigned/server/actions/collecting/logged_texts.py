"""Enters an opened text in the log: its record fixes words, rules and days, and a clerk signs it.

1. Where no log has begun, a text is collected on paper as ever and nothing of it is logged.
2. The record is prepared in the same transaction that opens the text; members sign once it has an entry.
3. The table of its figures and the public evidence of that day are bound to it; where there is neither, the
   empty ones are (`figures.py`).
"""

from datetime import datetime

from undersigned.server.actions.counting.kept_figures import evidence_snapshot, figures_table
from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.preparing import prepare, thread_of
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import Collection, SignedRecord, User
from undersigned.values.digest import canonical_paragraph, sha256


def prepare_text(*, collection: Collection, by: User, at: datetime) -> SignedRecord | Refusal:
    """Prepare the record of a text that is being opened, for a clerk to sign. Needs a transaction."""
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
            "evidence": sha256(evidence_snapshot(collection)),
            "figures": sha256(figures_table(collection)),
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
