"""Figures of a draft: found, bound once for all languages, checked, kept when the text is opened."""

import json
from dataclasses import replace
from datetime import date

import pytest
from tests.server.builders import AT, DAY, TEXTS, a_collection, a_draft, a_member
from tests.server.evidence import TODAY, a_table, people_rows, subject, taken_in

from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.server.actions.collecting import opening
from undersigned.server.actions.counting import answering, figures, kept_figures, outgoing
from undersigned.server.actions.counting.figure_warnings import figure_warnings
from undersigned.server.actions.evidence import consenting, destroying
from undersigned.server.records.models import Act, CollectionFigures, EvidenceSource
from undersigned.values.digest import sha256
from undersigned.wording.words import sentence

EVE = Question(unit=Unit.PERSONS, from_=date(2026, 9, 20), until=date(2026, 9, 21))
SAID = {
    "en": {
        **TEXTS["en"],
        "clauses": [
            "On the eve at least 5 people were detained, 2 of whom were fined.",
            "Observers counted more than 200 people.",
        ],
    },
    "fr": {
        **TEXTS["fr"],
        "clauses": [
            "La veille, au moins 5 personnes ont été arrêtées, dont 2 ont reçu une amende.",
            "Des observateurs ont compté plus de 200 personnes.",
        ],
    },
}


@pytest.fixture
def draft(drafter):
    """A draft that states figures."""
    return a_draft(by=drafter, texts_=SAID)


def bound(draft, mark, question, by):
    kept = answering.keep_question(question=question, label=mark, by=by, at=AT)
    return figures.bind_figure(draft=draft, mark=mark, question=kept, texts=SAID, by=by, at=AT)


def states(draft):
    told, _ = figures.answered(draft, SAID)
    return {one.marked.mark: one.check.state.value if one.check else None for one in told}


FIVE, TWO = "5.. at least #1", "2..2 exactly #1"


def test_a_figure_is_one_in_both_languages():
    """By value, qualifier and order; what differs between languages is found."""
    marked, findings = figures.marked_figures(SAID)
    both = {one.mark: [place.language for place in one.stated] for one in marked}

    assert both[FIVE] == both[TWO] == ["en", "fr"]
    assert next(one for one in marked if one.mark == TWO).whole == FIVE
    assert all(one.ok for one in findings)
    other = {**SAID, "fr": {**SAID["fr"], "clauses": ["Au moins 6 personnes."]}}
    assert not all(one.ok for one in figures.marked_figures(other)[1])


def test_a_figure_holds_until_the_records_no_longer_carry_it(draft, monitor, drafter):
    """Documented; one row less, and the strongest true wording is another."""
    taken_in(a_table(*people_rows(5)), by=monitor)
    bound(draft, FIVE, EVE, drafter)
    assert states(draft)[FIVE] == "documented"

    destroying.destroy_person(subject=subject("watch", 1), reason="asked for", on=TODAY, by=monitor, at=AT)

    told = {one.marked.mark: one for one in figures.answered(draft, SAID)[0]}
    assert told[FIVE].check.state.value == "not-established"
    assert [(one.qualifier.value, one.value) for one in told[FIVE].check.true_wordings] == [("at least", 4)]


