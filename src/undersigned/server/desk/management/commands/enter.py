"""`undersigned desk enter EMAIL…`: an address each that signs in once; only in a demonstration."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from undersigned.server.actions.accounts.accounts import make_sign_in_address
from undersigned.server.desk.clock import now
from undersigned.server.records.ids import new_secret
from undersigned.server.records.models import User


class Command(BaseCommand):
    """Print one-time addresses."""

    help = "Print an address each that signs an account in once (UNDERSIGNED_DEMO=1 only)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The accounts' e-mail addresses."""
        parser.add_argument("emails", nargs="+")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Make and print them. Raises `CommandError`."""
        if not settings.DEMO:
            raise CommandError("one-time addresses are for a demonstration only: set UNDERSIGNED_DEMO=1")
        for email in options["emails"]:
            user = User.objects.filter(email__iexact=email, is_active=True).first()
            if user is None:
                raise CommandError(f"there is no open account under {email}")
            self.stdout.write(f"{user.name} ({user.role}): {one_time_address(user)}")


def one_time_address(user: User) -> str:
    """An address that signs a user in once within half an hour."""
    secret = new_secret()
    make_sign_in_address(user=user, secret=secret, at=now())
    return str(settings.ORIGIN) + reverse("desk:enter-once", args=[secret])
