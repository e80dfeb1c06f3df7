"""A site's folder: one publication at a time, nobody else's files, nothing left behind."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from undersigned.publishing.site.folder import SiteFolderError, is_site, taking_the_place_of, write

HOLDS_IT = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from undersigned.publishing.site.folder import taking_the_place_of, write
    with taking_the_place_of(Path(sys.argv[1])) as building:
        write(building, "first.txt", b"first")
        print("holding", flush=True)
        sys.stdin.readline()
    """
)


def another_process(out: Path) -> subprocess.Popen[str]:
    """A process that has begun a publication to a folder and waits for a line."""
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", HOLDS_IT, str(out)], stdin=pipe, stdout=pipe, text=True)
    assert process.stdout
    assert process.stdout.readline() == "holding\n"
    return process


def test_a_second_publication_to_the_same_folder_is_refused(tmp_path: Path) -> None:
    """The one that came first ends whole; the second says why it did nothing."""
    out = tmp_path / "site"
    first = another_process(out)
    with pytest.raises(SiteFolderError, match="why another"), taking_the_place_of(out):
        pass
    first.communicate("go on\n", timeout=10)

    assert first.returncode == 0
    assert (out / "first.txt").read_bytes() == b"first"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_publication_to_another_folder_beside_it_goes_on(tmp_path: Path) -> None:
    """The lock is that of one folder, not of the folder around it."""
    first = another_process(tmp_path / "one")
    with taking_the_place_of(tmp_path / "two"):
        pass
    first.communicate("go on\n", timeout=10)

    assert is_site(tmp_path / "one")
    assert is_site(tmp_path / "two")


def test_what_a_killed_publication_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    """A killed process holds no lock, and its half-made site does not stay."""
    first = another_process(tmp_path / "site")
    first.kill()
    first.communicate(timeout=10)
    assert [one for one in tmp_path.iterdir() if one.name.startswith(".site.publishing-")]

    with taking_the_place_of(tmp_path / "site") as building:
        write(building, "page.txt", b"page")

    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_somebody_else_with_such_a_name_stays(tmp_path: Path) -> None:
    """Only what carries our mark is cleared."""
    mine = tmp_path / ".site.publishing-notes"
    mine.mkdir()
    (mine / "mine.txt").write_text("mine", encoding="utf-8")

    with taking_the_place_of(tmp_path / "site"):
        pass

    assert (mine / "mine.txt").exists()


def test_a_site_can_be_read_by_others(tmp_path: Path) -> None:
    """The folder is as readable as any other, though it was made in a private one."""
    with taking_the_place_of(tmp_path / "site"):
        pass
    (tmp_path / "usual").mkdir()

    assert (tmp_path / "site").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_the_root_of_the_disk_is_refused_in_words() -> None:
    """A place without a name has no place beside it."""
    with pytest.raises(SiteFolderError, match="why not-ours"), taking_the_place_of(Path("/")):
        pass


def test_an_interruption_between_the_two_renamings_puts_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever interrupts at the worst moment still has the site of before."""
    with taking_the_place_of(tmp_path / "site") as building:
        write(building, "old.txt", b"old")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if target == tmp_path / "site" and self.name == "site":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), taking_the_place_of(tmp_path / "site"):
        pass

    assert (tmp_path / "site" / "old.txt").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
