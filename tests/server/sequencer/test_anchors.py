"""An authority's stamp over the desk's log: a file goes out, a file comes in, the sequencer enters it."""

import io
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from tests.server.builders import AT
from tests.server.logged import begin, log_entries, log_roll, sequence
from tests.simulators.authorities import an_authority, needs_openssl, other_root, root, stamped_by

from undersigned.log.directory import LogDirectory
from undersigned.server.actions.log.paging import log_page
from undersigned.signing.anchors import read_anchor, stamped_text
from undersigned.signing.records import read_entry
from undersigned.signing.timestamps import judge_under, request_for

pytestmark = pytest.mark.usefixtures("log_place")


@pytest.fixture
def begun(tmp_path):
    """A log with an entry that readers are shown, and roots beside it."""
    begin()
    log_roll()
    sequence()
    (tmp_path / "root.pem").write_bytes(root().pem)
    (tmp_path / "other.pem").write_bytes(other_root().pem)
    return LogDirectory(Path(settings.LOG_FOLDER)).checkpoint().checkpoint


def anchor(**files):
    said = io.StringIO()
    words = [f"--{name.replace('_', '-')}={file}" for name, file in files.items()]
    call_command("anchor", *words, stdout=said)
    return said.getvalue()


@needs_openssl
def test_a_stamp_is_asked_for_and_entered(begun, tmp_path):
    """Over what was shown when it was asked for, though the log went on meanwhile."""
    asked = anchor(request=tmp_path / "stamp.tsq")
    request = (tmp_path / "stamp.tsq").read_bytes()
    (tmp_path / "stamp.tsr").write_bytes(stamped_by(an_authority(tmp_path), request))
    assert log_page(version="2031.1", at=AT)
    sequence()
    anchor(answer=tmp_path / "stamp.tsr", tsa_roots=tmp_path / "root.pem")
    sequence()
    read = read_anchor(read_entry(log_entries()[-1]).text, begun.origin)

    assert f"over {begun.size} entries" in asked
    assert request == request_for(stamped_text(begun))
    assert (read.checkpoint.size, read.checkpoint.root) == (begun.size, begun.root)
    assert judge_under(root().pem)(read.token, read.stamped)
    assert LogDirectory(Path(settings.LOG_FOLDER)).checkpoint().checkpoint.size == len(log_entries())


@needs_openssl
def test_a_stamp_that_does_not_hold_is_not_handed_over(begun, tmp_path):
    """Of another log, under other roots, or none at all."""
    configuration, before = an_authority(tmp_path), len(log_entries())
    for name, request in (
        ("other", request_for(b"another log\n")),
        ("own", request_for(stamped_text(begun))),
    ):
        (tmp_path / name).write_bytes(stamped_by(configuration, request))
    (tmp_path / "rubbish").write_bytes(b"<html>busy</html>")
    for files, said in (
        ({"answer": tmp_path / "other"}, "no checkpoint of this log"),
        ({"answer": tmp_path / "own", "tsa_roots": tmp_path / "other.pem"}, "not signed under the roots"),
        ({"answer": tmp_path / "rubbish"}, "no time stamp can be read"),
        ({"answer": tmp_path / "missing"}, "No such file"),
    ):
        with pytest.raises(CommandError, match=said):
            anchor(**files)
    sequence()

    assert len(log_entries()) == before


def test_without_the_extra_it_says_what_to_install(begun, tmp_path, monkeypatch):  # noqa: ARG001
    """Before any file is written."""
    for module in ("undersigned.server.actions.log.anchoring", "undersigned.signing.timestamps"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)

    with pytest.raises(CommandError, match=r"undersigned\[seal\]"):
        anchor(request=tmp_path / "stamp.tsq")
    assert not (tmp_path / "stamp.tsq").exists()
