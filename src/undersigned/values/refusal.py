"""Refuses an input in a way that lets a person correct it: an exception that carries a finding.

1. The finding says what is wrong, at which file, line and field; its code has words and a mend in every
   language. No word of a library is in it.
2. Whoever knows more of the place (`at`: the name of the file; `under`: the field above) says it again.
3. Faults of one kind in a file that people wrote by hand have one code here, whatever file it is.
"""

import errno
from dataclasses import replace
from typing import Self

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Particular, Place, Severity, failed

OPENED = "values.file.opened"
ENCODING = "values.file.encoding"
TOML = "values.file.toml"
JSON = "values.file.json"
KNOWN = "values.field.known"
GIVEN = "values.field.given"
KIND = "values.field.kind"
TERM = "values.field.term"
NAMED = "values.field.named"
TWICE = "values.field.twice"
FITTING = "values.field.fitting"
_WHY = {
    errno.ENOENT: "missing",
    errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EISDIR: "is-a-folder",
    errno.ENOTDIR: "not-a-folder",
    errno.EEXIST: "there-already",
    errno.ENOTEMPTY: "not-empty",
    errno.ENAMETOOLONG: "name-too-long",
    errno.ELOOP: "too-many-links",
}


class RefusedError(UndersignedError):
    """An input is refused; `finding` says why, for people."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        said = ", ".join(f"{name} {value}" for name, value in finding.particulars.items() if value)
        where = f"{finding.place}: " if finding.place and str(finding.place) else ""
        super().__init__(f"{where}{finding.code}{f' ({said})' if said else ''}")

    def at(self, file: str) -> Self:
        """The same refusal, of the file of this name; a file that is named already stays."""
        place = self.finding.place or Place()
        return type(self)(replace(self.finding, place=replace(place, file=place.file or file)))

    def on_line(self, line: int) -> Self:
        """The same refusal, of a line of the file."""
        place = self.finding.place or Place()
        return type(self)(replace(self.finding, place=replace(place, line=line)))

    def under(self, field: str) -> Self:
        """The same refusal, its field below another: `question` becomes `figures[2].question`."""
        place = self.finding.place or Place()
        return type(self)(
            replace(self.finding, place=replace(place, field=".".join(filter(None, (field, place.field)))))
        )


def refusal(code: str, field: str | None = None, line: int | None = None, **said: Particular) -> Finding:
    """The finding of an input that cannot be used."""
    return failed(code, Place(field=field or None, line=line), Severity.REFUSAL, **said)


class UnopenedError(RefusedError):
    """A file cannot be opened, read or written."""


def why_not(fault: OSError) -> str:
    """What the system said, as one of our words (`file-why.<why>`)."""
    return _WHY.get(fault.errno or 0, "device")


def unopened(fault: OSError, name: str, field: str | None = None) -> UnopenedError:
    """What the system said of a file, as one of our words (`file-why.<why>`); `field` names the file."""
    return UnopenedError(refusal(OPENED, field, name=name, why=why_not(fault)))
