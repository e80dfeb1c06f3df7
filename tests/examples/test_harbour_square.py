"""The fictional example: made the same every time, read without a fault, and nobody real in it."""

import csv
import os
import subprocess
import sys
import tomllib
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from undersigned.declaring.assemblies.assembly import assembly, delegation
from undersigned.declaring.drafts import draft_findings, draft_of
from undersigned.declaring.eligibility import may_sign
from undersigned.declaring.questions.legend import legend_findings
from undersigned.declaring.questions.order import descents
from undersigned.declaring.reading.reader import read
from undersigned.declaring.roll.members import Role
from undersigned.declaring.roll.reading import read as read_roll
from undersigned.declaring.rulebooks.rulebook import rulebook_on
from undersigned.declaring.word_count import word_counts
from undersigned.values.findings import failures

HERE = Path(__file__).parents[2] / "examples" / "harbour-square"
MADE_BY_HAND = {
    *("README.md", "generate.py", "make_roll.py", "make_texts.py", "text.toml", "people.toml"),
    *("make_ceremony.py", "make_keys.py", "log_book.py"),
    *("figures.toml", "stated.toml", "named.toml"),
}
TEXTS = sorted(path.name for path in (*HERE.glob("declaration.*.txt"), *HERE.glob("site.*.txt")))
DRAFTS = sorted(path.name for path in HERE.glob("*.docx"))
DAY = date(2026, 10, 9)


def declared(name: str):
    reading = read((HERE / name).read_bytes(), file=name)
    assert not failures(reading.findings)
    return reading.declarations


@pytest.fixture(scope="module")
def roll():
    reading = read_roll((HERE / "roll.csv").read_bytes(), file="roll.csv", assembly="concord")
    assert not failures(reading.findings)
    return reading.roll


