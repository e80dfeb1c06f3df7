"""The count card as sentences, in the order in which they should be read."""

from undersigned.counting.card import Card, Cell
from undersigned.counting.completeness import Completeness
from undersigned.wording.words import sentence, term


def card_in_words(card: Card, language: str) -> tuple[str, ...]:
    """Every line of the card. Raises `MissingWordsError` for a language without words."""
    lines = [_documented(card, language), *_between(card, language), *_cells(card, language)]
    if card.groups:
        lines.append(term("count-card.groups", language, n=len(card.groups)))
    if card.complete:
        lines.append(complete_in_words(card.complete, language))
    lines.append(sentence(card.no_estimate, language))
    lines.append(term("count-card.as-of", language, day=card.as_of.isoformat()))
    lines.append(
        term(
            "count-card.made-from",
            language,
            snapshot=card.snapshot,
            question=card.question,
            method=card.method,
        )
    )
    return tuple(lines)


def complete_in_words(complete: Completeness, language: str) -> str:
    """Who declared that the register is complete, on which day, by which source, and why."""
    return term(
        "count-card.complete",
        language,
        by=complete.by,
        on=complete.on.isoformat(),
        source=complete.source,
        url=complete.url,
        why=complete.why,
    )


def _documented(card: Card, language: str) -> str:
    if card.least is None:
        return term("count-card.few", language)
    if card.least == 0:
        return term("count-card.none", language)
    unit = term(f"figure-unit.{card.unit.value}", language, n=card.least)
    return term("count-card.documented", language, counted=f"{card.least} {unit}")


def _between(card: Card, language: str) -> list[str]:
    if card.least is None or card.most is None or card.least == card.most:
        return []
    return [
        term(
            "count-card.between",
            language,
            least=card.least,
            most=card.most,
            unresolved=card.unresolved,
        )
    ]


def _cells(card: Card, language: str) -> list[str]:
    if not card.least:
        return []
    lines = ["; ".join(_cell(cell, language) for cell in card.cells if cell.subjects) + "."]
    if card.by_source:
        lines.append(term("count-card.by-source", language, named=tuple(map(str, card.by_source))))
    if card.sources_of_few:
        lines.append(term("count-card.by-source.few", language, n=card.sources_of_few))
    if card.waiting:
        lines.append(term("count-card.waiting", language, n=card.waiting))
    return lines


def _cell(cell: Cell, language: str) -> str:
    if cell.most is None:
        return term("count-card.cell.open", language, subjects=cell.subjects, least=cell.least)
    if cell.most == cell.least:
        return term("count-card.cell", language, subjects=cell.subjects, n=cell.least)
    return term("count-card.cell.range", language, subjects=cell.subjects, least=cell.least, most=cell.most)
