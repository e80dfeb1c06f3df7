"""Debian's Chromium, and a site with a page of every kind in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.builders import a_document, some_signatories, without_text
from tests.publishing.figures import FOLLOWED, a_figures_file

from undersigned.publishing.document import Level, Nature
from undersigned.publishing.frame import Settings
from undersigned.publishing.preparing.bound import with_figures
from undersigned.publishing.site.build import build
from undersigned.values.findings import Place, failed, passed, undetermined
from undersigned.values.sourced import Citation

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 100_000, "uploadThroughput": 100_000}
RULES = Citation(
    source="rules", title="Rules of the Concord", at="Rule 53", url="https://concord.example/rules"
)
FINDINGS = (
    passed("declaring.list.total", stated=25, counted=25),
    replace(
        failed("declaring.list.order", Place(file="12.txt", line=31, field="signatories[2]")), cites=(RULES,)
    ),
    undetermined("declaring.text.word-limit"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; tests are skipped where it is not installed."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    with api.sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(api.Locator, "click", _until_read(api.Locator.click))
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


def _until_read(click: Callable[..., None]) -> Callable[..., None]:
    """A click that ends when the page it leads to is read; Playwright's ends with that page's first byte."""

    def clicked(place: Any, *args: Any, **options: Any) -> None:
        click(place, *args, **options)
        place.page.wait_for_load_state()

    return clicked


@pytest.fixture
def page_of(browser: Any) -> Iterator[Callable[..., Any]]:
    """A page of the browser, opened with the given settings; closed with its test.

    `UNDERSIGNED_TEST_SLOW_LINE=1` puts every page on a slow line: a test that reads too early fails there.
    """
    contexts = []

    def opened(**settings: Any) -> Any:
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        if os.environ.get("UNDERSIGNED_TEST_SLOW_LINE") == "1":
            context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW_LINE)
        return page

    yield opened
    for context in contexts:
        context.close()


def faults_of(page: Any, **options: Any) -> list[str]:
    """What axe finds wrong with a page as it now is: rule and place. The page keeps axe for the next time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(pytest.importorskip("axe_playwright_python.sync_playwright").Axe().axe_script)
    asked = "options => axe.run(options).then(found => found.violations)"
    violations = page.evaluate(asked, {"resultTypes": ["violations"], **options})
    return [f"{one['id']}: {node['target']}" for one in violations for node in one["nodes"]]


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of page: signed, drafted, printed only, long words, several levels."""
    out = tmp_path_factory.mktemp("journeys") / "public"
    mixed = tuple(replace(one, level=level) for one, level in zip(some_signatories(5), Level, strict=True))
    documents = (
        with_figures(a_document(findings=FINDINGS), a_figures_file(), FOLLOWED),
        a_document(slug="13", number=13, signatories=mixed, nature=Nature.EDITION),
        replace(without_text(a_document(slug="14", number=14)), notes=("12 of about 90.",)),
        a_document(slug="draft-1", nature=Nature.DRAFT, signatories=0, languages=("en",), edition=None),
    )
    build(documents, out, settings=Settings(publisher="Harbour Watch"), suffixes=(".txt", ".csv"))
    return out
