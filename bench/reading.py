"""CPU of reading a file of 25 names in each form, files a second, and the peak of memory. Goal: about 2 ms.

Every file is another one, so that nothing is read from a cache; 3 000 of them are read in one go, each
generated when its turn comes.
"""

import resource
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from undersigned.declaring.declaration import Clause, Declaration, Form
from undersigned.declaring.reading.reader import read, write_as

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from tests.declaring.reading.invented import GIVEN, SURNAMES, a_declaration, a_signatory

FILES = 3_000
SAMPLE = 200
NAMES = 25
GOAL_MS = 2.0
PLACES = ("Northland", "Fjordland", "Iceholm", "Westisle", "Lowmark")
GROUPS = ("LIB", "PP", "SOC", "UL")


def a_file(form: Form, number: int) -> bytes:
    """A file of a form with names, numbers and words of its own."""
    return write_as(_invented(form, number), form).encode()


def a_page(number: int) -> bytes:
    """A saved page of the newer site."""
    text = write_as(_invented(Form.SITE_NEWER, number), Form.SITE_NEWER)
    blocks = "\n".join(f"<p>{escape(block)}</p>" for block in text.split("\n\n"))
    return f"<!DOCTYPE html><html><body><nav>Home</nav>\n{blocks}</body></html>".encode()


def _invented(form: Form, number: int) -> Declaration:
    site = form in (Form.SITE_OLDER, Form.SITE_NEWER)
    rows = tuple(
        a_signatory(
            order,
            f"{SURNAMES[(order + number) % len(SURNAMES)]}-{_capitals(number * NAMES + order)}",
            GIVEN[(order * 7 + number) % (len(GIVEN) - 1)],
            PLACES[(order + number) % len(PLACES)],
            GROUPS[order % len(GROUPS)],
            honorific="Ms" if site else None,
        )
        for order in range(1, NAMES + 1)
    )
    made = a_declaration(form, signatories=rows, doc_number=10_000 + number, number=number + 1)
    first = Clause(text=f"At least {number} people were held at the harbour, and {number + 7} at its gates.")
    return replace(made, clauses=(first, *made.clauses), stated_total=None if site else NAMES)


def _capitals(number: int) -> str:
    """A number as letters, so that no two names are the same."""
    digits = str(number + 10)
    return "".join(chr(ord("A") + int(digit)) for digit in digits)


def milliseconds(content: bytes, file: str) -> float:
    """CPU time of one reading."""
    began = time.process_time_ns()
    reading = read(content, file=file)
    taken = (time.process_time_ns() - began) / 1e6
    wrong = [finding.code for finding in reading.findings if not finding.ok]
    if len(reading.declarations) != 1 or wrong:
        raise SystemExit(f"{file} was not read as it should be: {wrong}")
    return taken


def _samples() -> Iterator[tuple[str, list[bytes]]]:
    for form in Form:
        yield form.value, [a_file(form, number) for number in range(SAMPLE)]
    yield "site-newer, HTML", [a_page(number) for number in range(SAMPLE)]


def _read_many(numbers: range) -> tuple[float, float]:
    """CPU in milliseconds of reading so many files, and the megabytes that the process held at most."""
    spent = sum(milliseconds(a_file(Form.PRINTED, number), "a.txt") for number in numbers)
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print median and best CPU for each form, then files a second and the peak of memory."""
    for name, contents in _samples():
        file = "a.html" if "HTML" in name else "a.txt"
        times = [milliseconds(content, file) for content in contents]
        median = statistics.median(times)
        answer = "met" if median <= GOAL_MS else "NOT met"
        print(f"   {name:17} median {median:.2f} ms, best {min(times):.2f} ms; goal {GOAL_MS} ms: {answer}")
    few, first = _read_many(range(SAMPLE, SAMPLE + FILES // 10))
    more, last = _read_many(range(SAMPLE + FILES // 10, SAMPLE + FILES))
    print(f"   {FILES} different printed files: {FILES / (few + more) * 1000:.0f} a second of CPU")
    print(f"   peak {first:.1f} MB after {FILES // 10} of them, {last:.1f} MB after {FILES}")


if __name__ == "__main__":
    main()
