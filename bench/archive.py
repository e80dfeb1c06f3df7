"""What the rules make of the archive: for each question how many published declarations pass and fail it.

Every question is asked of every entry of which enough is known; a list copied in part is not counted.
"""

from collections import Counter

from undersigned.declaring.archive.archive import archive
from undersigned.declaring.archive.table import archive_table, totals
from undersigned.declaring.declaration import Declaration
from undersigned.declaring.examination import examine
from undersigned.values.findings import Finding, Outcome

COLUMNS = (Outcome.PASSED, Outcome.FAILED, Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)


def ask(declaration: Declaration) -> tuple[Finding, ...]:
    """Everything that is asked of a declaration."""
    return examine(declaration).findings


def main() -> None:
    """Print the table, one question a line, and what failed."""
    rows = archive_table(ask, with_parts=False)
    whole = sum(1 for entry in archive() if entry.list and entry.list.complete)
    print(f"   {len(rows)} declarations, {whole} of them with their whole list\n")
    print(f"   {'question':<42}" + "".join(f"{column.value:>16}" for column in COLUMNS))
    for code, answers in totals(rows).items():
        print(f"   {code:<42}" + "".join(_cell(answers, column) for column in COLUMNS))
    failed = [
        f"   {row.entry.id} fails {code}"
        for row in rows
        for code, outcome in row.answers.items()
        if outcome is Outcome.FAILED
    ]
    print("\n".join(["", *(failed or ["   nothing failed"])]))


def _cell(answers: Counter[Outcome], column: Outcome) -> str:
    return f"{answers[column] or '·':>16}"


if __name__ == "__main__":
    main()
