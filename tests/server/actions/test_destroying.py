"""A person's data destroyed on request: tombstones that name nobody, and everything public still checks."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.server.builders import AT, a_collection
from tests.server.evidence import TODAY, a_table, people_rows, subject, taken_in

from undersigned.counting.card import card_of
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.evidence.confidentiality import Level
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.server.actions import consenting, deciding, destroying, following, lists, outgoing, taking_in
from undersigned.server.records.key_ring import DataFolderRing, KeyRingError
from undersigned.server.records.models import (
    CaseRow,
    ClaimTombstone,
    ClaimValue,
    DecisionReason,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    LinkDecision,
    Sameness,
)

EVE = Question(unit=Unit.PERSONS, from_=date(2026, 9, 20), until=date(2026, 9, 21))
ROWS = (
    (1, "Zarina Testova", "07.03.1991", "20.09.2026", "Quay", "fine", "+999 555 321"),
    *people_rows(5, first=2),
)


def destroyed(key, by):
    return destroying.destroy_person(
        subject=subject("watch", key), reason="asked for", on=TODAY, by=by, at=AT
    )


def test_tombstones_remain_and_name_nobody(monitor):
    """Every claim of the row and what pointed at it; the values, the key and the list are gone."""
    held = taken_in(a_table(*ROWS), by=monitor)
    one = subject("watch", 1)
    number = KeptClaim.objects.filter(subject=one).count()

    assert destroyed(1, monitor) == number

    stones = ClaimTombstone.objects.all()
    assert {(stone.reason, stone.destroyed_on) for stone in stones} == {("asked for", TODAY)}
    assert len(stones) == number
    everything = json.dumps(list(ClaimValue.objects.values_list("said", flat=True)), ensure_ascii=False)
    assert "Zarina" not in everything
    assert "1991" not in everything
    one.refresh_from_db()
    assert (one.public_id, one.destroyed_at) == (None, AT)
    assert not CaseRow.objects.filter(pk=one.pk).exists()
    assert CaseRow.objects.count() == 5
    held.capture.refresh_from_db()
    assert held.capture.destroyed_at == AT
    assert lists.file_name_of(held) == ""
    with pytest.raises(KeyRingError):
        DataFolderRing().new_key(one.pk)


def test_the_list_read_again_brings_nothing_of_them_back(monitor):
    """Neither the same bytes nor a newer edition that says something else of the row."""
    taken_in(a_table(*ROWS), by=monitor)
    destroyed(1, monitor)
    before = KeptClaim.objects.count()

    again = taken_in(a_table(*ROWS), by=monitor)
    other = taken_in(a_table((1, "Zarina T.", "", "21.09.2026"), *people_rows(6, first=2)), by=monitor)

    assert again.state == other.state == "done"
    assert (
        KeptClaim.objects.filter(subject__destroyed_at__isnull=False).count()
        == ClaimTombstone.objects.count()
    )
    assert KeptClaim.objects.count() > before
    assert "Zarina" not in json.dumps(list(ClaimValue.objects.values_list("said", flat=True)))


def test_all_rows_that_are_this_person_go_and_the_reasons_with_them(monitor, clerk):
    """Also what was entered of what became of them; the decisions themselves stay, without their words."""
    taken_in(a_table(*ROWS), by=monitor)
    taken_in(a_table(*people_rows(3)), by=monitor, source="line")
    deciding.decide(
        one=subject("watch", 1),
        other=subject("line", 1),
        what=Sameness.SAME,
        why="Zarina is written otherwise there",
        by=monitor,
        at=AT,
    )
    following.follow(collection=a_collection(by=clerk), subject=subject("line", 1), by=monitor, at=AT)
    following.keep_outcome(
        subject=subject("line", 1),
        source=EvidenceSource.objects.get(pk="watch"),
        said={"what": "charged", "on": TODAY},
        place="",
        level=Level.RESTRICTED,
        today=TODAY,
        by=monitor,
        at=AT,
    )

    destroyed(1, monitor)

    assert EvidenceSubject.objects.exclude(destroyed_at=None).count() == 3  # two rows and the outcome
    assert LinkDecision.objects.count() == 1
    assert not DecisionReason.objects.exists()
    assert following.followed_people(TODAY) == ()


def test_what_was_published_still_checks(monitor, second_monitor):
    """The snapshot's bytes, its digest and its card are what they were; whose row it was nobody can tell."""
    taken_in(a_table(*people_rows(6)), by=monitor)
    source = EvidenceSource.objects.get()
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="W", by=monitor, at=AT
    )
    proposal = outgoing.propose(sources=[source], on=TODAY, by=monitor, at=AT)
    done = outgoing.approve(proposal=proposal, on=TODAY, by=second_monitor, at=AT)
    outside = subject("watch", 1).public_id
    card = card_of(EVE, read_public_evidence(done.snapshot.content.encode()).snapshot(), TODAY)

    destroyed(1, monitor)

    done.snapshot.refresh_from_db()
    again = read_public_evidence(done.snapshot.content.encode())
    assert again.digest() == done.snapshot.pk
    assert card_of(EVE, again.snapshot(), TODAY).canonical() == card.canonical()
    assert outside in done.snapshot.content
    assert not EvidenceSubject.objects.filter(public_id=outside).exists()


def test_a_value_goes_only_after_its_tombstone(monitor):
    """The database itself keeps what nobody asked to be destroyed."""
    taken_in(a_table(*people_rows(1)), by=monitor)

    for statement in (
        "DELETE FROM records_claimvalue",
        "UPDATE records_claimvalue SET said = NULL",
        "DELETE FROM records_keptclaim",
        "DELETE FROM records_refusedlistrow",
    ):
        if "refusedlistrow" in statement:
            continue
        with (
            pytest.raises(DatabaseError, match=r"never changed|nothing is removed|plain_or_box"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_a_reason_is_needed(monitor):
    """Without one nothing is destroyed."""
    taken_in(a_table(*people_rows(1)), by=monitor)
    refused = destroying.destroy_person(subject=subject("watch", 1), reason=" ", on=TODAY, by=monitor, at=AT)

    assert refused.findings[0].code == "desk.destruction.reason"
    assert not ClaimTombstone.objects.exists()


def test_refused_rows_go_with_the_list(monitor):
    """Their cells hold somebody too."""
    held = taken_in(a_table(*ROWS, (9, "Zarina Two", "", "31.09.2026")), by=monitor)
    assert held.counts["refused"] == 1

    destroyed(1, monitor)

    assert taking_in.refused_rows(held) == ()
    assert not held.refused.exists()
