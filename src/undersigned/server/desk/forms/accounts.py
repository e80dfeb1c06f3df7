"""Forms of accounts."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from undersigned.server.records.models import User, UserRole

LANGUAGES = (("en", "English"), ("fr", "Français"), ("ru", "Русский"))


class InvitePerson(forms.Form):
    """Whom to invite, in which role."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Write the name, as colleagues know it.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": _("Give the address to which the letter goes.")},
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=UserRole.choices, initial=UserRole.CLERK, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)


class AcceptInvitation(forms.Form):
    """A password of one's own; a passkey can be added at once and used instead."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters; three or four words are good. You can add a passkey next."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
        strip=False,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """The password, if it is not too easy to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangeRole(forms.Form):
    """A role, and whether the account is open."""

    role = forms.ChoiceField(label=_("Role"), choices=UserRole.choices, widget=forms.RadioSelect)
    active = forms.BooleanField(label=_("The account is open"), required=False)


class SignIn(LoginForm):  # type: ignore[misc]  # the library has no types
    """The library's form; the way to a new password stands below it, not between field and button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """The library's form, with a passkey that signs in alone as what is meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this device")
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = ""
        self.fields["passwordless"].initial = True


class SetUpApp(ActivateTOTPForm):  # type: ignore[misc]  # the library has no types
    """The library's form, in words for somebody who has never seen such an app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"], _("The six digits that the app shows"))


class AnswerCode(AuthenticateForm):  # type: ignore[misc]  # the library has no types
    """The library's form; a recovery code is given in the same box."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (Django's)
        super().__init__(*args, **kwargs)
        _ask_for_code(self.fields["code"], _("The six digits of the app, or a recovery code"))


def _ask_for_code(field: forms.Field, label: Any) -> None:  # noqa: ANN401 (a lazy string)
    field.label = label
    field.widget.attrs.pop("placeholder", None)
