"""What the signing host answers, address by address; and what it never answers."""

import base64
import hashlib
import io
import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.server.conftest import lifted
from tests.server.live_desk import LiveDesk
from tests.server.logged import enter, passkey_of
from tests.server.logged import unpadded as unpadded_bytes

from undersigned.server.actions.log.handing_over import where_it_stands
from undersigned.server.records.models import ClerkTask, Enrolment, Signature, SigningInvitation
from undersigned.server.signing_host.hosts import ADDRESSES
from undersigned.server.signing_page.page_file import signing_page_bytes
from undersigned.signing.passkeys import challenge
from undersigned.signing.record_text import read_bytes
from undersigned.values.digest import sha256

HOST, ORIGIN = "sign.localhost:8000", "http://sign.localhost:8000"
ASKED = sorted(str(one.pattern) for one in get_resolver(ADDRESSES).url_patterns if str(one.pattern))
FIELDS = {"textLanguage": "en", "id": "none"}
MADE = dict.fromkeys(
    ("authenticatorData", "clientDataJSON", "signature", "attestationObject", "clientDataJSON"), "AAAA"
)


@pytest.fixture(autouse=True)
def _asked_nothing_before():
    cache.clear()


@pytest.fixture
def desk(log_place):  # noqa: ARG001 (where the log lies)
    """A text open for signature, entered by hand."""
    desk = LiveDesk(members=2, enters=lambda: enter(timezone.now()))
    desk.vouch()
    desk.open_text()
    return desk


def ask(path, fields=None, *, body=None, **headers):
    """The host's answer to a question of its page."""
    headers = {"HTTP_HOST": HOST, "HTTP_ORIGIN": ORIGIN, **headers}
    content = json.dumps(fields if fields is not None else {}) if body is None else body
    kind = headers.pop("content_type", "application/json")
    return Client().post(f"/{path}", content, content_type=kind, **headers)


def secret_of(address):
    return address.split("=", 1)[1]


def said(answer):
    """The codes of a refusal."""
    assert answer.status_code == 422, answer.content
    return [one["code"] for one in answer.json()["refused"]]


def test_every_question_is_one_of_these():
    """A new address is a new row here."""
    assert [
        *("clerk/line", "clerk/task", "enrolment/begin", "enrolment/key", "enrolment/line"),
        *("member/invitation", "member/receipt", "member/signature", "member/statement"),
    ] == ASKED


@pytest.mark.parametrize("path", ASKED)
@pytest.mark.parametrize(
    ("what", "wrong"),
    [
        ("origin", {"HTTP_ORIGIN": "http://localhost:8000"}),
        ("origin", {"HTTP_ORIGIN": "null"}),
        ("origin", {"HTTP_ORIGIN": "https://sign.localhost:8000"}),
        ("form", {"content_type": "text/plain"}),
        ("form", {"content_type": "application/x-www-form-urlencoded"}),
        ("form", {"body": json.dumps({"secret": "x" * 65536})}),
        ("json", {"body": "{"}),
        ("json", {"body": "[" * 10_000}),
        ("json", {"body": "[]"}),
        ("secret", {"body": "{}"}),
        ("secret", {"body": '{"secret": 1}'}),
        ("secret", {"body": '{"secret": ""}'}),
    ],
)
def test_what_the_page_would_not_ask_is_refused(path, what, wrong):
    """Another origin, another form, no JSON, no secret: one finding that says what."""
    answer = ask(path, **{"body": json.dumps({"secret": "none", **FIELDS, **MADE}), **wrong})

    assert answer.status_code == 422
    assert f"({what})" in answer.json()["refused"][0]["sentence"] or (
        what == "secret" and said(answer) == ["signing.page.question"]
    )


@pytest.mark.parametrize("path", ASKED)
def test_a_question_is_asked_by_post_alone(path):
    """Nothing is answered to a link, and nothing to a browser that follows one."""
    for method in ("get", "head", "put", "delete", "options"):
        assert getattr(Client(), method)(f"/{path}", HTTP_HOST=HOST).status_code == 405


@pytest.mark.parametrize(
    ("path", "model", "address"),
    [
        ("member/invitation", SigningInvitation, lambda desk: desk.invitation(desk.keyed())),
        ("member/statement", SigningInvitation, lambda desk: desk.invitation(desk.keyed())),
        ("enrolment/begin", Enrolment, lambda desk: desk.enrolment(desk.members[1])),
        ("clerk/task", ClerkTask, lambda desk: desk.task(desk.another_record(), desk.clerk)),
    ],
)
def test_an_unknown_a_used_and_an_old_secret_get_the_same_answer(desk, monkeypatch, path, model, address):
    """Whoever tries secrets learns nothing from what is said."""
    unknown = ask(path, {"secret": "never-given", **FIELDS}).content
    secret = secret_of(address(desk))
    assert ask(path, {"secret": secret, **FIELDS}).status_code == 200
    held = model.objects.get(secret_digest=sha256(secret.encode()))

    with monkeypatch.context() as later:
        module = f"undersigned.server.signing_host.views.{path.split('/')[0]}"
        later.setattr(f"{module}.now", lambda: held.expires_at)
        old = ask(path, {"secret": secret, **FIELDS}).content
    ended = {Enrolment: "set_aside_at"}.get(model, "used_at")
    model.objects.filter(pk=held.pk).update(**{ended: timezone.now()})
    used = ask(path, {"secret": secret, **FIELDS}).content

    assert unknown == used == old
    assert b"refused" in unknown


