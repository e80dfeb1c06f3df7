"""`undersigned desk restorekeys FILE`: keys that were kept apart, for a desk restored without them."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from undersigned.server.actions.evidence.shredding import finish
from undersigned.server.actions.keeping.keys_apart import restore_keys
from undersigned.server.desk.clock import now
from undersigned.server.desk.refusals import in_words
from undersigned.values.faults import UndersignedError


class Command(BaseCommand):
    """Take the keys in; what was destroyed here is destroyed again."""

    help = "Take in a file of keys (backup --keys) beside what is kept here; no key that is here is replaced."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Take them in. Raises `CommandError`."""
        try:
            number = restore_keys(options["file"])
        except UndersignedError as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{number} keys were taken in; {options['file']} belongs elsewhere again.")
        if left := in_words(finish(by=None, at=now())):
            raise CommandError("\n".join(left))
