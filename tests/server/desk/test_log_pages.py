"""The pages of log, keys and invitations, over HTTP: what is shown to whom, what is refused, what is told."""

import io
import re
import zipfile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.server.builders import a_collection, a_member, a_user
from tests.server.live_desk import LiveDesk
from tests.server.logged import clerk_signs, enter, sequence
from tests.server.publishing_cases import ruled
from tests.simulators.registrars import by_registrars

from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.log.enrolling import awaiting_registrars
from undersigned.server.actions.log.keeping_keys import keys_of
from undersigned.server.actions.log.paging import log_page
from undersigned.server.actions.publishing import publishing_logged
from undersigned.server.actions.publishing.generations import current
from undersigned.server.records.models import (
    ClerkTask,
    Enrolment,
    SequencerLease,
    SignedRecord,
    SigningInvitation,
)
from undersigned.signing.records import read_draft


def words(answer):
    """What a page says, without its marks."""
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def desk(log_place):  # noqa: ARG001 (where the log lies)
    """A text open for signature, entered by hand."""
    desk = LiveDesk(members=2, enters=lambda: enter(timezone.now()))
    desk.vouch()
    desk.open_text()
    return desk


class TestWithoutALog:
    """The paper desk is as before."""

    def test_nobody_but_an_administrator_sees_that_there_could_be_one(self, as_, clerk, administrator):
        """No place in the head for a clerk; for the administrator the log's, with the commands."""
        page = as_(clerk).get("/desk/").content.decode()
        other = as_(administrator)

        assert "/desk/log/" not in page
        assert "/desk/keys/" not in page
        assert '<a href="/desk/log/"' in other.get("/desk/").content.decode()
        assert "undersigned desk initlog" in words(other.get("/desk/log/"))

    def test_a_text_says_nothing_of_a_log(self, as_, clerk):
        """Neither on the names' page nor where it is published."""
        text = a_collection()
        for path in ("collections", "publications"):
            answer = as_(clerk).get(f"/desk/{path}/{text.pk}/")
            page = answer.content.decode()
            assert answer.status_code == 200
            assert "In the log" not in page
            assert "/desk/keys/" not in page

    @pytest.mark.parametrize("path", ["keys/", "registrars/"])
    def test_pages_of_keys_say_that_there_is_no_log(self, as_, clerk, path):
        """In words, and with nothing to press."""
        assert "No log has begun here" in words(as_(clerk).get(f"/desk/{path}"))


class TestTheLog:
    """What its page says."""

    def test_it_says_size_and_that_nobody_outside_has_seen_it(self, as_, desk):
        """A log without witnesses says so, here as in its proofs."""
        sequence(timezone.now())
        page = words(as_(desk.clerk).get("/desk/log/"))

        assert "concord.example/log" in page
        assert "over 4 entries" in page
        assert "no outside witness" in page
        assert "registrar-1.example, registrar-2.example" in page

    def test_a_silent_sequencer_is_said_with_what_to_do(self, as_, desk):
        """On the log's page and on that of a text."""
        SequencerLease.objects.update(holder="", findings=[])
        for path in ("log/", f"collections/{desk.collection.pk}/"):
            page = words(as_(desk.clerk).get(f"/desk/{path}"))
            assert "Nobody writes to the log at this moment" in page
            assert "undersigned serve" in page

    def test_a_restored_database_is_said_in_the_sequencers_words(self, as_, desk):
        """Why nothing is entered, and what mends it."""
        found = {
            "code": "signing.log.history",
            "outcome": "failed",
            "severity": "error",
            "particulars": {"by": "witness.example", "seen": 9, "there": 9, "here": 4},
            "place": None,
            "cites": [],
        }
        SequencerLease.objects.update(holder="a", seen_at=timezone.now(), findings=[found])
        page = words(as_(desk.clerk).get(f"/desk/collections/{desk.collection.pk}/"))

        assert "Nothing is entered in the log" in page
        assert "witness.example has seen another history" in page

    def test_the_page_that_is_served_is_compared_with_the_one_in_the_log(self, as_, desk):
        """Not logged; then logged, and once only while it stays the same."""
        client = as_(desk.clerk)
        assert "not logged yet" in words(client.get("/desk/log/"))
        assert log_page(version="2026.1", at=timezone.now())
        enter(timezone.now())

        assert "as logged in entry 4" in words(client.get("/desk/log/"))
        assert log_page(version="2026.1", at=timezone.now()) is None

    def test_a_database_older_than_the_log_stops_the_log_and_not_the_desk(
        self, as_, settings, log_place, clerk
    ):
        """The key is there and the row is not: acts upon the log are refused with 503, pages are shown."""
        settings.LOG_KEY.write_text("a key of another day")
        text = a_collection()
        client = as_(clerk)

        assert client.get(f"/desk/collections/{text.pk}/").status_code == 200
        answer = client.post("/desk/registrars/roll/", {"source": "the office"})
        assert answer.status_code == 503
        assert "The log is in doubt" in words(answer)
        assert str(log_place) not in words(answer)


