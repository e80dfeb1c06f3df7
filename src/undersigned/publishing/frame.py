"""The frame of a page: the site it belongs to, and its address there.

* The publisher is named, or the page says that none was given; so is the address for corrections.
* Nothing of the surroundings changes with the clock: `as_of` is printed only where the publisher gave it.
* A page that may be shown at any address (`anywhere`) links from the root of the host.
* A page without a frame stands alone: its sheet is inside it and it has no links to the site.
"""

from dataclasses import dataclass
from datetime import datetime

from undersigned.publishing import addresses
from undersigned.publishing.addresses import Address
from undersigned.publishing.corrections import corrections_address


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a publisher says about a site; `corrections` is an e-mail, web or postal address.

    Raises `CorrectionsError` for anything else.
    """

    title: str = "Undersigned"
    publisher: str | None = None
    corrections: str | None = None
    as_of: datetime | None = None

    def __post_init__(self) -> None:
        if self.corrections is not None:
            corrections_address(self.corrections)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page's place in a site: its address, that of the style sheet, and the languages it exists in."""

    address: Address
    settings: Settings
    sheet: Address
    languages: tuple[str, ...]
    section: str = ""
    anywhere: bool = False

    def to(self, target: str) -> str:
        """The link from this page to another address of the site."""
        if self.anywhere:
            return "/" + addresses.link(Address(""), target)
        return addresses.link(self.address, target)

    def in_language(self, language: str) -> str:
        """The link to this page in another language."""
        return self.to(addresses.in_language(self.address, language))
