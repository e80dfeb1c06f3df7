"""Debian's Chromium for the journeys: one browser for a whole run, pages that are waited for, axe."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

FLAGS = (
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-gpu", "--disable-gpu-compositing"),
    *("--disable-background-networking", "--disable-component-update"),
)
LONGEST_WAIT = 30_000  # milliseconds, as Playwright's own; a busy machine is slow, not wrong
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 100_000, "uploadThroughput": 100_000}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; tests are skipped where it is not installed."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
    with api.sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setattr(api.Locator, "click", _until_read(api.Locator.click))
        api.expect.set_options(timeout=LONGEST_WAIT)
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
