"""The publishing body's seal on a PDF: what it covers, whose it is, when, and what it leaves as it was."""

import io
import shutil
import subprocess
from datetime import UTC, datetime

import pikepdf
import pytest
from pdfua import validate
from tests.builders import a_document
from tests.simulators.authorities import (
    an_authority,
    body,
    holder,
    needs_openssl,
    other_root,
    root,
    stamped_by,
)

from undersigned.publishing.pdf import form as pdf
from undersigned.publishing.pdf import structure
from undersigned.publishing.seal import Lasting, owner_of, sealed
from undersigned.publishing.seal_check import SealError, certificates_in, checked_seals
from undersigned.values.findings import Outcome

NOW = datetime(2031, 10, 9, 18, 30, tzinfo=UTC)
WORDS = "Seal of the publishing body on this file"
TRUSTED = certificates_in(root().pem)


@pytest.fixture(scope="module")
def plain():
    """The accessible file."""
    return pdf.render(a_document(signatories=3), "en")


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    configuration = an_authority(tmp_path_factory.mktemp("tsa"))
    return lambda request: stamped_by(configuration, request)


def a_seal(plain, **more):
    return sealed(plain, owner_of(body().secret(), body().pem), at=NOW, words=WORDS, **more)


@pytest.fixture(scope="module")
def basic(plain):
    return a_seal(plain)


@pytest.fixture(scope="module")
def stamped(plain, ask):
    return a_seal(plain, ask=ask)


@pytest.fixture(scope="module")
def lasting(plain, ask):
    return a_seal(plain, ask=ask, lasting=Lasting(roots=root().pem))


def outcomes(content, trusted=TRUSTED):
    """The answer to each question, by the last word of its code."""
    return {one.code.rpartition(".")[2]: one.outcome.value for one in checked_seals(content, trusted, NOW)}


def particulars(content, question):
    return next(
        one.particulars for one in checked_seals(content, TRUSTED, NOW) if one.code.endswith(f".{question}")
    )


SOUND = {"present": "passed", "unchanged": "passed", "trusted": "passed"}


def test_a_seal_by_itself_holds_and_its_time_is_the_sealers_word(basic):
    """B-B: whose it is and that nothing changed; not when."""
    assert outcomes(basic) == {**SOUND, "time": "undetermined", "kept": "not-applicable"}
    assert particulars(basic, "time")["time"] == "2031-10-09T18:30:00Z"
    assert "Table Office of Concord (fictional)" in particulars(basic, "trusted")["name"]


@needs_openssl
def test_a_stamped_seal_has_a_time_of_somebody_else(stamped):
    """B-T: the authority's time, not the one that the sealer gave."""
    said = particulars(stamped, "time")

    assert outcomes(stamped) == {**SOUND, "time": "passed", "kept": "not-applicable"}
    assert said["time"] != "2031-10-09T18:30:00Z"
    assert "Example Time (fictional)" in said["authority"]


@needs_openssl
def test_a_lasting_seal_is_stamped_as_a_whole(lasting):
    """B-LTA: the material of checking inside, and a stamp over all of it."""
    assert outcomes(lasting) == {**SOUND, "time": "passed", "kept": "passed"}
    assert particulars(lasting, "kept")["ends"] == "2080-01-01T00:00:00Z"
    with pikepdf.open(io.BytesIO(lasting)) as opened:
        assert "/DSS" in opened.Root


def test_who_does_not_bring_the_root_gets_no_trust(basic):
    """The file is as it was sealed, and nobody says by whom."""
    assert outcomes(basic, certificates_in(other_root().pem))["trusted"] == "failed"
    assert outcomes(basic, certificates_in(other_root().pem))["unchanged"] == "passed"


@needs_openssl
def test_a_seal_is_judged_at_its_stamp(plain, ask):
    """A certificate that has ended by now still holds for what was sealed and stamped before."""
    year = datetime.now(UTC).year
    short = holder("Short (fictional)", root(), end=datetime(year + 1, 1, 1, tzinfo=UTC))
    later = datetime(year + 3, 1, 1, tzinfo=UTC)
    given = {"at": datetime.now(UTC), "words": WORDS}
    owner = owner_of(short.secret(), short.pem)
    trusted = {
        stamp: next(
            one.outcome
            for one in checked_seals(sealed(plain, owner, ask=asked, **given), TRUSTED, later)
            if one.code == "publishing.seal.trusted"
        )
        for stamp, asked in ((True, ask), (False, None))
    }

    assert trusted == {True: Outcome.PASSED, False: Outcome.FAILED}


@needs_openssl
def test_a_stamp_that_nobody_vouches_for_dates_nothing(plain, ask):
    """Whoever stole a key after its certificate ended could make an authority too: it is judged today."""
    year = datetime.now(UTC).year
    ended = holder("Ended (fictional)", other_root(), end=datetime(year + 1, 1, 1, tzinfo=UTC))
    content = sealed(plain, owner_of(ended.secret(), ended.pem), at=datetime.now(UTC), words=WORDS, ask=ask)
    later = datetime(year + 3, 1, 1, tzinfo=UTC)

    def outcome(*trusted):
        roots = [one for pem in trusted for one in certificates_in(pem)]
        return {
            one.code.rpartition(".")[2]: one.outcome.value for one in checked_seals(content, roots, later)
        }

    assert outcome(other_root().pem, root().pem)["trusted"] == "passed"
    alone = outcome(other_root().pem)
    assert (alone["trusted"], alone["time"]) == ("failed", "undetermined")