class TestKeys:
    """Enrolling and ending."""

    def test_an_address_is_shown_once_with_its_code_and_for_a_quarter_of_an_hour(self, as_, desk):
        """What is kept of it is a digest."""
        client = as_(desk.clerk)
        answer = client.post(f"/desk/keys/members/{desk.members[0].pk}/", {"identity": "in-person"})
        page, held = answer.content.decode(), Enrolment.objects.order_by("-begun_at").first()
        secret = re.search(r"http://sign\.localhost:8000/#enrol=([\w-]+)", page)[1]

        assert '<svg class="code"' in page or 'class="code"' in page
        assert (held.expires_at - held.begun_at).seconds == 15 * 60
        assert secret not in str(held.__dict__)
        assert secret not in client.get("/desk/keys/").content.decode()
        assert answer["Cache-Control"] == "no-store"

    def test_nobody_enrols_their_own_key(self, as_, desk):
        """A colleague does; the page offers nothing else."""
        answer = as_(desk.clerk).post(f"/desk/keys/clerks/{desk.clerk.pk}/", {"identity": "in-person"})

        assert answer.status_code == 422
        assert "a colleague enrols you" in words(as_(desk.clerk).get("/desk/keys/"))

    @pytest.mark.parametrize(("demo", "status"), [(True, 200), (False, 422)])
    def test_no_identity_is_checked_in_a_demonstration_alone(self, as_, desk, settings, demo, status):
        """Elsewhere the choice does not exist."""
        settings.DEMO = demo
        path = f"/desk/keys/members/{desk.members[0].pk}/"

        assert as_(desk.clerk).post(path, {"identity": "demonstration"}).status_code == status

    def test_a_key_is_ended_by_two_registrars(self, as_, desk):
        """Its record waits; once it is back and entered, the key signs no more."""
        key = keys_of(desk.keyed()).get()
        client = as_(desk.clerk)
        answer = client.post(
            f"/desk/keys/{key.pk}/revoke/", {"reason": "compromised", "suspect_from": "2"}, follow=True
        )
        assert "the end of a key" in words(answer)
        assert "suspect-from 2" in SignedRecord.objects.get(kind="revoke").text
        desk.vouch()

        assert "revoked" in words(client.get(f"/desk/keys/{key.pk}/"))
        assert not keys_of(desk.members[0]).exists()


class TestRegistrars:
    """Files out, files back."""

    def test_all_go_out_in_one_file_and_come_back_signed(self, as_, desk):
        """The names of the files name nobody; what each signs is in it."""
        client = as_(desk.clerk)
        a_member(family="NEWCOMER")
        assert "says something else since" in words(client.get("/desk/registrars/"))
        client.post("/desk/registrars/roll/", {"source": "the list of the office"})
        with zipfile.ZipFile(io.BytesIO(client.get("/desk/registrars/records.zip").content)) as files:
            (name,) = files.namelist()
            signed = by_registrars(read_draft(files.read(name))).encoded()
        assert re.fullmatch(r"roll-[0-9a-f]+\.txt", name)
        assert client.get(f"/desk/registrars/{name[5:]}").content == by_text(signed)
        answer = client.post(
            "/desk/registrars/", {"signed": SimpleUploadedFile("any-name.txt", signed)}, follow=True
        )
        enter(timezone.now())

        assert "added to 1 record" in words(answer)
        assert "the same as the desk’s" in words(client.get("/desk/registrars/"))

    @pytest.mark.parametrize("content", [b"", b"not a record", b"\xff" * 100, b"x" * 70_000])
    def test_what_is_no_record_is_refused_in_words(self, as_, desk, content):
        """And nothing is kept of it."""
        file = SimpleUploadedFile("wrong.txt", content)
        answer = as_(desk.clerk).post("/desk/registrars/", {"signed": file})

        assert answer.status_code == 422
        assert "Not every file was taken" in words(answer)

    def test_one_registrar_alone_leaves_it_waiting(self, as_, desk):
        """It is said who has signed and how many are missing."""
        a_member(family="NEWCOMER")
        client = as_(desk.clerk)
        client.post("/desk/registrars/roll/", {"source": "the list of the office"})
        (record,) = awaiting_registrars()
        signed = by_registrars(read_draft(record.text.encode()), 1).encoded()
        page = words(
            client.post("/desk/registrars/", {"signed": SimpleUploadedFile("a", signed)}, follow=True)
        )

        assert "registrar-1.example 1 missing" in page


