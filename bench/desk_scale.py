"""Large things once: a roll of 300 members imported, an edition of 1 000 names numbered and published.

Goal: each in seconds. The clock counts other work of the machine too; CPU counts both cores where both are used.
"""

import subprocess
import sys
import tempfile

from bench.answering import ROOT, environment_in

PROGRAM = """
import time
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from datetime import date
from tests.server.builders import AT, a_user
from tests.server.publishing_cases import DAY, more_names, ready
from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.actions.roll.roll import import_roll, read_membership_file

def timed(what, act):
    began, cpu = time.perf_counter(), time.process_time()
    done = act()
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{what}: {took:.2f} s, {cpu:.2f} s of CPU", flush=True)
    return done

head = ("id,family,given,honorific,style,aliases,delegation,role,substitute_for,from,until,"
        "group,group_from,group_until")
seats = ("Northland", "Fjordland", "Iceholm", "Westisle", "Lowmark", "Eastmere")
lines = [
    f"m{n},FAMILY{n:03},Given,,,,{seats[n % 6]},representative,,2024-01-22,,LIB,2024-01-22,"
    for n in range(300)
]
content = "\\n".join([head, *lines]).encode()
day, clerk = date(2026, 11, 1), a_user()
common = {"by": clerk, "at": AT}
given = {"assembly": "concord", "file_name": "roll.csv", "media_type": "text/csv", "content": content}
file = timed("300 members: read and compare", lambda: read_membership_file(**given, on=day, **common))
timed("300 members: import", lambda: import_roll(roll_import=file, on=day, **common))

big = ready(1000, by=clerk)
timed("1 000 names: number", lambda: number_declaration(collection=big, on=DAY, **common))
first = lambda: publish_edition(collection=big, on=DAY, **common)
assert timed("1 000 names: publish, seven forms in two languages", first).label
more_names(big, 4)
second = lambda: publish_edition(collection=big, on=DAY.replace(day=11), **common)
assert timed("1 004 names: the second edition", second).label
"""


def main() -> None:
    """In a process and a data folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", PROGRAM]
        subprocess.run(command, env=environment_in(folder), cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
