"""Posts held, and who is said to answer for an act: always somebody's claim, with a place for a reply.

1. An official is linked to an act by a claim with its source and the kind of responsibility; what is not
   established is said beside it.
2. A reply stands on the same page as what it replies to, with its day; that none was found is said too.
3. There is no score, no rank and no sum over an official.
"""

from collections.abc import Iterable

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.fields import Field, View, of_kind, standing_claims
from undersigned.values.findings import Finding, passed, undetermined


class Official(View):
    """Somebody who holds or held a post."""

    __slots__ = ()

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts, as sources call them."""
        return self.texts("post")


class Answerability(View):
    """What a source says an official answers for."""

    __slots__ = ()

    @property
    def officials(self) -> tuple[Subject, ...]:
        """Of whom it is said."""
        return self.points_at("official")

    @property
    def responsibility(self) -> Field:
        """Of which kind, as codes of `responsibility`, each with who says so."""
        return self.field("responsibility")

    @property
    def replies(self) -> Field:
        """What the official answered; a claim of not found says that a reply was sought."""
        return self.field("reply")

    def may_be_shown(self) -> Finding:
        """Is there an act, a kind of responsibility, a source, and was a reply given or sought?"""
        code = "evidence.answerability.complete"
        asked = {
            "act": bool(self.field("act").values),
            "responsibility": bool(self.responsibility.values),
            "reply": bool(self.replies.values or self.replies.not_found),
        }
        missing = tuple(name for name, there in asked.items() if not there)
        return undetermined(code, missing=missing) if missing else passed(code)


def officials(claims: Iterable[Claim]) -> tuple[Official, ...]:
    """The officials of these claims, in their order."""
    return tuple(
        Official(kind="official", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "official").items()
    )


def answerabilities(claims: Iterable[Claim]) -> tuple[Answerability, ...]:
    """What these claims say that officials answer for, in their order."""
    return tuple(
        Answerability(kind="answerability", subjects=(subject,), claims=own)
        for subject, own in of_kind(standing_claims(claims), "answerability").items()
    )
