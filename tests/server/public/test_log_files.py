"""The log's files as others fetch them: what the format has, and nothing else of the folder."""

import pytest

from undersigned.server.public.log_files import LogFiles

CHECKPOINT = b"concord.example/log\n1\n"


@pytest.fixture
def get(tmp_path):
    """Status, headers and body of an answer."""
    (tmp_path / "checkpoint").write_bytes(CHECKPOINT)
    (tmp_path / "recorded").write_bytes(b"not for others")
    (tmp_path / "tile/entries/x001").mkdir(parents=True)
    (tmp_path / "tile/entries/x001/067").write_bytes(b"entries")
    (tmp_path.parent / "log-key").write_bytes(b"secret")
    site = LogFiles(lambda _environ, start: start("200 OK", []) or (b"elsewhere",), tmp_path)

    def asked(path, method="GET"):
        said = []
        environ = {"PATH_INFO": path, "REQUEST_METHOD": method}
        body = b"".join(site(environ, lambda status, headers: said.append((status, dict(headers)))))
        return (*said[0], body)

    return asked


def test_the_checkpoint_is_asked_for_again_and_a_tile_is_kept_for_ever(get):
    """The one changes, the other never does."""
    status, headers, body = get("/log/checkpoint")
    tile = get("/log/tile/entries/x001/067")

    assert (status, body, headers["Cache-Control"]) == ("200 OK", CHECKPOINT, "no-cache")
    assert (tile[0], tile[2]) == ("200 OK", b"entries")
    assert "immutable" in tile[1]["Cache-Control"]
    assert get("/log/checkpoint", "HEAD")[2] == b""


@pytest.mark.parametrize(
    "path",
    [
        "/log/recorded",
        "/log/lock",
        "/log/",
        "/log/../log-key",
        "/log/tile/../../log-key",
        "/log/tile/0/000",
        "/log/tile/0/1",
        "/log/tile/0/000.p/0",
    ],
)
def test_nothing_else_of_the_folder_is_given_out(get, path):
    """Neither what is beside it nor what is not there."""
    assert get(path)[0] == "404 Not Found"


def test_nothing_is_written_and_everything_else_is_for_others(get):
    """A log is read here, never written."""
    assert get("/log/checkpoint", "POST")[0] == "405 Method Not Allowed"
    assert get("/en/")[2] == b"elsewhere"
