"""Places, labels and groups of an assembly by day; and that its data agree with the lists on record."""

import json
from datetime import date

import pytest

from undersigned.declaring.assemblies import assembly as assemblies
from undersigned.declaring.assemblies.delegations import is_user_assigned
from undersigned.declaring.assemblies.file import AssemblyError, read_assembly
from undersigned.values.sourced import Status

OCTOBER_2019 = date(2019, 10, 4)
HEAD = 'name.en = "X"\nfictional = true\n'


@pytest.fixture(scope="module")
def rows(shared):
    """Every row of every list with a known day, with its language and day."""
    records = (shared / "data" / "pace-declarations.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        (row, record["language"], date.fromisoformat(record["date"]))
        for record in map(json.loads, records)
        if record["date"]
        for row in record["signatories"]
    ]


def test_every_label_on_record_is_the_one_of_its_day(rows):
    """English and French lists of 2001 to 2023 print what the data say."""
    for row, language, day in rows:
        delegation = assemblies.delegation_on("pace", row["country"], language, day)

        assert delegation is not None, row
        assert delegation.label(language, day) == row["country"]


def test_every_group_on_record_existed_on_its_day(rows):
    """No group on a list is outside the days that the data claim for it."""
    for row, language, day in rows:
        if row["group"]:
            group = assemblies.group_on("pace", row["group"], language, day)

            assert group is not None, (row, day)
            assert group.seen.held(day) is True


@pytest.mark.parametrize(
    ("code", "day", "held"),
    [
        ("UEL", OCTOBER_2019, True),
        ("EDG", OCTOBER_2019, False),
        ("EDG", date(2014, 4, 8), True),
        ("EDG", date(2014, 11, 18), None),
        ("EC", date(2014, 11, 18), True),
        ("EC/DA", OCTOBER_2019, False),
        ("EC/DA", date(2022, 6, 27), True),
        ("FDG", date(2017, 9, 3), False),
        ("FDG", date(2017, 9, 4), True),
        ("FDG", date(2018, 6, 1), None),
        ("FDG", OCTOBER_2019, False),
        ("LDR", date(2005, 1, 1), None),
        ("ALDE", date(2005, 1, 1), None),
        ("ECPA", OCTOBER_2019, False),
    ],
)
def test_a_group_held_did_not_or_is_not_known(code, day, held):
    """Between the last sight of one group and the first of its successor nobody knows."""
    assert assemblies.group_ever("pace", code, "en").seen.held(day) is held


def test_a_group_keeps_its_code_and_changes_its_name():
    """SOC has two names, and between them the older is given and neither excluded."""
    name = {
        day: assemblies.group_on("pace", "SOC", "en", day).name["en"]
        for day in (date(2012, 1, 1), date(2016, 1, 1), OCTOBER_2019)
    }

    assert list(name.values()) == [
        "Socialist Group",
        "Socialist Group",
        "Socialists, Democrats and Greens Group",
    ]
    assert len(assemblies.group_ever("pace", "SOC", "en").possible_names(date(2016, 1, 1))) == 2


def test_not_registered_is_no_group():
    """NR is a code on the list; for the test of two groups it is none."""
    assert assemblies.group_on("pace", "NI", "fr", OCTOBER_2019).is_group is False
    assert assemblies.group_on("pace", "SOC", "fr", OCTOBER_2019).is_group is True


def test_what_is_from_memory_is_said_to_be():
    """A group that was never seen in a list has status unknown."""
    assert assemblies.group_ever("pace", "ECPA", "en").status is Status.UNKNOWN
    assert all(
        group.cites for group in assemblies.assembly("pace").groups if group.status is not Status.UNKNOWN
    )


@pytest.mark.parametrize(
    ("label", "language", "code"),
    [
        ('"The former Yugoslav Republic of Macedonia"', "en", "MK"),
        ("“The former Yugoslav Republic of Macedonia”", "en", "MK"),
        ("the former yugoslav republic of macedonia", "en", "MK"),
        ("«\u00a0L'ex-République yougoslave de Macédoine\u00a0»", "fr", "MK"),
        ("Republic\u00a0of  Moldova", "en", "MD"),
        ("Russia", "en", "RU"),
        ("Türkiye", "fr", "TR"),
        ("Grece", "fr", "GR"),
        ("Atlantis", "en", None),
    ],
)
def test_a_label_is_understood_however_it_is_set(label, language, code):
    """Quotation marks, case, accents and kinds of space do not hide a place."""
    assert assemblies.place_code("pace", label, language) == code


