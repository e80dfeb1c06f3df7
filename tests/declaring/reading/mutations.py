"""Small damage to a text, and whether a reading shows it."""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

from tests.declaring.reading.invented import without_lines

from undersigned.declaring.reading.furniture import is_foot, is_navigation
from undersigned.declaring.reading.reader import Reading, read, write

_WORD = re.compile(r"\w+")


def mutations(text: str, seed: int) -> Iterator[tuple[str, str]]:
    """What was done, and the damaged text: each line deleted, doubled, swapped, garbled, cut or joined."""
    random = Random(seed)
    lines = text.split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for place, at in enumerate(filled):
        yield f"deleted line {at + 1}", "\n".join(lines[:at] + lines[at + 1 :])
        yield f"doubled line {at + 1}", "\n".join(lines[: at + 1] + lines[at:])
        line = lines[at]
        spot = random.randrange(len(line))
        end = min(len(line), spot + random.randint(1, 6))
        yield f"dropped {line[spot:end]!r} of line {at + 1}", _with(lines, at, line[:spot] + line[end:])
        letters = [i for i, letter in enumerate(line) if letter.isalnum()]
        if letters:
            i = random.choice(letters)
            new = random.choice([c for c in "xqzXQZ379" if c.casefold() != line[i].casefold()])
            yield (
                f"garbled {line[i]!r} of line {at + 1} to {new}",
                _with(lines, at, line[:i] + new + line[i + 1 :]),
            )
        yield f"stray words after line {at + 1}", _with(lines, at, f"{line}\nStray Words Qqq")
        if place:
            before = filled[place - 1]
            swapped = list(lines)
            swapped[before], swapped[at] = swapped[at], swapped[before]
            yield f"swapped lines {before + 1} and {at + 1}", "\n".join(swapped)
            yield (
                f"joined lines {before + 1} and {at + 1}",
                "\n".join([*lines[:before], f"{lines[before]} {lines[at]}", *lines[at + 1 :]]),
            )
    for at in range(1, len(text), max(1, len(text) // 60)):
        yield f"cut at {at}", text[:at]


def _with(lines: list[str], at: int, line: str) -> str:
    return "\n".join([*lines[:at], line, *lines[at + 1 :]])


def shows(reading: Reading, sound: Reading) -> bool:
    """Whether a reading differs from the sound one, or says that something is not right."""
    same = tuple(map(without_lines, reading.declarations)) == tuple(map(without_lines, sound.declarations))
    return not same or any(not finding.ok for finding in reading.findings)


def dropped(text: str, reading: Reading) -> Counter[str]:
    """The words of a text that are neither in what was read, nor in a finding, nor furniture."""
    if not reading.declarations:
        return Counter()
    kept = Counter[str]()
    for declaration in reading.declarations:
        kept.update(_WORD.findall(write(declaration)))
    for finding in reading.findings:
        for value in finding.particulars.values():
            kept.update(_WORD.findall(" ".join(value) if isinstance(value, tuple) else str(value)))
    lines = [line for line in text.split("\n") if not is_navigation(line) and not is_foot(line)]
    words = Counter(_WORD.findall("\n".join(lines)))
    return words - kept


def read_text(text: str) -> Reading:
    return read(text.encode(), file="text.txt")