@pytest.mark.slow
def test_another_run_gives_the_same_bytes(tmp_path):
    """In another process, with other hashes and in another time zone."""
    settings = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Chatham"}
    command = [sys.executable, str(HERE / "generate.py"), str(tmp_path)]
    subprocess.run(command, env=settings, check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert made == {name: (HERE / name).read_bytes() for name in made}
    assert {path.name for path in HERE.iterdir() if path.is_file()} == {*made, *MADE_BY_HAND}


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_is_read_without_a_fault(name):
    """One declaration, four clauses, numbers, day, and the whole list."""
    (one,) = declared(name)
    names = 29 if "2nd" in name else 25

    assert (one.doc_number, one.number, one.assembly, one.instrument) == (
        2041,
        12,
        "concord",
        "written-declaration",
    )
    assert (one.language, len(one.clauses), len(one.signatories)) == (name.split(".")[-2], 4, names)
    assert one.day == (date(2027, 2, 12) if "2nd" in name else DAY)
    assert one.stated_total in (None, names)
    assert not descents(signatory.name for signatory in one.signatories)
    assert not failures(legend_findings(one))


@pytest.mark.parametrize("name", DRAFTS)
def test_each_word_file_is_read_without_a_fault(name):
    """Title and four clauses in each language that the file has."""
    languages = ("en", "fr") if "both" in name else (name.split(".")[1],)

    assert tuple(one.language for one in declared(name)) == languages
    assert all(one.title and one.opening and len(one.clauses) == 4 for one in declared(name))


def test_every_form_has_the_same_text():
    """Print, site, second edition and Word: one digest in each language."""
    digests = {}
    for name in (*TEXTS, *DRAFTS):
        for one in declared(name):
            digests.setdefault(one.language, set()).add(one.text_digest())

    assert {language: len(found) for language, found in digests.items()} == {"en": 1, "fr": 1}


def test_the_two_languages_say_the_same_numbers():
    """The draft's own questions are all answered with yes."""
    assert all(finding.ok for finding in draft_findings(draft_of(declared("draft.both.docx"))))


@pytest.mark.parametrize("name", ["declaration.en.txt", "declaration.fr.txt"])
def test_the_text_is_under_the_limit_however_words_are_counted(name):
    """The rule allows two hundred."""
    assert max(word_counts(declared(name)[0]).values()) < 200


@pytest.mark.parametrize("name", TEXTS)
def test_every_name_on_a_list_may_sign_on_its_day(name, roll):
    """Each is one member of the roll in that delegation and group; all but the observer count."""
    (one,) = declared(name)
    rules = rulebook_on("concord", "written-declaration", one.day)
    seats = [roll.find(signatory.name, signatory.place, one.day).only for signatory in one.signatories]
    answers = [may_sign(seat.member, roll=roll, rulebook=rules, on=one.day) for seat in seats]
    fails = [finding.code for found in answers for finding in failures(found)]

    assert fails == ["declaring.member.counts"]
    assert len({seat.delegation for seat in seats}) == 15
    assert len({seat.group for seat in seats}) == 6  # five codes, and the observer's nothing


def test_the_second_edition_keeps_every_name_and_adds_four():
    """An edition loses nobody."""
    (first,), (second,) = declared("declaration.en.txt"), declared("declaration.2nd-edition.en.txt")
    before, after = ({one.name for one in edition.signatories} for edition in (first, second))

    assert before < after
    assert len(after - before) == 4
    assert second.edition.tabled_on == first.day


def test_the_roll_has_what_real_rolls_have(roll):
    """150 members; changed groups, gaps, stand-ins, namesakes, aliases, titles, every kind of role."""
    members = roll.members
    families = [(member.name.family, member.name.given) for member in members]

    assert len(members) == 150
    assert {seat.role for seat in roll.on(DAY)} == {*Role}
    assert any(len({group.group for group in member.groups}) > 1 for member in members)
    assert any(one.period.until != other.period.from_ for m in members for one, other in pairwise(m.mandates))
    assert any(mandate.substitute_for for member in members for mandate in member.mandates)
    assert any(member.aliases for member in members)
    assert len({family for family, _ in families}) < 150
    assert {member.name.honorific for member in members} == {"Mr", "Ms", "Lord", "Baroness"}


def test_no_delegation_has_more_representatives_than_seats(roll):
    """On any day on which something changes."""
    changes = {mandate.period.from_ for member in roll.members for mandate in member.mandates}
    for day in changes:
        seated = [seat.delegation for seat in roll.on(day) if seat.role is Role.REPRESENTATIVE]
        assert all(seated.count(code) <= delegation("concord", code, "en").seats for code in {*seated})


def test_csv_and_popolo_are_one_roll(roll):
    """Two formats, one content."""
    content = (HERE / "roll.json").read_bytes()

    assert read_roll(content, file="roll.json", assembly="concord").roll == roll


def test_the_names_have_the_letters_of_many_alphabets(roll):
    """Whatever sets a list must carry them."""
    letters = {letter for member in roll.members for letter in member.name.surname_first()}

    assert not set("ĀĂĆČĘĚĐİıĽŁŃŅŐŘŚŞŠŻŽȘȚÞðÆØÅÉĖĢĻÑÇÖ’-") - letters


def test_the_assembly_says_that_it_is_fictional():
    """And so does every page made of it."""
    assert assembly("concord").fictional
    assert rulebook_on("concord", "written-declaration", DAY).fictional
    assert "Everything here is invented" in (HERE / "README.md").read_text(encoding="utf-8")


def test_no_invented_name_is_a_known_person_s(roll, shared):
    """Neither members nor the prisoners of the text are among the people whose names measure spelling."""
    with (shared / "data" / "names-kz-ru.tsv").open(encoding="utf-8") as file:
        known = [_words(row["name"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    text = tomllib.loads((HERE / "text.toml").read_text(encoding="utf-8"))["en"]
    clause = " ".join(text["clauses"])
    named = (
        "Temir Sarynbaiuly",
        "Marzhan Altynkolova",
        "Aizara Tolkynbergen",
        "Dauren Kemezhan",
        "Saltanat Aidynsu",
    )
    invented = [_words(name) for name in (*named, *(member.name.surname_first() for member in roll.members))]

    assert all(name in clause for name in named)
    assert not [name for name in invented if any(name <= real for real in known)]


def _words(name: str) -> set[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return {*bare.casefold().replace(",", " ").split()}
