"""The desk to try: prepared once, entered once by each address."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from undersigned.server.records.mapping.roll import load_roll
from undersigned.server.records.models import RollImport, RollMember, User


def prepared():
    out = StringIO()
    call_command("preparedemo", stdout=out)
    return out.getvalue()


def test_a_desk_with_a_roll_and_three_people(client):
    """Two clerks and a drafter come in by an address each; the roll has its 150 members."""
    addresses = re.findall(r"http://localhost:8000(/desk/in/\S+/)", prepared())

    assert len(addresses) == 3
    assert client.get(addresses[0])["Location"] == "/desk/"
    assert client.get("/desk/").wsgi_request.user.name == "Clara Fenn"
    assert RollMember.objects.count() == 150
    assert len(load_roll("concord").on(date(2026, 11, 1))) > 100


def test_prepared_twice_it_is_the_same_desk():
    """Only the addresses are new."""
    first, second = prepared(), prepared()

    assert first != second
    assert (User.objects.count(), RollImport.objects.count()) == (3, 1)


def test_outside_a_demonstration_there_are_no_such_addresses(settings):
    """Refused in words."""
    settings.DEMO = False
    with pytest.raises(CommandError, match="UNDERSIGNED_DEMO"):
        prepared()
