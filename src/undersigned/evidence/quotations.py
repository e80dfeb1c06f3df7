"""Quotations: who said what on which day; they belong to the speaker and the source, and claim nothing."""

from collections.abc import Iterable

from undersigned.evidence.claims import Claim
from undersigned.evidence.fields import View, of_kind, standing_claims


class Quotation(View):
    """Words of somebody, or where to find them."""

    __slots__ = ()

    @property
    def speaker(self) -> str | None:
        """Whose words they are; `None` where nobody says or sources differ."""
        return self.text("speaker")


def quotations(claims: Iterable[Claim]) -> tuple[Quotation, ...]:
    """The quotations of these claims, in their order."""
    return tuple(
        Quotation(kind="quotation", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "quotation").items()
    )
