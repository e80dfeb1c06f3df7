"""From what was read to what is published: nature, versions, labels, and whose words may be shown."""

from dataclasses import replace
from datetime import date

import pytest

from undersigned.declaring.archive.archive import ArchiveEntry, KnownText, archive
from undersigned.declaring.declaration import (
    Clause,
    Declaration,
    Disclaimer,
    Edition,
    Form,
    LegendLine,
    Signatory,
)
from undersigned.declaring.reading.reader import read
from undersigned.publishing.document import Level, Nature
from undersigned.publishing.preparing.assembling import AssemblingError, document, from_archive
from undersigned.values.dates import SourceDate
from undersigned.values.digest import TextDigest
from undersigned.values.findings import Outcome, failed
from undersigned.values.names import PersonalName

DAY = date(2026, 10, 9)
NAMES = (("GARNIER", "Luc"), ("ÅKESDAL", "Ingrid"), ("HOLM", "Ana"))
PLACES = {"en": ("Northland", "Fjordland", "Farland"), "fr": ("Nordlande", "Fjordlande", "Lointaine")}
GROUPS = {"en": ("LIB", "PP", None), "fr": ("LIB", "PP", None)}


def a_declaration(language="en", **overrides):
    """A fictional printed declaration with three names, the last from an observer delegation."""
    labels = zip(NAMES, PLACES[language], ("XA", "XB", "XQ"), GROUPS[language], strict=True)
    signatories = tuple(
        Signatory(
            order=order,
            name=PersonalName(family=family, given=given),
            country=label,
            place=place,
            group=group,
        )
        for order, ((family, given), label, place, group) in enumerate(labels, start=1)
    )
    fields = {
        "form": Form.PRINTED,
        "language": language,
        "assembly": "concord",
        "instrument": "written-declaration",
        "title": {"en": "Arrests at Harbour Square", "fr": "Arrestations place du Port"}[language],
        "opening": "We, the undersigned, declare the following:",
        "clauses": (Clause(text="First clause."), Clause(text="Second clause.")),
        "disclaimer": Disclaimer(text="This written declaration commits only those who have signed it."),
        "doc_number": 2041,
        "number": 12,
        "dated": SourceDate.of_day(DAY, "09 October 2026"),
        "signatories": signatories,
        "has_list": True,
        "stated_total": 3,
        "legend": (LegendLine(code="LIB", name="Liberals"), LegendLine(code="PP", name="People’s Party")),
    }
    return Declaration(**(fields | overrides))


def outcomes(made, code):
    return [finding.outcome for finding in made.findings if finding.code == code]


@pytest.mark.parametrize(
    ("overrides", "nature"),
    [
        ({"form": Form.DRAFT, "number": None, "doc_number": None, "assembly": None}, Nature.DRAFT),
        ({"form": Form.DRAFT}, Nature.DRAFT),
        ({}, Nature.FICTIONAL),
        ({"assembly": "pace", "number": 99999}, Nature.REPRODUCTION),
        ({"assembly": None}, Nature.REPRODUCTION),
    ],
)
def test_the_nature_follows_from_form_and_assembly(overrides, nature):
    """A draft, then what is fictional, then a reproduction; a file never makes an edition."""
    assert document([a_declaration(**overrides)]).nature is nature


def test_two_language_versions_are_one_document():
    """Texts by language, one list with the labels that each version prints, numbers once."""
    made = document([a_declaration(), a_declaration("fr")])

    assert made.languages == ("en", "fr")
    assert made.titles["fr"] == "Arrestations place du Port"
    assert made.signatories[0].country == "Northland"
    assert made.signatories[0].country_labels["fr"] == "Nordlande"
    assert outcomes(made, "publishing.versions.same-list") == [Outcome.PASSED]
    assert outcomes(made, "publishing.versions.same-number") == [Outcome.PASSED]


def test_a_name_missing_in_one_version_is_told_with_its_place():
    """The list of the first version is published, and the first difference is named."""
    french = a_declaration("fr")
    made = document([a_declaration(), replace(french, signatories=french.signatories[:1])])

    [finding] = [one for one in made.findings if one.code == "publishing.versions.same-list"]
    assert finding.outcome is Outcome.FAILED
    assert finding.place.field == "signatories[1]"
    assert finding.particulars["one"] == "ÅKESDAL Ingrid"
    assert finding.particulars["count"] == 2
    assert made.total == 3


@pytest.mark.parametrize("changed", [{"number": 13}, {"doc_number": 2042}])
def test_versions_with_other_numbers_are_told(changed):
    """Two declarations cannot be joined in silence."""
    made = document([a_declaration(), a_declaration("fr", **changed)])

    assert outcomes(made, "publishing.versions.same-number") == [Outcome.FAILED]


def test_of_two_files_in_one_language_the_first_is_published():
    """Nothing is merged."""
    made = document([a_declaration(), a_declaration(title="Another")])

    assert made.titles["en"] == "Arrests at Harbour Square"
    assert outcomes(made, "publishing.versions.languages") == [Outcome.FAILED]


def test_one_version_alone_is_asked_nothing_about_versions():
    """The question does not arise."""
    made = document([a_declaration()])

    assert not [finding for finding in made.findings if ".versions." in finding.code]


def test_every_name_of_a_file_is_at_level_i_and_observers_do_not_count():
    """A printed list proves nothing; who counts follows from the standing of that day."""
    made = document([a_declaration()])

    assert {one.level for one in made.signatories} == {Level.AS_PRINTED}
    assert [one.counts for one in made.signatories] == [True, True, False]