@pytest.mark.slow
@needs_openssl
@pytest.mark.parametrize("kind", ["basic", "lasting"])
def test_one_altered_byte_is_refused(kind, request):
    """Anywhere in what is sealed, and in the digits of the seal: its envelope and its padding."""
    content = request.getfixturevalue(kind)
    with pikepdf.open(io.BytesIO(content)) as opened:
        start, gap, end, _ = map(int, opened.Root.AcroForm.Fields[0].V.ByteRange)
    places = [
        *range(start, gap, gap // 12),
        *range(gap + 52, gap + 90, 4),
        gap + 84,
        end - 2,
        end - 40,
        *range(end + 1, len(content), 2_500),
    ]
    for at in places:
        altered = bytearray(content)
        altered[at] ^= 1

        assert "failed" in outcomes(bytes(altered)).values(), at


def test_what_is_added_behind_the_seal_breaks_it(basic):
    """Bytes at the end, and a page that another program adds."""
    added = io.BytesIO()
    with pikepdf.open(io.BytesIO(basic)) as opened:
        opened.add_blank_page()
        opened.save(added)

    assert outcomes(basic + b"%\n")["unchanged"] == "failed"
    assert "failed" in outcomes(added.getvalue()).values()


def test_the_accessible_file_carries_no_seal(plain):
    """It is not sealed, on purpose, and rubbish is no PDF: both are refused in words."""
    assert outcomes(plain) == {"present": "failed"}
    assert outcomes(b"%PDF-1.7 rubbish") == {"present": "failed"}
    assert outcomes(b"") == {"present": "failed"}


@needs_openssl
@pytest.mark.parametrize("kind", ["basic", "stamped", "lasting"])
def test_the_seal_leaves_the_page_as_it_was(kind, plain, request, tmp_path):
    """Every byte of the accessible file stands before it; text, tags and claims are still there."""
    content = request.getfixturevalue(kind)
    (tmp_path / "sealed.pdf").write_bytes(content)
    with pikepdf.open(io.BytesIO(content)) as opened:
        xmp = opened.open_metadata(set_pikepdf_as_editor=False)
        assert [xmp[key] for key in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")] == ["3", "A", "1"]
        assert xmp["pdf:Producer"] == str(opened.docinfo.Producer)  # PDF/A: both say the same
        assert all(page.Tabs == "/S" for page in opened.pages)
        assert all(str(field.TU) for field in opened.Root.AcroForm.Fields)
        assert len(opened.Root.OutputIntents) == 1

    assert content.startswith(plain)
    assert structure.recover(content) == structure.recover(plain)
    assert not [one for one in validate(tmp_path / "sealed.pdf").findings if one.severity.name != "INFO"]


def test_the_field_is_outside_the_tags(basic):
    """What the seal costs: its field has no place on the page and is no part of the structure."""
    with pikepdf.open(io.BytesIO(basic)) as opened:
        (field,) = opened.Root.AcroForm.Fields

        assert [int(one) for one in field.Rect] == [0, 0, 0, 0]
        assert int(field.F) & 4  # PDF/A: it may be printed
        assert "/StructParent" not in field


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed (Debian: qpdf)")
@needs_openssl
def test_another_program_finds_the_sealed_file_sound(lasting, tmp_path):
    """`qpdf --check` reads every object."""
    (tmp_path / "sealed.pdf").write_bytes(lasting)
    done = subprocess.run(["qpdf", "--check", str(tmp_path / "sealed.pdf")], capture_output=True, check=False)

    assert done.returncode == 0


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig is not installed (Debian: poppler-utils)")
def test_another_program_finds_the_seal_valid(basic, tmp_path):
    """Poppler checks the same signature with a library of its own."""
    (tmp_path / "sealed.pdf").write_bytes(basic)
    done = subprocess.run(
        ["pdfsig", str(tmp_path / "sealed.pdf")],
        capture_output=True,
        check=False,
        env={"HOME": str(tmp_path)},
    )

    assert b"Signature is Valid" in done.stdout
    assert b"Total document signed" in done.stdout


def test_nothing_is_handed_out_that_does_not_hold(plain, basic):
    """Another's key, a second seal, no PDF, no certificate: each is refused with a sentence."""
    stranger = holder("Stranger (fictional)", root())
    for content, key, certificate in (
        (plain, stranger.secret(), body().pem),
        (basic, body().secret(), body().pem),
        (b"no PDF", body().secret(), body().pem),
        (plain, b"no key", body().pem),
        (plain, body().secret(), b"no certificate"),
    ):
        with pytest.raises(SealError):
            sealed(content, owner_of(key, certificate), at=NOW, words=WORDS)


def test_a_stamp_that_is_no_stamp_is_no_seal(plain):
    """An authority that answers rubbish, and one that stamps something else."""
    for answer in (b"", b"<html>busy</html>", bytes.fromhex("30053003020102")):
        with pytest.raises(SealError):
            a_seal(plain, ask=lambda _, answer=answer: answer)
    with pytest.raises(SealError):
        a_seal(plain, lasting=Lasting(roots=root().pem))


@needs_openssl
def test_a_stamp_over_something_else_is_no_seal(plain, ask):
    """The same answer to every question."""
    kept = []

    def once(request):
        kept.append(ask(request))
        return kept[0]

    with pytest.raises(SealError):
        a_seal(plain, ask=once)
