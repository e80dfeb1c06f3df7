"""Shows findings and texts on a terminal: words first, marks that need no colour, codes last."""

import re
import sys
from collections.abc import Iterable
from dataclasses import replace

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.values.findings import Finding, Outcome, Place
from undersigned.wording.words import MissingWordsError, mend, sentence, term

WIDTH_WITHOUT_TERMINAL = 110
MARKS = {
    Outcome.PASSED: ("✓", "green"),
    Outcome.FAILED: ("✗", "bold red"),
    Outcome.UNDETERMINED: ("?", "yellow"),
    Outcome.NOT_APPLICABLE: ("–", "dim"),
}
_CODED = ("form", "language")  # particulars that are codes with a word of their own
_PART = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")
URGENCY = (Outcome.FAILED, Outcome.UNDETERMINED, Outcome.PASSED, Outcome.NOT_APPLICABLE)


def screen() -> Console:
    """The console of standard output, wide enough for a list when it is not a terminal."""
    width = None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(width=width, highlight=False, emoji=False, markup=False, soft_wrap=False)


def aside() -> Console:
    """The console of standard error, for progress and messages beside the answer."""
    width = None if sys.stderr.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(stderr=True, width=width, highlight=False, emoji=False, markup=False)


def show_findings(console: Console, findings: Iterable[Finding], language: str) -> None:
    """Show what needs a person first (mark, sentence, what to do, place, code), then what passed, in
    short.
    """
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for finding in sorted(
        (_spoken(one, language) for one in findings), key=lambda one: URGENCY.index(one.outcome)
    ):
        mark, style = MARKS[finding.outcome]
        words = Text(sentence(finding, language))
        advice = mend(finding, language)
        place = f"{place_in_words(finding.place, language)}  " if finding.place and not finding.ok else ""
        if advice:
            words.append(f"\n{advice}", style="italic")
        words.append(f"  {finding.code}" if finding.ok else f"\n{place}{finding.code}", style="dim")
        table.add_row(Text(mark, style=style), words)
    console.print(Padding(table, (0, 0, 0, 2)))


def show_count(console: Console, findings: Iterable[Finding], language: str) -> None:
    """Show how many findings have each outcome."""
    found = tuple(findings)
    parts = []
    for outcome, (mark, _) in MARKS.items():
        number = sum(finding.outcome is outcome for finding in found)
        if number:
            parts.append(f"{mark} {term(f'count.{outcome.value}', language, n=number)}")
    console.print(Padding(Text(" · ".join(parts), style="bold"), (1, 0, 0, 2)))


def word_for(kind: str, code: str, language: str) -> str:
    """The word for a code in a document; the code itself if it has none."""
    try:
        return term(f"{kind}.{code}", language)
    except MissingWordsError:
        return code


def place_in_words(place: Place, language: str) -> str:
    """The place of a finding for people: `doc.txt, line 57, printed total`."""
    unit = "paragraph" if (place.file or "").lower().endswith(".docx") else "line"
    line = term(f"place.{unit}", language, n=place.line) if place.line else None
    parts = [_part(part, language) for part in place.field.split(".")] if place.field else []
    return ", ".join(part for part in (place.file, line, *parts) if part)


def _part(part: str, language: str) -> str:
    """One part of a field's path; indexes count from 1 for people."""
    found = _PART.fullmatch(part)
    if found is None or found[2] is None:
        return word_for("place", part, language)
    try:
        return term(f"place.{found[1]}.one", language, n=int(found[2]) + 1)
    except MissingWordsError:
        return term("place.nth", language, name=found[1], n=int(found[2]) + 1)


def _spoken(finding: Finding, language: str) -> Finding:
    """The finding, with words in place of codes among its particulars."""
    words = {
        key: word_for(key, value, language)
        for key, value in finding.particulars.items()
        if key in _CODED and isinstance(value, str)
    }
    return replace(finding, particulars={**finding.particulars, **words}) if words else finding
