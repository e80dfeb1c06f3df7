"""Forms of cases: who is one with whom, what somebody agreed to, what became of them, destroying data."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from undersigned.server.desk.forms.evidence import LEVELS, terms_of
from undersigned.server.records.models import Sameness

_DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")


class Decide(forms.Form):
    """Whether two rows speak of one person."""

    what = forms.ChoiceField(label=_("They are"), choices=Sameness.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why"),
        help_text=_("What you compared. It is kept, and shown to whoever decides after you."),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Say in a sentence what you compared.")},
    )


class TakeBackDecision(forms.Form):
    """Why a decision is taken back."""

    why = forms.CharField(
        label=_("Why it is taken back"),
        max_length=1000,
        error_messages={"required": _("Say in a sentence why.")},
    )


class Consent(forms.Form):
    """An answer of a person, or of everybody in a list."""

    to = forms.ChoiceField(
        label=_("Asked whether they agree to"),
        choices=[("record", _("be recorded")), ("share", _("be shared")), ("publish", _("be published"))],
        initial="publish",
        widget=forms.RadioSelect,
    )
    given = forms.ChoiceField(
        label=_("They said"), choices=[("yes", _("yes")), ("no", _("no"))], widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("On"), widget=_DAY, localize=False)
    asked_by = forms.CharField(label=_("Asked by"), max_length=200)

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {**self.cleaned_data, "given": self.cleaned_data["given"] == "yes"}

    def takes_back(self) -> bool:
        """Whether somebody does not agree to be published (any more)."""
        return (self.cleaned_data["to"], self.cleaned_data["given"]) == ("publish", "no")


class NameReader(forms.Form):
    """Who may read what is withheld in a source."""

    email = forms.EmailField(
        label=_("E-mail address of a monitor"), widget=forms.EmailInput({"autocomplete": "off"})
    )


class Destroy(forms.Form):
    """That a person's data is to be destroyed."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays on record after the data are destroyed: name nobody in it."),
        max_length=300,
        error_messages={"required": _("Say why, without naming anybody.")},
    )
    sure = forms.BooleanField(label=_("I know that this cannot be undone"))

    def decided(self, columns: Iterable[str]) -> tuple[str, ...] | None:
        """Out of which columns the names are to be struck; `None` until each is decided."""
        said = {column: self.data.get(f"decide-{column}") for column in columns}
        if not all(column in ("strike", "leave") for column in said.values()):
            return None
        return tuple(column for column, what in said.items() if what == "strike")


class KeepOutcome(forms.Form):
    """What became of a person, as one source tells it."""

    what = forms.ChoiceField(label=_("What happened"))
    on = forms.DateField(label=_("On"), widget=_DAY, localize=False)
    how = forms.ChoiceField(label=_("If released: how"), required=False)
    restriction = forms.MultipleChoiceField(
        label=_("If released: under which restrictions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.ChoiceField(label=_("Source"), required=False)
    title = forms.CharField(
        label=_("If it is new: what the source is called"), required=False, max_length=200
    )
    url = forms.URLField(
        label=_("If it is new: its address"), required=False, max_length=2000, assume_scheme="https"
    )
    place = forms.CharField(label=_("Where in the source"), required=False, max_length=200)
    level = forms.ChoiceField(
        label=_("Level"), choices=LEVELS[:2], initial="restricted", widget=forms.RadioSelect
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        sources: list[tuple[str, str]],
        language: str,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen: dict[str, list[tuple[str, Any]]] = {
            "what": [("", _("– choose –")), *terms_of("outcome", language)],
            "how": [("", "–"), *terms_of("release", language)],
            "restriction": list(terms_of("restriction", language)),
            "source": [("", _("a new source")), *sources],
        }
        for name, options in chosen.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A new source can be looked up."""
        said: dict[str, Any] = super().clean() or {}
        if not (said.get("source") or said.get("title") or said.get("url")):
            self.add_error("source", str(_("Choose the source, or say what it is called.")))
        return said

    def outcome(self) -> dict[str, date | str | list[str]]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("what", "on", "how", "restriction")}
