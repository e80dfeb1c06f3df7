"""`undersigned desk createadmin EMAIL NAME`: the first account, by an invitation that is printed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from undersigned.server.actions.accounts.accounts import invite_person
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now
from undersigned.server.desk.refusals import sentences
from undersigned.server.records.ids import new_secret
from undersigned.server.records.models import UserRole


class Command(BaseCommand):
    """Invite an administrator."""

    help = "Invite an administrator; the address that opens the account is printed once."
    role = UserRole.ADMINISTRATOR

    def add_arguments(self, parser: CommandParser) -> None:
        """The address and the name."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=["en", "fr"])

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Invite, and print the address. Raises `CommandError`."""
        secret = new_secret()
        address = settings.ORIGIN + reverse("desk:accept", args=[secret])
        done = invite_person(
            email=options["email"],
            name=options["name"],
            role=UserRole(options.get("role") or self.role),
            language=options["language"],
            secret=secret,
            address=address,
            by=None,
            at=now(),
        )
        if isinstance(done, Refusal):
            raise CommandError(sentences(done.findings, "en"))
        self.stdout.write(f"{done.name} ({done.role}) comes in once, within fourteen days, by\n{address}")
