"""When something cannot be shown: in words, without anybody's data, and with a way on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """400: the request itself is wrong."""
    return render(request, "desk/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """403: this role may not."""
    return render(request, "desk/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django's)
    """404: there is nothing at this address."""
    return render(request, "desk/errors/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours; made without the database, which may be what failed."""
    return render(request, "desk/errors/500.html", status=500, using=None)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 (Django's)
    """403: the form's own mark is missing or old; nothing was done."""
    return render(request, "desk/errors/old-form.html", status=403)
