"""`undersigned witness` and `undersigned log`, and the two of them together."""

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from click.testing import CliRunner
from tests.log.trees import LOG, LOG_KEY, ORIGIN, a_signed_checkpoint, entry, root, whole

from undersigned.cli.app import undersigned
from undersigned.cli.files.witness_folder import WitnessFolder, WitnessFolderError, begin_witness
from undersigned.cli.witness_site import LONGEST_REQUEST, witness_site
from undersigned.log.add_checkpoint import AddCheckpoint
from undersigned.log.appending import writing
from undersigned.log.checkpoint import SignedCheckpoint, open_checkpoint
from undersigned.log.cosignature import CosignerKey, cosignatures
from undersigned.log.directory import LogDirectory
from undersigned.log.faults import LogError
from undersigned.log.keys import read_key, read_signing_key
from undersigned.log.notes import Note, parse_line
from undersigned.log.proofs import make_consistency
from undersigned.log.witness import cosigned_by, newest_seen, origin_address

NOW = 1_950_000_000
NAME = "witness.example"


def run(*arguments, language="en"):
    return CliRunner().invoke(undersigned, [*map(str, arguments), "--language", language])


@pytest.fixture
def witness(tmp_path):
    """A witness that knows one log."""
    return begin_witness(tmp_path / "w", NAME, bytes([9] * 32), [str(LOG.verifier)])


def key_of(witness):
    return CosignerKey(key=witness.key.verifier)


def answer(witness, method, path, body=b"", now=NOW):
    """Status, content type and body of the site's answer."""
    said = []
    environment = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body)}
    site = witness_site(witness.place, lambda: now)
    content = b"".join(site(environment, lambda status, headers: said.append((status, dict(headers)))))
    status, headers = said[0]
    return int(status[:3]), headers["Content-Type"], content


def ask(witness, size, old=0, proof=None, now=NOW, **changes):
    proof = make_consistency(old, size, whole) if proof is None and 0 < old < size else proof or ()
    note = a_signed_checkpoint(size, **changes).note.encoded()
    request = AddCheckpoint(old=old, proof=tuple(proof), note=note)
    return answer(witness, "POST", "/add-checkpoint", request.encoded(), now)


def newest(witness):
    return answer(witness, "GET", f"/{origin_address(ORIGIN)}/checkpoint")


def test_a_witness_cosigns_what_continues_what_it_saw(witness):
    """First, next, and the same again; its answer is its line with its own time."""
    for old, size, now in ((0, 3, NOW), (3, 7, NOW + 1), (7, 7, NOW + 2)):
        status, _, body = ask(witness, size, old, now=now)
        note = Note(text=a_signed_checkpoint(size).note.text, lines=(parse_line(body.decode()[:-1]),))

        assert status == 200
        assert [one.seconds for one in cosignatures(note, [key_of(witness)])] == [now]


def test_a_witness_shows_the_newest_that_it_cosigned(witness):
    """Nothing at first; then the log's checkpoint with the log's line and its own, and no other."""
    before = newest(witness)
    ask(witness, 3, witnesses=())
    ask(witness, 7, 3)
    status, _, body = newest(witness)
    signed = open_checkpoint(body, [LOG_KEY])

    assert before[0] == 404
    assert status == 200
    assert (signed.checkpoint.size, signed.checkpoint.root) == (7, root(7))
    assert [line.name for line in signed.note.lines] == [ORIGIN, NAME]


def test_a_witness_says_what_it_saw_when_asked_from_elsewhere(witness):
    """409 with the size, and nothing is changed."""
    ask(witness, 7)

    assert ask(witness, 5) == (409, "text/x.tlog.size", b"7\n")
    assert ask(witness, 9, 5)[0] == 409
    assert ask(witness, 7, 7, root=root(3))[0] == 409
    assert ask(witness, 9, 7, make_consistency(6, 9, whole))[0] == 422
    assert newest(witness)[2].split(b"\n")[1] == b"7"


