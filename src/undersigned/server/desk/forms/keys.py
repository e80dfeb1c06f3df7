"""Forms of keys and of electronic signing."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from undersigned.server.actions.log.enrolling import IDENTITIES
from undersigned.server.actions.log.keeping_keys import REASONS
from undersigned.server.desk.forms.accounts import LANGUAGES
from undersigned.server.records.models import SigningKey

_IDENTITY = {
    "in-person": _("In person, with a document that I have looked at"),
    "by-video": _("By video, with a document that I have looked at"),
    "by-document": _("By a document that was sent"),
    "demonstration": _("Not at all: this is a demonstration, and the record says so"),
}
_REASON = {
    "lost": _("The device is lost"),
    "compromised": _("Somebody else may have used it"),
    "replaced": _("It is replaced"),
    "term-ended": _("The mandate or the office has ended"),
    "rp-lost": _("The address of the signing host is lost"),
}


class MultipleFiles(forms.FileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class BeginEnrolment(forms.Form):
    """How the holder's identity was checked, and what is known of the device."""

    identity = forms.ChoiceField(label=_("How do you know who it is?"), widget=forms.RadioSelect)
    attested = forms.BooleanField(
        label=_("I have looked at the device: it is on the list that this assembly has agreed on (level A)"),
        required=False,
    )
    replaces = forms.ChoiceField(
        label=_("Instead of which key?"),
        help_text=_("With the old key at hand, one registrar is enough."),
        required=False,
    )

    def __init__(self, *args: Any, keys: tuple[SigningKey, ...], **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        offered = [identity for identity in IDENTITIES if identity != "demonstration" or settings.DEMO]
        self.fields["identity"].choices = [(one, _IDENTITY[one]) for one in offered]  # type: ignore[attr-defined]
        if keys:
            named = [(key.pk, f"{key.level} · {key.thumbprint[:12]}…") for key in keys]
            self.fields["replaces"].choices = [("", _("none: one key more")), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["replaces"]


class RevokeKey(forms.Form):
    """Why a key ends, and from which entry on it is suspect."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[(one, _REASON[one]) for one in REASONS if one != "replaced"],
        widget=forms.RadioSelect,
    )
    suspect_from = forms.IntegerField(
        label=_("Suspect from which entry of the log on?"),
        help_text=_("Left empty, what it has signed stays beyond doubt."),
        min_value=0,
        required=False,
    )


class SignedFiles(forms.Form):
    """Records that registrars have signed, as files; which record is which is read from them."""

    signed = forms.FileField(
        label=_("Signed records"),
        help_text=_("The files that `undersigned registrar sign` has written, several at once."),
        widget=MultipleFiles({"accept": ".txt,text/plain"}),
        required=False,
    )


class RollForLog(forms.Form):
    """Where the roll that goes into the log comes from."""

    source = forms.CharField(
        label=_("Where does the roll come from?"),
        help_text=_("One line, such as: the Assembly’s list of members of 12 October. It is public."),
        max_length=200,
    )


class LettersOfInvitation(forms.Form):
    """In which language letters go out; the addresses stand beside the names."""

    language = forms.ChoiceField(label=_("Language of the letters"), choices=LANGUAGES)
