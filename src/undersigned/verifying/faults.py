"""The error of reading a bundle: which rule was broken, as a code, and where."""

from undersigned.values.faults import UndersignedError


class BundleError(UndersignedError):
    """Bytes that break a rule of the bundle; `rule` names it, `file` says where."""

    def __init__(self, rule: str, said: str, file: str | None = None) -> None:
        super().__init__(said)
        self.rule = rule
        self.file = file
