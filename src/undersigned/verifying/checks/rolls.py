"""The rolls: did two registrars sign each, and is the file the one that was signed?"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, at_entry, in_file, no
from undersigned.verifying.case import Case, roll_name
from undersigned.verifying.keyring import REGISTRARS_NEEDED
from undersigned.verifying.lines import right_registrars
from undersigned.verifying.roll_file import RollFile
from undersigned.verifying.story import Logged


def signed(case: Case) -> Iterator[Finding]:
    """Did two registrars sign each roll of this assembly?"""
    for logged in case.roll_records:
        names = tuple(sorted(right_registrars(logged.record, case.trust.registrars)))
        enough = len(names) >= REGISTRARS_NEEDED
        yield answer(
            "verifying.roll.signed", enough, at_entry(logged.index), entry=logged.index, registrars=names
        )


def files(case: Case) -> Iterator[Finding]:
    """Is each roll that a record names the file that was signed?"""
    code, records = "verifying.roll.file", defaultdict(list)
    for logged in case.roll_records:
        records[logged.record.text.word("roll")].append(logged)
    for digest in case.named_rolls:
        name, found = roll_name(digest), case.rolls[digest]
        if not case.bundle.has(name):
            continue  # asked under `verifying.bundle.complete`
        place = in_file(name)
        if case.bundle.sha256(name) != digest:
            yield no(code, place, file=name, rule="digest")
        elif not isinstance(found, RollFile):
            yield no(code, place, file=name, rule=found.rule)
        else:
            right = all(_tells(logged, found) for logged in records[digest])
            yield answer(code, right, place, file=name, rule="record")
    named = set(map(roll_name, case.named_rolls))
    for name in case.bundle.names:
        if name.startswith("roll/") and name not in named:
            yield no(code, in_file(name), file=name, rule="unnamed")


def _tells(logged: Logged, found: RollFile) -> bool:
    """Whether a record says of the file what is in it."""
    text = logged.record.text
    stated = (text.one("members", int), text.word("assembly"), text.one("as-of", date))
    return stated == (len(found.members), found.assembly, found.as_of)
