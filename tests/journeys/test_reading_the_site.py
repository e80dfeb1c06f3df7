"""A reader opens the site from a folder: any eyes, any width, any colours, with or without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from tests.chromium import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket]

OPEN = Callable[..., Any]
KINDS = {
    "choice": "index.html",
    "home": "{language}/index.html",
    "assemblies": "{language}/assemblies.html",
    "assembly": "{language}/concord/index.html",
    "year": "{language}/concord/2031.html",
    "rules": "{language}/concord/rules.html",
    "members": "{language}/concord/members/index.html",
    "member": "{language}/concord/members/alund-ana-xa-*.html",
    "declaration": "{language}/concord/written-declaration/12.html",
    "dated edition": "{language}/concord/written-declaration/12@2031-10-04.html",
    "several levels": "{language}/concord/written-declaration/13.html",
    "without text": "{language}/concord/written-declaration/14.html",
    "figure": "{language}/concord/written-declaration/12/figure/eve@*.html",
    "what became of it": "{language}/concord/written-declaration/12/followup.html",
    "draft": "{language}/concord/written-declaration/draft-1.html",
    "data": "{language}/data.html",
    "check": "{language}/check.html",
    "corrections": "{language}/corrections.html",
    "about": "{language}/about.html",
}
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 700}
MODES: dict[str, tuple[Any, dict[str, Any]]] = {  # window, and what the reader prefers
    "light": (WIDE, {"color_scheme": "light"}),
    "dark": (WIDE, {"color_scheme": "dark"}),
    "forced": (WIDE, {"color_scheme": "light", "forced_colors": "active"}),
    "narrow": (NARROW, {"color_scheme": "light", "forced_colors": "none"}),
}


def address(public: Path, kind: str, language: str = "en") -> str:
    """The `file:` address of a kind of page."""
    (found,) = public.glob(KINDS[kind].format(language=language))
    return found.as_uri()


def sideways(page: Any) -> int:
    """By how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_has_a_fault_that_axe_can_find(page_of: OPEN, public: Path, kind: str) -> None:
    """Every kind of page, in light and dark, in forced colours, and at 320 pixels."""
    page = page_of()
    page.goto(address(public, kind))

    for mode, (size, media) in MODES.items():
        page.set_viewport_size(size)
        page.emulate_media(**media)
        assert faults_of(page) == [], mode
        assert sideways(page) <= 0, mode


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "choice"])
def test_the_french_pages_fit_a_telephone_too(page_of: OPEN, public: Path, kind: str) -> None:
    """French words are longer: no fault and no sideways scroll at 320 pixels, in the dark."""
    page = page_of(viewport=NARROW, color_scheme="dark")
    page.goto(address(public, kind, "fr"))

    assert faults_of(page) == []
    assert sideways(page) <= 0


def test_axe_would_find_a_fault(page_of: OPEN) -> None:
    """The control: a page with planted faults is reported."""
    page = page_of()
    page.set_content("<p style='color:#ddd;background:#fff'>pale</p><img src='data:,'>")

    assert {fault.partition(":")[0] for fault in faults_of(page)} >= {"color-contrast", "image-alt"}


@pytest.mark.parametrize("kind", KINDS)
def test_text_of_twice_the_size_still_fits(page_of: OPEN, public: Path, kind: str) -> None:
    """With letters at 200 per cent in a window of 640 pixels nothing runs out at the side."""
    page = page_of(viewport={"width": 640, "height": 900})
    page.goto(address(public, kind))
    page.add_style_tag(content="html { font-size: 2.125rem !important }")

    assert sideways(page) <= 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_asked_for_outside_the_folder(page_of: OPEN, public: Path, kind: str) -> None:
    """Opened from a memory stick, a page fetches its sheet and fonts from beside it, and no more."""
    asked: list[str] = []
    failed: list[str] = []
    page = page_of()
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto(address(public, kind))
    page.evaluate("document.fonts.ready")

    assert all(one.startswith(public.as_uri()) for one in asked)
    assert not failed
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")
    assert any(one.endswith(".woff2") for one in asked)


def test_it_reads_without_scripts(page_of: OPEN, public: Path) -> None:
    """From the choice of a language to a name on a list, by links alone."""
    page = page_of(java_script_enabled=False)
    page.goto(address(public, "choice"))
    page.click("text=Français")
    page.click("text=Les arrestations de la place du Port >> nth=0")
    page.click("th a >> nth=0")

    assert page.inner_text("h1") == "ÅLUND Ana"


def test_the_keyboard_reaches_the_content_first(page_of: OPEN, public: Path) -> None:
    """The first stop is a visible link over the navigation; it moves the focus into the page."""
    page = page_of(viewport=WIDE)
    page.goto(address(public, "declaration"))
    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.getBoundingClientRect().top")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")

    assert skip >= 0
    assert outline == "solid"
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_it_is_a_document(page_of: OPEN, public: Path, tmp_path: Path) -> None:
    """Printed, the declaration has its text, its list and every answer, and no navigation."""
    page = page_of()
    page.goto(address(public, "declaration"))
    page.emulate_media(media="print")
    (tmp_path / "paper.pdf").write_bytes(page.pdf(prefer_css_page_size=True))

    assert not page.is_visible("header.site nav")
    assert page.is_visible("details .findings")
    with pikepdf.open(tmp_path / "paper.pdf") as paper:
        assert 2 <= len(paper.pages) <= 5
