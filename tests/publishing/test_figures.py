"""The figures of a text: the text stays word for word, the answer follows from the evidence alone."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.builders import a_document, without_text
from tests.publishing.figures import (
    BINDINGS,
    FIRST_DAY,
    SECOND_DAY,
    a_binding,
    a_count,
    a_figures_file,
    evidence,
    rows,
)

from undersigned.counting.card_in_words import card_in_words
from undersigned.counting.completeness import completeness_from
from undersigned.counting.figure import Qualifier
from undersigned.publishing.cards.figure_card import card_shown
from undersigned.publishing.figures.answer import answers
from undersigned.publishing.figures.binding import BindingError, read_bindings
from undersigned.publishing.figures.evidence import (
    PublicEvidenceError,
    read_public_evidence,
    without_small_cells,
)
from undersigned.publishing.figures.file import FiguresFileError, read_figures_file
from undersigned.publishing.figures.places import Stretch, cut
from undersigned.publishing.figures.steps import step_of_rows, steps_between
from undersigned.publishing.forms import FORMS, agreement, render
from undersigned.publishing.preparing.bound import with_figures
from undersigned.values.tables import Table
from undersigned.wording.words import sentence

DECLARED = {
    "by": "Watch",
    "on": date(2031, 10, 2),
    "source": "docket of the court",
    "why": "whoever is brought there is entered",
    "counted": 71,
}
WRONG_FILES = Path(__file__).parents[1] / "vectors" / "refused" / "figures-files"
FORBIDDEN = {
    "en": ("true number", "margin of error", "confidence", "interval", "political prisoner", "arbitrar"),
    "fr": ("nombre réel", "marge d’erreur", "intervalle", "prisonnier politique", "arbitrair"),
}


@pytest.fixture(scope="module")
def bound():
    return with_figures(a_document(), a_figures_file())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("form", [one for one in FORMS if one.recover], ids=lambda form: form.key)
def test_every_form_gives_back_the_text_as_if_nothing_were_bound(form, language, bound):
    """Text and list come back with the digests of the document without figures."""
    content = render(form, bound, language)

    assert bound.text_digests == a_document().text_digests
    assert all(one.outcome != "failed" for one in agreement(form, content, a_document(), language))


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=5))
def test_the_pieces_of_a_clause_are_the_clause(words, spans):
    """Whatever is marked in it, overlapping or past its end."""
    stretches = [Stretch(clause=1, start=one, end=one + more, figure="f") for one, more in spans]

    assert "".join(piece for piece, _ in cut(words, 1, stretches)) == words


@pytest.mark.parametrize(("language", "marked"), [("en", ["43", "65"]), ("fr", ["43", "65"])])
def test_a_figure_is_marked_where_it_stands(language, marked, bound):
    """By its place among the numbers of a clause, in each language version."""
    page = html.fromstring(render(FORMS[0], bound, language))
    links = page.xpath("//p[@id='p1']//a[contains(@class, 'figure')]")

    assert [link.text_content()[:2] for link in links] == marked
    assert [link.get("href") for link in links] == ["#f-fined", "#f-eve"]
    assert [link.get("data-n") for link in links] == ["1", "2"]
    assert all(page.xpath(f"//*[@id='{link.get('href')[1:]}']") for link in links)


def test_a_figure_that_does_not_stand_there_is_told_and_not_marked():
    """The number at the place must be the one that is bound."""
    file = a_figures_file(bindings=(a_binding(value=66),))
    document = with_figures(a_document(), file)

    assert document.figures[0].stretches == {}
    assert [(one.code, one.outcome.value) for one in document.findings] == [
        ("publishing.figure.place", "failed")
    ] * 2


def test_the_same_evidence_gives_the_same_bytes():
    """Its file, read back, and each figure's answer from it."""
    given = evidence()
    again = read_public_evidence(given.canonical())
    shuffled = replace(given, rows=tuple(reversed(given.rows)))

    assert again.canonical() == shuffled.canonical() == given.canonical()
    assert [one.canonical() for one in answers(BINDINGS, again)] == [
        one.canonical() for one in answers(BINDINGS, given)
    ]


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"kind": "other"}', b"\xff", b"null"])
def test_bytes_that_are_no_evidence_are_refused(content):
    """In our own words."""
    with pytest.raises(PublicEvidenceError):
        read_public_evidence(content)


