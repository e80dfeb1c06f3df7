"""Reads the files or pasted words that a draft begins with: each whole or not at all, kept as it came.

1. A file gives one language version, or several; two of one language are refused, for nobody can tell which
   is meant.
2. Where the language of a text cannot be told, it is the one that the clerk names; else it is refused.
3. What a list or a head held besides the text stays in the kept file; the findings say what was not taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from undersigned.declaring.declaration import Declaration
from undersigned.declaring.drafts import Draft as Text
from undersigned.declaring.drafts import draft_of
from undersigned.declaring.reading.languages import UNKNOWN
from undersigned.declaring.reading.reader import read
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records import store
from undersigned.values.findings import Finding, failed, refusals

_LANGUAGE_TOLD = "declaring.language.told"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """A file that was read: its name, the digest of its bytes in the store, the findings."""

    name: str
    digest: str
    findings: tuple[Finding, ...]


def read_files(
    contents: Sequence[tuple[str, bytes]], *, languages: Sequence[str], language: str | None = None
) -> tuple[Text, tuple[FileRead, ...]] | Refusal:
    """The text that files contain together, by name and bytes; `language` is used where none can be told."""
    read_: list[FileRead] = []
    found: list[Declaration] = []
    refused: list[Finding] = []
    for name, content in contents:
        reading = read(content, file=name)
        told = tuple(_in_language(declaration, language) for declaration in reading.declarations)
        refused += [*refusals(reading.findings), *_unknown_language(name, told, languages)]
        found += told
        findings = tuple(
            finding for finding in reading.findings if finding.code != _LANGUAGE_TOLD or language is None
        )
        read_.append(FileRead(name=name, digest=store.keep(content) if content else "", findings=findings))
    said = [declaration.language for declaration in found]
    if not refused and len(set(said)) < len(said):
        return refuse("desk.draft.language-once", "documents", languages=tuple(sorted(set(said))))
    if refused or not found:
        return Refusal(findings=tuple(refused))
    return draft_of(found), tuple(read_)


def _in_language(declaration: Declaration, language: str | None) -> Declaration:
    return (
        replace(declaration, language=language)
        if declaration.language == UNKNOWN and language
        else declaration
    )


def _unknown_language(name: str, told: Sequence[Declaration], known: Sequence[str]) -> list[Finding]:
    unknown = [declaration.language for declaration in told if declaration.language not in known]
    if not unknown:
        return []
    return [failed("desk.draft.language-known", None, file=name, languages=tuple(known))]
