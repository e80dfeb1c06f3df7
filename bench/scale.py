"""Ten thousand generated declarations, read, checked and published as text, AKN, JSON and HTML.

Each size runs in a process of its own, so that its peak memory is its own. Goals: growth from 100 to 10 000
linear, memory flat and under 300 MB. As in a real assembly the same 600 members sign again and again; each
has a page in each language. `BENCH_SIZES="100 1000" python -m bench scale` runs those sizes.
"""

import contextlib
import itertools
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

SIZES = (100, 1_000, 10_000)
FORMS = "html,akn,json,txt"
COUNTRIES = ("Northland", "Fjordland", "Iceholm", "Westisle", "Lowmark")
GROUPS = {"LIB": "Liberals", "PP": "People's Party", "SOC": "Socialists", "UL": "Unified Left"}
GIVEN = ("Ada", "Bo", "Cleo")
SYLLABLES = ("BAR", "DEN", "FOL", "GRIM", "HAL", "KOR", "LUND", "MAR", "NES", "RIM", "SOL", "TAR", "VEL")
MEMBERS = 600
NAMES = 25


def the_members() -> tuple[str, ...]:
    """The fictional assembly's members as a list prints them; every call gives the same."""
    chance = random.Random(0)
    families = ["".join(three) for three in itertools.permutations(SYLLABLES, 3)]
    return tuple(
        f"{family} {chance.choice(GIVEN)}, {chance.choice(COUNTRIES)}, {chance.choice(list(GROUPS))}"
        for family in chance.sample(families, MEMBERS)
    )


def a_text(number: int, members: tuple[str, ...]) -> str:
    """One fictional declaration in the printed form, 25 names in order, from its number alone."""
    chance = random.Random(number)
    names = sorted(chance.sample(members, NAMES))
    day = date(2024, 1, 2) + timedelta(days=number // 12)
    used = [code for code in GROUPS if any(name.endswith(f", {code}") for name in names)]
    legend = "\n".join(f"{code}: {GROUPS[code]}" for code in used)
    return (
        f"Doc. {3000 + number}\n\n{day:%d %B %Y}\n\nThe harbour of Altyn, part {number}\n\n"
        f"Written declaration No. {number}\n\n"
        "This written declaration commits only those who have signed it.\n\n"
        "We, the undersigned, declare the following:\n\n"
        f"On {day:%d %B %Y} at least {chance.randint(2, 900)} people were held at the harbour.\n\n"
        "We call for their release.\n\nSigned (see overleaf)\n\n\nSigned¹:\n\n"
        + "\n".join(names)
        + f"\n\nTotal = {len(names)}\n\n1. {legend}\n"
    )


def measure(size: int) -> dict[str, float]:
    """Seconds and peak memory (MB) of publishing `size` declarations in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts"
        texts.mkdir()
        members = the_members()
        for number in range(1, size + 1):
            (texts / f"{number:05}.txt").write_text(a_text(number, members), encoding="utf-8")
        began = time.perf_counter()
        command = [sys.executable, "-m", "bench.scale", str(texts), str(Path(folder) / "site")]
        answer = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds = time.perf_counter() - began
        return {"seconds": seconds, **json.loads(answer.stdout.splitlines()[-1])}


def publish(texts: str, out: str) -> None:
    """In the child: publish, then say what it took."""
    from undersigned.cli.app import undersigned

    with contextlib.suppress(SystemExit):  # the command leaves with its exit code
        undersigned(["publish", texts, "--out", out, "--forms", FORMS], prog_name="undersigned")
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024}))


def main() -> None:
    """Print documents a second, growth and peak memory by size."""
    sizes = [int(size) for size in os.environ.get("BENCH_SIZES", "").split()] or SIZES
    first = None
    for size in sizes:
        took = measure(size)
        first = first or (size, took["cpu"])
        growth = (took["cpu"] / first[1]) / (size / first[0])
        print(
            f"{size:>6} declarations: {took['seconds']:7.1f} s, {size / took['seconds']:6.1f} a second, "
            f"CPU {1000 * took['cpu'] / size:5.1f} ms each ({growth:.2f} of linear), "
            f"peak {took['peak_mb']:.0f} MB (limit 300)"
        )


if __name__ == "__main__":
    publish(*sys.argv[1:3])
