"""The settings under test: the real ones, in a data folder of their own that goes with the process."""

import atexit
import os
import shutil
import tempfile

_FOLDER = tempfile.mkdtemp(prefix="undersigned-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("UNDERSIGNED_")]:
    if not _name.startswith(("UNDERSIGNED_TEST_", "UNDERSIGNED_FILM")):
        del os.environ[_name]
os.environ["UNDERSIGNED_DATA"] = _FOLDER
os.environ["UNDERSIGNED_DEMO"] = "1"
# Sessions made for a test prove nothing; what asks for proof is held in tests that turn this on again.
os.environ["UNDERSIGNED_SECOND_FACTOR"] = "0"
if _postgresql := os.environ.get("UNDERSIGNED_TEST_POSTGRESQL"):
    os.environ["UNDERSIGNED_DATABASE"] = _postgresql

from undersigned.server.config.settings import *  # noqa: E402, F403 (the environment comes first)
from undersigned.server.config.settings import DATA, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0
if not _postgresql:
    # A file, so that threads really meet in it; not made durable, since nobody pulls the plug of a test.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF"
# Files of pages are found when they are asked for: each client of a test would look through all of them.
WHITENOISE_AUTOREFRESH = True
