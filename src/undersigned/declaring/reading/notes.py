"""What a reader records as it reads: findings with their line, and the line on which each part stands."""

from undersigned.declaring.reading.lines import Line
from undersigned.values.findings import Finding, Particular, Place, Severity, failed, undetermined


class Notes:
    """Findings and places of one reading, in the order in which they were met."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.lines: dict[str, int] = {}

    def failed(
        self,
        code: str,
        line: int | None = None,
        severity: Severity = Severity.ERROR,
        **particulars: Particular,
    ) -> None:
        """The answer is no, at this line."""
        self.findings.append(failed(code, _place(line), severity, **particulars))

    def doubt(
        self,
        code: str,
        line: int | None = None,
        severity: Severity = Severity.WARNING,
        **particulars: Particular,
    ) -> None:
        """It cannot be told, at this line."""
        self.findings.append(undetermined(code, _place(line), severity, **particulars))

    def refused(self, code: str, line: int | None = None, **particulars: Particular) -> None:
        """Nothing can be done with the file."""
        self.failed(code, line, Severity.REFUSAL, **particulars)

    def not_understood(self, line: Line) -> None:
        """A line whose words are kept here because they belong to no part of the form."""
        self.failed("declaring.line.understood", line.number, text=line.text)

    def stands(self, part: str, line: Line) -> None:
        """Where a part of the declaration stands; the first place wins."""
        self.lines.setdefault(part, line.number)

    def again(self, part: str, line: Line) -> bool:
        """Whether a part that stands once in a form was met before; says so, with the words, if it was."""
        if part in self.lines:
            self.failed("declaring.line.once", line.number, text=line.text, first=self.lines[part])
            return True
        self.stands(part, line)
        return False


def _place(line: int | None) -> Place | None:
    return None if line is None else Place(line=line)
