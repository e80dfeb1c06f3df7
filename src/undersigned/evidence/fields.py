"""One property of one subject, with everything that sources say about it side by side.

1. Nothing is chosen: two sources that differ are two values, and the field says that they conflict.
2. Denied, and sought but not found, are answers beside the values; no claim at all is silence.
3. Every value points at the claims, and so at the sources, that it rests on.
4. A withdrawn or superseded claim is not shown, and is not gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from undersigned.evidence.claims import Claim, Standing, Subject, Value, claim_id
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.properties import property_of
from undersigned.values.dates import SourceDate
from undersigned.values.sourced import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A value, and the claims that say it."""

    value: Value
    claims: tuple[Claim, ...]

    @property
    def cites(self) -> tuple[Citation, ...]:
        """The sources, each once, in the order of the claims."""
        return tuple(dict.fromkeys(claim.citation() for claim in self.claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """All claims of one property; `many` where several values are no conflict."""

    name: str
    claims: tuple[Claim, ...]
    many: bool = False

    @property
    def values(self) -> tuple[Held, ...]:
        """The values that are said, each once, in the order of the claims."""
        by_value: dict[object, list[Claim]] = {}
        for claim in self.claims:
            if claim.standing is Standing.SAID:
                by_value.setdefault(_same(claim.value), []).append(claim)
        return tuple(
            Held(value=claims[0].value, claims=tuple(claims))
            for claims in by_value.values()
            if claims[0].value is not None
        )

    @property
    def denied(self) -> tuple[Claim, ...]:
        """Claims by which a value is not so."""
        return tuple(claim for claim in self.claims if claim.standing is Standing.DENIED)

    @property
    def not_found(self) -> tuple[Claim, ...]:
        """Claims by which the value was sought and not found."""
        return tuple(claim for claim in self.claims if claim.standing is Standing.NOT_FOUND)

    @property
    def conflicting(self) -> bool:
        """Whether sources differ: two values where one can be, or a value that another source denies."""
        values = self.values
        denied = {_same(claim.value) for claim in self.denied}
        return (len(values) > 1 and not self.many) or any(_same(held.value) in denied for held in values)

    @property
    def only(self) -> Value | None:
        """The one value that is said; `None` where there is none or sources differ."""
        values = self.values
        return values[0].value if len(values) == 1 and not self.conflicting else None

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as text, dates as ISO."""
        return tuple(
            held.value.iso() if isinstance(held.value, SourceDate) else str(held.value)
            for held in self.values
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One thing seen through its claims: a person, a detention …; what a kind adds stands in its module."""

    kind: str
    subjects: tuple[Subject, ...]
    claims: tuple[Claim, ...]

    def field(self, name: str) -> Field:
        """A property of it, empty where nothing is claimed. Raises `PropertyError` for one it cannot have."""
        known = property_of(f"{self.kind}.{name}")
        of_it = tuple(claim for claim in self.claims if claim.property == name)
        return Field(name=name, claims=of_it, many=known.many)

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every property of which something is claimed, in the order of the claims."""
        return {name: self.field(name) for name in dict.fromkeys(claim.property for claim in self.claims)}

    @property
    def conflicts(self) -> tuple[Field, ...]:
        """The fields in which sources differ."""
        return tuple(field for field in self.fields.values() if field.conflicting)

    @property
    def level(self) -> Level:
        """The strictest level of any of its claims; it holds for all of them."""
        return strictest(claim.level for claim in self.claims)

    @property
    def cites(self) -> tuple[Citation, ...]:
        """Every source that says anything of it, each once."""
        sources = dict.fromkeys(claim.subject.source for claim in self.claims)
        return tuple(Citation(source=source) for source in sources)

    def points_at(self, name: str) -> tuple[Subject, ...]:
        """The subjects that a property names."""
        return tuple(held.value for held in self.field(name).values if isinstance(held.value, Subject))

    def date(self, name: str) -> SourceDate | None:
        """The one date of a property; `None` where there is none or sources differ."""
        value = self.field(name).only
        return value if isinstance(value, SourceDate) else None

    def text(self, name: str) -> str | None:
        """The one text or code of a property; `None` where there is none or sources differ."""
        value = self.field(name).only
        return value if isinstance(value, str) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """All texts of a property."""
        return self.field(name).texts


def standing_claims(claims: Iterable[Claim], *, key: bytes = b"") -> tuple[Claim, ...]:
    """The claims that hold: not withdrawn, and superseded by no other of them.

    `key` is the register's own: without it only public claims are found by the id that supersedes them.
    """
    given = tuple(claims)
    replaced = {claim.supersedes for claim in given if claim.supersedes}
    return tuple(
        claim
        for claim in given
        if not claim.withdrawn and not (replaced and claim_id(claim, key=key) in replaced)
    )


def of_kind(claims: Iterable[Claim], kind: str) -> Mapping[Subject, tuple[Claim, ...]]:
    """The claims about subjects of a kind, by subject, in their order."""
    found: dict[Subject, list[Claim]] = {}
    for claim in claims:
        if claim.subject.kind == kind:
            found.setdefault(claim.subject, []).append(claim)
    return {subject: tuple(own) for subject, own in found.items()}


def together(by_subject: Mapping[Subject, Sequence[Claim]], subjects: Iterable[Subject]) -> tuple[Claim, ...]:
    """The claims of several subjects, one subject after the other."""
    return tuple(claim for subject in subjects for claim in by_subject.get(subject, ()))


def _same(value: Value | None) -> object:
    """By what two values are the same: for a date its days and not its words, for a text the text."""
    return (value.first, value.last) if isinstance(value, SourceDate) else value
