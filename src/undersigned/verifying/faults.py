"""The one fault of reading a bundle: which rule was broken, in a code for words, and where."""

from undersigned.values.faults import UndersignedError


class BundleError(UndersignedError):
    """Bytes that break a rule of the bundle; `rule` names it, `file` says where."""

    def __init__(self, rule: str, said: str, file: str | None = None) -> None:
        super().__init__(said)
        self.rule = rule
        self.file = file
