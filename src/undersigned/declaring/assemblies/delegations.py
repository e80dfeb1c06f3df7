"""The delegations of an assembly: the place each stands for, its status, and its printed label on a day.

1. Standing (member, observer, partner) holds for a period, half-open: `from` included, `until` not.
2. A label is what the assembly prints on a day; two labels may hold at once, the first is then the usual one.
3. Between the last day of one label and the first of the next nobody knows which was printed.
4. A code is ISO 3166-1 alpha-2. AA, QM to QZ, XA to XZ and ZZ are never given to a country: the places of a
   fictional assembly have one of them, and no other assembly's have.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from undersigned.declaring.assemblies.spans import Span

Kind = Literal["member", "observer", "partner"]
KINDS: tuple[str, ...] = get_args(Kind)
_CODE = re.compile("[A-Z]{2}")
_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """In what kind a place sits in the assembly, from a day and until another (not included)."""

    kind: Kind
    from_: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.from_ <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How a place is called; `printed` is false for a wording that is understood and never printed."""

    text: str
    seen: Span
    printed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegation:
    """A place in an assembly; `kind` is that of the day it was asked for, `None` where it had no seat."""

    code: str
    labels: Mapping[str, tuple[Label, ...]]
    standings: tuple[Standing, ...]
    seats: int | None = None
    kind: Kind | None = None

    def on(self, day: date) -> "Delegation":
        """The same delegation in its standing of a day."""
        kinds = (standing.kind for standing in self.standings if standing.holds(day))
        return replace(self, kind=next(kinds, None))

    def label(self, language: str, day: date) -> str | None:
        """The label seen on a day, else the last seen before, else the first; `None` in other languages."""
        labels = [label for label in self.labels.get(language, ()) if label.printed]
        seen = [label for label in labels if label.seen.covers(day)]
        before = [label for label in labels if label.seen.last and label.seen.last.last < day]
        return next((label.text for label in [*seen, *before[-1:], *labels]), None)


def is_user_assigned(code: str) -> bool:
    """Whether ISO 3166-1 keeps the code free for its users, so that no country will ever have it."""
    return _USER_ASSIGNED.fullmatch(code) is not None


def fits(code: str, *, fictional: bool) -> bool:
    """Whether a place of an assembly may have this code (rule 4)."""
    return _CODE.fullmatch(code) is not None and is_user_assigned(code) is fictional
