"""A list of 1,000 people taken in at the desk (SQLite), withheld throughout against restricted throughout.

Every person who has something withheld has a key of their own on the disk. Measured twice: as the disk is, and
as if each wait for it took 10 ms more, as a slow one does. Goal: 1,000 withheld people in seconds.
"""

import subprocess
import sys
import tempfile

from bench.answering import ROOT, environment_in

ROWS = 1_000
TAKE_IN = """
import os, sys, time
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.server.evidence import COLUMNS, TODAY, a_table, brought, people_rows, taking_in
level, rows, more = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
columns = {**COLUMNS, "level": level, "columns": {**COLUMNS["columns"], "Telephone": {"ignore": "x"}}}
held = brought(a_table(*people_rows(rows)), columns=columns)
real = os.fsync
def slow(handle):
    real(handle)
    time.sleep(more)
os.fsync = slow
began = time.perf_counter()
done = taking_in.take_in(held=held, on=TODAY, by=held.brought_by, at=held.brought_at)
assert (done.state, done.counts["taken"]) == ("done", rows), done.counts
print(time.perf_counter() - began)
"""


def main() -> None:
    """Take in both lists on both disks."""
    for more in (0, 0.01):
        for level in ("restricted", "withheld"):
            seconds = measured(level, more)
            print(
                f"{level:10} {more * 1000:3.0f} ms more a wait  {seconds:5.1f} s  {ROWS / seconds:6.0f} rows/s"
            )


def measured(level: str, more: float) -> float:
    """Seconds to take the list in, in an installation of its own."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-c", TAKE_IN, level, str(ROWS), str(more)],
            env=environment_in(folder),
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        return float(done.stdout)


if __name__ == "__main__":
    main()
