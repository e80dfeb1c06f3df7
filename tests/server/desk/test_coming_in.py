"""People come in: by invitation, by a one-time address; the language is theirs."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.utils import url_str_to_user_pk
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from tests.server.builders import a_user

from undersigned.server.actions.accounts import accounts
from undersigned.server.desk.allauth_adapter import MfaAdapter
from undersigned.server.records.models import Act, User

PASSWORD = "lamp harbour wall"


@pytest.mark.django_db(transaction=True)
def test_somebody_invited_comes_in_by_the_letter(as_, client):
    """From the form, by the letter, to the desk."""
    administrator = as_(a_user(role="administrator"))
    form = {"name": "Nora North", "email": "nora@concord.example", "role": "drafter", "language": "fr"}

    administrator.post("/desk/people/invite/", form)
    (letter,) = mail.outbox
    path = re.search(r"http://localhost:8000(/desk/invitation/\S+/)", letter.body)[1]
    assert client.get(path).status_code == 200
    answer = client.post(path, {"password": PASSWORD}, follow=True)

    assert answer.status_code == 200
    assert answer.wsgi_request.user.role == "drafter"
    assert client.get(path).status_code == 410


def test_a_weak_password_is_said_beside_its_field_and_in_the_summary(client):
    """The error stands twice and the page answers 422."""
    _invitation("k" * 43)

    answer = client.post(f"/desk/invitation/{'k' * 43}/", {"password": "short"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_password"' in page
    assert 'id="id_password_error"' in page
    assert "<title>Error:" in page


def _invitation(secret):
    return accounts.invite_person(
        email="nora@concord.example",
        name="Nora",
        role="clerk",
        language="en",
        secret=secret,
        address="x",
        by=None,
        at=timezone.now(),
    )


def test_a_one_time_address_signs_in_once(client, settings):
    """In a demonstration; otherwise it does not exist."""
    user = a_user()
    accounts.make_sign_in_address(user=user, secret="d" * 43, at=timezone.now())
    settings.DEMO = False
    assert client.get(f"/desk/in/{'d' * 43}/").status_code == 404

    settings.DEMO = True
    assert client.get(f"/desk/in/{'d' * 43}/")["Location"] == "/desk/"
    assert client.get("/desk/").wsgi_request.user == user
    client.logout()
    assert client.get(f"/desk/in/{'d' * 43}/").status_code == 410


def test_a_one_time_address_proves_a_visit_on_this_machine_alone(client, settings):
    """A demonstration is not held up; one that others can reach is."""
    settings.SECOND_FACTOR = True
    user = a_user(role="clerk")
    for secret in ("e" * 43, "f" * 43):
        accounts.make_sign_in_address(user=user, secret=secret, at=timezone.now())

    client.get(f"/desk/in/{'e' * 43}/")
    assert client.get("/desk/collections/").status_code == 200

    settings.ADDRESS_PROVES = False
    client.get(f"/desk/in/{'f' * 43}/")
    assert client.get("/desk/collections/")["Location"] == "/desk/second-factor/"


def test_a_clerk_with_a_password_alone_is_led_to_add_a_second_factor(client, settings):
    """The page says why and leads to both; a part of a page is led there too."""
    settings.SECOND_FACTOR = True
    user = a_user(role="clerk", password=PASSWORD)

    page = client.post("/desk/account/login/", {"login": user.email, "password": PASSWORD}, follow=True)

    assert page.redirect_chain[-1][0] == "/desk/second-factor/"
    assert "/desk/account/keys/webauthn/add/" in page.content.decode()
    assert "/desk/account/keys/totp/activate/" in page.content.decode()
    part = client.get("/desk/collections/none/find/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == "/desk/second-factor/"


def test_a_passkey_belongs_to_the_account_that_the_library_finds_by_it():
    """The id that an authenticator keeps is read back as the same account, of one digit or of many."""
    keys = (1, 9, 10, 36, 1295, 123_456_789)

    told = [MfaAdapter().get_public_key_credential_user_entity(User(pk=key))["id"] for key in keys]

    assert [url_str_to_user_pk(one.decode()) for one in told] == list(keys)


def test_an_administrator_takes_lost_passkeys_and_codes_away(as_, client, settings):
    """The lost device is signed out, the password comes in once more, and leads to a new passkey or app."""
    settings.SECOND_FACTOR = True
    user = a_user(role="clerk", password=PASSWORD)
    TOTP.activate(user, "A" * 32)
    lost = as_(user)
    administrator = a_user(role="administrator")
    accounts.make_sign_in_address(user=administrator, secret="g" * 43, at=timezone.now())
    client.get(f"/desk/in/{'g' * 43}/")
    address = f"/desk/people/{user.pk}/"
    assert "Device and recovery codes lost?" in client.get(address).content.decode()

    done = client.post(address + "remove-factors/", follow=True).content.decode()

    assert "signs in with the password" in done
    assert "Device and recovery codes lost?" not in done
    assert lost.get("/desk/")["Location"].startswith("/desk/account/login/")
    form = {"login": user.email, "password": PASSWORD}
    assert (
        lost.post("/desk/account/login/", form, follow=True).redirect_chain[-1][0] == "/desk/second-factor/"
    )
    assert Act.objects.filter(kind="second-factors-removed", by=administrator).exists()


def test_nobody_takes_away_their_own_factors_there_and_the_machine_can(as_):
    """One's own are changed on one's own page; a sole administrator is helped at the machine."""
    user = a_user(role="administrator", email="ada@concord.example")
    TOTP.activate(user, "A" * 32)

    page = as_(user).post(f"/desk/people/{user.pk}/remove-factors/", follow=True).content.decode()
    assert "are changed on the page of" in page
    assert Authenticator.objects.filter(user=user).exists()
    call_command("removefactors", "Ada@concord.example", stdout=StringIO())
    assert not Authenticator.objects.filter(user=user).exists()


def test_the_password_works_and_a_wrong_one_does_not(client):
    """Signing in leads back to where one was going."""
    user = a_user(email="ada@concord.example", password=PASSWORD, role="administrator")

    wrong = client.post("/desk/account/login/", {"login": user.email, "password": "wrong"})
    right = client.post(
        "/desk/account/login/?next=/desk/people/",
        {"login": "Ada@concord.example", "password": PASSWORD, "next": "/desk/people/"},
    )

    assert wrong.status_code == 200
    assert "error-summary" in wrong.content.decode()
    assert right["Location"] == "/desk/people/"


def test_guessing_is_slowed_down(client):
    """After a few wrong passwords the right one is not looked at either."""
    a_user(email="ada@concord.example", password=PASSWORD)
    form = {"login": "ada@concord.example", "password": "wrong"}
    for _ in range(6):
        client.post("/desk/account/login/", form)

    answer = client.post("/desk/account/login/", {**form, "password": PASSWORD})

    assert answer.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_come_in(client):
    """Closing an account ends it, whatever the password."""
    closed, open_ = (a_user(password=PASSWORD, is_active=is_active) for is_active in (False, True))

    client.post("/desk/account/login/", {"login": closed.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session

    client.post("/desk/account/login/", {"login": open_.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(open_.pk)


def test_nobody_signs_up(client):
    """There is no such page."""
    assert client.get("/desk/account/signup/").status_code == 404


def test_the_language_is_kept_with_the_account(as_):
    """Chosen once, it is there on every machine, and a foreign address is never led to."""
    user = a_user()
    client = as_(user)

    answer = client.post("/desk/language/", {"language": "fr", "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/desk/"
    assert User.objects.get(pk=user.pk).language == "fr"
    assert '<html lang="fr">' in as_(user).get("/desk/").content.decode()


@pytest.mark.parametrize("role", ["administrator", "clerk", "drafter", "member", "reader"])
def test_an_empty_desk_says_what_to_do(as_, role):
    """Each role's first page answers, with words for nothing."""
    page = as_(a_user(role=role)).get("/desk/").content.decode()

    assert 'class="empty"' in page


def test_an_expired_invitation_says_so(client):
    """A page in words, not an error."""
    accounts.invite_person(
        email="n@concord.example",
        name="N",
        role="clerk",
        language="en",
        secret="o" * 43,
        address="x",
        by=None,
        at=timezone.now() - timedelta(days=15),
    )

    assert client.get(f"/desk/invitation/{'o' * 43}/").status_code == 410
