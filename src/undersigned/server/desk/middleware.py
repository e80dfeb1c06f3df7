"""What holds for every request: a strict content security policy, and a permission for every view.

1. Pages load their own scripts, styles, fonts and images and nothing else; inline scripts never run.
2. Who is not signed in is sent to sign in and comes back; a role that may not is told so, with 403.
3. What nobody may use does not exist (404).
4. Administrators, clerks and monitors whose visit is proven by a password alone are led to add a passkey or
   a code.
5. The language is that of the account.
6. Where the log is missing though it had begun, acts that need it are refused and the rest of the desk works.
   So it is where the keys of what is withheld are elsewhere, for what cannot be done without them.
"""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from undersigned.server.actions.log.beginning import LogMissingError
from undersigned.server.actions.log.trusting import TrustFileError
from undersigned.server.desk.permissions import NOBODY, permission_of
from undersigned.server.desk.proving import is_proven
from undersigned.server.records.key_ring import KeysElsewhereError
from undersigned.server.records.models import User

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"),
        *("font-src 'self'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'"),
        *("frame-ancestors 'none'", "object-src 'none'", "manifest-src 'self'"),
    )
)
_PERMISSIONS = (
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)"
)


class ContentPolicy:
    """Sets the content security policy (rule 1), and forbids caches to keep pages of the desk."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the policy in the head."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class DenyByDefault:
    """Refuses every view without a permission (rules 2 to 4)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the question who may is asked in `process_view`."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: object,
        _args: object,
        _kwargs: object,
    ) -> HttpResponse | None:
        """Nothing where the view may answer. Raises `PermissionDenied`, `Http404` or our fault (rule 3)."""
        match = request.resolver_match
        if match is None:
            raise Http404
        permission = permission_of(match)
        if permission is NOBODY:
            raise Http404
        # Asked first, so that what is for anyone needs neither a cookie nor a query.
        if permission.anonymous:
            return None
        if permission.given_to(request.user):
            return None if permission.unproven or is_proven(request) else _to_proof(request)
        if request.user.is_authenticated:
            raise PermissionDenied
        return _to_sign_in(request)


def _to_proof(request: HttpRequest) -> HttpResponse:
    """Redirect to the page that asks for a second factor, also from a part of a page (htmx)."""
    address = reverse("desk:second-factor")
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page and back, also from a part of a page (htmx)."""
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    current = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
    return HttpResponseClientRedirect(redirect_to_login(current)["Location"])


_IN_DOUBT: dict[type[Exception], str] = {
    LogMissingError: "desk/errors/log.html",
    TrustFileError: "desk/errors/log.html",
    KeysElsewhereError: "desk/errors/keys.html",
}


class InDoubt:
    """Answers 503 while the log, its trust file or the keys are missing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that explains one of our faults; any other is left to Django."""
        page = next((page for faults, page in _IN_DOUBT.items() if isinstance(exception, faults)), None)
        if page is None:
            return None
        logger.error("%s", exception)
        return render(request, page, status=503)


class PersonalLanguage:
    """Shows the desk in the language of the user's account."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language."""
        if isinstance(request.user, User):
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)
