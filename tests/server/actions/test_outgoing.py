"""What goes out: a list, a second person, consent, levels, and nothing that tells of one person."""

import os
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import DatabaseError, connection, transaction
from tests.server.builders import AT, a_user
from tests.server.evidence import (
    COLUMNS,
    TODAY,
    a_source,
    a_table,
    consent_answered,
    people_rows,
    subject,
    taken_in,
)

from undersigned.counting.card import card_of
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.evidence.approving import OutgoingList
from undersigned.evidence.claims import claim_id
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.server.actions.counting import answering, outgoing
from undersigned.server.actions.counting.small_steps import step_mark
from undersigned.server.actions.entering import correcting
from undersigned.server.actions.evidence import consenting, deciding
from undersigned.server.actions.evidence.register import register
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import (
    Act,
    EvidenceSource,
    KeptClaim,
    OutgoingProposal,
    Sameness,
    SmallStepApproval,
)

EVE = Question(unit=Unit.PERSONS, from_=date(2026, 9, 20), until=date(2026, 9, 21))


def agreed(source, by, to="publish", given=True, on=TODAY):
    return consenting.keep_consent_of_source(
        source=source, to=to, given=given, on=on, today=TODAY, asked_by="Watch", by=by, at=AT
    )


def proposed(by):
    return outgoing.propose(sources=EvidenceSource.objects.all(), on=TODAY, by=by, at=AT)


def approved(proposal, by):
    return outgoing.approve(proposal=proposal, on=TODAY, by=by, at=AT)


def went_out(by, second):
    done = approved(proposed(by), second)
    assert isinstance(done, OutgoingProposal), done
    return read_public_evidence(done.snapshot.content.encode())


def people_in(evidence):
    return {row.subject for row in evidence.rows if row.unit is Unit.PERSONS}


def test_nobody_who_was_not_asked_goes_out(monitor):
    """Silence is no consent; what stays back is counted by reason."""
    held = taken_in(a_table(*people_rows(3)), by=monitor)

    refused = proposed(monitor)
    found = outgoing.may_go([held.source], on=TODAY).findings

    assert refused.findings[0].code == "desk.outgoing.something"
    assert [one.particulars["reason"] for one in found if not one.ok] == ["consent"]


def test_a_list_is_approved_by_somebody_else(monitor, second_monitor):
    """Who proposed it cannot; once approved it stays."""
    held = taken_in(a_table(*people_rows(3)), by=monitor)
    agreed(held.source, monitor)
    proposal = proposed(monitor)

    assert approved(proposal, monitor).findings[0].code == "evidence.outgoing.second-person"
    assert approved(proposal, second_monitor).approved_by == second_monitor
    assert approved(proposal, second_monitor).findings[0].code == "desk.outgoing.open"
    assert isinstance(outgoing.set_outgoing_aside(proposal=proposal, by=monitor, at=AT), Refusal)


def test_the_snapshot_has_no_name_and_no_id_of_ours(monitor, second_monitor):
    """Ids that mean nothing outside, days, sources, no place; its card is made anew from its bytes."""
    held = taken_in(a_table(*people_rows(5)), by=monitor)
    agreed(held.source, monitor)
    done = approved(proposed(monitor), second_monitor)
    content = done.snapshot.content

    assert "Person" not in content
    assert subject("watch", 1).pk not in content
    assert "Quay" not in content
    snapshot = read_public_evidence(content.encode())
    assert snapshot.canonical().decode() == content
    assert snapshot.digest() == done.snapshot.pk
    card, again = (card_of(EVE, read_public_evidence(content.encode()).snapshot(), TODAY) for _ in range(2))
    assert (card.least, card.canonical()) == (5, again.canonical())


def test_what_is_withheld_of_a_person_pulls_up_everything(monitor, second_monitor):
    """And so it does for another row that people decided to be the same person."""
    held = taken_in(
        a_table((1, "A Test", "", "20.09.2026", "Quay", "fine", "+999"), *people_rows(4, first=2)), by=monitor
    )
    agreed(held.source, monitor)
    deciding.decide(
        one=subject("watch", 1), other=subject("watch", 2), what=Sameness.SAME, why="w", by=monitor, at=AT
    )

    assert len(people_in(went_out(monitor, second_monitor))) == 3


