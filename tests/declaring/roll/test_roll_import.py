"""Rolls as CSV and Popolo JSON: there and back exactly; every fault named with its place."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.declaring.roll.rolls import a_mandate, a_member, a_name, a_roll, rolls

from undersigned.declaring.assemblies.assembly import AssemblyError
from undersigned.declaring.roll.members import Role
from undersigned.declaring.roll.popolo import write_popolo
from undersigned.declaring.roll.reading import LARGEST, read
from undersigned.declaring.roll.spreadsheet import COLUMNS, write_csv
from undersigned.values.findings import Outcome, failures
from undersigned.wording import words

ROOT = Path(__file__).parents[3]
REFUSED = ROOT / "tests" / "vectors" / "refused" / "roll"
HEAD = "id,family,given,delegation,role,from,until,group,group_from,group_until\n"
ROW = "m1,ÅKESDAL,Ingrid,Northland,representative,2024-01-22,,LIB,2024-01-22,\n"


def reading(text: str | bytes, assembly: str = "concord"):
    content = text if isinstance(text, bytes) else text.encode()
    return read(content, file="roll", assembly=assembly)


def faults(text: str | bytes) -> list[tuple[str, str]]:
    found = reading(text)
    assert found.roll is None
    return [(finding.code, str(finding.place)) for finding in failures(found.findings)]


# ---- there and back ---------------------------------------------------------------------------


@settings(max_examples=25)
@given(rolls(), st.sampled_from([None, "en", "fr"]))
def test_a_roll_comes_back_from_csv_as_it_was(roll, language):
    """Every name, day and alias, in the same order, whatever signs they begin with."""
    assert reading(write_csv(roll, language=language)).roll == roll


@settings(max_examples=25)
@given(rolls(), st.sampled_from(["en", "fr"]))
def test_a_roll_comes_back_from_popolo_as_it_was(roll, language):
    """The same through Popolo, whose last day is ours less one."""
    assert reading(write_popolo(roll, language=language)).roll == roll


@settings(max_examples=10)
@given(rolls())
def test_writing_again_gives_the_same_text(roll):
    """A roll has one form in each format."""
    again = reading(write_csv(roll)).roll

    assert write_csv(again) == write_csv(roll)
    assert write_popolo(again) == write_popolo(roll)


def test_a_stand_in_keeps_the_representative_in_both_formats():
    """For whom a substitute stands in is neither lost nor changed."""
    stand_in = a_member("m2", mandates=(a_mandate(role=Role.SUBSTITUTE, substitute_for="m1"),))
    roll = a_roll(a_member("m1"), stand_in)

    assert reading(write_csv(roll)).roll == roll
    assert reading(write_popolo(roll)).roll == roll


@settings(max_examples=40)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (HEAD + text).encode()))
def test_no_bytes_whatever_raise(content):
    """Any file is a roll, or findings that have words in both languages."""
    found = reading(content)

    assert (found.roll is None) == bool(failures(found.findings))
    assert all(words.sentence(f, language) for f in found.findings for language in words.LANGUAGES)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["persons", "organizations", "memberships", "id", "person_id", "other_names"]),
            inner,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(["persons", "organizations", "areas", "memberships"]), json_values))
def test_no_json_whatever_raises(data):
    """A misshapen Popolo file is refused with the path of what is wrong."""
    found = reading(json.dumps(data))

    assert found.roll is None
    assert failures(found.findings)


# ---- spreadsheets as they come ----------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ROW,
        "\ufeff" + HEAD + ROW,
        (HEAD + ROW).replace(",", ";"),
        (HEAD + ROW).replace(",", "\t"),
        "sep=;\n" + (HEAD + ROW).replace(",", ";"),
        (HEAD + ROW).replace("\n", "\r\n"),
        HEAD + "\n,,,,,,,,,\n" + ROW + "\n\n",
        HEAD + ROW.replace("Northland", '"Northland"').replace("Ingrid", ' "Ingrid"'.strip()),
        HEAD + ROW.replace("Northland", "Terre-du-Nord"),
        HEAD + ROW.replace("Northland", "XA").replace("Ingrid", " Ingrid "),
        HEAD.upper() + ROW,
    ],
)
def test_what_spreadsheets_write_is_read(text):
    """Byte order mark, semicolons, tabs, Excel's own first line, quotes, empty lines: the same member."""
    assert reading(text).roll.members == (a_member(),)


def test_a_formula_is_written_as_text():
    """No cell that a spreadsheet would run leaves as one, and it comes back as it was."""
    roll = a_roll(a_member("=1+1", name=a_name("+HOLM", "@Ida"), aliases=(a_name("-X", "'=Y"),)))
    text = write_csv(roll)

    assert not [cell for line in text.splitlines() for cell in line.split(",") if cell[:1] in {*"=+-@"}]
    assert reading(text).roll == roll


def test_rows_of_one_member_may_stand_apart():
    """A sheet sorted by another column is the same roll."""
    second = "m2,MERRIDEW,Ottilie,XB,substitute,2024-01-22,,UL,2024-01-22,\n"
    group = "m1,ÅKESDAL,Ingrid,,,,,NR,2022-01-01,2024-01-22\n"
    member = reading(HEAD + ROW + second + group).roll.members[0]

    assert [one.group for one in member.groups] == ["NR", "LIB"]
    assert len(member.mandates) == 1


def test_every_fault_is_told_at_once():
    """The clerk mends the file once and not fault by fault."""
    text = HEAD + ROW.replace("2024-01-22,,LIB", "22.01.2024,,ZZ") + "m2,,Ida,Nowhere,boss,2024-01-22,,,,\n"

    assert faults(text) == [
        ("declaring.roll.date", "roll:2 from"),
        ("declaring.roll.group-known", "roll:2 group"),
        ("declaring.roll.value-present", "roll:3 family"),
        ("declaring.roll.delegation-known", "roll:3 delegation"),
        ("declaring.roll.role", "roll:3 role"),
    ]


