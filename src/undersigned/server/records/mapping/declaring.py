"""Rows of texts ↔ `declaring.drafts.Draft`, and a collection as a `Declaration`."""

from collections.abc import Iterable, Mapping
from typing import Any

from undersigned.declaring.declaration import Clause, Declaration, Form, Signatory
from undersigned.declaring.drafts import Draft, LanguageVersion
from undersigned.server.records.models import Collection, Signature
from undersigned.values.names import PersonalName

Texts = Mapping[str, Mapping[str, Any]]


def draft_of(texts: Texts) -> Draft:
    """The draft of what `DraftVersion.texts` or `Collection.texts` holds. Raises `DraftError`."""
    versions = (version_of(language, text) for language, text in texts.items())
    return Draft(versions=tuple(sorted(versions, key=lambda version: version.language)))


def version_of(language: str, text: Mapping[str, Any]) -> LanguageVersion:
    """One language of it."""
    return LanguageVersion(
        language=language,
        title=text.get("title") or None,
        opening=text.get("opening") or None,
        clauses=tuple(text.get("clauses", ())),
    )


def texts_of(draft: Draft) -> dict[str, dict[str, Any]]:
    """Plain data for a row."""
    return {
        version.language: {
            "title": version.title,
            "opening": version.opening,
            "clauses": list(version.clauses),
        }
        for version in draft.versions
    }


def digests_of(draft: Draft) -> dict[str, str]:
    """The text's digest by language, as `Collection.text_digests` keeps it."""
    return {version.language: version.digest() for version in draft.versions}


def declaration_of(
    collection: Collection,
    language: str,
    signatures: Iterable[Signature],
    *,
    labels: Mapping[str, str],
    groups: Mapping[str, str],
) -> Declaration:
    """A collection's text and names, in the order given, as the stages ask about them.

    `labels` are delegations' labels by code and `groups` the groups' codes in this language by their own
    code; a code without a label stands for itself.
    """
    text = version_of(language, collection.texts[language])
    return Declaration(
        form=Form.DRAFT,
        language=language,
        assembly=collection.assembly,
        instrument=collection.instrument,
        title=text.title,
        opening=text.opening,
        clauses=tuple(Clause(text=clause) for clause in text.clauses),
        signatories=tuple(
            signatory_of(signature, order, labels=labels, groups=groups)
            for order, signature in enumerate(signatures, start=1)
        ),
        has_list=True,
    )


def signatory_of(
    signature: Signature, order: int, *, labels: Mapping[str, str], groups: Mapping[str, str]
) -> Signatory:
    """A name as it will stand on the list."""
    return Signatory(
        order=order,
        name=PersonalName(
            family=signature.family,
            given=signature.given,
            honorific=signature.honorific,
            style=signature.style,
        ),
        country=labels.get(signature.delegation, signature.delegation),
        place=signature.delegation,
        group=groups.get(signature.group, signature.group) if signature.group else None,
    )
