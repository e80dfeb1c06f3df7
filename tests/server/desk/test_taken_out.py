"""Whoever must not be named any more leaves the public site at once, whatever the act was."""

import pytest
from django.urls import get_resolver
from tests.server.actions.test_published_figures import let_out, opened
from tests.server.builders import AT
from tests.server.evidence import (
    COLUMNS,
    TODAY,
    a_source,
    a_table,
    brought,
    destroy_at_the_desk,
    people_rows,
    subject,
    taken_in,
)
from tests.server.publishing_cases import DAY

from undersigned.evidence.confidentiality import Level
from undersigned.server.actions.counting import outgoing
from undersigned.server.actions.evidence import consenting, lists, shredding
from undersigned.server.actions.followup import following
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.desk import shown_in_public
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    CountQuestion,
    EvidenceImport,
    EvidenceSource,
    KeptClaim,
    LinkDecision,
    OutgoingProposal,
    Publication,
    PublishedFile,
    SiteDue,
)

DESK = "/desk/evidence/"
WHERE = {"place": "", "quotation": "", "language": "en"}
YES = {"what": "same", "why": "the same day and place"}


@pytest.fixture
def public(monitor, second_monitor):
    """Four people of one list who agreed, on a list that was approved; nobody of another is."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    source = a_source(by=monitor)
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="W", by=monitor, at=AT
    )
    proposal = outgoing.propose(sources=[source], on=TODAY, by=monitor, at=AT)
    assert isinstance(
        outgoing.approve(proposal=proposal, on=TODAY, by=second_monitor, at=AT), OutgoingProposal
    )
    taken_in(a_table(*people_rows(2)), source="other", by=monitor, columns={**COLUMNS, "level": "restricted"})
    return subject("watch", 1)


@pytest.fixture
def made_anew(monkeypatch):
    """How often the site was made anew, and that the one before was forgotten each time."""
    calls = []
    get_resolver().reverse_dict  # noqa: B018 -- views are read before anything is put in their way
    monkeypatch.setattr(
        shown_in_public, "bring_up_to_date", lambda _request, *, leaving=False: calls.append(leaving)
    )
    return calls


def an_entry(client, person, level):
    client.post(
        f"{DESK}cases/{person.pk}/say/proceeding/",
        {**WHERE, "title": "Gazette", "is-judge": "R. Harrow", "level": level},
    )


def an_outcome(client, person, level):
    happened = {"what": "charged", "on": "2026-10-01", "title": "Letter", "place": "", "level": level}
    client.post(f"{DESK}cases/{person.pk}/outcome/", happened)


def a_list(client, _person, level):
    held = brought(a_table(*people_rows(4, day="21.09.2026")), by=client.user)
    lists.name_columns(held=held, said={**COLUMNS, "level": level}, by=client.user, at=AT)
    client.post(f"{DESK}lists/{held.pk}/take-in/")
    assert EvidenceImport.objects.get(pk=held.pk).state == "done"


@pytest.mark.parametrize("act", [an_entry, an_outcome, a_list])
@pytest.mark.parametrize(("level", "times"), [("public", 0), ("restricted", 1)])
def test_what_is_entered_and_not_public_pulls_up_its_person(
    as_, monitor, public, made_anew, act, level, times
):
    """One claim that is not public pulls up all; a public one changes nothing that is shown."""
    client = as_(monitor)
    client.user = monitor
    before = KeptClaim.objects.count()
    act(client, public, level)

    assert KeptClaim.objects.count() > before
    assert made_anew == [True] * times


def test_a_decision_that_somebody_is_one_with_whom_nothing_may_be_known_of(as_, monitor, public, made_anew):
    """Both are pulled up by what is known of either."""
    client = as_(monitor)
    client.post(f"{DESK}cases/{public.pk}/with/{subject('watch', 2).pk}/", YES)
    assert made_anew == []
    client.post(f"{DESK}cases/{public.pk}/with/{subject('other', 1).pk}/", YES)
    assert made_anew == [True]


def test_a_decision_that_is_taken_back(as_, monitor, public, made_anew):
    """Two were public as one: what was shown of either by what is known of the other goes."""
    client = as_(monitor)
    client.post(f"{DESK}cases/{public.pk}/with/{subject('watch', 2).pk}/", YES)
    assert not SiteDue.objects.filter(hides=True).exists()
    client.post(f"{DESK}decisions/{LinkDecision.objects.get().pk}/undo/", {"why": "not the same after all"})

    assert LinkDecision.objects.count() == 2
    assert made_anew == [True]


def say_no(client, person):
    client.post(
        f"{DESK}cases/{person.pk}/consent/", {"to": "publish", "given": "no", "on": TODAY, "asked_by": "W"}
    )


def take_back(client, person):
    client.post(f"{DESK}claims/{_name_of(person)}/take-back/", {"reason": "mistake"})


def put_right(client, person):
    said = {**WHERE, "level": "public", "is-name": "Ada Else"}
    client.post(f"{DESK}claims/{_name_of(person)}/correct/", said)


def destroy(client, person):
    destroy_at_the_desk(client, person)


def _name_of(person):
    return standing_rows().get(subject=person, value__said__property="name").pk


@pytest.mark.parametrize("act", [say_no, take_back, put_right, destroy])
@pytest.mark.parametrize("shown", [True, False])
def test_that_somebody_must_leave_is_kept_with_the_act(as_, monitor, public, made_anew, act, shown):
    """In its transaction; of somebody whom no approved list has, nothing is."""
    act(as_(monitor), public if shown else subject("other", 1))

    assert SiteDue.objects.filter(hides=True, met_at=None).count() == shown
    assert made_anew == [True] * shown


def test_a_thing_that_is_on_no_list_is_withheld(as_, monitor, public, made_anew):
    """It is about somebody who is."""
    following.keep_outcome(
        subject=public,
        source=a_source("ombudsman", by=monitor),
        said={"what": "charged", "on": TODAY},
        place="",
        level=Level.PUBLIC,
        today=TODAY,
        by=monitor,
        at=AT,
    )
    answer = as_(monitor).post(f"{DESK}things/{_thing()}/outcome/withhold/", follow=True)

    assert "Withheld." in answer.content.decode()
    assert made_anew == [True]


def _thing():
    """The one outcome that was entered."""
    return KeptClaim.objects.filter(value__said__kind="outcome").first().subject_id


def test_of_an_outcome_that_is_refused_no_source_is_left(as_, monitor, public):
    """A release without how; what was written comes back, and nothing is kept."""
    before = EvidenceSource.objects.count()
    said = {"what": "released", "on": "2026-10-01", "title": "Letter", "place": "", "level": "public"}
    answer = as_(monitor).post(f"{DESK}cases/{public.pk}/outcome/", said)

    assert answer.status_code == 422
    assert EvidenceSource.objects.count() == before


@pytest.mark.parametrize("what", ["person", "outcome"])
def test_what_is_erased_goes_off_the_site_and_then_off_the_disk(
    as_, monitor, public, made_anew, monkeypatch, what
):
    """The database is emptied once more: it held the bytes of the site that named them."""
    monkeypatch.setattr(shredding, "empty_database", lambda: made_anew.append("emptied") or ())
    client = as_(monitor)
    if what == "person":
        destroy_at_the_desk(client, public)
    else:
        an_outcome(client, public, "public")
        client.post(f"{DESK}things/{_thing()}/outcome/withhold/")

    assert made_anew == ["emptied", True, "emptied"]


@pytest.mark.slow
def test_that_records_are_complete_comes_to_the_site_and_goes(as_, clerk, monitor, second_monitor):
    """Only where a figure of a published text is bound to its question."""
    let_out(6, monitor, second_monitor)
    collection = opened(clerk)
    client, question = as_(monitor), f"/desk/counts/{CountQuestion.objects.get().pk}/"
    said = {"declared_by": "Watch", "source": "docket", "url": "", "why": "all are in it", "on": "2026-11-01"}
    client.post(question + "complete/", said)
    made_before = Publication.objects.count()
    publish_edition(collection=collection, on=DAY, by=clerk, at=AT)
    assert (made_before, Publication.objects.count()) == (0, 1)
    assert _says_complete()

    told = client.post(question + "complete/end/", {"why": "two were found in another book"}, follow=True)
    assert "The public site shows it now." in told.content.decode()
    assert not _says_complete()


def _says_complete():
    held = PublishedFile.objects.filter(publication__current__isnull=False, path__contains="/figure/")
    return [file.path for file in held.select_related("body") if b"docket" in bytes(file.body.body)]
