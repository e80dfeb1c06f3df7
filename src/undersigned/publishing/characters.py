"""Finds characters that one of the forms cannot carry, since every form must say the same.

1. XML 1.0 (section 2.2) holds tab, line feed, carriage return, U+0020 to U+D7FF, U+E000 to U+FFFD and the
   planes above. Control characters, half surrogates, U+FFFE and U+FFFF are refused for every form, so that no
   form can say what another cannot.
2. Nothing is dropped or replaced: a letter that would vanish in one form would change what was signed.
"""

import re
from collections.abc import Iterator

from undersigned.publishing.document import Document
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Place, Severity, failed

CODE = "publishing.text.characters"
_UNHOLDABLE = re.compile("[^\\t\\n\\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnpublishableError(UndersignedError):
    """A document has characters that no form can carry; `findings` says which and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """The findings of `unholdable`, at least one."""
        self.findings = findings
        where = "; ".join(f"{finding.place}: {finding.particulars['characters']}" for finding in findings)
        super().__init__(f"characters that no form can carry: {where}")


def unholdable(document: Document) -> tuple[Finding, ...]:
    """One refusal for each part with such characters, with its path and their code points."""
    if not _UNHOLDABLE.search("".join(words for _, words in _parts(document))):
        return ()
    return tuple(
        failed(
            CODE,
            Place(field=path),
            Severity.REFUSAL,
            characters=tuple(sorted({f"U+{ord(character):04X}" for character in found})),
        )
        for path, words in _parts(document)
        if (found := _UNHOLDABLE.findall(words))
    )


def refuse_unholdable(document: Document) -> None:
    """Raise `UnpublishableError` if `unholdable` finds anything."""
    if findings := unholdable(document):
        raise UnpublishableError(findings)


def _parts(document: Document) -> Iterator[tuple[str, str]]:
    """Every part with words of the source, with its path."""
    for language, title in document.titles.items():
        yield f"titles.{language}", title
    for language, text in document.texts.items():
        yield f"texts.{language}.title", text.title
        yield f"texts.{language}.opening", text.opening or ""
        yield f"texts.{language}.disclaimer", text.disclaimer or ""
        for position, clause in enumerate(text.clauses):
            yield f"texts.{language}.clauses[{position}]", clause
    for position, signatory in enumerate(document.signatories):
        name = signatory.name
        labels = (*signatory.country_labels.values(), *signatory.group_labels.values())
        words = (
            name.family,
            name.given,
            name.honorific,
            name.style,
            signatory.country,
            signatory.group,
            *labels,
        )
        yield f"signatories[{position}]", "\n".join(word or "" for word in words)
    for position, entry in enumerate(document.legend):
        yield f"legend[{position}]", "\n".join((*entry.code.values(), *entry.name.values()))
    for language in ("", *document.local_notes):
        for position, note in enumerate(document.notes_in(language)):
            yield f"notes[{position}]", note
    for language, url in document.official_urls.items():
        yield f"official_urls.{language}", url
    yield "dated_as_written", document.dated_as_written or ""
