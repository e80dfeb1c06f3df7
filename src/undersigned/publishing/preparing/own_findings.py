"""Examines an edition that a body itself publishes: each question once, with what the body knows.

1. The words are compared with those that were opened for signature here: nothing else is official of them.
2. Whether the text is in order was decided by a person; the ruling is the answer, with who and when.
3. The list is one list in every language and is answered for once; of the words each version is answered for,
   and said to be, where the answers differ.
4. What nobody can answer says so to its own readers, who have no other document to compare with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from undersigned.declaring.declaration import Declaration
from undersigned.declaring.examination import examine
from undersigned.values.digest import TextDigest
from undersigned.values.findings import Finding, Outcome, failed, passed

ADMISSIBLE = "declaring.content.admissible"
AS_OPENED = "publishing.text.as-opened"
_KNOWN = "declaring.text.known"
_OF_THE_WORDS = "declaring.text."


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The digests of the text by language, as it was opened for signature on a day."""

    digests: Mapping[str, TextDigest]
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A ruling that a text was in order, on a day; `by` says who ruled, `by_language` in each language."""

    by: str
    day: date
    by_language: Mapping[str, str] = field(default_factory=dict)


def own_findings(
    versions: Sequence[Declaration], *, opened: Opened | None, ruled: Ruled | None, folders: Sequence[Path]
) -> tuple[Finding, ...]:
    """The findings about all language versions. Raises `RulebookError`."""
    asked = {declaration.language: examine(declaration, folders=folders).findings for declaration in versions}
    if opened:
        asked = {
            declaration.language: _as_opened(declaration, asked[declaration.language], opened)
            for declaration in versions
        }
    return tuple(_of_ours(finding, ruled) for finding in _once(asked))


def _as_opened(declaration: Declaration, findings: Sequence[Finding], opened: Opened) -> tuple[Finding, ...]:
    """The findings, with the one about the words taken from the digest that was signed."""
    expected, found = opened.digests.get(declaration.language), declaration.text_digest()
    answer = passed if found == expected else failed
    own = answer(
        AS_OPENED, language=declaration.language, day=opened.day.isoformat(), found=found, expected=expected
    )
    unknown = [f for f in findings if f.code == _KNOWN and f.outcome is Outcome.UNDETERMINED]
    return (own, *(finding for finding in findings if finding not in unknown))


def _once(asked: Mapping[str, Sequence[Finding]]) -> Iterator[Finding]:
    """Each question once, in its first place, with one answer, or one for each version where they differ."""
    first = next(iter(asked.values()), ())
    for code in dict.fromkeys(finding.code for findings in asked.values() for finding in findings):
        answers = {language: [f for f in findings if f.code == code] for language, findings in asked.items()}
        of_first = [finding for finding in first if finding.code == code]
        if all(those == of_first for those in answers.values()):
            yield from of_first
        elif code.startswith(_OF_THE_WORDS) or code == AS_OPENED:
            yield from (
                _said_of(finding, language) for language, those in answers.items() for finding in those
            )
        else:
            yield from of_first
            yield from _wrong_elsewhere(answers, of_first)


def _wrong_elsewhere(answers: Mapping[str, Sequence[Finding]], first: Sequence[Finding]) -> Iterator[Finding]:
    """What fails in another version but not in the first."""
    if any(finding.outcome is Outcome.FAILED for finding in first):
        return
    for language, those in answers.items():
        yield from (_said_of(finding, language) for finding in those if finding.outcome is Outcome.FAILED)


def _said_of(finding: Finding, language: str) -> Finding:
    """The finding, said to be about a version unless it names its language anyway."""
    if "language" in finding.particulars:
        return finding
    return replace(finding, particulars={**finding.particulars, "version": language})


def _of_ours(finding: Finding, ruled: Ruled | None) -> Finding:
    if finding.code == ADMISSIBLE and ruled and finding.outcome is Outcome.UNDETERMINED:
        by = {f"by.{language}": words for language, words in ruled.by_language.items()}
        answer = passed(ADMISSIBLE, by=ruled.by, day=ruled.day.isoformat(), **by)
        return replace(answer, cites=finding.cites)
    return finding if finding.ok else replace(finding, particulars={**finding.particulars, "own": True})
