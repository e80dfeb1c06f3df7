"""`undersigned desk finishdestructions`: finishes, at the machine, destructions that were interrupted."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from undersigned.server.actions.evidence.shredding import is_anything_left, shred
from undersigned.server.desk.clock import now
from undersigned.server.desk.refusals import in_words


class Command(BaseCommand):
    """Destroy what is still on the disk of what was destroyed."""

    help = "Take off the disk what is left of what was destroyed: keys, files, what the database keeps."

    def handle(self, *_: Any, **_options: Any) -> None:  # noqa: ANN401 (Django's)
        """Finish them, also where nothing seems left. Raises `CommandError`, with what still could not go."""
        was = is_anything_left()
        if left := in_words(shred(by=None, at=now())):
            raise CommandError("\n".join(left))
        self.stdout.write("What was left is destroyed." if was else "Nothing was left.")
