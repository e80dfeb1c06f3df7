"""Every messy list has what must become of it: nothing swapped, nothing read as a person that is none, nobody
lost, and what is refused comes back to be mended."""

import pytest
from tests.evidence.messy import (
    cases_dates,
    cases_files,
    cases_letters,
    cases_names,
    cases_rows,
    cases_tables,
)
from tests.evidence.messy.case import Case, a_mapping, only
from tests.evidence.messy.reading import Register, commanded, mended, run, taken_into
from tests.evidence.messy.writing import text

from undersigned.wording.words import mend, sentence

CASES = [
    case
    for module in (cases_tables, cases_dates, cases_names, cases_letters, cases_rows, cases_files)
    for case in module.cases()
]
REFUSING = [case for case in CASES if case.refused]


def test_there_are_enough_of_them():
    """Each with a name of its own."""
    assert len(CASES) >= 120
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_messy_list(case: Case):
    """Who is taken in, what is said of them, which rows are refused and why."""
    register = Register()
    outcome = taken_into(register, case.content, case.mapping)

    assert outcome.whole == case.whole
    assert outcome.refused == {row: list(said) for row, said in case.refused.items()}
    assert register.people == dict(sorted(case.people.items()))
    assert register.groups == case.groups
    assert set(case.says) <= register.said
    assert set(outcome.notes) == set(case.notes)


@pytest.mark.parametrize("case", [case for case in CASES if not case.whole], ids=str)
def test_a_messy_list_twice_changes_nothing(case: Case):
    """Whatever was refused is refused again."""
    register = Register()
    first = taken_into(register, case.content, case.mapping)
    before = dict(register.claims)
    again = taken_into(register, case.content, case.mapping)

    assert register.claims == before
    assert again.refused == first.refused
    assert (again.tally.taken, again.tally.claims) == (0, 0)


@pytest.mark.parametrize("case", REFUSING, ids=str)
def test_its_refused_rows_are_mended_and_nothing_doubles(case: Case):
    """The mended file goes in whole; it and the list itself, read again, bring nothing more."""
    register = Register()
    first = taken_into(register, case.content, case.mapping)
    groups = register.groups
    if all(change is None for change in case.mended.values()):
        return
    file = mended(first, case.mended)
    second = taken_into(register, file, case.mapping)
    after = dict(register.claims)

    assert (second.whole, second.refused) == (None, {})
    assert register.people == dict(sorted({**case.people, **case.after}.items()))
    assert register.groups >= groups

    taken_into(register, file, case.mapping)
    taken_into(register, case.content, case.mapping)
    assert register.claims == after


@pytest.mark.parametrize("case", REFUSING, ids=str)
def test_refused_rows_that_nobody_mended_are_refused_again(case: Case):
    """But for those whose cells became plain ones in the file: a calculated value, what merged cells say."""
    register = Register()
    first = taken_into(register, case.content, case.mapping)
    before = dict(register.people)
    again = taken_into(register, first.file or b"", case.mapping)
    plain = {row for row, change in case.mended.items() if change == {}}

    assert len(again.refused) == len(case.refused) - len(plain)
    assert set(register.people) - set(before) <= set(case.after)