def test_a_member_signs_by_questions_alone(desk, monkeypatch):
    """What the page does, without a browser: open, prepare, sign, and ask where it stands."""
    member = desk.keyed()
    passkey = passkey_of(member)
    secret = secret_of(desk.invitation(member))
    opened = ask("member/invitation", {"secret": secret}).json()
    prepared = ask("member/statement", {"secret": secret, "textLanguage": "en"}).json()
    made = passkey.asserts(challenge(read_bytes(prepared["text"].encode())))
    fields = {
        "secret": secret,
        "id": prepared["id"],
        "authenticatorData": unpadded(made.authenticator_data),
        "clientDataJSON": unpadded(made.client_data),
        "signature": unpadded(made.signature),
    }
    monkeypatch.setattr("undersigned.server.signing_host.views.member.await_entry", entering)
    signed = ask("member/signature", fields).json()

    assert opened["act"] == "sign"
    assert opened["signer"]["name"] in prepared["text"]
    assert signed["state"] == "recorded"
    assert signed["hasWitnesses"] is False
    assert Signature.objects.get().member == member
    assert ask("member/receipt", {"secret": secret, "id": prepared["id"]}).json()["index"] == signed["index"]


def test_while_nobody_writes_to_the_log_a_signature_waits(desk, monkeypatch):
    """It is handed over and said to wait; once a sequencer refuses it, the page hears why."""
    member = desk.keyed()
    secret = secret_of(desk.invitation(member))
    prepared = ask("member/statement", {"secret": secret, "textLanguage": "en"}).json()
    made = passkey_of(member).asserts(challenge(read_bytes(prepared["text"].encode())))
    monkeypatch.setattr("undersigned.server.signing_host.views.member.await_entry", where_it_stands)
    fields = {"authenticatorData": made.authenticator_data, "clientDataJSON": made.client_data}
    fields = {name: unpadded(one) for name, one in {**fields, "signature": made.signature}.items()}
    held = {"secret": secret, "id": prepared["id"]}
    assert ask("member/signature", {**held, **fields}).json() == {
        "state": "waiting",
        "index": None,
        "hasWitnesses": False,
    }
    desk.collection.state = "returned"
    type(desk.collection).objects.filter(pk=desk.collection.pk).update(state="withdrawn")
    enter(timezone.now())

    assert said(ask("member/receipt", held)) == ["signing.list.open"]


def test_a_log_in_doubt_is_refused_and_no_place_is_told(desk, caplog):
    """The database knows no log and its key is there: words for the page, the place for the journal alone."""
    address = desk.enrolment(desk.members[1])
    begun = ask("enrolment/begin", {"secret": secret_of(address)}).json()
    made = passkey_of(desk.members[1]).registers(unpadded_bytes(begun["challenge"]))["response"]
    with lifted(connection):
        connection.cursor().execute("DELETE FROM records_log")
    made = {name: made[name] for name in ("clientDataJSON", "attestationObject")}
    answer = ask("enrolment/key", {"secret": secret_of(address), **made})

    assert said(answer) == ["signing.log.waiting"]
    assert "log-key" not in answer.content.decode()
    assert "log-key" in caplog.text


def test_a_statement_is_told_to_nobody_but_the_holder_of_its_invitation(desk):
    """The id of a record opens nothing without the secret from which it came."""
    one, other = desk.keyed(0), desk.keyed(1)
    secret, another = secret_of(desk.invitation(one)), secret_of(desk.invitation(other))
    prepared = ask("member/statement", {"secret": secret, "textLanguage": "en"}).json()

    assert said(ask("member/receipt", {"secret": another, "id": prepared["id"]})) == [
        "signing.invitation.holds"
    ]
    assert said(ask("member/signature", {"secret": another, "id": prepared["id"], **MADE})) == [
        "signing.invitation.holds"
    ]


def test_a_wrong_signature_is_refused_and_enters_nothing(desk):
    """Bytes that are no assertion of the member's key."""
    secret = secret_of(desk.invitation(desk.keyed()))
    prepared = ask("member/statement", {"secret": secret, "textLanguage": "en"}).json()
    answer = ask("member/signature", {"secret": secret, "id": prepared["id"], **MADE})

    codes = said(answer)
    assert codes
    assert all(code.startswith("signing.assertion.") for code in codes)
    assert not Signature.objects.exists()


