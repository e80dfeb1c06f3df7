"""The site as a folder: what is in it, what never is, and how it takes the place of the one before."""

import csv
import gzip
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html
from tests.builders import a_document, a_signatory, some_signatories, without_text
from tests.publishing.figures import a_figures_file

from undersigned.publishing.document import Document, EditionEntry, Nature
from undersigned.publishing.frame import Settings
from undersigned.publishing.preparing.bound import with_figures
from undersigned.publishing.site.build import LeavingError, SiteReport, build
from undersigned.publishing.site.editions import ChangedEditionError
from undersigned.publishing.site.folder import MARK, SiteFolderError
from undersigned.publishing.site.records import DocumentOrderError
from undersigned.publishing.site.tables import TABLES
from undersigned.values.findings import passed
from undersigned.values.names import PersonalName
from undersigned.wording.words import LANGUAGES, term

NOTE = "12 of about 90, chosen around one harbour."
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FIRST = with_figures(
    a_document(signatories=6, findings=(passed("declaring.list.total", stated=6, counted=6),)),
    a_figures_file(),
)


def second_edition(**overrides: object) -> Document:
    """The same declaration five weeks later, with two names more."""
    day = date(2031, 11, 9)
    entry = EditionEntry(label="2031-11-09", day=day, signatories=8)
    fields = {"signatories": some_signatories(8), "edition": entry, "editions": (entry,), "day": day}
    return replace(FIRST, **(fields | overrides))


def a_draft() -> Document:
    """A text that nobody has tabled: no number, no day, no list."""
    nothing = {"number": None, "doc_number": None, "day": None, "dated_as_written": None, "edition": None}
    return a_document(
        slug="draft-0a1b2c", nature=Nature.DRAFT, signatories=0, editions=(), stated_total=None, **nothing
    )


def from_an_archive() -> Document:
    """A declaration without its text, with the line that says how partial its collection is."""
    signatories = (
        a_signatory(order=1, name=PersonalName(family="GUŢU", given="Ana")),
        a_signatory(order=2, name=PersonalName(family="GUȚU", given="Ana")),
        a_signatory(order=3, name=PersonalName(family="GUȚU", given="Ana"), place="XB", group="NR"),
    )
    return replace(without_text(a_document(slug="7", number=7, signatories=signatories)), notes=(NOTE,))


def documents() -> Iterator[Document]:
    """One of every kind, as a stream."""
    yield from (FIRST, second_edition(), a_draft(), from_an_archive())


