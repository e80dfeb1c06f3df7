"""The three levels of a claim, and the level of a cluster or a file that holds several.

1. Public: may go out, once it is on an approved list and the person consents.
2. Restricted: staff only; outside as a coarser value or a count.
3. Withheld: named readers only; kept as ciphertext, absent from searches, messages and digests shown
   outside.
4. A cluster of subjects has the strictest level of any of its claims; a file the strictest of any of its
   cells.
"""

from collections.abc import Iterable
from enum import StrEnum


class Level(StrEnum):
    """Who may see a claim, from the mildest to the strictest."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    WITHHELD = "withheld"

    @property
    def strictness(self) -> int:
        """0 for public; the higher, the stricter."""
        return _ORDER.index(self)


_ORDER = (Level.PUBLIC, Level.RESTRICTED, Level.WITHHELD)


def strictest(levels: Iterable[Level]) -> Level:
    """The level of something that holds things of all these levels; public where there are none."""
    return max(levels, key=lambda level: level.strictness, default=Level.PUBLIC)
