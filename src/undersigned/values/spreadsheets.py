"""Escapes cells so that no spreadsheet program runs them as a formula, and removes that escape again.

A cell that begins with `= + - @`, or with their wide forms, gets an apostrophe before it in every CSV that is
written here; reading takes that apostrophe away again, and no other.
"""

import re

_FORMULA = re.compile("'*[=+@＝＋－＠-]")  # the two kinds of each sign; after any apostrophes of our own


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_meant(cell: str) -> str:
    """A cell without the apostrophe that kept a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