def written(out: Path, *given: Document, removing: bool = False, **settings: str) -> SiteReport:
    """A small site: the given documents, pages and plain text only."""
    return build(
        given or documents(), out, settings=Settings(**settings), suffixes=(".txt",), removing=removing
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a document of every kind."""
    out = tmp_path_factory.mktemp("sites") / "public"
    written(out, publisher="Harbour Watch", corrections="desk@concord.example")
    return out


def pages(site: Path, pattern: str = "**/*.html") -> list[tuple[Path, html.HtmlElement]]:
    """The pages of a site, parsed."""
    found = [(page, html.document_fromstring(page.read_bytes())) for page in sorted(site.glob(pattern))]
    assert found
    return found


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site by its address."""
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


def test_every_link_inside_the_site_leads_to_a_file(site: Path) -> None:
    """Nothing is linked that is not there, from any page, with a file name that a bare folder can open."""
    for page, tree in pages(site):
        for link in tree.xpath("//@href | //@src"):
            if not re.match(r"[a-z]+:|#", link):
                folder = site if link.startswith("/") else page.parent
                target = (folder / unquote(link.partition("#")[0]).lstrip("/")).resolve()
                assert not link.startswith("/") or page.name == "404.html"
                assert target.is_file(), f"{page.relative_to(site)} links to {link}"


def test_every_fragment_is_there(site: Path) -> None:
    """A link to a part of a page finds that part."""
    for page, tree in pages(site):
        for link in tree.xpath("//a/@href[starts-with(., '#')]"):
            assert tree.xpath(f"//*[@id='{link[1:]}']"), f"{page.relative_to(site)} has no {link}"


def test_no_page_asks_for_anything_outside(site: Path) -> None:
    """Sheets, fonts, pictures are inside; there is no script; a link out is an `a` that says so."""
    for page, tree in pages(site):
        assert not tree.xpath("//script | //iframe | //img | //form | //*[@style][contains(@style, 'url')]")
        for address in tree.xpath("//link/@href | //*/@src"):
            assert "//" not in address, f"{page.relative_to(site)} asks for {address}"
        for link in tree.xpath("//a[starts-with(@href, 'http')]"):
            assert link.get("rel") == "external noreferrer"
    sheets = [content for name, content in contents(site).items() if name.endswith(".css")]
    assert not any(re.search(rb'url\((?!"fonts/)|@import', sheet) for sheet in sheets)


def test_every_page_has_its_language_title_and_heading(site: Path) -> None:
    """One title, one main heading, the language of the folder, a way to skip to the content."""
    for page, tree in pages(site):
        language = page.relative_to(site).parts[0]
        assert tree.get("lang") == (language if language in LANGUAGES else "en")
        assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
        assert tree.xpath("string(//title)").strip()


def test_an_address_at_which_there_is_nothing_has_a_page(site: Path) -> None:
    """In each language, and one where the address names none; its links hold at whatever depth."""
    for name, said in (("en", "There is nothing"), ("fr", "Il n’y a rien")):
        text = (site / name / "404.html").read_text(encoding="utf-8")
        assert said in text
        assert 'href="/assets/site-' in text
        assert "desk/" not in text
    assert (site / "404.html").read_bytes() == (site / "en/404.html").read_bytes()


def test_every_page_exists_in_every_language(site: Path) -> None:
    """Each English page has a French one at the same place, and each links to the other."""
    folders = [{page.relative_to(site / one) for page in (site / one).rglob("*.html")} for one in LANGUAGES]

    assert folders[0] == folders[1]


def test_every_page_tells_how_to_ask_for_a_correction(site: Path) -> None:
    """The way to a correction stands at the foot of every page of a language."""
    for language in LANGUAGES:
        for page, tree in pages(site, f"{language}/**/*.html"):
            assert tree.xpath("//footer//a[contains(@href, 'corrections.html')]"), page
    assert b'href="mailto:desk@concord.example"' in (site / "en/corrections.html").read_bytes()


def test_without_an_address_for_corrections_the_page_says_so(tmp_path: Path) -> None:
    """Nothing is made up for a publisher who gave no address and no name."""
    written(tmp_path / "site", a_draft())

    said = (tmp_path / "site/en/corrections.html").read_text(encoding="utf-8")

    assert "has not given an address" in said
    assert "mailto:" not in said
    assert "has not given a name" in said


def test_pages_of_people_ask_not_to_be_indexed(site: Path) -> None:
    """Members' pages and the list of them; no other page hides."""
    for page, tree in pages(site, "*/**/*.html"):
        asked = tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert asked == (page.parent.name == "members"), page


def test_spellings_and_countries_are_never_merged(site: Path) -> None:
    """Two marks under one letter, or two countries, are three pages; each says what it joins."""
    found = sorted((site / "en/concord/members").glob("gutu-ana-*.html"))

    assert len(found) == 3
    assert all(
        "Other spellings of the name have pages of their own" in page.read_text("utf-8") for page in found
    )


def test_a_member_has_every_declaration_of_the_archive_once(site: Path) -> None:
    """Only the newest edition of a declaration counts, with the group that it prints."""
    (page,) = (site / "en/concord/members").glob("alund-ana-xa-*.html")
    rows = html.document_fromstring(page.read_bytes()).xpath("//tbody/tr")

    assert [row.xpath("string(.//a)") for row in rows] == [FIRST.titles["en"]]
    assert [row.xpath("string(td[last()])") for row in rows] == ["LIB"]


def test_the_line_on_how_partial_a_collection_is_stands_on_every_page_made_from_it(site: Path) -> None:
    """The declaration, its members, the assembly, its years, its rules and the home page carry the note."""
    names = ("index.html", "concord/index.html", "concord/2031.html", "concord/rules.html")
    names += ("concord/members/index.html", "concord/written-declaration/7.html")
    for language in LANGUAGES:
        assert all(NOTE in (site / language / name).read_text(encoding="utf-8") for name in names)
        for page in (site / language / "concord/members").glob("gutu-*.html"):
            assert NOTE in page.read_text(encoding="utf-8")


def test_the_same_documents_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Files and bytes are the same again, SQLite included, and in another order of declarations too."""
    again = (from_an_archive(), a_draft(), FIRST, second_edition())
    written(tmp_path / "again", *again, publisher="Harbour Watch", corrections="desk@concord.example")

    assert contents(tmp_path / "again") == contents(site)


def test_the_newest_edition_has_the_address_and_each_keeps_its_own(site: Path) -> None:
    """The undated page is the newest; both dated ones stay, and say what was added."""
    folder = site / "en/concord/written-declaration"
    total = "//p[@data-total]/@data-total"
    found = {page.name: tree.xpath(total) for page, tree in pages(site, "en/concord/*/12*.html")}

    assert found == {"12.html": ["8"], "12@2031-10-04.html": ["6"], "12@2031-11-09.html": ["8"]}
    assert "Added: ĐURIN Guðrun; EĞRİ Héloïse" in (folder / "12.html").read_text("utf-8")
    assert "2031-11-09" not in (folder / "12@2031-10-04.html").read_text("utf-8")


def test_a_declaration_leads_to_its_assembly_and_to_the_rules(site: Path) -> None:
    """Whoever doubts a finding reads the rule; whoever came by a search finds the rest."""
    (_, tree), *_ = pages(site, "en/concord/*/12.html")

    assert {"../index.html", "../rules.html"} <= set(tree.xpath("//main//a/@href"))


def test_a_published_edition_keeps_its_bytes(tmp_path: Path) -> None:
    """A later build may look otherwise; the dated page and its forms stay byte for byte."""
    out = tmp_path / "site"
    written(out, FIRST)
    dated = {name: content for name, content in contents(out).items() if "@" in name}
    before = {name: content for name, content in dated.items() if not re.search("/figure/.*html$", name)}

    report = written(out, second_edition(), publisher="Someone Else")

    after = contents(out)
    assert before == {name: after[name] for name in before}
    assert report.kept == sum("/figure/" not in name for name in before) == 4
    assert b"Added:" in after["en/concord/written-declaration/12.html"]


def test_another_list_under_a_published_edition_is_refused(tmp_path: Path) -> None:
    """What was published under a day is not replaced; the old site stays whole."""
    out = tmp_path / "site"
    written(out, FIRST)
    before = contents(out)

    with pytest.raises(ChangedEditionError, match=r"12@2031-10-04 was .*2031-10-04\.2"):
        written(out, replace(FIRST, signatories=some_signatories(5)))

    assert contents(out) == before
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_removed_declaration_leaves_with_all_its_editions(tmp_path: Path) -> None:
    """What is no longer given is no longer there, neither the page nor a dated copy nor a member's page."""
    out = tmp_path / "site"
    written(out)

    report = written(out, a_draft(), removing=True)

    assert report.left == ("concord/written-declaration/12", "concord/written-declaration/7")
    assert not [name for name in contents(out) if "/12" in name or "members" in name]


def test_a_declaration_does_not_leave_by_being_forgotten(tmp_path: Path) -> None:
    """What is not given again leaves only where its removal is asked for; until then nothing changes."""
    out = tmp_path / "site"
    written(out)
    before = contents(out)

    with pytest.raises(LeavingError) as refused:
        written(out, a_draft())

    assert refused.value.left == ("concord/written-declaration/12", "concord/written-declaration/7")
    assert contents(out) == before


@pytest.mark.parametrize("given", [(FIRST, FIRST), (second_edition(), FIRST)])
def test_editions_come_once_and_oldest_first(given: tuple[Document, ...], tmp_path: Path) -> None:
    """An edition given twice or after a later one would be told wrongly, so it is refused."""
    with pytest.raises(DocumentOrderError):
        written(tmp_path / "site", *given)

    assert not list(tmp_path.iterdir())


def test_a_crash_leaves_the_old_site_whole(tmp_path: Path) -> None:
    """A stream that breaks changes nothing and leaves nothing behind."""
    out = tmp_path / "site"
    written(out, FIRST)
    before = contents(out)

    def breaking() -> Iterator[Document]:
        yield a_draft()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(breaking(), out, suffixes=())

    assert contents(out) == before
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_crash_between_the_two_renamings_is_mended(tmp_path: Path) -> None:
    """The site that stood aside is put back and its editions are kept."""
    out = tmp_path / "site"
    written(out, FIRST)
    (tmp_path / ".site.publishing-killed").mkdir()
    out.rename(tmp_path / ".site.publishing-killed" / "before")

    assert written(out, second_edition()).kept == 4
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_a_place_that_is_not_ours_is_left_alone(make: object, tmp_path: Path) -> None:
    """A folder with other things in it, or a file, is refused and untouched; an empty folder is taken."""
    other = tmp_path / "letters"
    make(other)  # type: ignore[operator]
    if other.is_dir():
        written(other, a_draft())
        (other / MARK).write_text("{}", encoding="utf-8")
    before = contents(other) if other.is_dir() else {}

    with pytest.raises(SiteFolderError, match="why not-ours"):
        written(other, a_draft())

    assert (contents(other) if other.is_dir() else {}) == before


def test_every_column_has_a_word_in_every_language() -> None:
    """The data page describes exactly the columns that there are."""
    columns = {f"site.column.{table.name}.{name}" for table in TABLES for name in table.names}
    for language in LANGUAGES:
        assert all(term(key, language) for key in columns)


def test_the_three_forms_of_the_data_say_the_same(site: Path) -> None:
    """CSV, JSON Lines and SQLite hold the same rows under the same columns."""
    with closing(sqlite3.connect(site / "data/declarations.sqlite")) as base:
        for table in TABLES:
            cursor = base.execute(f"SELECT * FROM {table.name} ORDER BY {', '.join(table.key)}")
            names = tuple(column[0] for column in cursor.description)
            held = [dict(zip(names, row, strict=True)) for row in cursor]
            lines = (site / f"data/{table.name}.jsonl").read_text(encoding="utf-8").splitlines()
            with (site / f"data/{table.name}.csv").open(encoding="utf-8", newline="") as file:
                cells = list(csv.DictReader(file))
            assert names == table.names
            assert held
            assert [{**dict.fromkeys(names), **json.loads(line)} for line in lines] == held
            assert cells == [
                {name: "" if value is None else str(value) for name, value in row.items()} for row in held
            ]


def test_the_data_come_with_their_digests_and_a_description(site: Path) -> None:
    """`SHA256SUMS` names every other file; `datapackage.json` names every column."""
    folder = site / "data"
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))

    assert sums.keys() == {file.name for file in folder.iterdir()} - {"SHA256SUMS"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == sums[name] for name in sums)
    described = {
        one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]
    }
    assert described == {table.name: list(table.names) for table in TABLES}


