"""`undersigned desk removefactors EMAIL`: for whoever lost device and recovery codes, done at the machine."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from undersigned.server.actions.accounts.second_factors import remove_second_factors
from undersigned.server.desk.clock import now
from undersigned.server.records.models import User


class Command(BaseCommand):
    """Take passkeys and codes away."""

    help = "Take an account's passkeys, app and recovery codes away; the password stays, its visits end."

    def add_arguments(self, parser: CommandParser) -> None:
        """The account's e-mail address."""
        parser.add_argument("email")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Take them away. Raises `CommandError`."""
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"there is no account under {options['email']}")
        remove_second_factors(user=user, by=None, at=now())
        self.stdout.write(f"{user.name} signs in with the password and adds a new passkey or app.")