def test_a_part_lies_in_its_whole_and_what_others_stated_stands_beside():
    """43 of the 71; the prefecture's count is shown and counts nobody."""
    fined, eve, recommendations = answers(BINDINGS, evidence())

    assert (fined.card.least, eve.card.least) == (43, 71)
    assert fined.relations[0].ok
    assert [one.id for one in eve.stated] == ["prefecture"]
    assert recommendations.card is None
    assert recommendations.state == "no-records"
    assert len(eve.records) == 71


def test_a_figure_that_does_not_hold_says_what_would():
    """More than an exact number contradicts it; fewer leave it open."""
    more, fewer = (answers((a_binding(),), evidence(given=rows(number)))[0] for number in (71, 60))

    assert more.state == "contradicted"
    assert fewer.state == "not-established"
    assert "“at least 60 people”" in " ".join(card_shown(fewer, "en").sentences)


def declared_complete(**changes):
    return completeness_from(Table(DECLARED | {"counted": 60} | changes))


@pytest.mark.parametrize(
    ("qualifier", "without", "declared"),
    [
        (Qualifier.AT_LEAST, "not-established", "contradicted"),
        (Qualifier.MORE_THAN, "not-established", "contradicted"),
        (Qualifier.EXACTLY, "not-established", "contradicted"),
        (Qualifier.ABOUT, "documented", "documented"),
        (Qualifier.UP_TO, "not-established", "documented"),
        (Qualifier.FEWER_THAN, "not-established", "documented"),
    ],
)
def test_records_that_are_declared_complete_contradict_from_below(qualifier, without, declared):
    """65 stated, 60 on record: who declared it, on which day, by which source and why stands on the card."""
    held = evidence(given=rows(60))
    binding = a_binding(qualifier=qualifier)
    (before,) = answers((binding,), held)
    (answer,) = answers((replace(binding, complete=declared_complete()),), held)

    assert (before.state, answer.state) == (without, declared)
    assert "complete" not in before.as_data()["card"]
    assert answer.as_data()["card"]["complete"] == {**DECLARED, "on": "2031-10-02", "counted": 60}
    for language, said in (
        ("en", "Declared complete by Watch on 2 October 2031, source: docket of the court."),
        ("fr", "Déclaré complet par Watch le 2 octobre 2031, source\N{NO-BREAK SPACE}: docket of the court."),
    ):
        assert said in " ".join(card_shown(answer, language).sentences)
        assert said in " ".join(card_in_words(answer.card, language))
    if declared == "contradicted":
        assert "“60 people”" in " ".join(card_shown(answer, "en").sentences)


@pytest.mark.parametrize(
    "complete",
    [
        declared_complete(counted=61),
        declared_complete(counted=59),
        declared_complete(ended_on=date(2031, 10, 3)),
    ],
    ids=["a row went", "a row came", "ended"],
)
def test_a_declaration_counts_for_its_number_only_and_until_it_ends(complete):
    """What moved is not complete until somebody looks again; it is told, and the card says nothing of it."""
    file = a_figures_file(evidence(given=rows(60)), bindings=(a_binding(complete=complete),))
    (answer,) = answers(file.bindings, file.latest)

    assert (answer.state, answer.card.complete) == ("not-established", None)
    assert "docket" not in json.dumps(answer.as_data()) + str(card_shown(answer, "en").sentences)
    assert [one.outcome.value for one in file.completeness()] == ["undetermined"]
    assert "not used" in sentence(file.completeness()[0], "en")


