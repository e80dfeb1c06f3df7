"""JSON and linked data: the documented shape, whatever is missing, and nothing that must be fetched."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.builders import a_document, a_signatory, without_text
from tests.publishing.figures import a_figures_file

from undersigned.publishing import json_form, jsonld
from undersigned.publishing.preparing.bound import with_figures
from undersigned.values.findings import Place, failed

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/reference/document.schema.json").read_text(encoding="utf-8")
)
EMPTY = {
    "number": None,
    "doc_number": None,
    "day": None,
    "dated_as_written": None,
    "edition": None,
    "editions": (),
    "official_urls": {},
    "legend": (),
    "stated_total": None,
    "list_complete": None,
    "list_known": False,
}
DOCUMENTS = {
    "figures": with_figures(a_document(), a_figures_file()),
    "two languages": a_document(),
    "nothing known": a_document(signatories=0, **EMPTY),
    "no text": without_text(a_document()),
    "blank parts": a_document(signatories=(a_signatory(group=None, country=None, place=None),)),
    "a finding": a_document(findings=(failed("declaring.list.total", Place(line=4), stated=26, counted=25),)),
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_json_has_the_documented_shape(document):
    """The schema of the reference is held to every kind of document."""
    data = json.loads(json_form.render(document, "fr"))

    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)


def test_the_schema_describes_every_key_and_no_other():
    """Keys stand in the file in the order of the schema."""
    data = json_form.as_data(a_document(), "en")

    assert list(data) == list(SCHEMA["properties"])
    assert list(data["list"]) == list(SCHEMA["properties"]["list"]["properties"])
    signatory = SCHEMA["properties"]["list"]["properties"]["signatories"]["items"]["properties"]
    assert list(data["list"]["signatories"][0]) == list(signatory)


def test_the_json_reads_as_its_words_and_ends_with_a_line_feed():
    """Letters are letters and not escapes, so that a person can read the file."""
    content = json_form.render(a_document(), "en")

    assert "ÆGIRSEN".encode() in content
    assert content.endswith(b"}\n")


def test_the_json_is_what_the_library_writes_with_an_indentation_of_two():
    """Quicker than the library, and the same bytes; also of what is empty, and of 1 beside true."""
    document = a_document(number=1, signatories=1, list_complete=True, official_urls={}, editions=())

    written = json_form.render(document, "en").decode()

    data = json_form.as_data(document, "en")
    assert written == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def test_each_version_can_be_taken_back():
    """The file of one language holds them all."""
    document = a_document()
    content = json_form.render(document, "en")

    assert json_form.recover(content, "fr").text == document.texts["fr"].canonical()
    assert json_form.recover(content).text == document.texts["en"].canonical()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"texts": 1}', b"\xff", b'{"texts": {"en": {}}}'])
def test_another_json_is_refused_in_words(content):
    """No library's error reaches the caller."""
    with pytest.raises(json_form.JsonFormError):
        json_form.recover(content)


def test_linked_data_needs_no_network():
    """The context stands in the file; every prefix that is used is defined in it."""
    data = jsonld.as_data(a_document(), "en")
    prefixes = {key for key in data["@context"] if ":" not in key and not key.startswith("@")}

    def used(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                if ":" in key:
                    yield key.split(":")[0]
                yield from used(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from used(inner)

    body = {key: value for key, value in data.items() if key != "@context"}
    assert isinstance(data["@context"], dict)
    assert set(used(body)) <= prefixes


def test_linked_data_rates_nobody_and_makes_up_no_person():
    """No review, no law, and a signatory has no address of their own beyond the place on the list."""
    content = jsonld.render(a_document(), "en").decode()
    first = jsonld.as_data(a_document(), "en")["eli-dl:had_participation"][0]

    assert "ClaimReview" not in content
    assert "Legislation" not in content
    assert "@id" not in first["eli-dl:had_participant_person"]
    assert first["eli-dl:participation_role"]["@id"] == "und:role:firstSignatory"


def test_linked_data_of_an_unknown_list_counts_nobody():
    """No list is not a list of nobody, and a list copied in part has no total."""
    unknown = jsonld.as_data(a_document(signatories=0, list_known=False), "en")
    partly = jsonld.as_data(a_document(list_complete=False), "en")

    assert not {"und:total", "und:listDigest", "eli-dl:had_participation"} & unknown.keys()
    assert "und:total" not in partly


def test_linked_data_of_what_is_not_shown_has_no_text():
    """A reproduction without its text has no expression, and names the official address."""
    data = jsonld.as_data(without_text(a_document()), "en")

    assert data["eli:is_realized_by"] == []
    assert data["schema:isBasedOn"] == [f"https://concord.example/{code}/345" for code in ("en", "fr")]
