"""Accounts: invitations, roles, one-time addresses."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.server.builders import AT, a_user

from undersigned.server.actions.accounts import accounts
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import Act, Invitation, User, UserRole

SECRET = "s" * 43


def invited(**parts):
    """An invitation to Nora North."""
    defaults = {
        "email": "nora@concord.example",
        "name": "Nora North",
        "role": UserRole.CLERK,
        "language": "en",
        "secret": SECRET,
        "address": f"http://localhost:8000/desk/invitation/{SECRET}/",
        "by": parts.pop("by", None),
        "at": AT,
    }
    return accounts.invite_person(**{**defaults, **parts})


def test_an_invitation_goes_out_by_mail_when_it_is_kept(django_capture_on_commit_callbacks):
    """The letter holds the address; the database only a digest of its secret."""
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invited(by=a_user(role="administrator", name="Ada Quill"))

    (letter,) = mail.outbox
    assert letter.to == ["nora@concord.example"]
    assert SECRET in letter.body
    assert "Ada Quill" in letter.body
    assert SECRET not in invitation.secret_digest
    assert Act.objects.get().kind == "person-invited"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: a_user(email="NORA@concord.example"), "desk.invitation.account"),
        (invited, "desk.invitation.open"),
    ],
    ids=["an-account", "an-open-invitation"],
)
def test_nobody_is_invited_twice(change, code):
    """An address with an account or an open invitation is refused, whatever its capitals."""
    change()

    done = invited(secret="t" * 43, email="Nora@concord.example")

    assert isinstance(done, Refusal)
    assert done.findings[0].code == code
    assert done.findings[0].place.field == "email"


def test_an_invitation_is_accepted_once():
    """The account has the role of the invitation; the second time there is nothing to accept."""
    invited()

    user = accounts.accept_invitation(secret=SECRET, password="lamp harbour wall", at=AT)
    again = accounts.accept_invitation(secret=SECRET, password="lamp harbour wall", at=AT)

    assert isinstance(user, User)
    assert user.role == UserRole.CLERK
    assert user.check_password("lamp harbour wall")
    assert isinstance(again, Refusal)


@pytest.mark.parametrize("days", [14, 400])
def test_an_old_invitation_does_not_hold_and_can_be_sent_anew(days):
    """After fourteen days it is over."""
    invited()
    later = AT + timedelta(days=days)

    assert isinstance(accounts.accept_invitation(secret=SECRET, password="x", at=later), Refusal)
    assert isinstance(invited(secret="t" * 43, at=later), Invitation)


def test_a_withdrawn_invitation_opens_nothing():
    """Withdrawn, it is as if it never was."""
    invitation = invited()
    accounts.withdraw_invitation(invitation=invitation, by=a_user(), at=AT)

    assert accounts.invitation_of(SECRET, at=AT) is None


def test_the_last_administrator_stays_one():
    """Without an administrator nobody could let anybody in again."""
    only = a_user(role="administrator")

    done = accounts.change_role(user=only, role=UserRole.CLERK, active=True, by=only, at=AT)

    assert isinstance(done, Refusal)
    only.refresh_from_db()
    assert only.role == UserRole.ADMINISTRATOR


def test_a_role_is_changed_and_written_down():
    """What it was and what it is stand in the journal."""
    administrator, user = a_user(role="administrator"), a_user(role="reader")

    accounts.change_role(user=user, role=UserRole.CLERK, active=False, by=administrator, at=AT)

    act = Act.objects.get(kind="role-changed")
    assert act.particulars == {
        "before": {"role": "reader", "active": True},
        "after": {"role": "clerk", "active": False},
    }


def test_a_one_time_address_works_once_and_not_for_long():
    """A second use, or a late one, finds nothing."""
    user = a_user()
    accounts.make_sign_in_address(user=user, secret=SECRET, at=AT)

    late = accounts.use_sign_in_address(secret=SECRET, at=AT + timedelta(minutes=30))
    first = accounts.use_sign_in_address(secret=SECRET, at=AT)
    second = accounts.use_sign_in_address(secret=SECRET, at=AT)

    assert isinstance(late, Refusal)
    assert first == user
    assert isinstance(second, Refusal)
