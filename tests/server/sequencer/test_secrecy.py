"""Before publication nothing that anyone outside can see names a member, a text or its title.

Planted strings are looked for in all that leaves the desk, as it stands and behind base64: entries, tiles,
checkpoints, names of files, what a witness was sent, subjects of letters, the program's journal. Receipts are
the member's own.
"""

import re
from base64 import b64decode
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from tests.server.builders import AT, TEXTS, a_member
from tests.server.logged import Desk, begin, done, enrolled, enter, log_roll, sequence, soon
from tests.simulators.witness import WitnessServer

from undersigned.server.actions.collecting.inviting import invite_to_sign
from undersigned.server.actions.log.openings import request_opening
from undersigned.server.records.models import LogEntry
from undersigned.signing.records import read_entry

pytestmark = pytest.mark.usefixtures("log_place")

FAMILY, CODE, TITLE = "ZZCANARYFAMILY", "zzcanary-code", "Zzcanary of the wall"


@pytest.fixture
def witness(log_place):
    with WitnessServer(log_place / "witness").running() as running:
        yield running


@pytest.fixture
def desk(witness, django_capture_on_commit_callbacks):
    """Everything done but publishing: enrolled, invited by letter, signed, witnessed."""
    begin(witness)
    desk = Desk(members=1)
    member = a_member(code=CODE, family=FAMILY)
    desk.members.append(member)
    desk.keys[member.pk], desk.passkeys[member.pk] = enrolled(member, by=desk.clerk)
    log_roll(as_of=AT.date().replace(day=2))
    enter()
    texts = {language: {**text, "title": TITLE} for language, text in TEXTS.items()}
    desk.collection = desk.open_text(texts_=texts)
    letter = {"secret": "s", "address": "http://sign.localhost:8000/#s", "email": "m@concord.example"}
    with django_capture_on_commit_callbacks(execute=True):
        invitation = done(
            invite_to_sign(
                collection=desk.collection, member=member, language="en", by=desk.clerk, at=AT, **letter
            )
        )
    desk.signs(member, invitation=invitation)
    assert sequence()
    return desk


def test_no_byte_that_leaves_the_desk_names_a_member_or_a_text(desk, tmp_path, caplog):
    """The same strings are all there once the text is opened, so the search does find what it looks for."""
    secrets = canaries(desk)
    before = outside(tmp_path, caplog)

    for secret in secrets:
        assert not [name for name, content in before.items() if secret in content]

    request_opening(collection=desk.collection, by=desk.clerk, at=AT)
    sequence()
    after = outside(tmp_path, caplog)
    assert not [secret for secret in secrets if not any(secret in content for content in after.values())]


def test_a_letter_to_a_member_does_not_say_which_text_it_is(desk):
    """Neither in its subject nor in its body."""
    (letter,) = mail.outbox

    assert TITLE not in letter.subject + letter.body
    assert FAMILY not in letter.subject
    assert desk.collection.pk not in letter.subject + letter.body


def test_a_refusal_leaves_nothing_behind(desk, tmp_path, caplog):
    """What was refused is known to the desk alone."""
    record = desk.signs(desk.members[0])
    enter(soon(60))
    sequence()

    assert record.pk.encode() not in b"".join(outside(tmp_path, caplog).values())
    assert LogEntry.objects.filter(record=record).count() == 0


@pytest.mark.usefixtures("desk")
def test_only_rolls_and_clerks_stand_in_clear():
    """Every other entry is a commitment of its thread."""
    kinds = [read_entry(bytes(one.content)) for one in LogEntry.objects.all()]

    assert {one.kind for one in kinds} == {"commitment", "roll", "key"}
    assert {one.text.word("role") for one in kinds if one.kind == "key"} == {"clerk"}


def canaries(desk):
    """What must not be seen, as bytes."""
    key = desk.keys[desk.members[1].pk]
    return [one.encode() for one in (FAMILY, CODE, TITLE, desk.collection.pk, key.thumbprint)]


def outside(tmp_path, caplog):
    """All that others can see, by a name: the log's files, the witness's, the journal, subjects."""
    folders = (Path(settings.LOG_FOLDER), tmp_path / "witness")
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return {
        **{str(file): file.read_bytes() + behind_base64(file.read_bytes()) for file in files},
        "names": "\n".join(str(file) for file in files).encode(),
        "journal": caplog.text.encode(),
        "subjects": "\n".join(letter.subject for letter in mail.outbox).encode(),
    }


def behind_base64(content):
    """Whatever stands in base64 within some bytes."""
    return b"".join(
        b64decode(run) for run in re.findall(rb"(?:[A-Za-z0-9+/]{4}){6,}(?:[A-Za-z0-9+/]{2,3}=+)?", content)
    )
