"""The rolls: did two registrars sign each, and is the file the one that was signed?"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from undersigned.signing.history import RollRecord
from undersigned.signing.roll_file import RollFile
from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, at_entry, in_file, no
from undersigned.verifying.case import Case, roll_name


def signed(case: Case) -> Iterator[Finding]:
    """Did two registrars sign each roll of this assembly?"""
    for roll in case.rolls:
        yield answer("verifying.roll.signed", roll.signed, at_entry(roll.index), entry=roll.index)


def files(case: Case) -> Iterator[Finding]:
    """Is each roll that a record names the file that was signed?"""
    code, records = "verifying.roll.file", defaultdict(list)
    for roll in case.rolls:
        records[roll.digest].append(roll)
    for digest in case.named_rolls:
        name, found = roll_name(digest), case.roll_files[digest]
        if not case.bundle.has(name):
            continue  # asked under `verifying.bundle.complete`
        if case.bundle.sha256(name) != digest:
            yield no(code, in_file(name), file=name, rule="digest")
        elif not isinstance(found, RollFile):
            yield no(code, in_file(name), file=name, rule=found)
        else:
            right = all(_tells(roll, found) for roll in records[digest])
            yield answer(code, right, in_file(name), file=name, rule="record")
    named = set(map(roll_name, case.named_rolls))
    for name in case.bundle.names:
        if name.startswith("roll/") and name not in named:
            yield no(code, in_file(name), file=name, rule="unnamed")


def _tells(roll: RollRecord, found: RollFile) -> bool:
    """Whether a record says of the file what is in it."""
    text = roll.record.text
    stated = (text.one("members", int), text.word("assembly"), text.one("as-of", date))
    return stated == (len(found.members), found.assembly, found.as_of)