@pytest.mark.parametrize(
    ("label", "day", "kind"),
    [
        ("Canada", OCTOBER_2019, "observer"),
        ("Morocco", OCTOBER_2019, "partner"),
        ("Morocco", date(2011, 6, 20), None),
        ("Russian Federation", date(2022, 3, 15), "member"),
        ("Russian Federation", date(2022, 3, 16), None),
        ("Montenegro", date(2007, 5, 10), None),
        ("GR", date(1970, 1, 1), None),
        ("GR", date(1975, 1, 1), "member"),
    ],
)
def test_a_delegation_sits_for_its_days(label, day, kind):
    """Standing is of a day; the last day is not included."""
    found = assemblies.delegation_on("pace", label, "en", day)

    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("labels", "language", "code"),
    [
        (["France", "Sweden", "Iceland"], "en", "pace"),
        (["France", "Suède", "Islande"], "fr", "pace"),
        (["Northland", "Fjordland"], "en", "concord"),
        (["Northland", "Île-du-Ponant"], "fr", "concord"),
        (["France", "Sweden", "Atlantis"], "en", "pace"),
        (["France", "Atlantis"], "en", None),
        (["France", "Northland"], "en", None),
        ([" "], "en", None),
        ([], "en", None),
    ],
)
def test_an_assembly_is_told_by_its_labels(labels, language, code):
    """Two thirds of the distinct labels, or nobody is named."""
    assert assemblies.recognise(labels, language) == code


def test_an_unknown_assembly_is_refused():
    """No bare fault of a file or a library shows."""
    with pytest.raises(AssemblyError, match="no assembly 'atlantis'"):
        assemblies.assembly("atlantis")
    with pytest.raises(AssemblyError):
        assemblies.assembly("../pace")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('name.en = "X"', "fictional"),
        ("not toml", "x.toml"),
        (f'{HEAD}[[groups]]\ncode.en = "A"\nnames = [{{ en = "A", first = "2019-13" }}]', "2019-13"),
        (f'{HEAD}[[groups]]\ncode.en = "A"\nnames = [{{ en = "A" }}]\ncites = ["none"]', "status"),
        (
            f'{HEAD}[[delegations]]\ncode = "XA"\nstanding = [{{ kind = "guest", from = 2000-01-01 }}]',
            "guest",
        ),
        (f'{HEAD}[[delegations]]\ncode = "FR"', "no country has, not 'FR'"),
        ('name.en = "X"\nfictional = false\n[[delegations]]\ncode = "XA"', "of a country, not 'XA'"),
        ('name.en = "X"\nfictional = false\n[[delegations]]\ncode = "Fr"', "of a country, not 'Fr'"),
    ],
)
def test_a_faulty_file_is_refused_by_name(tmp_path, wrong, said):
    """File and fault are named."""
    file = tmp_path / "x.toml"
    file.write_text(f'code = "x"\n{wrong}\n', encoding="utf-8")

    with pytest.raises(AssemblyError, match=said):
        read_assembly(file)


@pytest.mark.parametrize(
    ("code", "free"), [("XA", True), ("QM", True), ("AA", True), ("ZZ", True), ("QA", False), ("FR", False)]
)
def test_user_assigned_codes_are_those_of_the_standard(code, free):
    """AA, QM to QZ, XA to XZ, ZZ."""
    assert is_user_assigned(code) is free


def test_every_assembly_speaks_english_and_french():
    """Names, labels, codes and group names are complete in both, and codes are what they claim to be."""
    for code in assemblies.assemblies():
        one = assemblies.assembly(code)
        assert one.name.keys() == {"en", "fr"}
        for delegation in one.delegations:
            assert delegation.labels.keys() == {"en", "fr"}, delegation.code
            assert is_user_assigned(delegation.code) is one.fictional
        for group in one.groups:
            assert group.code.keys() == {"en", "fr"}
            assert all(name.text.keys() == {"en", "fr"} for name in group.names)


def test_the_seats_of_the_assembly_are_those_of_its_statute():
    """306 with those who sit today, 324 with Russia as it was (after the rise of Turkey)."""
    seats = {
        day: sum(
            one.seats or 0 for one in assemblies.assembly("pace").delegations if one.on(day).kind == "member"
        )
        for day in (date(2022, 1, 1), date(2026, 1, 1))
    }

    assert list(seats.values()) == [324, 306]
