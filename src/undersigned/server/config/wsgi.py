"""The WSGI application: sends requests to the signing host by its name, else to log, site or desk."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from undersigned.server.public.log_files import LogFiles
from undersigned.server.public.serving import Published
from undersigned.server.public.shelf import DatabaseShelf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undersigned.server.config.settings")
os.environ.setdefault("UNDERSIGNED_LISTENS", "unknown")  # opened by another server than `undersigned serve`
_django = get_wsgi_application()

from undersigned.server.signing_host.hosts import ByHost  # noqa: E402 (its layers want Django to be ready)

_published = Published(_django, DatabaseShelf())
application = ByHost(signing=_django, otherwise=LogFiles(_published, Path(settings.LOG_FOLDER)))
