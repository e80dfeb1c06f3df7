"""Compiles a question to SQL over a plain table of rows, for SQLite and PostgreSQL alike.

The table has a row's `subject`, `unit`, `first_on`, `last_on` (ISO days or NULL), `place`, `outcome`,
`grade`, `categories` (each between blanks: ` journalists minors `), `group_low` (NULL for a single
subject), and the representatives that `countable.joined` gives: `conservative` and `strict`. The pure
function `documented.count_documented` is the reference: tests compare every compiled answer with it.
"""

from dataclasses import dataclass
from datetime import timedelta

from undersigned.counting.countable import Grade
from undersigned.counting.questions import Question

Parameter = str | int
COLUMNS = (
    "subject",
    "unit",
    "first_on",
    "last_on",
    "place",
    "outcome",
    "grade",
    "categories",
    "group_low",
    "conservative",
    "strict",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A statement with `?` for each parameter; it gives one row: the least and the most documented."""

    text: str
    parameters: tuple[Parameter, ...]


def compiled(question: Question, table: str = "countable") -> Query:
    """Compile the question to one statement over the table of that name."""
    sure, sure_values = _sure_conditions(question)
    where, where_values = _possible_conditions(question)
    text = (
        f"SELECT count(DISTINCT CASE WHEN {sure} THEN conservative END), count(DISTINCT strict) "  # noqa: S608
        f"FROM {table} WHERE {where}"
    )
    return Query(text=text, parameters=(*sure_values, *where_values))


def _sure_conditions(question: Question) -> tuple[str, list[Parameter]]:
    """The conditions under which a row surely answers, beyond those of `_possible_conditions`."""
    parts, values = ["grade = ?"], [Grade.ACCEPTED.value]
    if question.from_:
        parts.append("first_on >= ?")
        values.append(question.from_.isoformat())
    if question.until:
        parts.append("last_on < ?")
        values.append(question.until.isoformat())
    parts.extend(
        f"{column} IS NOT NULL"
        for column, wanted in (("place", question.places), ("outcome", question.outcomes))
        if wanted
    )
    return " AND ".join(parts), [*values]


def _possible_conditions(question: Question) -> tuple[str, list[Parameter]]:
    """The conditions that a row must not contradict to answer at all."""
    parts: list[str] = ["unit = ?", "group_low IS NULL"]
    values: list[Parameter] = [question.unit.value]
    if question.from_:
        parts.append("(last_on IS NULL OR last_on >= ?)")
        values.append(question.from_.isoformat())
    if question.until:
        parts.append("(first_on IS NULL OR first_on <= ?)")
        values.append((question.until - timedelta(days=1)).isoformat())
    for column, wanted in (("place", question.places), ("outcome", question.outcomes)):
        if wanted:
            parts.append(f"({column} IS NULL OR {column} IN ({', '.join('?' * len(wanted))}))")
            values.extend(sorted(wanted))
    for category in sorted(question.categories):
        parts.append("replace(categories, ?, '') <> categories")  # found, in every database's own SQL
        values.append(f" {category} ")
    return " AND ".join(parts), values
