"""What a column of a list can say, in the words of the desk, and values as people read them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from undersigned.evidence.claims import Value
from undersigned.evidence.properties import PropertyError, property_of
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.values.dates import SourceDate
from undersigned.wording.words import day_in_words

PERSON: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "name-family": gettext_lazy("Family name"),
    "name-given": gettext_lazy("Given name"),
    "patronymic": gettext_lazy("Patronymic"),
    "birth": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "minor": gettext_lazy("A minor"),
    "citizenship": gettext_lazy("Citizenship"),
    "occupation": gettext_lazy("Occupation"),
    "role": gettext_lazy("Role (journalist, minor …)"),
    "affiliation": gettext_lazy("Affiliation"),
    "status": gettext_lazy("Free or not"),
    "ethnicity": gettext_lazy("Ethnicity"),
    "health": gettext_lazy("Health"),
    "family": gettext_lazy("Relatives"),
    "contact": gettext_lazy("Telephone or other contact"),
    "address": gettext_lazy("Home address"),
    "note": gettext_lazy("Note about the person"),
}
DETENTION: Mapping[str, str | Promise] = {
    "low": gettext_lazy("Number held, at least"),
    "high": gettext_lazy("Number held, at most"),
    "start": gettext_lazy("Day of detention"),
    "end": gettext_lazy("Day on which it ended"),
    "place": gettext_lazy("Place of detention"),
    "place-kind": gettext_lazy("Kind of place"),
    "authority": gettext_lazy("Authority that detained"),
    "kind": gettext_lazy("Kind of detention"),
    "legal-basis": gettext_lazy("Article or charge"),
    "legal-family": gettext_lazy("Kind of charge"),
    "stated-reason": gettext_lazy("Reason that was stated"),
    "occasion": gettext_lazy("Occasion"),
    "outcome": gettext_lazy("How it ended"),
    "fine": gettext_lazy("Amount of a fine"),
    "days": gettext_lazy("Days of arrest"),
    "counsel": gettext_lazy("Whether a lawyer was let in"),
    "whereabouts": gettext_lazy("Whereabouts"),
    "ill-treatment": gettext_lazy("Ill-treatment"),
    "note": gettext_lazy("Note about the detention"),
}
OUTCOME: Mapping[str, str | Promise] = {
    "what": gettext_lazy("What happened"),
    "on": gettext_lazy("Day"),
    "how": gettext_lazy("How"),
    "restriction": gettext_lazy("Restrictions"),
    "place": gettext_lazy("Place"),
    "length": gettext_lazy("Length"),
}
_KINDS = {"person": PERSON, "detention": DETENTION, "outcome": OUTCOME}


def label_of(kind: str, name: str) -> str:
    """A property in words; one that no screen of ours names, by its own name."""
    return str(_KINDS.get(kind, {}).get(name) or name.replace("-", " ").capitalize())


def choices() -> list[tuple[str, object]]:
    """What a column can say, for a box to choose from, by what it is about."""
    return [
        ("", _("– choose –")),
        ("ignore", _("Nothing: leave it out")),
        (_("The person"), [(f"person.{name}", label) for name, label in PERSON.items()]),
        (_("The detention"), [(f"detention.{name}", label) for name, label in DETENTION.items()]),
    ]


def value_said(kind: str, name: str, value: Value | None, language: str) -> str:
    """A value as people read it: a code in words, a day as the language writes it."""
    if isinstance(value, SourceDate):
        return " – ".join(day_in_words(one, language) for one in value.iso().split("/"))
    try:
        known = property_of(f"{kind}.{name}")
    except PropertyError:
        return str(value)
    if known.vocabulary and str(value) in vocabulary(known.vocabulary).terms:
        return vocabulary(known.vocabulary).label(str(value), language)
    return "" if value is None else str(value)
