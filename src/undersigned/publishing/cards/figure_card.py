"""A figure and what stands behind it in the reader's words, for every form.

1. A card says what the text states, its state, what is on record, from how many sources, who declared the
   records complete, what others stated, why there is no estimate; of a figure that does not hold, the
   strongest wording that would be true.
2. A figure is said by its number and unit, never by the words of the text, so that it can be said without it.
3. The scale is a picture of the same numbers, with the same numbers in its description.
"""

from dataclasses import dataclass
from datetime import timedelta

from undersigned.counting.card_in_words import complete_in_words
from undersigned.counting.figure import Qualifier
from undersigned.evidence.vocabularies.vocabulary import VocabularyError, vocabulary
from undersigned.publishing.amounts import amount, grouped, period
from undersigned.publishing.cards.scale import Mark, marks_of
from undersigned.publishing.cards.stated_lines import StatedLine, SumShown, in_margin, stated_line, summed_up
from undersigned.publishing.figures.answer import Answer
from undersigned.wording.words import day_in_words, sentence, term

KINDS = {
    "documented": "held",
    "documented-strictly": "held",
    "attributed": "said",
    "contradicted": "against",
    "not-established": "short",
    "outdated": "short",
    "estimate-only": "short",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCard:
    """The words of a card in one language; `beside` are the counts of others, shortened for a margin."""

    answer: Answer
    stated: str
    kind: str
    verdict: str
    lines: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    details: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    question: tuple[tuple[str, str], ...]
    others: tuple[StatedLine, ...]
    sum: SumShown | None
    marks: tuple[Mark, ...]
    marks_say: str

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.answer.binding.id

    @property
    def n(self) -> int:
        """The figure's number on this page."""
        return self.answer.number


def card_shown(answer: Answer, language: str) -> FigureCard:
    """The card of an answer in a language. Raises `MissingWordsError` for a language without words."""
    summed = summed_up(answer, language)
    added = {line.count.id for line in (*summed.added, *summed.left_out)} if summed else set()
    marks = marks_of(answer)
    stated = amount(answer.binding.qualifier, answer.binding.value, answer.binding.unit, language)
    others = tuple(stated_line(count, language) for count in answer.stated if count.id not in added)
    return FigureCard(
        answer=answer,
        stated=stated,
        kind=KINDS.get(answer.state, "none"),
        verdict=term(f"figure-card.state.{answer.state}", language, by=answer.binding.said_by(language)),
        lines=tuple(_lines(answer, summed, language)),
        beside=tuple(in_margin(others, language)),
        details=tuple(_details(answer, language)),
        sentences=tuple(_sentences(answer, language)),
        question=tuple(_question(answer, language)),
        others=others,
        sum=summed,
        marks=marks,
        marks_say=term(
            "figure-card.scale",
            language,
            stated=stated,
            others=summed.total if summed else tuple(line.value for line in others) or "–",
            record=_on_record(answer, language) or "–",
        ),
    )


def outcome_label(code: str, language: str) -> str:
    """The word for how a detention ended; its code if there is none."""
    try:
        return vocabulary("detention-outcome").label(code, language)
    except VocabularyError:
        return code


def _on_record(answer: Answer, language: str) -> str | None:
    if answer.card is None:
        return None
    if answer.card.least is None:
        return term("figure-card.few", language)
    if answer.card.least == 0:
        return term("figure-card.none", language)
    return amount(Qualifier.EXACTLY, answer.card.least, answer.card.unit, language)


def _lines(answer: Answer, summed: SumShown | None, language: str) -> list[tuple[str, str]]:
    """What the card says in numbers."""
    lines = []
    record = _on_record(answer, language)
    if record:
        lines.append((term("figure-card.on-record", language), record))
    if answer.card and answer.card.least:
        lines.append((term("figure-card.sources", language), str(answer.card.sources)))
    if answer.whole:
        whole = answer.whole
        said = amount(whole.qualifier, whole.value, whole.unit, language)
        lines.append((term("figure-card.part-of", language), said))
    if summed:
        lines.append((term("figure-card.sum", language), summed.total))
    return lines


def _details(answer: Answer, language: str) -> list[tuple[str, str]]:
    """How well the count is documented: by how many sources, and with what unsettled."""
    if answer.card is None or not answer.card.least:
        return []
    cells = [
        (_cell_label(cell.least, cell.most, language), grouped(cell.subjects))
        for cell in answer.card.cells
        if cell.subjects
    ]
    if answer.card.most not in (None, answer.card.least):
        more = (answer.card.most or 0) - answer.card.least
        cells.append((term("figure-card.still-open", language), grouped(more)))
    if answer.card.waiting:
        cells.append((term("figure-card.waiting", language), grouped(answer.card.waiting)))
    if len(answer.card.by_source) > 1:
        named = ", ".join(grouped(number) for number in answer.card.by_source)
        cells.append((term("figure-card.by-source", language), named))
    return cells


def _cell_label(least: int, most: int | None, language: str) -> str:
    if most is None:
        return term("figure-card.cell.open", language, n=least)
    if least == most:
        return term("figure-card.cell", language, n=least)
    return term("figure-card.cell.range", language, least=least, most=most)


def _sentences(answer: Answer, language: str) -> list[str]:
    said = []
    if answer.card and answer.card.complete:
        said.append(complete_in_words(answer.card.complete, language))
    if answer.check and answer.check.true_wordings:
        wordings = [
            amount(wording.qualifier, wording.value, answer.binding.unit, language)
            for wording in answer.check.true_wordings
        ]
        said.append(term("figure-card.true", language, wording=wordings[0]))
    if answer.whole and answer.binding.value <= answer.whole.value and not answer.relations:
        said.append(term("figure-card.fits", language, part=answer.binding.value, whole=answer.whole.value))
    said.extend(sentence(finding, language) for finding in answer.relations)
    if answer.binding.base_not_stated:
        said.append(term("figure-card.no-base", language))
    if answer.binding.named:
        said.append(term("figure-card.named", language, n=answer.binding.named, all=answer.binding.value))
    if answer.sum_says:
        said.append(sentence(answer.sum_says, language))
    if answer.card and answer.card.least and answer.card.most not in (None, answer.card.least):
        more = (answer.card.most or 0) - answer.card.least
        open_ = answer.card.unresolved or None
        said.append(term("figure-card.open", language, n=answer.card.least, more=more, open=open_))
    if answer.card:
        said.append(sentence(answer.card.no_estimate, language))
    elif not answer.binding.attributed_to:
        said.append(term("figure-card.no-records", language, others=len(answer.stated) or None))
    return said


def moved_words(answer: Answer, language: str) -> str | None:
    """What changed since the text was published; `None` if nothing did."""
    if answer.moved is None or not answer.moved.moved or answer.card is None:
        return None
    before, now = answer.moved.before.least, answer.card.least
    return term(
        "figure-card.moved",
        language,
        before=before if before >= 3 or before == 0 else None,  # noqa: PLR2004 -- as in the card
        now=now,
        day=day_in_words(answer.evidence.as_of.isoformat(), language),
    )


def _question(answer: Answer, language: str) -> list[tuple[str, str]]:
    asked, days = answer.binding.question, answer.binding.days
    if asked is None:
        said_days = period(*days, language, answer.binding.days_from) if days else ""
        return [(term("figure-card.question.days", language), said_days)] if days else []
    said = [
        (term("figure-card.question.unit", language), term(f"figure-unit.{asked.unit.value}", language, n=2))
    ]
    if asked.from_ or asked.until:
        first = asked.from_
        last = asked.until - timedelta(days=1) if asked.until else None
        within = (
            period(first, last, language)
            if first and last
            else term(
                "figure-card.question.open",
                language,
                first=day_in_words(first.isoformat(), language) if first else None,
                last=day_in_words(last.isoformat(), language) if last else None,
            )
        )
        said.append((term("figure-card.question.days", language), within))
    if asked.places:
        said.append((term("figure-card.question.places", language), ", ".join(sorted(asked.places))))
    if asked.categories:
        said.append((term("figure-card.question.categories", language), ", ".join(sorted(asked.categories))))
    if asked.outcomes:
        named = ", ".join(outcome_label(outcome, language) for outcome in sorted(asked.outcomes))
        said.append((term("figure-card.question.outcomes", language), named))
    return said
