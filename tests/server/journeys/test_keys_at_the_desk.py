"""From a member who comes to the office to her name on the list: desk, registrars, signing host."""

import io
import zipfile

import pytest
from playwright.sync_api import expect
from tests.server.builders import a_user
from tests.server.journeys.evening import PICTURES, Film
from tests.simulators.registrars import by_registrars

from undersigned.signing.records import read_draft

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]


@pytest.fixture
def telephone(page_of, with_passkey):
    """A telephone with a passkey of its own: what it makes of the addresses that it is shown."""
    page = page_of(viewport={"width": 390, "height": 844})
    with_passkey(page)

    def opens(address, button, film=None):
        page.goto("about:blank")
        page.goto(address)
        page.get_by_role("button", name=button).wait_for()
        if film:
            film.take(page, "the-text-and-who-signs")
        page.get_by_role("button", name=button).click()
        page.locator("#done").wait_for()
        return page

    return opens


def handed(page):
    """The address that the desk shows, as the link says it and as it is to be copied."""
    address = page.locator(".handed a.button").get_attribute("href")
    assert page.locator(".handed pre").text_content() == address
    expect(page.locator("svg.code")).to_be_visible()
    return address


def by_the_registrars(archive):
    """Every file of a ZIP, signed by two registrars on a machine of their own."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return [
            {
                "name": name,
                "mimeType": "text/plain",
                "buffer": by_registrars(read_draft(files.read(name))).encoded(),
            }
            for name in files.namelist()
        ]


def enrolled_at_the_desk(page, telephone, name):
    """Enrol somebody from the page of keys; the registrars' files go out and come back."""
    page.goto("/desk/keys/")
    page.get_by_role("link", name=f"Enrol a key {name}").click()
    page.get_by_label("In person").check()
    page.get_by_role("button", name="Show the address").click()
    telephone(handed(page), "Make the key")
    page.get_by_role("link", name="The registrars’ records").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Take all as one ZIP").click()
    signed = by_the_registrars(waiting.value.path().read_bytes())
    page.get_by_label("Signed records").set_input_files(signed)
    page.get_by_role("button", name="Hand them in").click()
    assert "added to 1 record" in page.get_by_role("status").first.inner_text()


def test_from_the_office_to_the_list(signing, at_desk, telephone):
    """A key, a vouching, an invitation shown, two screens: the name stands with its level."""
    page, film = at_desk(signing.clerk), Film(place=PICTURES.parent / "signing")
    enrolled_at_the_desk(page, telephone, "ÅKESDAL0 Given")
    signing.vouch()
    page.goto(f"/desk/collections/{signing.collection.pk}/")
    assert "The text is fixed as entry" in page.locator(".electronic").inner_text()
    page.get_by_role("link", name="Invite members to sign").click()
    page.get_by_role("button", name="Show ÅKESDAL0 Given").click()
    film.take(page, "an-address-for-a-member")
    held = telephone(handed(page), "Sign with your passkey", film)
    held.locator("[data-state=witnessed]").wait_for()
    film.take(held, "signed")
    page.goto(f"/desk/collections/{signing.collection.pk}/")
    film.take(page, "on-the-list")

    assert "by key B" in page.get_by_role("row", name="ÅKESDAL0").inner_text()
    assert "1 address was used" in page.locator(".electronic").inner_text()


def test_a_clerk_fixes_the_next_text_with_a_key(signing, at_desk, telephone):
    """The colleague enrols, then the text is signed with a telephone, and comes back to the desk."""
    enrolled_at_the_desk(at_desk(signing.second), telephone, "Clara Fenn")
    signing.vouch()
    text = signing.another_text()
    page = at_desk(signing.clerk)
    page.goto("/desk/")
    expect(page.get_by_text("waits for your key: Fix the text for signature")).to_be_visible()
    page.goto(f"/desk/collections/{text.pk}/")
    page.get_by_role("button", name="Sign it with your key").click()
    done = telephone(handed(page), "Sign with your passkey")
    assert done.get_by_role("link", name="Back to the desk").get_attribute("href").endswith(f"/{text.pk}/")
    page.get_by_role("link", name="I have signed").click()

    assert "The text is fixed as entry" in page.locator(".electronic").inner_text()


PLACES = [
    "log/",
    "keys/",
    "registrars/",
    "collections/{text}/",
    "collections/{text}/invitations/",
    "keys/{key}/",
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("place", PLACES)
def test_the_pages_are_well_made(signing, at_desk, axe_faults, place, language, width):
    """Axe finds nothing, and nothing is wider than a small screen."""
    signing.keyed(0)
    user = a_user(role="clerk", language=language)
    page = at_desk(user, viewport={"width": width, "height": 900})
    key = signing.members[0].keys.get()
    page.goto(f"/desk/{place.format(text=signing.collection.pk, key=key.pk)}")

    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
