"""Forms for drafts: a text in its languages, files and pasted words, and the choices when opening it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from undersigned.server.desk.shown.drafts import language_name

if TYPE_CHECKING:  # a generic to the type checker alone
    from django.core.files.uploadedfile import UploadedFile

_PARTS = ("title", "opening", "clauses")


class ManyFiles(forms.ClearableFileInput):
    """A box for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ANN401 (Django's)
        """Each of them by itself."""
        return [super(FilesField, self).clean(one, initial) for one in data or ()]


class BeginDraft(forms.Form):
    """Files, or pasted words; with neither, an empty page is asked for by its own button."""

    documents = FilesField(
        label=_("Word files, or text files"),
        help_text=_("One for each language, or one with both. You can drop them here."),
        required=False,
        allow_empty_file=True,
        widget=ManyFiles({"accept": ".docx,.docm,.txt,.html,.htm"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the text"),
        help_text=_("The title first, then the clauses; the second language after the first."),
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"rows": 6}),
    )
    language = forms.ChoiceField(
        label=_("Language, where it cannot be told"),
        required=False,
    )
    instrument = forms.ChoiceField(label=_("Kind of text"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        languages: Iterable[str],
        instruments: Sequence[tuple[str, str]],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        told = [("", _("as the text itself tells")), *((code, language_name(code)) for code in languages)]
        self.fields["language"].choices = told  # type: ignore[attr-defined]  # it is a field of choices
        self.fields["instrument"].choices = instruments  # type: ignore[attr-defined]
        if len(instruments) == 1:
            self.fields["instrument"].widget = forms.HiddenInput()

    def contents(self) -> list[tuple[str, bytes]]:
        """The files, and the pasted words as one more, each by name."""
        most = 10 * 1024 * 1024 + 1
        given = [(str(one.name), one.read(most)) for one in self.cleaned_data["documents"]]
        pasted = self.cleaned_data["pasted"]
        return [*given, *([(str(_("pasted text")), pasted.encode())] if pasted else [])]


class WriteDraft(forms.Form):
    """A text in its languages: title, opening formula, clauses, one paragraph each."""

    based_on = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        self.languages = languages
        for language in languages:
            self.fields |= {f"{language}-{part}": _field(part, language) for part in _PARTS}

    @property
    def columns(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """For each language its code, its name, and its three fields."""
        return [
            (language, language_name(language), [self[f"{language}-{part}"] for part in _PARTS])
            for language in self.languages
        ]

    def texts(self) -> dict[str, dict[str, Any]]:
        """What was written, as rows keep it: a line break begins another clause, empty lines are nothing."""
        return {
            language: {
                "title": _one_line(self.cleaned_data[f"{language}-title"]),
                "opening": _one_line(self.cleaned_data[f"{language}-opening"]),
                "clauses": _lines(self.cleaned_data[f"{language}-clauses"]),
            }
            for language in self.languages
        }


class AddColleague(forms.Form):
    """With whom to write together."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Of somebody who drafts at this desk."),
        error_messages={"required": _("Give the address of your colleague.")},
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


class OpenCollection(forms.Form):
    """Who signs first, and from which day; `first_needed` says why nobody may be left out, where it is so."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    first_signer = forms.ChoiceField(
        label=_("First signer"),
        help_text=_("This name stands first on the list, the others follow by the assembly’s order."),
        required=False,
    )
    on = forms.DateField(
        label=_("Open from"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), localize=False
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 (Django's)
        members: Iterable[tuple[str, str]],
        first_needed: str,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_signer"].required = bool(first_needed)
        self.fields["first_signer"].error_messages["required"] = first_needed
        self.fields["first_signer"].choices = [("", "–"), *members]  # type: ignore[attr-defined]


class TakeBack(forms.Form):
    """Why a text is taken back into draft."""

    reason = forms.CharField(
        label=_("Why the text is taken back"),
        help_text=_("The names collected so far will not count; each is asked anew."),
        error_messages={"required": _("Say why in a sentence; it is kept.")},
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )


def initial_of(texts: Mapping[str, Mapping[str, Any]], based_on: int) -> dict[str, Any]:
    """What the boxes show of a text as rows keep it."""
    shown: dict[str, Any] = {"based_on": based_on}
    for language, text in texts.items():
        shown[f"{language}-title"] = text.get("title") or ""
        shown[f"{language}-opening"] = text.get("opening") or ""
        shown[f"{language}-clauses"] = "\n\n".join(text.get("clauses", ()))
    return shown


def _field(part: str, language: str) -> forms.CharField:
    labels = {
        "title": _("Title"),
        "opening": _("Opening formula"),
        "clauses": _("Clauses, one paragraph each"),
    }
    rows, most = {"title": (2, 500), "opening": (2, 1000), "clauses": (16, 200_000)}[part]
    box = forms.Textarea({"rows": rows, "lang": language, "spellcheck": "true"})
    return forms.CharField(label=labels[part], required=False, max_length=most, widget=box)


def _lines(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]


def _one_line(written: str) -> str | None:
    return " ".join(_lines(written)) or None