def test_a_witness_answers_nothing_else(witness):
    """Unknown logs, other addresses, other methods, bodies without end."""
    too_long = bytes(LONGEST_REQUEST + 1)

    assert answer(witness, "GET", "/")[0] == 404
    assert answer(witness, "GET", f"/{origin_address('other.example')}/checkpoint")[0] == 404
    assert answer(witness, "GET", "/add-checkpoint")[0] == 405
    assert answer(witness, "DELETE", "/")[0] == 405
    assert answer(witness, "POST", "/add-checkpoint", too_long)[0] == 413
    assert answer(witness, "POST", "/add-checkpoint", b"")[0] == 400


def test_a_witness_whose_clock_was_set_back_cosigns_nothing(witness):
    """Until its clock is where it was; what it saw stays."""
    ask(witness, 3)

    assert ask(witness, 7, 3, now=NOW - 1)[0] == 503
    assert newest(witness)[2].split(b"\n")[1] == b"3"
    assert ask(witness, 7, 3)[0] == 200


def test_a_witness_with_a_damaged_folder_says_only_that_it_cannot(witness, capsys):
    """The reason goes to whoever runs it, not to whoever asks."""
    (witness.place / "logs").write_text("nonsense\n")

    status, _, body = ask(witness, 3)

    assert (status, body) == (503, b"Service Unavailable\n")
    assert "line 1 of the policy" in capsys.readouterr().err


def test_a_witness_that_cannot_remember_cosigns_nothing(witness):
    """A damaged table is not an empty one."""
    ask(witness, 3)
    (witness.place / "seen.sqlite").write_bytes(b"no table" * 100)

    assert ask(witness, 7)[0] == 503
    assert newest(witness)[0] == 503


def test_two_requests_at_once_cannot_put_an_older_checkpoint_last(witness):
    """Twenty at a time from one size: one is taken, each other is told what was."""
    ask(witness, 3)
    sizes, statuses = range(4, 24), []

    def one(size):
        statuses.append(ask(witness, size, 3)[0])

    threads = [threading.Thread(target=one, args=[size]) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200] + [409] * 19


