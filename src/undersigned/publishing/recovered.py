"""What was read back out of a published form, to prove that every form says the same."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """The canonical text v1 and the canonical list v1 as one form carries them.

    `text` is empty where the form carries no text; `list` is then still the list of names.
    """

    text: str
    list: str
