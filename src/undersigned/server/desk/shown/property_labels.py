"""What can be said of each kind of subject, in the words of the desk, and values as people read them."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from undersigned.evidence.claims import Value
from undersigned.evidence.properties import PropertyError, properties, property_of
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.values.dates import SourceDate
from undersigned.wording.words import day_in_words, length_in_words

_OUTCOME = "outcome"
_RESTRICTION = "restriction"
_LENGTHS = ("length", "sentence-length", "restriction-length")
DAY_OF = "outcome.on="  # a column whose word says what happened, and whose cells say when
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
    "role": gettext_lazy("Role (journalist, activist …)"),
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
    "person": gettext_lazy("Person"),
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
    "length": gettext_lazy("How long, where it is not in days"),
    "eyewitness": gettext_lazy("Who saw it (a witness)"),
    "counsel": gettext_lazy("Whether a lawyer was let in"),
    "whereabouts": gettext_lazy("Whereabouts"),
    "ill-treatment": gettext_lazy("Ill-treatment"),
    "note": gettext_lazy("Note about the detention"),
}
EVENT: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name of the event"),
    "kind": gettext_lazy("Kind of event"),
    "start": gettext_lazy("First day"),
    "end": gettext_lazy("Last day"),
    "place": gettext_lazy("Place of the event"),
}
PROCEEDING: Mapping[str, str | Promise] = {
    "person": gettext_lazy("Person"),
    "case-number": gettext_lazy("Number of the case"),
    "court": gettext_lazy("Court"),
    "instance": gettext_lazy("Instance"),
    "judge": gettext_lazy("Judge"),
    "legal-basis": gettext_lazy("Article or charge before the court"),
    "charged": gettext_lazy("Day of the charge"),
    "hearing": gettext_lazy("Day of a hearing"),
    "verdict": gettext_lazy("Verdict"),
    "verdict-on": gettext_lazy("Day of the verdict"),
    "sentence": gettext_lazy("Sentence"),
    "sentence-length": gettext_lazy("Length of the sentence"),
    "fine": gettext_lazy("Amount of a fine"),
    "appeal-of": gettext_lazy("Reviews the proceeding"),
}
OPINION: Mapping[str, str | Promise] = {
    "person": gettext_lazy("Person"),
    "body": gettext_lazy("Body"),
    "symbol": gettext_lazy("Symbol or number"),
    "category": gettext_lazy("Category of the opinion"),
    "adopted": gettext_lazy("Day of adoption"),
    "paragraph": gettext_lazy("Paragraph"),
    "answer": gettext_lazy("Answer of the government"),
}
RECOMMENDATION: Mapping[str, str | Promise] = {
    "person": gettext_lazy("Person"),
    "body": gettext_lazy("Body"),
    "symbol": gettext_lazy("Symbol or number"),
    "paragraph": gettext_lazy("Paragraph"),
    "addressee": gettext_lazy("To whom"),
    "made": gettext_lazy("Day on which it was made"),
    "response": gettext_lazy("Response"),
    "state": gettext_lazy("How it stands"),
    "state-on": gettext_lazy("Stood so on"),
    "same-as": gettext_lazy("The same as"),
}
RECOGNITION: Mapping[str, str | Promise] = {
    "person": gettext_lazy("Person"),
    "by": gettext_lazy("Named by"),
    "as": gettext_lazy("Named as"),
    "on": gettext_lazy("Day of the naming"),
    "criterion": gettext_lazy("Under which criterion"),
    "ground": gettext_lazy("On which ground"),
    "withdrawn-on": gettext_lazy("Taken off on"),
}
OUTCOME: Mapping[str, str | Promise] = {
    "person": gettext_lazy("Person"),
    "what": gettext_lazy("What happened"),
    "on": gettext_lazy("Day"),
    "how": gettext_lazy("How"),
    "restriction": gettext_lazy("Restrictions"),
    "place": gettext_lazy("Place"),
    "length": gettext_lazy("Length"),
    "restriction-length": gettext_lazy("How long the restrictions hold"),
    "told-by": gettext_lazy("By whom the source was told"),
}
CALL: Mapping[str, str | Promise] = {
    "person": gettext_lazy("Person"),
    "on": gettext_lazy("Day of the text"),
    "clause": gettext_lazy("Clause"),
    "demand": gettext_lazy("What is called for"),
    "addressee": gettext_lazy("To whom"),
    "state": gettext_lazy("How it stands"),
    "state-on": gettext_lazy("Stood so on"),
    "same-as": gettext_lazy("The same as"),
}
REPLY: Mapping[str, str | Promise] = {
    "by": gettext_lazy("Who replies"),
    "on": gettext_lazy("Day of the reply"),
    "to": gettext_lazy("To what"),
    "substance": gettext_lazy("What the reply says"),
}
OFFICIAL: Mapping[str, str | Promise] = {
    "name": gettext_lazy("Name of the official"),
    "post": gettext_lazy("Post"),
    "post-from": gettext_lazy("In the post from"),
    "post-until": gettext_lazy("In the post until"),
}
ANSWERABILITY: Mapping[str, str | Promise] = {
    "official": gettext_lazy("Official"),
    "person": gettext_lazy("Person"),
    "act": gettext_lazy("Act"),
    "responsibility": gettext_lazy("Kind of responsibility"),
    "not-established": gettext_lazy("What is not established"),
    "reply": gettext_lazy("Reply of the official"),
    "reply-on": gettext_lazy("Day of the reply"),
}
QUOTATION: Mapping[str, str | Promise] = {
    "speaker": gettext_lazy("Who is quoted"),
    "on": gettext_lazy("Day of the words"),
    "subject-matter": gettext_lazy("About what"),
    "words": gettext_lazy("Words"),
}
_KINDS: Mapping[str, Mapping[str, str | Promise]] = {
    "person": PERSON,
    "detention": DETENTION,
    "outcome": OUTCOME,
    "proceeding": PROCEEDING,
    "recognition": RECOGNITION,
    "opinion": OPINION,
    "recommendation": RECOMMENDATION,
    "call": CALL,
    "event": EVENT,
    "answerability": ANSWERABILITY,
    "official": OFFICIAL,
    "reply": REPLY,
    "quotation": QUOTATION,
}
_NO_COLUMN = ("answerability",)  # says of whom it is, and no column can
KIND_LABELS: Mapping[str, str | Promise] = {
    "person": gettext_lazy("The person"),
    "detention": gettext_lazy("A detention"),
    "outcome": gettext_lazy("What became of them"),
    "proceeding": gettext_lazy("A proceeding"),
    "recognition": gettext_lazy("A recognition by an organisation"),
    "opinion": gettext_lazy("An opinion of an international body"),
    "recommendation": gettext_lazy("A recommendation"),
    "call": gettext_lazy("A call of a text"),
    "event": gettext_lazy("An event"),
    "answerability": gettext_lazy("Who is said to answer for an act"),
    "official": gettext_lazy("An official"),
    "reply": gettext_lazy("A reply"),
    "quotation": gettext_lazy("A quotation"),
}


def label_of(kind: str, name: str) -> str:
    """A property in words; if it has none, its own name."""
    return str(_KINDS.get(kind, {}).get(name) or name.replace("-", " ").capitalize())


def choices() -> list[tuple[str, object]]:
    """The properties that a column can have, grouped by subject, for a select box."""
    return [
        ("", _("– choose –")),
        ("ignore", _("Nothing: leave it out")),
        *((str(KIND_LABELS[kind]), list(_of_columns(kind))) for kind in _KINDS if kind not in _NO_COLUMN),
    ]


def kind_said(kind: str) -> str:
    """A kind of subject in words; if it has none, its own name."""
    return str(KIND_LABELS.get(kind) or kind.replace("-", " ").capitalize())


def _of_columns(kind: str) -> Iterator[tuple[str, object]]:
    """What a column can say of a kind: its properties, and outcomes named by the column itself."""
    for name, label in _KINDS[kind].items():
        known = properties().get(f"{kind}.{name}")
        if known and known.type != "subject":
            yield known.path, label
    if kind == _OUTCOME:
        for code, term in vocabulary(_OUTCOME).terms.items():
            what = term.labels.get((get_language() or "en")[:2], term.labels["en"])
            yield f"{DAY_OF}{code}", _("Day of: %(what)s") % {"what": what}


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
    if name in _LENGTHS and isinstance(value, str):
        return _length_said(value, language)
    return "" if value is None else str(value)


def _length_said(value: str, language: str) -> str:
    """A duration in words, after what it is of where it says that."""
    code, _space, length = value.rpartition(" ")
    of_what = vocabulary(_RESTRICTION)
    if code not in of_what.terms:
        return length_in_words(value, language)
    return f"{of_what.label(code, language)}, {length_in_words(length, language)}"
