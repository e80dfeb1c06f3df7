"""The figures of a document as notes: what forms without a margin say of them, a paragraph each.

A note says what a card says, in one order: the figure, its state, what is on record, what would be true, what
others stated, what moved. It is no part of the text and says so first.
"""

from collections.abc import Iterator

from undersigned.publishing.document import Document
from undersigned.publishing.figure_card import FigureCard, card_shown, moved_words
from undersigned.wording.words import day_in_words, term


def figure_notes(document: Document, language: str) -> tuple[str, ...]:
    """A first line and a note for each figure; nothing where no figure is bound."""
    if not document.figures:
        return ()
    day = day_in_words(document.figures[0].evidence.as_of.isoformat(), language)
    cards = (card_shown(one, language) for one in document.figures)
    return (term("forms.figures", language, day=day), *(note(card, language) for card in cards))


def notes_in_parts(document: Document, language: str) -> tuple[tuple[str, str], ...]:
    """Each figure's note as its head and the rest."""
    cards = (card_shown(one, language) for one in document.figures)
    return tuple((head(card, language), " ".join(_said(card, language))) for card in cards)


def note(card: FigureCard, language: str) -> str:
    """One figure as a paragraph."""
    return " ".join((head(card, language), *_said(card, language)))


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
    for line in card.others:
        yield f"{line.count.said_by}, {line.when}, {line.count.place}{colon} {line.value} ({line.count.url})."
