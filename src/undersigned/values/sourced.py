"""A value together with the citations that support it; it cannot be made without one."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from undersigned.values.faults import UndersignedError

Value = TypeVar("Value")


class Status(StrEnum):
    """How well a value is known."""

    CONFIRMED = "confirmed"  # read in an official page or document
    OBSERVED = "observed"  # seen at work in real documents, the rule itself not read
    UNKNOWN = "unknown"  # nobody here knows: never filled with today's value


class UnsourcedError(UndersignedError):
    """A value was given without saying where it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source and the place in it: an article, a page, a paragraph."""

    source: str
    title: str | None = None
    at: str | None = None
    url: str | None = None

    def as_data(self) -> dict[str, Any]:
        """Plain data for JSON; keys without a value are left out."""
        data = {"source": self.source, "title": self.title, "at": self.at, "url": self.url}
        return {key: value for key, value in data.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Generic[Value]):
    """A value, how well it is known, and the citations that support it.

    Raises `UnsourcedError` when a known value cites nothing.
    An unknown value is `None` and may cite the places where it was sought.
    """

    value: Value | None
    status: Status
    cites: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if self.status is Status.UNKNOWN:
            if self.value is not None:
                raise UnsourcedError("an unknown value cannot have a value")
        elif self.value is None or not self.cites:
            raise UnsourcedError(f"a {self.status} value needs a value and a source")

    @property
    def known(self) -> bool:
        """Whether there is a value to reckon with."""
        return self.status is not Status.UNKNOWN
