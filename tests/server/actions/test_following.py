"""Following up: what is due, what became of somebody with its source, and a notice that names nobody."""

from datetime import date, timedelta

import pytest
from tests.server.builders import AT, a_collection, a_member, a_scan, a_signature, a_user
from tests.server.evidence import COLUMNS, TODAY, a_source, a_table, people_rows, subject, taken_in

from undersigned.evidence.confidentiality import Level
from undersigned.server.actions import following
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import ClaimValue, FollowUpNotice, KeptClaim

RELEASED = {"what": "released", "how": "parole", "restriction": ["no-travel", "no-gatherings"]}


@pytest.fixture
def followed(monitor, clerk):
    """A text whose signatories follow two people."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    collection = a_collection(by=clerk)
    for key in (1, 2):
        following.follow(collection=collection, subject=subject("watch", key), by=monitor, at=AT)
    return collection


def kept(key, on, by, said=RELEASED, level=Level.RESTRICTED):
    return following.keep_outcome(
        subject=subject("watch", key),
        source=a_source("ombudsman", by=by),
        said={**said, "on": on},
        place="p. 4",
        level=level,
        today=TODAY,
        by=by,
        at=AT,
    )


@pytest.mark.usefixtures("followed")
def test_who_was_never_looked_for_is_due_first_then_the_oldest(monitor):
    """And what is younger than 90 days is not due."""
    kept(1, TODAY - timedelta(days=91), monitor)
    lines = following.followed_people(TODAY)
    assert [one.standing.age for one in lines] == [None, 91]
    assert [one.standing.current().ok for one in lines] == [False, False]

    kept(2, TODAY - timedelta(days=10), monitor)
    assert [(one.standing.age, one.standing.current().ok) for one in following.followed_people(TODAY)] == [
        (91, False),
        (10, True),
    ]
    following.end_following(followed=lines[0].followed, by=monitor, at=AT)
    assert len(following.followed_people(TODAY)) == 1


def test_a_release_says_how_and_under_which_restrictions(followed, monitor):
    """Without them it is refused; what is kept points at its source and the place in it."""
    refused = kept(1, TODAY, monitor, said={"what": "released"})
    assert refused.findings[0].code == "desk.outcome.told"
    assert kept(1, TODAY + timedelta(days=1), monitor).findings[0].code == "desk.outcome.day"

    assert kept(1, TODAY, monitor) == 6
    assert kept(1, TODAY, monitor) == 0
    latest = following.standing_of(subject("watch", 1), TODAY).latest
    assert (latest.what, latest.how, set(latest.restrictions)) == (
        "released",
        "parole",
        {"no-travel", "no-gatherings"},
    )
    assert [(cite.source, cite.at) for cite in latest.cites] == [("ombudsman", None)]
    assert ClaimValue.objects.filter(claim__source="ombudsman", said__at="p. 4").count() == 6
    assert followed.followed.count() == 2


def test_the_outcome_of_somebody_withheld_is_withheld(monitor, clerk):
    """Whatever level the form says: one claim that must not be known pulls up all."""
    columns = {
        **COLUMNS,
        "columns": {**COLUMNS["columns"], "Name": {"property": "person.name", "level": "withheld"}},
    }
    taken_in(a_table(*people_rows(1)), by=monitor, columns=columns)
    following.follow(collection=a_collection(by=clerk), subject=subject("watch", 1), by=monitor, at=AT)

    kept(1, TODAY, monitor, said={"what": "charged"}, level=Level.PUBLIC)

    assert set(KeptClaim.objects.filter(source="ombudsman").values_list("level", flat=True)) == {"withheld"}
    (line,) = following.followed_people(TODAY)
    assert line.standing.latest is None


def test_a_notice_goes_to_the_signatories_and_names_nobody(
    followed, monitor, clerk, django_capture_on_commit_callbacks, mailoutbox
):
    """Each in their own language; nothing is put down to the text; without accounts nobody is written to."""
    address = {"en": "https://desk.example/en/x.html", "fr": "https://desk.example/fr/x.html"}.get
    nobody = following.tell_signatories(collection=followed, address=address, by=clerk, at=AT)
    assert isinstance(nobody, Refusal)

    scan = a_scan(collection=followed, by=clerk)
    for language in ("en", "fr"):
        member = a_member()
        a_user(role="member", member=member, language=language, email=f"{language}@concord.example")
        a_signature(
            collection=followed, member=member, by=clerk, scan=scan, confirmed_at=AT, confirmed_by=monitor
        )
    with django_capture_on_commit_callbacks(execute=True):
        following.tell_signatories(collection=followed, address=address, by=clerk, at=AT)

    assert FollowUpNotice.objects.get().letters == 2
    assert [one.to for one in mailoutbox] == [["en@concord.example"], ["fr@concord.example"]]
    assert "https://desk.example/fr/x.html" in mailoutbox[1].body
    assert "Lampes" in mailoutbox[1].body or "lampes" in mailoutbox[1].body
    assert not any("Person" in one.body + one.subject for one in mailoutbox)
    assert "nobody puts it down to the text" in mailoutbox[0].body


def test_a_state_may_be_withdrawn_only_by_another_claim(followed, monitor):
    """A later outcome stands beside the earlier one; both remain."""
    kept(1, date(2026, 10, 1), monitor, said={"what": "charged"})
    kept(1, date(2026, 11, 1), monitor, said={"what": "sentenced"})

    standing = following.standing_of(subject("watch", 1), TODAY)
    assert [one.what for one in standing.outcomes] == ["charged", "sentenced"]
    assert followed.followed.filter(ended_at=None).count() == 2
