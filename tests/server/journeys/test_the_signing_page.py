"""A member signs at the signing host, in two screens, with a passkey that this browser made."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from undersigned.log.receipts import check_receipt
from undersigned.server.actions.log.trusting import trust
from undersigned.server.records.models import Signature
from undersigned.signing.receipts import read_receipt

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=False),
]
SIGN = "Sign with your passkey"


@pytest.fixture
def device(signing, page_of, with_passkey):
    """A browser whose passkey is enrolled for the first member: its page, and its authenticator."""

    def made(**settings):
        page = page_of(**{"viewport": {"width": 320, "height": 640}, **settings})
        session, authenticator = with_passkey(page)
        enrol(page, signing, signing.members[0])
        return page, session, authenticator

    return made


def enrol(page, signing, holder, **parts):
    """Make a key at the signing host, and have two registrars vouch for it."""
    page.goto(signing.enrolment(holder, **parts))
    page.get_by_role("button", name=re.compile("Make the key|Créer la clé")).click()
    page.locator("#done").wait_for()
    signing.vouch()


def come(page, address):
    """Open an address as from a letter: the page is loaded anew."""
    page.goto("about:blank")
    page.goto(address)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_member_signs_in_two_screens(signing, device, axe_faults, width):
    """The address is opened, one button, the device asks: three taps, no account, far below a minute."""
    page, *_ = device(viewport={"width": width, "height": 800})
    address, began, taps = signing.invitation(), time.monotonic(), 1
    come(page, address)
    page.get_by_role("heading", name="Lamps of the harbour wall").wait_for()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "ÅKESDAL0, Northland, LIB" in page.locator("dl").inner_text()
    page.get_by_role("button", name=SIGN).click()
    taps += 2  # the button, and the device's own question

    page.locator("[data-state=witnessed]").wait_for()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert taps == 3
    assert time.monotonic() - began < 60
    assert [one.level for one in Signature.objects.all()] == ["B"]
    assert page.context.cookies() == []


def test_the_receipt_is_kept_and_verifies(signing, device, tmp_path):
    """The file that the page hands over proves the statement under the keys of the trust file."""
    page, *_ = device(accept_downloads=True)
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).click()
    page.locator("[data-state=witnessed]").wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Keep the receipt").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)

    receipt = read_receipt(Path(file).read_bytes())
    assert receipt.record.text.word("name") == "Given ÅKESDAL0"
    assert check_receipt(receipt.proof, receipt.entry, trust().policy).met


def test_a_member_reads_and_signs_in_french(signing, device, axe_faults):
    """The page speaks the browser's language, shows the text in it, and the statement names that title."""
    page, *_ = device(locale="fr-FR")
    come(page, signing.invitation())
    page.get_by_role("heading", name="Les lampes de la digue").wait_for()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Signer avec votre clé d’accès").click()

    page.get_by_role("heading", name="Vous avez signé").wait_for()
    assert "title fr Les lampes de la digue" in page.locator("pre").text_content()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="You have signed")).to_be_visible()


def test_the_keyboard_alone_signs(signing, device):
    """Tab to the button, Enter; the second screen is read from its beginning."""
    page, *_ = device()
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).wait_for()
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == SIGN:
            break
    page.keyboard.press("Enter")

    page.locator("#done").wait_for()
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_prompt_that_is_cancelled_signs_nothing(signing, device):
    """The device says no; the page says so, and the same page signs afterwards."""
    page, session, authenticator = device()
    come(page, signing.invitation())
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.get_by_role("button", name=SIGN).click()
    page.get_by_role("alert").wait_for()
    assert "Nothing was signed" in page.get_by_role("alert").inner_text()
    assert not Signature.objects.exists()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    page.get_by_role("button", name=SIGN).click()

    page.locator("#done").wait_for()


def fetched(route):
    """The server's own answer to a question of the page."""
    asked = urlsplit(route.request.url)
    return route.fetch(
        url=asked._replace(netloc=f"127.0.0.1:{asked.port}").geturl(),  # only browsers know the name
        headers={**route.request.headers, "host": asked.netloc},
    )


def changed(page, path, change):
    """Between server and page somebody changes what the server says."""

    def altered(route):
        answer = fetched(route)
        route.fulfill(response=answer, json=change(answer.json()))

    page.route(f"**/{path}", altered)


def another_clause(found):
    """A text that says something else than the record that fixed it."""
    found["texts"]["en"]["clauses"][0] = "In May 2031, 120 lamps of the wall went dark."
    return found


def another_title(found):
    """A statement for another title."""
    return {**found, "text": found["text"].replace("title en Lamps", "title en Lights")}


def another_act(found):
    """A statement that withdraws."""
    return {**found, "text": found["text"].replace("\nact sign\n", "\nact withdraw\n")}


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("member/invitation", another_clause),
        ("member/statement", another_title),
        ("member/statement", another_act),
    ],
)
def test_what_is_not_the_text_on_the_screen_is_not_signed(signing, device, path, change):
    """The page computes every digest itself; the device is not even asked."""
    page, session, authenticator = device()
    before = count_of(session, authenticator)
    changed(page, path, change)
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).click()
    page.get_by_role("alert").wait_for()

    assert "is not the text on this page" in page.get_by_role("alert").inner_text()
    assert count_of(session, authenticator) == before
    assert not Signature.objects.exists()


