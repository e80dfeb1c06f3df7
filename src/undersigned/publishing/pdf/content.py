"""The content of a PDF's pages as plain data for the layout, which only draws.

1. The title, the opening formula, the clauses and the names are the document's own, canonical paragraph by
   paragraph; everything else is words of `wording/<language>/` and says so by standing outside them.
2. In French a space before `; : ! ?` and inside « » does not break. No space is added or lost by it.
3. A text that is not here is not paraphrased: the page says that it is not shown and where to read it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from undersigned.publishing import marking
from undersigned.publishing.cards.figure_notes import first_line, notes_in_parts
from undersigned.publishing.document import Document, Nature, SignatoryLine, Text
from undersigned.publishing.figures.places import cut
from undersigned.publishing.html import edition_in_words, language_name
from undersigned.publishing.pdf.labels import Labels, is_born_here, shown_labels, translated
from undersigned.publishing.shown import known_digests, title_for
from undersigned.values.digest import canonical_paragraph
from undersigned.wording.words import term

Content = dict[str, Any]
SOFT_HYPHEN = "\u00ad"
OWN_SOFT_HYPHENS = "U+00AD is part of the text"
ATTACHMENT_NAME = "declaration.akn.xml"
_NARROW = "\u202f"
_SHORT_DIGEST = 16


def content_of(document: Document, language: str, *, attached: bool) -> Content:
    """Everything that the layout prints, by the names it uses. Raises `MissingWordsError`."""
    own_title, own_language = title_for(document, language)
    text = document.text_in(language)
    title, title_language = (text.title, text.language) if text else (own_title, own_language)
    return {
        "language": language,
        "title": _paragraph(title, title_language),
        "other-title": None if own_language == title_language else _paragraph(own_title, own_language),
        "reference": marking.reference_line(document, language),
        "doc": term("forms.doc", language, number=document.doc_number) if document.doc_number else None,
        "dated": marking.dated_line(document, language) or None,
        "day": [document.day.year, document.day.month, document.day.day] if document.day else None,
        "keywords": _keywords(document, text),
        "hyphenate": not _has_soft_hyphen(document, text),
        "nature": _nature(document, language),
        "text": _text(document, text, language) if text else None,
        "absent": None if text else _absent(document, language),
        "list": _list(document, language),
        "figures": _figures(document, text, language),
        "about": _about(document, language, attached=attached),
        "foot": _foot(document, text, language),
    }


def _paragraph(text: str, language: str) -> Content:
    return {"text": _spaced(canonical_paragraph(text), language), "language": language}


def _spaced(text: str, language: str) -> str:
    """French spaces that do not break (rule 2)."""
    if language != "fr":
        return text
    return re.sub(r" (?=[;:!?»])|(?<=«) ", _NARROW, text)


def _has_soft_hyphen(document: Document, text: Text | None) -> bool:
    return SOFT_HYPHEN in (text.canonical() if text else "") + document.canonical_list()


def _keywords(document: Document, text: Text | None) -> list[str]:
    """Words for catalogues; the last tells the reader of the structure that no soft hyphen is ours."""
    words = [document.assembly, document.instrument, document.slug, f"undersigned {document.nature.value}"]
    return [*words, OWN_SOFT_HYPHENS] if _has_soft_hyphen(document, text) else words


def _nature(document: Document, language: str) -> Content:
    reproduced = document.nature is Nature.REPRODUCTION
    address = marking.official_address(document, language) if reproduced else None
    return {
        "kind": document.nature.value,
        "name": term(f"site.nature.{document.nature.value}.name", language),
        "sentence": _spaced(term(f"site.nature.{document.nature.value}", language), language),
        "official": _spaced(term("pdf.official", language), language) if address else None,
        "address": address,
    }


def _text(document: Document, text: Text, language: str) -> Content:
    foreign = term("pdf.text.language", language, tongue=language_name(text.language, language))
    return {
        "language": text.language,
        "disclaimer": _paragraph(text.disclaimer, text.language) if text.disclaimer else None,
        "paragraphs": [
            _spaced(canonical, text.language)
            for paragraph in (text.opening or "", *text.clauses)
            if (canonical := canonical_paragraph(paragraph))
        ],
        "pieces": list(_pieces(document, text)),
        "foreign": None if text.language == language else foreign,
    }


def _pieces(document: Document, text: Text) -> Iterator[list[list[str]]]:
    """Each paragraph in pieces: its words, and the number of the note that follows them, if any."""
    numbers = {answer.binding.id: str(answer.number) for answer in document.figures}
    stretches = [stretch for answer in document.figures if (stretch := answer.stretches.get(text.language))]
    for clause, paragraph in enumerate((text.opening or "", *text.clauses)):
        if canonical := canonical_paragraph(paragraph):
            pieces = cut(canonical, clause, stretches)
            yield [[_spaced(words, text.language), numbers.get(figure or "", "")] for words, figure in pieces]


def _figures(document: Document, text: Text | None, language: str) -> Content | None:
    """The notes on the figures; `None` where none is bound."""
    if not document.figures:
        return None
    marked = text is not None and any(text.language in answer.stretches for answer in document.figures)
    what = [first_line(document, language), *([term("forms.figure.marked", language)] if marked else [])]
    return {
        "heading": term("forms.figures.heading", language),
        "what": _spaced(" ".join(what), language),
        "notes": [
            [_spaced(head, language), _spaced(said, language), [_spaced(other, language) for other in others]]
            for head, said, others in notes_in_parts(document, language)
        ],
    }


def _absent(document: Document, language: str) -> Content:
    address = marking.official_address(document, language)
    return {"sentence": _spaced(term("site.text.absent", language), language), "address": address}


def _list(document: Document, language: str) -> Content:
    labels = shown_labels(document, language)
    levels = {signatory.level for signatory in document.signatories}
    return {
        "overleaf": _spaced(term("forms.signed.overleaf", language), language),
        "heading": term("pdf.list", language),
        "what": _spaced(term("pdf.list.what", language, n=document.total), language),
        "levels": _spaced(marking.levels_line(document, language), language),
        "empty": term("site.list.empty" if document.list_known else "forms.list.unknown", language),
        "remarks": [_spaced(remark, language) for remark in _remarks(document, language)],
        "columns": _columns(language, mixed=len(levels) > 1),
        "rows": [_row(signatory, labels, mixed=len(levels) > 1) for signatory in document.signatories],
        "total": document.canonical_list().splitlines()[-1],
        "legend": {
            "heading": term("site.legend", language),
            "entries": [
                [_word_in(entry.code, language), _spaced(_word_in(entry.name, language), language)]
                for entry in document.legend
            ],
        },
        "labels": _labels(document, language, labels),
    }


def _columns(language: str, *, mixed: bool) -> list[str]:
    names = ("order", "name", "country", "group", *(["level"] if mixed else []))
    return [term(f"pdf.column.{name}", language) for name in names]


def _row(signatory: SignatoryLine, labels: Labels, *, mixed: bool) -> Content:
    country, group = canonical_paragraph(signatory.country or ""), canonical_paragraph(signatory.group or "")
    return {
        "order": str(signatory.order),
        "family": canonical_paragraph(signatory.name.family),
        "given": canonical_paragraph(signatory.name.given or ""),
        "style": canonical_paragraph(signatory.name.style or ""),
        "country": labels.get(country, ""),
        "group": labels.get(group, ""),
        "level": signatory.level.value if mixed else None,
    }


def _remarks(document: Document, language: str) -> list[str]:
    remarks = []
    if document.list_complete is False:
        remarks.append(term("site.list.incomplete", language))
    if document.stated_total not in (None, document.total):
        remarks.append(term("site.list.stated", language, n=document.stated_total))
    return remarks


def _labels(document: Document, language: str, labels: Labels) -> Content | None:
    """The labels that the page translates, for the reader and for the digest of the list."""
    entries = translated(labels)
    if not entries:
        return None
    tongue = language_name(document.list_language, language)
    words = "pdf.labels.own" if is_born_here(document) else "pdf.labels.what"
    return {
        "heading": term("pdf.labels", language),
        "what": _spaced(term(words, language, tongue=tongue), language),
        "language": document.list_language,
        "columns": [term("pdf.labels.shown", language), term("pdf.labels.printed", language)],
        "entries": entries,
    }


def _about(document: Document, language: str, *, attached: bool) -> Content:
    entries = [(term("pdf.about.nature", language), marking.nature_line(document, language))]
    if document.edition:
        entries.append((term("pdf.about.edition", language), _edition(document, language)))
    for tongue, digest in known_digests(document).items():
        name = language_name(tongue, language)
        entries.append((term("pdf.about.text-digest", language, tongue=name), digest))
    if document.list_known:
        entries.append((term("pdf.about.list-digest", language), document.list_digest()))
    entries.append((term("pdf.about.check", language), term("pdf.about.check.how", language)))
    if attached:
        what = term("pdf.about.attached.what", language, name=ATTACHMENT_NAME)
        entries.append((term("pdf.about.attached", language), what))
    entries.extend((term("pdf.about.note", language), note) for note in document.notes_in(language))
    return {
        "heading": term("pdf.about", language),
        "entries": [[label, _spaced(value, language)] for label, value in entries],
        "attachment": term("pdf.attachment.description", language),
    }


def _edition(document: Document, language: str) -> str:
    edition = document.edition
    if edition is None:
        return ""
    words = edition_in_words(edition.label, edition.day, language)
    return term("pdf.about.edition.of", language, edition=words, n=edition.signatories)


def _foot(document: Document, text: Text | None, language: str) -> Content:
    digests = []
    if text:
        digests.append([term("pdf.foot.text", language), _short(text.digest())])
    if document.list_known:
        digests.append([term("pdf.foot.list", language), _short(document.list_digest())])
    return {
        "digests": digests,
        "page": [
            term("pdf.foot.page.before", language),
            term("pdf.foot.page.between", language),
        ],
    }


def _short(digest: str) -> str:
    return " ".join(digest[at : at + 4] for at in range(0, _SHORT_DIGEST, 4)) + " …"


def _word_in(by_language: Mapping[str, str], language: str) -> str:
    return by_language.get(language) or next(iter(by_language.values()), "")
