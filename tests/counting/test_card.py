"""The count card and its snapshot: the same bytes for the same rows, and words that promise nothing more."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.counting.rows import a_row, unsure

from undersigned.counting.card import SMALL, Card, card_of, step_between
from undersigned.counting.card_in_words import card_in_words
from undersigned.counting.countable import Grade
from undersigned.counting.figure import Unit
from undersigned.counting.questions import Question
from undersigned.counting.snapshots import Snapshot, SnapshotError, WeakSaltError, movement, snapshot_from
from undersigned.wording import words

ALL = Question(unit=Unit.PERSONS)
DAY = date(2031, 10, 4)
FORBIDDEN = {
    "en": ("at most", "true number", "margin of error", "confidence", "interval", "between"),
    "fr": ("au plus", "nombre réel", "vrai nombre", "marge d’erreur", "intervalle", "entre"),
}
OUR_VOICE = {"en": ("political prisoner", "arbitrar"), "fr": ("prisonnier politique", "arbitrair")}


def rows_on(*numbers):
    """So many subjects on one, two, three sources."""
    return tuple(
        a_row(f"p{number}-{n}", sources=frozenset(f"source-{one}" for one in range(number)))
        for number, many in enumerate(numbers, start=1)
        for n in range(many)
    )


def the_card(rows, decisions=(), *, public=True) -> Card:
    return card_of(ALL, Snapshot(rows=rows, decisions=decisions), DAY, public=public)


CARDS = (
    the_card(rows_on(50, 15, 6)),
    the_card(rows_on(50, 2, 6)),
    the_card(rows_on(2)),
    the_card(()),
    the_card(rows_on(4, 1), (unsure("p1-0", "p1-1"),)),
    the_card((*rows_on(5), a_row("g", group=(100, None)))),
    the_card(rows_on(1, 1, 1), public=False),
    the_card((*rows_on(9, 1), *(a_row(f"w{n}", grade=Grade.PROVISIONAL) for n in range(4)))),
)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("card", CARDS)
def test_a_card_never_says_more_than_the_records(card, language):
    """No bound from above, no claim to the truth, no verdict of ours, in any rendering."""
    said = " ".join(card_in_words(card, language)).lower()

    assert not [phrase for phrase in FORBIDDEN[language] if phrase in said.split("sha-256")[0]]
    assert not [phrase for phrase in OUR_VOICE[language] if phrase in said]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_words_of_the_card_hold_no_forbidden_phrase(language):
    """Every template of the card and of why there is no estimate, filled or not."""
    table = words._table(language)
    templates = [said for key, said in table["terms"].items() if key.startswith("count-card.")]
    templates += [
        said
        for code, answers in table["findings"].items()
        if code.startswith("counting.estimate.")
        for said in answers.values()
    ]

    assert len(templates) > 8
    assert not [said for said in templates for phrase in FORBIDDEN[language] if phrase in said.lower()]


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_word_of_ours_judges(language):
    """The product names nobody a political prisoner and calls nothing arbitrary in its own voice."""
    table = words._table(language)
    said = [*table["terms"].values(), *(one for all_ in table["findings"].values() for one in all_.values())]

    assert not [one for one in said for phrase in OUR_VOICE[language] if phrase in one.lower()]


def test_the_card_shows_what_is_documented_first():
    """The number with its unit, how well, why no estimate, the day, what it was made from."""
    lines = card_in_words(CARDS[0], "en")

    assert lines[0] == "Documented: 71 people, each named by at least one source."
    assert lines[1] == "50 on one source; 15 on 2 sources; 6 on 3 or more sources."
    assert lines[2] == "Named by each source, unnamed here: 71, 21, 6."
    assert lines[3].startswith("No estimate: this version")
    assert lines[4] == "As of 2031-10-04."
    assert CARDS[0].snapshot in lines[5]


def test_two_sources_are_too_few_for_an_estimate():
    """The card says why, with the number."""
    said = card_in_words(the_card(rows_on(5, 5)), "en")

    assert any(line.startswith("No estimate: only 2 sources name") for line in said)


def test_a_small_cell_is_merged_with_its_neighbour():
    """Nobody is told apart by being one of two on so many sources."""
    card = the_card(rows_on(50, 2, 6))

    assert [(cell.least, cell.most, cell.subjects) for cell in card.cells] == [(1, 2, 52), (3, None, 6)]


def test_a_small_count_is_not_given_to_the_public():
    """Below three neither the number nor its cells are shown."""
    card = the_card(rows_on(2))

    assert (card.least, card.most, card.cells) == (None, None, ())
    assert the_card(rows_on(2), public=False).least == 2


@given(st.lists(st.integers(min_value=0, max_value=9), min_size=3, max_size=3))
def test_no_public_cell_is_small(numbers):
    """Whatever the spread; and no subject is lost in merging."""
    card = the_card(rows_on(*numbers))

    assert sum(cell.subjects for cell in card.cells) == (card.least or 0)
    assert not [cell for cell in card.cells if 0 < cell.subjects < SMALL]


def test_the_same_rows_give_the_same_bytes():
    """In whatever order rows and decisions come, snapshot and card are the same byte for byte."""
    rows, decisions = rows_on(4, 3, 2), (unsure("p1-0", "p1-1"), unsure("p2-1", "p2-0"))

    one = the_card(rows, decisions)
    other = the_card(tuple(reversed(rows)), tuple(reversed(decisions)))

    assert one.canonical() == other.canonical()
    assert one.digest() == other.digest()
    assert json.loads(one.canonical())["estimate"] is None


def test_a_salted_digest_tells_nothing_without_its_salt():
    """Two salts give two digests, and a short salt is refused."""
    snapshot = Snapshot(rows=rows_on(3))

    assert snapshot.salted_digest(b"a" * 32) != snapshot.salted_digest(b"b" * 32)
    assert snapshot.salted_digest(b"a" * 32) != snapshot.digest()
    with pytest.raises(WeakSaltError):
        snapshot.salted_digest(b"short")


def test_one_row_removed_moves_the_card():
    """What came, what went, what changed, and that the count is another."""
    before = Snapshot(rows=rows_on(4, 1))
    changed = a_row("p1-1", sources=frozenset({"source-0"}), outcome="released")
    after = Snapshot(
        rows=(*rows_on(0, 1), a_row("p1-0", sources=frozenset({"source-0"})), changed, a_row("new"))
    )

    moved = movement(ALL, before, after)

    assert moved.moved
    assert (moved.come, moved.gone, moved.changed) == (("new",), ("p1-2", "p1-3"), ("p1-1",))
    assert moved.as_data()["before"] == [5, 5]
    assert not movement(ALL, before, before).moved


SPREAD = st.lists(st.integers(min_value=0, max_value=9), min_size=1, max_size=3)


@given(SPREAD, st.randoms(use_true_random=False))
def test_no_order_of_rows_changes_a_byte(numbers, dice):
    """Of the snapshot, nor of the card made from it."""
    rows = list(rows_on(*numbers))
    shuffled = dice.sample(rows, len(rows))

    assert Snapshot(rows=tuple(shuffled)).canonical() == Snapshot(rows=tuple(rows)).canonical()
    assert the_card(tuple(shuffled)).canonical() == the_card(tuple(rows)).canonical()


@given(SPREAD, SPREAD)
def test_no_two_editions_that_pass_differ_by_one_or_two(before, after):
    """In the count or in any cell that both show; and the step back is judged like the step."""
    old, new = the_card(rows_on(*before)), the_card(rows_on(*after))
    shown = {(cell.least, cell.most): cell.subjects for cell in old.cells}
    steps = [cell.subjects - shown.get((cell.least, cell.most), cell.subjects) for cell in new.cells]
    steps.append((new.least or 0) - (old.least or 0))

    assert step_between(old, new).ok is not any(abs(step) in (1, 2) for step in steps)
    assert step_between(old, new).ok is step_between(new, old).ok


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        ((10,), (11,), "failed"),
        ((10, 10), (14, 7), "failed"),  # the total may step where no cell does
        ((10,), (13,), "passed"),
        ((10, 5), (9, 6), "failed"),
        ((10,), (10,), "passed"),
    ],
)
def test_a_step_that_may_tell_who_it_is_is_found(before, after, outcome):
    """One more person, or one who moved from one source to two, shows between two published cards."""
    finding = step_between(the_card(rows_on(*before)), the_card(rows_on(*after)))

    assert finding.outcome == outcome


def test_what_waits_and_a_source_of_few_are_told_without_naming():
    """How many records are not yet accepted; that a source names fewer than three, and not how many."""
    lines = card_in_words(CARDS[-1], "en")

    assert "Named by each source, unnamed here: 10." in lines
    assert "1 source names fewer than three." in lines
    assert "4 records are not yet accepted and not in the number." in lines


def test_a_card_is_made_again_from_the_published_bytes():
    """Whoever has the public snapshot makes the same card, byte for byte."""
    rows = (
        *rows_on(4, 3),
        a_row("g", group=(100, None)),
        a_row("x", first=None, categories=frozenset({"minor"})),
    )
    snapshot = Snapshot(rows=rows, decisions=(unsure("p1-0", "p1-1"),))
    published = snapshot.canonical()

    again = card_of(ALL, snapshot_from(published), DAY)

    assert again.canonical() == card_of(ALL, snapshot, DAY).canonical()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'{"decisions":[],"kind":"undersigned/v1 evidence-snapshot","rows":[{}]}',
        b'{"decisions": [], "kind": "undersigned/v1 evidence-snapshot", "rows": []}',
        b'{"decisions":[],"kind":"another","rows":[]}',
    ],
)
def test_bytes_that_are_no_snapshot_are_refused(content):
    """Nor is one that was laid out anew, since its digest would be another."""
    with pytest.raises(SnapshotError):
        snapshot_from(content)