def test_a_declaration_says_no_number_that_the_card_hides():
    """Fewer than three stay fewer than three."""
    (answer,) = answers((a_binding(complete=declared_complete(counted=2)),), evidence(given=rows(2)))

    assert answer.card.hidden
    assert "complete" not in answer.as_data()["card"]
    assert "docket" not in json.dumps(answer.as_data())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_who_declared_it_stands_in_every_form_that_has_cards(language):
    """On the page, in the notes of text and PDF, in the data."""
    file = a_figures_file(evidence(given=rows(60)), bindings=(a_binding(complete=declared_complete()),))
    document = with_figures(a_document(), file)

    by_key = {form.key: form for form in FORMS}
    for key in ("html", "txt", "json"):
        assert "docket of the court" in render(by_key[key], document, language).decode(), key


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_count_below_three_is_not_given_and_no_record_shown(language):
    """Not in the card, the data, or the words."""
    (answer,) = answers((a_binding(qualifier=Qualifier.AT_LEAST),), evidence(given=rows(2)))
    said = json.dumps(answer.as_data())

    assert answer.card.least is None
    assert answer.records == ()
    assert answer.check is None
    assert "r0001" not in said
    assert answer.as_data()["card"]["documented"] == {"least": None, "most": None, "unresolved": 0}
    assert answer.as_data()["card"]["by_sources"] == []
    assert not [line for line in card_shown(answer, language).lines if line[1] == "2"]


def test_small_cells_are_merged():
    """An outcome of fewer than three is left out; a day of fewer than three becomes its month."""
    lone = replace(rows(1, prefix="x")[0], outcome="died", first=FIRST_DAY, last=FIRST_DAY)
    merged = without_small_cells((*rows(5), lone))
    (changed,) = [row for row in merged if row.subject == lone.subject]

    assert changed.outcome is None
    assert (changed.first.isoformat(), changed.last.isoformat()) == ("2031-01-01", "2031-12-31")
    assert {row.outcome for row in merged if row is not changed} == {"released"}


def test_what_moved_is_told_and_the_text_stays():
    """Against the evidence on which the text was published."""
    file = a_figures_file(evidence(), evidence(SECOND_DAY, rows(66, fined=40)))
    document = with_figures(a_document(), file)
    page = html.fromstring(render(FORMS[0], document, "en")).text_content()

    assert "from 71 to 66 since the text was published. The signed text stays." in " ".join(page.split())
    assert document.text_digests == a_document().text_digests
    assert [one.label for one in document.earlier_figures[0]] == [file.editions[0].label] * 3


@pytest.mark.parametrize("now", [70, 69, 72])
def test_a_step_of_one_or_two_goes_out_only_where_somebody_decided(now):
    """It may tell who it is."""
    second = evidence(SECOND_DAY, rows(now, fined=43))
    undecided = a_figures_file(evidence(), second)
    decided = replace(undecided, decided_steps=frozenset({second.label}))

    refused = [one for one in undecided.steps() if not one.ok]
    assert [one.code for one in refused] == ["desk.outgoing.rows", "publishing.figure.step"]
    assert {one.severity.value for one in refused} == {"refusal"}
    assert refused[0].particulars["number"] == abs(now - 71)
    assert all(one.ok for one in decided.steps())


def test_rows_that_differ_by_few_are_found_where_no_card_moves():
    """Somebody's outcome is another, and no question asks for it; somebody came for somebody who went."""
    asked = (a_binding(),)
    other_end = (replace(rows(1, fined=1)[0], outcome="released"), *rows(71, fined=43)[1:])
    in_turn = (*rows(71, fined=43)[1:], *rows(1, fined=1, prefix="x"))
    told = []
    for now in (other_end, in_turn):
        file = a_figures_file(evidence(), evidence(SECOND_DAY, now), bindings=asked)
        told.append([one for one in file.steps() if not one.ok])

    assert [[one.code for one in refused] for refused in told] == [["desk.outgoing.rows"]] * 2
    counted = [
        [refused[0].particulars[key] for key in ("number", "came", "went", "changed")] for refused in told
    ]
    assert counted == [[1, 0, 0, 1], [2, 1, 1, 0]]


