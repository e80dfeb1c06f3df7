"""`undersigned desk makesite`: the public site made again, at the machine, from what is public today."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from undersigned.server.actions.publishing.site import make_anew
from undersigned.server.actions.publishing.tending import empty_behind, must_be_emptied
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.refusals import in_words


class Command(BaseCommand):
    """Make the site again if an act could not, so that nobody stays named who must not be."""

    help = "Make the public site anew from what is public today, and forget the one before."

    def handle(self, *_: Any, **_options: Any) -> None:  # noqa: ANN401 (Django's)
        """Make and show it. Raises `CommandError`, with what stood in the way; then the site is as it was."""
        shown = make_anew(on=today(), by=None, at=now(), forget=True)
        if isinstance(shown, Refusal):
            raise CommandError("\n".join(in_words(shown.findings)))
        if left := in_words(empty_behind(by=None, at=now()) if must_be_emptied() else ()):
            raise CommandError("\n".join(left))
        self.stdout.write("The public site was made anew." if shown else "Nothing was published yet.")
