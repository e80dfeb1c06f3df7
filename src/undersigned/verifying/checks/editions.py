"""The editions: did a clerk sign each, is the count right, are there enough names, is the list who signed?"""

from collections import Counter
from collections.abc import Iterator

from undersigned.signing.disclosure import Entry
from undersigned.signing.history import Act, Standing
from undersigned.values.digest import canonical_list
from undersigned.values.findings import Finding, Particular
from undersigned.verifying.answers import answer, at_entry, in_file, no, unknown
from undersigned.verifying.case import Case
from undersigned.verifying.checks.statements import disagreements
from undersigned.verifying.checks.text import by_clerk
from undersigned.verifying.faults import BundleError

SIGNED = "verifying.edition.signed"
UNDETERMINED = "undetermined"
MOST_EDITIONS = 100  # each is counted again; nobody publishes more of one declaration


def signed(case: Case) -> Iterator[Finding]:
    """Did a clerk sign each edition, and are they numbered 1, 2, 3 …?"""
    found = case.of("edition")
    if not found:
        yield no(SIGNED, rule="none", entry=None)
    if len(found) > MOST_EDITIONS:
        yield no(SIGNED, rule="many", entry=None)
    for number, entry in enumerate(found[:MOST_EDITIONS], start=1):
        yield from by_clerk(case, entry, SIGNED)
        if entry.record.text.one("edition", int) != number:
            yield no(SIGNED, at_entry(entry.index), rule="number", entry=entry.index)
        if disagreements(case, entry):
            yield no(SIGNED, at_entry(entry.index), rule="text", entry=entry.index)


def counts(case: Case) -> Iterator[Finding]:
    """Is the count of each edition right?"""
    code = "verifying.edition.count"
    for entry in case.of("edition")[-MOST_EDITIONS:]:
        said, place = entry.record.text, at_entry(entry.index)
        known: dict[str, Particular] = {"entry": entry.index, "edition": said.one("edition", int)}
        names = case.standing(said.one("counted", int))
        found, seated = case.count(names), _all_seated(case, names)
        keys = ("names", "withdrawn", *(("counting", "delegations", "groups") if seated else ()))
        odd = [
            no(code, place, **known, what=key, stated=said.one(key, int), counted=counted)
            for key in keys
            if said.one(key, int) != (counted := getattr(found, key))
        ]
        if said.one("counted", int) > entry.index:
            stated = said.one("counted", int)
            odd.append(no(code, place, **known, what="counted", stated=stated, counted=entry.index))
        yield from odd or (answer(code, seated or None, place, **known),)


def thresholds(case: Case) -> Iterator[Finding]:
    """Are there enough names by the rules of the day, and does the edition say so?"""
    for entry in case.of("edition")[-MOST_EDITIONS:]:
        said = entry.record.text
        names = case.standing(said.one("counted", int))
        found = case.count(names).threshold if _all_seated(case, names) else UNDETERMINED
        stated = said.word("threshold")
        right = None if not _all_seated(case, names) else found == stated
        yield answer(
            "verifying.edition.threshold", None if right and found == UNDETERMINED else right,
            at_entry(entry.index), entry=entry.index, edition=said.one("edition", int),
            stated=stated, found=found,
        )  # fmt: skip


def lists(case: Case) -> Iterator[Finding]:
    """Is the printed list the names that signed, and is it the list of the latest edition?"""
    newest = newest_edition(case)
    if newest is None:
        return
    names = tuple(case.standing(newest.record.text.one("counted", int)).names.values())
    stated, here = dict(newest.record.text.pairs("list")), case.bundle.by_language("lists")
    for language in sorted(stated.keys() | here.keys()):
        name = f"lists/{language}.txt"
        there = here.get(language) == name
        same = there and stated.get(language) == case.bundle.sha256(name)
        yield answer("verifying.list.digest", same, in_file(name), file=name, language=language)
        if there:
            yield _names(case, name, language, names)


def _all_seated(case: Case, names: Standing) -> bool:
    """Whether the rolls of all names can be read, so that delegations and groups can be counted."""
    return all(case.roll(act) for act in names.names.values())


def newest_edition(case: Case) -> Entry | None:
    """The edition that the lists belong to."""
    found = case.of("edition")
    return found[-1] if found else None


def _names(case: Case, name: str, language: str, names: tuple[Act, ...]) -> Finding:
    code, place = "verifying.list.names", in_file(name)
    known: dict[str, Particular] = {"file": name, "language": language, "names": len(names)}
    rows = [row for act in names if (row := _row(case, act, language))]
    if len(rows) != len(names):
        return unknown(code, place, **known)
    try:
        printed = case.bundle.read(name).decode("utf-8").split("\n")
    except (BundleError, UnicodeDecodeError):
        return no(code, place, **known, more=(), fewer=())
    wanted = canonical_list(rows).split("\n")
    more, fewer = _beyond(printed[:-2], wanted[:-2]), _beyond(wanted[:-2], printed[:-2])
    right = not (more or fewer) and printed[-2:] == wanted[-2:]
    return answer(code, right, place, **known, more=more, fewer=fewer)


def _row(case: Case, act: Act, language: str) -> tuple[str, str | None, str, str | None] | None:
    """A line of the list: the labels of the roll, or the codes where the roll has none in the language."""
    roll = case.roll(act)
    seat = roll.seat(act.member, act.day) if roll else None
    if roll is None or seat is None:
        return None
    delegation = roll.delegation_labels[seat.delegation].get(language, seat.delegation)
    group = seat.group and roll.group_labels[seat.group].get(language, seat.group)
    return seat.family, seat.given, delegation, group


def _beyond(lines: list[str], others: list[str]) -> tuple[str, ...]:
    """The lines that the others have not, or not as often."""
    return tuple(" ".join(line.split("\t")) for line in (Counter(lines) - Counter(others)).elements())
