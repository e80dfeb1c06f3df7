"""Files become declarations by what they say, not by where they lie."""

from dataclasses import replace
from datetime import date

import pytest

from undersigned.declaring.declaration import Form
from undersigned.publishing.preparing.gathering import Version, gather, in_the_way
from undersigned.values.findings import Outcome, Severity, failed, undetermined


def a_version(
    file="a.txt", language="en", day=date(2026, 10, 9), form=Form.PRINTED, number=12, text="t", names="n"
):
    return Version(
        file=file,
        index=0,
        language=language,
        day=day,
        form=form,
        number=("concord", "written-declaration", number) if number else None,
        text=f"{text}-{language}",
        names=names,
    )


def a_draft(file, language, text="t"):
    return a_version(file=file, language=language, day=None, form=Form.DRAFT, number=None, text=text)


def files(declarations):
    return [[[version.file for version in edition] for edition in editions] for editions in declarations]


def test_languages_of_one_number_are_one_declaration():
    """English and French of one day are versions of one edition."""
    declarations, findings = gather([a_version("fr.txt", "fr"), a_version("en.txt", "en")])

    assert files(declarations) == [[["en.txt", "fr.txt"]]]
    assert not findings


def test_days_of_one_number_are_editions_oldest_first():
    """A later day is a later edition, in whatever order the files came."""
    later, first = a_version("2.txt", day=date(2027, 1, 1), text="u"), a_version("1.txt")

    assert files(gather([later, first])[0]) == [[["1.txt"], ["2.txt"]]]


def test_numbers_come_in_the_order_of_numbers():
    """No. 9 stands before No. 12."""
    declarations, _ = gather([a_version("12.txt", number=12), a_version("9.txt", number=9, text="u")])

    assert files(declarations) == [[["9.txt"]], [["12.txt"]]]


def test_two_drafts_in_two_languages_alone_are_one():
    """Whatever their names, two drafts in two languages are what a member's office sent."""
    declarations, _ = gather([a_draft("one.docx", "fr"), a_draft("other.docx", "en")])

    assert files(declarations) == [[["other.docx", "one.docx"]]]


def test_drafts_are_paired_by_their_names_among_others():
    """`a.en` and `a.fr` belong together, and not to `b.en`."""
    declarations, _ = gather(
        [a_draft("a.en.docx", "en"), a_draft("a.fr.docx", "fr"), a_draft("b.en.docx", "en", text="other")]
    )

    assert sorted(files(declarations)) == [[["a.en.docx", "a.fr.docx"]], [["b.en.docx"]]]


def test_a_copy_is_left_out_and_the_printed_one_kept():
    """The site's page and the printed text of one declaration say the same; the print says more."""
    copies = [a_version("site.html", form=Form.SITE_NEWER), a_version("print.txt")]

    declarations, (finding,) = gather(copies)

    assert files(declarations) == [[["print.txt"]]]
    assert finding.outcome is Outcome.PASSED


def test_the_same_draft_in_one_file_and_in_two_is_one_draft():
    """A file with both languages beside the two single ones adds nothing."""
    both = [a_draft("d.both.docx", "en"), a_draft("d.both.docx", "fr")]

    declarations, findings = gather([*both, a_draft("d.en.docx", "en"), a_draft("d.fr.docx", "fr")])

    assert files(declarations) == [[["d.both.docx", "d.both.docx"]]]
    assert len(findings) == 2


def test_other_words_under_the_same_number_are_refused():
    """Nobody here can say which of two texts it is, so neither is taken."""
    declarations, (finding,) = gather([a_version("one.txt"), a_version("two.txt", text="other")])

    assert declarations == ()
    assert finding.outcome is Outcome.FAILED
    assert finding.severity is Severity.REFUSAL
    assert finding.place.file == "two.txt"
    assert in_the_way([finding]) == (finding,)


@pytest.mark.parametrize("part", ["total", "doc-number", "legend", "disclaimer"])
def test_of_two_copies_that_contradict_one_another_neither_is_taken(part):
    """Not the first, not the last: the order of the files says nothing."""
    one = replace(a_version("one.txt"), besides={part: "25"})
    two = replace(a_version("two.txt"), besides={part: "26"})

    declarations, (finding,) = gather([one, two])

    assert declarations == ()
    assert finding.code == f"publishing.versions.same-{part}"
    assert in_the_way([finding]) == (finding,)


def test_a_form_that_carries_less_does_not_contradict():
    """A page of a site has neither total nor legend."""
    page = replace(a_version("site.html", form=Form.SITE_NEWER), besides={"doc-number": "1"})
    printed = replace(a_version("print.txt"), besides={"doc-number": "1", "total": "25", "legend": "L"})

    assert files(gather([page, printed])[0]) == [[["print.txt"]]]


def test_words_or_names_that_are_not_the_published_ones_are_in_the_way():
    """They are not shown under that number; what merely cannot be told is."""
    altered = failed("declaring.text.known")
    untold = undetermined("declaring.text.known")

    assert in_the_way([altered, untold, failed("declaring.list.order")]) == (altered,)
