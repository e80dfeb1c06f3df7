"""What others stated, in the reader's words: each count as a line, and the sum of several.

1. Who, how many, for which days and where, with what is noted of it; what is counted is said after its
   author.
2. A text of a source comes with the language that it is in, so that a page can mark it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from undersigned.counting.stated import LeftOut, StatedCount
from undersigned.publishing.amounts import amount, bare, grouped, period
from undersigned.publishing.figures.answer import Answer
from undersigned.wording.words import day_in_words, sentence, term

MARGIN = 4  # as many counts of others as a margin has room for, one a line


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLine:
    """What somebody stated, in words; a text of the source's with its language."""

    count: StatedCount
    value: str
    when: str
    who: tuple[str | None, str]
    what: tuple[str | None, str]
    place: tuple[str | None, str]
    note: tuple[str | None, str]
    parts: tuple[str, ...]
    parts_language: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SumShown:
    """The sum of the stated counts, which were added, and which were left out, with the reason."""

    total: str
    authorities: str
    says: str
    added: tuple[StatedLine, ...]
    left_out: tuple[StatedLine, ...]


def stated_line(count: StatedCount, language: str, why: str | None = None) -> StatedLine:
    """A stated count as a line: the number, the days, the parts."""
    return StatedLine(
        count=count,
        value=bare(count.qualifier, count.value, language),
        when=period(count.first, count.last, language, count.first_as),
        who=count.words("said_by", language),
        what=count.words("counts", language),
        place=count.words("place", language),
        note=count.words("note", language),
        parts=tuple(_parts(count, language)),
        parts_language=language if count.words_in.get(language, {}).get("parts") else "en",
        why=why,
    )


def _parts(count: StatedCount, language: str) -> Iterator[str]:
    for share, what in zip(count.parts, count.part_words(language), strict=True):
        number = bare(share.qualifier, share.value, language)
        day = day_in_words(share.on.isoformat(), language) if share.on else None
        yield term("figure-card.share", language, number=number, what=what, day=day)


def in_margin(others: tuple[StatedLine, ...], language: str) -> Iterator[tuple[str, str]]:
    """Each count of others by its day, or by place if all are for one day; of many only the range."""
    if len(others) > MARGIN:
        least, most = (pick(others, key=lambda line: line.count.value).value for pick in (min, max))
        yield (
            term("figure-card.others", language),
            term("figure-card.others.range", language, least=least, most=most),
        )
        return
    one_day = len(others) > 1 and len({line.when for line in others}) == 1
    for line in others:
        apart = line.place[0] if one_day else line.when
        yield term("figure-card.other", language, who=line.who[0], apart=apart), line.value


def summed_up(answer: Answer, language: str) -> SumShown | None:
    """The sum of the counts of others, where it is asked for."""
    if answer.sum is None or answer.sum_says is None:
        return None
    left = [
        stated_line(count, language, _why(why, other, answer, language))
        for count, why, other in answer.sum.left_out
    ]
    return SumShown(
        total=amount(answer.sum.qualifier, answer.sum.total, answer.sum.unit, language),
        authorities=grouped(answer.sum.by_authorities),
        says=sentence(answer.sum_says, language),
        added=tuple(stated_line(count, language) for count in answer.sum.added),
        left_out=tuple(left),
    )


def _why(why: LeftOut, other: str | None, answer: Answer, language: str) -> str:
    counts = {count.id: count for count in answer.evidence.stated}
    named = counts.get(other or "")
    who = named.words("said_by", language)[0] if named else None
    said_by = f"{who}, {bare(named.qualifier, named.value, language)}" if named else None
    return term(f"stated.left-out.{why.value}", language, other=said_by)
