"""The legend as a function of the day, the codes on the list and the language."""

from datetime import date

from undersigned.declaring.questions.legend import legend, legend_groups

OCTOBER_2019 = date(2019, 10, 4)


def test_the_legend_of_the_founding_document_is_made_again(shared):
    """Order, codes and names are those printed; apostrophes may differ in shape."""
    printed = (shared / "seed" / "doc-14983.txt").read_text(encoding="utf-8").split("1. ")[-1].splitlines()

    made = legend("pace", ["SOC", "NR", "UEL", "ALDE", "EPP/CD"], "en", OCTOBER_2019)

    assert [f"{line.code}: {line.name}".replace("’", "'") for line in made] == [
        line.replace("’", "'") for line in printed if line.strip()
    ]


def test_the_french_legend_has_the_french_codes():
    """The same groups under the codes and names of the other language."""
    codes = [line.code for line in legend("pace", ["NI", "GUE", "SOC", "PPE/DC"], "fr", OCTOBER_2019)]

    assert codes == ["GUE", "PPE/DC", "SOC", "NI"]


def test_a_code_that_did_not_exist_that_day_is_left_out():
    """A legend never explains what was not there."""
    assert legend_groups("pace", ["EDG", "SOC", "XYZ"], "en", OCTOBER_2019)[0].code["en"] == "SOC"
    assert len(legend_groups("pace", ["EDG", "SOC", "XYZ"], "en", OCTOBER_2019)) == 1


def test_the_name_is_that_of_the_day():
    """One code, two names."""
    names = [legend("pace", ["SOC"], "en", day)[0].name for day in (date(2010, 1, 1), OCTOBER_2019)]

    assert names == ["Socialist Group", "Socialists, Democrats and Greens Group"]