def test_too_many_questions_are_not_answered(settings, monkeypatch):
    """Counted by where they come from; the page itself is always shown."""
    monkeypatch.setitem(settings.ACCOUNT_RATE_LIMITS, "signing", "2/m/ip")
    answers = [ask("member/invitation", {"secret": "none"}).status_code for _ in range(3)]

    assert answers == [422, 422, 429]
    assert Client().get("/", HTTP_HOST=HOST).status_code == 200


def test_the_page_lets_nothing_run_but_itself():
    """The policy names the digests of the script and the style in the page; there are no others."""
    answer = Client().get("/", HTTP_HOST=HOST)
    policy, page = answer["Content-Security-Policy"], answer.content.decode()
    scripts, styles = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("script", "style"))

    assert len(re.findall("<script|<style", page)) == 2
    for kind, (only,) in (("script", scripts), ("style", styles)):
        digest = base64.b64encode(hashlib.sha256(only.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert re.findall(r'<[^>]+(?:src|href)="([^"]*)', page) == ["data:,"]


def test_the_page_is_the_same_for_everybody_and_asked_for_anew():
    """Its entity tag is the digest that stands in the log; whoever has it gets 304."""
    answer = Client().get("/", HTTP_HOST=HOST)
    tag = f'"{sha256(signing_page_bytes())}"'
    again = Client().get("/", HTTP_HOST=HOST, HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_LANGUAGE="fr")

    assert answer.content == signing_page_bytes()
    assert (answer["ETag"], answer["Cache-Control"]) == (tag, "no-cache")
    assert (again.status_code, again.content) == (304, b"")
    assert "Vary" not in answer


@pytest.mark.parametrize("path", ["", *ASKED, "nowhere/"])
def test_no_cookie_is_ever_set_and_nothing_is_kept(path):
    """Whatever is asked: no cookie, no frame, no answer in a cache."""
    answers = [Client().get(f"/{path}", HTTP_HOST=HOST), ask(path, {"secret": "none"})]
    for answer in answers:
        assert not answer.cookies
        assert "Set-Cookie" not in answer
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] in ("no-store", "no-cache")


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/desk/account/login/", "/static/desk/desk.css", "/static/site/2-base.css", "/en/", "/%00"],
)
@pytest.mark.parametrize("host", [HOST, "SIGN.localhost:8000", "sign.localhost.:8000", "sign.localhost:9"])
def test_nothing_of_the_desk_is_at_the_signing_host(host, path):
    """By whatever spelling of its name or port it is called; and the error tells nothing."""
    answer = Client().get(path, HTTP_HOST=host)

    assert (answer.status_code, answer.content) == (404, b"404\n")


@pytest.mark.parametrize("path", ASKED)
def test_nothing_of_the_signing_host_is_at_the_desk(path):
    """The desk knows none of these addresses, and its own root is not the signing page."""
    assert ask(path, {"secret": "none"}, HTTP_HOST="localhost:8000").status_code in (403, 404)
    assert signing_page_bytes() != Client().get("/", HTTP_HOST="localhost:8000").content


def test_what_is_published_is_not_at_the_signing_host(monkeypatch):
    """The application that granian opens asks for the host before it looks for published bytes."""
    from undersigned.server.config.wsgi import application  # noqa: PLC0415

    asked = []

    def published(environ, start):
        asked.append(environ["HTTP_HOST"])
        start("200 OK", [])
        return io.BytesIO(b"published")

    monkeypatch.setattr(application, "_otherwise", published)
    for host in ("sign.localhost:8000", "localhost:8000"):
        environ = {"HTTP_HOST": host, "PATH_INFO": "/en/", "REQUEST_METHOD": "GET"}
        environ |= {"SERVER_NAME": "x", "SERVER_PORT": "8000", "wsgi.input": io.BytesIO()}
        application(environ, lambda *_: None).close()

    assert asked == ["localhost:8000"]


def test_a_fault_of_ours_says_nothing(monkeypatch):
    """500, and not a word of what was asked."""
    monkeypatch.setattr("undersigned.server.signing_host.views.member._invitation", lambda _: 1 / 0)
    headers = {"HTTP_HOST": HOST, "HTTP_ORIGIN": ORIGIN, "content_type": "application/json"}
    client = Client(raise_request_exception=False)
    answer = client.post("/member/invitation", '{"secret": "mine"}', **headers)

    assert (answer.status_code, answer.content) == (500, b"500\n")


def entering(record):
    """What a sequencer would do while the view waits."""
    enter(timezone.now())
    return where_it_stands(record)


def unpadded(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