@given(st.lists(st.integers(0, 9), max_size=10), st.lists(st.integers(0, 9), max_size=10))
def test_a_step_that_is_let_out_tells_of_nobody_or_of_three(before, after):
    """Whoever is in one of the two and not in the other is one of none or of at least three."""
    people = rows(10)
    old, new = (evidence(given=[people[at] for at in set(chosen)]) for chosen in (before, after))
    differ = len(set(before) ^ set(after))

    assert [step.few for step in steps_between(old, new)] == ([differ] if differ in (1, 2) else [])
    assert step_of_rows(old, new).ok is (differ not in (1, 2))
    assert step_of_rows(old, new, decided=True).ok


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_card_says_a_forbidden_word(language, bound):
    """In any state, in a form of its own."""
    documents = (bound, with_figures(without_text(a_document()), a_figures_file()))
    said = " ".join(
        render(form, document, language).decode()
        for document in documents
        for form in FORMS
        if form.key == "txt"
    )
    cards = [
        str(card_shown(answer, language))
        for number in (0, 2, 20, 65, 71)
        for answer in answers(BINDINGS, evidence(given=rows(number, fined=5)))
    ]

    assert not [word for word in FORBIDDEN[language] for text in (said, *cards) if word in text.lower()]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "Not an id"},
        {"part_of": "nobody"},
        {"qualifier": "roughly"},
        {"unit": "souls"},
        {"changed_from": "17"},
        {"sum": True},
        {"question": {"colour": "red"}},
        {"colour": "red"},
        {"attributed_to": 7},
        {"clause": "one"},
    ],
    ids=str,
)
def test_a_binding_that_binds_nothing_is_refused(change):
    """By its id, in words."""
    row = {
        "id": "eve",
        "clause": 1,
        "nth": 4,
        "qualifier": "exactly",
        "value": 65,
        "unit": "persons",
    }
    assert read_bindings([row])

    with pytest.raises(BindingError):
        read_bindings([row | change])


HEAD = 'assembly = "concord"\ninstrument = "written-declaration"\nnumber = 12\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        HEAD,
        HEAD + "[[snapshots]]\n",
        HEAD + "colour = 1\n[[snapshots]]\nas_of = 2031-10-04\n",
        HEAD + '[[snapshots]]\nas_of = "then"\n',
        HEAD + '[[snapshots]]\nas_of = 2031-10-04\nrows = "missing.json"\n',
        HEAD + "[[snapshots]]\nas_of = 2031-10-04\n[[snapshots]]\nas_of = 2031-10-03\n",
    ],
)
def test_a_figures_file_that_cannot_be_used_is_refused(text):
    """With what is wrong, never with a traceback of somebody else's."""

    def beside(name):
        raise FileNotFoundError(name)

    with pytest.raises(FiguresFileError):
        read_figures_file(text, beside)


@pytest.mark.parametrize("path", sorted(WRONG_FILES.glob("complete-*.toml")), ids=lambda path: path.stem)
def test_a_declaration_of_completeness_that_says_less_than_it_must_is_refused(path):
    """One file for each way of being wrong; the one that they differ from is read."""
    (binding,) = read_figures_file((WRONG_FILES / "sound.toml").read_text(encoding="utf-8"), None).bindings
    assert binding.complete.as_data() == {**DECLARED, "on": "2031-10-02"}

    with pytest.raises(FiguresFileError, match=r"figures\[0\]\.complete"):
        read_figures_file(path.read_text(encoding="utf-8"), None)


def test_counts_of_the_text_itself_support_nothing():
    """They stand neither beside it nor in a sum."""
    own = a_count(id="own", own=True)
    (answer,) = answers((a_binding(),), replace(evidence(), stated=(own,)))

    assert answer.stated == ()
