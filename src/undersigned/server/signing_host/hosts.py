"""Separates two hosts on one server: only signing at the signing host, no signing at the desk.

1. A passkey belongs to a host by its name, whatever the port. So whatever is called by the signing host's
   name is the signing host's: no page of the desk, and nothing published, is ever served under it.
2. There, four layers answer and no more: no session, no cookie, no account, no file of the desk's.
"""

from collections.abc import Callable, Iterable
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import get_resolver, set_urlconf

from undersigned.server.desk.middleware import ContentPolicy

ADDRESSES = "undersigned.server.signing_host.urls"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
Answer = Callable[[HttpRequest], HttpResponse]


class ByHost:
    """Sends requests for the signing host to one application, all others to another."""

    def __init__(self, *, signing: Application, otherwise: Application) -> None:
        self._signing, self._otherwise = signing, otherwise

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 (WSGI's)
        """Hand over by the name that was called."""
        called = is_signing_host(environ.get("HTTP_HOST", ""))
        return (self._signing if called else self._otherwise)(environ, start)


class SigningHost:
    """The outermost middleware: requests for the signing host go no further into the desk."""

    def __init__(self, get_response: Answer) -> None:
        self._desk = get_response
        layered = XFrameOptionsMiddleware(convert_exception_to_response(_answered))
        self._signing = cast("Answer", SecurityMiddleware(ContentPolicy(cast("Answer", layered))))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for the host that was called."""
        if not is_signing_host(request.META.get("HTTP_HOST", "")):
            return self._desk(request)
        request.urlconf = ADDRESSES
        set_urlconf(ADDRESSES)
        return self._signing(request)


def is_signing_host(called: str) -> bool:
    """Whether a `Host` header names the signing host, whatever the port, case or final dot."""
    own = urlsplit(settings.SIGNING_ORIGIN).hostname
    return split_domain_port(called.lower())[0] == own


def _answered(request: HttpRequest) -> HttpResponse:
    match = get_resolver(ADDRESSES).resolve(request.path_info)
    request.resolver_match = match
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return answer
