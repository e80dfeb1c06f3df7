"""`undersigned log anchor` and `log release`: entries of the operator's own in a log at rest."""

import sys
import threading
from contextlib import contextmanager
from hashlib import sha256
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from click.testing import CliRunner
from tests.simulators.authorities import an_authority, needs_openssl, other_root, root, stamped_by

from undersigned.cli.app import undersigned
from undersigned.cli.files.witness_folder import begin_witness
from undersigned.cli.witness_site import witness_site
from undersigned.log.appending import writing
from undersigned.log.cosignature import CosignerKey, cosignatures
from undersigned.log.directory import LogDirectory
from undersigned.log.keys import read_signing_key
from undersigned.signing.anchors import read_anchor
from undersigned.signing.records import read_entry
from undersigned.signing.timestamps import judge_under

ORIGIN = "log.example/concord"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Nothing."""


@contextmanager
def serving(site):
    """An application at an address of this machine."""
    server = make_server("127.0.0.1", 0, site, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run(*arguments, language="en"):
    return CliRunner().invoke(undersigned, ["log", *map(str, arguments), "--language", language])


@pytest.fixture
def log(tmp_path):
    """A log with two entries, and what lies beside it."""
    run("init", tmp_path / "log", "--origin", ORIGIN, "--key", tmp_path / "key")
    key = read_signing_key((tmp_path / "key").read_text().strip())
    with writing(tmp_path / "log") as writer:
        writer.publish(writer.record(writer.extend([b"one\n", b"two\n"]), key))
    (tmp_path / "root.pem").write_bytes(root().pem)
    (tmp_path / "other.pem").write_bytes(other_root().pem)
    return tmp_path / "log"


def entry_of(log, index):
    return read_entry(LogDirectory(log).entry(index, LogDirectory(log).checkpoint().checkpoint.size))


def size_of(log):
    opened = LogDirectory(log)
    return opened.checkpoint().checkpoint.size, opened.recorded().checkpoint.size


def anchored(log, *more, **given):
    return run("anchor", log, "--key", log.parent / "key", *more, **given)


@needs_openssl
def test_a_stamp_over_what_is_shown_becomes_the_next_entry(log):
    """It is over the checkpoint of size 2, and the log goes on to 3."""
    before = LogDirectory(log).checkpoint().checkpoint
    said = anchored(log, "--openssl-conf", an_authority(log.parent), "--tsa-roots", log.parent / "root.pem")
    read = read_anchor(entry_of(log, 2).text, ORIGIN)

    assert said.exit_code == 0
    assert said.output == "Entry 2 is in the log, and shown.\n"
    assert (read.checkpoint, read.stamped) == (before, before.text.encode())
    assert judge_under(root().pem)(read.token, read.stamped)
    assert run("check", log).exit_code == 0


@needs_openssl
def test_an_authority_is_asked_over_http(log):
    """As RFC 3161 says; an answer that is none is refused, and nothing is logged."""
    configuration = an_authority(log.parent)

    def site(environment, start):
        asked = environment["wsgi.input"].read(int(environment["CONTENT_LENGTH"]))
        fine = (
            environment["CONTENT_TYPE"] == "application/timestamp-query"
            and environment["PATH_INFO"] == "/tsa"
        )
        start("200 OK", [("Content-Type", "application/timestamp-reply")])
        return [stamped_by(configuration, asked) if fine else b"no"]

    with serving(site) as address:
        refused, taken = anchored(log, "--tsa", f"{address}/"), anchored(log, "--tsa", f"{address}/tsa")

    assert (refused.exit_code, taken.exit_code) == (2, 0)
    assert entry_of(log, 2).kind == "anchor"
    assert size_of(log) == (3, 3)


@needs_openssl
def test_witnesses_see_the_entry_before_it_is_shown(log, tmp_path):
    """They are asked first what they saw, and cosign; without their quorum nothing is stamped or signed."""
    witness = begin_witness(
        tmp_path / "w", "witness.example", bytes(32), [str(LogDirectory(log).inception.key.key)]
    )
    conf = ("--openssl-conf", an_authority(tmp_path))
    with serving(witness_site(witness.place, lambda: 1_950_000_000)) as address:
        (tmp_path / "policy").write_text(f"witness w {witness.key.verifier} {address}\nquorum w\n")
        policy = ("--policy", tmp_path / "policy")
        unseen = anchored(log, *policy, *conf)
        first = run(
            "release", log, tmp_path / "root.pem", "--version", "1", "--key", tmp_path / "key", *policy
        )
        second = anchored(log, *policy, *conf)
    alone = anchored(log, *policy, *conf)

    assert unseen.exit_code == 2
    assert "not seen by the witnesses" in unseen.output
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert alone.exit_code == 2
    assert "too few witnesses of your policy answer" in alone.output
    assert size_of(log) == (4, 4)
    note = LogDirectory(log).checkpoint().note
    assert cosignatures(note, [CosignerKey(key=witness.key.verifier)])


@needs_openssl
def test_a_stamp_that_does_not_hold_is_not_logged(log):
    """Under roots that are brought, it is judged before it is there for ever."""
    said = anchored(log, "--openssl-conf", an_authority(log.parent), "--tsa-roots", log.parent / "other.pem")

    assert said.exit_code == 2
    assert size_of(log) == (2, 2)


def test_it_says_what_it_lacks(log, tmp_path, monkeypatch):
    """No authority, no answer, an empty log, no library: each in a sentence."""
    run("init", tmp_path / "empty", "--origin", ORIGIN, "--key", tmp_path / "key")
    here = ("--tsa", "http://127.0.0.1:9/")

    assert "--tsa URL" in anchored(log).output
    assert "no answer from the authority" in anchored(log, *here).output
    assert "nothing to stamp" in anchored(tmp_path / "empty", *here).output
    monkeypatch.delitem(sys.modules, "undersigned.signing.timestamps", raising=False)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    said = anchored(log, *here, language="fr")
    assert said.exit_code == 2
    assert "pip install 'undersigned[seal]'" in said.output


def test_the_digest_of_an_archive_is_logged(log, tmp_path):
    """With a version in the operator's words."""
    (tmp_path / "verify.pyz").write_bytes(b"a program")
    said = run(
        "release", log, tmp_path / "verify.pyz", "--version", "verify.pyz 2026.1", "--key", tmp_path / "key"
    )

    assert said.exit_code == 0
    assert entry_of(log, 2).text.word("version") == "verify.pyz 2026.1"
    assert entry_of(log, 2).text.word("digest") == sha256(b"a program").hexdigest()
