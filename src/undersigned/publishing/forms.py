"""The forms in which a document is published: the one table that everything else follows.

A form is a suffix, a media type and the module that makes it. The forms that carry the text or the list
give it back (`recover`), so that "every form says the same" is a question with an answer (`agreement`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from undersigned.publishing import json_form, jsonld, page, plain_text, tables
from undersigned.publishing.akomantoso import form as akomantoso
from undersigned.publishing.document import Document
from undersigned.publishing.recovered import Recovered
from undersigned.values.digest import list_digest, text_digest
from undersigned.values.findings import Finding, failed, not_applicable, passed

Render = Callable[[Document, str], bytes]
Recover = Callable[[bytes], Recovered]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedForm:
    """One form; `words` is the key of its name for people, `carries_text` whether it has the text.

    `may_lack_letters`: it refuses what its fonts cannot show.
    """

    key: str
    suffix: str
    media_type: str
    make: Render
    recover: Recover | None = None
    carries_text: bool = True
    may_lack_letters: bool = False

    @property
    def words(self) -> str:
        """The key of the form's name for people."""
        return f"forms.name.{self.key}"


def _pdf(document: Document, language: str) -> bytes:
    """The PDF with the Akoma Ntoso file inside it."""
    from undersigned.publishing.pdf import form  # noqa: PLC0415  (typst is loaded when a PDF is made)

    return form.render(document, language, attachment=akomantoso.render(document, language))


def _recover_pdf(content: bytes) -> Recovered:
    from undersigned.publishing.pdf import structure  # noqa: PLC0415  (nor is pikepdf)

    return structure.recover(content)


FORMS: tuple[PublishedForm, ...] = (
    PublishedForm(key="html", suffix=".html", media_type="text/html", make=page.render, recover=page.recover),
    PublishedForm(
        key="pdf",
        suffix=".pdf",
        media_type="application/pdf",
        make=_pdf,
        recover=_recover_pdf,
        may_lack_letters=True,
    ),
    PublishedForm(
        key="akn",
        suffix=".akn",
        media_type="application/akn+xml",
        make=akomantoso.render,
        recover=akomantoso.recover,
    ),
    PublishedForm(
        key="json",
        suffix=".json",
        media_type="application/json",
        make=json_form.render,
        recover=json_form.recover,
    ),
    PublishedForm(key="jsonld", suffix=".jsonld", media_type="application/ld+json", make=jsonld.render),
    PublishedForm(
        key="txt", suffix=".txt", media_type="text/plain", make=plain_text.render, recover=plain_text.recover
    ),
    PublishedForm(
        key="csv",
        suffix=".csv",
        media_type="text/csv",
        make=tables.render,
        recover=tables.recover,
        carries_text=False,
    ),
)


def render(form: PublishedForm, document: Document, language: str) -> bytes:
    """A document in a form and a language.

    Raises `UnpublishableError`, and the form's own error where it finds itself at fault.
    """
    return form.make(document, language)


def agreement(form: PublishedForm, content: bytes, document: Document, language: str) -> tuple[Finding, ...]:
    """Two findings: whether text and list, read back from a form, have the digests of the document.

    Not applicable where the form carries no text, or gives nothing back.
    """
    text_code, list_code = "publishing.form.same-text", "publishing.form.same-list"
    if form.recover is None:
        return (not_applicable(text_code, form=form.key), not_applicable(list_code, form=form.key))
    recovered = form.recover(content)
    names = _same(list_code, form, list_digest(recovered.list), document.list_digest())
    text = document.text_in(language)
    if not form.carries_text:
        return (not_applicable(text_code, form=form.key), names)
    expected = text.canonical() if text else ""
    return (_same(text_code, form, text_digest(recovered.text), text_digest(expected)), names)


def _same(code: str, form: PublishedForm, found: str, expected: str) -> Finding:
    if found == expected:
        return passed(code, form=form.key)
    return failed(code, form=form.key, found=found, expected=expected)
