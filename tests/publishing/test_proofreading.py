"""Proofreading finds what is wrong with a site on disk."""

import pytest
from tests.builders import a_document

from undersigned.publishing.site.build import build
from undersigned.publishing.site.proofreading import proofread


@pytest.fixture
def site(tmp_path):
    build([a_document()], tmp_path / "site", suffixes=[".json", ".txt", ".akn"])
    return tmp_path / "site"


def page_of(site, suffix):
    stated = next(path for path in site.glob("en/*/*/*.json") if "@" not in path.name)
    return stated.with_suffix(suffix)


def codes(site):
    return {finding.code for finding in proofread(site).findings}


def test_a_whole_site_has_no_fault(site):
    """Everything was read, and nothing was found."""
    proof = proofread(site)

    assert not proof.findings
    assert proof.forms >= 4
    assert proof.links > 20
    assert proof.digests > 3


def test_a_word_changed_in_one_form_is_found(site):
    """The text of that form has another digest than the one stated."""
    text = page_of(site, ".txt")
    text.write_text(text.read_text(encoding="utf-8").replace("Harbour", "Market"), encoding="utf-8")

    assert codes(site) == {"publishing.site.same-text"}


def test_a_name_changed_in_one_form_is_found(site):
    """So has its list."""
    page = page_of(site, ".html")
    name = '<span class="family" data-part="family">'
    page.write_text(page.read_text(encoding="utf-8").replace(name, name + "X", 1), encoding="utf-8")

    assert codes(site) == {"publishing.site.same-list"}


def test_a_link_that_leads_nowhere_is_found(site):
    """A missing page is named by the page that points at it."""
    (site / "en" / "check.html").unlink()

    assert codes(site) == {"publishing.site.links"}


@pytest.mark.parametrize(
    ("page", "target"), [("en/index.html", "/en/data.html"), ("en/404.html", "/en/nowhere.html")]
)
def test_a_link_from_the_root_is_for_the_page_of_no_address_alone(site, page, target):
    """From a folder any other would lead nowhere; and there too it leads to a file."""
    file = site / page
    said = file.read_text(encoding="utf-8")
    file.write_text(said.replace("</main>", f'<a href="{target}">x</a></main>'), encoding="utf-8")

    assert codes(site) == {"publishing.site.links"}


def test_something_fetched_from_outside_is_found(site):
    """A page must be whole without a network."""
    page = site / "en" / "index.html"
    said = page.read_text(encoding="utf-8")
    page.write_text(
        said.replace("</head>", '<link rel="stylesheet" href="https://example.org/a.css"></head>')
    )

    assert codes(site) == {"publishing.site.outside"}


def test_data_with_another_digest_are_found(site):
    """One byte more in a file of data."""
    file = min((site / "data").glob("*.csv"))
    file.write_bytes(file.read_bytes() + b"\n")

    assert codes(site) == {"publishing.site.digests"}
