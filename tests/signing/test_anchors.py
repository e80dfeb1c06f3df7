"""Anchors: what an authority stamps, how the log keeps it, and what the stamp is worth."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from tests.log.trees import ORIGIN, a_checkpoint
from tests.simulators.authorities import (
    FROM,
    an_authority,
    body,
    needs_openssl,
    other_root,
    root,
    stamped_at,
    stamped_by,
)

from undersigned.signing.anchors import anchor, read_anchor, stamped_text
from undersigned.signing.faults import SigningError
from undersigned.signing.records import read_entry
from undersigned.signing.releases import page, release
from undersigned.signing.timestamps import judge_under, request_for, stamped_digest, token_of

TEXT = stamped_text(a_checkpoint(5))


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """What an authority answered."""
    return stamped_by(an_authority(tmp_path_factory.mktemp("tsa")), request_for(TEXT))


@pytest.fixture(scope="module")
def token(answer):
    return token_of(answer, TEXT)


def refused(call, *given):
    with pytest.raises(SigningError) as fault:
        call(*given)
    return fault.value.rule


def test_what_is_stamped_is_three_lines():
    """Origin, size, root; what a log adds to its checkpoints is not stamped."""
    assert stamped_text(a_checkpoint(5, extensions=("more",))) == TEXT
    assert TEXT.decode().split("\n")[:2] == [ORIGIN, "5"]
    assert TEXT.count(b"\n") == 3


def test_an_anchor_is_read_as_it_was_written():
    """From the entry's bytes and the log's name the stamped text is made again."""
    entry = anchor(a_checkpoint(5, extensions=("more",)), b"token").encoded()
    read = read_anchor(read_entry(entry).text, ORIGIN)

    assert (read.stamped, read.token) == (TEXT, b"token")


def test_a_root_that_no_log_can_have_is_refused():
    """Size 0 has one root."""
    entry = anchor(a_checkpoint(5), b"token").encoded().replace(b"size 5", b"size 0")

    assert refused(read_anchor, read_entry(entry).text, ORIGIN) == "anchor-root"


def test_the_request_is_the_same_each_time():
    """No nonce: SHA-256 of the text, and a wish for the certificate."""
    assert request_for(TEXT) == request_for(TEXT)
    assert sha256(TEXT).digest() in request_for(TEXT)


@needs_openssl
def test_a_stamp_holds_under_the_root_of_its_authority(token):
    """It gives its own time, in UTC."""
    time = judge_under(root().pem)(token, TEXT)

    assert abs(time - datetime.now(UTC)) < timedelta(minutes=5)
    assert time.tzinfo is UTC
    assert stamped_digest(token) == sha256(TEXT).digest()


@needs_openssl
def test_a_stamp_holds_for_one_text_and_under_one_root(token):
    """Another text, another root, other bytes: each is refused for its own reason."""
    judge = judge_under(root().pem)
    broken = token[:-3] + bytes([token[-3] ^ 1]) + token[-2:]

    assert refused(judge, token, TEXT + b"x") == "stamp-imprint"
    assert refused(judge_under(other_root().pem), token, TEXT) == "stamp-signature"
    assert refused(judge, broken, TEXT) == "stamp-signature"
    assert {refused(judge, odd, TEXT) for odd in (b"", b"token", token[:-1], token + b"x")} == {"stamp-form"}


@needs_openssl
@pytest.mark.parametrize("at", range(0, 1000, 9))
def test_no_byte_of_a_stamp_makes_the_judge_fall(token, at):
    """Whatever is altered, it holds with its own time, or is refused by a rule."""
    altered = bytearray(token)
    altered[at % len(token)] ^= 0x55

    assert answered(bytes(altered)) in {
        answered(token), "stamp-form", "stamp-imprint", "stamp-signature",
    }  # fmt: skip


def answered(token):
    try:
        return judge_under(root().pem)(token, TEXT)
    except SigningError as fault:
        return fault.rule


@needs_openssl
def test_the_chain_is_judged_at_the_time_of_the_stamp(tmp_path):
    """An authority whose certificate had ended before it stamped is refused, though its root holds."""
    configuration = an_authority(tmp_path, start=FROM, end=datetime(2021, 1, 1, tzinfo=UTC))
    token = token_of(stamped_by(configuration, request_for(TEXT)), TEXT)

    assert refused(judge_under(root().pem), token, TEXT) == "stamp-signature"


@pytest.mark.slow
def test_a_certificate_that_ended_since_does_not_undo_a_stamp():
    """It held when the stamp was made, and that is asked; a stamp made after its end is refused."""
    judge, end = judge_under(root().pem), datetime(2021, 1, 1, tzinfo=UTC)
    before, after = datetime(2020, 7, 1, tzinfo=UTC), datetime(2021, 7, 1, tzinfo=UTC)

    assert judge(stamped_at(before, TEXT, end=end), TEXT) == before
    assert refused(judge, stamped_at(after, TEXT, end=end), TEXT) == "stamp-signature"


@pytest.mark.slow
def test_a_certificate_for_something_else_stamps_nothing():
    """Whoever has any certificate under the same root is no authority for that."""
    token = stamped_at(datetime(2021, 7, 1, tzinfo=UTC), TEXT, purpose=ExtendedKeyUsageOID.CODE_SIGNING)

    assert refused(judge_under(root().pem), token, TEXT) == "stamp-signature"


@needs_openssl
def test_an_answer_to_another_question_is_not_taken(answer):
    """The token must be over the text that was sent; a refusal and rubbish are no answers."""
    assert refused(token_of, answer, TEXT + b"x") == "stamp-imprint"
    assert refused(token_of, b"<html>busy</html>", TEXT) == "stamp-form"
    assert refused(token_of, bytes.fromhex("30053003020102"), TEXT) == "stamp-refused"


def test_roots_are_certificates_and_one_is_a_root():
    """Otherwise nothing can be judged, and that is said before anything is."""
    assert refused(judge_under, b"") == "stamp-roots"
    assert refused(judge_under, body().pem) == "stamp-roots"
    assert judge_under(body().pem + root().pem)


def test_the_operators_words_on_its_programs_are_entries():
    """A version and a digest, for the signing page and for an archive."""
    for write, kind in ((page, "page"), (release, "release")):
        entry = read_entry(write("2026.1", b"bytes").encoded())

        assert entry.kind == kind
        assert entry.text.word("version") == "2026.1"
        assert entry.text.word("digest") == sha256(b"bytes").hexdigest()
