"""Every address of the server, with what really lies there, asked by everybody: who is told what.

Canaries of every kind are planted (`hunting.py`). An answer holds only those that its reader may know; what
is public holds none, nor does the journal of the program.
"""

import gzip
import logging
import re

import pytest
from django.db import transaction
from django.test import Client
from tests.server import hunting as planted
from tests.server.builders import a_user
from tests.server.leaving import answered

from undersigned.server.records.models import PublishedBody, PublishedFile

pytestmark = pytest.mark.slow
NOBODY, MONITORS = frozenset(), frozenset({"monitor", "second monitor"})
OFFICE = frozenset({"clerk", "administrator"})
# Who may be told what at the desk. What is followed for a text is read by the office, too.
MAY = {
    planted.WITHHELD: NOBODY,
    planted.SEALED: NOBODY,
    **dict.fromkeys(planted.BIRTHS, MONITORS),
    planted.RESTRICTED: MONITORS,
    planted.SILENT: MONITORS,
    planted.REFUSED: MONITORS,
    planted.PROPOSED: MONITORS | {"administrator"},
    planted.GONE: MONITORS | OFFICE,
    planted.UNAPPROVED: MONITORS | OFFICE,
    planted.DRAFTED: OFFICE | {"drafter"},
    planted.SCANNED: frozenset({"clerk"}),
}
# Where a named reader of a source is shown what it withholds; each reading is kept.
READ_AT = {"desk:case-withheld", "desk:source-withheld", "desk:claim-correct", "desk:claim-withdraw"}


@pytest.fixture
def people(clerk, monitor, second_monitor, drafter, administrator):
    """Everybody who may ask, once everything is planted."""
    planted.planted(clerk, monitor, second_monitor, drafter)
    return {
        "anonymous": None,
        "member": a_user(role="member"),
        "reader": a_user(role="reader"),
        "drafter": drafter,
        "other drafter": a_user(role="drafter"),
        "clerk": clerk,
        "administrator": administrator,
        "monitor": monitor,
        "second monitor": second_monitor,
    }


@pytest.mark.usefixtures("people")
def test_every_part_of_an_address_has_records_to_try():
    """A pattern with a part that nobody thought of would not be walked."""
    parts = {part for _, route in planted.patterns() for part in re.findall(r"<(?:\w+:)?(\w+)>", route)}
    assert parts <= planted.PARTS.keys() | planted.WORDS.keys()
    walked = planted.addresses()
    assert {"desk:case", "desk:list", "desk:followup-going", "desk:outgoing-list"} <= walked.keys()
    assert sum(map(len, walked.values())) > 400


@pytest.mark.parametrize("how", ["get", "post"])
def test_nobody_is_told_what_they_may_not_know(people, how, caplog):
    """Each address, each role: head, cookies and bytes; posted with nothing, and what that did undone."""
    leaks, told, answers = set(), set(), 0
    walked = planted.addresses()
    caplog.set_level(logging.INFO)
    for role, user in people.items():
        client = Client(raise_request_exception=False)
        if user:
            client.force_login(user)
        for name, places in walked.items():
            for place in places:
                with transaction.atomic():
                    answer = getattr(client, how)(place)
                    said = planted.said_by(answer)
                    transaction.set_rollback(True)
                answers += 1
                assert answer.status_code != 500, (role, how, place)
                for canary, may in MAY.items():
                    if canary in said:
                        told.add((role, canary))
                        if role not in may and not (role == "second monitor" and name in READ_AT):
                            leaks.add((role, name, canary))
                if role not in MONITORS and _is_closed(answer):
                    break  # who may is asked of the pattern, before anything is looked up

    assert sorted(leaks) == []
    assert answers > 1_500
    if how == "get":  # the canaries sing where they may
        assert {canary for role, canary in told if role == "monitor"} >= {
            planted.SILENT,
            planted.REFUSED,
            planted.RESTRICTED,
            planted.UNAPPROVED,
            planted.GONE,
        }
    else:
        assert ("second monitor", planted.WITHHELD) in told
    said = "\n".join(one.getMessage() + (one.exc_text or "") for one in caplog.records)
    assert not [canary for canary in MAY if canary in said]


def _is_closed(answer):
    """Whether a role is turned away, or nobody is sent to sign in."""
    return answer.status_code == 403 or answer.get("Location", "").startswith("/desk/account/login/")


def test_a_search_tells_only_whoever_may(people):
    """By a name, at the only address that takes one; of a withheld one nobody is told."""
    for role, user in people.items():
        client = Client()
        if user:
            client.force_login(user)
        for canary in (planted.SILENT, planted.RESTRICTED, planted.SEALED, planted.WITHHELD):
            answer = client.post("/desk/evidence/cases/", {"search": canary})
            page = planted.said_by(answer).replace(f'value="{canary}"', "")
            assert (canary in page) == (role in MAY[canary]), (role, canary)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("people")
def test_no_public_byte_has_a_canary():
    """Every file of the site in every form, compressed and not, its head, its 404; and every kept body."""
    files = PublishedFile.objects.filter(publication__current__isnull=False)
    seen = []
    for path in files.values_list("path", flat=True):
        for headers in ({}, {"accept_encoding": "gzip"}):
            status, head, body = answered(path, **headers)
            assert status == 200, path
            seen.append((path, f"{head}{planted.unpacked(body)}"))
    for body in PublishedBody.objects.all():
        seen.append((body.pk, planted.unpacked(bytes(body.body))))
        if body.gzip:
            seen.append((body.pk, gzip.decompress(bytes(body.gzip)).decode("utf-8", "replace")))
    seen.append(("nowhere", str(answered(f"en/{planted.SILENT}.html"))))
    assert len(seen) > 100
    assert [(path, canary) for path, said in seen for canary in MAY if canary in said] == []
