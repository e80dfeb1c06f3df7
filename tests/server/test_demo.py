"""The desk to try: prepared once, entered once by each address; a member signs in it."""

import json
import re
from datetime import date
from functools import partial
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from tests.server.both_hosts import sequencing
from tests.server.builders import a_member
from tests.server.logged import begin, passkey_of, registered, unpadded

from undersigned.server.actions.demo.demo_keys import demo_registrars
from undersigned.server.actions.demo.demo_signing import go_on_to_sign
from undersigned.server.records.mapping.roll import load_roll
from undersigned.server.records.models import Collection, Log, RollImport, RollMember, SignedRecord, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _place(settings, log_place):
    """A data folder and a log of the test's own."""
    settings.DATA = log_place


def prepared(**options):
    out = StringIO()
    call_command("preparedemo", stdout=out, **options)
    return out.getvalue()


def test_a_desk_with_a_roll_and_five_people(client):
    """Two clerks, a drafter and two monitors come in by an address each; the roll has its 150 members."""
    addresses = re.findall(r"http://localhost:8000(/desk/in/\S+/)", prepared())

    assert len(addresses) == 5
    assert User.objects.filter(role="monitor").count() == 2
    assert client.get(addresses[0])["Location"] == "/desk/"
    assert client.get("/desk/").wsgi_request.user.name == "Clara Fenn"
    assert RollMember.objects.count() == 150
    assert len(load_roll("concord").on(date(2026, 11, 1))) > 100


def test_prepared_twice_it_is_the_same_desk():
    """Only the addresses are new."""
    first, second = prepared(), prepared()

    assert first != second
    assert (User.objects.count(), RollImport.objects.count()) == (5, 1)
    assert not Log.objects.exists()


def test_a_log_is_begun_where_it_is_wanted_and_once():
    """One account more, which fixes the text in the log; a second time changes nothing."""
    first, second = prepared(log=True), prepared(log=True)

    assert "proves nothing" in first
    assert first != second
    assert (User.objects.count(), Log.objects.count(), Collection.objects.count()) == (6, 1, 1)
    assert Collection.objects.get().records.get(kind="text").entry_id is not None


def test_outside_a_demonstration_there_are_no_such_addresses(settings):
    """Refused in words."""
    settings.DEMO = False
    with pytest.raises(CommandError, match="UNDERSIGNED_DEMO"):
        prepared()


def test_a_member_of_the_demonstration_makes_a_key_and_signs(client_class):
    """The address that is printed enrols by itself and leads on to Harbour Square's text."""
    secret = re.search(r"#enrol=(\S+)", prepared(log=True))[1]
    asked = partial(_asked, client_class(), secret=secret)
    begun = asked("enrolment/begin")
    passkey = passkey_of(RollMember.objects.get(code="cc48939"))
    made = passkey.registers(unpadded(begun["challenge"]))["response"]
    key = asked("enrolment/key", **made)
    with sequencing():
        line = passkey.as_authentication(passkey.asserts(sha256(key["text"].encode()).digest()))["response"]
        done = asked("enrolment/line", id=key["id"], **line)
    shown = _asked(client_class(), "member/invitation", secret=done["next"])

    assert "identity demonstration" in key["text"]
    assert shown["texts"]["en"]["title"] == "Mass arrests around the rally at Harbour Square"
    assert shown["signer"]["name"] == "Luc GARNEVAL"
    assert (shown["act"], shown["enrolled"]) == ("sign", True)


def test_no_key_is_vouched_for_by_itself_outside_a_demonstration(settings):
    """Neither without the variable, nor where a key was enrolled by somebody who looked."""
    begin()
    demo_registrars()
    settings.DEMO = False
    by_hand, _ = registered(a_member(), at=timezone.now())

    assert go_on_to_sign(by_hand, secret="x", at=timezone.now()) is False
    settings.DEMO = True
    assert go_on_to_sign(by_hand, secret="x", at=timezone.now()) is False
    assert SignedRecord.objects.get(pk=by_hand.record_id).handed_over_at is None


def _asked(client, path, **fields):
    host = {"HTTP_HOST": "sign.localhost:8000", "HTTP_ORIGIN": "http://sign.localhost:8000"}
    answer = client.post(f"/{path}", json.dumps(fields), content_type="application/json", **host)
    assert answer.status_code == 200, answer.content
    return answer.json()
