"""Lists and cases at a terminal: read, refused, destroyed, and nothing hidden told."""

import io
import json
import re
import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.evidence.builders import MAPPING
from tests.followup.builders import CASE

from undersigned.cli.app import undersigned
from undersigned.evidence.intake.workbook_writing import xlsx

# Planted: the first may stand in plain nowhere, the second in no message and no public byte.
WITHHELD, RESTRICTED = "Kanareika Nazvannova", "1951-03-14"
HEADER = ["No", "Name", "Born", "Date", "Outcome", "Phone"]
ROWS = [
    ["1", "Temir Altynkolov", RESTRICTED, "01.02.2026", "fine", WITHHELD],
    ["2", "Aizara Munarbelova", RESTRICTED, "31.02.2026", "fine", WITHHELD],
    ["3", "Ulan Balykshytanov", "", "02.02.2026", "let go", ""],
]


@pytest.fixture
def folder(tmp_path):
    """A list as CSV and as a workbook, and its mapping."""
    (tmp_path / "list.csv").write_text(
        "".join(",".join(row) + "\n" for row in [HEADER, *ROWS]), encoding="utf-8"
    )
    (tmp_path / "list.xlsx").write_bytes(xlsx([HEADER, *ROWS], sheet="List"))
    (tmp_path / "list.toml").write_text(MAPPING, encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(undersigned, [str(one) for one in arguments])


def read(folder, name="list.csv", *more):
    where = ("--mapping", folder / "list.toml", "--out", folder / "register", "--on", "2026-10-10")
    return run("evidence", "read", folder / name, *where, "--language", "en", *more)


def destroy(folder, key):
    where = (folder / "register", "--source", "list-a", "--key", key)
    return run("evidence", "destroy", *where, "--reason", "asked for")


def claims_of(folder):
    return folder / "register" / "claims.restricted.jsonl"


def everything_written(folder):
    """Every byte of every file under a folder but the list itself, and of what compressed parts hold."""
    for path in folder.rglob("*"):
        if path.is_file() and path.parent != folder:
            content = path.read_bytes()
            yield path.name, content
            if zipfile.is_zipfile(io.BytesIO(content)):
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    yield from ((f"{path.name}/{part}", archive.read(part)) for part in archive.namelist())


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_rows_go_in_or_are_refused(folder, name):
    """Two in, one refused with its line and column: status 1."""
    answer = read(folder, name)

    assert answer.exit_code == 1
    assert "2 of 3 rows taken, 0 unchanged, 1 refused" in answer.output
    assert "line 3" in answer.output
    assert (folder / "register" / f"refused.restricted{Path(name).suffix}").exists()


def test_a_witness_is_withheld_in_a_public_list_and_in_plain_in_no_file(tmp_path):
    """By the word over the column alone; the claim is there, and opens under the key."""
    header, row = "№,ФИО,Дата,Свидетель", "Temir Altynkolov,01.02.2026,Kanareika Videlova"
    text = f"{header}\n1,{row}\n2,{row.replace('01.02', '31.02')}\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    proposed = tmp_path / "made" / "list.toml"
    proposed.parent.mkdir()
    run("evidence", "look", tmp_path / "list.csv", "--source", "list-a", "--mapping", proposed)
    mapping = proposed.read_text("utf-8").replace('"?"', '"day-first"').replace('"restricted"', '"public"')
    assert '[columns."Свидетель"]\nproperty = "detention.eyewitness"' in mapping
    (tmp_path / "list.toml").write_text(mapping, encoding="utf-8")

    answer = read(tmp_path)

    assert "1 of 2 rows taken" in answer.output
    written = dict(everything_written(tmp_path))
    assert b"Temir" in written["claims.public.jsonl"]
    assert written["claims.public.jsonl"].count(b'"withheld"') == 1
    assert b"[withheld]" in written["refused.public.csv"]
    for encoding in ("utf-8", "utf-16-le"):
        assert not [name for name, content in written.items() if "Videlova".encode(encoding) in content]


def test_the_same_file_twice_changes_nothing(folder):
    """Not a byte of any file."""
    read(folder)
    before = dict(everything_written(folder))

    answer = read(folder)

    assert "0 of 3 rows taken, 2 unchanged, 1 refused" in answer.output
    assert dict(everything_written(folder)) == before


def test_a_corrected_row_is_sent_again_under_the_same_mapping(folder):
    """Then nothing is refused any more, and no file says so."""
    read(folder)
    refused = folder / "register" / "refused.restricted.csv"
    corrected = (
        refused.read_text(encoding="utf-8-sig")
        .replace("31.02.2026", "28.02.2026")
        .replace("[withheld]", "+7")
    )
    (folder / "again.csv").write_text(corrected, encoding="utf-8")

    answer = read(folder, "again.csv")

    assert answer.exit_code == 0
    assert "1 of 1 row taken" in answer.output
    assert not refused.exists()


def test_an_interrupted_reading_goes_on(folder):
    """A torn last line is written again; nothing is there twice."""
    read(folder)
    whole = claims_of(folder).read_bytes()
    torn = whole[: len(whole) // 2]
    claims_of(folder).write_bytes(torn)

    read(folder)

    lines = claims_of(folder).read_text(encoding="utf-8").splitlines()
    ids = [line.get("id") or line["withheld"] for line in map(json.loads, lines)]
    assert len(ids) == len(set(ids)) == len(whole.splitlines())


def test_a_file_that_breaks_off_leaves_nothing(folder):
    """Refused with its line, status 2, and no claim of it stays."""
    read(folder)
    before = claims_of(folder).read_bytes()
    broken = (folder / "list.csv").read_text(encoding="utf-8") + '9,New Person,,,,\n10,"Torn'
    (folder / "broken.csv").write_text(broken, encoding="utf-8")

    answer = read(folder, "broken.csv")

    assert answer.exit_code == 2
    assert claims_of(folder).read_bytes() == before


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_no_output_tells_what_is_hidden(folder, name):
    """The withheld words are in plain in no file and no message, the restricted day in no message."""
    said = [
        read(folder, name).output,
        read(folder, name, "--language", "fr").output,
        run("evidence", "look", folder / name, "--mapping", folder / "register" / "proposal.toml").output,
    ]
    named = folder / f"{WITHHELD}{Path(name).suffix}"  # the file's own name
    named.write_bytes((folder / name).read_bytes())
    read(folder, named.name, "--out", folder / "named")
    assert (folder / "named" / "captures.restricted.jsonl").exists()
    in_files = [path for path, content in everything_written(folder) if WITHHELD.encode() in content]

    assert in_files == []
    assert not [text for text in said if WITHHELD in text or RESTRICTED in text or "Temir" in text]
    assert [path for path, content in everything_written(folder) if RESTRICTED.encode() in content]


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_a_withheld_name_is_in_plain_nowhere(folder, name):
    """Not in the claims, not in the refused rows, not in a message, not as a key; the row itself is read."""
    text = MAPPING.replace("[columns.Name]", '[columns.Name]\nlevel = "withheld"')
    (folder / "list.toml").write_text(text, encoding="utf-8")

    said = read(folder, name).output

    written = list(everything_written(folder))
    assert "2 of 3 rows taken" in said
    assert not [word for word in ("Temir", "Aizara", "Ulan") if word in said]
    assert not [
        path for path, content in written for word in (b"Temir", b"Aizara", b"Ulan") if word in content
    ]
    assert sum(path.endswith("jsonl") and content.count(b'"withheld"') for path, content in written) == 5


def test_files_are_for_their_owner_alone_and_named_by_their_level(folder):
    """Claims, refused rows, captures, keys."""
    read(folder)
    files = [path for path in folder.rglob("*") if path.is_file() and path.parent != folder]

    assert {path.name for path in files} >= {
        "claims.restricted.jsonl",
        "refused.restricted.csv",
        "captures.restricted.jsonl",
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_what_was_destroyed_is_gone_and_does_not_come_back(folder):
    """Tombstones stay, the key is empty, and reading the list again brings nothing of the row."""
    read(folder)
    keys = folder / "register.keys"

    answer = run(
        "evidence",
        "destroy",
        folder / "register",
        "--source",
        "list-a",
        "--key",
        "1",
        "--reason",
        "asked for",
    )
    again = read(folder)

    text = claims_of(folder).read_text(encoding="utf-8")
    assert answer.exit_code == 0
    assert "Temir" not in text
    assert RESTRICTED not in text
    assert text.count("tombstone") == 6
    assert "Ulan" in text
    assert sorted(path.stat().st_size for path in keys.iterdir()) == [0, 64]
    assert "0 of 3 rows taken, 2 unchanged, 1 refused" in again.output


def test_destroying_what_is_not_there_says_so(folder):
    """Status 1, and nothing changes."""
    read(folder)
    before = claims_of(folder).read_bytes()

    answer = run(
        "evidence", "destroy", folder / "register", "--source", "list-a", "--key", "99", "--reason", "x"
    )

    assert answer.exit_code == 1
    assert claims_of(folder).read_bytes() == before


def test_a_mapping_is_proposed_and_never_overwritten(folder):
    """A second look ends in a sentence."""
    first = run("evidence", "look", folder / "list.csv", "--mapping", folder / "new.toml", "--language", "en")
    second = run("evidence", "look", folder / "list.csv", "--mapping", folder / "new.toml")

    assert first.exit_code == 0
    assert "person.name" in (folder / "new.toml").read_text(encoding="utf-8")
    assert second.exit_code == 2


@pytest.mark.parametrize(
    "arguments", [("look", "empty.csv"), ("read", "empty.csv", "--mapping", "list.toml", "--out", "out")]
)
def test_a_file_that_cannot_be_read_is_refused(folder, arguments, monkeypatch):
    """Status 2, in words."""
    monkeypatch.chdir(folder)
    (folder / "empty.csv").write_bytes(b"")

    answer = run("evidence", *arguments, "--language", "en")

    assert answer.exit_code == 2
    assert "evidence.file.has-text" in answer.output


def test_a_broken_mapping_and_a_broken_key_are_told(folder):
    """No traceback before a person."""
    (folder / "list.toml").write_text("source = 3", encoding="utf-8")
    told = read(folder)
    (folder / "list.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "register.keys").mkdir()
    (folder / "register.keys" / "register.key").write_bytes(b"short")

    assert told.exit_code == 2
    assert "mapping" in told.output
    assert read(folder).exit_code == 2


@pytest.mark.parametrize("content", [b"{}\n", b"no\n", b"[]\n", b'{"id": "xyz"}\n', b"\xff\n"])
def test_a_file_of_claims_that_was_meddled_with_is_told(folder, content):
    """By every command that reads it."""
    read(folder)
    claims_of(folder).write_bytes(content)
    (folder / "decisions.jsonl").write_text("", encoding="utf-8")

    answers = [
        read(folder),
        destroy(folder, "1"),
        run("link", claims_of(folder), "--decisions", folder / "decisions.jsonl"),
    ]

    assert [answer.exit_code for answer in answers] == [2, 2, 2]
    assert all("line 1" in answer.output for answer in answers)
    assert all(re.search("is no claim|is not one whole JSON object", answer.output) for answer in answers)


def test_people_are_counted_by_decisions(folder):
    """Two rows that somebody took for one person are one."""
    read(folder)
    decision = {
        "one": ["list-a", "1"],
        "other": ["list-a", "3"],
        "what": "same",
        "by": "x",
        "why": "same case",
    }
    said = json.dumps({**decision, "at": "2026-10-01T10:00:00+00:00"})
    (folder / "decisions.jsonl").write_text(said, encoding="utf-8")

    answer = run("link", claims_of(folder), "--decisions", folder / "decisions.jsonl", "--language", "en")

    assert answer.exit_code == 0
    assert "1 person in 2 rows of 1 source, by 1 decision." in answer.output


def test_a_text_that_is_no_utf_8_is_told(folder):
    """Of a mapping, decisions, a case."""
    for command in (("followup", "due"), ("followup", "people")):
        (folder / "case.toml").write_bytes(b"\xff")
        answer = run(*command, folder / "case.toml")
        assert answer.exit_code == 2
        assert "UTF-8" in answer.output


def test_what_is_due_is_told(tmp_path):
    """With its age, the most pressing first, in either language."""
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")

    english = run("followup", "due", tmp_path / "case.toml", "--on", "2026-12-05", "--language", "en")
    french = run("followup", "people", tmp_path / "case.toml", "--on", "2026-12-05", "--language", "fr")

    assert "4 of 5 to look at again on 2026-12-05" in english.output
    assert english.output.index("Aizara") < english.output.index("Temir")
    assert (
        "libération anticipée par un tribunal; restrictions\N{NO-BREAK SPACE}: interdiction"
        not in french.output
    )
    assert "2026-09-01  sortie de détention; libération anticipée par un tribunal" in french.output
    assert "rien n’a été trouvé\N{NO-BREAK SPACE}; cherché dans A search" in french.output
