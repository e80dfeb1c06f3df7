"""An assembly's rulebooks for readers: each rule in words, with its value, its status and its source.

A rule whose name has no words is shown by its code; a value that is not known is said to be so.
"""

from dataclasses import dataclass

from undersigned.declaring.rulebooks.rulebook import (
    Rulebook,
    RulebookError,
    RuleField,
    instruments,
    rule_fields,
    rulebooks,
)
from undersigned.declaring.rulebooks.words import label, shown
from undersigned.publishing.html import day_in_words
from undersigned.values.dates import SourceDate
from undersigned.values.sourced import Citation
from undersigned.wording.words import term


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRule:
    """A rule in a language: `value` is `None` where it is not known."""

    name: str
    value: str | None
    status: str
    cites: tuple[Citation, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRulebook:
    """A rulebook in a language: title, period and rules."""

    anchor: str
    title: str
    period: str
    rules: tuple[ShownRule, ...]


def shown_rulebooks(assembly: str, language: str) -> tuple[ShownRulebook, ...]:
    """An assembly's rulebooks in a language, by instrument and then the latest first."""
    try:
        books = [
            book
            for place, instrument in instruments()
            if place == assembly
            for book in reversed(rulebooks(assembly, instrument))
        ]
    except RulebookError:
        return ()  # a faulty shelf is told by the rules' own commands; the site has no rules to show
    return tuple(_shown(book, language) for book in books)


def _shown(book: Rulebook, language: str) -> ShownRulebook:
    return ShownRulebook(
        anchor=f"{book.instrument}-{book.first.iso()}",
        title=book.title.get(language) or next(iter(book.title.values()), book.instrument),
        period=_period(book, language),
        rules=tuple(_rule(field, language) for field in rule_fields(book)),
    )


def _rule(field: RuleField, language: str) -> ShownRule:
    return ShownRule(
        name=label(field.name, language),
        value=shown(field, language) if field.value is not None else None,
        status=field.status.value,
        cites=field.cites,
        note=field.note,
    )


def _period(book: Rulebook, language: str) -> str:
    start = term("site.rulebook.from", language, day=_date(book.first, language))
    end = term("site.rulebook.until", language, day=_date(book.until, language)) if book.until else ""
    return f"{start}{end}"


def _date(date: SourceDate, language: str) -> str:
    """A day, a month or a year; a time that a source names in its own words by the days it lies between."""
    if date.precision == "month":
        return f"{term(f'site.month.{date.first.month}', language)} {date.first.year}"
    if date.day or date.as_written == str(date.first.year):
        return day_in_words(date.day, language) if date.day else date.as_written
    first, last = (day_in_words(day, language) for day in (date.first, date.last))
    return term("site.rulebook.between", language, first=first, last=last)
