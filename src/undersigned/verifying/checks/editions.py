"""The editions: did a clerk sign each, is the count right, are there enough names, is the list who signed?"""

from collections import Counter
from collections.abc import Iterator

from undersigned.values.digest import canonical_list
from undersigned.values.findings import Finding, Particular
from undersigned.verifying.acts import Act, acts_of, numbers_of, standing, withdrawn
from undersigned.verifying.answers import answer, at_entry, in_file, no, unknown
from undersigned.verifying.case import Case
from undersigned.verifying.checks.statements import disagreements
from undersigned.verifying.checks.text import by_clerk
from undersigned.verifying.faults import BundleError
from undersigned.verifying.rules import MET, NOT_MET
from undersigned.verifying.story import Logged

SIGNED = "verifying.edition.signed"
MOST_EDITIONS = 100


def signed(case: Case) -> Iterator[Finding]:
    """Did a clerk sign each edition, and are they numbered 1, 2, 3 …?"""
    found = tuple(case.of_kind("edition"))
    if not found:
        yield no(SIGNED, rule="none", entry=None)
    if len(found) > MOST_EDITIONS:
        yield no(SIGNED, rule="many", entry=None)
    for number, logged in enumerate(found[-MOST_EDITIONS:], start=max(1, len(found) - MOST_EDITIONS + 1)):
        place, said = at_entry(logged.index), logged.record.text
        yield from by_clerk(case, logged, SIGNED)
        if said.one("edition", int) != number:
            yield no(SIGNED, place, rule="number", entry=logged.index)
        odd = disagreements(case, logged)
        if odd:
            yield no(SIGNED, place, rule="text", entry=logged.index)


def counts(case: Case) -> Iterator[Finding]:
    """Is the count of each edition right?"""
    acts = acts_of(case)
    for logged in editions(case):
        said = logged.record.text
        below = said.one("counted", int)
        names = standing(acts, below)
        found = numbers_of(case, names.values())
        counted = {
            "names": len(names),
            "counting": found.signatories,
            "delegations": found.delegations,
            "groups": found.groups,
            "withdrawn": len(withdrawn(acts, below)),
        }
        odd = tuple(
            f"{key}: {said.one(key, int)} ≠ {value}"
            for key, value in counted.items()
            if said.one(key, int) != value
        )
        if below > logged.index:
            odd = (*odd, f"counted: {below} > {logged.index}")
        yield answer(
            "verifying.edition.count", not odd, at_entry(logged.index),
            entry=logged.index, edition=said.one("edition", int), rules=odd, names=len(names),
        )  # fmt: skip


def thresholds(case: Case) -> Iterator[Finding]:
    """Are there enough names by the rules of the day, and does the edition say so?"""
    acts = acts_of(case)
    for logged in editions(case):
        said = logged.record.text
        found = case.rules.threshold(numbers_of(case, standing(acts, said.one("counted", int)).values()))
        stated = said.word("threshold")
        agrees = None if found == stated and found not in (MET, NOT_MET) else found == stated
        yield answer(
            "verifying.edition.threshold", agrees, at_entry(logged.index),
            entry=logged.index, edition=said.one("edition", int), stated=stated, found=found,
        )  # fmt: skip


def lists(case: Case) -> Iterator[Finding]:
    """Is the printed list the names that signed, and is it the list of the edition?"""
    newest = newest_edition(case)
    if newest is None:
        return
    names = standing(acts_of(case), newest.record.text.one("counted", int))
    stated, here = dict(newest.record.text.pairs("list")), case.bundle.by_language("lists")
    for language in sorted(stated.keys() | here.keys()):
        name = here.get(language, f"lists/{language}.txt")
        there = language in here and name == f"lists/{language}.txt"
        same = there and stated.get(language) == case.bundle.sha256(name)
        yield answer("verifying.list.digest", same, in_file(name), file=name, language=language)
        if there:
            yield _names(case, name, language, tuple(names.values()))


def _names(case: Case, name: str, language: str, names: tuple[Act, ...]) -> Finding:
    code, place = "verifying.list.names", in_file(name)
    known: dict[str, Particular] = {"file": name, "language": language, "names": len(names)}
    rows = [
        roll.line(act.member, act.seat, language)
        for act in names
        if act.seat and (roll := case.roll(act.roll)) and act.member in roll.members
    ]
    if len(rows) != len(names):
        return unknown(code, place, **known, more=(), fewer=())
    try:
        printed = case.bundle.read(name).decode("utf-8")
    except (BundleError, UnicodeDecodeError):
        return no(code, place, **known, more=(), fewer=())
    *lines, total, end = ["", *printed.split("\n")] if "\n" in printed else ["", "", "x"]
    lines = lines[1:]
    wanted = canonical_list(rows).split("\n")[:-2]
    more, fewer = _beyond(lines, wanted), _beyond(wanted, lines)
    right = not (more or fewer or end) and total == f"Total = {len(wanted)}"
    return answer(code, right, place, **known, more=more, fewer=fewer)


def _beyond(lines: list[str], others: list[str]) -> tuple[str, ...]:
    """The family names of the lines that the others have not, or not as often."""
    return tuple(line.split("\t")[0] for line in (Counter(lines) - Counter(others)).elements())


def editions(case: Case) -> tuple[Logged, ...]:
    """The editions that are counted: all, unless there are more than anybody could publish."""
    return tuple(case.of_kind("edition"))[-MOST_EDITIONS:]


def newest_edition(case: Case) -> Logged | None:
    """The edition that the lists belong to."""
    found = editions(case)
    return found[-1] if found else None
