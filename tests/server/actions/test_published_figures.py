"""The figures of a published text on the site: the card behind a number, and what moved; the text stays."""

from datetime import date, timedelta

import pytest
from tests.server.builders import AT, TEXTS, a_collection, a_draft, a_user, signatures
from tests.server.evidence import TODAY, a_table, consent_answered, people_rows, subject, taken_in
from tests.server.publishing_cases import DAY, LATER, more_names, ruled

from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.counting import answering, completing, figures, kept_figures, outgoing
from undersigned.server.actions.counting.published_figures import bindings_of
from undersigned.server.actions.evidence import consenting
from undersigned.server.actions.publishing import site
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.records.models import (
    CountQuestion,
    DeclaredComplete,
    EvidenceSource,
    PublishedBody,
    PublishedFile,
)

EVE = Question(unit=Unit.PERSONS, from_=date(2026, 9, 20), until=date(2026, 9, 21))
PAGE = "en/concord/written-declaration/1.html"
DATED = "en/concord/written-declaration/1@2031-10-04.html"
SAID = {
    "en": {**TEXTS["en"], "clauses": ["In 2026, on the eve, at least 5 people were detained.", "We call."]},
    "fr": {
        **TEXTS["fr"],
        "clauses": ["En 2026, la veille, au moins 5 personnes ont été arrêtées.", "Nous demandons."],
    },
}


def let_out(number, by, second, *, at=AT):
    """So many people on record, all agreed, approved to go out."""
    taken_in(a_table(*people_rows(number)), by=by)
    source = EvidenceSource.objects.get()
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="W", by=by, at=AT
    )
    proposal = outgoing.propose(sources=[source], on=TODAY, by=by, at=at)
    done = outgoing.approve(proposal=proposal, on=TODAY, by=second, at=at)
    assert done.approved_at, done
    return done


def opened(by):
    """A text with one bound figure, open, its figures kept, its names confirmed and in order."""
    draft = a_draft(texts_=SAID)
    kept = answering.keep_question(question=EVE, label="On the eve", by=by, at=AT)
    figures.bind_figure(draft=draft, mark="5.. at least #1", question=kept, texts=SAID, by=by, at=AT)
    collection = a_collection(draft=draft, by=by)
    kept_figures.keep_figures(collection=collection, at=AT)
    signatures(collection, 22, by=by, confirmed_by=a_user())
    ruled(collection, by=by)
    number_declaration(collection=collection, on=DAY, by=by, at=AT)
    collection.refresh_from_db()
    return collection


def test_a_number_of_a_binding_is_counted_among_all_numbers_of_its_clause(clerk):
    """The year before it is the first; in each language by itself."""
    (binding,) = bindings_of(opened(clerk))

    assert (binding.clause, binding.nth, binding.value) == (1, 2, 5)
    assert binding.places == {"en": (1, 2), "fr": (1, 2)}
    assert binding.question == EVE


@pytest.mark.slow
def test_the_page_shows_what_stands_behind_a_figure_and_that_it_moved(clerk, monitor, second_monitor):
    """71 then, more now: the card moves, the page says so, the digests of the text do not."""
    let_out(6, monitor, second_monitor)
    collection = opened(clerk)
    first = publish_edition(collection=collection, on=DAY, by=clerk, at=AT)
    assert hasattr(first, "label"), first
    files = _published()
    own = next(path for path in files if path.startswith("en/concord") and "figure-1" in path)
    shown = files[PAGE]
    assert "6 people" in files[own] or "6 people" in shown
    assert "<mark" in shown or "figure-1" in shown

    let_out(10, monitor, second_monitor, at=AT + timedelta(days=1))
    more_names(collection, 1)
    second = publish_edition(collection=collection, on=LATER, by=clerk, at=AT + timedelta(days=8))
    assert hasattr(second, "label"), second
    again = _published()
    everything = " ".join(text for path, text in again.items() if path.startswith("en/") and "figure" in path)
    assert "10 people" in everything
    assert "6" in everything
    assert second.text_digests == first.text_digests
    assert again[DATED] == files[DATED]
    assert kept_figures.evidence_snapshot(collection) != outgoing.public_snapshot().content.encode()


@pytest.mark.slow
def test_a_consent_that_is_taken_back_days_later_takes_the_name_off_the_page(clerk, monitor, second_monitor):
    """The rows are those of the day of approval, the consents those of today."""
    let_out(6, monitor, second_monitor)
    publish_edition(collection=opened(clerk), on=DAY, by=clerk, at=AT)
    assert [path for path, page in _published().items() if "Person B" in page]

    later = TODAY + timedelta(days=3)
    consent_answered(subject("watch", 1), monitor, on=later)
    site.make_anew(on=later, by=monitor, at=AT + timedelta(days=3), forget=True)

    assert [path for path, page in _published().items() if "Person C" in page]
    assert not [one.pk for one in PublishedBody.objects.all() if b"Person B" in bytes(one.body)]


@pytest.mark.slow
def test_what_a_figure_says_may_change_and_no_cache_keeps_it_for_ever(clerk, monitor, second_monitor):
    """Records declared complete stand in its data, under the evidence of the same day."""
    let_out(6, monitor, second_monitor)
    publish_edition(collection=opened(clerk), on=DAY, by=clerk, at=AT)
    before = {file.path: file for file in _of_figures()}

    made = completing.declare_complete(
        question=CountQuestion.objects.get(),
        declared_by="Harbour Watch",
        source="docket",
        url="",
        why="whoever is brought there is entered",
        on=TODAY,
        today=TODAY,
        by=monitor,
        at=AT,
    )
    assert isinstance(made, DeclaredComplete), made
    site.make_anew(on=TODAY, by=monitor, at=AT + timedelta(days=1))

    changed = [file for file in _of_figures() if file.etag != before[file.path].etag]
    assert [file.path for file in changed if file.path.endswith(".json")]
    assert not [file.path for file in changed if file.immutable]


def _of_figures():
    """The files of figures that are published now."""
    return PublishedFile.objects.filter(publication__current__isnull=False, path__contains="/figure/")


def _published():
    """The HTML of what is published now, by path."""
    held = PublishedFile.objects.filter(publication__current__isnull=False, path__endswith=".html")
    return {file.path: bytes(file.body.body).decode() for file in held.select_related("body")}


@pytest.mark.slow
def test_no_address_of_a_figure_goes_and_a_change_on_one_day_is_said(clerk, monitor, second_monitor):
    """Opened before anything was public, then 6, then 10 on one day: both pages stay, the later says it."""
    collection = opened(clerk)
    publish_edition(collection=collection, on=DAY, by=clerk, at=AT)
    let_out(6, monitor, second_monitor, at=AT + timedelta(minutes=1))
    site.make_anew(on=TODAY, by=monitor, at=AT + timedelta(minutes=2))
    first = first_pages(_published())
    let_out(10, monitor, second_monitor, at=AT + timedelta(minutes=3))
    site.make_anew(on=TODAY, by=monitor, at=AT + timedelta(minutes=4))

    files = _published()
    assert first
    assert first <= first_pages(files)
    assert len(first_pages(files)) == 2
    assert "moved from 6 to 10" in files[PAGE]


def first_pages(files):
    """The pages of the first figure in English."""
    return {path for path in files if path.startswith("en/") and "/figure/figure-1@" in path}
