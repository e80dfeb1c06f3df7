"""Shows whoever destroys a person's data where that person's names stand besides it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from undersigned.server.actions.evidence.naming import Found
from undersigned.values.digest import canonical_json, sha256

_LABELS = {
    "claimtombstone.reason": gettext_lazy("reasons of destructions"),
    "claimwithdrawal.reason": gettext_lazy("reasons why claims were taken back"),
    "claimvalue.said": gettext_lazy("what sources say of others"),
    "collection.texts": gettext_lazy("texts that were opened for signature"),
    "consentanswer.asked_by": gettext_lazy("who asked for a consent"),
    "countquestion.label": gettext_lazy("names of questions that are counted"),
    "decisionreason.why": gettext_lazy("reasons of decisions about others"),
    "declaredcomplete.why": gettext_lazy("why records were declared complete"),
    "declaredcomplete.ended_why": gettext_lazy("why records are complete no more"),
    "draftversion.note": gettext_lazy("notes beside versions of drafts"),
    "draftversion.texts": gettext_lazy("drafts"),
    "edition.document": gettext_lazy("published editions"),
    "evidencesource.archive_url": gettext_lazy("addresses of copies of sources"),
    "evidencesource.author": gettext_lazy("authors of sources"),
    "evidencesource.publisher": gettext_lazy("publishers of sources"),
    "evidencesource.right": gettext_lazy("rights to use sources"),
    "evidencesource.title": gettext_lazy("titles of sources"),
    "evidencesource.url": gettext_lazy("addresses of sources"),
    "rollimport.file_name": gettext_lazy("names of files"),
    "scan.name": gettext_lazy("names of scans"),
    "signature.withdrawal_reason": gettext_lazy("why a name was withdrawn"),
    "smallstepapproval.why": gettext_lazy("why a change that could tell of one or two people went out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceShown:
    """A column with their names: what it is, in how many records, some of them, what becomes of it."""

    column: str
    label: str
    number: int
    says: tuple[str, ...]
    becomes: str
    decide: bool
    doubtful: bool = False
    struck: bool = False


def label_of_column(column: str) -> str:
    """A column in words; its own name where it has none."""
    return str(_LABELS.get(column, column))


def places_shown(places: Iterable[Found], struck: Iterable[str] = ()) -> tuple[PlaceShown, ...]:
    """The places, what is to be decided first."""
    chosen = frozenset(struck)
    shown = (
        PlaceShown(
            column=one.column,
            label=label_of_column(one.column),
            number=len(one.rows),
            says=tuple(one.says),
            becomes=_becomes(one),
            decide=one.may_be_erased,
            doubtful=one.doubtful,
            struck=one.column in chosen,
        )
        for one in places
    )
    return tuple(sorted(shown, key=lambda one: (not one.decide, one.label)))


def mark_of(places: Iterable[Found]) -> str:
    """A digest of what was shown, without a name in it: nothing else may be erased on its confirmation."""
    return sha256(canonical_json([[one.column, [str(pk) for pk in one.rows]] for one in places]))


def _becomes(one: Found) -> str:
    if one.ours:
        return _("is erased")
    return (
        "" if one.may_be_erased else _("stays: what was signed, published or said by another is not changed")
    )
