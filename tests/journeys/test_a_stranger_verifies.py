"""A stranger, offline, with a bundle and one HTML page: the second verifier says what the first does."""

import json
from base64 import b64encode
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect
from tests.chromium import faults_of
from tests.verifying.museum import EXHIBITS

from undersigned.verifying.browser_page import browser_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-square"
BUNDLE, TRUST = EXAMPLE / "harbour-square.bundle.zip", EXAMPLE / "trust.txt"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CALL = """async ([bundle, trust, since]) => {
  const bytes = (text) => (text === null ? null : Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
  const run = await window.verify(bytes(bundle), bytes(trust), bytes(since));
  return { verdict: run.verdict, findings: run.findings };
}"""


@pytest.fixture
def verifier(page_of, tmp_path):
    """The page, opened from a file on a machine without a network."""
    file = tmp_path / "verify.html"
    file.write_bytes(browser_page())
    page = page_of(viewport={"width": 1280, "height": 900}, locale="en-GB", offline=True)
    page.goto(file.as_uri())
    return page


def check(page, **chosen):
    """Choose files and have them checked; the verdict."""
    for field, file in chosen.items():
        page.locator(f"#{field}").set_input_files(file)
    page.get_by_role("button", name="Check").click()
    verdict = page.locator("[data-verdict]")
    verdict.wait_for()
    return verdict.get_attribute("data-verdict")


def test_with_keys_of_ones_own_the_example_is_verified(verifier):
    """Every name with its level, the paper ones as the clerks' word, the withdrawal, total and rules."""
    assert check(verifier, bundle=BUNDLE, trust=TRUST) == "verified"

    said = verifier.locator("#result").inner_text()
    assert "29 names; 28 count, from 14 delegations and 4 groups; 1 withdrawn." in said
    assert "Rules of the day: concord/written-declaration/2024-01-01." in said
    assert said.count("two clerks’ word") == 3
    expect(verifier.locator(".names li")).to_have_count(30)


def test_without_keys_it_is_consistent_with_itself_and_no_more(verifier):
    """The page says what that does not mean."""
    assert check(verifier, bundle=BUNDLE) == "consistent-with-itself"

    assert "does not mean that the names are real" in verifier.locator("#result").inner_text()


def test_a_name_and_a_receipt_are_found(verifier, tmp_path):
    """Is my signature there? By name, without marks and capitals; and by the receipt that a member kept."""
    receipt = tmp_path / "receipt.txt"
    with ZipFile(BUNDLE) as archive:
        receipt.write_bytes(archive.read("proofs/28.txt"))
    check(verifier, bundle=BUNDLE, trust=TRUST, receipt=receipt)
    verifier.get_by_label("Find a name").fill("aboli")

    expect(verifier.locator(".names li:visible")).to_have_count(1)
    assert verifier.locator("[data-receipt]").get_attribute("data-receipt") == "there"


def test_what_is_wrong_is_said_in_words(verifier, tmp_path):
    """A letter of the text is another: refused, with the question, the file and what to do."""
    exhibit = next(one for one in EXHIBITS if one.name == "a-byte-of-the-text")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(exhibit.bundle())

    assert check(verifier, bundle=broken, trust=TRUST) == "refused"
    said = verifier.locator("#result").inner_text()
    assert "Are these the words that were signed?" in said
    assert "texts/" in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_is_accessible_narrow_and_in_two_languages(verifier, language):
    """axe finds nothing; at 320 px and at 200 % text nothing runs out of the page; no word is missing."""
    check(verifier, bundle=BUNDLE, trust=TRUST)
    if language == "fr":
        verifier.get_by_role("button", name="Français").click()
        assert verifier.locator("html").get_attribute("lang") == "fr"
    assert "verify." not in verifier.locator("body").inner_text().replace("verify.html", "")
    assert faults_of(verifier, **RULES) == []
    verifier.set_viewport_size({"width": 320, "height": 700})
    assert verifier.evaluate("document.documentElement.scrollWidth") <= 320
    verifier.set_viewport_size({"width": 640, "height": 700})
    verifier.evaluate("document.documentElement.style.fontSize = '200%'")
    assert verifier.evaluate("document.documentElement.scrollWidth") <= 640


def test_nothing_is_fetched_and_nothing_is_refused_by_the_policy(verifier):
    """Offline and from a file, the page does all of it by itself."""
    asked, faults = [], []
    verifier.on("request", lambda request: asked.append(request.url))
    verifier.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)

    check(verifier, bundle=BUNDLE, trust=TRUST)
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]
    assert not faults


def test_both_verifiers_say_the_same_of_the_whole_museum(verifier):
    """Verdict, failed and undetermined questions of every exhibit, by two programs written apart."""
    sources = files("undersigned.verifying") / "browser"
    names = sorted(one.name for one in sources.iterdir() if one.name.endswith(".js") and one.name < "14")
    script = "".join((sources / name).read_text(encoding="utf-8") for name in names)
    verifier.goto("about:blank")
    verifier.goto(EXAMPLE.as_uri())
    verifier.evaluate(f"() => {{ window.verify = (() => {{ {script}; return verify; }})(); }}")

    apart = {one.name: said for one in EXHIBITS if (said := judged(verifier, one)) != expected(one)}

    assert not apart, json.dumps(apart, indent=1)


def judged(page, exhibit):
    parts = [exhibit.bundle(), exhibit.trust(), exhibit.since()]
    found = page.evaluate(CALL, [None if one is None else b64encode(one).decode() for one in parts])
    codes = {
        outcome: sorted({one["code"] for one in found["findings"] if one["outcome"] == outcome})
        for outcome in ("failed", "undetermined")
    }
    return [found["verdict"], codes["failed"], codes["undetermined"]]


def expected(exhibit):
    return [exhibit.verdict, sorted(exhibit.failed), sorted(exhibit.undetermined)]
