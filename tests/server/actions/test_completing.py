"""Records declared complete for a question: by whom, on which number, until when; and its figures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.server.builders import AT, TEXTS, a_collection, a_draft
from tests.server.evidence import TODAY, a_table, consent_answered, people_rows, subject, taken_in

from undersigned.counting.card import card_of
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.publishing.figures.answer import answers
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.server.actions.counting import answering, completing, figures, kept_figures, outgoing
from undersigned.server.actions.counting.published_figures import bindings_of
from undersigned.server.actions.evidence import consenting, destroying
from undersigned.server.records.models import Act, DeclaredComplete, EvidenceSource

EVE = Question(unit=Unit.PERSONS, from_=date(2026, 9, 20), until=date(2026, 9, 21))
SAID = {
    "en": {**TEXTS["en"], "clauses": ["On the eve at least 5 people were detained."]},
    "fr": {**TEXTS["fr"], "clauses": ["La veille, au moins 5 personnes ont été arrêtées."]},
}
FIVE = "5.. at least #1"


@pytest.fixture
def eve(monitor):
    """The question that a figure of five is bound to; four are on record."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    return answering.keep_question(question=EVE, label="On the eve", by=monitor, at=AT)


@pytest.fixture
def draft(eve, drafter):
    """A draft that states at least five."""
    made = a_draft(by=drafter, texts_=SAID)
    figures.bind_figure(draft=made, mark=FIVE, question=eve, texts=SAID, by=drafter, at=AT)
    return made


def declared(question, by, **changes):
    given = {
        "declared_by": "Harbour Watch",
        "source": "docket of the court",
        "url": "https://court.example/docket",
        "why": "whoever is brought there is entered",
        "on": TODAY,
        "today": TODAY,
    }
    return completing.declare_complete(question=question, by=by, at=AT, **given | changes)


def ended(row, by, why="two were found in another book"):
    return completing.end_completeness(declared=row, why=why, by=by, at=AT)


def state(draft):
    ((told,), _) = figures.answered(draft, SAID)
    return told.check.state.value


def test_a_declaration_turns_not_established_into_contradicted_until_it_is_ended(eve, draft, monitor):
    """An ended one counts no more; both are acts, and kept."""
    assert state(draft) == "not-established"

    made = declared(eve, monitor)
    assert state(draft) == "contradicted"
    ((told,), _) = figures.answered(draft, SAID)
    assert (told.complete.by, told.complete.counted, told.complete.on) == ("Harbour Watch", 4, TODAY)
    assert [(one.qualifier.value, one.value) for one in told.check.true_wordings] == [("exactly", 4)]

    ended(made, monitor)
    assert state(draft) == "not-established"
    assert list(Act.objects.filter(kind__contains="complete").values_list("kind", "by")) == [
        ("declared-complete", monitor.pk),
        ("completeness-ended", monitor.pk),
    ]


def test_a_person_who_is_taken_out_makes_nothing_contradicted(draft, eve, monitor):
    """The records moved: the declaration counts no more, whoever made it."""
    declared(eve, monitor)
    taken_in(a_table(*people_rows(5)), by=monitor)
    assert state(draft) == "documented"

    for key, left in ((1, 4), (2, 3)):
        destroying.destroy_person(
            subject=subject("watch", key), reason="asked for", on=TODAY, by=monitor, at=AT
        )
        assert answering.count(EVE) == (left, left)
        assert state(draft) == "not-established"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"declared_by": " "}, "desk.complete.said"),
        ({"source": ""}, "desk.complete.said"),
        ({"why": " "}, "desk.complete.said"),
        ({"on": TODAY + timedelta(days=1)}, "desk.complete.day"),
    ],
)
def test_half_a_declaration_is_refused(eve, monitor, change, code):
    """Somebody, a source, a reason, and a day that has come."""
    refused = declared(eve, monitor, **change)

    assert [one.code for one in refused.findings] == [code]
    assert not DeclaredComplete.objects.exists()


def test_what_is_empty_is_not_declared_complete(monitor):
    """A question put wrongly finds nobody, and would contradict everything."""
    asked = answering.keep_question(
        question=replace(EVE, places=frozenset({"Qauy"})), label="typo", by=monitor, at=AT
    )

    assert declared(asked, monitor).findings[0].code == "desk.complete.something"


def test_one_declaration_stands_at_a_time(eve, monitor):
    """Another is made once the first is ended; an ended one is not ended again."""
    first = declared(eve, monitor)
    assert declared(eve, monitor).findings[0].code == "desk.complete.once"
    assert ended(first, monitor, why=" ").findings[0].code == "desk.complete.ended-why"

    ended(first, monitor)
    assert ended(first, monitor).findings[0].code == "desk.complete.stands"
    assert declared(eve, monitor).counted == 4


def test_the_database_keeps_a_declaration_as_it_was_made(eve, monitor):
    """Nothing of it changes, its end is written once, and no row goes."""
    made = declared(eve, monitor)
    for change in ({"counted": 9}, {"why": "other"}, {"declared_by": "other"}, {"source": "other"}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            DeclaredComplete.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclaredComplete.objects.filter(pk=made.pk).update(ended_at=AT)

    ended(made, monitor)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DeclaredComplete.objects.filter(pk=made.pk).update(ended_why="other")
    with pytest.raises(DatabaseError, match="nothing is removed"), transaction.atomic():
        DeclaredComplete.objects.all().delete()


def let_out(by, second, without=()):
    """Everybody agreed, but for some; and what is public of them."""
    source = EvidenceSource.objects.get()
    for key in without:
        consent_answered(subject("watch", key), by)
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="W", by=by, at=AT
    )
    proposal = outgoing.propose(sources=[source], on=TODAY, by=by, at=AT)
    return outgoing.approve(proposal=proposal, on=TODAY, by=second, at=AT)


def test_what_a_text_is_opened_with_says_who_declared_it(draft, eve, monitor, second_monitor, clerk):
    """In the table's card, and in the binding that the site is made from."""
    declared(eve, monitor)
    let_out(monitor, second_monitor)
    collection = a_collection(draft=draft, by=clerk)
    kept = kept_figures.keep_figures(collection=collection, at=AT)
    (binding,) = bindings_of(collection)

    assert '"complete":{"by":"Harbour Watch"' in kept.table
    assert monitor.name not in kept.table
    (answer,) = answers([binding], read_public_evidence(kept.evidence.content.encode()))
    assert (answer.state, answer.card.complete.counted) == ("contradicted", 4)

    ended(DeclaredComplete.objects.get(), monitor)
    (binding,) = bindings_of(collection)
    assert binding.complete is None


def test_public_rows_that_lack_somebody_are_not_complete(draft, eve, monitor, second_monitor, clerk):
    """Three of the four agreed: in public nothing is contradicted, and the register's number is not told."""
    declared(eve, monitor)
    done = let_out(monitor, second_monitor, without=(2,))
    collection = a_collection(draft=draft, by=clerk)
    kept = kept_figures.keep_figures(collection=collection, at=AT)
    public = read_public_evidence(done.snapshot.content.encode())
    (binding,) = bindings_of(collection)
    (answer,) = answers([binding], public)

    assert card_of(EVE, public.snapshot(), TODAY).least == 3
    assert (answer.state, answer.card.complete) == ("not-established", None)
    assert "complete" not in kept.table
    assert b"Harbour Watch" not in answer.canonical()
    assert state(draft) == "contradicted"
