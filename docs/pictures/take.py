"""Takes the README's pictures: the page and the PDF of the fictional declaration.

Needs Debian's chromium and poppler-utils, and a site made by `make demo`.
"""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SITE = HERE.parents[1] / "build" / "site"
PAGE = SITE / "en" / "concord" / "written-declaration" / "12.html"
CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")


def main() -> None:
    """The page at 1280 px and the first two pages of the PDF."""
    if not PAGE.exists():
        sys.exit("there is no site yet: run `make demo` first")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        page = browser.new_page(viewport={"width": 1280, "height": 1120})
        page.goto(PAGE.as_uri())
        page.screenshot(path=HERE / "page.png")
        browser.close()
    pdf = PAGE.with_suffix(".pdf")
    command = ["pdftoppm", "-r", "90", "-png", "-l", "1", "-singlefile", str(pdf), str(HERE / "pdf")]
    subprocess.run(command, check=True)  # noqa: S603 (our own file and program)


if __name__ == "__main__":
    main()
