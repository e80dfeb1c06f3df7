"""The properties that can be claimed of each kind of subject, and how values look (`properties.toml`).

1. A property has a type (`text`, `name`, `date`, `number`, `code`, `subject`), a level below which no mapping
   can set it, and may have many values that are no conflict.
2. A code is a term of a vocabulary (`vocabularies/`). Where lists write how long or how much beside it,
   `days`, `length` and `amount` name the properties that hold that.
3. A number may be written with its `unit`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from undersigned.evidence.confidentiality import Level
from undersigned.values.refusal import TERM, RefusedError, refusal
from undersigned.values.toml import toml_of


class PropertyError(RefusedError):
    """Nothing of this name can be claimed of this kind of subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One thing that can be claimed of a subject."""

    kind: str
    name: str
    type: str
    vocabulary: str | None = None
    of: str | None = None  # the kind of subject that a `subject` points to
    many: bool = False
    least: Level = Level.PUBLIC
    days: str | None = None
    length: str | None = None
    amount: str | None = None
    unit: str | None = None

    @property
    def takes_measures(self) -> bool:
        """Whether how long or how much may stand beside a term of it."""
        return bool(self.length or self.amount)

    @property
    def path(self) -> str:
        """As mappings write it: `detention.start`."""
        return f"{self.kind}.{self.name}"


def property_of(path: str) -> Property:
    """The property of a path such as `detention.start`. Raises `PropertyError`."""
    try:
        return properties()[path]
    except KeyError as missing:
        kind = path.partition(".")[0]
        alike = tuple(known for known in properties() if known.partition(".")[0] == kind)
        raise PropertyError(refusal(TERM, word=path, terms=alike or tuple(properties()))) from missing


@cache
def properties() -> Mapping[str, Property]:
    """All properties by their paths."""
    table = toml_of((files("undersigned.evidence") / "properties.toml").read_bytes())
    found = {}
    for kind, names in table.items():
        for name, said in names.items():
            made = Property(kind=kind, name=name, **{**said, "least": Level(said.get("least", "public"))})
            found[made.path] = made
    return found
