"""The two examples on the site: the founding document answers figure by figure, the fictional one moves."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from undersigned.cli.figures_files import figures_of
from undersigned.cli.publish import documents, surveyed
from undersigned.declaring.archive.archive import archive
from undersigned.evidence.confidentiality import Level
from undersigned.publishing.assembling import from_archive
from undersigned.publishing.site.build import build

EXAMPLES = Path(__file__).parents[2] / "examples"
HARBOUR = EXAMPLES / "harbour-square"
FILES = (HARBOUR / "figures.toml", EXAMPLES / "doc-14983" / "figures.toml")
OUR_VOICE = ("political prisoner", "arbitrar", "ignored", "prisonnier politique", "arbitrair")


def declarations(*files):
    survey = surveyed(files, "en")
    return documents([one for editions in survey.declarations for one in editions], ())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("examples") / "site"
    founding = next(from_archive(one) for one in archive() if one.number == 695)
    given = [*declarations(HARBOUR / "declaration.en.txt", HARBOUR / "declaration.fr.txt"), founding]
    build(figures_of(FILES).joined(given), out, suffixes=(".txt", ".json"))
    return out


def page_of(site, address, language="en"):
    return html.document_fromstring((site / language / address).read_bytes())


def words(element):
    return " ".join(element.text_content().replace("\u202f", " ").split())


def figure(page, id_):
    (found,) = page.xpath(f"//section[@id='figure-{id_}']")
    return found


def addressed(element, *hosts):
    """Whether each host is linked to from there."""
    links = " ".join(element.xpath(".//a/@href"))
    return all(host in links for host in hosts)


# ---- the founding document, without its text -----------------------------------------------------


@pytest.fixture(scope="module")
def founding(site):
    return page_of(site, "pace/written-declaration/695.html")


def test_more_than_200_stands_beside_the_ministry_and_the_reporters(founding):
    """By day and place, each with its address."""
    rally = figure(founding, "rally")
    rows = [words(row) for row in rally.xpath(".//tbody/tr")]

    assert [re.match(r"(?:about |at least )?\d+", row)[0] for row in rows] == [
        "about 36",
        "57",
        "about 100",
        "at least 20",
    ]
    for said in ("Interior Ministry", "AFP correspondent", "RFE/RL", "Almaty, Nur-Sultan", "Shymkent"):
        assert said in words(rally)
    assert all("21 September 2019" in row for row in rows)
    assert addressed(rally, "abs-cbnnews.com", "urdupoint.com", "ecoi.net")


def test_more_than_6000_stands_beside_the_sum_of_what_cannot_overlap(founding):
    """With every count that was added, and every other with the reason."""
    detained = figure(founding, "detained")
    added, left_out = detained.xpath(".//table")

    assert "come to 5400 (4180 by authorities), against 6000" in words(detained)
    assert "not established by these alone, and not contradicted" in words(detained)
    assert "= about 5 400 detentions" in words(detained)
    assert len(added.xpath(".//tbody/tr")) == 7
    assert len(left_out.xpath(".//tbody/tr")) == 8
    assert "its author replaced it: Interior Minister Turgumbayev, about 4 000" in words(left_out)
    assert words(left_out).count("it lies within another:") >= 4
    assert all(row.xpath(".//a/@href") for row in detained.xpath(".//tbody/tr"))


def test_the_part_the_recommendations_and_the_change_say_what_is_known(founding):
    """43 inside 65; 19 before 23; 21 beside 17, 24, 18 and at least 16 by one foundation, with no base."""
    assert "43 is stated as a part of 65, and fits into it." in words(figure(founding, "eve-punished"))
    recommendations = words(figure(founding, "recommendations"))
    assert "23 recommendations" in recommendations
    assert "24 January 2019" in recommendations
    prisoners = figure(founding, "prisoners")
    counts = [words(row.xpath("td")[0]) for row in prisoners.xpath(".//tbody/tr")]
    assert sorted(counts) == ["17", "18", "24", "at least 16"]
    assert "not from what number" in words(prisoners)
    assert words(prisoners).count("Open Dialogue Foundation") >= 4


def test_the_nine_people_stand_with_spellings_findings_and_days(founding):
    """Released always says how and with what restrictions; of two nothing was found; all of it is old."""
    people = founding.xpath("//ul[@class='people']/li")
    said = [words(one) for one in people]

    assert len(people) == 9
    assert sum("released" in one and "restrictions" in one for one in said) == 3
    assert sum("Concluded by" in one for one in said) == 3
    assert sum("Nothing was found." in one for one in said) == 2
    assert all("old: look again" in one for one in said if "Nothing was found" not in one)
    assert "Opinion No. 16/2017" in said[1]
    assert "which restrictions is not stated" in said[2]
    assert founding.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for place in ("Semei", "Almaty"):
        assert not [one for one in said if place in one]


def test_the_page_credits_nothing_to_the_declaration(founding):
    """It says so."""
    assert "Nothing that happened is put down to the declaration." in words(founding)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_judges_in_our_own_voice(site, language):
    """Outside of titles, quoted words of others and the text as signed."""
    for file in (site / language).rglob("*.html"):
        page = html.document_fromstring(file.read_bytes())
        for quoted in page.xpath(
            "//q | //article | //title | //h1 | //p[@class='entry'] | //p[@class='lead']"
        ):
            quoted.drop_tree()
        said = words(page).replace("Working Group on Arbitrary Detention", "").lower()  # its own name
        assert not [word for word in OUR_VOICE if word in said], file


def test_with_the_official_text_its_figures_are_marked(shared, tmp_path):
    """The six of them, and the text has the digest that the archive knows."""
    given = figures_of(FILES).joined(declarations(shared / "seed" / "doc-14983.txt"))
    build(given, tmp_path / "site", suffixes=())
    page = page_of(tmp_path / "site", "pace/written-declaration/695.html")

    marked = [one.text_content().replace("\u00a0", " ") for one in page.xpath("//article//a[@data-n]")]
    assert marked == [
        "more than 6 000 people",
        "at least 65 people",
        "43",
        "more than 200 people",
        "23 recommendations",
        "21 persons",
    ]


# ---- the fictional declaration -------------------------------------------------------------------


def test_at_least_65_is_documented_by_71_from_four_sources(site):
    """On the evidence of the day on which the text was published, with the list behind it."""
    folder = site / "en/concord/written-declaration/12/figure"
    pages = [html.document_fromstring(one.read_bytes()) for one in sorted(folder.glob("eve@*.html"))]
    (first,) = [one for one in pages if "As of 9 October 2026" in words(one.xpath("//p[@class='ref']")[0])]

    assert "Documented" in words(first)
    numbers = [words(one) for one in first.xpath("//dl[@class='numbers']/div/*")]
    assert numbers[:4] == ["On record", "71 people", "Sources", "4"]
    assert len(first.xpath("//table[contains(@class, 'records')]/tbody/tr")) == 71


def test_one_row_gone_moves_the_card_and_the_signed_text_stays(site):
    """The page of the published text says so."""
    page = page_of(site, "concord/written-declaration/12.html")
    without = next(iter(declarations(HARBOUR / "declaration.en.txt")))

    assert "the records moved from 71 to 70 since the text was published. The signed text stays." in words(
        page
    )
    (shown,) = page.xpath("//code[@data-text-digest='en']")
    assert shown.text_content() == without.text_digests["en"]


def test_figures_that_are_short_contradicted_attributed_appear_as_such(site):
    """Each with its word; and why there is no estimate."""
    page = page_of(site, "concord/written-declaration/12.html")
    verdicts = {
        card.get("id"): (card.get("class").split()[-1], words(card.xpath("p[@class='verdict']")[0]))
        for card in page.xpath("//section[contains(@class, 'figure-card')]")
    }

    assert verdicts == {
        "f-since": ("short", "Not established by the records"),
        "f-eve": ("held", "Documented"),
        "f-eve-punished": ("held", "Documented"),
        "f-rally": ("said", "Said by observers, not a count of ours"),
        "f-recommendations": ("short", "Not established by the records"),
        "f-prisoners": ("against", "Contradicted by the records"),
    }
    assert words(page).count("No estimate:") == 6


def test_who_declared_the_records_complete_stands_on_the_card(site):
    """Of 24 people held longer than a month nobody is missing, says the watch; so a number is exact."""
    page = page_of(site, "concord/written-declaration/12.html")
    (card,) = page.xpath("//section[@id='f-prisoners']")
    (beyond,) = page.xpath("//*[@id='figure-prisoners']")

    said = words(card) + words(beyond)
    assert "Declared complete by Harbour Watch on 9 October 2026" in said
    assert "What the records bear today: “24 people”." in said


def test_no_canary_and_no_name_without_consent_is_in_any_byte(site):
    """Telephones of relatives are withheld; a name needs consent and nothing withheld about its person."""
    claims = make_public()._register().claims
    written = b"\n".join(file.read_bytes() for file in site.rglob("*") if file.is_file())
    withheld = {str(one.value) for one in claims if one.level is Level.WITHHELD}
    names = {str(one.value) for one in claims if one.property == "name"}
    shown = {one for one in names if one.encode() in written}

    assert withheld
    assert not [one for one in withheld if one.encode() in written]
    assert len(names) > 300
    assert len(shown) <= len(make_public().AGREED)


@pytest.mark.slow
def test_the_public_evidence_is_made_the_same_every_time():
    """Both days, from the four lists."""
    for name, content in make_public().files().items():
        assert (HARBOUR / "evidence" / name).read_bytes() == content


def test_the_step_between_the_two_days_is_decided_by_somebody():
    """Without that the file is refused."""
    (file, _), *_ = figures_of(FILES[:1]).files.values()

    assert all(one.ok for one in file.steps())
    assert [one for one in replace(file, decided_steps=frozenset()).steps() if not one.ok]


def make_public():
    """The script beside the lists, as a module."""
    import importlib.util  # noqa: PLC0415

    spec = importlib.util.spec_from_file_location("make_public", HARBOUR / "evidence" / "make_public.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
