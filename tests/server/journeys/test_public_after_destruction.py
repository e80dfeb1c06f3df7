"""A person's data are destroyed after a text was published: everything public still checks, offline.

The text is signed through the log and has a figure; its bundle, its card, its snapshot and the digests of the
site are looked at before and after, and both verifiers say what they said.
"""

import io
import re
from datetime import date
from zipfile import ZipFile

import pytest
from django.conf import settings
from tests.journeys.test_a_stranger_verifies import check
from tests.server.actions.test_logged_editions import published, sign_and_number
from tests.server.actions.test_published_figures import EVE, SAID, let_out
from tests.server.builders import AT, a_draft
from tests.server.builders import DAY as OPENED
from tests.server.evidence import TODAY, subject
from tests.server.logged import Desk, begin, clerk_signs, done, enter, sequence
from tests.server.publishing_cases import LATER

from undersigned.counting.card import card_of
from undersigned.publishing.figures.evidence import read_public_evidence
from undersigned.server.actions.collecting.opening import open_collection
from undersigned.server.actions.counting import answering, figures, kept_figures
from undersigned.server.actions.evidence import destroying
from undersigned.server.actions.publishing import publishing_logged
from undersigned.server.actions.publishing.generations import current
from undersigned.server.records.models import ClaimTombstone, ClaimValue
from undersigned.values.digest import sha256
from undersigned.verifying.browser_page import browser_page
from undersigned.verifying.verification import Verdict, verify

pytestmark = [pytest.mark.usefixtures("log_place"), pytest.mark.slow, pytest.mark.browser]
PATH = "en/concord/written-declaration/1"
SUMS = re.compile(r"([0-9a-f]{64})  (\S+)")


class DeskWithAFigure(Desk):
    """A desk whose text has a figure, answered by what is public."""

    def open_text(self, **_parts):
        draft = a_draft(texts_=SAID)
        question = answering.keep_question(question=EVE, label="On the eve", by=self.clerk, at=AT)
        bound = {"mark": "5.. at least #1", "question": question, "texts": SAID, "by": self.clerk, "at": AT}
        done(figures.bind_figure(draft=draft, **bound))
        opened = open_collection(
            draft=draft,
            version=draft.latest,
            first_signer=self.members[0],
            on=OPENED,
            today=OPENED,
            by=self.clerk,
            at=AT,
        )
        clerk_signs(done(opened).records.get(kind="text"), self.clerk, self.clerk_passkey)
        enter()
        return opened


@pytest.fixture
def desk(monitor, second_monitor, monkeypatch):
    """Six people on record, approved to go out; a text with a figure, three passkeys, nineteen on paper."""
    waited = publishing_logged.await_entry

    def entered(record, **_):
        sequence()
        return waited(record, seconds=0)

    monkeypatch.setattr(publishing_logged, "await_entry", entered)
    let_out(6, monitor, second_monitor)
    begin()
    desk = DeskWithAFigure(members=4)
    sign_and_number(desk)
    return desk


def test_every_public_count_and_proof_still_checks(desk, monitor, checks):
    """Published, destroyed, published again: card, snapshot, both verifiers, every digest of the site."""
    published(desk)
    before, card = site(), card_now(desk)
    assert card.least == 6
    outside = subject("watch", 1).public_id
    assert outside in kept_figures.evidence_snapshot(desk.collection).decode()
    checks(before[f"{PATH}@2031-10-04.bundle.zip"])

    done_ = destroying.destroy_person(
        subject=subject("watch", 1), reason="asked for", on=TODAY, by=monitor, at=AT
    )
    assert done_.claims == ClaimTombstone.objects.count() > 0
    assert site() == before
    desk.signs(desk.members[3])
    enter()
    second = published(desk, LATER)

    after = site()
    assert second.label == "2031-10-12"
    dated = {path for path in before if "@2031-10-04" in path}
    assert {path: after[path] for path in dated} == {path: before[path] for path in dated}
    assert card_now(desk).canonical() == card.canonical()
    checks(after[f"{PATH}@2031-10-04.bundle.zip"])
    checks(after[f"{PATH}.bundle.zip"], since=before[f"{PATH}@2031-10-04.bundle.zip"])
    assert snapshot_in(after[f"{PATH}.bundle.zip"]) == kept_figures.evidence_snapshot(desk.collection)
    assert digests_hold(after) > 3
    assert not ClaimValue.objects.filter(claim__subject__destroyed_at__isnull=False).exists()


def site():
    """Every published file by its path; each body is what its digest says."""
    files = {file.path: file for file in current().files.select_related("body")}
    for file in files.values():
        assert sha256(bytes(file.body.body)) == file.body_id
    return {path: bytes(file.body.body) for path, file in files.items()}


def card_now(desk):
    """The card of the figure, from the snapshot that the text was opened with."""
    kept = read_public_evidence(kept_figures.evidence_snapshot(desk.collection))
    return card_of(EVE, kept.snapshot(), date(2026, 11, 27))


def snapshot_in(bundle):
    """The public evidence that a bundle carries."""
    with ZipFile(io.BytesIO(bundle)) as archive:
        (name,) = (one for one in archive.namelist() if one.startswith("evidence"))
        return archive.read(name)


@pytest.fixture
def checks(page_of, tmp_path):
    """Both verifiers say that a bundle is verified under keys that are brought."""
    page = page_of(offline=True)
    (tmp_path / "verify.html").write_bytes(browser_page())
    bundle_file, trust_file = tmp_path / "one.bundle.zip", tmp_path / "own.trust.txt"

    def checked(bundle, since=None):
        trust = settings.TRUST.read_bytes()
        found = verify(io.BytesIO(bundle), trust, io.BytesIO(since) if since else None)
        assert found.verdict is Verdict.VERIFIED, [one for one in found.findings if not one.ok]
        bundle_file.write_bytes(bundle)
        trust_file.write_bytes(trust)
        page.goto((tmp_path / "verify.html").as_uri())
        assert check(page, bundle=bundle_file, trust=trust_file) == "verified"

    return checked


def digests_hold(files):
    """How many files stand with their digests in a list of the site; each is what it says."""
    number = 0
    for path, content in files.items():
        if "SHA256" in path.upper() or path.endswith(".sha256"):
            folder = path.rpartition("/")[0]
            for digest, name in SUMS.findall(content.decode()):
                named = f"{folder}/{name}".lstrip("/") if folder else name
                assert sha256(files[named]) == digest, name
                number += 1
    return number
