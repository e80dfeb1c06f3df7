"""`undersigned registrar`: a key for its owner's eyes, and a line under what was read."""

import stat

import pytest
from click.testing import CliRunner
from tests.signing.builders import a_contest, a_key, a_revocation, a_roll, a_statement, a_text
from tests.simulators.passkey import SoftwarePasskey

from undersigned.cli.app import undersigned
from undersigned.log.keys import read_key
from undersigned.signing.records import Record, read_record
from undersigned.signing.registrars import registrars_of

MEMBER = SoftwarePasskey(holder="m-1")
NAME = "concord.example/registrar-1"


def run(*arguments, language="en", answer=None):
    command = ["registrar", *map(str, arguments), "--language", language]
    return CliRunner().invoke(undersigned, command, input=answer)


@pytest.fixture
def key(tmp_path):
    run("keygen", tmp_path / "key", "--name", NAME)
    return tmp_path / "key"


@pytest.fixture
def public(key):
    return read_key(run("show", key).output.splitlines()[0])


def a_file(tmp_path, record):
    file = tmp_path / "record.txt"
    file.write_bytes(record.encoded())
    return file


def test_a_key_is_made_once_for_its_owner(key, public):
    """Nobody else reads the file; it is not written over; its secret is shown nowhere."""
    before = key.read_text()
    again = run("keygen", key, "--name", NAME)
    shown = run("show", key).output

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert (again.exit_code, key.read_text()) == (2, before)
    assert public.name == NAME
    assert before.strip().split("+", 4)[4] not in shown
    assert "Fingerprint" in shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (a_roll(), "these 150 people"),
        (a_revocation(MEMBER, reason="compromised"), "somebody else may have used it"),
        (a_contest(), "disputes entry 5"),
        (a_key(MEMBER), "not signed this yet"),
    ],
    ids=lambda one: getattr(one, "kind", ""),
)
def test_what_is_signed_is_shown_in_words_first(tmp_path, key, public, text, words):
    """Then the person is asked, and the line is added to the file."""
    file = a_file(tmp_path, Record(text=text))
    done = run("sign", file, "--key", key, answer="y\n")

    assert words in done.output
    assert text.digest in done.output
    assert registrars_of(read_record(file.read_bytes()), [public]) == (public,)


def test_a_half_signed_record_keeps_its_lines(tmp_path, key):
    """The member's own line, and that it is right, are seen."""
    file = a_file(tmp_path, MEMBER.sign(Record(text=a_key(MEMBER))))
    done = run("sign", file, "--key", key, "--yes", language="fr")

    assert "son titulaire la détient" in done.output
    assert [line.name for line in read_record(file.read_bytes()).lines] == ["m-1", NAME]


def test_who_says_no_has_signed_nothing(tmp_path, key):
    """The file is as it was."""
    file = a_file(tmp_path, Record(text=a_roll()))
    done = run("sign", file, "--key", key, answer="n\n")

    assert done.exit_code != 0
    assert file.read_bytes() == a_roll().raw


def test_nobody_signs_twice(tmp_path, key):
    """The second time changes nothing."""
    file = a_file(tmp_path, Record(text=a_roll()))
    run("sign", file, "--key", key, "--yes")
    once = file.read_bytes()
    again = run("sign", file, "--key", key, "--yes")

    assert (again.exit_code, file.read_bytes()) == (0, once)
    assert "already" in again.output


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (a_text().raw, "does not sign"),
        (a_statement().raw, "does not sign"),
        (b"words\n", "breaks the rule text-kind"),
        (MEMBER.sign(Record(text=a_key(MEMBER)), flags=0).encoded(), "must not be signed"),
    ],
    ids=["text", "statement", "no-record", "wrong-line"],
)
def test_what_a_registrar_may_not_sign_is_refused(tmp_path, key, raw, words):
    """In a sentence, with the file's name, and unchanged."""
    file = tmp_path / "record.txt"
    file.write_bytes(raw)
    done = run("sign", file, "--key", key, "--yes")

    assert done.exit_code == 2
    assert words in done.output
    assert file.read_bytes() == raw


def test_a_wrong_line_of_ones_own_is_told(tmp_path, key):
    """Somebody has written under this name."""
    file = a_file(tmp_path, Record(text=a_roll()))
    run("sign", file, "--key", key, "--yes")
    changed = file.read_bytes().replace(b"members 150", b"members 151")
    file.write_bytes(changed)

    assert run("sign", file, "--key", key, "--yes").exit_code == 2
    assert file.read_bytes() == changed


@pytest.mark.parametrize("content", [b"\xff", b"words\n"])
def test_a_file_that_holds_no_key_is_refused(tmp_path, content):
    """In a sentence."""
    file = tmp_path / "key"
    file.write_bytes(content)

    assert run("show", file).exit_code == 2
