"""The door that granian opens: the log's files, what is published, and behind both the desk."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from undersigned.server.public.log_files import LogFiles
from undersigned.server.public.serving import Published
from undersigned.server.public.shelf import DatabaseShelf

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undersigned.server.config.settings")
_desk = get_wsgi_application()
application = LogFiles(Published(_desk, DatabaseShelf()), Path(settings.LOG_FOLDER))
