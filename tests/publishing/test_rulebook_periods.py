"""The period of a rulebook on the page of rules, in both languages."""

from undersigned.publishing.site.rules import shown_rulebooks


def periods(language):
    return [book.period for book in shown_rulebooks("pace", language)]


def test_a_period_is_said_in_the_readers_language():
    """A month, a year and a time that the source names in English words need other articles in French."""
    said = " / ".join(periods("fr"))

    assert "début\N{NO-BREAK SPACE}: janvier 2023" in said
    assert (
        "début\N{NO-BREAK SPACE}: 25 janvier 2010\N{NO-BREAK SPACE}; fin\N{NO-BREAK SPACE}: janvier 2023"
        in said
    )
    assert "entre le 30 janvier 1970 et le 31 décembre 1970" in said
    assert "opening" not in said
    assert "du janvier" not in said


def test_an_english_period_names_the_days_between():
    """The words of the source stand with the rule itself; here the days are meant."""
    assert any("from a day between 30 January 1970 and 31 December 1970" in one for one in periods("en"))
