"""What is known of the people, recommendations and calls of a text, as a page may show it.

1. People whom the official text names and nobody else; of them no day of birth, no relative, no health, no
   address and no place. What happened comes by day, with how, under which restrictions, and who says so.
2. What happened is not put down to a text; there is no field for it.
3. Codes are those of the vocabularies; a page gives them words in its language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Who says something, where it can be read, and when; `language` is that of the words."""

    by: str
    url: str | None = None
    on: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Another published spelling of a name."""

    name: str
    language: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """Which body concluded something about a person, under which symbol."""

    body: str
    symbol: str | None
    on: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that happened on a day (ISO 8601, as precise as known), as a code.

    `length` is that of a sentence, `lengths` those of restrictions; `told_by` whose word a source passes on.
    """

    on: str | None
    what: str | None
    how: str | None
    restrictions: tuple[str, ...]
    restrictions_told: bool
    length: str | None
    said: tuple[Said, ...]
    lengths: Mapping[str, str] = field(default_factory=dict)
    told_by: str | None = None

    @property
    def released(self) -> bool:
        """Whether it is a release, of which how and under what restrictions is always said."""
        return self.what == "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person whom the text names, and their status; `age` in days of the latest that is known by day."""

    key: str
    name: str
    spellings: tuple[Spelling, ...]
    concluded: tuple[Concluded, ...]
    happened: tuple[Happened, ...]
    age: int | None
    old: bool
    sought: tuple[Said, ...]
    agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A recommendation of a body or a call of the text: its code or symbol, its state, the age of that.

    `on` is the day of a claimed state, `made` that of a recommendation. A call for release has its `people`
    by what is known of each, beside the state that a source may have claimed of all of it (`claimed`).
    """

    label: str
    clause: int | None
    state: str
    age: int | None
    old: bool
    people: Mapping[str, int]
    said: tuple[Said, ...] = ()
    on: str | None = None
    made: str | None = None
    people_age: int | None = None
    people_old: bool = False
    claimed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """What the addressed government, body or official answered, to what, on which day."""

    by: str
    on: str | None
    to: str | None
    substance: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Everything followed for a declaration: ages as of a day, and the day it was last looked at.

    Where nothing else is said it was looked at on the day `as_of`.
    """

    as_of: date
    looked_on: date | None = None
    people: tuple[NamedPerson, ...] = ()
    recommendations: tuple[Asked, ...] = ()
    calls: tuple[Asked, ...] = ()
    replies: tuple[Replied, ...] = ()

    @property
    def looked(self) -> date:
        """The day on which it was last looked at."""
        return self.looked_on or self.as_of

    @property
    def indexable(self) -> bool:
        """Whether search engines may list the page: only where everybody on it agreed."""
        return all(person.agreed for person in self.people)
