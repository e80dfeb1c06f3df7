"""A passkey for signing in counts only from a page of the desk, whatever the library would take."""

import json
from base64 import urlsafe_b64encode

import pytest
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django.core.exceptions import ValidationError

from undersigned.server.desk.forms.passkeys import SignInWithPasskey


@pytest.fixture
def asked(monkeypatch):
    """What gets as far as the library."""
    seen = []
    monkeypatch.setattr(LoginWebAuthnForm, "clean_credential", lambda form: seen.append(form) or "taken")
    return seen


def given(client_data):
    """The form with an answer of a browser."""
    form = SignInWithPasskey()
    written = urlsafe_b64encode(json.dumps(client_data).encode()).decode().rstrip("=")
    form.cleaned_data = {"credential": {"response": {"clientDataJSON": written}}}
    return form


@pytest.mark.parametrize("origin", ["http://localhost:8000", "http://localhost:41231"])
def test_one_from_a_page_of_the_desk_is_asked_about(asked, origin):
    """The library decides then, as before."""
    assert given({"origin": origin}).clean_credential() == "taken"
    assert len(asked) == 1


@pytest.mark.parametrize(
    "client_data",
    [{"origin": "http://sign.localhost:8000"}, {"origin": "null"}, {"origin": 1}, {}, [], "text", None],
)
def test_one_from_the_signing_page_or_from_nowhere_is_refused(asked, client_data):
    """Though its domain be that of the desk's passkeys."""
    with pytest.raises(ValidationError):
        given(client_data).clean_credential()
    assert not asked
