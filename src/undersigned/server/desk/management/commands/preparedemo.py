"""`undersigned desk preparedemo`: a desk to try, and one address each that signs in once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from undersigned.server.actions.demo import prepare_demo
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now, today
from undersigned.server.desk.management.commands.enter import one_time_address
from undersigned.server.desk.refusals import said


class Command(BaseCommand):
    """Prepare the demonstration."""

    help = "Import a fictional roll, make two clerks and a drafter, print how each comes in (demo only)."

    def handle(self, *_: Any, **_options: Any) -> None:  # noqa: ANN401 (Django's)
        """Prepare, and print the addresses. Raises `CommandError`."""
        if not settings.DEMO:
            raise CommandError("a demonstration has one-time addresses: set UNDERSIGNED_DEMO=1")
        done = prepare_demo(language=settings.LANGUAGE_CODE, on=today(), at=now())
        if isinstance(done, Refusal):
            raise CommandError(" ".join(one.sentence for one in said(done.findings, "en")))
        for user in done:
            self.stdout.write(f"{user.name} ({user.get_role_display()}): {one_time_address(user)}")
        self.stdout.write("Each address signs in once, within half an hour. All people here are invented.")