def test_whoever_binds_a_figure_says_what_it_counts(monitor, drafter):
    """A number without a noun is checked once it is bound, and the strongest true wording is given."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    said = {"en": {**TEXTS["en"], "clauses": ["At least 80 were held in all."]}}
    draft = a_draft(by=drafter, texts_=said)
    kept = answering.keep_question(question=EVE, label="eve", by=drafter, at=AT)
    mark = "80.. at least #1"
    figures.bind_figure(draft=draft, mark=mark, question=kept, texts=said, by=drafter, at=AT)

    ((told,), _) = figures.answered(draft, said)
    assert told.check.state.value == "not-established"
    assert [one.value for one in told.check.true_wordings] == [4]


def test_a_part_is_counted_within_its_whole(draft, monitor, drafter):
    """“2 of whom” are among the five; where somebody is not, it is found."""
    rows = [(at, name, "", day, "Quay", end) for at, name, _, day, _, end in people_rows(5)]
    taken_in(a_table(*rows), by=monitor)
    bound(draft, FIVE, EVE, drafter)
    bound(draft, TWO, replace(EVE, outcomes=frozenset({"fine"})), drafter)
    told = {one.marked.mark: one for one in figures.answered(draft, SAID)[0]}
    assert told[TWO].part.ok

    bound(draft, FIVE, replace(EVE, places=frozenset({"Square"})), drafter)
    told = {one.marked.mark: one for one in figures.answered(draft, SAID)[0]}
    assert not told[TWO].part.ok


def test_binding_again_takes_the_place_and_the_former_stays_in_the_records(draft, drafter):
    """Loosened once, bound once at a time; a mark that is not in the text is refused."""
    first = bound(draft, FIVE, EVE, drafter)
    second = bound(draft, FIVE, Question(unit=Unit.PERSONS), drafter)
    first.refresh_from_db()

    assert first.ended_by == drafter
    assert second.ended_at is None
    assert bound(draft, "9.. at least #1", EVE, drafter).findings[0].code == "desk.figure.there"
    assert figures.loosen_figure(binding=second, by=drafter, at=AT).ended_at == AT


def test_opening_keeps_the_table_and_the_evidence_of_that_day(monitor, second_monitor, drafter, clerk):
    """Canonical JSON that never changes; what was documented then stands beside what is now."""
    a_member(from_on=date(2024, 6, 1))
    said = {language: {**text, "clauses": [text["clauses"][0]]} for language, text in SAID.items()}
    draft = a_draft(by=drafter, texts_=said)
    taken_in(a_table(*people_rows(6)), by=monitor)
    source = EvidenceSource.objects.get()
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="W", by=monitor, at=AT
    )
    proposal = outgoing.propose(sources=[source], on=TODAY, by=monitor, at=AT)
    outgoing.approve(proposal=proposal, on=TODAY, by=second_monitor, at=AT)
    kept = answering.keep_question(question=EVE, label="eve", by=drafter, at=AT)
    figures.bind_figure(draft=draft, mark=FIVE, question=kept, texts=said, by=drafter, at=AT)
    collection = a_collection(draft=draft, by=clerk)
    kept_figures.keep_figures(collection=collection, at=AT)

    table, evidence = kept_figures.figures_table(collection), kept_figures.evidence_snapshot(collection)
    (line,) = json.loads(table)
    assert line["digest"] == EVE.digest()
    assert line["card"]["documented"]["least"] == 6
    assert set(line["stated"]) == {"en", "fr"}
    assert json.loads(evidence)["kind"] == "undersigned/v1 public-evidence"
    assert sha256(evidence) == outgoing.public_snapshot().pk

    for key in (1, 2):
        destroying.destroy_person(
            subject=subject("watch", key), reason="asked for", on=TODAY, by=monitor, at=AT
        )
    draft.refresh_from_db()
    told = {one.marked.mark: one.check and one.check.state for one in figures.answered(draft, said)[0]}
    assert told[FIVE] == "outdated"
    assert (kept_figures.figures_table(collection), kept_figures.evidence_snapshot(collection)) == (
        table,
        evidence,
    )


def test_a_text_without_figures_has_an_empty_table(clerk):
    """`[]` and `{}`, as the protocol says."""
    collection = a_collection(by=clerk)

    assert (kept_figures.figures_table(collection), kept_figures.evidence_snapshot(collection)) == (
        b"[]",
        b"{}",
    )


def warned(draft, texts=SAID):
    return [(one.code, one.outcome.value, one.severity.value) for one in figure_warnings(draft, texts)]


def test_a_figure_that_is_bound_to_nothing_is_warned_of(draft):
    """Not one that the text attributes to somebody: it is theirs."""
    unbound = ("desk.opening.figure-bound", "undetermined", "warning")

    assert warned(draft) == [unbound, unbound]
    assert [one.particulars["written"] for one in figure_warnings(draft, SAID)] == ["at least 5", "2"]


def test_a_bound_figure_that_does_not_hold_is_warned_of_with_what_would_be_true(draft, monitor, drafter):
    """Its state and the strongest wording; nothing is said of one that holds."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    bound(draft, FIVE, EVE, drafter)
    bound(draft, TWO, replace(EVE, outcomes=frozenset({"fine"})), drafter)
    short, against = figure_warnings(draft, SAID)

    assert (short.particulars["state"], short.outcome.value) == ("not-established", "undetermined")
    assert "The records support: at least 4." in sentence(short, "en")
    assert (against.particulars["state"], against.outcome.value) == ("contradicted", "failed")
    assert {one.severity.value for one in (short, against)} == {"warning"}

    taken_in(a_table(*people_rows(5)), by=monitor)
    bound(draft, TWO, replace(EVE, outcomes=frozenset({"warning"})), drafter)
    assert [one.particulars["written"] for one in figure_warnings(draft, SAID)] == ["2"]


def test_languages_that_state_different_figures_are_warned_of(drafter):
    """At the first that differs."""
    other = {**SAID, "fr": {**SAID["fr"], "clauses": ["La veille, au moins 6 personnes."]}}

    told = warned(a_draft(by=drafter, texts_=other), other)

    assert ("counting.figure.languages", "failed", "warning") in told


def test_a_warning_refuses_nothing_and_is_counted_in_the_journal(drafter, clerk):
    """The text is its members'."""
    member = a_member(from_on=date(2024, 6, 1))
    said = {language: {**text, "clauses": [text["clauses"][0]]} for language, text in SAID.items()}
    draft = a_draft(by=drafter, texts_=said)

    opened = opening.open_collection(
        draft=draft, version=1, first_signer=member, on=DAY, today=DAY, by=clerk, at=AT
    )

    assert CollectionFigures.objects.filter(pk=opened.pk).exists(), opened
    assert Act.objects.get(kind="collection-opened").particulars["figure_warnings"] == 2


def test_opening_itself_keeps_the_figures(clerk, drafter):
    """Within the act that opens the text."""
    draft = a_draft(by=drafter)
    member = a_member(from_on=date(2024, 6, 1))
    opened = opening.open_collection(
        draft=draft, version=1, first_signer=member, on=DAY, today=DAY, by=clerk, at=AT
    )

    assert CollectionFigures.objects.get(pk=opened.pk).table == "[]"
