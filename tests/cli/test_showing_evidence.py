"""`undersigned evidence show`: what is said with every source, and never more than may be seen."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from tests.evidence.builders import MAPPING, a_claim, a_subject

from undersigned.cli.app import undersigned
from undersigned.evidence.claims import Standing, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.interchange import claim_as_data
from undersigned.evidence.showing import KINDS
from undersigned.values.dates import SourceDate

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "evidence-shown.schema.json"

# Planted: the first may be shown never, the second only where it is asked for.
WITHHELD, RESTRICTED = "Kanareika Nazvannova", "1951-03-14"


def run(*arguments):
    return CliRunner().invoke(undersigned, ["evidence", *map(str, arguments)])


def show(folder, *more, language="en"):
    answer = run("show", folder, "--language", language, *more)
    return " ".join(answer.output.split()), answer.exit_code


def folder_of(tmp_path, *claims):
    lines = ({"id": claim_id(one, key=b""), **claim_as_data(one)} for one in claims)
    (tmp_path / "claims.public.jsonl").write_text(
        "".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def register(tmp_path):
    """A list of which the first row has more than is public, and the second has not."""
    (tmp_path / "list.csv").write_text(
        "No,Name,Born,Date,Outcome,Phone\n"
        f"1,Temir Altynkolov,{RESTRICTED},01.02.2026,fine,{WITHHELD}\n"
        "2,Ulan Balykshytanov,,02.02.2026,let go,\n",
        encoding="utf-8",
    )
    (tmp_path / "list.toml").write_text(MAPPING, encoding="utf-8")
    where = ("--mapping", tmp_path / "list.toml", "--out", tmp_path / "register", "--on", "2026-10-10")
    assert run("read", tmp_path / "list.csv", *where).exit_code == 0
    return tmp_path / "register"


def test_only_whoever_is_public_as_a_whole_is_shown(register):
    """Nothing of the first row, not even what is public of it; that something stays back is said."""
    said, status = show(register)

    assert status == 0
    assert "Ulan Balykshytanov" in said
    assert "list-a/person/2 (Ulan Balykshytanov)" in said
    assert not [word for word in ("Temir", RESTRICTED, WITHHELD, "2026-02-01") if word in said]
    assert "2 things stay back" in said
    assert "1 claim in the folder is withheld and never shown" in said


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_is_restricted_is_shown_where_it_is_asked_for_and_what_is_withheld_never(register, form):
    """Marked as restricted; that more is withheld is said beside it."""
    said, status = show(register, "--restricted", *form)

    assert status == 0
    assert "Temir Altynkolov" in said
    assert RESTRICTED in said
    assert "restricted" in said
    assert WITHHELD not in said
    assert ("More is said of it, and withheld" in said) or ('"more_withheld": true' in said)


def test_what_stays_back_is_counted_as_data_too(register):
    """The last line says it."""
    lines = run("show", register, "--json", "--kind", "person").output.splitlines()

    assert [json.loads(line).get("kind") for line in lines] == ["person", None]
    assert json.loads(lines[-1])["held_back"] == {"things": 1, "withheld_claims": 1}


def test_every_line_of_data_is_of_the_documented_shape(register, tmp_path):
    """Of things of several kinds, with values of every sort, and what stays back."""
    folder = folder_of(
        tmp_path,
        a_claim(language="en", quotation="her name", as_written="temir", at="row 3"),
        a_claim(a_subject(), kind="detention", property="person"),
        a_claim(None, kind="detention", property="end", standing=Standing.NOT_FOUND),
        a_claim(SourceDate.of_iso("2026-09"), kind="detention", property="start"),
        a_claim(150, kind="detention", property="low", key="2"),
        a_claim("the raid", kind="answerability", property="act", key="9"),
    )
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

    lines = [
        json.loads(line)
        for given in ((folder,), (register, "--restricted"), (register,))
        for line in run("show", *given, "--json", "--language", "en").output.splitlines()
    ]

    assert [line["findings"][0]["code"] for line in lines if line.get("findings")] == [
        "evidence.answerability.complete"
    ]
    assert [line["group"] for line in lines if "group" in line] == [{"low": 150, "high": None}]
    for line in lines:
        schema.validate(line)
    assert not schema.is_valid({**lines[0], "dossier": 1})


def a_row_of(folder, header, cells, mapping=MAPPING):
    (folder / "more.csv").write_text(f"{header}\n{cells}\n", encoding="utf-8")
    (folder / "more.toml").write_text(mapping, encoding="utf-8")
    where = ("--mapping", folder / "more.toml", "--out", folder / "more", "--on", "2026-10-10")
    assert run("read", folder / "more.csv", *where).exit_code == 0
    return folder / "more"


def test_one_thing_in_ciphertext_keeps_all_of_the_person_back(tmp_path):
    """Though everything else of the row is public and lies in plain."""
    header = "No,Name,Born,Date,Outcome,Phone"
    folder = a_row_of(tmp_path, header, f"1,Temir Altynkolov,,01.02.2026,fine,{WITHHELD}")

    said, _ = show(folder)

    assert "Temir" in (folder / "claims.restricted.jsonl").read_text(encoding="utf-8")
    assert "Temir" not in said
    assert "2026-02-01" not in said
    assert "2 things stay back" in said


def test_what_is_withheld_is_not_shown_though_it_lies_in_plain(tmp_path):
    """Whoever wrote it there by hand; it is counted, and keeps the rest of the person back."""
    folder = folder_of(tmp_path, a_claim(), a_claim(WITHHELD, property="contact", level=Level.WITHHELD))

    all_, public = show(folder, "--restricted")[0], show(folder)[0]

    assert "Temir" in all_
    assert "More is said of it, and withheld" in all_
    assert "1 claim in the folder is withheld" in all_
    assert WITHHELD not in all_ + public
    assert "Temir" not in public


def test_a_detention_of_somebody_withheld_is_called_no_group(tmp_path):
    """It may name them."""
    mapping = MAPPING.replace("[columns.Name]", '[columns.Name]\nlevel = "withheld"')
    header = "No,Name,Born,Date,Outcome,Phone"
    folder = a_row_of(tmp_path, header, f"1,{WITHHELD},,01.02.2026,fine,", mapping)

    said, _ = show(folder, "--restricted", "--kind", "detention")

    assert "2026-02-01" in said
    assert "More is said of it, and withheld" in said
    assert "group" not in said
    assert WITHHELD not in said


def test_a_row_is_shown_with_what_is_said_of_its_people(tmp_path):
    """In other rows, too."""
    folder = folder_of(
        tmp_path,
        a_claim(key="17"),
        a_claim("Other Person", key="18"),
        a_claim(a_subject("17"), kind="proceeding", property="person", key="C-1"),
        a_claim("City court", kind="proceeding", property="court", key="C-1"),
    )

    said, _ = show(folder, "--key", "17")

    assert "City court" in said
    assert "list-a/person/17 (Temir Altynkolov)" in said
    assert "Other Person" not in said


def test_without_the_register_s_key_nobody_knows_whose_the_withheld_is(register):
    """So nothing is shown, in words."""
    (register.parent / "register.keys").rename(register.parent / "elsewhere")

    said, status = show(register)
    again, fine = show(register, "--keys", register.parent / "elsewhere")

    assert (status, fine) == (2, 0)
    assert "cli.register.key" in said
    assert "Ulan" not in said
    assert "Ulan" in again


def test_sources_that_differ_stand_side_by_side_where_somebody_joined_them(tmp_path):
    """With their places; without the decision they are two people."""
    claims = [
        a_claim(at="row 3"),
        a_claim("male", property="sex", at="row 3"),
        a_claim("female", property="sex", source="list-b", at="page 2"),
    ]
    decision = {
        "one": ["list-a", "1"],
        "other": ["list-b", "1"],
        "what": "same",
        "by": "x",
        "why": "one case",
    }
    said = json.dumps({**decision, "at": "2026-10-01T10:00:00+00:00"})
    (tmp_path / "decisions.jsonl").write_text(said, encoding="utf-8")
    folder = folder_of(tmp_path, *claims)

    joined, _ = show(folder, "--decisions", tmp_path / "decisions.jsonl")
    alone, _ = show(folder)

    assert "sex (sources differ) male list-a, row 3 female list-b, page 2" in joined
    assert "sources differ" not in alone
    assert "2 things shown" in alone


def test_denied_and_sought_in_vain_are_said_as_such(tmp_path):
    """In either language; they are no values."""
    folder = folder_of(
        tmp_path,
        a_claim("Temir", standing=Standing.DENIED),
        a_claim(None, property="status", standing=Standing.NOT_FOUND),
    )

    assert "not so: Temir list-a status sought, and not found list-a" in show(folder)[0]
    assert "démenti : Temir" in show(folder, language="fr")[0]
    person = json.loads(run("show", folder, "--json").output.splitlines()[0])
    assert person["fields"]["name"]["said"] == []
    assert person["fields"]["name"]["denied"][0]["value"] == "Temir"
    assert person["fields"]["status"]["not_found"] == [{"source": "list-a", "level": "public"}]


def test_a_group_has_a_low_and_a_high_and_is_never_so_many_people(tmp_path):
    """Whichever source says which."""
    folder = folder_of(
        tmp_path,
        a_claim(150, kind="detention", property="low"),
        a_claim(250, kind="detention", property="high"),
        a_claim(20, kind="detention", property="low", key="2"),
    )

    said, _ = show(folder, "--kind", "detention")

    assert "a group without names: 150 to 250 people" in said
    assert "a group without names: 20 or more people" in said
    assert "2 things shown" in said


def test_a_recognition_is_somebody_s_and_an_official_s_act_is_whole_or_not_shown(tmp_path):
    """Named by whom and when; without responsibility and a reply sought nothing of the act is told."""
    official = a_subject("7", kind="official")
    act = {"kind": "answerability", "key": "9"}
    folder = folder_of(
        tmp_path,
        a_claim("An Organisation", kind="recognition", property="by"),
        a_claim("Head of a station", kind="official", property="post", key="7"),
        a_claim(official, property="official", **act),
        a_claim("the raid", property="act", **act),
    )

    said, _ = show(folder)

    assert "Named by An Organisation on a day not known" in said
    assert "Head of a station" in said
    assert "the raid" not in said
    assert "Missing: responsibility, reply" in said


def test_who_points_at_somebody_that_is_not_public_stays_back_with_them(tmp_path):
    """Also over a chain, and in another source: an appeal of a proceeding against them."""
    folder = folder_of(
        tmp_path,
        a_claim("a note", property="note", level=Level.RESTRICTED, key="5"),
        a_claim(a_subject("5"), kind="proceeding", property="person", key="1"),
        a_claim(a_subject("1", kind="proceeding"), kind="proceeding", property="appeal-of", key="2"),
        a_claim("City court", kind="proceeding", property="court", key="2"),
    )

    said, _ = show(folder)

    assert "City court" not in said
    assert "3 things stay back" in said


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_which_nothing_is_said_says_so(tmp_path, kind):
    """Status 0: it is an answer."""
    said, status = show(
        folder_of(tmp_path, a_claim(kind="event" if kind == "person" else "person")), "--kind", kind
    )

    assert (said, status) == ("Nothing that may be shown here is said.", 0)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--kind", "dossier"), "values.field.term"),
        (("--source", "list-z"), "cli.register.source"),
        (("--key", "99"), "cli.register.key-known"),
        (("--source", "list-a", "--key", "99"), "cli.register.key-known"),
    ],
)
def test_what_is_not_there_is_refused_by_its_code(register, more, code):
    """With what there is."""
    said, status = show(register, *more)

    assert status == 2
    assert code in said


def test_a_row_of_which_all_is_withheld_is_there(register):
    """Neither refused as unknown nor shown."""
    text = MAPPING.replace('level = "public"', 'level = "withheld"').replace("list-a", "list-w")
    (register.parent / "list.toml").write_text(text, encoding="utf-8")
    where = ("--mapping", register.parent / "list.toml", "--out", register, "--on", "2026-10-10")
    assert run("read", register.parent / "list.csv", *where).exit_code == 0

    said, status = show(register, "--source", "list-w", "--key", "1")

    assert status == 0
    assert "Nothing that may be shown" in said


def test_a_folder_that_holds_no_claims_is_refused(tmp_path):
    """By its code."""
    said, status = show(tmp_path)

    assert status == 2
    assert "cli.register.found" in said


def test_no_character_that_a_terminal_obeys_is_written(tmp_path):
    """Whoever wrote the file by hand."""
    said = run("show", folder_of(tmp_path, a_claim("Temir\x1b[2J", key="1\x1b]0;x"))).output

    assert "\x1b" not in said
    assert "Temir" in said
