"""What the page of a document shows in one language, prepared for the layout.

* The text is shown in the page's language where it is present in it, else in its own, and the page says so.
* Labels follow the page's language; what the list itself printed stays beside them, for the digest.
* What failed and what nobody can answer come first, then what a person decided; the rest follows in the order
  it was found.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from undersigned.declaring.assemblies.assembly import AssemblyError, assembly
from undersigned.publishing.cards.figure_card import FigureCard, card_shown
from undersigned.publishing.document import Document, Level, SignatoryLine, Text
from undersigned.publishing.figures.places import Stretch, cut
from undersigned.publishing.followed import Followed, NamedPerson
from undersigned.publishing.html import term_or
from undersigned.publishing.preparing.assembling import NO_ASSEMBLY
from undersigned.publishing.preparing.own_findings import ADMISSIBLE
from undersigned.values.digest import TextDigest, canonical_paragraph
from undersigned.values.findings import Finding, Outcome
from undersigned.wording.words import term

_OPEN = (Outcome.FAILED, Outcome.UNDETERMINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSignatory:
    """A line of the list with its labels in the page's language and the link to the member's page."""

    line: SignatoryLine
    country: str
    group: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCount:
    """How many names have a group label; `width` is the share of the largest in per cent."""

    label: str
    name: str | None
    count: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a clause; `card` if it is a figure, `person` (a key) if it names a followed person."""

    words: str
    card: FigureCard | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything that the layout of a declaration shows, in one language."""

    title: str
    title_language: str
    title_is_signed: bool
    assembly: str
    reference: str
    text: Text | None
    clauses: tuple[tuple[Piece, ...], ...]
    figures: tuple[FigureCard, ...]
    other_languages: tuple[str, ...]
    list_language: str
    signed_by: str
    signatories: tuple[ShownSignatory, ...]
    has_groups: bool
    by_delegation: bool
    as_printed: bool
    groups: tuple[GroupCount, ...]
    legend: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    open_findings: tuple[Finding, ...]
    decided_findings: tuple[Finding, ...]
    settled_findings: tuple[Finding, ...]
    outcomes: tuple[tuple[str, int], ...]
    text_digests: tuple[tuple[str, TextDigest], ...]
    notes: tuple[str, ...]


def shown(document: Document, language: str, member_link: Callable[[SignatoryLine], str | None]) -> Shown:
    """The page of a document in a language; `member_link` gives the link to a member's page."""
    text = document.text_in(language)
    title, title_language = title_for(document, language)
    people = tuple(
        _signatory(signatory, language, member_link(signatory)) for signatory in document.signatories
    )
    cards = tuple(card_shown(answer, language) for answer in document.figures)
    return Shown(
        title=title,
        title_language=title_language,
        title_is_signed=text is not None and title_language == text.language and title == text.title,
        assembly=assembly_name(document.assembly, language),
        reference=reference_of(document, language),
        text=text,
        clauses=tuple(_pieces(text, cards, document.followed)) if text else (),
        figures=cards,
        other_languages=tuple(other for other in document.languages if text and other != text.language),
        list_language=document.list_language,
        signed_by=_heading(document, language),
        signatories=people,
        has_groups=any(signatory.group for signatory in document.signatories),
        by_delegation=document.delegations > 0,
        as_printed=bool(people) and all(signatory.line.level is Level.AS_PRINTED for signatory in people),
        groups=_groups(document, people, language),
        legend=tuple(
            (_word_in(entry.code, language, ""), _word_in(entry.name, language, ""))
            for entry in document.legend
        ),
        findings=document.findings,
        open_findings=tuple(f for outcome in _OPEN for f in document.findings if f.outcome is outcome),
        decided_findings=tuple(f for f in document.findings if _decided(f)),
        settled_findings=tuple(f for f in document.findings if f.outcome not in _OPEN and not _decided(f)),
        outcomes=_outcomes(document.findings),
        text_digests=tuple(known_digests(document).items()),
        notes=document.notes_in(language),
    )


def _outcomes(findings: Iterable[Finding]) -> tuple[tuple[str, int], ...]:
    """How many findings have each outcome: the open ones first, then what passed; none that never occurs."""
    number = Counter(finding.outcome for finding in findings)
    return tuple((outcome.value, number[outcome]) for outcome in (*_OPEN, Outcome.PASSED) if number[outcome])


