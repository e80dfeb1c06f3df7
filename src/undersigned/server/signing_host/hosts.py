"""Two origins, one server: at the signing host's nothing but signing, at the desk's no signing at all.

A passkey for signing belongs to the signing host; no page of the desk can ask for it, whatever it shows.
Nothing that is published is served at the signing host either: there, one page is all there is.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

ADDRESSES = "undersigned.server.signing_host.urls"
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class ByHost:
    """Requests for the signing host go to one application, all others to another."""

    def __init__(self, *, signing: Application, otherwise: Application) -> None:
        self._signing, self._otherwise = signing, otherwise
        self._host = signing_host()

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401 (WSGI's)
        """Hand over by the name that was called."""
        called = environ.get("HTTP_HOST", "").lower()
        return (self._signing if called == self._host else self._otherwise)(environ, start)


class SigningHost:
    """Requests for the signing host find its addresses only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._host = signing_host()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the addresses of the host that was called."""
        if request.get_host().lower() == self._host:
            request.urlconf = ADDRESSES
        return self.get_response(request)


def signing_host() -> str:
    """Name and port of the signing host, as browsers send them."""
    return urlsplit(settings.SIGNING_ORIGIN).netloc.lower()
