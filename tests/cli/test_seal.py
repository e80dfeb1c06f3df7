"""`undersigned seal`: a second file with the publishing body's seal, and a verdict on one."""

import logging
import sys

import pytest
from click.testing import CliRunner
from tests.builders import a_document
from tests.simulators.authorities import an_authority, body, needs_openssl, other_root, root

from undersigned.cli.app import undersigned
from undersigned.publishing.pdf import form as pdf


def run(*arguments, language="en", **more):
    return CliRunner().invoke(undersigned, ["seal", *map(str, arguments), "--language", language], **more)


@pytest.fixture
def place(tmp_path):
    """A page, the seal's key and certificate, and the root that a reader has."""
    (tmp_path / "page.pdf").write_bytes(pdf.render(a_document(signatories=1), "en"))
    (tmp_path / "seal.key").write_bytes(body().secret())
    (tmp_path / "locked.key").write_bytes(body().secret(b"fictional"))
    (tmp_path / "seal.pem").write_bytes(body().pem)
    (tmp_path / "root.pem").write_bytes(root().pem)
    (tmp_path / "other.pem").write_bytes(other_root().pem)
    yield tmp_path
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).setLevel(logging.NOTSET)


def put(place, *more, key="seal.key", out="sealed.pdf", **given):
    return run(
        place / "page.pdf", "--key", place / key, "--certificate", place / "seal.pem",
        "--out", place / out, *more, **given,
    )  # fmt: skip


def check(place, *more, file="sealed.pdf", **given):
    return run("check", place / file, *more, **given)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_is_sealed_beside_the_accessible_one(place, language):
    """The page stays as it is; the words say that no member signed with it."""
    before = (place / "page.pdf").read_bytes()
    said = put(place, language=language)
    checked = check(place, "--trust", place / "root.pem", language=language)

    assert (said.exit_code, checked.exit_code) == (0, 0)
    assert (place / "page.pdf").read_bytes() == before
    for words in (said.output, checked.output):
        assert {"en": "not the members' signatures", "fr": "pas les signatures des membres"}[
            language
        ] in words
    assert {"en": "THE SEAL HOLDS", "fr": "LE CACHET TIENT"}[language] in checked.output
    assert "Table Office of Concord (fictional)" in checked.output


@pytest.mark.slow
@needs_openssl
def test_an_authority_gives_the_seal_a_time(place):
    """B-T with an authority; B-LTA with the roots as well."""
    authority = ("--openssl-conf", an_authority(place))
    timed, lasting = (
        put(place, *authority),
        put(place, *authority, "--trust", place / "root.pem", out="l.pdf"),
    )

    assert "B-T" in timed.output
    assert "B-LTA" in lasting.output
    assert "by the stamp of" in check(place, "--trust", place / "root.pem").output
    assert "should be stamped again" in check(place, "--trust", place / "root.pem", file="l.pdf").output


def test_what_does_not_hold_is_refused(place):
    """A byte altered, another root, no seal at all: status 2 and the first word."""
    put(place)
    altered = bytearray((place / "sealed.pdf").read_bytes())
    altered[5_000] ^= 1
    (place / "altered.pdf").write_bytes(altered)

    for said in (
        check(place, "--trust", place / "root.pem", file="altered.pdf"),
        check(place, "--trust", place / "other.pem"),
        check(place, "--trust", place / "root.pem", file="page.pdf"),
    ):
        assert said.exit_code == 2
        assert said.output.startswith("REFUSED.")


def test_a_locked_key_asks_for_its_passphrase(place):
    """Right, it seals; wrong, it is said so."""
    assert put(place, key="locked.key", input="fictional\n").exit_code == 0
    wrong = put(place, key="locked.key", input="other\n")

    assert wrong.exit_code == 2
    assert "No secret key can be read" in wrong.output
    assert "passphrase is wrong" in wrong.output


def test_the_accessible_file_is_never_written_over(place):
    """The sealed file is another one; an authority is one authority; roots want an authority."""
    assert put(place, out="page.pdf").exit_code == 2
    assert put(place, "--tsa", "https://tsa.example/", "--openssl-conf", place / "root.pem").exit_code == 2
    assert put(place, "--trust", place / "root.pem").exit_code == 2
    assert put(place, "--tsa", "ftp://tsa.example/").exit_code == 2
    assert put(place, "--openssl-conf", place / "root.pem").exit_code == 2
    assert not (place / "sealed.pdf").exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_the_extra_it_says_what_to_install(place, monkeypatch, language):
    """Sealing and checking both."""
    for module in ("undersigned.publishing.seal", "undersigned.publishing.seal_check"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "pyhanko.keys", None)
    for said in (
        put(place, language=language),
        check(place, "--trust", place / "root.pem", file="page.pdf", language=language),
    ):
        assert said.exit_code == 2
        assert "pip install 'undersigned[seal]'" in said.output
