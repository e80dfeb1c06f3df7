"""Following up: what is due, what became of somebody with its source, and a notice that names nobody."""

from datetime import date, timedelta

import pytest
from tests.server.builders import AT, a_collection
from tests.server.evidence import COLUMNS, TODAY, a_source, a_table, people_rows, subject, taken_in

from undersigned.evidence.confidentiality import Level
from undersigned.server.actions.followup import following
from undersigned.server.actions.followup.followed_things import followed_things, standing_of
from undersigned.server.records.models import ClaimValue, KeptClaim

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
    lines = followed_things(TODAY)
    assert [one.age for one in lines] == [None, 91]
    assert [one.current().ok for one in lines] == [False, False]

    kept(2, TODAY - timedelta(days=10), monitor)
    assert [(one.age, one.current().ok) for one in followed_things(TODAY)] == [
        (91, False),
        (10, True),
    ]
    following.end_following(followed=lines[0].followed, by=monitor, at=AT)
    assert len(followed_things(TODAY)) == 1


def test_a_release_says_how_and_under_which_restrictions(followed, monitor):
    """Without them it is refused; what is kept points at its source and the place in it."""
    refused = kept(1, TODAY, monitor, said={"what": "released"})
    assert refused.findings[0].code == "desk.outcome.told"
    assert kept(1, TODAY + timedelta(days=1), monitor).findings[0].code == "desk.outcome.day"

    assert kept(1, TODAY, monitor) == 6
    assert kept(1, TODAY, monitor) == 0
    latest = standing_of(subject("watch", 1), TODAY).latest
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
    (line,) = followed_things(TODAY)
    assert line.about.latest is None


@pytest.mark.usefixtures("followed")
def test_an_outcome_that_is_withheld_pulls_up_the_next(monitor):
    """Though nothing that is said of the person themselves is withheld."""
    kept(1, date(2026, 10, 1), monitor, said={"what": "charged"}, level=Level.WITHHELD)
    before = set(KeptClaim.objects.values_list("pk", flat=True))
    kept(1, date(2026, 11, 1), monitor, level=Level.PUBLIC)

    levels = KeptClaim.objects.exclude(pk__in=before).values_list("level", flat=True)
    assert set(levels) == {"withheld"}


def test_a_state_may_be_withdrawn_only_by_another_claim(followed, monitor):
    """A later outcome stands beside the earlier one; both remain."""
    kept(1, date(2026, 10, 1), monitor, said={"what": "charged"})
    kept(1, date(2026, 11, 1), monitor, said={"what": "sentenced"})

    standing = standing_of(subject("watch", 1), TODAY)
    assert [one.what for one in standing.outcomes] == ["charged", "sentenced"]
    assert followed.followed.filter(ended_at=None).count() == 2
