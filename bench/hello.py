"""The smallest answers: of the server itself, and of Django with the desk's own middleware."""

import os

HEADERS = [("Content-Type", "text/plain"), ("Content-Length", "2")]


def application(_environ, start):
    """`ok`, by WSGI alone."""
    start("200 OK", HEADERS)
    return (b"ok",)


def _django():
    """`ok` by Django behind the desk's middleware, at `/desk/language/…`'s place."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undersigned.server.config.settings")
    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    from django.http import HttpResponse
    from django.urls import path

    from undersigned.server.config import urls
    from undersigned.server.desk.permissions import signed_in

    urls.urlpatterns.append(path("ok/", signed_in(lambda _request: HttpResponse("ok")), name="ok"))
    return application


def __getattr__(name):
    if name == "django":
        return _django()
    raise AttributeError(name)
