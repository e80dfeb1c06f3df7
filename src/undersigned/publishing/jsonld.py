"""Writes a declaration as linked data (JSON-LD 1.1) in the vocabularies ELI, ELI-DL and schema.org.

1. The declaration is an `eli:Work` and a schema.org `CreativeWork`, as the European Parliament's profile
   ELI-EP has written questions; each language version is an `eli:Expression`.
2. A signature is an `eli-dl:Participation` with a role, and a day where one is known; the person is the
   name as printed and no more, so no address is made up for anybody.
3. The context stands in the file: nothing is fetched to read it. No host name is frozen into it; ids are
   `urn:`.
4. Nothing is rated: no `ClaimReview`, no `Legislation`, which would say that the text binds somebody.
"""

import json
from typing import Any

from undersigned.publishing import marking
from undersigned.publishing.characters import refuse_unholdable
from undersigned.publishing.document import Document, SignatoryLine, Text
from undersigned.publishing.figures.answer import Answer
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import canonical_list, canonical_text
from undersigned.values.faults import UndersignedError
from undersigned.wording.words import term

_CONTEXT = {
    "@version": 1.1,
    "eli": "http://data.europa.eu/eli/ontology#",
    "eli-dl": "http://data.europa.eu/eli/eli-draft-legislation-ontology#",
    "schema": "https://schema.org/",
    "und": "urn:undersigned:v1:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema:datePublished": {"@type": "xsd:date"},
    "schema:temporal": {"@type": "xsd:date"},
    "eli:date_document": {"@type": "xsd:date"},
    "schema:isBasedOn": {"@type": "@id"},
    "schema:measuredProperty": {"@type": "@id"},
    "schema:observationDate": {"@type": "xsd:date"},
    "eli:language": {"@type": "@id"},
    "eli-dl:had_participation": {"@container": "@list"},
}
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_CODES = {"en": "ENG", "fr": "FRA", "ru": "RUS", "kk": "KAZ"}


class LinkedDataError(UndersignedError):
    """A file is not JSON-LD, or not of the shape that this module writes."""


def render(document: Document, language: str) -> bytes:
    """The document as JSON-LD. Raises `UnpublishableError` for characters that no form can carry."""
    refuse_unholdable(document)
    return (json.dumps(as_data(document, language), ensure_ascii=False, indent=2) + "\n").encode()


def recover(content: bytes, language: str | None = None) -> Recovered:
    """The canonical text (of a language, else of the first there is) and list of a file.

    Raises `LinkedDataError` for any other file.
    """
    try:
        data = json.loads(content)
        texts = {text["schema:inLanguage"]: text for text in data["eli:is_realized_by"]}
        text = texts.get(language) or next(iter(texts.values()), None)
        signed = (part["eli-dl:had_participant_person"] for part in data.get("eli-dl:had_participation", ()))
        rows = [
            (
                person["schema:familyName"],
                person.get("schema:givenName"),
                person.get("und:delegation"),
                person.get("und:group"),
            )
            for person in signed
        ]
        paragraphs = (
            [text["eli:title"]["@value"], *text["schema:text"]["@value"].split("\n\n")] if text else []
        )
        words = canonical_text(paragraphs) if text else ""
        return Recovered(text=words, list=canonical_list(rows))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise LinkedDataError(f"not linked data of a declaration: {fault}") from fault


def as_data(document: Document, language: str) -> dict[str, Any]:
    """The document as JSON-LD data with its context; what is not known has no key."""
    words = marking.marking_language(language)
    work = address(document)
    return {
        "@context": _CONTEXT,
        "@id": work,
        "@type": ["eli:Work", "schema:CreativeWork"],
        "schema:name": [{"@value": title, "@language": code} for code, title in document.titles.items()],
        "schema:creativeWorkStatus": {"@value": document.nature.value},
        "schema:abstract": {"@value": marking.nature_line(document, words), "@language": words},
        "schema:identifier": _identifiers(document),
        "eli:work_type": {"@id": f"und:instrument:{document.instrument}"},
        **_days(document),
        **_official(document),
        "eli:is_realized_by": [_expression(document, work, text) for text in document.texts.values()],
        **_list(document, work, words),
        **_figures(document, work),
    }


