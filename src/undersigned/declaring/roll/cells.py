"""Reads the words of a cell or JSON value as a day, a period, a role or a name, for every import format.

1. A day is ISO 8601, `2026-10-09`: a spreadsheet's own `09/10/2026` is refused, since it may be either of two
   days.
2. An empty value is unknown; where a value must be known, its absence is a finding.
3. White space at both ends of a value is no part of it; nothing else is cleaned.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from undersigned.declaring.roll.labels import delegation_code, group_code
from undersigned.declaring.roll.members import (
    ALIASES_APART,
    Period,
    PeriodError,
    Role,
    unwritable,
)
from undersigned.values.findings import Finding, Outcome, Particular, Place
from undersigned.values.names import PersonalName

ROLES = tuple(role.value for role in Role)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True, kw_only=True)
class Cells:
    """The values of one row by column; what is wrong with them gathers in `findings`, each with its place.

    `prefix` stands before a column's word in the place of a finding: `memberships[3].`.
    """

    assembly: str
    values: Mapping[str, str]
    line: int | None = None
    prefix: str = ""
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        for column, value in self.values.items():
            apart = ALIASES_APART if column == "aliases" else ""
            if wrong := unwritable(value.replace(apart, " ") if apart else value.strip()):
                self.fault("declaring.roll.characters", column, character=wrong)

    def text(self, column: str) -> str | None:
        """What a cell says; `None` where it is empty."""
        return self.values.get(column, "").strip() or None

    def needed(self, column: str) -> str | None:
        """What a cell says that may not be empty."""
        value = self.text(column)
        if value is None:
            self.fault("declaring.roll.value-present", column)
        return value

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """The day of a cell."""
        written = self.needed(column) if needed else self.text(column)
        if written is None:
            return None
        try:
            if _ISO_DAY.fullmatch(written):
                return date.fromisoformat(written)
        except ValueError:  # such as 2026-02-30: refused with the rest
            pass
        self.fault("declaring.roll.date", column, written=written)
        return None

    def period(self, first: str, until: str) -> Period | None:
        """The period of two cells; a first day is needed."""
        before = len(self.findings)
        from_, end = self.day(first, needed=True), self.day(until)
        if from_ is None or len(self.findings) > before:
            return None
        try:
            return Period(from_=from_, until=end)
        except PeriodError:
            self.fault("declaring.roll.period", until, first=from_.isoformat(), until=str(end))
            return None

    def delegation(self, column: str) -> str | None:
        """The code of the delegation that a cell names."""
        label = self.needed(column)
        code = delegation_code(self.assembly, label) if label else None
        if label and code is None:
            self.fault("declaring.roll.delegation-known", column, label=label, assembly=self.assembly)
        return code

    def group(self, column: str) -> str | None:
        """The code of the group that a cell names."""
        label = self.needed(column)
        code = group_code(self.assembly, label) if label else None
        if label and code is None:
            self.fault("declaring.roll.group-known", column, label=label, assembly=self.assembly)
        return code

    def role(self, column: str) -> Role | None:
        """The role that a cell names."""
        word = self.needed(column)
        if word is None or word in ROLES:
            return Role(word) if word else None
        self.fault("declaring.roll.role", column, written=word, roles=ROLES)
        return None

    def name(self, family: str = "family", given: str = "given") -> PersonalName | None:
        """The name of a row; its family part is needed."""
        surname = self.needed(family)
        rest = {"given": self.text(given), "honorific": self.text("honorific"), "style": self.text("style")}
        return PersonalName(family=surname, **rest) if surname else None

    def fault(self, code: str, column: str, **particulars: Particular) -> None:
        """Note what is wrong with a cell."""
        said: dict[str, Particular] = {"column": column, **particulars}
        place = Place(line=self.line, field=f"{self.prefix}{column}")
        self.findings.append(Finding(code=code, outcome=Outcome.FAILED, particulars=said, place=place))
