"""Letters go through a real SMTP server; a server that is away undoes nothing."""

import email
import socket
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from tests.server.builders import AT, a_user
from tests.server.publishing_cases import published

from undersigned.server.actions.accounts import accounts
from undersigned.server.actions.followup.telling import tell_signatories
from undersigned.server.records.models import FollowUpList, Invitation

pytestmark = pytest.mark.django_db(transaction=True)


class Received:
    """What an SMTP server was handed."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd's name)
        self.letters.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=default)))
        return "250 kept"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def smtp(settings):
    """An SMTP server on a port of its own, told to Django."""
    received = Received()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    controller = Controller(received, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield received
    controller.stop()


def invite(language):
    return accounts.invite_person(
        email="nora@concord.example",
        name="Nora <North> & Co",
        role="clerk",
        language=language,
        secret="s" * 43,
        address=f"http://localhost:8000/desk/invitation/{'s' * 43}/",
        by=None,
        at=timezone.now(),
    )


@pytest.mark.parametrize(("language", "subject"), [("en", "invited"), ("fr", "invité")])
def test_an_invitation_arrives_in_the_readers_language(smtp, language, subject):
    """Plain text, nothing escaped, the address whole on its line."""
    invite(language)

    ((to, letter),) = smtp.letters
    body = letter.get_content()
    assert to == ["nora@concord.example"]
    assert subject in letter["Subject"]
    assert "Nora <North> & Co" in body
    assert f"http://localhost:8000/desk/invitation/{'s' * 43}/" in body.splitlines()


def test_a_server_that_is_away_loses_no_invitation(settings):
    """The act is kept; the page shows the address to hand on."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    assert isinstance(invite("en"), Invitation)
    assert Invitation.objects.count() == 1


def test_signatories_are_told_by_a_real_letter(smtp):
    """What is new stands on the page; the letter names nobody of whom it is."""
    collection = published()
    by, member = collection.opened_by, collection.signatures.first().member
    a_user(role="member", member=member, email="mara@concord.example", name="Mara Lund")
    FollowUpList.objects.create(
        collection=collection,
        proposed_at=AT,
        proposed_by=by,
        on=AT.date(),
        approved_at=AT,
        approved_by=a_user(role="monitor"),
    )

    tell_signatories(
        collection=collection, address=lambda language: f"https://x.example/{language}/", by=by, at=AT
    )

    ((to, letter),) = smtp.letters
    assert to == ["mara@concord.example"]
    assert letter["Subject"] == "Something new is known"
    assert "https://x.example/en/" in letter.get_content().splitlines()