def count_of(session, authenticator):
    """How often the authenticator has signed."""
    found = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    return [one["signCount"] for one in found]


def test_a_dead_witness_takes_nothing_away(signing, device):
    """The signature is recorded and counts; once the witness is back, the same screen says witnessed."""
    page, *_ = device()
    signing.witness.stop()
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).click()
    page.locator("[data-state=recorded]").wait_for()
    assert "Outside witnesses have not seen it yet" in page.locator("#done").inner_text()
    assert Signature.objects.count() == 1
    signing.witness.start()

    page.locator("[data-state=witnessed]").wait_for()


def test_a_used_address_signs_nothing_more(signing, device):
    """An invitation signs once; afterwards it opens nothing."""
    page, *_ = device()
    address = signing.invitation()
    come(page, address)
    page.get_by_role("button", name=SIGN).click()
    page.locator("#done").wait_for()
    come(page, address)

    page.get_by_role("alert").wait_for()
    expect(page.get_by_role("button", name=SIGN)).to_have_count(0)


@pytest.mark.parametrize("arrives", [True, False])
def test_a_connection_that_breaks_leaves_nobody_in_doubt(signing, device, arrives):
    """The answer is lost, or the question: the page says that it does not know, asks, and then says."""
    page, *_ = device()

    def broken(route):
        if arrives:
            fetched(route)
        route.abort()

    page.route("**/member/signature", broken)
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).click()
    page.get_by_role("heading", name="Not known yet").wait_for()

    if arrives:
        page.locator("[data-state=witnessed]").wait_for()
    else:
        page.get_by_role("heading", name="Nothing was signed").wait_for()
        page.unroute("**/member/signature")
        page.get_by_role("button", name=SIGN).click()
        page.locator("[data-state=witnessed]").wait_for()
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("address", ["member/signature", "member/receipt"])
def test_a_host_that_broke_is_not_a_host_that_said_no(signing, device, address):
    """A 502 from whatever stands before the server says nothing about the signature; the page asks again."""
    page, *_ = device()
    turns = iter("1")

    def broken_once(route):
        if next(turns, None) is None:
            route.continue_()
            return
        fetched(route)
        route.fulfill(status=502, body="Bad gateway")

    page.route(f"**/{address}", broken_once)
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).click()
    page.locator("[data-state=witnessed]").wait_for()

    expect(page.get_by_role("heading", name="Nothing was signed")).to_have_count(0)
    assert Signature.objects.count() == 1


def test_a_member_withdraws_with_the_same_key(signing, device):
    """An address of her own, the same text, the other act; the name goes and both entries stay."""
    page, *_ = device()
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).click()
    page.locator("#done").wait_for()
    come(page, signing.invitation())
    page.get_by_text("Your name comes off the list.").wait_for()
    page.get_by_role("button", name="Withdraw with your passkey").click()

    page.get_by_role("heading", name="You have withdrawn").wait_for()
    assert [one.withdrawal is not None for one in Signature.objects.all()] == [True]


def test_each_host_asks_only_for_its_own_passkeys(signing, device, settings):
    """The desk's page may not ask for a signing passkey, nor the signing page for one of the desk."""
    page, *_ = device()
    asks = """rpId => navigator.credentials
      .get({ publicKey: { challenge: new Uint8Array(32), rpId, timeout: 300 } })
      .then(() => "given", fault => fault.name)"""
    page.goto(settings.ORIGIN + "/desk/account/login/")
    assert page.evaluate(asks, "sign.localhost") == "SecurityError"
    come(page, signing.invitation())

    assert page.evaluate(asks, "localhost") == "SecurityError"
    assert page.evaluate(asks, "desk.localhost") == "SecurityError"


def test_a_clerk_signs_a_record_of_the_office(signing, page_of, with_passkey):
    """From the address to the last line that is wanted: what is signed stands on the screen."""
    page = page_of()
    with_passkey(page)
    enrol(page, signing, signing.clerk)
    collection = signing.another_text()
    record = collection.records.get(kind="text")
    come(page, signing.task(record, signing.clerk))
    page.get_by_role("heading", name="Fix this text for signature").wait_for()
    page.get_by_role("button", name=SIGN).click()

    page.locator("[data-state=recorded], [data-state=witnessed]").wait_for()


def test_a_new_device_is_enrolled_with_the_old_key_and_one_registrar(signing, device):
    """Rotation: the new passkey signs its record, then the old one does, on the same device here."""
    page, *_ = device()
    member = signing.members[0]
    page.goto("about:blank")
    page.goto(signing.enrolment(member, replaces=member.keys.get()))
    page.get_by_role("button", name="Make the key").click()
    page.get_by_role("button", name="Sign with the old key").click()
    page.locator("[data-state=enrolled]").wait_for()
    signing.vouch(1)

    from undersigned.server.actions.log.keeping_keys import keys_of  # noqa: PLC0415

    assert [one.replaces for one in keys_of(member)] == [member.keys.order_by("record__entry").first()]


def test_nothing_on_the_page_offends_its_own_policy(signing, device):
    """No script, style, font or question is refused by the page's policy."""
    faults = []
    page, *_ = device()
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    come(page, signing.invitation())
    page.get_by_role("button", name=SIGN).click()
    page.locator("[data-state=witnessed]").wait_for()

    assert not faults
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")
