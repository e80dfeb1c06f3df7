"""Reads a file of stated counts: TOML with one `[[counts]]` for each, and the address of its source.

1. A month or a year stands for all of its days. Where a count runs from a month to a day, the month is kept
   as written, since nobody said on which of its days it began.
2. `words_in` has the texts of a count in further languages, by the names of their fields; `parts` in it has
   one text for each part.
3. An unknown key, or a reference to a count that is not in the file, is refused.
"""

from datetime import date
from typing import Any

from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.stated import Share, StatedCount
from undersigned.values.refusal import RefusedError
from undersigned.values.tables import Table, no_two_alike
from undersigned.values.toml import toml_table

_TEXTS = ("id", "counts", "place", "said_by", "published_by", "url")
_MAYBE = ("said_on", "within", "superseded_by", "note")
_POINTING = ("within", "superseded_by")
_WORDS = ("counts", "place", "said_by", "note")


class StatedCountError(RefusedError):
    """The data are no valid stated count."""


def stated_counts(toml: str) -> tuple[StatedCount, ...]:
    """Read the counts of a file. Raises `StatedCountError`."""
    try:
        file = Table(toml_table(toml))
        file.only(("counts",))
        file.need("counts")
        tables = file.tables("counts")
        counts = tuple(_count(table) for table in tables)
        ids = [count.id for count in counts]
        no_two_alike(ids, "counts")
        for table in tables:
            for key in (key for key in _POINTING if table.has(key)):
                table.id_of(key, ids, "counts")
    except RefusedError as fault:
        raise StatedCountError(fault.finding) from fault
    return counts


def _count(row: Table) -> StatedCount:
    row.only({*StatedCount.__slots__} - {"first_as"})
    row.need("first", "last")
    first, last = row.source_date("first").first, row.source_date("last").last
    if last < first:
        raise row.unfit("no-day-between", "last")
    texts: dict[str, Any] = {name: row.text(name) for name in _TEXTS}
    texts |= {name: row.text_or_none(name) for name in _MAYBE}
    return StatedCount(
        **texts,
        unit=Unit(row.term("unit", tuple(Unit))),
        qualifier=Qualifier(row.term("qualifier", tuple(Qualifier))),
        value=row.whole("value"),
        first=first,
        last=last,
        first_as=_first_as(row),
        words_in=_words_in(row),
        beside=frozenset(row.texts("beside")),
        own=row.yes("own"),
        authority=row.yes("authority"),
        parts=tuple(_share(part) for part in row.tables("parts")),
    )


def _words_in(row: Table) -> dict[str, dict[str, Any]]:
    """The texts in further languages, each with one text for each part."""
    languages, parts = row.table("words_in"), len(row.tables("parts"))
    found = {}
    for language in languages.names():
        said = languages.table(language)
        said.only((*_WORDS, "parts"))
        words: dict[str, Any] = {name: said.text(name) for name in _WORDS if said.has(name)}
        if said.has("parts"):
            words["parts"] = list(said.texts("parts"))
            if len(words["parts"]) != parts:
                raise said.unfit("another-number-of-parts", "parts")
        found[language] = words
    return found


def _first_as(row: Table) -> str | None:
    """The month or year from which a count runs to a day; `None` if both are days or neither is."""
    first, last = row.said["first"], row.said["last"]
    return str(first) if isinstance(last, date) and not isinstance(first, date) else None


def _share(part: Table) -> Share:
    part.only(Share.__slots__)
    exactly = not part.has("qualifier")
    return Share(
        value=part.whole("value"),
        qualifier=Qualifier.EXACTLY if exactly else Qualifier(part.term("qualifier", tuple(Qualifier))),
        what=part.text_or_none("what"),
        on=part.day("on") if part.has("on") else None,
    )