def test_whoever_has_a_restricted_birth_date_is_counted_without_a_name(monitor, second_monitor):
    """It is never milder than restricted, and keeps back all but what a row without a name is made from."""
    of_one = (1, "A Test", "07.03.1991", "20.09.2026", "Quay", "fine")
    held = taken_in(a_table(of_one, *people_rows(4, first=2)), by=monitor)
    agreed(held.source, monitor)

    going = outgoing.may_go([held.source], on=TODAY).claims
    evidence = went_out(monitor, second_monitor)

    of_the_first = {claim.property for claim in going if claim.subject.key.partition("/")[0] == "1"}
    assert of_the_first == {"person", "start", "outcome"}
    assert len(people_in(evidence)) == 5
    assert sorted(outgoing.evidence_now(TODAY).names.values()) == [row[1] for row in people_rows(4, first=2)]


def test_what_is_shown_beside_a_name_is_no_count(monitor):
    """What became of a text stands beside the names that it prints: of a restricted person nothing does."""
    of_one = (1, "A Test", "07.03.1991", "20.09.2026", "Quay", "fine")
    held = taken_in(a_table(of_one), by=monitor)
    agreed(held.source, monitor)
    known = register()
    every = frozenset(claim_id(claim, key=known.key) for claim in known.claims)

    asked = OutgoingList(claims=every, proposed_by="a", approved_by="b", on=TODAY)

    assert known.asked(asked).claims == ()


def test_whoever_was_named_before_is_not_counted_without_a_name(monitor, second_monitor):
    """Whoever keeps the edition before knows whose row it is, under whatever list it stands."""
    held = taken_in(a_table(*people_rows(5)), by=monitor)
    agreed(held.source, monitor)
    assert len(people_in(went_out(monitor, second_monitor))) == 5
    of_one = (1, "Person B", "07.03.1991", "20.09.2026", "Quay", "fine")
    taken_in(a_table(of_one, *people_rows(4, first=2)), by=monitor)

    going = outgoing.may_go(EvidenceSource.objects.all(), on=TODAY).claims

    assert {claim.subject.key.partition("/")[0] for claim in going} == {"2", "3", "4", "5"}


def test_whoever_has_something_withheld_is_in_no_public_count(monitor, second_monitor):
    """A telephone is withheld whatever the list says; of its person not even a row goes out."""
    of_one = (1, "A Test", "", "20.09.2026", "Quay", "fine", "+7 700 000")
    held = taken_in(a_table(of_one, *people_rows(4, first=2)), by=monitor)
    agreed(held.source, monitor)

    assert len(people_in(went_out(monitor, second_monitor))) == 4


def test_a_detention_whose_person_is_restricted_is_no_row(monitor, second_monitor):
    """A list with a restricted column of names: its days alone would count "one or more" each."""
    name = {"property": "person.name", "level": "restricted"}
    hushed = {**COLUMNS, "columns": {**COLUMNS["columns"], "Name": name}}
    held = taken_in(a_table(*people_rows(3)), by=monitor, columns=hushed)
    told = taken_in(a_table(*people_rows(3, first=11)), by=monitor, source="radio")
    agreed(held.source, monitor)
    agreed(told.source, monitor)

    evidence = went_out(monitor, second_monitor)

    assert {source for row in evidence.rows for source in row.sources} == {"radio"}
    assert not any(row.group for row in evidence.rows)


def test_nothing_of_a_source_that_is_not_public_goes_out(monitor, second_monitor):
    """Whatever its list says of itself: with its rows its title would go."""
    a_source("informant", by=monitor, level="restricted", title="Somebody inside")
    hidden = taken_in(a_table(*people_rows(3)), by=monitor, source="informant")
    told = taken_in(a_table(*people_rows(3, first=11)), by=monitor, source="radio")
    agreed(hidden.source, monitor)
    agreed(told.source, monitor)

    found = outgoing.may_go([hidden.source], on=TODAY)
    evidence = went_out(monitor, second_monitor)

    assert found.claims == ()
    assert found.findings[-1].particulars == {"reason": "level", "claims": 15}
    assert set(evidence.sources) == {"radio"}


def test_a_detention_whose_person_was_taken_back_is_no_group(monitor, second_monitor):
    """Nobody can be asked any more, and "one or more" people without a name would be another number."""
    held = taken_in(a_table(*people_rows(4)), by=monitor)
    agreed(held.source, monitor)
    proposal = proposed(monitor)
    link = KeptClaim.objects.filter(value__said__kind="detention", value__said__property="person").first()
    correcting.withdraw_claims(claims=[link], reason="mistaken", by=monitor, at=AT)

    done = approved(proposal, second_monitor)

    rows = read_public_evidence(done.snapshot.content.encode()).rows
    assert not any(row.group for row in rows)
    assert len({row.subject for row in rows if row.outcome}) == 6


