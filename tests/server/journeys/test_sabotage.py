"""What can go wrong in an evening, and the test in which somebody meets it: nothing is lost or half out."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import expect
from tests.server.builders import a_collection, a_draft, a_member, a_signature
from tests.server.paper import a_pdf
from tests.server.publishing_cases import numbered

from undersigned.server.records.models import Edition, GroupMembership, PublishedFile, Scan, Signature

SERVER = Path(__file__).parents[1]
TODAY = timezone.localdate()
# What goes wrong; where somebody meets it; the test that holds how it ends.
SABOTAGE = (
    (
        "a name ticked twice",
        "desk/test_collecting_pages.py",
        "test_a_refused_tick_keeps_the_scan_and_every_tick",
    ),
    (
        "a member not on the roll that day",
        "journeys/test_sabotage.py",
        "test_a_member_without_a_seat_that_day_is_refused_by_name",
    ),
    (
        "an observer: appears, does not count",
        "journeys/test_sabotage.py",
        "test_an_observer_is_shown_on_the_list_and_not_counted",
    ),
    (
        "a group changed between two signatures",
        "journeys/test_sabotage.py",
        "test_each_text_shows_the_group_of_its_own_day",
    ),
    (
        "a tick without a scan",
        "desk/test_collecting_pages.py",
        "test_a_tick_without_a_scan_says_what_it_needs",
    ),
    (
        "the same clerk confirming herself",
        "desk/test_collecting_pages.py",
        "test_the_same_clerk_is_not_offered_her_own_names_and_is_refused_if_she_sends_them",
    ),
    (
        "a text edited after opening",
        "desk/test_draft_pages.py",
        "test_a_text_edited_after_opening_is_refused_and_shown_again",
    ),
    (
        "two clerks saving the same draft",
        "journeys/test_writing.py",
        "test_two_at_once_are_told_and_both_texts_are_shown",
    ),
    (
        "publishing one name short",
        "journeys/test_sabotage.py",
        "test_one_name_short_publishes_nothing_at_all",
    ),
    (
        "a number already used",
        "desk/test_publishing_pages.py",
        "test_a_number_already_used_is_said_beside_its_field",
    ),
    (
        "a browser closed while writing",
        "journeys/test_writing.py",
        "test_a_lost_connection_and_a_closed_browser_lose_nothing",
    ),
    (
        "a browser closed while ticking",
        "journeys/test_sabotage.py",
        "test_ticks_of_a_closed_browser_are_offered_again",
    ),
    (
        "the server killed while publishing",
        "test_killed_while_publishing.py",
        "test_killed_at_any_stage_the_old_site_stands_whole",
    ),
)


def open_text(**parts):
    """A text that is open since a week."""
    return a_collection(draft=a_draft(), opened_on=TODAY - timedelta(days=7), **parts)


def at(collection, part=""):
    return f"/desk/collections/{collection.pk}/{part}"


def tick(client, collection, *keys, day=TODAY):
    """Send the page of ticks with a scan, as a browser does."""
    file = SimpleUploadedFile("sheet.pdf", a_pdf())
    form = {"names": keys, "day": day.isoformat(), "file": file}
    return client.post(at(collection, "tick/"), form)


def seated(**parts):
    """A member with a seat since a year."""
    return a_member(**{"from_on": TODAY - timedelta(days=400), **parts})


def key(member):
    return f"{member.pk}@{member.mandates.get().delegation}"


def test_every_sabotage_names_a_test_that_exists():
    """The table above cannot go stale."""
    assert len(SABOTAGE) == 13
    for _, file, test in SABOTAGE:
        assert f"def {test}(" in (SERVER / file).read_text(encoding="utf-8"), test


def test_a_member_without_a_seat_that_day_is_refused_by_name(as_, clerk):
    """Who comes next week has no seat today: nobody is ticked, the scan and the other tick are kept."""
    collection, client = open_text(), as_(clerk)
    sitting = seated()
    coming = a_member(family="TOMORROW", from_on=TODAY + timedelta(days=7))

    answer = tick(client, collection, key(sitting), key(coming))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "TOMORROW Given:" in page
    assert f'value="{key(sitting)}" checked' in page
    assert Scan.objects.filter(collection=collection).count() == 1
    assert not Signature.objects.exists()


def test_an_observer_is_shown_on_the_list_and_not_counted(as_, clerk, second_clerk):
    """Two names on the list, one that counts, and both pages say so in words."""
    collection = open_text()
    members = seated(), seated(family="ONLOOKER", delegation="XQ", role="observer", group=None)

    tick(as_(clerk), collection, *map(key, members))
    names = list(collection.signatures.values_list("pk", flat=True))
    as_(second_clerk).post(at(collection, "confirm/"), {"names": names})

    page = as_(clerk).get(at(collection)).content.decode()
    assert "1 of 20" in page
    assert "1 name appears on the list and does not count." in page
    assert "appears, does not count" in page[page.index("ONLOOKER") :]
    one = collection.signatures.get(family="ONLOOKER")
    assert (
        "no: appears on the list only" in as_(clerk).get(at(collection, f"names/{one.pk}/")).content.decode()
    )


def test_each_text_shows_the_group_of_its_own_day(as_, clerk):
    """Two texts, signed before and after a change of group: the first keeps the group of its day."""
    earlier, later = open_text(), open_text()
    member = seated(group=None)
    changed = TODAY - timedelta(days=2)
    GroupMembership.objects.create(
        member=member, group="LIB", from_on=TODAY - timedelta(days=400), until_on=changed
    )
    GroupMembership.objects.create(member=member, group="PP", from_on=changed)

    tick(as_(clerk), earlier, key(member), day=TODAY - timedelta(days=5))
    tick(as_(clerk), later, key(member))

    assert group_shown(as_(clerk), earlier) == "LIB"
    assert group_shown(as_(clerk), later) == "PP"


def group_shown(client, collection):
    """The cell with the group of the only name of a text."""
    page = client.get(at(collection)).content.decode()
    return re.search(r'data-label="Group that day">([^<]*)<', page)[1]


def test_one_name_short_publishes_nothing_at_all(as_, clerk):
    """A name withdrawn at the last moment: no edition, no file; what is missing is said."""
    collection = numbered(20)
    one = collection.signatures.first()
    Signature.objects.filter(pk=one.pk).update(
        withdrawn_at=one.confirmed_at, withdrawn_by=clerk, withdrawal_reason="A letter."
    )

    answer = as_(clerk).post(f"/desk/publications/{collection.pk}/publish/", {"en": "", "fr": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It cannot go out yet" in page
    assert "<button>Publish" not in page
    assert not Edition.objects.exists()
    assert not PublishedFile.objects.exists()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_ticks_of_a_closed_browser_are_offered_again(desk_page, clerk):
    """Two of three come back; the third has been put on the list by then. Once sent, nothing is offered."""
    collection = open_text()
    members = [seated(family=family) for family in ("ALDER", "BIRCH", "CEDAR")]
    page = desk_page(clerk)
    page.goto(at(collection, "tick/"))
    for member in members:
        page.get_by_label(member.family).check()
    a_signature(collection=collection, member=members[2], by=clerk)
    page.close()

    page = page.context.new_page()
    page.goto(at(collection, "tick/"))
    assert "2 names were ticked in this browser" in page.locator("#offer").inner_text()
    page.get_by_role("button", name="Bring them back").click()
    assert page.locator("#chosen").text_content() == "2 names ticked"
    page.get_by_role("button", name="Tick these names").click()
    page.wait_for_url("**" + at(collection))

    page.goto(at(collection, "tick/"))
    expect(page.locator("#offer")).to_be_hidden()
    assert collection.signatures.count() == 3