def test_a_witness_is_made_once(tmp_path):
    """Its key is its owner's alone; the same folder is not made a second time."""
    made = run("witness", "init", tmp_path / "w", "--name", NAME, "--log", LOG.verifier)
    again = run("witness", "init", tmp_path / "w", "--name", NAME)
    keys = run("witness", "keys", tmp_path / "w", language="fr")

    assert made.exit_code == 0
    assert again.exit_code == 2
    assert (tmp_path / "w" / "key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "w").stat().st_mode & 0o777 == 0o700
    key = read_key(made.output.splitlines()[1])
    assert WitnessFolder(tmp_path / "w").key.verifier == key
    assert keys.output.splitlines() == [str(key), f"{ORIGIN}\N{NO-BREAK SPACE}: encore rien vu"]


def test_a_witness_shows_how_far_it_has_seen(witness):
    """`keys` names each log with its size."""
    ask(witness, 7)

    assert f"{ORIGIN}: size 7 seen" in run("witness", "keys", witness.place).output


@pytest.mark.parametrize(
    "options",
    [["--name", "two words"], ["--name", "w", "--log", "x"], ["--name", "w", "--log", "k+00000000+AQ=="]],
)
def test_a_witness_with_a_wrong_name_or_log_is_not_made(tmp_path, options):
    """Refused in words, and nothing is left behind."""
    answer = run("witness", "init", tmp_path / "w", *options)

    assert answer.exit_code == 2
    assert "Nothing was made." in answer.output
    assert not (tmp_path / "w").exists()


def test_a_folder_that_is_no_witness_is_refused(tmp_path):
    """By every command, in words."""
    with pytest.raises(WitnessFolderError):
        WitnessFolder(tmp_path)
    for command in ("keys", "serve"):
        answer = run("witness", command, tmp_path)
        assert (answer.exit_code, "is not the folder of a witness" in answer.output) == (2, True)


def test_serving_without_what_serves_says_what_to_install(witness, monkeypatch):
    """The library comes with the server; without it the reason is said."""
    monkeypatch.setitem(sys.modules, "granian", None)

    answer = run("witness", "serve", witness.place)

    assert answer.exit_code == 2
    assert "pip install 'undersigned[server]'" in answer.output


def a_log(tmp_path, size=0):
    """A log begun by its command, with entries by number."""
    begun = run("log", "init", tmp_path / "log", "--origin", ORIGIN, "--key", tmp_path / "log.key")
    assert begun.exit_code == 0
    key = read_signing_key((tmp_path / "log.key").read_text().strip())
    with writing(tmp_path / "log") as log:
        log.publish(log.record(log.extend([entry(number) for number in range(size)]), key))
    return tmp_path / "log"


def test_a_log_begins_once_by_its_command(tmp_path):
    """Its secret key is its owner's alone; a second beginning changes neither log nor key."""
    place = a_log(tmp_path)
    secret = (tmp_path / "log.key").read_text()

    again = run("log", "init", place, "--origin", ORIGIN, "--key", tmp_path / "log.key")
    other = run("log", "init", tmp_path / "l2", "--origin", "x.example", "--key", tmp_path / "log.key")

    assert (tmp_path / "log.key").stat().st_mode & 0o777 == 0o600
    assert (again.exit_code, other.exit_code) == (2, 2)
    assert f"secret key of {ORIGIN}" in other.output
    assert not (tmp_path / "l2").exists()
    assert (tmp_path / "log.key").read_text() == secret


def test_a_log_shows_where_it_stands_and_that_nobody_saw_it(tmp_path):
    """Name, key, day, size, root; and the sentence on witnesses."""
    shown = run("log", "show", a_log(tmp_path, 5))

    assert shown.exit_code == 0
    assert re.search(rf"{ORIGIN}, begun on \d{{4}}-\d\d-\d\d", shown.output)
    assert f"5 entries shown, 5 recorded; root {root(5).hex()}" in shown.output
    assert "No outside witness" in shown.output


def test_a_log_under_another_key_than_the_reader_s_does_not_meet_the_policy(tmp_path):
    """The key in the folder is the log's own word; the reader's policy counts."""
    place, policy = a_log(tmp_path, 5), tmp_path / "policy"
    policy.write_text(f"log {LOG.verifier}\nquorum none\n")

    checked = run("log", "check", place, "--policy", policy)

    assert checked.exit_code == 1
    assert "Your policy is not met: checkpoint-unsigned" in checked.output


def test_a_key_file_that_is_no_key_begins_no_log(tmp_path):
    """Refused in words, and nothing is made."""
    (tmp_path / "k").write_bytes(b"\xff\xfe")

    answer = run("log", "init", tmp_path / "log", "--origin", ORIGIN, "--key", tmp_path / "k")

    assert answer.exit_code == 2
    assert "No secret key can be read" in answer.output
    assert "cli.key.read" in answer.output
    assert not (tmp_path / "log").exists()


def test_a_sound_log_passes_its_check(tmp_path):
    """Every question is answered; the one on witnesses is open."""
    checked = run("log", "check", a_log(tmp_path, 300), language="fr")

    assert checked.exit_code == 0
    assert f"300 entrées recalculées\N{NO-BREAK SPACE}; racine {root(300).hex()}" in checked.output


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tile/0/000", "log.tiles.derived"),
        ("tile/entries/001.p/44", "log.checkpoint.root"),
        ("checkpoint", "log.checkpoint.signed"),
    ],
)
def test_a_spoilt_log_fails_its_check(tmp_path, path, code):
    """The file and the question are named; the status says so."""
    place = a_log(tmp_path, 300)
    raw = (place / path).read_bytes()
    (place / path).write_bytes(raw[:-4] + bytes([raw[-4] ^ 1]) + raw[-3:])

    checked = run("log", "check", place)

    assert checked.exit_code == 1
    assert code in checked.output


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tile/0/000", "log.tiles.derived"),
        ("tile/entries/000", "log.entries.whole"),
        ("checkpoint", "log.checkpoint.signed"),
    ],
)
def test_a_log_that_lacks_a_file_fails_its_check(tmp_path, path, code):
    """Under the question that the file belongs to."""
    place = a_log(tmp_path, 300)
    (place / path).unlink()

    checked = run("log", "check", place)

    assert checked.exit_code == 1
    assert f"{path}  {code}" in checked.output.replace("\n", " ")


