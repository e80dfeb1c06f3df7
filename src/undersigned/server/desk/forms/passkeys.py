"""Signing in with a passkey: only on a page of the desk itself.

A browser lets a page ask for passkeys of the hosts above its own. Where the signing host stands below the
desk's, its page could so ask for one that signs in here, and the library would take it. The browser states
the page's host in the signed bytes; the desk takes its own and no other.
"""

import binascii
import json
from base64 import urlsafe_b64decode
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.conf import settings


class _AtTheDesk:
    """What the library asks of a passkey's answer, and on which host it was given."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> object:
        """The authenticator. Raises Django's `ValidationError`."""
        if _host_of(self.cleaned_data["credential"]) != urlsplit(settings.ORIGIN).hostname:
            raise get_adapter().validation_error("incorrect_code")
        return super().clean_credential()  # type: ignore[misc]  # the library's form, behind this one


class SignInWithPasskey(_AtTheDesk, LoginWebAuthnForm):  # type: ignore[misc]  # the library has no types
    """A passkey alone."""


class AnswerWithPasskey(_AtTheDesk, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class ProveWithPasskey(_AtTheDesk, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey again, before something that matters."""


def _host_of(credential: Any) -> str | None:  # noqa: ANN401 (what a browser sent)
    try:
        written = credential["response"]["clientDataJSON"]
        said = json.loads(urlsafe_b64decode(written + "=" * (-len(written) % 4)))
        host: str | None = urlsplit(said["origin"]).hostname
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error):
        return None
    return host
