"""Reading a list of 100 000 rows into claims: rows a second, and memory against its limit of 300 MB.

Each form is read in a process of its own, so that its largest memory is its own; the peer is the reader of the
same file alone (csv, openpyxl), which makes nothing of what it reads.
"""

import csv
import io
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROWS = 100_000
LIMIT = 300
MAPPING = """
source = "bench"
level = "restricted"
key = ["No"]
dates = "day-first"
[columns.No]
ignore = "only the key"
[columns.Name]
property = "person.name"
[columns.Born]
property = "person.birth"
[columns.Sex]
property = "person.sex"
[columns.Date]
property = "detention.start"
[columns.Place]
property = "detention.place"
[columns.Article]
property = "detention.legal-basis"
[columns.Outcome]
property = "detention.outcome"
[columns.Note]
ignore = "free text"
"""
HEADER = ["No", "Name", "Born", "Sex", "Date", "Place", "Article", "Outcome", "Note"]


def main() -> None:
    """Write the list in three forms and read each."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("csv", "jsonl", "xlsx"):
            path = Path(folder) / f"list.{kind}"
            subprocess.run(
                [sys.executable, "-m", "bench.intake", "write", str(path)],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            ours, peer = measured("ours", path), measured("peer", path)
            seconds, memory = ours
            print(
                f"{kind:6} {ROWS / seconds:8.0f} rows/s  {memory:4.0f} MB (limit {LIMIT})"
                f"  {seconds / peer[0]:5.1f} times the bare reader's CPU time"
            )


def measured(what: str, path: Path) -> tuple[float, float]:
    """CPU seconds and the largest memory in MB of one process that reads a file."""
    command = [sys.executable, "-m", "bench.intake", what, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = answer.stdout.split()
    return float(seconds), float(memory)


def write(path: Path) -> None:
    """The list: days as the program's dates in a workbook, in figures elsewhere."""
    from undersigned.evidence.intake.workbook_writing import xlsx

    in_figures = path.suffix != ".xlsx"
    lines = rows(in_figures=in_figures)
    if path.suffix == ".xlsx":
        path.write_bytes(xlsx([HEADER, *lines], sheet="List"))
    elif path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADER, *lines])
    else:
        import json

        with path.open("w", encoding="utf-8") as file:
            file.writelines(
                json.dumps(dict(zip(HEADER, line, strict=True)), ensure_ascii=False) + "\n" for line in lines
            )


def rows(*, in_figures: bool):
    """Invented rows, one of a hundred with a day that no calendar has."""
    for nth in range(ROWS):
        day = date(2020, 1, 1) + timedelta(days=nth % 2400)
        name = (
            f"Имя{chr(1072 + nth % 32)}{chr(1072 + nth // 32 % 32)}н Фамилия{chr(1072 + nth // 1024 % 32)}ова"
        )
        shown = day.strftime("%d.%m.%Y") if in_figures else day
        wrong = nth % 100 == 99
        yield [
            str(nth),
            name,
            str(1950 + nth % 50),
            "жжм"[nth % 3],
            "31.02.2021" if wrong else shown,
            f"Город {nth % 40}",
            "ст. 488",
            "штраф",
            "x" * 40,
        ]


def ours(path: Path) -> None:
    """Read the list into claims with their ids, as the command does, and keep them nowhere."""
    from undersigned.evidence.intake.mapping import read_mapping
    from undersigned.evidence.intake.opening import open_grid
    from undersigned.evidence.intake.reading import Tally, counted, open_list

    tally = Tally()
    with path.open("rb") as stream:
        found = open_list(open_grid(stream), read_mapping(MAPPING), on=date(2026, 11, 27))
        for _ in counted(found.rows, tally, key=b"k" * 64, known=()):
            pass
    assert (tally.taken, tally.refused) == (ROWS - ROWS // 100, ROWS // 100), tally


def peer(path: Path) -> None:
    """Go through the file with a common reader."""
    if path.suffix == ".xlsx":
        import openpyxl

        for _ in openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True):
            pass
    elif path.suffix == ".csv":
        for _ in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            pass
    else:
        import json

        for line in path.read_text(encoding="utf-8").splitlines():
            json.loads(line)


if __name__ == "__main__":
    began = time.process_time()
    {"write": write, "ours": ours, "peer": peer}[sys.argv[1]](Path(sys.argv[2]))
    print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
