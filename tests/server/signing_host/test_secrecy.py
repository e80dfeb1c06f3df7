"""Before publication nothing that an outsider can see names a member, a title or an address for them."""

import logging

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.server.live_desk import LiveDesk
from tests.server.logged import enter, sequence
from tests.server.signing_host.test_addresses import ASKED, HOST, MADE, ask

TITLES = (b"Lamps", b"harbour wall", b"digue")


@pytest.fixture
def signed(log_place):  # noqa: ARG001 (where the log lies)
    """A text that one member has signed and another is invited to; nothing is published."""
    cache.clear()
    desk = LiveDesk(members=2, enters=lambda: enter(timezone.now()))
    desk.vouch()
    desk.open_text()
    desk.signs(desk.keyed(0))
    desk.keyed(1)
    sequence(timezone.now())
    return desk


def canaries(desk):
    """What must not be found: titles, and members by name and by id."""
    return (*TITLES, *(part.encode() for one in desk.members for part in (one.family, one.code)))


def test_the_files_of_the_log_name_nobody(signed, log_place):
    """Every file that a stranger may fetch, byte for byte; members and their keys are behind commitments."""
    files = [file for file in (log_place / "log").rglob("*") if file.is_file()]
    shown = b"".join(file.read_bytes() for file in files)

    assert len(files) > 3
    assert b"undersigned/v1 commitment" in shown
    assert [one for one in canaries(signed) if one in shown] == []


def test_no_answer_to_a_stranger_names_anybody(signed):
    """Each address with a secret that opens nothing, and each that does not exist."""
    fields = {"secret": "guessed", "id": signed.collection.pk, "textLanguage": "en", **MADE}
    answers = [ask(path, fields) for path in ASKED]
    answers += [Client().get(path, HTTP_HOST=HOST) for path in ("/", "/log/", f"/{signed.collection.pk}")]
    answers += [Client().get(path) for path in ("/en/", f"/desk/collections/{signed.collection.pk}/")]
    shown = b"".join(one.content for one in answers)

    assert [one for one in canaries(signed) if one in shown] == []


def test_no_letter_names_a_text(signed, django_capture_on_commit_callbacks):
    """Nor any member but the one to whom it goes."""
    with django_capture_on_commit_callbacks(execute=True):
        signed.invitation(signed.members[1], email="her@concord.example")
    (letter,) = mail.outbox
    shown = f"{letter.subject} {letter.body}".encode()

    assert [one for one in TITLES if one in shown] == []
    assert signed.members[0].family not in letter.body


def test_no_line_of_the_journal_names_anybody_or_holds_a_secret(signed, caplog):
    """What is refused, what is not found, what fails: the path alone."""
    secret = signed.invitation(signed.members[1]).split("=", 1)[1]
    with caplog.at_level(logging.DEBUG):
        ask("member/invitation", {"secret": secret})
        ask("member/signature", {"secret": secret, "id": "none", **MADE})
        ask("member/invitation", {"secret": secret}, HTTP_ORIGIN="http://localhost:8000")
        Client().get(f"/{signed.collection.pk}", HTTP_HOST=HOST)
    lines = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("django.db"))

    assert "Not Found" in lines
    assert secret not in lines
    assert [one for one in canaries(signed) if one in lines.encode()] == []
