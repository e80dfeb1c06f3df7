"""Asks a witness over HTTP: for its cosignature, and for the latest checkpoint it saw of a log.

1. `POST <address>/add-checkpoint` (C2SP tlog-witness v1.0.0). `GET <address>/<SHA-256 of the origin,
   hex>/checkpoint` is our own addition; a witness that lacks it answers 404, as one that has seen
   nothing.
2. An answer is read to 65,536 bytes and within one time limit in all: connecting, TLS, head, body; then the
   connection is cut. Only the look-up of a name is the system's. Redirections and proxies are not followed.
3. Of the lines in an answer only those of the witness's known key count, and one of them must fit.
4. A witness that saw a smaller tree is asked again with a proof from there. One that saw a larger tree, or
   another tree of the same size, stops the log: its own state is old, or there are two histories.

The only module here that uses the network and a clock.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from undersigned.log.add_checkpoint import CONFLICT, AddCheckpoint
from undersigned.log.checkpoint import SignedCheckpoint, read_checkpoint
from undersigned.log.cosignature import CosignerKey
from undersigned.log.encoding import number
from undersigned.log.faults import LogError
from undersigned.log.notes import Note, SignatureLine, parse_line, verified_lines

LONGEST_ANSWER = 65_536
_FINE, _MISSING = 200, 404
_CHUNK = 4_096

Prove = Callable[[int], Sequence[bytes]]  # the proof from a smaller size to the checkpoint; empty from 0


def cosigned_by(
    witness: CosignerKey, url: str, signed: SignedCheckpoint, *, seen: int, prove: Prove, timeout: float
) -> SignatureLine:
    """The witness's line under a checkpoint; `seen` is the size it is believed to know. Raises `LogError`."""
    size = signed.checkpoint.size
    for _ in range(2):
        old = seen
        request = AddCheckpoint(old=seen, proof=tuple(prove(seen)), note=signed.note.encoded())
        status, body = _exchange(f"{url.rstrip('/')}/add-checkpoint", timeout, request.encoded())
        if status == _FINE:
            return _line_of(witness, signed.note, body)
        if status != CONFLICT:
            raise LogError("witness-refused", f"the witness {witness.name} answered {status}")
        seen = number(_text(body).removesuffix("\n"), "witness-answer")
        if seen > size:
            raise LogError("log-behind", f"the witness {witness.name} has seen size {seen}, above {size}")
        if seen == old:
            raise LogError("log-fork", f"the witness {witness.name} has seen another tree of size {seen}")
    raise LogError("witness-refused", f"the witness {witness.name} saw another size each time it was asked")


def newest_seen(witness: CosignerKey, url: str, origin: str, *, timeout: float) -> SignedCheckpoint | None:
    """The newest checkpoint of a log that the witness cosigned, `None` where none. Raises `LogError`."""
    status, body = _exchange(f"{url.rstrip('/')}/{origin_address(origin)}/checkpoint", timeout)
    if status == _MISSING:
        return None
    if status != _FINE:
        raise LogError("witness-refused", f"the witness {witness.name} answered {status}")
    signed = read_checkpoint(body)
    if signed.checkpoint.origin != origin or not verified_lines(signed.note, (witness,)):
        raise LogError("witness-answer", f"not a checkpoint of {origin} that {witness.name} has cosigned")
    return signed


def origin_address(origin: str) -> str:
    """The part of an address that stands for a log."""
    return sha256(origin.encode()).hexdigest()


def _line_of(witness: CosignerKey, note: Note, body: bytes) -> SignatureLine:
    """The witness's own line in an answer."""
    lines = _text(body).removesuffix("\n").split("\n")
    answered = Note(text=note.text, lines=tuple(map(parse_line, lines)))
    for line in verified_lines(answered, (witness,)):
        return line
    raise LogError("witness-answer", f"the answer holds no cosignature of {witness.name}")


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise LogError("witness-answer", "the answer of the witness is not UTF-8") from fault


def _exchange(url: str, timeout: float, body: bytes | None = None) -> tuple[int, bytes]:
    """Status and body of an answer. Raises `LogError` where none comes in time."""
    parts = _parts(url)
    until = time.monotonic() + timeout
    headers = {"Content-Type": "text/plain; charset=utf-8"} if body is not None else {}
    try:
        with _connected(parts, until) as connection:
            connection.request("GET" if body is None else "POST", parts.path, body, headers)
            with connection.getresponse() as answer:
                return answer.status, _read(answer, until)
    except (OSError, HTTPException, ValueError) as fault:
        raise LogError("witness-unreachable", f"no answer from {url}: {fault}") from fault


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise LogError("witness-address", f"not an address of a witness: {url}")
    return parts


@contextmanager
def _connected(parts: SplitResult, until: float) -> Iterator[HTTPConnection]:
    """A connection that is cut when its time is over, whatever it is waiting for then."""
    secure = parts.scheme == "https"
    place = (parts.hostname or "", parts.port or (443 if secure else 80))
    remaining = until - time.monotonic()
    plain = socket.create_connection(place, timeout=remaining)
    with plain.dup() as cutting:  # the other is handed on, and to TLS
        timer = Timer(max(0.0, until - time.monotonic()), _cut, (cutting,))
        timer.start()
        connection = HTTPConnection(*place)
        try:
            connection.sock = plain
            if secure:
                connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=place[0])
            yield connection
        finally:
            connection.close()
            timer.cancel()
            timer.join()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):  # it may have ended by itself
        connection.shutdown(socket.SHUT_RDWR)


def _read(answer: HTTPResponse, until: float) -> bytes:
    body = b""
    while chunk := answer.read1(_CHUNK):
        body += chunk
        if len(body) > LONGEST_ANSWER:
            raise OSError("the answer is too long")
    if time.monotonic() >= until:
        raise OSError("the answer is too slow")
    return body
