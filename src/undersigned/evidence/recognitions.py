"""Recognitions: what others call a person, as "named by X on day Y under criterion Z"; never our words.

1. "Political prisoner" is somebody's finding on a day. It is shown with who found it, when and under which
   criterion, or as incomplete; it is never a field of the person.
2. A finding that was withdrawn stays, with the day on which it was.
"""

from collections.abc import Iterable
from datetime import date

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import View, of_kind, standing_claims
from undersigned.evidence.vocabularies.vocabulary import spoken
from undersigned.values.findings import Finding, Outcome, Particular, Severity


class Recognition(View):
    """A finding about a person by an organisation or a body."""

    __slots__ = ()

    @property
    def persons(self) -> tuple[Subject, ...]:
        """Whom it names."""
        return self.points_at("person")

    def stands_on(self, day: date) -> bool | None:
        """Whether it was made and not withdrawn by a day; `None` where the sources do not tell."""
        made, withdrawn = self.date("on"), self.date("withdrawn-on")
        if made is None:
            return None
        if made.first > day or (withdrawn and withdrawn.last <= day):
            return False
        return None if made.last > day or (withdrawn and withdrawn.first <= day) else True

    def attributed(self) -> Finding:
        """Is it known who named the person, when and under which criterion?"""
        on = self.date("on")
        said: dict[str, Particular] = {
            "by": self.text("by"),
            **spoken("as", "recognition", self.text("as")),
            "on": on.iso() if on else None,
            **spoken("criterion", "criterion", self.text("criterion")),
        }
        missing = tuple(name for name, value in said.items() if value is None)
        return Finding(
            code="evidence.recognition.attributed",
            outcome=Outcome.UNDETERMINED if missing else Outcome.PASSED,
            severity=Severity.WARNING if missing else Severity.NOTICE,
            particulars={**said, "missing": missing} if missing else said,
            cites=self.cites,
        )


def recognitions(claims: Iterable[Claim]) -> tuple[Recognition, ...]:
    """The recognitions of these claims, in their order."""
    return tuple(
        Recognition(kind="recognition", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "recognition").items()
    )
