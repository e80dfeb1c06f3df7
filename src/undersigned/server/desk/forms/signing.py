"""Forms for collecting on paper; who may sign what is asked of the rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.models import Scan


class WithScan(forms.Form):
    """A scan of a sheet: a new file, or one that is kept already."""

    file = forms.FileField(
        label=_("Scan of the sheet"),
        help_text=_("PDF, JPEG or PNG, 20 MB at the most. Clerks alone can look at it."),
        required=False,
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )
    kept = forms.ChoiceField(label=_("or a scan that is kept already"), required=False)
    _without: tuple[tuple[str, Any], ...] = ()

    def __init__(self, *args: Any, scans: Iterable[Scan], **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        self._offer(scans)

    @property
    def offers_kept(self) -> bool:
        """Whether there is a scan to choose from."""
        return len(self._choices) > 1 + len(self._without)

    def choose(self, chosen: Scan, scans: Iterable[Scan]) -> None:
        """Show a scan as chosen, though the form is shown again: its file is kept and need not come twice."""
        self._offer(scans)
        data = self.data.copy()  # type: ignore[attr-defined]  # what was sent is a QueryDict
        data["kept"] = chosen.pk
        self.data = data

    def _offer(self, scans: Iterable[Scan]) -> None:
        self._choices = [("", _("none")), *((scan.pk, scan.name) for scan in scans), *self._without]
        self.fields["kept"].choices = self._choices  # type: ignore[attr-defined]  # it is a ChoiceField


class Sheet(WithScan):
    """A returned sheet: its scan, and the day on it; the names stand beside the form."""

    day = forms.DateField(
        label=_("Day of signing, as on the sheet"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day that stands on the sheet.")},
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        opened_on: date,
        today: date,
        one_by_one: bool = False,
        **kwargs: Any,  # noqa: ANN401 (Django's)
    ) -> None:
        if one_by_one:
            self._without = (("none", _("without a scan yet")),)
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs |= {"min": opened_on.isoformat(), "max": today.isoformat()}

    def clean_kept(self) -> str:
        """A name added by search says on which sheet it is, or that there is none: no scan is assumed."""
        kept = str(self.cleaned_data.get("kept") or "")
        if self._without and not kept and self.offers_kept:
            raise forms.ValidationError(
                _("Choose the sheet on which the name stands, or “without a scan yet”.")
            )
        return kept


class Reason(forms.Form):
    """Why a tick is taken back, or on what ground a name is withdrawn."""

    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea({"rows": 2}),
        max_length=1000,
        error_messages={"required": _("There is no reason. Say why in a sentence; it is kept.")},
    )


class RulingForm(forms.Form):
    """What was decided, by whom, when and why."""

    admitted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("The text is in order")), ("no", _("The text is not in order"))],
        coerce=lambda said: said == "yes",
        error_messages={"required": _("Choose what was decided.")},
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 3}),
        max_length=4000,
        error_messages={"required": _("Write the reason; a sentence is enough.")},
    )
    decided_by = forms.CharField(
        label=_("Who decided"), max_length=200, error_messages={"required": _("Write who decided.")}
    )
    decided_on = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Give the day of the decision.")},
    )
