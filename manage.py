"""Django's door; `undersigned desk …` is the same."""

import sys

from undersigned.server.config.door import run

if __name__ == "__main__":
    run("manage.py", sys.argv[1:])