@pytest.mark.parametrize("case", [case for case in CASES if case.refused or case.whole], ids=str)
def test_a_refusal_is_said_in_three_languages_without_what_stands_in_the_cells(case: Case):
    """Row, column, reason, what to do; no name, no word of the list."""
    outcome = taken_into(Register(), case.content, case.mapping)

    for finding in outcome.findings:
        said = [
            part
            for language in ("en", "fr", "ru")
            for part in (sentence(finding, language), mend(finding, language))
        ]
        assert all(said), finding.code
        assert len(set(said)) == len(said), finding.code
        assert not [word for word in ("Тестов", "Алтынколов", "Мунарбелов") if word in "".join(said)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_messy_list_by_the_commands(case: Case, tmp_path):
    """Looked at without a word of it; read to the same end as through the functions."""
    register = Register()
    outcome = taken_into(register, case.content, case.mapping, language="en")

    status, said, kept, file = commanded(tmp_path, case)
    look = run("look", tmp_path / "list", "--mapping", tmp_path / "proposal.toml")

    assert status == (2 if case.whole else 1 if case.refused else 0)
    assert kept.people == register.people
    assert file == outcome.file
    assert not [word for word in ("Тестов", "Алтынколов", "Мунарбелов") if word in said + look.output]
    assert look.exit_code in (0, 2)
    assert all(f"evidence.file.{note}" in said for note in case.notes)


# ---- a list that comes again ------------------------------------------------------------------

NUMBERED = [("1", "Тестов Темір"), ("2", "Тестова Айша"), ("3", "Мунарбелов Ұлан Бекұлы")]
NAMED = a_mapping(only("№", "ФИО", "Место"))


def _edition(*rows):
    return text([("№", "ФИО", "Место"), *((*row, "Порт") for row in rows)])


@pytest.mark.parametrize(
    "now",
    [
        "Мунарбелов Ұлан",
        "Мунарбелов Ұ. Б.",
        "Ұлан МУНАРБЕЛОВ",
        "Мунарбелов Ұлан Бекұлы",
        "Мунарбелов Ұлaн",
        "Мунарбеллов Ұлан",
    ],
)
def test_a_key_stands_for_one_person_however_spelled(now):
    """Shorter, with initials, turned round, with a slip of the pen: one more claim."""
    register = Register()
    taken_into(register, _edition(*NUMBERED), NAMED)
    again = taken_into(register, _edition(("3", now)), NAMED)

    assert again.refused == {}


@pytest.mark.parametrize(
    "now", ["Тестова Айша", "Мунарбелов Темір", "Munarbelov Ulan", "Мунарбелов Ұлан; Тестова Айша"]
)
def test_a_key_does_not_become_somebody_else(now):
    """A list that was numbered anew, or a row that names one more: refused until somebody looked."""
    mapping = a_mapping(only("№", {"ФИО": {"property": "person.name", "apart": ";"}}, "Место"))
    register = Register()
    taken_into(register, _edition(*NUMBERED), mapping)
    before = dict(register.claims)
    again = taken_into(register, _edition(("3", now)), mapping)
    unchanged = taken_into(register, again.file or b"", mapping)

    assert again.refused == {2: ["№: key-stands-for"]}
    assert unchanged.refused == {2: ["№: answered"]}
    assert register.claims == before


def test_rows_that_were_numbered_anew_are_refused_one_by_one():
    """One person more at the top moves all the others."""
    register = Register()
    taken_into(register, _edition(*NUMBERED), NAMED)
    moved = [("1", "Кемежарин Али"), *((str(int(key) + 1), name) for key, name in NUMBERED)]
    again = taken_into(register, _edition(*moved), NAMED)

    assert sorted(again.refused) == [2, 3, 4]
    assert register.people["4"] == "Мунарбелов Ұлан Бекұлы"


def test_a_mapping_may_say_that_names_are_spelled_otherwise():
    """In another script, after a marriage."""
    register = Register()
    taken_into(register, _edition(*NUMBERED), NAMED)
    again = taken_into(register, _edition(("3", "Munarbelov Ulan")), "respelled = true\n" + NAMED)

    assert again.refused == {}


def test_the_commands_know_who_was_named_before(tmp_path):
    """From the claims of the folder, of this source alone."""
    for name, rows in (("list", NUMBERED), ("next", [("1", "Кемежарин Али")])):
        (tmp_path / name).write_bytes(_edition(*rows))
    for name, source in (("messy", "messy"), ("other", "other")):
        (tmp_path / f"{name}.toml").write_text(NAMED.replace('"messy"', f'"{source}"'), encoding="utf-8")

    def read(file, mapping):
        where = ("--mapping", tmp_path / mapping, "--out", tmp_path / "register")
        return run("read", tmp_path / file, *where).exit_code

    assert read("list", "messy.toml") == 0
    assert read("next", "messy.toml") == 1
    assert read("next", "other.toml") == 0
    assert read("list", "messy.toml") == 0
