"""The public site: published bytes, and nothing else."""

import gzip
import sqlite3

import pytest
from tests.server.publishing_cases import published

from undersigned.server.public.serving import Published
from undersigned.server.public.shelf import DatabaseShelf

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/en/concord/written-declaration/1"


def ask(path, method="GET", **headers):
    """Status, headers and body of an answer; what is not published is answered `418` by who stands behind."""
    seen = {}

    def start(status, given):
        seen.update(status=int(status[:3]), headers=dict(given))

    def otherwise(_environ, start_behind):
        start_behind("418 Behind", [])
        return (b"behind",)

    environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    shelf = DatabaseShelf()
    body = b"".join(Published(otherwise, shelf)(environ, start))
    shelf.close()
    return seen["status"], seen["headers"], body


@pytest.fixture
def _an_edition():
    published()


with_an_edition = pytest.mark.usefixtures("_an_edition")


@with_an_edition
def test_a_page_comes_with_its_digest_and_is_asked_for_again():
    """ETag is the digest of the bytes; the page may be stored and must be asked for."""
    status, headers, body = ask(f"{PAGE}.html")

    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "public, no-cache"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert body.startswith(b"<!doctype html>")
    assert headers["Content-Length"] == str(len(body))
    assert ask(PAGE)[2] == body


@with_an_edition
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        (".pdf", "application/pdf"),
        (".akn", "application/akn+xml"),
        (".json", "application/json"),
        (".txt", "text/plain; charset=utf-8"),
        (".csv", "text/csv; charset=utf-8"),
    ],
)
def test_each_form_has_its_media_type(suffix, media_type):
    """As the table of forms says."""
    assert ask(f"{PAGE}{suffix}")[1]["Content-Type"] == media_type


@with_an_edition
def test_a_dated_edition_may_be_kept_for_ever():
    """Its bytes never change."""
    for suffix in ("", ".html", ".pdf"):
        headers = ask(f"{PAGE}@2031-10-04{suffix}")[1]
        assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


@with_an_edition
def test_who_has_the_bytes_is_told_so():
    """304 with what a cache must know, for either form and for a list of tags; another tag gets the bytes."""
    tag = ask(f"{PAGE}.html")[1]["ETag"]
    packed = ask(f"{PAGE}.html", accept_encoding="gzip")[1]["ETag"]

    for known in (tag, packed, f'"x", W/{tag}', "*"):
        status, headers, body = ask(f"{PAGE}.html", if_none_match=known)
        assert (status, body) == (304, b"")
        assert headers["ETag"] in (tag, packed)
        assert headers.keys() == {"ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"}
    assert ask(f"{PAGE}.html", if_none_match='"other"')[0] == 200


@with_an_edition
def test_compressed_where_it_is_wanted():
    """The same page, smaller, under a tag of its own."""
    plain = ask(f"{PAGE}.html")
    packed = ask(f"{PAGE}.html", accept_encoding="gzip, br")

    assert packed[1]["Content-Encoding"] == "gzip"
    assert packed[1]["ETag"] != plain[1]["ETag"]
    assert gzip.decompress(packed[2]) == plain[2]
    assert len(packed[2]) < len(plain[2])
    assert "Content-Encoding" not in ask(f"{PAGE}.html", accept_encoding="gzip;q=0")[1]


@with_an_edition
def test_head_has_the_heads_and_no_body():
    """As GET would have them."""
    status, headers, body = ask(f"{PAGE}.html", "HEAD")

    assert (status, body) == (200, b"")
    assert headers == ask(f"{PAGE}.html")[1]


@with_an_edition
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_else_is_done_at_a_published_address(method):
    """405, with what is allowed."""
    status, headers, _ = ask(f"{PAGE}.html", method)

    assert (status, headers["Allow"]) == (405, "GET, HEAD")


@with_an_edition
def test_folders_have_an_index_and_find_their_slash():
    """`/` is the choice of language; `/en` leads to `/en/`."""
    assert ask("/")[0] == ask("/en/")[0] == 200
    assert ask("/en")[1]["Location"] == "/en/"


@with_an_edition
@pytest.mark.parametrize("path", ["/desk/", "/desk", "/desk/nowhere", "/static/x.css"])
def test_what_is_the_desks_is_handed_on(path):
    """It has its own words for what is not there."""
    assert ask(path)[0] == 418


@with_an_edition
@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/en/nowhere", "en"),
        ("/fr/nulle/part.pdf", "fr"),
        ("/nowhere", "en"),
        ("/deskless", "en"),
        ("/en/../records", "en"),
        ("/en/%00", "en"),
        ("/en/\0", "en"),
        ("/é", "en"),
    ],
)
def test_what_is_not_published_has_the_sites_own_page(path, language):
    """Nothing outside the table can be named; the page is the site's, in the address's language."""
    status, headers, body = ask(path)

    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert f'<html lang="{language}">'.encode() in body
    assert b"/desk" not in body
    assert headers["Content-Length"] == str(len(body))
    assert ask(path, "HEAD")[0::2] == (404, b"")


def test_before_the_first_publication_the_front_door_is_the_desks():
    """An empty site has no pages."""
    assert ask("/")[1]["Location"] == "/desk/"
    assert ask(f"{PAGE}.html")[0] == 418


@with_an_edition
def test_the_shelf_cannot_write():
    """Its connection refuses."""
    shelf = DatabaseShelf()
    shelf.find("index.html")

    with pytest.raises(Exception, match=r"read-?only"):
        shelf._asked("DELETE FROM records_publishedfile WHERE path = {}", "index.html")
    shelf.close()


def test_a_database_that_is_away_is_said_to_be_away(monkeypatch):
    """503 and when to come back, no traceback."""
    monkeypatch.setattr(DatabaseShelf, "_asked", lambda *_: (_ for _ in ()).throw(sqlite3.Error("away")))

    status, headers, _ = ask(f"{PAGE}.html")

    assert (status, headers["Retry-After"]) == (503, "5")


@with_an_edition
def test_a_switch_is_seen_by_a_shelf_that_was_there_before():
    """Page and form come from the new publication together."""
    shelf = DatabaseShelf(ask_again_after=0)
    before = shelf.find("en/index.html")
    published()

    assert shelf.find("en/index.html") != before
    assert shelf.find("en/concord/written-declaration/2.html")
    shelf.close()


@with_an_edition
def test_within_the_same_moment_all_comes_from_one_publication():
    """Nobody gets a page of one generation and the list of another."""
    shelf = DatabaseShelf(ask_again_after=3600)
    before = shelf.find("en/index.html")
    published()

    assert shelf.find("en/index.html") == before
    assert shelf.find("en/concord/written-declaration/2.html") is None
    shelf.close()


@with_an_edition
def test_bytes_that_are_gone_each_time_are_not_looked_for_for_ever(monkeypatch):
    """A few times, then 503 and when to come back."""
    looked_for = []
    monkeypatch.setattr(DatabaseShelf, "body", lambda _, digest: looked_for.append(digest))

    status, headers, _ = ask(f"{PAGE}.html")

    assert (status, headers["Retry-After"]) == (503, "5")
    assert len(looked_for) == 3