class TestInviting:
    """By letter and on the screen."""

    def invite(self, client, desk, **fields):
        return client.post(f"/desk/collections/{desk.collection.pk}/invitations/new/", fields, follow=True)

    def test_a_letter_names_neither_title_nor_anybody_else(
        self, as_, desk, django_capture_on_commit_callbacks
    ):
        """Only the member is greeted; the address opens the text behind its `#`."""
        member = desk.keyed()
        with django_capture_on_commit_callbacks(execute=True):
            self.invite(as_(desk.clerk), desk, language="en", **{f"to-{member.pk}": "her@concord.example"})
        (letter,) = mail.outbox

        assert letter.to == ["her@concord.example"]
        assert "#sign=" in letter.body
        for secret in ("Lamps", "harbour", desk.members[1].family, desk.clerk.name):
            assert secret not in letter.body + letter.subject

    def test_a_wrong_address_sends_nothing_and_is_shown_again(self, as_, desk):
        """All of what was written beside the names stays."""
        member = desk.keyed()
        page = self.invite(as_(desk.clerk), desk, language="en", **{f"to-{member.pk}": "no address"})

        assert "Not an e-mail address: no address" in words(page)
        assert 'value="no address"' in page.content.decode()
        assert not mail.outbox
        assert not SigningInvitation.objects.exists()

    def test_an_address_is_shown_and_taken_back(self, as_, desk):
        """A clerk shows it; until then nobody was invited, afterwards nobody is."""
        client, member = as_(desk.clerk), desk.keyed()
        shown = self.invite(client, desk, show=member.pk).content.decode()
        invitation = SigningInvitation.objects.get()
        list_ = client.get(f"/desk/collections/{desk.collection.pk}/invitations/")
        assert "#sign=" in shown
        assert "invited, until" in words(list_)
        path = f"/desk/collections/{desk.collection.pk}/invitations/{invitation.pk}/end/"

        assert "The invitation is taken back." in words(client.post(path, follow=True))

    def test_only_members_with_a_key_are_offered(self, as_, desk):
        """Without any, the page says how they get one."""
        path = f"/desk/collections/{desk.collection.pk}/invitations/"
        assert "Nobody who may sign has a key yet" in words(as_(desk.clerk).get(path))
        desk.keyed(1)
        page = words(as_(desk.clerk).get(path))

        assert desk.members[1].family in page
        assert desk.members[0].family not in page


