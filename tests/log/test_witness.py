"""Asking a witness: what the log makes of each answer, from a witness that says what a test wants."""

import socket
import threading
import time
from contextlib import contextmanager, suppress
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from tests.log.trees import ORIGIN, SECONDS, WITNESS_KEYS, WITNESSES, a_signed_checkpoint, root, whole

from undersigned.log.add_checkpoint import parse_request
from undersigned.log.cosignature import cosign
from undersigned.log.faults import LogError
from undersigned.log.proofs import check_consistency, make_consistency
from undersigned.log.witness import cosigned_by, newest_seen, origin_address

pytestmark = pytest.mark.enable_socket
WITNESS, KEY = WITNESSES[0], WITNESS_KEYS[0]


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def answering(*answers):
    """The address of a witness that gives these answers one after another, and the requests it got."""
    requests, left = [], list(answers)

    def site(environment, start):
        body = environment["wsgi.input"].read(int(environment.get("CONTENT_LENGTH") or 0))
        requests.append((environment["REQUEST_METHOD"], environment["PATH_INFO"], body))
        status, content, *headers = left.pop(0)
        start(f"{status} Said", [("Content-Length", str(len(content))), *headers])
        return [content]

    server = make_server("127.0.0.1", 0, site, handler_class=Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", requests
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def prove(old):
    return make_consistency(old, 7, whole) if old else ()


def asked(url, seen=3, signed=None, timeout=5.0):
    return cosigned_by(KEY, url, signed or a_signed_checkpoint(7), seen=seen, prove=prove, timeout=timeout)


def refusal(act, *arguments, **named):
    with pytest.raises(LogError) as caught:
        act(*arguments, **named)
    return caught.value.rule


def line(size=7, witness=WITNESS):
    return cosign(a_signed_checkpoint(size).note.text, witness, SECONDS)


def test_a_witness_is_asked_with_a_proof_from_what_it_knows():
    """One request: old size, proof, checkpoint; its line is the answer."""
    with answering((200, str(line()).encode())) as (url, requests):
        got = asked(f"{url}/")

    method, path, body = requests[0]
    request = parse_request(body)
    assert got == line()
    assert (method, path, request.old) == ("POST", "/add-checkpoint", 3)
    check_consistency(old=3, new=7, old_root=root(3), new_root=root(7), proof=request.proof)


def test_only_the_witness_s_own_line_counts():
    """Lines of others beside it are left out; a line of others alone is no answer."""
    other = str(line(witness=WITNESSES[1]))
    with answering((200, f"{other}{line()}".encode()), (200, other.encode())) as (url, _):
        assert asked(url) == line()
        assert refusal(asked, url) == "witness-answer"


def test_a_witness_that_knows_less_is_asked_again_from_there():
    """409 with a smaller size brings a proof from that size."""
    with answering((409, b"5\n"), (200, str(line()).encode())) as (url, requests):
        assert asked(url) == line()

    assert [parse_request(body).old for _, _, body in requests] == [3, 5]


def test_a_witness_that_saw_more_stops_the_log():
    """This log is an old copy of itself."""
    with answering((409, b"8\n")) as (url, _):
        assert refusal(asked, url) == "log-behind"


def test_a_witness_that_saw_another_tree_of_the_size_stops_the_log():
    """Whether it was known to have seen that size or said so first."""
    with answering((409, b"7\n"), (409, b"7\n"), (409, b"7\n")) as (url, _):
        assert refusal(asked, url, seen=7) == "log-fork"
        assert refusal(asked, url, seen=3) == "log-fork"


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ([(403, b"")], "witness-refused"),
        ([(404, b"")], "witness-refused"),
        ([(422, b"")], "witness-refused"),
        ([(400, b"")], "witness-refused"),
        ([(500, b"")], "witness-refused"),
        ([(409, b"5\n"), (409, b"6\n")], "witness-refused"),
        ([(409, b"05\n")], "witness-answer"),
        ([(409, b"\xff\n")], "witness-answer"),
        ([(200, b"")], "note-line"),
        ([(200, b"\xff")], "witness-answer"),
        ([(200, bytes(70_000))], "witness-unreachable"),
        ([(302, b"", ("Location", "/elsewhere"))], "witness-refused"),
    ],
)
def test_any_other_answer_is_a_refusal_with_its_rule(answers, rule):
    """The log goes on without this witness, and says why."""
    with answering(*answers) as (url, _):
        assert refusal(asked, url) == rule


def test_a_cosignature_that_does_not_fit_is_refused():
    """A line under another checkpoint."""
    with answering((200, str(line(size=6)).encode())) as (url, _):
        assert refusal(asked, url) == "note-signature"


def test_a_witness_that_is_not_there_is_named():
    """Nobody listens; or the address cannot be one of a witness."""
    with answering() as (url, _):
        pass

    assert refusal(asked, url, timeout=0.2) == "witness-unreachable"
    assert refusal(asked, "file:///etc") == "witness-address"
    assert refusal(asked, "http://[") == "witness-address"


def test_the_newest_that_a_witness_saw_is_asked_for():
    """By the digest of the origin; 404 says that it has seen nothing."""
    signed = a_signed_checkpoint(7, [WITNESS])
    with answering((200, signed.note.encoded()), (404, b"")) as (url, requests):
        assert newest_seen(KEY, url, ORIGIN, timeout=5) == signed
        assert newest_seen(KEY, url, ORIGIN, timeout=5) is None

    assert requests[0][:2] == ("GET", f"/{origin_address(ORIGIN)}/checkpoint")


def test_what_a_witness_says_it_saw_must_carry_its_signature():
    """Neither another log's checkpoint nor one that it did not cosign."""
    uncosigned = a_signed_checkpoint(7).note.encoded()
    other = a_signed_checkpoint(7, [WITNESS]).note.encoded()
    with answering((200, uncosigned), (200, other), (500, b"")) as (url, _):
        assert refusal(newest_seen, KEY, url, ORIGIN, timeout=5) == "witness-answer"
        assert refusal(newest_seen, KEY, url, "other.example", timeout=5) == "witness-answer"
        assert refusal(newest_seen, KEY, url, ORIGIN, timeout=5) == "witness-refused"


@pytest.mark.parametrize("drips", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_witness_that_drips_is_cut_off_in_time(drips):
    """Nothing, a head without end, a body without end: one limit holds for all of it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        dripping = threading.Thread(target=drip, args=(server, drips))
        dripping.start()
        began = time.monotonic()

        rule = refusal(asked, f"http://127.0.0.1:{server.getsockname()[1]}", timeout=0.3)
        took = time.monotonic() - began
        dripping.join()

    assert rule == "witness-unreachable"
    assert took < 1.5


def drip(server, first):
    connection, _ = server.accept()
    with connection, suppress(OSError):
        connection.sendall(first)
        for _ in range(100 if first else 0):
            time.sleep(0.05)
            connection.sendall(b"x")
        while connection.recv(4096):
            pass
