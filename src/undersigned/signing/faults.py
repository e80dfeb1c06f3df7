"""The error of this package: bytes or values that break a rule of the protocol, with the rule's name.

What a person could ask about is a finding; this is for what no honest program ever writes.
"""

from undersigned.values.faults import UndersignedError


class SigningError(UndersignedError):
    """Bytes that break a rule; `rule` names it, in lower case with hyphens (`text-order`)."""

    def __init__(self, rule: str, said: str) -> None:
        super().__init__(said)
        self.rule = rule
