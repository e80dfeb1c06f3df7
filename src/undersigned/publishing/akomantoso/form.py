"""Writes a declaration as Akoma Ntoso 3.0 (OASIS LegalDocML), type `statement`, one file per language.

1. A statement is "an official document of a body that may or may not be normative" (Akoma Ntoso 1.0, part 2);
   the United Nations' profile uses it for resolutions. Its mapping is `statement.xml`.
2. `FRBRprescriptive` is false: a declaration binds nobody. `FRBRauthoritative` is true for an edition of the
   publishing body only, never for a reproduction, a draft or anything fictional.
3. What is signed stands in `docTitle`, `preamble/formula`, `mainBody/paragraph`, `conclusions/p/signature`
   and nowhere else; `recover` takes it from there with the same digests.
4. The bytes that are written are the bytes that were checked, by the OASIS schema and in what they point at.
5. The same document gives the same bytes. An unknown day of the work, which the schema will not leave out, is
   `0001-01-01` under the name `unknown`.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from lxml import etree

from undersigned.publishing import marking
from undersigned.publishing.akomantoso import addresses, parts
from undersigned.publishing.akomantoso.check import AkomaNtosoError, parsed, refuse_faulty
from undersigned.publishing.characters import refuse_unholdable
from undersigned.publishing.document import Document, Nature
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import canonical_list, canonical_paragraph, canonical_text
from undersigned.wording.words import term

__all__ = ["AkomaNtosoError", "recover", "render"]

_NAMES = {"akn": addresses.AKN, "und": addresses.OURS}
_SIGNED = (
    "akn:preface/akn:longTitle//akn:docTitle",
    "akn:preamble/akn:formula/akn:p",
    "akn:mainBody/akn:paragraph/akn:content/akn:p",
)
_NO_DAY = date(1, 1, 1)
_Row = tuple[str, str, str | None, str | None]


def render(document: Document, language: str) -> bytes:
    """The version in a language as valid UTF-8 XML; where the text exists in another only, that version.

    Raises `UnpublishableError` for characters that XML cannot hold and `AkomaNtosoError` for an error of this
    program.
    """
    refuse_unholdable(document)
    content = _layout().render(_values(document, language)).encode()
    refuse_faulty(parsed(content))
    return content


def recover(content: bytes) -> Recovered:
    """The canonical text and list that a file carries. Raises `AkomaNtosoError` for any other file."""
    statement = parsed(content).find("akn:statement", _NAMES)
    if statement is None:
        raise AkomaNtosoError("no statement in the file")
    rows = [_row(element) for element in statement.iterfind("akn:conclusions/akn:p/akn:signature", _NAMES)]
    return Recovered(text=_text(statement), list=canonical_list(rows))


def _values(document: Document, language: str) -> Mapping[str, object]:
    """Everything that the layout says."""
    text = document.text_in(language)
    version = text.language if text else language
    words = marking.marking_language(version, language)
    delegations, groups = parts.delegations(document), parts.groups(document, words)
    work, body = addresses.work(document), addresses.body(document)
    return {
        "document": document,
        "text": text,
        "title": canonical_paragraph(text.title if text else document.title_in(language)[1]),
        "body": body,
        "kind": addresses.kind(document),
        "work": work,
        "expression": addresses.expression(document, version),
        "other_versions": [
            addresses.expression(document, other) for other in document.texts if other != version
        ],
        "organisation": f"/akn/ontology/organization/{body}",
        "persons": f"/akn/ontology/person{work.removeprefix('/akn')}",
        "language_code": addresses.language_code(version),
        "authoritative": "true" if document.nature is Nature.EDITION else "false",
        "no_day": _NO_DAY.isoformat(),
        "edition_days": [edition.day for edition in document.editions if edition.day],
        "roles": parts.spoken("role", words),
        "events": parts.spoken("event", words),
        "delegations": tuple(delegations.values()),
        "groups": tuple(groups.values()),
        "names": parts.names(document, delegations, groups),
        "figures": (figures := tuple(parts.figures(document, words))),
        "clauses": tuple(parts.pieces(document, text, figures)) if text else (),
        "concepts": f"/akn/ontology/concept/figure{work.removeprefix('/akn')}",
        "levels": parts.levels(document.signatories),
        "texts": parts.texts(document),
        **_marks(document, words),
    }


def _marks(document: Document, words: str) -> Mapping[str, object]:
    """What the file says about itself, in the language `words`: notes and the lines of its notice."""
    return {
        "notes": document.notes_in(words),
        "nature": marking.nature_line(document, words),
        "reference": marking.reference_line(document, words),
        "dated": marking.dated_line(document, words),
        "absent": marking.absent_text_line(document, words),
        "list_line": marking.list_line(document, words),
        "total_label": marking.total_label(document, words),
        "spelt_day": partial(marking.spelt_day, language=words),
        "term": partial(term, language=words),
    }


@cache
def _layout() -> Template:
    environment = Environment(
        loader=PackageLoader("undersigned.publishing.akomantoso", ""),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters |= {"canonical": canonical_paragraph, "segment": addresses.segment}
    return environment.get_template("statement.xml")


def _text(statement: etree._Element) -> str:
    """Title, opening formula and clauses; empty where the file says that it does not show the text."""
    present = statement.xpath("akn:meta/akn:proprietary/und:text[@present='true']", namespaces=_NAMES)
    if not present:
        return ""
    return canonical_text(_words(element) for path in _SIGNED for element in statement.iterfind(path, _NAMES))


def _row(signature: etree._Element) -> _Row:
    """Family, given, country, group; the given part is what stands in `person` beside the marked parts."""
    person = signature.find("akn:person", _NAMES)
    if person is None:
        raise AkomaNtosoError("a signature without a person")
    organisations = {
        element.get("class"): _words(element) for element in signature.iterfind("akn:organization", _NAMES)
    }
    return (
        "".join(_words(element) for element in person.iterfind("akn:inline[@name='family']", _NAMES)),
        (person.text or "") + "".join(element.tail or "" for element in person),
        organisations.get("delegation"),
        organisations.get("group"),
    )


def _words(element: etree._Element) -> str:
    return "".join(str(words) for words in element.itertext())
