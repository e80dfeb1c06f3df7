"""A joint statement of organisations and persons: printed like a declaration, without a table office."""

from undersigned.declaring.examination import examine
from undersigned.declaring.reading.reader import read, write
from undersigned.values.findings import failures

STATEMENT = """7 November 2026

Free the harbour seven

Joint statement

We, the undersigned, declare the following:

Seven people were held at Harbour Square on 21 September 2026.

We call for their release.

Signed:

HARBOUR WATCH, Northland
CENTRE FOR OPEN COURTS, Fjordland
Bread and Letters, Iceholm
SKOLDE Ana, Northland

Total = 4
"""


def declaration():
    (one,) = read(STATEMENT.encode(), file="statement.txt").declarations
    return one


def test_it_needs_no_number_and_no_overleaf():
    """Nothing is missing that only an assembly's table office would print."""
    assert not failures(read(STATEMENT.encode(), file="statement.txt").findings)


def test_an_organisation_s_name_stays_whole():
    """It has no given name, and that is no doubt; a person beside it still has one."""
    reading = read(STATEMENT.encode(), file="statement.txt")
    names = [(one.name.family, one.name.given) for one in reading.declarations[0].signatories]

    assert names == [
        ("HARBOUR WATCH", None),
        ("CENTRE FOR OPEN COURTS", None),
        ("Bread and Letters", None),
        ("SKOLDE", "Ana"),
    ]
    assert not [finding for finding in reading.findings if finding.code.startswith("declaring.name")]


def test_it_is_checked_by_the_rules_of_coalitions():
    """Two signatories make a joint statement; nobody has to admit it."""
    examination = examine(declaration())

    assert examination.rulebook.code == "coalition/joint-statement/2026-01-01"
    assert not failures(examination.findings)


def test_it_is_written_again_as_it_was_read():
    """Reading and writing the same form gives the same text."""
    text = write(declaration())

    assert write(read(text.encode(), file="again.txt").declarations[0]) == text