def _pieces(
    text: Text, cards: tuple[FigureCard, ...], followed: Followed | None
) -> Iterator[tuple[Piece, ...]]:
    """Each clause cut at its figures and names; joined, the pieces are the clause again."""
    by_id = {card.id: card for card in cards}
    figures = [stretch for card in cards if (stretch := card.answer.stretches.get(text.language)) is not None]
    for number, clause in enumerate(text.clauses, 1):
        words = canonical_paragraph(clause)
        named = _named(words, number, followed.people if followed else ())
        keys = {stretch.figure: key for stretch, key in named}
        pieces = cut(words, number, [*figures, *(stretch for stretch, _ in named)])
        yield tuple(
            Piece(words=piece, card=by_id.get(at or ""), person=keys.get(at or "")) for piece, at in pieces
        )


def _named(words: str, clause: int, people: Iterable[NamedPerson]) -> list[tuple[Stretch, str]]:
    """Where a clause has the names of followed people, letter for letter, each with their key."""
    found = []
    for person in people:
        start = words.find(person.name)
        if start >= 0:
            at = f"person {person.key}"  # a figure's id has no space in it
            stretch = Stretch(clause=clause, start=start, end=start + len(person.name), figure=at)
            found.append((stretch, person.key))
    return found


def title_for(document: Document, language: str) -> tuple[str, str]:
    """The title and its language: the language asked for if there is one."""
    titles = all_titles(document)
    shown_in = language if language in titles else next(iter(titles), language)
    return titles.get(shown_in) or term("site.no-title", language), shown_in


def all_titles(document: Document) -> dict[str, str]:
    """The titles by language; that of the text where it is present."""
    signed = {text.language: text.title for text in document.texts.values()}
    return {language: title for language, title in {**document.titles, **signed}.items() if title}


def known_digests(document: Document) -> dict[str, TextDigest]:
    """The digests of the text by language, of texts present and of others that are known."""
    own = {language: text.digest() for language, text in document.texts.items()}
    return {**document.text_digests, **own}


class Referable(Protocol):
    """Anything with an instrument and numbers: a document, or a row about one."""

    @property
    def instrument(self) -> str:
        """The code of the instrument."""

    @property
    def number(self) -> int | None:
        """The declaration's own number."""

    @property
    def doc_number(self) -> int | None:
        """The assembly's number for all its documents."""


def reference_of(referable: Referable, language: str) -> str:
    """The reference in one line: `Doc. 2041 · Written declaration No. 12`."""
    name = term_or(f"site.instrument.{referable.instrument}", referable.instrument, language)
    numbered = (
        term("site.numbered", language, instrument=name, n=referable.number) if referable.number else name
    )
    printed = term("site.doc-number", language, n=referable.doc_number) if referable.doc_number else None
    return " · ".join(part for part in (printed, numbered) if part)


def assembly_name(code: str, language: str) -> str:
    """The name of an assembly in a language; its code if nothing is known of it."""
    if code == NO_ASSEMBLY:
        return term("site.no-assembly", language)
    try:
        return _word_in(assembly(code).name, language, code)
    except AssemblyError:
        return code


def _signatory(signatory: SignatoryLine, language: str, link: str | None) -> ShownSignatory:
    return ShownSignatory(
        line=signatory,
        country=signatory.country_labels.get(language, signatory.country or ""),
        group=signatory.group_labels.get(language, signatory.group or ""),
        link=link,
    )


def _heading(document: Document, language: str) -> str:
    """The heading over the names; of printed names it says only that they stand on the list."""
    if all(signatory.level is Level.AS_PRINTED for signatory in document.signatories):
        return term("site.listed", language, n=document.total)
    general = term("site.signed", language, n=document.total)
    key = f"site.signed.{document.instrument}"
    return term(key, language, n=document.total) if term_or(key, "", language) else general


def _groups(document: Document, people: tuple[ShownSignatory, ...], language: str) -> tuple[GroupCount, ...]:
    """Names by group label, in the order of the legend; those without a label last."""
    names = {
        _word_in(entry.code, language, ""): _word_in(entry.name, language, "") for entry in document.legend
    }
    counts = Counter(signatory.group for signatory in people)
    known = [label for label in names if counts[label]]
    labels = [*known, *sorted(label for label in counts if label and label not in names)]
    blank = [""] if counts[""] and labels else []
    most = max(counts.values(), default=1)
    return tuple(
        GroupCount(
            label=label or term("site.no-group-printed", language),
            name=names.get(label),
            count=counts[label],
            width=round(100 * counts[label] / most),
        )
        for label in (*labels, *blank)
    )


def _decided(finding: Finding) -> bool:
    """Whether a person's ruling answers the question; a program's answer is worded differently."""
    return finding.code == ADMISSIBLE and finding.outcome is Outcome.PASSED


def _word_in(by_language: Mapping[str, str], language: str, otherwise: str) -> str:
    return by_language.get(language) or next(iter(by_language.values()), otherwise)
