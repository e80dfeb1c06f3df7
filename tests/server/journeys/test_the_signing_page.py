"""A member signs at the signing host, in two screens, with a passkey that this browser made."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]


def test_first(signing, page_of, with_passkey):
    page = page_of(viewport={"width": 320, "height": 640})
    with_passkey(page)
    page.on("console", lambda m: print("CONSOLE", m.text))
    page.goto(signing.enrolment(signing.members[0]))
    page.screenshot(path="/tmp/s1.png", full_page=True)
    page.get_by_role("button", name="Make the key").click()
    page.locator("#done, #fault").wait_for()
    page.screenshot(path="/tmp/s2.png", full_page=True)
    signing.vouch()
    page.goto(signing.invitation())
    page.get_by_role("button", name="Sign with your passkey").wait_for()
    page.screenshot(path="/tmp/s3.png")
    page.get_by_role("button", name="Sign with your passkey").click()
    page.locator("#done, #fault").wait_for()
    page.screenshot(path="/tmp/s4.png", full_page=True)
    page.locator("[data-state=witnessed]").wait_for()
    page.screenshot(path="/tmp/s5.png", full_page=True)
