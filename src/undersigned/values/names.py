"""A personal name as written: nothing is cleaned, reordered or completed.

The capitals of an official list mark where the surname starts, so family and given parts come from the list
itself; a form that prints no capitals leaves `given` as the initial it prints, or `None`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalName:
    """The parts a source gives, each exactly as printed.

    `honorific` is a word before the name (`Mr`, `Mme`, `Lord`); `style` is printed in brackets inside it
    (`Alexander [The Earl of] DUNDEE`).
    """

    family: str
    given: str | None = None
    honorific: str | None = None
    style: str | None = None

    def surname_first(self) -> str:
        """As the printed list has it: `ÆVARSDÓTTIR Thorhildur Sunna`."""
        return " ".join(part for part in (self.family, self.given, self._bracket()) if part)

    def given_first(self) -> str:
        """As the Assembly's site has it: `Ms Thorhildur Sunna ÆVARSDÓTTIR`."""
        parts = (self.honorific, self.given, self._bracket(), self.family)
        return " ".join(part for part in parts if part)

    def _bracket(self) -> str | None:
        return f"[{self.style}]" if self.style else None
