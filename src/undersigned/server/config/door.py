"""From a word on the command line to Django: `serve`, and `desk` with the commands on records."""

import os
from collections.abc import Sequence

COMMANDS = ("serve", "desk")


def run(name: str, arguments: Sequence[str]) -> None:
    """Hand the arguments to Django's commands, under the settings of this package."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undersigned.server.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (settings come first)

    execute_from_command_line([name, *arguments])
