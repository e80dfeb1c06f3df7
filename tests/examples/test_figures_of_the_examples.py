"""The two examples on the site: the founding document answers figure by figure, the fictional one moves."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from undersigned.cli.commands.publish import documents, surveyed
from undersigned.cli.files.figures_files import figures_of
from undersigned.declaring.archive.archive import archive
from undersigned.evidence.confidentiality import Level
from undersigned.publishing.preparing.assembling import from_archive
from undersigned.publishing.site.build import build
from undersigned.wording.words import day_in_words

EXAMPLES = Path(__file__).parents[2] / "examples"
HARBOUR = EXAMPLES / "harbour-square"
FILES = (HARBOUR / "figures.toml", EXAMPLES / "doc-14983" / "figures.toml")
OUR_VOICE = ("political prisoner", "arbitrar", "ignored", "prisonnier politique", "arbitrair")
OUR_VOICE += ("prisonniers politiques", "ignoré")


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

    assert "they come to 5 400, of which the authorities themselves stated 4 180" in words(detained)
    assert "The text states 6 000: these counts alone do not establish it; it is not contradicted" in words(
        detained
    )
    assert "Whoever was held on two of their days is in them twice" in words(detained)
    assert "= about 5 400 detentions" in words(detained)
    assert len(added.xpath(".//tbody/tr")) == 7
    assert len(left_out.xpath(".//tbody/tr")) == 8
    assert "its author replaced it: Interior Minister Turgumbayev, about 4 000" in words(left_out)
    assert words(left_out).count("it lies within another:") >= 4
    assert all(row.xpath(".//a/@href") for row in detained.xpath(".//tbody/tr"))


def test_the_part_the_recommendations_and_the_change_say_what_is_known(founding):
    """43 inside 65; 19 before 23; 21 beside 17, 24, 18 and at least 16 by one foundation, with no base."""
    punished = words(figure(founding, "eve-punished"))
    assert "43 is stated as a part of 65, and fits into it." in punished
    assert "24 (administrative arrest, 2 to 15 days); 5 (fine)" in punished  # of about 30, two days before
    recommendations = words(figure(founding, "recommendations"))
    assert "23 recommendations" in recommendations
    assert "24 January 2019" in recommendations
    prisoners = figure(founding, "prisoners")
    counts = [words(row.xpath("td")[0]) for row in prisoners.xpath(".//tbody/tr")]
    assert sorted(counts) == ["17", "18", "24", "at least 16"]
    assert "does not say from which" in words(prisoners)
    assert "Of these 21 the text names 6" in words(prisoners)
    assert words(prisoners).count("Open Dialogue Foundation") >= 4


def test_the_nine_people_stand_with_spellings_findings_and_days(founding):
    """Released always says how and with what restrictions; of two nothing was found; all of it is old."""
    people = founding.xpath("//ul[@class='people']/li")
    said = [words(one) for one in people]

    assert len(people) == 9
    assert sum("released" in one and "restrictions" in one for one in said) == 3
    assert sum("Finding of: UN" in one and "as reported by" in one for one in said) == 3
    assert sum("Nothing was found." in one for one in said) == 2
    assert all("old: may have changed since" in one for one in said if "Nothing was found" not in one)
    assert "Opinion No. 16/2017" in said[1]
    assert "restrictions until the end of the term (14 years)" in said[0]
    assert "22 January 2021 restrictions ordered by a court: administrative oversight" in said[1]
    assert "banned from social activities (3 years), administrative oversight" in said[1]
    assert "on grounds of health, according to the family; which restrictions is not stated" in said[2]
    assert "sentenced: limitation of freedom (one year), community work (100 hours), no social" in said[3]
    assert founding.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for place in ("Semei", "Almaty"):
        assert not [one for one in said if place in one]


def test_the_call_for_release_is_answered_person_by_person_and_says_no_more(founding):
    """Each as it is told: free under restrictions, free under untold ones, sentenced to something else."""
    calls = words(founding.xpath("//dl[@class='asked']")[0])

    assert (
        "Of the 9 people followed here: 2 released under restrictions; 1 released, restrictions not stated; "
        "4 sentenced without imprisonment; of 2 it is not known (the oldest of it"
    ) in calls
    assert "Nothing is on record here about it." in calls


def test_every_count_of_the_supplied_data_stands_on_the_page(shared, founding):
    """Number, qualifier, place, who, where it was read and what is noted of it: word for word."""
    said = {
        one: words(figure(founding, one))
        for one in ("detained", "eve", "rally", "recommendations", "prisoners")
    }
    links = set(founding.xpath("//section[contains(@class, 'behind')]//a/@href"))
    rows = [json.loads(line) for line in (shared / "data/doc-14983/counts.jsonl").read_text().splitlines()]
    others = [row for row in rows if not row["id"].startswith("seed")]

    assert len(others) == 20
    for row in others:
        qualifier = "" if row["qualifier"] == "exactly" else f"{row['qualifier']} "
        number = f"{qualifier}{row['value']:,}".replace(",", " ")
        found, *_ = [one for one in said.values() if f"{number} {row['said_by']}" in one]
        for word in (row["counts"], row["place"], row["published_by"], row.get("note")):
            assert not word or word in found, (row["id"], word)
        for part in row.get("parts", ()):
            assert f"{part['value']:,}".replace(",", " ") in found, row["id"]
        assert row["url"] in links, row["id"]


def test_every_day_and_address_of_the_nine_people_stands_on_the_page(shared, founding):
    """Of the supplied data: names, other spellings, findings, outcomes by day, each with its address."""
    rows = [json.loads(line) for line in (shared / "data/doc-14983/people.jsonl").read_text().splitlines()]

    assert len(rows) == 9
    for row, one in zip(rows, founding.xpath("//ul[@class='people']/li"), strict=True):
        said, links = words(one), set(one.xpath(".//a/@href"))
        assert row["name_in_seed"] in said
        assert all(spelling in said for spelling, _ in row["other_spellings"])
        if opinion := row.get("opinion"):
            assert f"{opinion['body']}, {opinion['symbol']}" in said
            assert opinion["source"] in links
        for became in row["outcomes"]:
            assert (day_in_words(became["on"], "en") if became["on"] else "day not known") in said
            assert became["source"] in links


def test_nobody_is_told_a_first_day_that_no_source_states(founding):
    """Counts "in September, before the 21st" begin on no day."""
    eve = words(figure(founding, "eve"))

    assert "September 2019, up to 19 September 2019" in eve
    assert not re.search(r"\b1 September", eve)


def test_the_french_page_says_in_french_what_others_count(site):
    """To whom the text attributes a figure, too."""
    page = page_of(site, "pace/written-declaration/695.html", "fr")
    rally = figure(page, "rally")

    assert "personnes emmenées à Chymkent" in words(rally)
    assert "people" not in words(rally)
    assert "Le texte attribue plus de 200 à des observateurs." in words(rally)


def test_the_page_credits_nothing_to_the_declaration(founding):
    """It says so."""
    assert "Nothing that happened is put down to the declaration." in words(founding)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_judges_in_our_own_voice(site, language):
    """Outside of titles, what others count, said after them, and the text as signed."""
    found = sorted((site / language).rglob("*.html"))
    assert found
    for file in found:
        page = html.document_fromstring(file.read_bytes())
        for quoted in page.xpath(
            "//td[@class='after-author'] | //article | //title | //h1 | //p[@class='entry' or @class='lead']"
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
    named = {one.get("href"): one.text_content() for one in page.xpath("//article//a[@class='person']")}
    assert len(named) == 9
    for place, name in named.items():
        assert name in words(page.xpath(f"//li[@id='{place[1:]}']/p[@class='name']")[0])
    (dated,) = (tmp_path / "site/en/pace/written-declaration").glob("695@*.html")
    assert b'class="person"' not in dated.read_bytes()


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
    assert "What the records support today: “24 people”." in said


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
