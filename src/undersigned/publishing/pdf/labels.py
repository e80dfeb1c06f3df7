"""The labels of delegations and groups in the language of a page, so that printed ones can be recognised.

1. A label follows the page's language where the document has it in that language.
2. A label that would stand for two printed ones, or look like another printed one, is left as printed.
3. What was translated is said under the list, pair by pair: the digest of the list is of the printed labels.
   A list that was signed here was printed nowhere before; of it only that is said.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from undersigned.publishing.document import Document, Level
from undersigned.values.digest import canonical_paragraph

Labels = Mapping[str, str]


def shown_labels(document: Document, language: str) -> Labels:
    """Each label that the list prints, of delegations and groups alike, with the one that a page shows."""
    wanted: dict[str, set[str]] = {}
    for printed, translation in _pairs(document, language):
        own = canonical_paragraph(printed)
        wanted.setdefault(own, set()).add(canonical_paragraph(translation or "") or own)
    borne = Counter(shown for translations in wanted.values() for shown in translations)
    return {
        printed: shown
        if len(translations) == 1 and borne[shown] == 1 and (shown == printed or shown not in wanted)
        else printed
        for printed, translations in wanted.items()
        for shown in sorted(translations)[:1]
    }


def translated(labels: Labels) -> tuple[tuple[str, str], ...]:
    """The shown label and the printed one, where they differ: delegations, then groups, as on the list."""
    return tuple((shown, printed) for printed, shown in labels.items() if shown != printed)


def is_born_here(document: Document) -> bool:
    """Whether the list came about here, and was not read from a printed one."""
    return bool(document.signatories) and all(
        signatory.level is not Level.AS_PRINTED for signatory in document.signatories
    )


def _pairs(document: Document, language: str) -> Iterator[tuple[str, str | None]]:
    for signatory in document.signatories:
        if signatory.country:
            yield signatory.country, signatory.country_labels.get(language)
    for signatory in document.signatories:
        if signatory.group:
            yield signatory.group, signatory.group_labels.get(language)
