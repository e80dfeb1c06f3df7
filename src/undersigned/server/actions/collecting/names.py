"""The names under a text as they stand now: in printed order, their tally, and what they still need.

1. A name counts for good once a second clerk has confirmed it and, where the text is logged, once the log has
   an entry for it; until then it is shown and said to wait.
2. A tick that was taken back before anybody confirmed it was never a name; a confirmed name that is withdrawn
   stays to be seen.
"""

from dataclasses import dataclass, replace
from datetime import date

from undersigned.declaring.declaration import Declaration, Edition
from undersigned.declaring.questions.threshold import threshold_findings
from undersigned.declaring.questions.window import window_open, withdrawal_allowed
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.server.actions.collecting.readiness import (
    is_listed,
    is_logged,
    printed_order,
    rulebook_of,
    tally_of,
)
from undersigned.server.records.mapping.declaring import declaration_of
from undersigned.server.records.models import Collection, CollectionState, Signature, SigningMethod
from undersigned.values.findings import Finding, Outcome, failed

ADDING = (
    CollectionState.OPEN,
    CollectionState.TABLED,
    CollectionState.IN_ORDER,
    CollectionState.NUMBERED,
    CollectionState.PUBLISHED,
    CollectionState.RE_EDITED,
)
_PUBLIC = (CollectionState.PUBLISHED, CollectionState.RE_EDITED, CollectionState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names under a text: those that stand (in printed order), those withdrawn, and their tally.

    `with_waiting` are the answers if every name that stands is confirmed, `confirmed_only` those of today.
    """

    rulebook: Rulebook | None
    logged: bool
    standing: tuple[Signature, ...]
    withdrawn: tuple[Signature, ...]
    with_waiting: tuple[Finding, ...]
    confirmed_only: tuple[Finding, ...]

    @property
    def waiting(self) -> tuple[Signature, ...]:
        """The names that are not yet finally on the list."""
        return tuple(signature for signature in self.standing if not is_listed(signature, logged=self.logged))

    @property
    def without_scan(self) -> tuple[Signature, ...]:
        """The names that cannot be confirmed because no scan shows them."""
        on_paper = (signature for signature in self.standing if signature.method == SigningMethod.PAPER)
        return tuple(signature for signature in on_paper if signature.scan_id is None)


def names_under(collection: Collection) -> Names:
    """The names of a text. Two queries."""
    rows = collection.signatures.select_related("ticked_by", "confirmed_by")
    every = tuple(rows.order_by("ticked_at", "id"))
    standing = printed_order(
        [signature for signature in every if not signature.withdrawn_at], collection.first_signer_id
    )
    rulebook = rulebook_of(collection)
    logged = is_logged(collection)
    confirmed = tuple(signature for signature in standing if is_listed(signature, logged=logged))
    with_waiting = _threshold(collection, rulebook, standing)
    return Names(
        rulebook=rulebook,
        logged=logged,
        standing=standing,
        withdrawn=tuple(
            signature for signature in every if signature.withdrawn_at and signature.confirmed_at
        ),
        with_waiting=with_waiting,
        confirmed_only=with_waiting if confirmed == standing else _threshold(collection, rulebook, confirmed),
    )


def window(collection: Collection, rulebook: Rulebook, on: date | None = None) -> Finding:
    """Until when names may be added; given a day, whether they may be added on it."""
    return window_open(_declaration(collection, ()), rulebook, on)


def withdrawal(collection: Collection, names: Names, rulebook: Rulebook, on: date) -> Finding:
    """Whether a name may be withdrawn on a day, by the rule and the moments that have passed."""
    closed = window(collection, rulebook, on).outcome is Outcome.FAILED or collection.state not in ADDING
    over = {
        "tabling": collection.tabled_on is not None or collection.state != CollectionState.OPEN,
        # A signed edition counts: a stranger sees its entry in the log before a later withdrawal's.
        "publication": collection.state in _PUBLIC or _has_signed_edition(collection),
        "closing": closed,
        "threshold": bool(names.confirmed_only) and all(finding.ok for finding in names.confirmed_only),
    }
    return withdrawal_allowed(rulebook, {moment for moment, passed in over.items() if passed})


def _has_signed_edition(collection: Collection) -> bool:
    return collection.records.filter(kind="edition", entry__isnull=False).exists()


def _threshold(
    collection: Collection, rulebook: Rulebook | None, names: tuple[Signature, ...]
) -> tuple[Finding, ...]:
    if rulebook is None:
        return (failed("signing.rulebook.found", rulebook=collection.rulebook),)
    return threshold_findings(_declaration(collection, names), rulebook, tally_of(names, rulebook))


def _declaration(collection: Collection, names: tuple[Signature, ...]) -> Declaration:
    listed = declaration_of(collection, min(collection.texts), names, labels={}, groups={})
    return replace(listed, edition=Edition(tabled_on=collection.tabled_on))
