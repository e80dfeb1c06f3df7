"""Error pages: in words, without anybody's data, and with a link onwards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """400: the request is malformed."""
    return render(request, "desk/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """403: this role is not allowed to do that."""
    return render(request, "desk/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """404: there is nothing at this address."""
    return render(request, "desk/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of this program; rendered without the database, which may be what failed."""
    return render(request, "desk/errors/500.html", status=500, using=None)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's)
    """403: the form's CSRF token is missing or expired; nothing was done."""
    return render(request, "desk/errors/old-form.html", status=403)
