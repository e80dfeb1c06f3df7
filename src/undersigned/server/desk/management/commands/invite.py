"""`undersigned desk invite EMAIL NAME --role clerk`: an invitation made at the machine."""

from django.core.management.base import CommandParser

from undersigned.server.desk.management.commands.createadmin import Command as CreateAdmin
from undersigned.server.records.models import UserRole


class Command(CreateAdmin):
    """Invite somebody in any role."""

    help = "Invite somebody; the address that opens the account is printed once."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, the name, the role."""
        super().add_arguments(parser)
        parser.add_argument("--role", required=True, choices=UserRole.values)
