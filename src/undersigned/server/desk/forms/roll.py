"""Forms of the roll."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BringRollFile(forms.Form):
    """A membership file."""

    file = forms.FileField(
        label=_("Membership file"),
        help_text=_("CSV (UTF-8), Excel (XLSX) or Popolo JSON. Nothing is changed until you have seen it."),
        widget=forms.FileInput({"accept": ".csv,.xlsx,.json,.txt"}),
        allow_empty_file=True,
    )


class RollQuestion(forms.Form):
    """A day and words to look for; both may be missing."""

    on = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    search = forms.CharField(
        label=_("Name, delegation or group"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
    )
