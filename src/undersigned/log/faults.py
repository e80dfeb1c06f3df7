"""The error of this package: what was refused, and the name of the rule that it broke.

`docs/protocol/v1/log.md` lists the rules. A rule is never renamed once published: verifiers turn it into a
code.
"""

from undersigned.values.faults import UndersignedError


class LogError(UndersignedError):
    """Bytes that break a rule; `rule` names it, in lower case with hyphens (`note-signature`)."""

    def __init__(self, rule: str, said: str) -> None:
        super().__init__(said)
        self.rule = rule