def test_no_text_is_in_the_data(site: Path) -> None:
    """The data hold facts about declarations; their words are in the declarations only."""
    clause = FIRST.texts["en"].clauses[0][:40].encode()

    assert not [name for name, content in contents(site / "data").items() if clause in content]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_has_what_the_standard_asks(site: Path, language: str) -> None:
    """RFC 4287: id, title, updated, author, a self link; each entry has its own id, a day and a link."""
    feed = etree.fromstring((site / language / "feed.atom").read_bytes())
    for needed in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']"):
        assert len(feed.xpath(needed, namespaces=ATOM)) == 1
    entries = feed.xpath("a:entry", namespaces=ATOM)
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    days = [entry.findtext("a:updated", namespaces=ATOM) for entry in entries]
    assert ids[0] == "urn:undersigned:v1:concord/written-declaration/12@2031-11-09"
    assert len(set(ids)) == len(ids) == 3
    assert days == sorted(days, reverse=True)
    assert feed.findtext("a:updated", namespaces=ATOM) == days[0] == "2031-11-09T00:00:00Z"
    for link in feed.xpath("a:entry/a:link/@href", namespaces=ATOM):
        assert (site / language / unquote(link)).is_file()


def test_a_site_without_documents_is_a_site(tmp_path: Path) -> None:
    """Nothing to publish is said on the home page, and every other page is there."""
    report = build((), tmp_path / "site", suffixes=())

    assert report.declarations == 0
    assert "There is no declaration in this copy." in (tmp_path / "site/en/index.html").read_text("utf-8")


def test_the_sheet_is_small(site: Path) -> None:
    """The whole sheet is under eight kilobytes on the wire."""
    (sheet,) = site.glob("assets/site-*.css")

    assert len(gzip.compress(sheet.read_bytes())) < 8_000


def test_a_letter_without_a_font_leaves_out_only_the_pdf(tmp_path: Path) -> None:
    """The PDF is refused with the letter's name; page, text and data carry the declaration and say so."""
    georgian = a_signatory(order=1, name=PersonalName(family="გარნევალი", given="Luc"))

    report = build([a_document(signatories=(georgian,))], tmp_path / "site")

    (folder,) = (tmp_path / "site" / "en").glob("*/written-declaration")
    assert {finding.code for finding in report.refused} == {"publishing.pdf.letters"}
    assert not list(folder.glob("*.pdf"))
    assert list(folder.glob("*.akn"))
    assert "GEORGIAN LETTER GAN" in next(folder.glob("*[0-9].html")).read_text(encoding="utf-8")
