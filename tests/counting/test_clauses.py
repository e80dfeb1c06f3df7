"""Each clause is read as count, characterisation, quotation, demand or call; only counts are counted."""

import pytest

from undersigned.counting.clauses import ClauseKind, clauses_of, counted
from undersigned.counting.figures import read_figures


def kinds(text, language="en"):
    return [one.kind for one in clauses_of(text, language, read_figures(text, language))]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("At least 65 people were held.", "en", ClauseKind.COUNT),
        ("The police were brutal.", "en", ClauseKind.CHARACTERISATION),
        ('The minister spoke of "openness to dialogue".', "en", ClauseKind.QUOTATION),
        ("Sanctions must be imposed on 12 officials.", "en", ClauseKind.DEMAND),
        ("We call for the release of all 21 prisoners.", "en", ClauseKind.CALL),
        ("Nous appelons à la libération des 21 prisonniers.", "fr", ClauseKind.CALL),
        ("Des sanctions doivent être prises contre 12 juges.", "fr", ClauseKind.DEMAND),
        ("Призываем освободить всех 21 заключённого.", "ru", ClauseKind.CALL),
        ("Власти должны освободить 21 человека.", "ru", ClauseKind.DEMAND),
        ("Не менее 65 человек задержаны.", "ru", ClauseKind.COUNT),
    ],
)
def test_a_clause_has_one_kind(text, language, kind):
    """What it does, not what it is about."""
    assert kinds(text, language) == [kind]


def test_only_counts_are_counted():
    """A number in a call or a quotation counts for nobody here."""
    text = (
        "At least 65 people were held. We call for the release of all 21. “We saw 300 people go,” he wrote."
    )
    read = read_figures(text, "en")

    assert [read.figures[index].value for index in counted(read, clauses_of(text, "en", read))] == [65]


def test_a_count_may_characterise_in_words_of_its_own():
    """The number is counted; "arbitrarily" stays the text's word."""
    text = "More than 6 000 people were arbitrarily held at peaceful rallies."

    (clause,) = clauses_of(text, "en", read_figures(text, "en"))

    assert clause.kind is ClauseKind.COUNT
    assert clause.characterised_by == ("arbitrarily", "peaceful")


def test_a_figure_in_doubt_is_not_counted():
    """It waits for a person."""
    text = "Police held 2019 people."
    read = read_figures(text, "en")

    assert counted(read, clauses_of(text, "en", read)) == ()
