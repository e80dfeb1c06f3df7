"""A whole list, or all of a source, taken back in one act; shown first with what it would move."""

from datetime import timedelta

import pytest
from tests.server.builders import AT
from tests.server.evidence import COLUMNS, TODAY, a_source, a_table, brought, people_rows, subject, taken_in

from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.evidence.claims import Standing
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.entry import sayings_of
from undersigned.evidence.properties import property_of
from undersigned.server.actions.counting.answering import count, keep_question, question_of
from undersigned.server.actions.entering.correcting import Corrected, correct_claim, withdraw_claims
from undersigned.server.actions.entering.entry_claims import Cited
from undersigned.server.actions.entering.taking_back import take_all_back, would_go
from undersigned.server.actions.evidence import consenting, destroying, taking_in
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    Act,
    CaseRow,
    ClaimValue,
    ClaimWithdrawal,
    CountableRow,
    EvidenceImport,
    KeptClaim,
)

LATER = AT + timedelta(hours=1)
OPEN = {**COLUMNS, "level": "restricted"}


@pytest.fixture
def question(monitor):
    """How many people were held, whenever."""
    return keep_question(question=Question(unit=Unit.PERSONS), label="Held", by=monitor, at=AT)


def taken_back(of, by, reason="mistake", at=LATER):
    return take_all_back(of=of, reason=reason, mark=would_go(of=of, by=by, at=at).mark, by=by, at=at)


def names():
    """Who is on a page by name."""
    return sorted(CaseRow.objects.exclude(names="").values_list("names", flat=True))


def a_name(held, key, value, by, level=Level.RESTRICTED):
    """The claim of a name put right by hand."""
    row = standing_rows().get(subject=subject(held.source_id, key), value__said__property="name")
    (said,) = sayings_of(property_of("person.name"), value, Standing.SAID)
    cited = Cited(place="", quotation="", language="")
    done = correct_claim(claim=row, said=said, cited=cited, level=level, today=TODAY, by=by, at=AT)
    assert isinstance(done, Corrected)
    return done.claim


def test_what_would_go_is_shown_and_nothing_is_kept_of_it(monitor, question):
    """How many claims and people, and which counts move from what to what."""
    held = taken_in(a_table(*people_rows(3)), by=monitor)
    other = taken_in(a_table(*people_rows(2, first=7)), source="other", by=monitor)
    before = standing_rows().count()
    shown = would_go(of=held, by=monitor, at=LATER)

    assert (shown.claims, shown.people) == (held.counts["claims"], 3)
    assert [(one.question, one.before, one.after) for one in shown.moved] == [(question, (5, 5), (2, 2))]
    assert standing_rows().count() == before
    assert not ClaimWithdrawal.objects.exists()
    assert EvidenceImport.objects.get(pk=held.pk).state == "done"
    assert would_go(of=other.source, by=monitor, at=LATER).moved[0].after == (3, 3)


def test_a_list_is_taken_back_in_one_act(monitor, question):
    """Each claim has the reason, the day and who; one entry says how many; nothing is gone."""
    held = taken_in(a_table(*people_rows(3)), by=monitor)
    earlier = KeptClaim.objects.count()
    done = taken_back(held, monitor, reason="wrong column")

    assert len(done) == earlier == KeptClaim.objects.count()
    assert set(ClaimWithdrawal.objects.values_list("reason", "by", "at")) == {
        ("wrong column", monitor.pk, LATER)
    }
    (act,) = Act.objects.filter(kind="list-taken-back")
    assert (act.subject, act.by, act.particulars) == (held.pk, monitor, {"claims": earlier})
    assert EvidenceImport.objects.get(pk=held.pk).state == "taken-back"
    assert count(question_of(question)) == (0, 0)
    assert not CountableRow.objects.exists()
    assert names() == []
    assert isinstance(taken_back(held, monitor), Refusal)


def test_what_took_the_place_of_its_claims_goes_and_what_others_say_stays(monitor):
    """What was put right by hand; not what an earlier list had said already, nor another source."""
    first = taken_in(a_table(*people_rows(1)), by=monitor, columns=OPEN)
    second = taken_in(a_table(*people_rows(3)), by=monitor, columns=OPEN)
    taken_in(a_table(*people_rows(1, first=7)), source="other", by=monitor)
    a_name(second, 2, "Person Two", monitor)
    a_name(second, 2, "Person Second", monitor)
    shown = would_go(of=second, by=monitor, at=LATER)
    taken_back(second, monitor)

    assert shown.by_hand == 1
    assert names() == ["Person B", "Person H"]
    assert would_go(of=first, by=monitor, at=LATER).people == 1


