"""What the page shows before anybody signs: the text in every language, who signs, how many have.

The page compares the text with the record that fixed it by itself; nothing here is believed by it.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation

from undersigned.declaring.formulae import disclaimers, usual_words
from undersigned.declaring.questions.threshold import CODES
from undersigned.server.actions.collecting.entitlement import Ground, seat_to_sign
from undersigned.server.actions.collecting.names import names_under
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.shown.collecting import closes_when
from undersigned.server.desk.shown.labels import labels_of
from undersigned.server.records.mapping.declaring import draft_of
from undersigned.server.records.models import RollMember
from undersigned.signing.roll_file import RollSeat


def text_shown(on: Ground) -> dict[str, Any]:
    """The text as it was opened: in each language title, opening, clauses and disclaimer; and its record."""
    draft = draft_of(on.collection.texts)
    return {
        "record": on.text.raw.decode(),
        "texts": {
            version.language: {
                "title": version.title,
                "opening": version.opening,
                "clauses": list(version.clauses),
                "disclaimer": _disclaimer(on, version.language),
                "kind": usual_words(on.collection.instrument, version.language) or on.collection.instrument,
                "closes": _closes(on, version.language),
            }
            for version in draft.versions
        },
        "fictional": labels_of(on.collection.assembly, "en", timezone.localdate()).fictional,
    }


def signer_shown(on: Ground, member: RollMember, act: str) -> dict[str, Any] | Refusal:
    """Who signs, in which seat, how many have signed, and whether the name may be withdrawn later."""
    today = timezone.localdate()
    seat = seat_to_sign(on, member, act, today)
    if isinstance(seat, Refusal):
        return seat
    return {
        "name": seat.name,
        "seat": {language: _seat(on, seat, language) for language in on.collection.texts},
        "soFar": list(_so_far(on)),
        "mayWithdraw": _may_withdraw(on),
    }


def _may_withdraw(on: Ground) -> bool | None:
    """Whether the rules let a member withdraw at all; `None` where nobody knows."""
    rule = on.rulebook.rule("withdrawal.until")
    return rule.value != "never" if rule.known else None


def _seat(on: Ground, seat: RollSeat, language: str) -> str:
    labels = labels_of(on.collection.assembly, language, timezone.localdate())
    parts = (labels.delegation(seat.delegation), labels.group(seat.group))
    return ", ".join(part for part in parts if part)


def _so_far(on: Ground) -> Iterator[dict[str, Any]]:
    by_code = {code: name for name, code in CODES.items()}
    for finding in names_under(on.collection).with_waiting:
        if finding.code in by_code:
            facts = finding.particulars
            yield {"what": by_code[finding.code], "value": facts.get("value"), "needed": facts.get("needed")}


def _disclaimer(on: Ground, language: str) -> str | None:
    variants = [one.variant for one in (on.rulebook.rule("publication.disclaimers").value or ())]
    known = {formula.variant: formula.text for formula in disclaimers() if formula.language == language}
    return next((known[variant] for variant in variants if variant in known), None)


def _closes(on: Ground, language: str) -> str:
    with translation.override(language):
        return closes_when(on.collection, on.rulebook, timezone.localdate())
