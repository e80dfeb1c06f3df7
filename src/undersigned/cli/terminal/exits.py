"""Exit statuses: what the findings ask for, and how an interruption or a termination ends a command."""

import sys
from collections.abc import Iterable

from undersigned.values.findings import Finding, failures, refusals

FINE, SOMETHING_FAILED, REFUSED = 0, 1, 2


def leave(findings: Iterable[Finding]) -> None:
    """End the process with the status that the findings ask for."""
    found = tuple(findings)
    if refusals(found):
        sys.exit(REFUSED)
    sys.exit(SOMETHING_FAILED if failures(found) else FINE)
