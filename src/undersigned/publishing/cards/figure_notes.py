"""The figures of a document as notes, a paragraph each, for forms without a margin.

A note says what a card says, in one order: the figure, its state, what is on record, what would be true, what
moved; then a line for each count of others with its address, those that were added before those left out. It
is no part of the text and says so first.
"""

from collections.abc import Iterator

from undersigned.publishing.cards.figure_card import FigureCard, card_shown, moved_words
from undersigned.publishing.cards.stated_lines import StatedLine
from undersigned.publishing.document import Document
from undersigned.wording.words import day_in_words, term


def figure_notes(document: Document, language: str) -> tuple[str, ...]:
    """A first line, then for each figure a note and a line for each count of others; empty without
    figures.
    """
    if not document.figures:
        return ()
    notes = notes_in_parts(document, language)
    lines = (
        line for head_, said, others in notes for line in (" ".join(filter(None, (head_, said))), *others)
    )
    return (first_line(document, language), *lines)


def first_line(document: Document, language: str) -> str:
    """What the notes are, and as of which day."""
    day = day_in_words(document.figures[0].evidence.as_of.isoformat(), language)
    return term("forms.figures", language, day=day)


def notes_in_parts(document: Document, language: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each figure's note in three parts: the head, the rest, and a line for each count of others."""
    cards = (card_shown(answer, language) for answer in document.figures)
    return tuple(
        (head(card, language), " ".join(_said(card, language)), tuple(_others(card, language)))
        for card in cards
    )


def head(card: FigureCard, language: str) -> str:
    """Which figure it is, and its state."""
    return term(
        "forms.figure.line",
        language,
        n=card.n,
        clause=card.answer.binding.clause,
        stated=card.stated,
        verdict=card.verdict,
    )


def _said(card: FigureCard, language: str) -> Iterator[str]:
    colon = term("site.colon", language)
    for name, value in card.lines:
        yield f"{name}{colon} {value}."
    yield from card.sentences
    if moved := moved_words(card.answer, language):
        yield moved


def _others(card: FigureCard, language: str) -> Iterator[str]:
    for line in card.others:
        yield _other("forms.figure.other", line, language)
    if card.sum:
        for line in card.sum.added:
            yield _other("forms.figure.added", line, language)
        for line in card.sum.left_out:
            yield _other("forms.figure.left-out", line, language)


def _other(key: str, line: StatedLine, language: str) -> str:
    """One count of others: who stated it, for which days and place, the number, notes, where it was read."""
    colon, semicolon, of_whom = term("site.colon", language), f"{term('site.semicolon', language)} ", None
    if line.parts:
        of_whom = f"{term('site.figures.of-whom', language)} {semicolon.join(line.parts)}"
    more = (line.what[0], of_whom, line.note[0])
    return term(
        key,
        language,
        who=line.who[0],
        when=line.when,
        place=line.place[0],
        count=f"{colon} {line.value}",
        more=semicolon.join(part for part in more if part) or None,
        why=line.why,
        url=line.count.url,
    )
