"""`undersigned serve` and `undersigned desk`, as they are typed."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from tests.simulators.registrars import KNOWN

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(tmp_path):
    """An installation of its own in a temporary folder."""
    plain = {
        name: value for name, value in os.environ.items() if not name.startswith(("UNDERSIGNED_", "DJANGO_"))
    }
    return {**plain, "UNDERSIGNED_DATA": str(tmp_path / "data"), "UNDERSIGNED_DEMO": "1"}


def undersigned(environment, *arguments):
    command = [sys.executable, "-m", "undersigned", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def serving(environment, *options):
    """The address of a server started by the one command."""
    port = free_port()
    with process_serving(environment, port, *options):
        yield f"http://localhost:{port}"


@contextmanager
def process_serving(environment, port, *options):
    command = [sys.executable, "-m", "undersigned", "serve", "--port", str(port), "--workers", "1", *options]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait_for(port, process)
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(port, process):
    for _ in range(600):
        assert process.poll() is None, process.stderr.read().decode()
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the server did not start")


def test_one_command_from_an_empty_folder_to_a_desk_that_answers(environment):
    """The database is made on the way; an invitation opens its page; styles are served."""
    assert undersigned(environment, "desk", "migrate").returncode == 0
    with serving(environment) as origin:
        invited = undersigned(environment, "desk", "createadmin", "ada@concord.example", "Ada Quill")
        path = re.search(r"(/desk/invitation/\S+/)", invited.stdout)[1]

        page = urllib.request.urlopen(origin + path).read().decode()
        assert "Ada Quill" in page
        for sheet in re.findall(r'href="(/static/[^"]+)"', page):
            assert urllib.request.urlopen(origin + sheet).status == 200


def test_refusals_at_the_machine_are_sentences(environment):
    """Twice the same administrator, an unknown account: a sentence and a status, no traceback."""
    undersigned(environment, "desk", "migrate")
    undersigned(environment, "desk", "createadmin", "ada@concord.example", "Ada Quill")

    again = undersigned(environment, "desk", "createadmin", "ada@concord.example", "Ada Quill")
    unknown = undersigned(environment, "desk", "enter", "nobody@concord.example")

    for answer in (again, unknown):
        assert answer.returncode == 1
        assert "Traceback" not in answer.stderr
        assert "ada@concord.example" in again.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UNDERSIGNED_DATABASE", "mysql://x"),
        ("UNDERSIGNED_ORIGIN", "desk.example"),
        ("UNDERSIGNED_MAIL", "pigeon://x"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(environment, name, value):
    """A variable that cannot be used is named."""
    answer = undersigned({**environment, name: value}, "desk", "check")

    assert answer.returncode == 2
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr


def test_commands_on_files_never_load_django():
    """`undersigned read` and its like do not wait for a web framework."""
    program = "import sys, undersigned.__main__; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_log_begins_once_and_the_server_brings_its_sequencer(environment, tmp_path):
    """Key and folder as promised; a checkpoint is signed and served; with the server its sequencer ends."""
    trust = tmp_path / "trust.in"
    trust.write_text("".join(f"registrar {key}\n" for key in KNOWN[:2]) + "quorum none\n")
    data = tmp_path / "data"
    begin = ("desk", "initlog", "--origin", "concord.example/log", "--trust", str(trust))
    undersigned(environment, "desk", "migrate")
    first, second = undersigned(environment, *begin), undersigned(environment, *begin)
    with serving(environment) as address:
        served = urllib.request.urlopen(f"{address}/log/checkpoint").read()
        holder = held_by(data, until=bool)
    after = held_by(data, until=lambda one: not one)

    assert first.returncode == 0, first.stderr
    assert second.returncode != 0
    assert "A log began here already" in second.stderr
    assert (data / "log-key").stat().st_mode & 0o777 == 0o600
    assert served.startswith(b"concord.example/log\n0\n")
    assert holder
    assert after == ""


def held_by(data, *, until):
    """Who holds the sequencer's lease, once that is as expected."""
    for _ in range(600):
        with sqlite3.connect(data / "undersigned.sqlite3") as database:
            row = database.execute("SELECT holder FROM records_sequencerlease").fetchone()
        if row and until(row[0]):
            return row[0]
        time.sleep(0.1)
    return row and row[0]


def test_a_port_has_one_server_which_leaves_nobody_behind(environment):
    """Its address is said once it answers; a second server is refused in words; killed, all of it ends."""
    port = free_port()
    command = [sys.executable, "-m", "undersigned", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert any(f"The desk: http://localhost:{port}/desk/" in line for line in process.stdout)
        assert urllib.request.urlopen(f"http://localhost:{port}/desk/account/login/").status == 200

        refused_to_listen(undersigned(environment, "serve", "--port", str(port)), port)
        process.kill()

    for _ in range(150):
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise AssertionError("a worker still answers")


def test_a_port_that_another_program_holds_is_said_in_a_sentence(environment):
    """No address that leads to somebody else, no traceback."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        refused_to_listen(undersigned(environment, "serve", "--port", str(port)), port)


def refused_to_listen(answer, port):
    assert answer.returncode == 2
    assert f"port {port} is taken" in answer.stderr
    assert f"undersigned serve --port {port + 1}" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""


def test_an_address_of_a_demonstration_is_refused_where_others_reach_the_server(environment):
    """Whatever the origin is called, it is the place of listening that decides: there is no such address."""
    with (
        serving(environment, "--host", "0.0.0.0") as origin,
        pytest.raises(urllib.error.HTTPError, match="404") as refused,
    ):
        urllib.request.urlopen(f"{origin}/desk/in/{'x' * 43}/")
    refused.value.close()
