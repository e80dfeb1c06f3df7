"""The Akoma Ntoso form: what it says of itself, and that nothing faulty is written or read."""

import hashlib
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from lxml import etree
from tests.builders import a_document, a_signatory, without_text

from undersigned.publishing.akomantoso import form as akomantoso
from undersigned.publishing.akomantoso.check import AkomaNtosoError, check, parsed
from undersigned.publishing.document import EditionEntry, Level, Nature

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
SCHEMAS = files("undersigned.publishing.akomantoso") / "schemas"


def tree(**overrides):
    return parsed(akomantoso.render(a_document(**overrides), "en"))


def values(root, tag):
    return [one.get("value") for one in root.iter(f"{AKN}{tag}")]


def codes(root):
    return [finding.code for finding in check(root) if not finding.ok]


@pytest.mark.parametrize("nature", list(Nature))
def test_only_an_edition_of_the_publishing_body_is_authoritative(nature):
    """A reproduction, a draft and anything fictional say that they are not; nothing is prescriptive."""
    root = tree(nature=nature)

    assert set(values(root, "FRBRauthoritative")) == {"true" if nature is Nature.EDITION else "false"}
    assert values(root, "FRBRprescriptive") == ["false"]


def test_a_work_is_addressed_by_its_day_only_where_its_tabling_is_confirmed():
    """The printed day is the last edition's: a work without a tabling day has none in its address."""
    assert values(tree(), "FRBRuri")[0] == "/akn/xa/statement/writtenDeclaration/concord/12"
    assert values(tree(tabled_on=date(2031, 9, 30)), "FRBRuri")[0] == (
        "/akn/xa/statement/writtenDeclaration/concord/2031-09-30/12"
    )


def test_a_document_without_any_day_says_so():
    """The schema wants a day; the name of the day says that none is known."""
    root = tree(day=None, dated_as_written=None, edition=None, editions=())
    days = {(one.get("date"), one.get("name")) for one in root.iter(f"{AKN}FRBRdate")}

    assert days == {("0001-01-01", "unknown")}
    assert root.find(f".//{AKN}docDate") is None


def test_each_language_version_names_the_other():
    """One file is one expression; the other version is an alias of it."""
    root = parsed(akomantoso.render(a_document(), "fr"))
    alias = root.xpath("//*[local-name()='FRBRExpression']/*[local-name()='FRBRalias']/@value")

    assert root.find(f".//{AKN}FRBRlanguage").get("language") == "fra"
    assert alias == ["/akn/xa/statement/writtenDeclaration/concord/12/eng@2031-10-04"]


def test_a_text_that_is_not_shown_leaves_a_sentence_and_an_address():
    """The file is valid without a text and says where to read it."""
    document = replace(without_text(a_document()), official_urls={"en": "https://concord.example/12"})
    root = parsed(akomantoso.render(document, "en"))
    body = root.find(f".//{AKN}mainBody")

    assert "https://concord.example/12" in "".join(body.itertext())
    assert root.find(f".//{AKN}paragraph") is None
    assert codes(root) == []


def test_who_signed_first_and_who_does_not_count_have_their_roles():
    """The order of signing and the standing of an observer are data, not typography."""
    lines = (a_signatory(), a_signatory(order=2, counts=False), a_signatory(order=3, level=Level.PAPER))
    root = tree(signatories=lines)

    roles = [one.get("as") for one in root.iter(f"{AKN}person")]
    assert roles == ["#firstSignatory", "#signatoryNotCounted", "#signatory"]
    assert [one.get("level") for one in root.iter("{urn:undersigned:v1}signatures")] == ["I", "I", "P"]


def test_a_later_edition_is_an_amendment():
    """Every edition with a day is an event of the life of the text."""
    days = (date(2031, 10, 4), date(2032, 2, 1))
    editions = tuple(EditionEntry(label=day.isoformat(), day=day, signatories=20) for day in days)
    root = tree(editions=editions, edition=editions[1])

    assert [one.get("type") for one in root.iter(f"{AKN}eventRef")] == ["generation", "amendment"]


def test_no_host_stands_in_the_addresses():
    """No name of a machine is frozen into bytes; only the official addresses have one."""
    content = akomantoso.render(a_document(official_urls={}), "en").decode()

    assert [word for word in content.split('"') if word.startswith("http")] == [AKN.strip("{}")]


BROKEN = {
    "publishing.akomantoso.pointers": (b'refersTo="#signatory_2"', b'refersTo="#signatory_99"'),
    "publishing.akomantoso.own-ids": (b'eId="signature_2"', b'eId="signature_1"'),
    "publishing.akomantoso.schema": (b"<FRBRsubtype", b"<FRBRkind"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_file_is_told_by_its_own_code(code):
    """A pointer to nothing passes the schema and does not pass here."""
    content = akomantoso.render(a_document(), "en")
    right, wrong = BROKEN[code]

    assert right in content
    assert code in codes(parsed(content.replace(right, wrong)))


@pytest.mark.parametrize(
    "content",
    [b"", b"<a", b"%PDF-1.7", b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', b"<a/>"],
    ids=["empty", "cut", "pdf", "entities", "another XML"],
)
def test_what_is_no_akoma_ntoso_is_refused_in_words(content):
    """No parser's own error reaches the caller, and no entity is expanded."""
    with pytest.raises(AkomaNtosoError):
        akomantoso.recover(content)


def test_the_schemas_are_those_of_oasis_and_w3c():
    """Nobody mends a standard by hand."""
    digests = {
        name: hashlib.sha256((SCHEMAS / name).read_bytes()).hexdigest()
        for name in ("akomantoso30.xsd", "xml.xsd")
    }

    assert digests == {
        "akomantoso30.xsd": "6f61fe84cbb6f8cb0e8418cd67b74a63da9990e6573b5a3491f623184f45c4fd",
        "xml.xsd": "81aed1bb30c9d475f5b16b6bb92e6ede9879dcd7e146c0ed8df577b87b1d2815",
    }


@pytest.mark.slow
def test_another_validator_agrees():
    """xmlschema, written by others in another language, finds every kind of file valid too."""
    xmlschema = pytest.importorskip("xmlschema")
    schema = xmlschema.XMLSchema(str(SCHEMAS / "akomantoso30.xsd"), validation="lax")
    documents = [
        a_document(signatories=2),
        a_document(signatories=0, list_known=False, day=None, edition=None, editions=(), doc_number=None),
        without_text(a_document(signatories=1, tabled_on=date(2031, 9, 30))),
    ]

    for document in documents:
        root = etree.fromstring(akomantoso.render(document, "en"))
        assert [str(error.reason) for error in schema.iter_errors(root)] == []
