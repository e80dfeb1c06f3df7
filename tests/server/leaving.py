"""A published text with a figure and with what became of one person, of whom one spelling is on no text."""

from datetime import date

from django.db import transaction
from tests.server.actions.test_followup_going import became
from tests.server.actions.test_followup_going import let_out as let_followup_out
from tests.server.actions.test_published_figures import EVE, let_out
from tests.server.builders import AT, TEXTS, a_collection, a_draft, a_user, signatures
from tests.server.evidence import subject
from tests.server.publishing_cases import DAY, ruled

from undersigned.evidence.claims import Claim, Subject, claim_id
from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.counting import answering, figures, kept_figures
from undersigned.server.actions.evidence.claims import keep_claims
from undersigned.server.actions.followup import following
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.public.serving import Published
from undersigned.server.public.shelf import DatabaseShelf
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import PublishedBody, PublishedFile

NAMED, SPELLED = "Person B", "Persona Alternativa"  # the text prints the first
PAGE = "en/concord/written-declaration/1"
FIGURE, CALL = "In 2026, on the eve, at least 5 people were detained.", f"{NAMED} is held."
SAID = {
    "en": {**TEXTS["en"], "clauses": [FIGURE, CALL]},
    "fr": {
        **TEXTS["fr"],
        "clauses": ["En 2026, la veille, au moins 5 personnes ont été arrêtées.", f"{NAMED} est détenu."],
    },
}


def shown_with_somebody(clerk, monitor, second):
    """Published; the person, whose subject comes back, is named on the page of a figure and on one more."""
    let_out(6, monitor, second)
    _spelled_otherwise(monitor)
    draft = a_draft(texts_=SAID)
    kept = answering.keep_question(question=EVE, label="On the eve", by=clerk, at=AT)
    figures.bind_figure(draft=draft, mark="5.. at least #1", question=kept, texts=SAID, by=clerk, at=AT)
    collection = a_collection(draft=draft, by=clerk)
    kept_figures.keep_figures(collection=collection, at=AT)
    signatures(collection, 22, by=clerk, confirmed_by=a_user())
    ruled(collection, by=clerk)
    number_declaration(collection=collection, on=DAY, by=clerk, at=AT)
    following.follow(collection=collection, subject=subject("watch", 1), by=monitor, at=AT)
    became(1, "remanded", on=date(2026, 10, 1), by=monitor)
    let_followup_out(collection, monitor, second)
    collection.refresh_from_db()
    done = publish_edition(collection=collection, on=DAY, by=clerk, at=AT)
    assert hasattr(done, "label"), done
    return subject("watch", 1)


def _spelled_otherwise(by):
    ring, row = DataFolderRing(), Subject(source="watch", kind="person", key="1")
    claim = Claim(subject=row, property="name", value=SPELLED)
    pair = (claim_id(claim, key=ring.register_key()), claim)
    with transaction.atomic():
        keep_claims([pair], ring=ring, batch=None, by=by, at=AT)


def naming(*words):
    """The addresses, of the site that is shown, whose bytes hold any of these words."""
    files = PublishedFile.objects.filter(publication__current__isnull=False).select_related("body")
    return {one.path for one in files if _holds(one.body, words)}


def held_anywhere(*words):
    """Whether any published byte that is kept, also of the site before, holds any of these words."""
    return any(_holds(body, words) for body in PublishedBody.objects.all())


def answered(path, **headers):
    """Status, headers and bytes, as the public is answered now."""
    seen = {}

    def start(status, given):
        seen.update(status=int(status[:3]), headers=dict(given))

    def otherwise(_environ, start_behind):
        start_behind("404 Not Found", [])
        return (b"",)

    shelf = DatabaseShelf()
    environ = {"PATH_INFO": f"/{path}", "REQUEST_METHOD": "GET"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    body = b"".join(Published(otherwise, shelf)(environ, start))
    shelf.close()
    return seen["status"], seen["headers"], body


def _holds(body, words):
    return any(word.encode() in bytes(body.body) for word in words)
