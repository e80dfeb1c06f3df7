"""The files: are all there, and is each the one of the index?"""

from collections.abc import Iterator

from undersigned.values.findings import Finding
from undersigned.verifying.answers import in_file, no, yes
from undersigned.verifying.bundle import index_faults
from undersigned.verifying.case import Case, roll_name


def complete(case: Case) -> Iterator[Finding]:
    """Is every file there?"""
    rolls = (roll_name(digest) for digest in case.named_rolls)
    missing = (*case.bundle.missing(), *(name for name in rolls if not case.bundle.has(name)))
    for name in missing:
        yield no("verifying.bundle.complete", in_file(name), file=name)
    if not missing:
        yield yes("verifying.bundle.complete", files=len(case.bundle.names))


def index(case: Case) -> Iterator[Finding]:
    """Is each file the one of the index?"""
    faults = index_faults(case.bundle)
    for name, rule in faults:
        yield no("verifying.bundle.index", in_file(name), file=name, rule=rule)
    if not faults:
        yield yes("verifying.bundle.index", files=len(case.bundle.names) - 1)
