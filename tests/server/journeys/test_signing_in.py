"""Somebody comes in with a browser: by invitation, with a passkey, without scripts, by keyboard."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.server.builders import a_collection, a_draft, a_user

from undersigned.server.actions.accounts import accounts

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PASSWORD = "lamp harbour wall"


@pytest.fixture
def _second_factor(settings):
    """The way in as it is outside tests."""
    settings.SECOND_FACTOR = True


def _invited(name):
    """Somebody invited as a clerk, whose account is not among the first nine."""
    for _ in range(10):
        a_user()
    accounts.invite_person(
        email="nora@concord.example",
        name=name,
        role="clerk",
        language="en",
        secret="k" * 43,
        address="x",
        by=None,
        at=timezone.now(),
    )


def _come_in(page):
    page.goto(f"/desk/invitation/{'k' * 43}/")
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url("**/second-factor/")


def _sign_out(page):
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login/**")


@pytest.mark.usefixtures("_second_factor")
def test_a_passkey_is_added_and_then_signs_in(desk_page, with_passkey, axe_faults):
    """Invited, a password once, led to a passkey, out, and in again with nothing typed."""
    _invited("Nora North")
    page = desk_page()
    with_passkey(page)
    _come_in(page)
    assert axe_faults(page) == []
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of this device").fill("Telephone")
    page.get_by_role("button", name="Add the passkey").click()
    page.wait_for_url("**/recovery-codes/**")
    assert axe_faults(page) == []
    page.get_by_role("link", name="Go to your desk").click()
    page.wait_for_url("**/desk/")
    _sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")

    expect(page.get_by_role("link", name="Nora North")).to_be_visible()


def test_a_passkeys_button_waits_for_its_script(desk_page):
    """On a slow line: pressed too early it would do nothing, so it cannot be pressed."""
    page, held = desk_page(), []

    def hold(route):
        held.append(route)

    page.route("**/mfa/js/webauthn.js*", hold)
    page.goto("/desk/account/login/", wait_until="commit")
    button = page.get_by_role("button", name="Sign in with a passkey")

    expect(button).to_be_disabled()
    held[0].continue_()
    expect(button).to_be_enabled()


@pytest.mark.usefixtures("_second_factor")
def test_a_code_is_asked_for_after_the_password_and_a_recovery_code_stands_in_for_it_once(
    desk_page, axe_faults
):
    """An app is set up and asked for after the password; in its place a recovery code does, once."""
    _invited("Nora North")
    page = desk_page()
    _come_in(page)
    page.get_by_role("link", name="Set up an app").click()
    assert axe_faults(page) == []
    secret = page.get_by_label("Or type this secret into the app").input_value()
    page.get_by_label("The six digits that the app shows").fill(_code(secret))
    page.get_by_role("button", name="Switch it on").click()
    page.wait_for_url("**/recovery-codes/**")
    recovery = page.get_by_label("Recovery codes").input_value().split()[0]

    _sign_out(page)
    _password_then(page, "000000")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert axe_faults(page) == []
    _answer(page, _code(secret))
    page.wait_for_url("**/desk/")

    _sign_out(page)
    _password_then(page, recovery)
    page.wait_for_url("**/desk/")
    _sign_out(page)
    _password_then(page, recovery)
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()


def _password_then(page, code):
    page.get_by_label("E-mail address").fill("nora@concord.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    _answer(page, code)


def _answer(page, code):
    page.get_by_label("The six digits of the app, or a recovery code").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _code(secret):
    """The six digits that an app shows now (RFC 6238); in the last seconds of a code, those of the next."""
    left = 30 - time.time() % 30
    time.sleep(left if left < 3 else 0)
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_everything_on_the_way_in_works_without_scripts(desk_page):
    """Password, home, sign out: forms and links only."""
    user = a_user(name="Clara Fenn", password=PASSWORD)
    page = desk_page(java_script_enabled=False)
    page.goto("/desk/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("heading", name="Your desk")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()


def test_the_keyboard_alone_signs_in(desk_page):
    """Tab to the fields, type, Enter."""
    user = a_user(password=PASSWORD)
    page = desk_page()
    page.goto("/desk/account/login/")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/")


def test_nothing_is_refused_by_the_content_policy(desk_page):
    """No script, style or font of a page offends against the policy."""
    faults = []
    page = desk_page(a_user(role="administrator"))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    for path in ("/desk/", "/desk/people/", "/desk/people/invite/", "/desk/account/keys/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")

    assert not faults


PAGES = ["/desk/", "/desk/people/", "/desk/people/invite/", "/desk/account/keys/", "/nowhere/"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible_and_narrow(desk_page, axe_faults, path, language):
    """axe finds nothing; at 320 px and at 200 % text nothing runs out of the page."""
    user = a_user(role="administrator", language=language)
    a_draft(by=user)
    a_collection()
    page = desk_page(user, viewport={"width": 1280, "height": 900})
    page.goto(path)
    assert axe_faults(page) == []

    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_an_error_summary_has_the_focus_and_leads_to_the_field(desk_page, axe_faults):
    """What is wrong is read first."""
    page = desk_page(a_user(role="administrator"))
    page.goto("/desk/people/invite/")
    page.get_by_role("button", name="Send the invitation").click()

    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert axe_faults(page) == []
    page.get_by_role("link", name="Name").click()
    assert page.evaluate("document.activeElement.id") == "id_name"
