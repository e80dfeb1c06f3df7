"""Serves the log's files under `/log/` (C2SP tlog-tiles), before Django is reached.

1. The checkpoint and the tiles, by exactly the names that the format has; nothing else of the folder.
2. Tiles never change and may be kept for ever; the checkpoint is asked for again each time.
3. Only GET and HEAD; the answer is the same for everyone.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from undersigned.server.public.serving import Application, Start

PREFIX = "/log/"
_TILE = re.compile(r"tile/(?:[0-9]{1,2}|entries)/(?:x[0-9]{3}/){0,5}[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?")
_CHECKPOINT = "checkpoint"
_FOR_EVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"


class LogFiles:
    """The application of the log's files, in front of another that answers everything else."""

    def __init__(self, otherwise: Application, folder: Path) -> None:
        self._otherwise = otherwise
        self._folder = folder

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer with a file of the log, or hand over."""
        path: str = environ["PATH_INFO"]
        if not path.startswith(PREFIX):
            return self._otherwise(environ, start)
        name = path.removeprefix(PREFIX)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _said("405 Method Not Allowed", start, ("Allow", "GET, HEAD"))
        content = self._content(name)
        if content is None:
            return _said("404 Not Found", start)
        headers = [
            (
                "Content-Type",
                "text/plain; charset=utf-8" if name == _CHECKPOINT else "application/octet-stream",
            ),
            ("Content-Length", str(len(content))),
            ("Cache-Control", _ASK_AGAIN if name == _CHECKPOINT else _FOR_EVER),
            ("Access-Control-Allow-Origin", "*"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start("200 OK", headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (content,)

    def _content(self, name: str) -> bytes | None:
        if name != _CHECKPOINT and not _TILE.fullmatch(name):
            return None
        try:
            return (self._folder / name).read_bytes()
        except OSError:  # not written yet, or a partial tile that a full one has replaced
            return None


def _said(status: str, start: Start, *headers: tuple[str, str]) -> Iterable[bytes]:
    start(status, [*headers, ("Content-Length", "0"), ("Cache-Control", "no-store")])
    return ()