def test_a_place_without_a_log_is_refused(tmp_path):
    """In words."""
    answer = run("log", "check", tmp_path)

    assert answer.exit_code == 2
    assert "There is no log in" in answer.output
    assert "cli.log.found" in answer.output


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def serving(witness):
    """The address of a witness that answers."""
    site = witness_site(witness.place, time.time)
    server = make_server("127.0.0.1", 0, site, handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.enable_socket
def test_a_log_and_its_witness_work_together(tmp_path):
    """Begin, append, be seen, meet the policy; an older copy is stopped, a second log of the name refused."""
    place = a_log(tmp_path, 3)
    older = shutil.copytree(place, tmp_path / "older")
    own = LogDirectory(place).inception.key
    key = read_signing_key((tmp_path / "log.key").read_text().strip())
    witness = begin_witness(tmp_path / "w", NAME, bytes([9] * 32), [str(own.key)])
    with serving(witness) as url:
        policy = tmp_path / "policy"
        policy.write_text(f"log {own.key}\nwitness w {witness.key.verifier} {url}\nquorum w\n")
        with writing(place) as log:
            for end in (3, 9):
                signed = log.record(log.extend([entry(number) for number in range(log.size, end)]), key)
                line = cosigned_by(
                    key_of(witness),
                    url,
                    signed,
                    seen=0,
                    prove=lambda old, end=end: log.consistency(old, end),
                    timeout=5,
                )
                log.publish(SignedCheckpoint(checkpoint=signed.checkpoint, note=signed.note.signed(line)))
        seen = newest_seen(key_of(witness), url, ORIGIN, timeout=5)

        checked = run("log", "check", place, "--policy", policy)
        second = run(
            "log", "init", tmp_path / "l2", "--origin", ORIGIN, "--key", tmp_path / "k", "--policy", policy
        )

    assert checked.exit_code == 0
    assert f"Seen by {NAME}" in checked.output
    with pytest.raises(LogError) as caught:
        LogDirectory(older).require_history(seen.checkpoint)
    assert caught.value.rule == "log-behind"
    assert (second.exit_code, (tmp_path / "k").exists()) == (2, False)
    assert "a log begins once" in second.output


@pytest.mark.slow
@pytest.mark.enable_socket
def test_the_one_command_serves_a_witness(witness):
    """`undersigned witness serve` answers as the site does, and ends when it is told to."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "undersigned",
        "witness",
        "serve",
        str(witness.place),
        "--port",
        str(port),
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        signed = a_signed_checkpoint(7)
        line = answered(
            lambda: cosigned_by(
                key_of(witness),
                f"http://127.0.0.1:{port}",
                signed,
                seen=0,
                prove=lambda _: (),
                timeout=5,
            )
        )
    finally:
        process.terminate()
        _, said = process.communicate(timeout=20)

    assert line.name == NAME
    assert b"Traceback" not in said


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def answered(act):
    """The answer, once there is somebody to give it."""
    for _ in range(200):
        try:
            return act()
        except LogError as fault:
            if fault.rule != "witness-unreachable":
                raise
            time.sleep(0.05)
    raise AssertionError("nobody answered")
