"""The values of the Akoma Ntoso layout: eIds, roles and labels, so that the layout decides nothing.

1. Delegations and groups are numbered in the order of the list, so that the same list gives the same file.
2. The first name has the role of first signatory; one that does not count towards the threshold has its own.
3. Everything that is signed is written as canonical text v1 has it.
4. What organisations and names say is escaped here, once for all the lines in which it returns.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NewType

from markupsafe import escape

from undersigned.publishing.amounts import amount
from undersigned.publishing.document import Document, SignatoryLine, Text
from undersigned.publishing.figures.places import cut
from undersigned.values.digest import canonical_paragraph
from undersigned.wording.words import term

_CONCEPTS = {
    "role": ("firstSignatory", "signatory", "signatoryNotCounted", "publisher", "editor"),
    "event": ("tabling", "publication"),
}


Escaped = NewType("Escaped", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A delegation or group as the file refers to it; `name` is a group's full name, if known."""

    eid: str
    code: str
    label: Escaped
    name: Escaped | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A line of the list with the eIds it refers to."""

    order: int
    role: str
    shown: Escaped
    family: Escaped
    given: Escaped
    style: Escaped
    delegation: Organisation | None
    group: Organisation | None
    signed_on: date | None


def delegations(document: Document) -> Mapping[str, Organisation]:
    """The delegations by the label of the list, in order of first appearance."""
    places = {signatory.country: signatory.place for signatory in document.signatories if signatory.country}
    return {
        label: Organisation(eid=f"delegation_{position}", code=(place or label).lower(), label=_words(label))
        for position, (label, place) in enumerate(places.items(), start=1)
    }


def groups(document: Document, language: str) -> Mapping[str, Organisation]:
    """The groups by the code of the list, in order of first appearance, with their names in a language."""
    codes = dict.fromkeys(signatory.group for signatory in document.signatories if signatory.group)
    return {
        code: Organisation(
            eid=f"group_{position}",
            code=code,
            label=_words(code),
            name=_words(name) if (name := document.group_name(code, language)) else None,
        )
        for position, code in enumerate(codes, start=1)
    }


def names(
    document: Document, delegations: Mapping[str, Organisation], groups: Mapping[str, Organisation]
) -> tuple[Name, ...]:
    """The lines of the list, in printed order."""
    return tuple(
        Name(
            order=signatory.order,
            role=_role(signatory),
            shown=_words(signatory.name.given_first()),
            family=_words(signatory.name.family),
            given=_words(signatory.name.given or ""),
            style=_words(signatory.name.style or ""),
            delegation=delegations.get(signatory.country or ""),
            group=groups.get(signatory.group or ""),
            signed_on=signatory.signed_on,
        )
        for signatory in document.signatories
    )


def levels(signatories: Iterable[SignatoryLine]) -> tuple[tuple[str, bool | None, tuple[str, ...]], ...]:
    """Which signatures have which level and count or not: (level, counts, eIds of the signatures)."""
    sorts: dict[tuple[str, bool | None], list[str]] = {}
    for signatory in signatories:
        sorts.setdefault((signatory.level.value, signatory.counts), []).append(f"signature_{signatory.order}")
    return tuple((level, counts, tuple(eids)) for (level, counts), eids in sorts.items())


def texts(document: Document) -> tuple[tuple[str, str, str], ...]:
    """Each text that is shown or whose digest is known: (language, `true` if shown, digest)."""
    languages = dict.fromkeys((*document.texts, *document.text_digests))
    return tuple(
        (language, "true", document.texts[language].digest())
        if language in document.texts
        else (language, "false", document.text_digests[language])
        for language in languages
    )


@cache
def spoken(kind: str, language: str) -> tuple[tuple[str, str], ...]:
    """The concepts of a kind (`role`, `event`) that files refer to, each with its words."""
    return tuple((name, term(f"forms.{kind}.{name}", language)) for name in _CONCEPTS[kind])


@lru_cache(maxsize=4096)  # the same members sign again and again
def _words(printed: str) -> Escaped:
    return Escaped(str(escape(canonical_paragraph(printed))))


def _role(signatory: SignatoryLine) -> str:
    if signatory.order == 1:
        return "firstSignatory"
    return "signatoryNotCounted" if signatory.counts is False else "signatory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the text and what is on record behind it."""

    id: str
    shown: str
    clause: int
    qualifier: str
    value: int
    unit: str
    state: str
    on_record: int | None
    as_of: str
    evidence: str


def figures(document: Document, words: str) -> Iterator[Figure]:
    """The figures that are bound to evidence."""
    for answer in document.figures:
        bound = answer.binding
        yield Figure(
            id=bound.id,
            shown=amount(bound.qualifier, bound.value, bound.unit, words),
            clause=bound.clause,
            qualifier=bound.qualifier.value,
            value=bound.value,
            unit=bound.unit.value,
            state=answer.state,
            on_record=answer.card.least if answer.card else None,
            as_of=answer.evidence.as_of.isoformat(),
            evidence=answer.snapshot,
        )


def pieces(
    document: Document, text: Text, bound: Iterable[Figure]
) -> Iterator[tuple[tuple[str, Figure | None], ...]]:
    """Each clause cut at its figures; put together the pieces are the clause, word for word."""
    by_id = {answer.id: answer for answer in bound}
    stretches = [stretch for each in document.figures if (stretch := each.stretches.get(text.language))]
    for number, clause in enumerate(text.clauses, 1):
        found = cut(canonical_paragraph(clause), number, stretches)
        yield tuple((words, by_id.get(figure or "")) for words, figure in found)
