"""Writes a declaration as JSON: everything that the document holds, in a documented shape.

1. The shape is `docs/reference/document.schema.json`; `$schema` names it without a host.
2. Keys stand in one order, text is UTF-8 as it is (nothing escaped that need not be), two spaces of
   indentation, one LF last: the same document gives the same bytes.
3. What is not known is `null`; what was not printed is `null`. A text that is not shown has its digest
   only.
4. `language` says which version the address of the file promised; all versions are in it.
"""

import json
from functools import lru_cache
from typing import Any

from undersigned.publishing import addresses
from undersigned.publishing.characters import refuse_unholdable
from undersigned.publishing.document import Document, EditionEntry, SignatoryLine
from undersigned.publishing.figures.answer import Answer
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import canonical_list, canonical_text
from undersigned.values.faults import UndersignedError

_scalar = lru_cache(maxsize=4096, typed=True)(json.JSONEncoder(ensure_ascii=False).encode)  # keys return
SCHEMA = "urn:undersigned:v1:document"


class JsonFormError(UndersignedError):
    """A file is not JSON, or not of the shape that this module writes."""


def render(document: Document, language: str) -> bytes:
    """The document as JSON. Raises `UnpublishableError` for characters that no form can carry."""
    refuse_unholdable(document)
    return (_indented(as_data(document, language)) + "\n").encode()


def as_data(document: Document, language: str) -> dict[str, Any]:
    """The document as plain data, keys in the order in which they are written."""
    return {
        "$schema": SCHEMA,
        "language": language,
        "nature": document.nature.value,
        "assembly": document.assembly,
        "instrument": document.instrument,
        "id": document.slug,
        "number": document.number,
        "doc_number": document.doc_number,
        "day": document.day.isoformat() if document.day else None,
        "dated_as_written": document.dated_as_written,
        "tabled_on": document.tabled_on.isoformat() if document.tabled_on else None,
        "titles": dict(document.titles),
        "official_urls": dict(document.official_urls),
        "texts": _texts(document),
        "list": _list(document),
        "edition": _edition(document.edition) if document.edition else None,
        "editions": [_edition(edition) for edition in document.editions],
        "notes": list(document.notes_in(language)),
        "figures": [_figure(answer, document, language) for answer in document.figures],
        "findings": [finding.as_data() for finding in document.findings],
    }


def _list(document: Document) -> dict[str, Any]:
    return {
        "language": document.list_language,
        "known": document.list_known,
        "complete": document.list_complete,
        "total": document.total,
        "stated_total": document.stated_total,
        "delegations": document.delegations,
        "sha256": document.list_digest(),
        "signatories": [_signatory(signatory) for signatory in document.signatories],
        "legend": [{"code": dict(entry.code), "name": dict(entry.name)} for entry in document.legend],
    }


def recover(content: bytes, language: str | None = None) -> Recovered:
    """The canonical text (of the file's own language, else of the one there is) and list of a file.

    Raises `JsonFormError` for any other file.
    """
    try:
        data = json.loads(content)
        shown = {key: text for key, text in data["texts"].items() if text["clauses"] is not None}
        text = shown.get(language or data["language"]) or next(iter(shown.values()), None)
        rows = [
            (row["family"], row["given"], row["country"]["label"], row["group"]["code"])
            for row in data["list"]["signatories"]
        ]
        words = canonical_text([text["title"], text["opening"] or "", *text["clauses"]]) if text else ""
        return Recovered(text=words, list=canonical_list(rows))
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise JsonFormError(f"not a document of the shape {SCHEMA}: {fault}") from fault


def _indented(value: object, margin: str = "\n") -> str:
    """What `json.dumps` writes with an indentation of two, which it cannot do by its quick encoder."""
    inner = f"{margin}  "
    if isinstance(value, dict):
        members = [f"{inner}{_scalar(key)}: {_indented(part, inner)}" for key, part in value.items()]
        return f"{{{','.join(members)}{margin}}}" if members else "{}"
    if isinstance(value, list):
        return f"[{','.join([inner + _indented(part, inner) for part in value])}{margin}]" if value else "[]"
    return _scalar(value)


def _texts(document: Document) -> dict[str, Any]:
    """Each language version; one that is not shown has its digest and nothing else."""
    shown = {
        language: {
            "title": text.title,
            "opening": text.opening,
            "clauses": list(text.clauses),
            "disclaimer": text.disclaimer,
            "sha256": text.digest(),
        }
        for language, text in document.texts.items()
    }
    absent = {"title": None, "opening": None, "clauses": None, "disclaimer": None}
    known = {language: {**absent, "sha256": digest} for language, digest in document.text_digests.items()}
    return {**known, **shown}


def _signatory(signatory: SignatoryLine) -> dict[str, Any]:
    return {
        "order": signatory.order,
        "family": signatory.name.family,
        "given": signatory.name.given,
        "honorific": signatory.name.honorific,
        "style": signatory.name.style,
        "country": {
            "label": signatory.country,
            "code": signatory.place,
            "labels": dict(signatory.country_labels),
        },
        "group": {"code": signatory.group, "labels": dict(signatory.group_labels)},
        "level": signatory.level.value,
        "counts": signatory.counts,
        "signed_on": signatory.signed_on.isoformat() if signatory.signed_on else None,
    }


def _figure(answer: Answer, document: Document, language: str) -> dict[str, Any]:
    """What stands behind a figure, without the records, and where its own page lies in the site."""
    said = answer.as_data()
    page = addresses.figure(
        language, addresses.declaration_key(document), answer.binding.id, answer.label, ".json"
    )
    kept = ("figure", "snapshot", "as_of", "state", "card", "true_wordings", "stated", "sum")
    return {**{key: said[key] for key in kept if key in said}, "sha256": answer.digest(), "page": page}


def _edition(edition: EditionEntry) -> dict[str, Any]:
    day = edition.day.isoformat() if edition.day else None
    return {"label": edition.label, "day": day, "signatories": edition.signatories}
