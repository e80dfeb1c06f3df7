"""Assembles a `Document`, the thing that is published, from the language versions of a declaration.

1. A draft is a draft; what belongs to a fictional assembly is fictional; everything else made from a file
   is a reproduction. An edition is published by its body and never made from a file.
2. Words stand under real names only if they are the official ones: a text whose digest is known is shown
   where the supplied file has that digest, and withheld where it has another.
3. Every name is at level I: a printed list proves nothing about a signature.
4. The address ends in the number; without one, in the first digits of a digest, so it is the same tomorrow.
5. The printed day is the last edition's. The day of tabling is told only where a source gives it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from undersigned.declaring.archive.archive import ArchiveEntry, coverage
from undersigned.declaring.archive.known import known_by_number
from undersigned.declaring.assemblies.assembly import AssemblyError, assembly
from undersigned.declaring.declaration import Declaration, Form
from undersigned.publishing.characters import unholdable
from undersigned.publishing.document import Document, EditionEntry, Nature, Text
from undersigned.publishing.preparing.labelling import Labels
from undersigned.publishing.preparing.versions import by_language, version_findings, with_list
from undersigned.values.digest import TextDigest
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Place, failed, passed
from undersigned.wording.words import LANGUAGES

NO_ASSEMBLY = "unassigned"
NO_INSTRUMENT = "declaration"
_DIGEST_DIGITS = 12
_OFFICIAL = "publishing.text.official"


class AssemblingError(UndersignedError):
    """No declaration was given, so there is nothing to publish."""


def document(
    declarations: Sequence[Declaration],
    *,
    findings: Iterable[Finding] = (),
    nature: Nature | None = None,
    official_urls: Mapping[str, str] | None = None,
    editions: Sequence[EditionEntry] = (),
    slug: str | None = None,
    known: ArchiveEntry | None = None,
) -> Document:
    """The language versions of one declaration as one document; `findings` are added to those made here.

    `known` is what was published under its number; without it the archive is asked. Raises `AssemblingError`.
    """
    if not declarations:
        raise AssemblingError("no declaration to publish")
    versions = by_language(declarations)
    listed = with_list([*versions.values()])
    body = next((declaration.assembly for declaration in versions.values() if declaration.assembly), None)
    known = known or known_by_number(body, listed.number)
    texts, answers = _texts(versions, _official_digests(known))
    read = _as_read(versions, listed, body)
    made = replace(
        read,
        slug=slug or read.slug,
        nature=nature or read.nature,
        titles={**(known.titles if known else {}), **read.titles},
        texts=texts,
        text_digests={**{code: text.digest() for code, text in texts.items()}, **_official_digests(known)},
        tabled_on=read.tabled_on or (known.tabled_on if known else None),
        editions=tuple(editions) or read.editions,
        official_urls={**(known.official_urls if known else {}), **(official_urls or {})},
        findings=(*findings, *version_findings(declarations), *answers),
    )
    return replace(made, findings=(*made.findings, *unholdable(made)))


def from_archive(entry: ArchiveEntry, *, findings: Iterable[Finding] = ()) -> Document:
    """A published declaration from the archive: without its text, and its list as far as it was copied."""
    facts = entry.declaration()
    known = entry.list
    if known and not known.complete:
        facts = replace(facts, signatories=known.signatories, has_list=True)
    made = document([facts], findings=findings, known=entry, slug=entry.id)
    return replace(
        made,
        nature=Nature.REPRODUCTION,
        list_complete=known.complete if known else None,
        stated_total=entry.total,
        titles=entry.titles or made.titles,
        local_notes={language: (coverage(language),) for language in LANGUAGES},
    )


def _as_read(versions: Mapping[str, Declaration], listed: Declaration, body: str | None) -> Document:
    """What the files say, without their texts."""
    others = [declaration for declaration in versions.values() if declaration is not listed]
    labels = Labels(assembly=body, day=listed.day, listed=listed, others=others)
    edition = _edition(listed)
    return Document(
        assembly=body or NO_ASSEMBLY,
        instrument=next(
            (declaration.instrument for declaration in versions.values() if declaration.instrument),
            NO_INSTRUMENT,
        ),
        slug=_slug(listed),
        nature=_nature(listed, body),
        titles={
            language: declaration.title for language, declaration in versions.items() if declaration.title
        },
        texts={},
        list_language=listed.language,
        signatories=labels.lines(),
        list_known=listed.has_list,
        list_complete=True if listed.has_list else None,
        legend=labels.legend(),
        number=listed.number,
        doc_number=listed.doc_number,
        day=listed.day,
        dated_as_written=listed.dated.as_written if listed.dated else None,
        tabled_on=listed.edition.tabled_on if listed.edition else None,
        edition=edition,
        editions=tuple(_editions(listed, edition)),
        stated_total=listed.stated_total,
    )


def _texts(
    versions: Mapping[str, Declaration], official: Mapping[str, TextDigest]
) -> tuple[Mapping[str, Text], tuple[Finding, ...]]:
    """The texts that may be shown, and for each with a known digest whether it matches."""
    texts: dict[str, Text] = {}
    answers = []
    for language, declaration in versions.items():
        if not declaration.clauses and not declaration.opening:
            continue
        expected, found = official.get(language), declaration.text_digest()
        if expected is not None and found != expected:
            place = Place(field=f"texts.{language}")
            answers.append(failed(_OFFICIAL, place, language=language, found=found, expected=expected))
            continue
        if expected is not None:
            answers.append(passed(_OFFICIAL, language=language, number=declaration.number))
        texts[language] = Text(
            language=language,
            title=declaration.title or "",
            opening=declaration.opening,
            clauses=tuple(clause.text for clause in declaration.clauses),
            disclaimer=declaration.disclaimer.text if declaration.disclaimer else None,
        )
    return texts, tuple(answers)


def _official_digests(known: ArchiveEntry | None) -> Mapping[str, TextDigest]:
    return {language: text.digest for language, text in known.texts.items()} if known else {}


def _nature(listed: Declaration, body: str | None) -> Nature:
    if listed.form is Form.DRAFT:
        return Nature.DRAFT
    try:
        fictional = body is not None and assembly(body).fictional
    except AssemblyError:
        fictional = False
    return Nature.FICTIONAL if fictional else Nature.REPRODUCTION


def _slug(listed: Declaration) -> str:
    digits = listed.text_digest()[:_DIGEST_DIGITS]
    if listed.form is Form.DRAFT:
        return f"draft-{digits}"
    if listed.number is not None:
        return str(listed.number)
    return f"doc-{listed.doc_number}" if listed.doc_number is not None else f"text-{digits}"


def _edition(listed: Declaration) -> EditionEntry | None:
    """The edition that was read, labelled by its printed day; `None` if no day is printed."""
    if listed.day is None:
        return None
    return EditionEntry(label=listed.day.isoformat(), day=listed.day, signatories=len(listed.signatories))


def _editions(listed: Declaration, latest: EditionEntry | None) -> Iterator[EditionEntry]:
    """The first edition, if the document states its day and number of names, and the one that was read."""
    told = listed.edition
    if told and told.first_published_on and told.first_signatories and told.first_published_on != listed.day:
        first = told.first_published_on
        yield EditionEntry(label=first.isoformat(), day=first, signatories=told.first_signatories)
    if latest:
        yield latest