def test_a_source_is_taken_back_with_all_its_lists(monitor):
    """And nothing of another."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    taken_in(a_table(*people_rows(4)), by=monitor)
    waits = brought(a_table(*people_rows(5)), by=monitor)
    taken_in(a_table(*people_rows(1, first=7)), source="other", by=monitor)
    taken_back(a_source(), monitor)

    assert names() == ["Person H"]
    assert sorted(EvidenceImport.objects.values_list("state", flat=True)) == [
        *("done", "shown", "taken-back", "taken-back")
    ]
    assert EvidenceImport.objects.get(pk=waits.pk).state == "shown"


def test_a_list_that_was_taken_back_can_be_brought_again(monitor, question):
    """The same bytes are read anew, as often as that; what was taken back by itself before stays so."""
    content = a_table(*people_rows(3))
    held = taken_in(content, by=monitor)
    own = standing_rows().filter(subject=subject("watch", 2), value__said__property="name")
    withdraw_claims(claims=own, reason="somebody-else", by=monitor, at=AT)
    for turn in (1, 2):
        taken_back(held, monitor, at=AT + timedelta(hours=turn))
        again, before = brought(content, by=monitor), held.pk
        shown = taking_in.show_list(held=again, on=TODAY).tally
        held = taking_in.take_in(held=again, on=TODAY, by=monitor, at=AT + timedelta(hours=turn, minutes=5))

        assert (held.pk != before, held.turn) == (True, turn)
        assert shown.claims == held.counts["claims"] == 14
        assert names() == ["Person B", "Person D"]
        assert count(question_of(question)) == (3, 3)
    assert brought(content, by=monitor).pk == held.pk


def test_what_a_later_list_said_too_is_told_and_stands_once_that_is_brought_again(monitor):
    """A list that said the same brought nothing: so its claims go with the one that did."""
    held = taken_in(a_table(*people_rows(2)), by=monitor)
    more = a_table(*people_rows(3))
    later = taken_in(more, by=monitor)
    EvidenceImport.objects.filter(pk=later.pk).update(done_at=LATER)
    held.refresh_from_db()

    assert would_go(of=held, by=monitor, at=LATER).later_lists == 1
    taken_back(held, monitor)
    assert names() == ["Person D"]
    taken_in(more, by=monitor)
    assert names() == ["Person B", "Person C", "Person D"]


def test_what_was_put_right_comes_again_as_the_list_says_it(monitor):
    """Not in silence without a name."""
    content = a_table(*people_rows(1))
    held = taken_in(content, by=monitor, columns=OPEN)
    a_name(held, 1, "Person Uno", monitor)
    taken_back(held, monitor)
    taken_in(content, by=monitor, columns=OPEN)

    assert names() == ["Person B"]


def test_what_was_taken_back_by_itself_after_it_was_put_right_stays_so(monitor):
    """Neither the right name nor the wrong one before it comes again with the list."""
    content = a_table(*people_rows(2))
    held = taken_in(content, by=monitor, columns=OPEN)
    claim = a_name(held, 1, "Person Uno", monitor)
    withdraw_claims(claims=[claim], reason="somebody-else", by=monitor, at=AT)
    taken_back(held, monitor)
    taken_in(content, by=monitor, columns=OPEN)

    assert names() == ["Person C"]


def test_what_is_withheld_after_it_was_said_again_lies_in_plain_nowhere(monitor, second_monitor):
    """Nor what stood before the list was taken back."""
    content = a_table(*people_rows(1, name="Kanareika"))
    held = taken_in(content, by=monitor, columns=OPEN)
    consenting.name_reader(source=held.source, email=monitor.email, by=second_monitor, at=AT)
    a_name(held, 1, "Kanareika Uno", monitor)
    taken_back(held, monitor)
    held = taken_in(content, by=monitor, columns=OPEN)
    done = a_name(held, 1, "Kanareika Duo", monitor, level=Level.WITHHELD)

    assert done.level == Level.WITHHELD.value
    assert "Kanareika" not in str(list(ClaimValue.objects.values_list("said", flat=True)))


def test_a_list_that_a_destruction_set_aside_comes_again_too(monitor):
    """Half of it was read: what it brought goes with its source, and is new to the next list."""
    content = a_table(*people_rows(4))
    held = brought(content, by=monitor, columns=OPEN)
    held = taking_in.take_in(held=held, on=TODAY, by=monitor, at=AT, most=2)
    destroying.destroy_person(subject=subject("watch", 1), reason="asked", on=TODAY, by=monitor, at=AT)
    held.refresh_from_db()
    assert held.state == "set-aside"
    taken_back(held.source, monitor)
    taken_in(content, by=monitor, columns=OPEN)

    assert names() == ["Person C", "Person D", "Person E"]


def test_only_a_named_reader_takes_back_what_is_withheld_and_in_no_words(monitor, second_monitor):
    """As of a single claim: all of it or nothing."""
    held = taken_in(a_table((1, "Person A", "", "20.09.2026", "Quay", "fine", "+999 1")), by=monitor)

    assert would_go(of=held, by=monitor, at=LATER).withheld == 1
    assert _code(taken_back(held, monitor)) == "desk.claim.readable"
    consenting.name_reader(source=held.source, email=monitor.email, by=second_monitor, at=AT)
    assert _code(taken_back(held, monitor, reason="Kanareika")) == "desk.claim.no-words"
    assert _code(taken_back(held, monitor, reason=" ")) == "desk.claim.reason"
    assert not ClaimWithdrawal.objects.exists()
    assert not isinstance(taken_back(held, monitor), Refusal)


def test_what_came_meanwhile_is_not_taken_back_unseen(monitor):
    """Whoever confirms has seen what goes."""
    held = taken_in(a_table(*people_rows(2)), by=monitor)
    mark = would_go(of=held.source, by=monitor, at=LATER).mark
    taken_in(a_table(*people_rows(3)), by=monitor)
    done = take_all_back(of=held.source, reason="mistake", mark=mark, by=monitor, at=LATER)

    assert _code(done) == "desk.claims.as-shown"
    assert not ClaimWithdrawal.objects.exists()


def _code(done):
    (finding,) = done.findings
    return finding.code
