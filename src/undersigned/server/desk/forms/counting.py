"""Forms for questions: what a figure counts."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.server.desk.forms.evidence import terms_of
from undersigned.wording.words import term

UNITS = (Unit.PERSONS, Unit.DETENTIONS, Unit.PROCEEDINGS, Unit.OPINIONS, Unit.RECOMMENDATIONS, Unit.EVENTS)
_DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")


class DeclareComplete(forms.Form):
    """That nothing is missing on record for a question: who answers for it, by which source, and why."""

    declared_by = forms.CharField(
        label=_("Who declares it"),
        help_text=_("As it is published beside the figure: an organisation, or whoever may be named."),
        max_length=200,
    )
    on = forms.DateField(label=_("On"), widget=_DAY, localize=False)
    source = forms.CharField(
        label=_("By which source"),
        help_text=_("What names all there are: a court's docket, a body's own list. It is published."),
        max_length=300,
    )
    url = forms.URLField(label=_("Its address"), required=False, max_length=500, assume_scheme="https")
    why = forms.CharField(
        label=_("Why nothing can be missing"),
        help_text=_("In a sentence that names nobody. It is published."),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )


class EndCompleteness(forms.Form):
    """Why a declaration counts no more."""

    why = forms.CharField(
        label=_("Why it counts no more"),
        max_length=1000,
        error_messages={"required": _("Say in a sentence why.")},
    )


class AskQuestion(forms.Form):
    """A question: what is counted, and what narrows it. A kept one may be chosen in its place."""

    question = forms.ChoiceField(label=_("A question that was asked before"), required=False)
    label = forms.CharField(
        label=_("What is counted, in your own words"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=_("Unit"), initial=Unit.PERSONS.value)
    first = forms.DateField(label=_("From"), required=False, widget=_DAY, localize=False)
    last = forms.DateField(label=_("To, this day included"), required=False, widget=_DAY, localize=False)
    places = forms.CharField(
        label=_("Place"),
        help_text=_("As the lists write it; several with semicolons."),
        required=False,
        max_length=300,
    )
    outcomes = forms.MultipleChoiceField(
        label=_("How it ended"), required=False, widget=forms.CheckboxSelectMultiple
    )
    categories = forms.MultipleChoiceField(
        label=_("Only people who are"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        questions: list[tuple[str, str]],
        language: str,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: dict[str, list[tuple[str, Any]]] = {
            "question": [("", _("a new question")), *questions],
            "unit": [(unit.value, term(f"figure-unit.{unit.value}", language, n=2)) for unit in UNITS],
            "outcomes": list(terms_of("detention-outcome", language)),
            "categories": list(terms_of("role", language)),
        }
        for name, options in chosen.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]
        self.fields["label"].unmarked = True  # type: ignore[attr-defined]  # a new question must have it
        if not questions:
            self.fields["question"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A new question has words and a unit, and days the right way round."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("question"):
            return said
        if not said.get("label"):
            self.add_error("label", str(_("Say in a few words what is counted.")))
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", str(_("This day is before the first one.")))
        return said

    def asked(self) -> Question:
        """The question that was made."""
        said = self.cleaned_data
        return Question(
            unit=Unit(said["unit"] or Unit.PERSONS),
            from_=said["first"],
            until=said["last"] + timedelta(days=1) if said["last"] else None,
            places=frozenset(one.strip() for one in said["places"].split(";") if one.strip()),
            categories=frozenset(said["categories"]),
            outcomes=frozenset(said["outcomes"]),
        )
