"""How findings and texts look on a terminal: words first, marks that do not lean on colour, codes last."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from undersigned.values.findings import Finding, Outcome
from undersigned.wording.words import mend, sentence, term

WIDTH_WITHOUT_TERMINAL = 110
MARKS = {
    Outcome.PASSED: ("✓", "green"),
    Outcome.FAILED: ("✗", "bold red"),
    Outcome.UNDETERMINED: ("?", "yellow"),
    Outcome.NOT_APPLICABLE: ("–", "dim"),
}
URGENCY = (Outcome.FAILED, Outcome.UNDETERMINED, Outcome.PASSED, Outcome.NOT_APPLICABLE)


def screen() -> Console:
    """Standard output; wide enough for a list when it is not a terminal."""
    width = None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(width=width, highlight=False, emoji=False, markup=False, soft_wrap=False)


def aside() -> Console:
    """Standard error, for progress and for what is not the answer."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def show_findings(console: Console, findings: Iterable[Finding], language: str) -> None:
    """What needs a person first: mark, sentence, what to do, place and code; then what is well, in short."""
    table = Table.grid(padding=(0, 1))
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for finding in sorted(findings, key=lambda finding: URGENCY.index(finding.outcome)):
        mark, style = MARKS[finding.outcome]
        words = Text(sentence(finding, language))
        advice = mend(finding, language)
        place = f"{finding.place}  " if finding.place and not finding.ok else ""
        if advice:
            words.append(f"\n{advice}", style="italic")
        words.append(f"  {finding.code}" if finding.ok else f"\n{place}{finding.code}", style="dim")
        table.add_row(Text(mark, style=style), words)
    console.print(Padding(table, (0, 0, 0, 2)))


def show_count(console: Console, findings: Iterable[Finding], language: str) -> None:
    """How many of each outcome."""
    found = tuple(findings)
    parts = []
    for outcome, (mark, _) in MARKS.items():
        number = sum(finding.outcome is outcome for finding in found)
        if number:
            parts.append(f"{mark} {number} {term(f'outcome.{outcome.value}', language)}")
    console.print(Padding(Text(" · ".join(parts), style="bold"), (1, 0, 0, 2)))
