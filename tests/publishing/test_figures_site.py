"""The site's pages of figures and of what became of people: permanent, open to correction, naming nobody."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree, html
from tests.builders import a_document
from tests.publishing.figures import BINDINGS, FOLLOWED, SECOND_DAY, a_count, a_figures_file, evidence, rows

from undersigned.publishing.figures.answer import answers
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.publishing.followed import Asked, Said
from undersigned.publishing.preparing.bound import with_figures
from undersigned.publishing.site.build import build
from undersigned.publishing.site.figure_pages import as_csv
from undersigned.values.digest import sha256

NAMED = {"r0000": "Temir Sarynbaiuly"}
ATOM = "{http://www.w3.org/2005/Atom}"


def a_site(out, followed=FOLLOWED):
    first = evidence(names=NAMED)
    file = a_figures_file(first, evidence(SECOND_DAY, rows(66, fined=40), names=NAMED))
    build([with_figures(a_document(signatories=6), file, followed)], out, suffixes=(".json", ".txt"))
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return a_site(tmp_path_factory.mktemp("figures") / "public")


def figure_pages(site, pattern="*.html"):
    return sorted((site / "en/concord/written-declaration/12/figure").glob(pattern))


def words(file):
    return " ".join(html.document_fromstring(file.read_bytes()).text_content().split())


def test_every_figure_has_a_page_for_each_day_of_evidence(site):
    """As HTML, JSON and CSV, under the digest of the evidence."""
    labels = {file.stem.partition("@")[2] for file in figure_pages(site)}
    names = {file.name.partition("@")[0] for file in figure_pages(site)}

    assert names == {one.id for one in BINDINGS}
    assert {f"evidence-{label}.json" for label in labels} == {
        file.name for file in (site / "data").glob("evidence-*")
    }
    assert len(figure_pages(site, "*")) == len(names) * len(labels) * 3


def test_each_answer_can_be_made_again_from_the_evidence_of_the_site(site):
    """Byte for byte, and the evidence has the digest that the address names."""
    found = sorted((site / "data").glob("evidence-*.json"))
    assert found
    for file in found:
        given = read_public_evidence(file.read_bytes())
        assert file.name == f"evidence-{given.label}.json"
        for answer in answers(BINDINGS, given):
            published = figure_pages(site, f"{answer.binding.id}@{given.label}.json")
            assert [one.read_bytes() for one in published] == [answer.canonical()]


def test_the_same_documents_give_the_same_site(site, tmp_path):
    """Every file of figures, whatever was there before."""
    again = a_site(tmp_path / "again")

    assert [file.read_bytes() for file in figure_pages(again, "*")] == [
        file.read_bytes() for file in figure_pages(site, "*")
    ]


def test_a_page_says_question_count_sources_and_why_no_estimate(site):
    """And the records behind it, each with its sources, a name only where there is one to publish."""
    page = words(next(one for one in figure_pages(site, "eve@*.html") if "71 people" in words(one)))

    for said in ("20 September 2031", "71 people", "No estimate", "Prefecture", "Temir Sarynbaiuly"):
        assert said in page
    assert page.count("not published") == 70


def test_a_page_that_names_anybody_asks_not_to_be_indexed(site):
    """As does what became of people; a page of numbers alone does not."""

    def robots(file):
        return html.document_fromstring(file.read_bytes()).xpath("//meta[@name='robots']/@content")

    folder = site / "en/concord/written-declaration"
    assert robots(figure_pages(site, "eve@*.html")[0]) == ["noindex"]
    assert robots(figure_pages(site, "recommendations@*.html")[0]) == []
    assert robots(folder / "12/followup.html") == ["noindex"]
    assert robots(folder / "12.html") == ["noindex"]
    assert robots(folder / "12@2031-10-04.html") == []


def test_what_is_said_of_people_stands_on_no_dated_page(site):
    """A dated page never changes; what is said of people must be open to correction."""
    folder = site / "en/concord/written-declaration"
    said = "may not leave the country"

    assert said in words(folder / "12.html")
    assert said in words(folder / "12/followup.html")
    assert said not in words(folder / "12@2031-10-04.html")


def test_released_says_how_and_under_what_restrictions_or_that_it_is_not_told(site):
    """With the day, the age, the mark of what is old; and that nothing was found is said."""
    page = words(site / "en/concord/written-declaration/12/followup.html")

    assert "20 October 2031 released, early release by a court; restrictions: may not leave" in page
    assert "released, how is not stated; which restrictions is not stated" in page
    assert "latest known 120 days ago old: may have changed since" in page
    assert "Nothing was found. Sought in: Gazette" in page
    assert "put down to the declaration" in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_feed_tells_what_moved_and_names_nobody(site, language):
    """A figure by its number, what became of people by how many they are."""
    feed = etree.parse(site / language / "feed.atom")
    said = " ".join(feed.getroot().itertext())
    ids = [one.text for one in feed.iter(f"{ATOM}id")]

    assert sum("eve@" in one for one in ids) == 1
    assert sum("followup@" in one for one in ids) == 1
    assert "71" in said
    assert not [one.name for one in FOLLOWED.people if one.name in said]
    assert "Sarynbaiuly" not in said


def test_the_downloads_say_how_many_rows_they_hold(site):
    """The page, the package and the files agree."""
    package = json.loads((site / "data/datapackage.json").read_text(encoding="utf-8"))
    page = html.document_fromstring((site / "en/data.html").read_bytes())
    for resource in package["resources"]:
        lines = (site / "data" / resource["path"]).with_suffix(".jsonl").read_text(encoding="utf-8")
        (row,) = page.xpath(f"//tr[th/a[@href='../data/{resource['path']}']]")
        assert lines.count("\n") == resource["rows"] == int(row.xpath("string(td[1])"))

    assert {one["name"]: one["rows"] for one in package["resources"]}["figures"] == len(BINDINGS) * 2
    for file in (site / "data").glob("evidence-*.json"):
        held = json.loads(file.read_bytes())
        (row,) = page.xpath(f"//tr[th/a[@href='../data/{file.name}']]")
        assert int(row.xpath("string(td[1])")) == len(held["rows"]) + len(held["stated"])
        assert row.xpath("string(td[3])") == sha256(file.read_bytes())


def test_no_data_hold_a_name(site):
    """Nor the public evidence: a name stands on pages alone, and there is no bulk file of people."""
    data = [file for file in site.rglob("*") if file.is_file() and file.suffix not in (".html", ".woff2")]

    assert data
    assert not [file for file in data if b"Sarynbaiuly" in file.read_bytes()]


def test_a_name_can_go_and_every_address_stays(tmp_path):
    """When somebody no longer agrees, the pages of earlier days lose the name too."""
    out = a_site(tmp_path / "site")
    before = {file.relative_to(out) for file in out.rglob("*")}
    file = a_figures_file(evidence(), evidence(SECOND_DAY, rows(66, fined=40)))
    build([with_figures(a_document(signatories=6), file, FOLLOWED)], out, suffixes=(".json", ".txt"))

    assert {file.relative_to(out) for file in out.rglob("*")} == before
    assert "Sarynbaiuly" not in "".join(
        file.read_text(encoding="utf-8", errors="replace") for file in out.rglob("*") if file.is_file()
    )


def test_a_page_may_be_listed_where_everybody_agreed():
    """And only there."""
    agreed = replace(FOLLOWED, people=(replace(FOLLOWED.people[0], agreed=True),))

    assert agreed.indexable
    assert not FOLLOWED.indexable
    assert date(2031, 11, 20) == FOLLOWED.as_of


def test_a_spreadsheet_runs_nothing_of_a_figure_s_table():
    """What begins like a formula is guarded."""
    counts = (a_count(said_by="=HYPERLINK(1)", place="+1"),)
    (answer,) = answers(BINDINGS[1:2], replace(evidence(), stated=counts))

    rows_ = list(csv.DictReader(io.StringIO(as_csv(answer).decode("utf-8-sig"))))

    (stated,) = [row for row in rows_ if row["what"] == "stated"]
    assert (stated["said_by"], stated["place"]) == ("\u00a0=HYPERLINK(1)", "\u00a0+1")
    assert sum(row["what"] == "record" for row in rows_) == 71


def test_every_page_of_figures_says_what_it_is(site):
    """Here: fictional, with the official address."""
    folder = site / "en/concord/written-declaration/12"
    for file in (*figure_pages(site), folder / "followup.html"):
        page = html.document_fromstring(file.read_bytes())
        assert "Fictional." in page.xpath("string(//p[@class='note'])")
        assert "https://concord.example/en/345" in page.xpath("//p[@class='note']/a/@href")


def test_a_dated_page_points_at_no_page_that_may_go(site):
    """It stays for ever; the pages of figures go when their evidence does."""
    dated = (site / "en/concord/written-declaration/12@2031-10-04.html").read_text(encoding="utf-8")
    own = (site / "en/concord/written-declaration/12.html").read_text(encoding="utf-8")

    assert "12/figure/" in own
    assert "12/figure/" not in dated
    assert 'href="#f-eve"' in dated


CLAIMED = Asked(
    label="release",
    clause=4,
    state="partly",
    age=7,
    old=False,
    people={"partly": 1, "released": 2},
    people_age=120,
    people_old=True,
    claimed=True,
    on="2031-11-13",
    said=(Said(by="Gazette"),),
)


@pytest.mark.parametrize(
    ("language", "of", "tally", "claimed", "made"),
    [
        (
            "en",
            "Of the 3 people followed here: 1 released under restrictions;",
            "2 released, restrictions not stated (the oldest of it 120 days ago) old: may have changed since",
            "A source says that it is so in part, as of 13 November 2031, 7 days ago (Gazette)",
            "CNC/12, 14, of 3 May 2031",
        ),
        (
            "fr",
            "Des 3 personnes suivies ici : 1 sortie de détention sous restrictions ;",
            "2 sorties de détention, restrictions non précisées (le plus ancien élément il y a 120 jours)",
            "Une source dit que c’est le cas en partie, au 13 novembre 2031, il y a 7 jours (Gazette)",
            "CNC/12, 14, du 3 mai 2031",
        ),
    ],
)
def test_a_call_shows_its_people_and_what_is_claimed_of_it(tmp_path, language, of, tally, claimed, made):
    """Each with its day or age, in whole sentences; a recommendation has the day on which it was made."""
    asked = replace(FOLLOWED.recommendations[0], made="2031-05-03")
    out = a_site(tmp_path / "out", replace(FOLLOWED, calls=(CLAIMED,), recommendations=(asked,)))

    page = words(out / language / "concord/written-declaration/12/followup.html")

    assert f"{of} {tally}" in page
    assert claimed in page
    assert made in page
    assert "., " not in page


def test_a_tally_of_some_of_the_people_says_so(site):
    """One of three is not "the people followed here"."""
    page = words(site / "en/concord/written-declaration/12/followup.html")

    assert "Of the one person followed here whom this call concerns: 1 released under restrictions" in page


@pytest.mark.parametrize(
    ("given", "shown"), [([], {"stated", "other"}), (None, {"stated", "other", "documented"})]
)
def test_the_key_of_the_scales_has_the_signs_that_occur(tmp_path, given, shown):
    """Where nothing is counted from records, none of them is on record."""
    file = a_figures_file(evidence(given=given))
    build([with_figures(a_document(signatories=6), file, None)], tmp_path / "out", suffixes=(".txt",))
    page = html.document_fromstring((tmp_path / "out/en/concord/written-declaration/12.html").read_bytes())

    assert set(page.xpath("//p[contains(@class, 'key')]//svg/*/@class")) == shown
