"""Asking a witness over HTTP: for its cosignature, and for the newest checkpoint that it saw of a log.

1. `POST <address>/add-checkpoint` (C2SP tlog-witness v1.0.0). `GET <address>/<SHA-256 of the origin,
   hex>/checkpoint` is an addition of ours; a witness that lacks it answers 404, as one that has seen
   nothing.
2. An answer is read to 65,536 bytes and within one time limit in all; redirections are not followed.
3. Of the lines in an answer only those of the witness's known key count, and one of them must fit.
4. A witness that saw a smaller tree is asked again with a proof from there. One that saw a larger tree, or
   another tree of the same size, stops the log: its own state is old, or there are two histories.

The only module here that uses the network and a clock.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from hashlib import sha256
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

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


class _NoRedirection(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Nowhere else."""


def _exchange(url: str, timeout: float, body: bytes | None = None) -> tuple[int, bytes]:
    """Status and body of an answer. Raises `LogError` where none comes in time."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise LogError("witness-address", f"not an address of a witness: {url}")
    until = time.monotonic() + timeout
    headers = {"Content-Type": "text/plain; charset=utf-8"} if body is not None else {}
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310 (the scheme is checked)
    try:
        try:
            answer = urllib.request.build_opener(_NoRedirection).open(request, timeout=timeout)
        except urllib.error.HTTPError as refusal:
            answer = refusal
        with answer:
            return answer.status, _read(answer, until)
    except (OSError, HTTPException, ValueError) as fault:
        raise LogError("witness-unreachable", f"no answer from {url}: {fault}") from fault


def _read(answer: HTTPResponse, until: float) -> bytes:
    body = b""
    while chunk := answer.read1(_CHUNK):
        body += chunk
        if len(body) > LONGEST_ANSWER or time.monotonic() > until:
            raise OSError("the answer is too long or too slow")
    return body