def test_consent_withdrawn_between_proposal_and_approval_counts(monitor, second_monitor):
    """Who withdrew is not in the edition."""
    held = taken_in(a_table(*people_rows(6)), by=monitor)
    agreed(held.source, monitor, on=TODAY - timedelta(days=2))
    proposal = proposed(monitor)
    consent_answered(subject("watch", 3), monitor)

    done = approved(proposal, second_monitor)

    assert (
        len(
            {
                row.subject
                for row in read_public_evidence(done.snapshot.content.encode()).rows
                if row.unit == "persons"
            }
        )
        == 5
    )


def test_a_step_of_one_goes_out_only_with_more(monitor, second_monitor):
    """The difference between two editions would tell who came; three tell nobody."""
    held = taken_in(a_table(*people_rows(6)), by=monitor)
    agreed(held.source, monitor)
    answering.keep_question(question=EVE, label="On the eve", by=monitor, at=AT)
    went_out(monitor, second_monitor)

    taken_in(a_table(*people_rows(7)), by=monitor)
    agreed(held.source, monitor)
    refused = approved(proposed(monitor), second_monitor)
    assert [one.code for one in refused.findings] == ["desk.outgoing.rows", "desk.outgoing.step"]
    assert refused.findings[1].particulars["after"] == 7

    taken_in(a_table(*people_rows(9)), by=monitor)
    agreed(held.source, monitor)
    assert len(went_out(monitor, second_monitor).rows) == 18


def test_few_rows_that_differ_go_out_only_with_more(monitor, second_monitor):
    """Also where nobody keeps a question: the snapshots themselves can be laid side by side."""
    held = taken_in(a_table(*people_rows(6)), by=monitor)
    agreed(held.source, monitor)
    went_out(monitor, second_monitor)
    went_out(monitor, second_monitor)  # the same once more differs in nothing

    for number in (7, 8):
        taken_in(a_table(*people_rows(number)), by=monitor)
        agreed(held.source, monitor)
        refused = approved(proposed(monitor), second_monitor)
        assert [one.code for one in refused.findings] == ["desk.outgoing.rows"]
        assert refused.findings[0].particulars["number"] == number - 6

    taken_in(a_table(*people_rows(9)), by=monitor)
    agreed(held.source, monitor)
    went_out(monitor, second_monitor)


def one_person_withdraws(monitor, second_monitor):
    """Six went out; one of them takes their consent back, and the list is proposed anew."""
    held = taken_in(a_table(*people_rows(6)), by=monitor)
    agreed(held.source, monitor, on=TODAY - timedelta(days=2))
    went_out(monitor, second_monitor)
    consent_answered(subject("watch", 3), monitor)
    return proposed(monitor)


def mark_of(proposal, by):
    going = outgoing.still_going(proposal, by=by, on=TODAY)
    return step_mark(outgoing.public_snapshot(), outgoing.evidence_of(going.claims, TODAY))


def test_a_consent_withdrawn_by_one_person_alone_can_go_out_by_a_reason(monitor, second_monitor):
    """The second person's, kept with what the step could tell and of how many; without it nothing goes."""
    answering.keep_question(question=EVE, label="On the eve", by=monitor, at=AT)
    proposal = one_person_withdraws(monitor, second_monitor)
    refused = approved(proposal, second_monitor)
    assert [one.code for one in refused.findings] == ["desk.outgoing.rows", "desk.outgoing.step"]

    done = outgoing.approve(
        proposal=proposal,
        on=TODAY,
        by=second_monitor,
        at=AT + timedelta(hours=1),
        step_why=" they asked for it ",
        seen=mark_of(proposal, second_monitor),
    )

    kept = SmallStepApproval.objects.get()
    assert (kept.proposal, kept.by, kept.why) == (done, second_monitor, "they asked for it")
    rows, count = (one["particulars"] for one in kept.could_tell)
    told = {key: rows[key] for key in ("number", "came", "went", "changed", "before")}
    assert told == {"number": 1, "came": 0, "went": 1, "changed": 0, "before": 6}
    assert (count["question"], count["before"], count["after"]) == ("On the eve", 6, 5)
    assert Act.objects.get(kind="small-step-let-out").by == second_monitor
    shown = read_public_evidence(outgoing.public_snapshot().content.encode())
    assert len({row.subject for row in shown.rows if row.unit == "persons"}) == 5


@pytest.mark.parametrize("why", ["", "   "])
def test_a_step_is_not_let_out_without_a_reason(monitor, second_monitor, why):
    """Not even by the second person."""
    proposal = one_person_withdraws(monitor, second_monitor)

    refused = outgoing.approve(
        proposal=proposal,
        on=TODAY,
        by=second_monitor,
        at=AT,
        step_why=why,
        seen=mark_of(proposal, second_monitor),
    )

    assert [one.code for one in refused.findings] == ["desk.outgoing.step-why"]
    assert not SmallStepApproval.objects.exists()


