"""What goes out: a list, a second person, consent, levels, and nothing that tells of one person."""

from datetime import date, timedelta

from tests.server.builders import AT
from tests.server.evidence import TODAY, a_source, a_table, people_rows, subject, taken_in

from undersigned.counting.card import card_of
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.server.actions import answering, consenting, deciding, outgoing
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import EvidenceSource, OutgoingProposal, Sameness

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

    assert len({row.subject for row in went_out(monitor, second_monitor).rows if row.unit == "persons"}) == 3


def test_a_restricted_birth_date_stays_back(monitor):
    """It is never milder than restricted, and pulls up who it belongs to."""
    held = taken_in(a_table((1, "A Test", "07.03.1991", "20.09.2026"), *people_rows(4, first=2)), by=monitor)
    agreed(held.source, monitor)
    going = outgoing.may_go([held.source], on=TODAY)

    assert "birth" not in {claim.property for claim in going.claims}
    assert "1" not in {claim.subject.key for claim in going.claims}


def test_consent_withdrawn_between_proposal_and_approval_counts(monitor, second_monitor):
    """Who withdrew is not in the edition."""
    held = taken_in(a_table(*people_rows(6)), by=monitor)
    agreed(held.source, monitor, on=TODAY - timedelta(days=2))
    proposal = proposed(monitor)
    consenting.keep_consent(
        subject=subject("watch", 3),
        to="publish",
        given=False,
        on=TODAY,
        today=TODAY,
        asked_by="Watch",
        by=monitor,
        at=AT,
    )

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
