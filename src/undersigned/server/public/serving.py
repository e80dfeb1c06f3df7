"""Serves published bytes before Django is reached (RFC 9110).

1. Only GET and HEAD; another method at a published address is answered 405, and nothing is ever written.
2. The entity tag is the digest of the bytes, its compressed form's ends in `-gzip`; who has them gets 304,
   with what a cache must know (15.4.5) and nothing of what it holds already.
3. A dated edition never changes and may be kept for ever; all else is asked for again each time.
4. An address without suffix is the page; a folder is its index. What is not published is answered
   404 with the site's own page, in the language of the address; the desk's addresses are Django's to answer,
   and all are while nothing is published.
5. What may name somebody who must leave is answered 503, with a sentence, until the site is made anew.
6. The answer is the same for everyone: no cookie is read or set.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from undersigned.publishing.addresses import nowhere
from undersigned.server.public.shelf import Body, Found, Shelf, ShelfError
from undersigned.values.findings import failed
from undersigned.wording.words import LANGUAGES, sentence

Headers = list[tuple[str, str]]
Start = Callable[[str, Headers], Any]
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

_DJANGO, _SLASHLESS = ("/desk/", "/static/"), ("/desk",)
_TIMES = 3  # a publication that changes between two questions is asked about again, and not for ever
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
_POLICY = (
    "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The verifier states its own policy, by the digests of script and style; what a page cannot say is said here.
_VERIFIER, _ITS_POLICY = ("/verify.html", "/verify"), "frame-ancestors 'none'"
_ANEW = failed("publishing.site.anew")
_ALWAYS: Headers = [("Vary", "Accept-Encoding"), ("Access-Control-Allow-Origin", "*")]
_WITH_BYTES: Headers = [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer")]


class Published:
    """The application of the public site, in front of another that answers everything else."""

    def __init__(self, otherwise: Application, shelf: Shelf) -> None:
        self._otherwise = otherwise
        self._shelf = shelf

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer from the shelf, or hand over."""
        path: str = environ["PATH_INFO"]
        if path.startswith(_DJANGO) or path in _SLASHLESS:
            return self._otherwise(environ, start)
        try:
            for _ in range(_TIMES):
                found = self._found(path)
                if found is None:
                    return self._elsewhere(path, environ, start)
                if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                    return _said("405 Method Not Allowed", ("Allow", "GET, HEAD"), start)
                if found.closed:
                    return _being_made_anew(path, environ, start)
                if (answer := self._answer(found, environ, start)) is not None:
                    return answer
        except ShelfError:
            pass
        return _said("503 Service Unavailable", ("Retry-After", "5"), start)

    def _found(self, path: str) -> Found | None:
        if not path.isascii() or "\0" in path:  # no address of ours; and PostgreSQL has no such text
            return None
        address = path[1:]
        if not address or address.endswith("/"):
            return self._shelf.find(f"{address}index.html")
        return self._shelf.find(address) or self._shelf.find(f"{address}.html")

    def _answer(self, found: Found, environ: dict[str, Any], start: Start) -> Iterable[bytes] | None:
        """The bytes that were found; nothing where they have gone meanwhile."""
        always = [("Cache-Control", _FOR_EVER if found.immutable else _ASK_AGAIN), *_ALWAYS]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (held := _tag_held(known, found.digest)):
            start("304 Not Modified", [("ETag", held), *always])
            return ()
        body = self._shelf.body(found.digest)
        if body is None:
            return None
        content, encoding = _chosen(body, environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers = [*always, *_WITH_BYTES, ("Content-Type", found.content_type)]
        if found.content_type.startswith("text/html"):
            policy = _ITS_POLICY if environ["PATH_INFO"] in _VERIFIER else _POLICY
            headers.append(("Content-Security-Policy", policy))
        if encoding:
            headers.append(("Content-Encoding", "gzip"))
        tag = f'"{found.digest}-gzip"' if encoding else f'"{found.digest}"'
        start("200 OK", [("ETag", tag), ("Content-Length", str(len(content))), *headers])
        return () if environ["REQUEST_METHOD"] == "HEAD" else (content,)

    def _elsewhere(self, path: str, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """A folder without its slash leads to it; before anything is published, `/` is the desk's."""
        if path == "/":
            return _said("302 Found", ("Location", "/desk/"), start)
        if not path.endswith("/") and "." not in path and self._found(f"{path}/"):
            return _said("302 Found", ("Location", quote(path) + "/"), start)
        return self._nowhere(path, environ, start) or self._otherwise(environ, start)

    def _nowhere(self, path: str, environ: dict[str, Any], start: Start) -> Iterable[bytes] | None:
        """The site's own page for it; nothing where the site has none."""
        first = path.split("/", 2)[1] if path.startswith("/") else ""
        found = self._shelf.find(nowhere(first if first in LANGUAGES else None))
        body = self._shelf.body(found.digest) if found else None
        if body is None:
            return None
        headers = [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body.plain))),
            ("Content-Security-Policy", _POLICY),
            ("Cache-Control", "no-store"),
        ]
        start("404 Not Found", [*headers, *_WITH_BYTES])
        return (b"",) if environ["REQUEST_METHOD"] == "HEAD" else (body.plain,)


def _chosen(body: Body, accepted: str) -> tuple[bytes, bool]:
    """The compressed form where there is one and it is wanted."""
    if body.gzip is None or "gzip" not in accepted or "gzip;q=0" in accepted.replace(" ", ""):
        return body.plain, False
    return body.gzip, True


def _tag_held(known: str, digest: str) -> str | None:
    """The tag that the client holds, of either form; a weak mark before it does not matter here."""
    tags = (f'"{digest}"', f'"{digest}-gzip"')
    if known in tags:
        return known
    if known.strip() == "*":
        return tags[0]
    held = {one.strip().removeprefix("W/") for one in known.split(",")}
    return next((tag for tag in tags if tag in held), None)


def _being_made_anew(path: str, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """That a page is being made anew, in the language of its address (rule 5)."""
    first = path.split("/", 2)[1]
    content = f"{sentence(_ANEW, first if first in LANGUAGES else LANGUAGES[0])}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(content)))]
    headers += [("Retry-After", "60"), ("Cache-Control", "no-store"), *_WITH_BYTES]
    start("503 Service Unavailable", headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (content,)


def _said(status: str, header: tuple[str, str], start: Start) -> Iterable[bytes]:
    start(status, [header, ("Content-Length", "0"), ("Cache-Control", "no-store")])
    return ()