def test_the_proposer_never_lets_a_step_out(monitor, second_monitor):
    """Neither by the action nor in the database itself."""
    proposal = one_person_withdraws(monitor, second_monitor)
    mark = mark_of(proposal, second_monitor)

    refused = outgoing.approve(proposal=proposal, on=TODAY, by=monitor, at=AT, step_why="mine", seen=mark)

    assert [one.code for one in refused.findings] == ["evidence.outgoing.second-person"]
    with pytest.raises(DatabaseError, match="another than the proposer"), transaction.atomic():
        SmallStepApproval.objects.create(proposal=proposal, why="mine", could_tell=[], at=AT, by=monitor)


def test_whoever_lets_a_step_out_has_looked_at_that_one(monitor, second_monitor):
    """Somebody else withdrew meanwhile: the step is another, and they look again."""
    proposal = one_person_withdraws(monitor, second_monitor)
    seen = mark_of(proposal, second_monitor)
    consent_answered(subject("watch", 4), monitor)

    refused = outgoing.approve(
        proposal=proposal, on=TODAY, by=second_monitor, at=AT, step_why="asked for", seen=seen
    )

    assert [one.code for one in refused.findings] == ["desk.outgoing.step-seen"]
    assert not SmallStepApproval.objects.exists()


def test_a_reason_that_is_not_needed_is_not_kept(monitor, second_monitor):
    """Nor asked: a first list, and one that tells of nobody."""
    held = taken_in(a_table(*people_rows(6)), by=monitor)
    agreed(held.source, monitor)

    done = outgoing.approve(proposal=proposed(monitor), on=TODAY, by=second_monitor, at=AT, step_why="why")

    assert done.approved_by == second_monitor
    assert not SmallStepApproval.objects.exists()


@pytest.mark.skipif(
    os.environ.get("UNDERSIGNED_TEST_DATABASE") != "postgresql", reason="on SQLite only one writes at a time"
)
@pytest.mark.django_db(transaction=True)
def test_two_lists_that_are_approved_at_once_are_asked_one_after_the_other():
    """Each tells of nobody beside what is public; beside each other they tell of one."""
    monitor, second = a_user(role="monitor"), a_user(role="monitor")
    for name, number, first in (("watch", 4, 1), ("radio", 3, 11), ("bench", 1, 21)):
        held = taken_in(a_table(*people_rows(number, first=first)), source=name, by=monitor)
        agreed(held.source, monitor)
    lists = [
        outgoing.propose(sources=EvidenceSource.objects.filter(pk__in=names), on=TODAY, by=monitor, at=AT)
        for names in (["watch"], ["watch", "radio"], ["watch", "radio", "bench"])
    ]
    assert isinstance(approved(lists[0], second), OutgoingProposal)
    answers = []

    def other():
        answers.append(approved(lists[2], second))
        connection.close()

    meanwhile = Thread(target=other)
    with transaction.atomic():
        later = outgoing.approve(proposal=lists[1], on=TODAY, by=second, at=AT + timedelta(hours=1))
        assert isinstance(later, OutgoingProposal), later
        meanwhile.start()
        meanwhile.join(2)
        assert meanwhile.is_alive()
    meanwhile.join(20)

    (refused,) = answers
    assert "desk.outgoing.rows" in [one.code for one in refused.findings]


def test_an_answer_of_tomorrow_is_refused(monitor):
    """And so is one of a whole source."""
    held = taken_in(a_table(*people_rows(1)), by=monitor)

    assert agreed(held.source, monitor, on=TODAY + timedelta(days=1)).findings[0].code == "desk.consent.day"
    assert agreed(held.source, monitor) == 1
    assert agreed(held.source, monitor) == 0


def test_only_a_monitor_is_named_as_a_reader(monitor, second_monitor, clerk):
    """By address; taken off again, the reading ends."""
    source = a_source(by=monitor)
    named = consenting.name_reader(source=source, email=second_monitor.email, by=monitor, at=AT)

    assert consenting.reads_withheld(source, second_monitor)
    assert not consenting.reads_withheld(source, monitor)
    consenting.end_reader(reader=named, by=monitor, at=AT)
    assert not consenting.reads_withheld(source, second_monitor)
    refused = consenting.name_reader(source=source, email=clerk.email, by=monitor, at=AT)
    assert refused.findings[0].code == "desk.reader.account"