class TestTheOffice:
    """Clerks' keys under texts, names from paper and editions."""

    def sign(self, client, record):
        return client.post(f"/desk/records/{record.pk}/sign/", follow=True)

    def test_a_clerk_without_a_key_is_told_who_helps(self, as_, desk):
        """And the button leads nowhere else."""
        keyless, text = a_user(), desk.another_text()
        client = as_(keyless)

        assert "You have no key yet: a colleague enrols you." in words(
            client.get(f"/desk/collections/{text.pk}/")
        )
        self.sign(client, text.records.get(kind="text"))
        assert not ClerkTask.objects.filter(clerk=keyless).exists()

    def test_names_from_paper_wait_for_the_two_clerks_who_saw_them(self, as_, desk):
        """Each finds it on the desk; a third finds nothing to sign."""
        desk.names_on_paper(3)
        record = desk.collection.records.get(kind="paper")
        third = a_user()
        page = words(as_(desk.clerk).get(f"/desk/collections/{desk.collection.pk}/"))

        assert "waits for both clerks’ keys" in page
        edition = as_(desk.clerk).get(f"/desk/publications/{desk.collection.pk}/")
        assert "3 confirmed names wait for the clerks’ keys and the log" in words(edition)
        assert f"/desk/collections/{desk.collection.pk}/#electronic-h" in edition.content.decode()
        assert "Confirm names" not in words(edition)
        assert "waits for your key: Enter 3 names from paper" in words(as_(desk.second).get("/desk/"))
        assert "waits for your key" not in words(as_(third).get("/desk/"))
        assert "#clerk=" in self.sign(as_(desk.clerk), record).content.decode()
        desk.clerks_sign(record)
        page = words(as_(desk.clerk).get(f"/desk/collections/{desk.collection.pk}/"))
        assert "waits for both clerks’ keys" not in page

    def test_a_disputed_signature_stays_and_is_said_to_be_disputed(self, as_, desk):
        """Registrars sign what the member says; then the name's page and the text's say both."""
        desk.signs(desk.keyed())
        row, client = desk.collection.signatures.get(), as_(desk.clerk)
        path = f"/desk/collections/{desk.collection.pk}/"
        assert "passkey on one device (B)" in words(client.get(f"{path}names/{row.pk}/"))
        page = words(client.post(f"{path}names/{row.pk}/contest/", {"reason": "not mine"}, follow=True))
        assert "waits for the registrars" in page
        desk.vouch()

        assert re.search(r"Disputed yes, entry \d", words(client.get(f"{path}names/{row.pk}/")))
        assert "disputes the entry in that name" in words(client.get(path))

    def test_a_name_by_key_is_withdrawn_by_that_key_alone(self, as_, desk):
        """The name's page shows the member an address; no clerk takes the name off."""
        desk.signs(desk.keyed())
        row = desk.collection.signatures.get()
        page = as_(desk.clerk).get(f"/desk/collections/{desk.collection.pk}/names/{row.pk}/").content.decode()

        assert "Take the tick back" not in page
        assert f"names/{row.pk}/withdraw/" not in page
        assert "The member does so with the same key" in page

    def test_an_edition_is_written_signed_and_published(self, as_, desk, monkeypatch):
        """Three presses and a key; the bundle is linked beside the forms."""
        desk.names_on_paper(20)
        desk.clerks_sign(desk.collection.records.get(kind="paper"))
        ruled(desk.collection, by=desk.clerk)
        number_declaration(
            collection=desk.collection, on=timezone.localdate(), by=desk.clerk, at=timezone.now()
        )
        client, path = as_(desk.clerk), f"/desk/publications/{desk.collection.pk}/"
        assert "Write the edition with 20 names" in words(client.get(path))
        assert "Sign it with your key" in words(client.post(f"{path}edition/", follow=True))
        record = desk.collection.records.get(kind="edition", refused_at=None)
        clerk_signs(record, desk.clerk, desk.clerk_passkey, at=timezone.now())
        assert "waits to be entered" in words(client.get(path))
        sequence(timezone.now())
        monkeypatch.setattr(publishing_logged, "await_entry", entering(publishing_logged.await_entry))
        monkeypatch.setattr(publishing_logged, "await_witnesses", None)  # none are asked for: nobody waits
        assert "Publish the edition as it was signed" in words(client.get(path))

        page = client.post(f"{path}publish/", follow=True).content.decode()
        assert "is published" in page
        (bundle,) = re.findall(r'href="http://localhost:8000/([^"]+@[^"]+\.bundle\.zip)"', page)
        files = current().files
        assert files.filter(path=bundle).exists()
        public = bytes(files.get(path="en/concord/written-declaration/1.html").body.body)
        assert b'href="1.bundle.zip" type="application/zip"' in public


def entering(waited):
    """The sequencer does its work whenever somebody waits for it."""

    def entered(record, **_):
        sequence(timezone.now())
        return waited(record, seconds=0)

    return entered


def by_text(signed):
    """The text of a signed record, as it went out."""
    return read_draft(signed).text.raw
