"""The door that granian opens: what is published, and behind it the desk."""

import os

from django.core.wsgi import get_wsgi_application

from undersigned.server.public.serving import Published
from undersigned.server.public.shelf import DatabaseShelf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undersigned.server.config.settings")
application = Published(get_wsgi_application(), DatabaseShelf())
