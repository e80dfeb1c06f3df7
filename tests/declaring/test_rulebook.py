"""The shelf of rulebooks: what is shipped, which is in force, what is refused."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undersigned.declaring.lifecycles.lifecycle import lifecycle
from undersigned.declaring.rulebooks.file import read_file, threshold_fields
from undersigned.declaring.rulebooks.rulebook import (
    RulebookError,
    instruments,
    rule_fields,
    rulebook_on,
    rulebooks,
)
from undersigned.declaring.rulebooks.vectors import answer
from undersigned.declaring.rulebooks.words import label, shown
from undersigned.values.sourced import Sourced, Status

MUSEUM = Path(__file__).parents[1] / "vectors" / "refused" / "rulebooks"
SHIPPED = [book for place in instruments() for book in rulebooks(*place)]
VECTORS = [(book, number) for book in SHIPPED for number in range(len(book.vectors))]
SOUND = (MUSEUM / "sound.toml").read_text(encoding="utf-8")


def test_four_instruments_and_the_fictional_one_are_shipped():
    """What the project promises is on the shelf."""
    assert set(instruments()) == {
        ("pace", "written-declaration"),
        ("pace", "motion"),
        ("uk-commons", "early-day-motion"),
        ("coalition", "joint-statement"),
        ("concord", "written-declaration"),
    }
    assert {book.code for book in SHIPPED if book.fictional} == {"concord/written-declaration/2024-01-01"}


@pytest.mark.parametrize(
    ("book", "number"), VECTORS, ids=[f"{b.code}-{n}-{b.vectors[n].field}" for b, n in VECTORS]
)
def test_a_vector_comes_out_as_its_rule_says(book, number):
    """The rules are executable: each example of each rulebook holds."""
    vector = book.vectors[number]

    assert answer(vector, book.fields, book.stages) == vector.expect


@pytest.mark.parametrize("book", SHIPPED, ids=lambda book: book.code)
def test_every_confirmed_field_has_a_vector_and_a_source(book):
    """Nothing is called confirmed that cannot be shown."""
    every = {**threshold_fields(book.stages), **book.fields}
    confirmed = {name for name, rule in every.items() if rule.status is Status.CONFIRMED}

    assert confirmed <= {vector.field for vector in book.vectors}
    assert all(rule.cites for rule in every.values() if rule.known)


@pytest.mark.parametrize("book", SHIPPED, ids=lambda book: book.code)
def test_the_lifecycle_of_a_rulebook_exists(book):
    """A rulebook names a table of states that loads."""
    assert lifecycle(book.lifecycle).states


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(1970, 1, 29), None),
        (date(1973, 12, 31), date(1970, 1, 30)),
        (date(1974, 1, 1), date(1974, 1, 1)),
        (date(2000, 1, 23), date(1974, 1, 1)),
        (date(2000, 1, 24), date(2000, 1, 24)),
        (date(2009, 1, 27), date(2000, 1, 24)),
        (date(2010, 1, 24), date(2000, 1, 24)),
        (date(2010, 1, 25), date(2010, 1, 25)),
        (date(2019, 10, 4), date(2010, 1, 25)),
        (date(2023, 1, 1), date(2023, 1, 1)),
        (date(2026, 10, 9), date(2023, 1, 1)),
    ],
)
def test_the_day_picks_the_rulebook(day, first):
    """A later rule never judges an earlier text; before the first rule there is none."""
    book = rulebook_on("pace", "written-declaration", day)

    assert (book.first.first if book else None) == first


@given(st.dates(date(1960, 1, 1), date(2040, 1, 1)))
def test_at_most_one_rulebook_is_in_force_on_a_day(day):
    """Periods neither overlap nor leave a day between them."""
    books = rulebooks("pace", "written-declaration")

    assert sum(book.in_force(day) for book in books) == (day >= books[0].first.first)


def test_twenty_names_and_four_delegations_are_observed_before_2023_and_confirmed_then():
    """The same numbers stand on different ground."""
    by_first = {book.first.first: book for book in rulebooks("pace", "written-declaration")}
    names = ("threshold.signatories", "threshold.delegations", "threshold.groups")
    seen = {
        first: [(f.value, f.status.value) for f in rule_fields(book) if f.name in names]
        for first, book in by_first.items()
    }

    assert seen[date(2023, 1, 1)] == [(20, "confirmed"), (4, "confirmed"), (2, "confirmed")]
    assert seen[date(2010, 1, 25)] == [(20, "observed"), (4, "observed"), (2, "observed")]
    assert seen[date(2000, 1, 24)] == [(20, "observed"), (None, "unknown"), (None, "unknown")]
    assert seen[date(1974, 1, 1)] == [(None, "unknown"), (None, "unknown")]
    assert seen[date(1970, 1, 30)] == [(3, "confirmed"), (3, "confirmed")]


def test_the_data_and_digest_of_a_rulebook_are_always_the_same():
    """Same file, same bytes, whoever reads it."""
    book = rulebooks("concord", "written-declaration")[0]
    rulebooks.cache_clear()
    again = rulebooks("concord", "written-declaration")[0]

    assert (book is again, book.as_data(), book.digest()) == (False, again.as_data(), again.digest())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_shipped_field_and_value_has_words(language):
    """A reader never meets a code of ours."""
    codes = re.compile(r"[a-z]+(?:[-_][a-z]+)+")
    fields = [(f, label(f.name, language)) for book in SHIPPED for f in rule_fields(book)]

    assert not [f.name for f, words in fields if words == f.name]
    assert not [f.name for f, _ in fields if codes.fullmatch(shown(f, language))]
    assert "–" in {shown(f, language) for f, _ in fields if f.status is Status.UNKNOWN}


def shelf(folder, **files):
    place = folder / "lakeland" / "appeal"
    place.mkdir(parents=True)
    for name, text in files.items():
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return (folder,)


def from_until(first, until):
    return SOUND.replace("from = 2030-01-01", f"from = {first}" + (f"\nuntil = {until}" if until else ""))


def test_a_folder_of_ones_own_adds_an_instrument(tmp_path):
    """An assembly that nobody here knows brings its own rules."""
    folders = shelf(tmp_path, **{"2030-01-01": SOUND})

    assert ("lakeland", "appeal") in instruments(folders=folders)
    assert (
        rulebook_on("lakeland", "appeal", date(2031, 5, 1), folders=folders).rule("text.max_words").value
        == 100
    )
    assert ("lakeland", "appeal") not in instruments()


@pytest.mark.parametrize(
    ("until", "following", "said"),
    [
        ("2031-01-01", "2031-02-01", "gap"),
        ("2031-02-01", "2031-01-01", "overlap"),
        (None, "2031-01-01", "overlap"),
    ],
)
def test_a_gap_and_an_overlap_of_periods_are_refused(tmp_path, until, following, said):
    """Every day has one rulebook and one only."""
    files = {"2030-01-01": from_until("2030-01-01", until), following: from_until(following, None)}

    with pytest.raises(RulebookError, match=f"2030-01-01.toml: valid.until: leaves an? {said}"):
        rulebooks("lakeland", "appeal", folders=shelf(tmp_path, **files))


def test_a_refusal_names_every_fault_of_every_file(tmp_path):
    """One reading is enough to mend the whole shelf."""
    broken = SOUND.replace("max_words = {", "max_wrods = {").replace('level = "press"', 'level = "rumour"')
    folders = shelf(tmp_path, **{"2030-01-01": broken, "2040-01-01": "schema = 1"})

    with pytest.raises(RulebookError) as refused:
        rulebooks("lakeland", "appeal", folders=folders)

    said = str(refused.value)
    for fault in ("text.max_wrods", "text.max_words", "sources.paper.level", "2040-01-01.toml: stages"):
        assert fault in said


@pytest.mark.parametrize("name", ["../pace", "Pace", "", "pace/written-declaration", "."])
def test_a_name_that_is_no_code_has_no_rulebooks(name):
    """No name leads out of the folder."""
    assert rulebooks(name, "written-declaration") == ()
    assert rulebooks("pace", name) == ()


def found_in(path):
    _, faults = read_file(Renamed(path), assembly="lakeland", instrument="appeal")
    return [fault.field for fault in faults]


class Renamed:
    """A file of the museum under the name that its period asks for."""

    name = "2030-01-01.toml"

    def __init__(self, path):
        self.path = path

    def read_bytes(self):
        return self.path.read_bytes()


@pytest.mark.parametrize("path", sorted(MUSEUM.glob("*.toml")), ids=lambda path: path.stem)
def test_a_faulty_rulebook_is_refused_by_the_field(path):
    """One file for each way of being wrong; the sound one is read."""
    wanted = path.read_bytes().splitlines()[0].decode().removeprefix("# found: ")
    found = found_in(path)

    assert (wanted in found) if wanted != "nothing" else found == []


class Text(Renamed):
    def __init__(self, text):
        self.text = text

    def read_bytes(self):
        return self.text.encode()


LINES = SOUND.splitlines(keepends=True)
JUNK = (
    "",
    "[]\n",
    "x = 1\n",
    "given = 3\n",
    "[[vectors]]\n",
    "[text]\n",
    "value = [[1]]\n",
    "[stages.test]\n",
)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(JUNK),
    st.sampled_from(["true", "-1", '"x"', "[]", "{}", "[{ a = 1 }]", "1.5", "2030-01-01"]),
)
def test_a_damaged_rulebook_is_read_or_refused_and_never_breaks(place, junk, value):
    """No library error comes out, whatever stands in the file."""
    line = LINES[place]
    swapped = re.sub(r"= .*", f"= {value}", line) if "=" in line else line
    for other in (junk, swapped):
        text = "".join([*LINES[:place], other, *LINES[place + 1 :]])
        read, faults = read_file(Text(text), assembly="lakeland", instrument="appeal")

        assert (read is None) == bool(faults)


def test_a_day_in_the_doubtful_beginning_is_not_surely_in_force():
    """An edition of January 2023 is known to the month only."""
    book = rulebook_on("pace", "written-declaration", date(2023, 1, 15))

    assert book.in_force(date(2023, 1, 15))
    assert not book.surely_in_force(date(2023, 1, 15))
    assert book.surely_in_force(date(2023, 1, 31) + timedelta(days=1))


def test_an_unknown_rule_answers_undetermined_to_whatever_is_given():
    """A vector may show that nobody knows."""
    asked = replace(SHIPPED[0].vectors[0], field="text.counter")

    assert answer(asked, {"text.counter": Sourced(value=None, status=Status.UNKNOWN)}, ()) == "undetermined"


def test_a_folder_that_is_not_there_holds_no_rulebooks(tmp_path):
    """The shipped ones are still found."""
    missing = (tmp_path / "missing",)

    assert instruments(folders=missing) == instruments()


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    """A folder named like a rulebook is a fault and no crash."""
    folders = shelf(tmp_path)
    (tmp_path / "lakeland" / "appeal" / "2030-01-01.toml").mkdir()

    with pytest.raises(RulebookError, match=r"2030-01-01\.toml: file: cannot be read"):
        rulebooks("lakeland", "appeal", folders=folders)