def test_labels_of_another_language_come_from_the_assembly():
    """An English file alone has French labels where the assembly is known to have had them."""
    made = document([a_declaration()])

    assert set(made.signatories[0].country_labels) == {"en", "fr"}
    assert made.legend[0].name["en"] == "Liberals"
    assert made.legend[0].name["fr"] != "Liberals"


def test_a_form_without_a_legend_gets_the_groups_of_its_day():
    """The site prints none; the legend is a function of the day and the list."""
    made = document([a_declaration(form=Form.SITE_OLDER, legend=None)])

    assert [entry.code["en"] for entry in made.legend] == ["LIB", "PP"]


def test_a_draft_has_an_address_made_from_its_text():
    """The same words have the same address tomorrow; other words have another."""
    bare = {"form": Form.DRAFT, "number": None, "doc_number": None, "signatories": (), "has_list": False}
    one, again = document([a_declaration(**bare)]), document([a_declaration(**bare)])
    other = document([a_declaration(**bare, clauses=(Clause(text="Other."),))])

    assert one.slug == again.slug != other.slug
    assert one.slug == f"draft-{one.texts['en'].digest()[:12]}"
    assert not one.list_known


def test_words_that_are_not_the_official_ones_are_withheld():
    """Nobody signed the changed words, so they do not stand above the names."""
    official = ArchiveEntry(
        assembly="concord",
        instrument="written-declaration",
        id="12",
        number=12,
        texts={"en": KnownText(digest=a_declaration().text_digest(), paragraphs=())},
    )
    same = document([a_declaration()], known=official)
    changed = document([a_declaration(clauses=(Clause(text="First clause, and more."),))], known=official)

    assert same.languages == ("en",)
    assert outcomes(same, "publishing.text.official") == [Outcome.PASSED]
    assert changed.languages == ()
    assert outcomes(changed, "publishing.text.official") == [Outcome.FAILED]
    assert changed.text_digests == {"en": a_declaration().text_digest()}
    assert changed.titles == {"en": "Arrests at Harbour Square"}


def test_titles_and_addresses_of_other_versions_come_from_the_archive():
    """What was published under the number fills in what the file does not say, and no text."""
    known = ArchiveEntry(
        assembly="concord",
        instrument="written-declaration",
        id="12",
        number=12,
        titles={"fr": "Arrestations"},
        official_urls={"fr": "https://concord.example/fr/12"},
        tabled_on=date(2026, 10, 1),
        texts={"fr": KnownText(digest=TextDigest("0" * 64), paragraphs=())},
    )
    made = document([a_declaration()], known=known, official_urls={"en": "https://concord.example/en/12"})

    assert made.titles == {"fr": "Arrestations", "en": "Arrests at Harbour Square"}
    assert set(made.official_urls) == {"en", "fr"}
    assert made.tabled_on == date(2026, 10, 1)
    assert made.text_digests["fr"] == "0" * 64
    assert made.languages == ("en",)


def test_an_earlier_edition_is_known_from_the_note_under_the_list():
    """Both editions stand, the first with the number of names that the note tells."""
    told = Edition(first_published_on=date(2026, 5, 5), first_signatories=2)
    made = document([a_declaration(edition=told)])

    assert [(one.label, one.signatories) for one in made.editions] == [("2026-05-05", 2), ("2026-10-09", 3)]
    assert made.edition == made.editions[1]


def test_findings_of_the_reading_are_carried():
    """What was found before stands in the document."""
    found = failed("declaring.list.total", stated=4, counted=3)

    assert document([a_declaration()], findings=[found]).findings[0] is found


def test_a_character_that_no_form_can_carry_is_a_finding():
    """The document says so before any form is made."""
    made = document([a_declaration(clauses=(Clause(text="One\x01."),))])

    assert outcomes(made, "publishing.text.characters") == [Outcome.FAILED]


def test_nothing_cannot_be_published():
    """A caller's fault is named."""
    with pytest.raises(AssemblingError):
        document([])


def test_the_archive_is_published_without_any_text_and_with_its_coverage():
    """Names and numbers of real declarations, their official addresses, not one sentence of theirs."""
    for entry in archive():
        made = from_archive(entry)

        assert made.texts == {}
        assert made.nature is Nature.REPRODUCTION
        assert "48" in made.notes_in("en")[0]
        assert "48" in made.notes_in("fr")[0]
        assert made.list_known == (entry.list is not None)
        assert entry.list is None or made.list_complete == entry.list.complete


def test_the_founding_document_joins_its_facts_by_its_digest(shared):
    """The official file is recognised: its text is shown, its French title and addresses come along."""
    content = (shared / "seed/doc-14983.txt").read_bytes()
    reading = read(content, file="doc-14983.txt")

    made = document(reading.declarations, findings=reading.findings)

    assert (made.slug, made.doc_number, made.total, made.delegations) == ("695", 14983, 25, 11)
    assert made.nature is Nature.REPRODUCTION
    assert made.languages == ("en",)
    assert set(made.titles) == set(made.official_urls) == {"en", "fr"}
    assert outcomes(made, "publishing.text.official") == [Outcome.PASSED]


def test_the_founding_document_with_one_word_changed_shows_no_text(shared):
    """One word is enough."""
    content = (shared / "seed/doc-14983.txt").read_bytes().replace(b"brutally", b"gently")

    made = document(read(content, file="doc-14983.txt").declarations)

    assert made.texts == {}
    assert outcomes(made, "publishing.text.official") == [Outcome.FAILED]