def address(document: Document) -> str:
    """The declaration's own address, whatever its edition or language."""
    return f"urn:undersigned:v1:{document.assembly}:{document.instrument}:{document.slug}"


def _identifiers(document: Document) -> list[dict[str, Any]]:
    """The numbers that the assembly gave, each with the name of its series."""
    series = {"number": document.number, "doc_number": document.doc_number, "id": document.slug}
    return [
        {"@type": "schema:PropertyValue", "schema:propertyID": name, "schema:value": value}
        for name, value in series.items()
        if value is not None
    ]


def _days(document: Document) -> dict[str, str]:
    """The day of tabling is the document's; the printed day is that of the edition."""
    days = {"eli:date_document": document.tabled_on, "schema:datePublished": document.day}
    return {name: day.isoformat() for name, day in days.items() if day}


def _list(document: Document, work: str, words: str) -> dict[str, Any]:
    """The signatures in printed order; no key where no list is known. A list copied in part has no total."""
    if not document.list_known:
        return {}
    total = {} if document.list_complete is False else {"und:total": document.total}
    participations = [_participation(signatory, work, words) for signatory in document.signatories]
    return {"und:listDigest": document.list_digest(), **total, "eli-dl:had_participation": participations}


def _official(document: Document) -> dict[str, list[str]]:
    urls = list(document.official_urls.values())
    return {"schema:isBasedOn": urls} if urls else {}


def _figures(document: Document, work: str) -> dict[str, list[dict[str, Any]]]:
    """What each figure states, and the documented count as an observation of a day; no verdict is rated."""
    return {"und:figure": [_stated(answer, work) for answer in document.figures]} if document.figures else {}


def _stated(answer: Answer, work: str) -> dict[str, Any]:
    figure, card = answer.binding, answer.card
    name = f"{work}:figure:{figure.id}"
    said: dict[str, Any] = {
        "@id": name,
        "@type": "schema:Claim",
        "und:paragraph": figure.clause,
        "und:qualifier": figure.qualifier.value,
        "schema:value": figure.value,
        "schema:measuredProperty": f"und:unit:{figure.unit.value}",
        "und:state": answer.state,
    }
    if card and card.least is not None:
        said["und:onRecord"] = {
            "@id": f"{name}@{answer.label}",
            "@type": "schema:Observation",
            "schema:value": card.least,
            "schema:observationDate": answer.evidence.as_of.isoformat(),
            "und:sources": card.sources,
            "und:evidenceDigest": answer.snapshot,
        }
    return said


def _expression(document: Document, work: str, text: Text) -> dict[str, Any]:
    """One language version: its title, its paragraphs, its digest."""
    edition = f"@{document.edition.label}" if document.edition else ""
    paragraphs = [text.opening or "", *text.clauses]
    code = _CODES.get(text.language, text.language.upper())
    return {
        "@id": f"{work}:{text.language}{edition}",
        "@type": ["eli:Expression", "schema:CreativeWork"],
        "eli:language": f"{_LANGUAGES}{code}",
        "schema:inLanguage": text.language,
        "eli:title": {"@value": text.title, "@language": text.language},
        "schema:text": {"@value": "\n\n".join(filter(None, paragraphs)), "@language": text.language},
        "und:textDigest": text.digest(),
    }


def _participation(signatory: SignatoryLine, work: str, words: str) -> dict[str, Any]:
    """A signature: the role, the name as printed, for whom and with whom, by what level it is known."""
    role = "firstSignatory" if signatory.order == 1 else "signatory"
    organisations = {"und:delegation": signatory.country, "und:group": signatory.group}
    person = {
        "@type": "schema:Person",
        "schema:name": signatory.name.given_first(),
        "schema:familyName": signatory.name.family,
    }
    person |= {"schema:givenName": signatory.name.given} if signatory.name.given else {}
    person |= {key: label for key, label in organisations.items() if label}
    return {
        "@id": f"{work}:signatory:{signatory.order}",
        "@type": "eli-dl:Participation",
        "eli-dl:participation_role": {
            "@id": f"und:role:{role}",
            "schema:name": term(f"forms.role.{role}", words),
        },
        "eli-dl:had_participant_person": person,
        "und:level": signatory.level.value,
        **({"schema:temporal": signatory.signed_on.isoformat()} if signatory.signed_on else {}),
    }
