"""The HTTP server of a witness: `POST /add-checkpoint`, `GET /<SHA-256 of an origin>/checkpoint`.

1. The rules are those of `log/add_checkpoint.py`; looking and replacing is one step of the folder's table.
2. The cosignature's time is this machine's. A clock that stands before the time it last cosigned at is
   wrong, and nothing is cosigned until it is right again (503).
3. A body is read to its limit and no further.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from undersigned.cli.files.witness_folder import Answer, WitnessFolder
from undersigned.log.add_checkpoint import (
    CONFLICT,
    UNKNOWN,
    WitnessRefusalError,
    known_checkpoint,
    parse_request,
    require_successor,
)
from undersigned.log.checkpoint import Checkpoint
from undersigned.log.cosignature import cosign
from undersigned.log.notes import Note, verified_lines
from undersigned.log.witness import origin_address
from undersigned.values.faults import UndersignedError

LONGEST_REQUEST = 600_000
_DIGITS = 10  # of a length that is worth reading

_TEXT, _SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"
_REASONS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    422: "Unprocessable Content",
    503: "Service Unavailable",
}
_FINE, _NO_SUCH_METHOD, _TOO_LARGE, _NOT_NOW = 200, 405, 413, 503

Reply = tuple[int, str, bytes]
Site = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


def witness_site(place: Path, clock: Callable[[], float]) -> Site:
    """A WSGI application that serves a witness's folder."""
    witness = WitnessFolder(place)

    def site(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        status, kind, body = _reply(witness, environment, clock)
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start(f"{status} {_REASONS[status]}", headers)
        return [body]

    return site


def _reply(witness: WitnessFolder, environment: WSGIEnvironment, clock: Callable[[], float]) -> Reply:
    method, path = environment["REQUEST_METHOD"], environment.get("PATH_INFO", "")
    try:
        if path == "/add-checkpoint":
            return _added(witness, environment, clock) if method == "POST" else _said(_NO_SUCH_METHOD)
        return _newest(witness, path) if method == "GET" else _said(_NO_SUCH_METHOD)
    except WitnessRefusalError as refusal:
        if refusal.status == CONFLICT:
            return CONFLICT, _SIZE, f"{refusal.size}\n".encode()
        return _said(refusal.status, f"{refusal.rule}: {refusal}")
    except (UndersignedError, OSError) as fault:  # a damaged list of logs, a full disk
        sys.stderr.write(f"Error: {fault}\n")
        return _said(_NOT_NOW)


def _added(witness: WitnessFolder, environment: WSGIEnvironment, clock: Callable[[], float]) -> Reply:
    said = environment.get("CONTENT_LENGTH") or ""  # absent where the body comes in chunks
    length = int(said) if said.isdecimal() and len(said) < _DIGITS else LONGEST_REQUEST + 1
    body = environment["wsgi.input"].read(min(length, LONGEST_REQUEST + 1))
    if len(body) > LONGEST_REQUEST:
        return _said(_TOO_LARGE)
    request, logs = parse_request(body), witness.logs()
    signed = known_checkpoint(request, logs)
    own_lines = verified_lines(signed.note, logs)  # those of others are not kept
    line = None

    def decide(latest: Checkpoint | None, before: int) -> Answer:
        nonlocal line
        require_successor(request, signed.checkpoint, latest)
        seconds = int(clock())
        if seconds < before:
            raise WitnessRefusalError(
                _NOT_NOW, "witness-clock", "the clock of the witness stands in the past"
            )
        line = cosign(signed.note.text, witness.key, seconds)
        return Note(text=signed.note.text, lines=(*own_lines, line)).encoded(), seconds

    witness.replace(signed.checkpoint.origin, decide)
    return _FINE, _TEXT, str(line).encode()


def _newest(witness: WitnessFolder, path: str) -> Reply:
    for log in witness.logs():
        if path == f"/{origin_address(log.name)}/checkpoint":
            note = witness.latest(log.name)
            if note:
                return _FINE, _TEXT, note
    return _said(UNKNOWN)


def _said(status: int, said: str = "") -> Reply:
    return status, _TEXT, f"{said or _REASONS[status]}\n".encode()
