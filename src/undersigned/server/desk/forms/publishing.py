"""Forms of publishing."""

from django import forms
from django.utils.translation import gettext_lazy as _

_DIGITS = {"inputmode": "numeric", "autocomplete": "off", "class": "short"}
_MOST = 2_000_000_000  # what a column of the database holds


class NumberDeclaration(forms.Form):
    """The two numbers; left empty, the next ones are given."""

    number = forms.IntegerField(
        label=_("Its own number"),
        required=False,
        min_value=0,
        max_value=_MOST,
        widget=forms.TextInput(_DIGITS),
    )
    doc_number = forms.IntegerField(
        label=_("Its number among all documents of the assembly"),
        help_text=_("Other documents may have taken numbers in between."),
        required=False,
        min_value=0,
        max_value=_MOST,
        widget=forms.TextInput(_DIGITS),
    )
    sure = forms.BooleanField(
        label=_("The document number is right, though it is far from the last one"),
        required=False,
        widget=forms.HiddenInput(),
    )

    def ask_back(self) -> None:
        """Show the question that is asked of a number far from the last one."""
        self.fields["sure"].widget = forms.CheckboxInput()


class PublishEdition(forms.Form):
    """What must stand on every form of a later edition."""

    en = forms.CharField(
        label=_("What this edition corrects, in English"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "lang": "en"}),
    )
    fr = forms.CharField(
        label=_("The same in French"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "lang": "fr"}),
    )

    def notes(self) -> dict[str, str]:
        """What was written, by language; each is one paragraph."""
        written = {language: " ".join(self.cleaned_data[language].split()) for language in ("en", "fr")}
        return {language: note for language, note in written.items() if note}
