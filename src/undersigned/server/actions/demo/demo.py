"""Sets up a desk to try: a fictional assembly's roll, two clerks, a drafter and two monitors.

Done twice it changes nothing.
"""

from datetime import date, datetime

from django.db import transaction

from undersigned.declaring.archive.archive import examples
from undersigned.server.actions.accounts.accounts import make_account
from undersigned.server.actions.demo.demo_signing import OFFICE
from undersigned.server.actions.refusal import Refusal
from undersigned.server.actions.roll.roll import import_roll, read_membership_file
from undersigned.server.records.models import RollImport, User, UserRole

ASSEMBLY = "concord"
PEOPLE = (
    ("clara@concord.example", "Clara Fenn", UserRole.CLERK),
    ("oscar@concord.example", "Oscar Marsh", UserRole.CLERK),
    ("dana@concord.example", "Dana Holm", UserRole.DRAFTER),
    ("mona@concord.example", "Mona Reed", UserRole.MONITOR),
    ("theo@concord.example", "Theo Lark", UserRole.MONITOR),
)
OFFICE_NAME = "The demonstration’s office"


@transaction.atomic
def prepare_demo(*, language: str, on: date, at: datetime) -> tuple[User, ...] | Refusal:
    """The five accounts, with the roll of Harbour Square imported."""
    people = tuple(_account(*person, language=language, at=at) for person in PEOPLE)
    imported = _roll(by=people[0], on=on, at=at)
    return imported if isinstance(imported, Refusal) else people


def demo_office(*, language: str, at: datetime) -> User:
    """The account whose key in software fixes the demonstration's text; nobody signs in with it."""
    return _account(OFFICE, OFFICE_NAME, UserRole.CLERK, language=language, at=at)


def _account(email: str, name: str, role: UserRole, *, language: str, at: datetime) -> User:
    known = User.objects.filter(email__iexact=email).first()
    return known or make_account(email=email, name=name, role=role, language=language, at=at)


def _roll(*, by: User, on: date, at: datetime) -> RollImport | Refusal | None:
    if RollImport.objects.filter(assembly=ASSEMBLY, applied_at__isnull=False).exists():
        return None
    file = examples() / "harbour-square" / "roll.csv"
    read = read_membership_file(
        assembly=ASSEMBLY,
        file_name=file.name,
        media_type="text/csv",
        content=file.read_bytes(),
        on=on,
        by=by,
        at=at,
    )
    return read if isinstance(read, Refusal) else import_roll(roll_import=read, on=on, by=by, at=at)
