"""The links from a declaration's page to its other forms, its bundle, and the page that checks it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from undersigned.publishing import addresses
from undersigned.publishing.addresses import Address
from undersigned.publishing.document import Document
from undersigned.publishing.forms import PublishedForm
from undersigned.publishing.page import FormLink
from undersigned.wording.words import LANGUAGES, term

BUNDLE = ".bundle.zip"
VERIFIER = "verify.html"
FormKey = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a site offers beside a page: forms, which of them were made, bundles, and a verifier."""

    chosen: tuple[PublishedForm, ...]
    made: Collection[FormKey]
    bundled: Collection[str]
    verifier: bool


def form_languages(document: Document) -> tuple[str, ...]:
    """The languages of the forms: those of the text, or without a text those of the titles."""
    titled = tuple(language for language in LANGUAGES if language in document.titles)
    return document.languages or titled or LANGUAGES[:1]


def form_links(
    document: Document, language: str, edition: str | None, offered: Offered
) -> tuple[FormLink, ...]:
    """The links of a page in a language, or of the page of a dated edition."""
    declaration, written = addresses.declaration_key(document), form_languages(document)
    of = language if language in written else written[0]
    forms = tuple(
        FormLink(
            name=term(form.words, language),
            media_type=form.media_type,
            language=of,
            address=addresses.declaration(of, declaration, form.suffix, edition),
        )
        for form in offered.chosen
        if (of, form.suffix) in offered.made
    )
    if declaration not in offered.bundled:
        return forms
    bundle = addresses.declaration(of, declaration, BUNDLE, edition)
    return (*forms, *_proof_links(bundle, language, of, offered))


def _proof_links(bundle: Address, language: str, of: str, offered: Offered) -> Iterator[FormLink]:
    proof = term("site.bundle", language)
    yield FormLink(name=proof, media_type="application/zip", language=of, address=bundle)
    if offered.verifier:
        here, at = term("site.check-here", language), Address(f"{VERIFIER}#bundle={bundle}")
        yield FormLink(name=here, media_type="text/html", language=of, address=at)
