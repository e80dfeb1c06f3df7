"""How a check answers: one finding for each time that it asked, with the place where it looked."""

from undersigned.values.findings import Finding, Outcome, Particular, Place, Severity
from undersigned.verifying.bundle import ENTRIES

_SEVERITIES = {True: Severity.NOTICE, False: Severity.ERROR, None: Severity.WARNING}
_OUTCOMES = {True: Outcome.PASSED, False: Outcome.FAILED, None: Outcome.UNDETERMINED}


def answer(code: str, ok: bool | None, place: Place | None = None, **particulars: Particular) -> Finding:
    """The finding to a question: yes, no, or `None` where nobody here can say."""
    return Finding(
        code=code, outcome=_OUTCOMES[ok], severity=_SEVERITIES[ok], particulars=particulars, place=place
    )


def yes(code: str, place: Place | None = None, **particulars: Particular) -> Finding:
    """The question was asked here, and passed."""
    return answer(code, True, place, **particulars)  # noqa: FBT003 (this is what the name says)


def no(code: str, place: Place | None = None, **particulars: Particular) -> Finding:
    """The question was asked here, and failed."""
    return answer(code, False, place, **particulars)  # noqa: FBT003


def unknown(code: str, place: Place | None = None, **particulars: Particular) -> Finding:
    """The question was asked here, and nobody can say."""
    return answer(code, None, place, **particulars)


def in_file(name: str) -> Place:
    """A file of the bundle."""
    return Place(file=name)


def at_entry(index: int) -> Place:
    """An entry of the log, by its index."""
    return Place(file=ENTRIES, field=f"entries[{index}]")
