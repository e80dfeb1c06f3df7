"""Makes the edition that a body itself publishes from a text and the names collected under it.

1. The list is printed in the first language of the text; the other languages have their own labels.
2. Labels are those of the day of tabling: what a delegation or a group was called then.
3. A name has the delegation and the group of the day on which it was signed, and the level of its signature.
4. Every question of the rulebook is asked again of the edition as it will be printed, and the answers go out
   with it (`own_findings.py`). A text of a fictional assembly is fictional, any other an edition of its body.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from undersigned.declaring.assemblies.assembly import group_on, known_assembly, label
from undersigned.declaring.declaration import Clause, Declaration, Disclaimer, Edition, Form, Signatory
from undersigned.declaring.drafts import Draft, LanguageVersion
from undersigned.declaring.formulae import disclaimers
from undersigned.declaring.questions.legend import legend
from undersigned.publishing.document import Document, EditionEntry, Level, Nature, SignatoryLine
from undersigned.publishing.preparing.assembling import document
from undersigned.publishing.preparing.own_findings import Opened, Ruled, own_findings
from undersigned.values.dates import SourceDate
from undersigned.values.names import PersonalName

_ROLL_LANGUAGE = "en"  # a roll writes groups by their English codes


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedName:
    """A name in its place on the list; `group` is the roll's code, `counts` what the rulebook says."""

    name: PersonalName
    delegation: str
    group: str | None
    signed_on: date
    level: Level
    counts: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnEdition:
    """What is published: `entry` is this edition, `before` the earlier ones, oldest first.

    `opened` are the words as they were opened for signature, `ruled` what was decided of them. `disclaimers`
    are the variants that the rulebook names, the usual one first; `notes` must stand on every form of their
    language.
    """

    assembly: str
    instrument: str
    draft: Draft
    names: tuple[SignedName, ...]
    slug: str
    number: int | None
    doc_number: int | None
    tabled_on: date
    entry: EditionEntry
    before: tuple[EditionEntry, ...] = ()
    opened: Opened | None = None
    ruled: Ruled | None = None
    disclaimers: tuple[str, ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def published_document(edition: OwnEdition, *, folders: Sequence[Path] = ()) -> Document:
    """The document of an edition; `folders` hold additional rulebooks. Raises `RulebookError`."""
    versions = [_declaration(edition, version) for version in edition.draft.versions]
    fictional = getattr(known_assembly(edition.assembly), "fictional", False)
    made = document(
        versions,
        findings=own_findings(versions, opened=edition.opened, ruled=edition.ruled, folders=folders),
        nature=Nature.FICTIONAL if fictional else Nature.EDITION,
        editions=(*edition.before, edition.entry),
        slug=edition.slug,
    )
    lines = tuple(map(_signed, made.signatories, edition.names))
    return replace(made, edition=edition.entry, signatories=lines, local_notes=dict(edition.notes))


def _declaration(edition: OwnEdition, version: LanguageVersion) -> Declaration:
    signatories = tuple(
        _signatory(edition, signed, order, version.language)
        for order, signed in enumerate(edition.names, start=1)
    )
    codes = dict.fromkeys(signatory.group for signatory in signatories if signatory.group)
    day = edition.entry.day or edition.tabled_on
    return Declaration(
        form=Form.PRINTED,
        language=version.language,
        assembly=edition.assembly,
        instrument=edition.instrument,
        title=version.title,
        opening=version.opening,
        clauses=tuple(Clause(text=clause) for clause in version.clauses),
        number=edition.number,
        doc_number=edition.doc_number,
        dated=SourceDate.of_day(edition.entry.day) if edition.entry.day else None,
        edition=Edition(tabled_on=edition.tabled_on),
        disclaimer=_disclaimer(edition, version.language),
        signatories=signatories,
        legend=legend(edition.assembly, codes, version.language, day) or None,
        has_list=True,
        stated_total=len(edition.names),
    )


def _disclaimer(edition: OwnEdition, language: str) -> Disclaimer | None:
    """The first wording, in a language, of a variant that the rulebook names."""
    known = {formula.variant: formula.text for formula in disclaimers() if formula.language == language}
    variant = next((disclaimer for disclaimer in edition.disclaimers if disclaimer in known), None)
    return Disclaimer(text=known[variant], variant=variant) if variant else None


def _signatory(edition: OwnEdition, signed: SignedName, order: int, language: str) -> Signatory:
    country = label(edition.assembly, signed.delegation, language, edition.tabled_on)
    return Signatory(
        order=order,
        name=signed.name,
        country=country or signed.delegation,
        place=signed.delegation,
        group=_group(edition.assembly, signed, language),
    )


def _group(assembly: str, signed: SignedName, language: str) -> str | None:
    known = group_on(assembly, signed.group, _ROLL_LANGUAGE, signed.signed_on) if signed.group else None
    return known.code.get(language, signed.group) if known else signed.group


def _signed(line: SignatoryLine, signed: SignedName) -> SignatoryLine:
    return replace(line, level=signed.level, signed_on=signed.signed_on, counts=signed.counts)