def test_a_row_that_could_not_be_read_makes_no_second_fault():
    """Whoever stands in for the member of a faulty row is not blamed for it."""
    head = HEAD.replace("role,", "role,substitute_for,")
    rows = "m1,HOLM,Ida,XA,boss,,2024-01-22,,,,\nm2,LUND,Åse,XA,substitute,m1,2024-01-22,,,,\n"

    assert faults(head + rows) == [("declaring.roll.role", "roll:2 role")]


def test_a_group_of_which_the_days_are_unknown_is_kept_with_a_finding():
    """What the assembly's own data cannot tell is undetermined and refuses nobody."""
    row = "p1,OLDHOLM,Ida,France,representative,2004-06-01,,ALDE,2004-06-01,\n"
    found = reading(HEAD + row, assembly="pace")

    assert found.roll.members[0].groups[0].group == "ALDE"
    assert Outcome.UNDETERMINED in {finding.outcome for finding in found.findings}


# ---- the museum -------------------------------------------------------------------------------

MUSEUM = tomllib.loads((REFUSED / "expected.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(MUSEUM))
def test_a_wrong_file_is_refused_with_its_place(name):
    """One file for each way of being wrong; the finding has its code and place, and words to mend it."""
    found = read((REFUSED / name).read_bytes(), file=name, assembly="concord")
    first = failures(found.findings)[0]

    assert found.roll is None
    assert [(finding.code, str(finding.place)) for finding in failures(found.findings)] == [
        (one["code"], one["place"]) for one in MUSEUM[name]
    ]
    assert words.sentence(first, "en") != words.sentence(first, "fr")
    assert words.mend(first, "en")


def test_every_file_of_the_museum_has_its_label():
    """No exhibit is shown without saying what it is."""
    assert {path.name for path in REFUSED.iterdir()} == {*MUSEUM, "expected.toml"}


def test_a_file_of_any_size_is_not_read():
    """A roll is small; what is not is refused before work."""
    assert faults(b"x" * (LARGEST + 1)) == [("declaring.roll.size", "roll")]


def test_an_assembly_that_nobody_knows_is_a_fault_of_the_caller():
    """Whatever the file holds."""
    with pytest.raises(AssemblyError):
        read(b"", file="roll", assembly="nowhere")


# ---- Popolo of others -------------------------------------------------------------------------


def a_popolo_file(**membership) -> str:
    entry = {"person_id": "p1", "organization_id": "house", "role": "representative", "area_id": "north"}
    return json.dumps(
        {
            "persons": [{"id": "p1", "name": "Ingrid Åkesdal", "family_name": "ÅKESDAL", "image": "x.png"}],
            "organizations": [
                {"id": "house", "classification": "legislature"},
                {"id": "party/lib", "name": "LIB", "classification": "party"},
            ],
            "areas": [{"id": "north", "name": "Northland"}],
            "memberships": [{**entry, "start_date": "2024-01-22", **membership}],
        }
    )


def test_on_behalf_of_is_a_group_membership():
    """Files that put the group into the mandate give the same roll."""
    member = reading(a_popolo_file(on_behalf_of_id="party/lib", end_date="2024-12-31")).roll.members[0]

    assert member.groups[0].group == "LIB"
    assert member.groups[0].period == member.mandates[0].period
    assert str(member.groups[0].period.until) == "2025-01-01"


def test_what_a_roll_does_not_hold_is_named():
    """A picture is not kept, and that is said."""
    found = reading(a_popolo_file())
    kept = next(finding for finding in found.findings if finding.code == "declaring.roll.kept")

    assert kept.particulars["left_out"] == ("persons.image",)


@pytest.mark.parametrize(
    ("membership", "fault"),
    [
        ({"start_date": "2024-01"}, ("declaring.roll.date", "roll memberships[0].start_date")),
        ({"end_date": "2023-01-01"}, ("declaring.roll.period", "roll memberships[0].end_date")),
        ({"person_id": "p9"}, ("declaring.roll.reference", "roll memberships[0].person_id")),
        ({"organization_id": "x"}, ("declaring.roll.reference", "roll memberships[0].organization_id")),
        ({"area_id": "x"}, ("declaring.roll.delegation-known", "roll memberships[0].area_id")),
        ({"on_behalf_of_id": "x"}, ("declaring.roll.group-known", "roll memberships[0].on_behalf_of_id")),
        ({"role": None}, ("declaring.roll.value-present", "roll memberships[0].role")),
        ({"role": 7}, ("declaring.roll.shape", "roll memberships[0].role")),
        ({"substitute_for_id": "p9"}, ("declaring.roll.substitute", "roll memberships[0]")),
    ],
)
def test_a_membership_that_is_wrong_has_its_path(membership, fault):
    """Each fault is told with the path to it."""
    assert faults(a_popolo_file(**membership)) == [fault]


def test_a_family_name_is_never_cut_out_of_a_name():
    """`name` alone does not say where the surname begins."""
    data = json.loads(a_popolo_file())
    del data["persons"][0]["family_name"]

    assert ("declaring.roll.value-present", "roll persons[0].family_name") in faults(json.dumps(data))


# ---- the page ---------------------------------------------------------------------------------


def test_every_column_is_described():
    """The reference has a row for each column, and no other."""
    page = (ROOT / "docs" / "reference" / "roll-format.md").read_text(encoding="utf-8")
    table = page.split("| column | must")[1].split("\n\n")[0]

    assert [line.split("`")[1] for line in table.splitlines()[2:]] == list(COLUMNS)
