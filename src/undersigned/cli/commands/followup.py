"""`undersigned followup`: what became of the people of a text, and what must be looked at again."""

from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.cli.files.inputs import language_option, said_in
from undersigned.cli.terminal.screen import screen
from undersigned.evidence.case_files import CaseFile, read_case_file
from undersigned.evidence.people import said_of
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.followup.due import due as due_of
from undersigned.followup.outcomes import Outcome, Standing, standings
from undersigned.values.sourced import Citation
from undersigned.wording.words import before_its_value, length_in_words, term

FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
DAY = click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day that is looked at; else today.")


@click.group(short_help="What became of people, and what to look at again.")
def followup() -> None:
    """What became of people, recommendations and calls, each with its day, its age and its source.

    \b
        undersigned followup people people.toml
        undersigned followup due people.toml --on 2026-11-27

    Nothing that happened is put down to a declaration.
    """  # noqa: D301


@followup.command()
@FILE
@DAY
@language_option
def people(file: Path, *, on: datetime | None, language: str) -> None:
    """Every person with other spellings, who concluded what, and what is known of them by day."""
    case, console = said_in(file, read_case_file), screen()
    for standing in standings(case.claims, clusters=case.clusters, as_of=_day(on)):
        _show_person(console, case, standing, language)
    console.print(Text(term("case.decided", language, **case.decided), style="dim"))


@followup.command()
@FILE
@DAY
@language_option
def due(file: Path, *, on: datetime | None, language: str) -> None:
    """What must be looked at again, the most pressing first."""
    day = _day(on)
    found = due_of(said_in(file, read_case_file), on=day)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for key in ("on", "what", "who", "age"):
        table.add_column(term(f"due.{key}", language), overflow="fold")
    for item in found:
        when = term("due.now", language) if item.now else item.again_on(day).isoformat()
        table.add_row(when, term(f"due.{item.kind}", language), item.label, _age(item.age))
    console = screen()
    console.print(table)
    pressing = sum(item.now for item in found)
    console.print(term("due.count", language, due=pressing, all=len(found), on=day.isoformat()))


def _show_person(console: Console, case: CaseFile, standing: Standing, language: str) -> None:
    name, *others = standing.person.names
    console.print(Text(name, style="bold"))
    lines = [f"{before_its_value('case.other-names', language)} {', '.join(others)}"] if others else []
    for opinion in said_of(case.claims, "opinion", standing.person):
        said = ", ".join(part for part in (opinion.text("body"), opinion.text("symbol")) if part)
        lines.append(f"{before_its_value('case.opinion', language)} {said} ({_sources(case, opinion.cites)})")
    lines += [_outcome(case, outcome, language) for outcome in standing.outcomes]
    if not standing.outcomes:
        lines.append(term("case.nothing", language, where=_sources(case, standing.not_found) or "–"))
    elif standing.old:
        lines.append(term("followup.old", language, age=standing.age))
    console.print(Padding(Text("\n".join(lines)), (0, 0, 1, 2)))


def _outcome(case: CaseFile, outcome: Outcome, language: str) -> str:
    """One line: day, what, how, under which restrictions, place, source."""
    day = outcome.on.iso() if outcome.on else term("followup.day-not-known", language)
    what = vocabulary("outcome").label(outcome.what, language) if outcome.what else "–"
    parts = [
        " ".join(
            part for part in (what, outcome.length and length_in_words(outcome.length, language)) if part
        )
    ]
    if outcome.how:
        parts.append(vocabulary("release").label(outcome.how, language))
    if outcome.restrictions:
        said = ", ".join(_restriction(code, outcome, language) for code in outcome.restrictions)
        parts.append(f"{before_its_value('followup.restrictions', language)} {said}")
    if outcome.told_by:
        parts.append(vocabulary("told-by").label(outcome.told_by, language))
    if outcome.place:
        parts.append(outcome.place)
    return f"{day}  {'; '.join(parts)} ({_sources(case, outcome.cites)})"


def _restriction(code: str, outcome: Outcome, language: str) -> str:
    """A restriction, with its duration if known."""
    label, length = vocabulary("restriction").label(code, language), outcome.lengths.get(code)
    return f"{label} ({length_in_words(length, language)})" if length else label


def _sources(case: CaseFile, cites: tuple[Citation, ...]) -> str:
    """The sources, by publisher and place."""
    named = (case.sources[cite.source] for cite in dict.fromkeys(cites))
    return "; ".join(
        " ".join(part for part in (source.publisher or source.title, source.url) if part) for source in named
    )


def _age(age: int | None) -> str:
    return "–" if age is None else str(age)


def _day(on: datetime | None) -> date:
    return (on or datetime.now(UTC)).date()
