"""Groups files into declarations: language versions of one declaration, editions of one number.

1. Texts of one assembly, instrument and number with one day are language versions of one edition.
2. Texts of one number with different days are editions, oldest first.
3. Drafts have no number: two files whose names differ only by their language mark (`draft.en.docx`,
   `draft.fr.docx`) are versions of one draft, and so are two drafts in two languages named alone.
4. A second copy of the same words and names is left out, and that is said; a second text with other words, or
   with other names, under the same number, day and language is refused, and neither is taken: nobody here can
   say which one it is.
5. So is a copy with another total, legend, disclaimer or document number. A form that does not carry one of
   them (a page of a site has no total) does not contradict one that does.
6. Words or names that are not those published under a number are not shown under it.

Only small keys are kept, not the texts, so that any number of files can be gathered.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from undersigned.declaring.declaration import Declaration, Form
from undersigned.values.digest import ListDigest, TextDigest, canonical_paragraph, sha256
from undersigned.values.findings import Finding, Outcome, Place, Severity, failed, passed, refusals

_LANGUAGE_MARK = re.compile(
    r"(?i)(?<![a-zà-ÿ])(en|eng|english|anglais|fr|fra|fre|french|fran[cç]ais)(?![a-zà-ÿ])"
)
_ONE_EACH = "publishing.versions.one-each"
_SAME = {
    "doc-number": "publishing.versions.same-doc-number",
    "total": "publishing.versions.same-total",
    "legend": "publishing.versions.same-legend",
    "disclaimer": "publishing.versions.same-disclaimer",
}
_TWO = 2
_AS_PUBLISHED = (
    "declaring.text.known",
    "declaring.list.known",
    "declaring.number.known",
    "declaring.instrument.known",
)
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One language version and where it was found: the file, and its place among the declarations in it."""

    file: str
    index: int
    language: str
    day: date | None
    form: Form
    number: tuple[str, str, int] | None
    text: TextDigest
    names: ListDigest
    besides: Mapping[str, str] = field(default_factory=dict)  # what lies under no digest, where it is printed


Edition = tuple[Version, ...]


def version_of(file: str, index: int, declaration: Declaration) -> Version:
    """The key of a declaration that was read from a file."""
    number = declaration.number if declaration.number is not None else declaration.doc_number
    place = (declaration.assembly or "", declaration.instrument or "")
    return Version(
        file=file,
        index=index,
        language=declaration.language,
        day=declaration.day,
        form=declaration.form,
        number=(*place, number) if number is not None else None,
        text=declaration.text_digest(),
        names=declaration.list_digest(),
        besides=_besides(declaration),
    )


def gather(versions: Iterable[Version]) -> tuple[tuple[tuple[Edition, ...], ...], tuple[Finding, ...]]:
    """The editions of each declaration, oldest first, and the findings made on the way.

    Declarations come in the order of their keys, the versions of an edition in that of their languages.
    """
    everything, copies = _without_copies(versions)
    alone = _is_a_pair_of_drafts(everything)
    shelves: dict[Key, dict[date | None, dict[str, Version]]] = {}
    findings = [*copies]
    contested: list[tuple[dict[str, Version], str]] = []
    for version in everything:
        edition = shelves.setdefault(_key(version, alone=alone), {}).setdefault(version.day, {})
        already = edition.get(version.language)
        if already is None:
            edition[version.language] = version
        else:
            findings.append(_another(version, already))
            contested.append((edition, version.language))
    for edition, language in contested:
        edition.pop(language, None)
    made = (_editions(shelves[key]) for key in sorted(shelves))
    return tuple(editions for editions in made if editions), tuple(findings)


def in_the_way(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What prevents publishing: refusals, and words or names other than those published under the number."""
    found = tuple(findings)
    altered = (
        finding for finding in found if finding.code in _AS_PUBLISHED and finding.outcome is Outcome.FAILED
    )
    return (*refusals(found), *altered)


def _key(version: Version, *, alone: bool) -> Key:
    if version.number is not None:
        assembly, instrument, number = version.number
        return ("number", assembly, instrument, f"{number:09}")
    if version.form is Form.DRAFT:
        return ("draft", "" if alone else _without_language_mark(version.file))
    return ("text", version.text)


def _is_a_pair_of_drafts(versions: tuple[Version, ...]) -> bool:
    languages = {version.language for version in versions if version.form is Form.DRAFT}
    return len(versions) == len(languages) == _TWO


def _without_language_mark(file: str) -> str:
    path = PurePath(file)
    return str(path.parent / _LANGUAGE_MARK.sub("", path.stem))


def _editions(by_day: dict[date | None, dict[str, Version]]) -> tuple[Edition, ...]:
    days = sorted((day for day in by_day if by_day[day]), key=lambda day: day or date.min)
    return tuple(tuple(by_day[day][language] for language in sorted(by_day[day])) for day in days)


def _besides(declaration: Declaration) -> Mapping[str, str]:
    """What a document prints besides text and list, by field; what it does not have is left out."""
    legend = [f"{line.code} = {line.name}" for line in declaration.legend or ()]
    disclaimer = declaration.disclaimer.text if declaration.disclaimer else ""
    numbers = {"doc-number": declaration.doc_number, "total": declaration.stated_total}
    words = {"legend": " ".join(legend), "disclaimer": disclaimer}
    return {
        **{part: str(number) for part, number in numbers.items() if number is not None},
        **{part: sha256(canonical_paragraph(said).encode()) for part, said in words.items() if said},
    }


def _without_copies(versions: Iterable[Version]) -> tuple[tuple[Version, ...], tuple[Finding, ...]]:
    """Each text once: of two copies the printed one, which has more; neither if they contradict each
    other.
    """
    kept: dict[tuple[object, ...], Version] = {}
    findings: list[Finding] = []
    contested: set[tuple[object, ...]] = set()
    for version in versions:
        same = (version.number, version.day, version.language, version.text, version.names)
        already = kept.get(same)
        if already is not None:
            found = tuple(_copy(version, already))
            findings.extend(found)
            contested.update([same] if refusals(found) else [])
        if already is None or (already.form is not Form.PRINTED and version.form is Form.PRINTED):
            kept[same] = version
    return tuple(version for same, version in kept.items() if same not in contested), tuple(findings)


def _copy(version: Version, already: Version) -> Iterator[Finding]:
    """A finding for each contradiction between two copies."""
    files = {"file": version.file, "other": already.file}
    differing = {
        part: (here, already.besides[part])
        for part, here in version.besides.items()
        if already.besides.get(part, here) != here
    }
    if not differing:
        yield passed(_ONE_EACH, **files)
    for part, (here, there) in differing.items():
        place = Place(file=version.file)
        yield failed(_SAME[part], place, Severity.REFUSAL, **files, here=here, there=there)


def _another(version: Version, already: Version) -> Finding:
    place = Place(file=version.file)
    return failed(_ONE_EACH, place, Severity.REFUSAL, other=already.file, language=version.language)
