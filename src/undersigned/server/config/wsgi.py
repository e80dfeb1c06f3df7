"""The door that granian opens: the signing host by its name; else what is published, then the desk."""

import os

from django.core.wsgi import get_wsgi_application

from undersigned.server.public.serving import Published
from undersigned.server.public.shelf import DatabaseShelf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undersigned.server.config.settings")
os.environ.setdefault("UNDERSIGNED_LISTENS", "unknown")  # opened by another server than `undersigned serve`
_django = get_wsgi_application()

from undersigned.server.signing_host.hosts import ByHost  # noqa: E402 (it asks the settings)

application = ByHost(signing=_django, otherwise=Published(_django, DatabaseShelf()))
