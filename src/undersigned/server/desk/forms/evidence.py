"""Forms of lists: a file and its source, how the table lies, unknown words; its columns: `columns.py`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from undersigned.evidence.intake.terms import ANY
from undersigned.evidence.properties import property_of
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.server.actions.evidence.lists import Lying

LEVELS = (
    ("public", _("Public: may go out, once the person agrees and a list is approved")),
    ("restricted", _("Restricted: staff only")),
    ("withheld", _("Withheld: named readers only, kept as ciphertext")),
)


def terms_of(name: str, language: str, codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """The terms of a vocabulary, for a box to choose from."""
    known = vocabulary(name)
    return [(code, known.label(code, language)) for code in known.terms if codes is None or code in codes]


class BringList(forms.Form):
    """A list, and whose it is: a source that is known, or a new one."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_("Excel (XLSX), ODS, CSV, TSV or JSON Lines. Nothing is taken in until you have seen it."),
        widget=forms.FileInput({"accept": ".xlsx,.ods,.csv,.tsv,.txt,.jsonl"}),
        allow_empty_file=True,
    )
    source = forms.ChoiceField(label=_("Whose list it is"), required=False)
    publisher = forms.CharField(label=_("If it is new: who made the list"), required=False, max_length=200)
    title = forms.CharField(label=_("If it is new: what it is called"), required=False, max_length=200)
    right = forms.CharField(
        label=_("If it is new: why it may be used"),
        required=False,
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, sources: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", _("a new source")), *sources]  # type: ignore[attr-defined]
        if not sources:  # the first list of all: its source is new
            self.fields["source"].widget = forms.HiddenInput()
            self.fields["publisher"].label = _("Who made the list")
            self.fields["title"].label = _("What it is called")
            self.fields["right"].label = _("Why it may be used")

    def clean(self) -> dict[str, Any]:
        """A new source has a name by which it can be looked up."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("source") and not (said.get("publisher") or said.get("title")):
            self.add_error("publisher", str(_("Say who made the list, or choose one that is known.")))
        return said


class HowItLies(forms.Form):
    """Where in the file the table and its column words are."""

    sheet = forms.CharField(label=_("Sheet"), required=False, max_length=100)
    header_at = forms.IntegerField(label=_("Row of the column words"), min_value=1, required=False)
    header_rows = forms.IntegerField(
        label=_("How many rows they go over"), min_value=1, max_value=4, initial=1
    )
    encoding = forms.CharField(label=_("Encoding of a text file"), required=False, max_length=30)

    def lying(self) -> Lying:
        """How the table lies."""
        said = self.cleaned_data
        return Lying(
            sheet=said["sheet"] or None,
            header_at=said["header_at"],
            header_rows=said["header_rows"],
            encoding=said["encoding"] or None,
        )


class KnowWords(forms.Form):
    """What the words mean that no vocabulary knows; one that is left open stays refused."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        unknown: Mapping[str, Counter[str]],
        properties: Mapping[str, str],
        language: str,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words: dict[str, tuple[str, str]] = {}
        for column, words in unknown.items():
            name = property_of(properties[column]).vocabulary or ""
            for word, number in words.most_common():
                field = f"word-{len(self.words)}"
                self.words[field] = (column, word)
                self.fields[field] = forms.ChoiceField(
                    label=f"{column}: {word} ({number})",
                    choices=[("", _("stays refused")), *terms_of(name, language)],
                    required=False,
                )

    @property
    def for_any(self) -> bool:
        """Whether some word holds for any number."""
        return any(ANY in word for _column, word in self.words.values())

    def said(self) -> dict[str, dict[str, str]]:
        """The words that were given a meaning, by column."""
        told: dict[str, dict[str, str]] = {}
        for field, (column, word) in self.words.items():
            if code := self.cleaned_data.get(field):
                told.setdefault(column, {})[word] = code
        return told
