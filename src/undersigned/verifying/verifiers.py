"""Both verifiers, each as one file that runs alone: a program for Python, and a page for any browser.

They were written apart from each other. A bundle carries both, says that no signature covers them, and
advises to take one from elsewhere. The same sources give the same bytes, so anybody can make the files again
and compare.
"""

from functools import cache

from undersigned.values.stored_zip import stored_zip
from undersigned.verifying.browser_page import browser_page
from undersigned.verifying.one_file import sources

PAGE, PROGRAM = "verify.html", "verify.pyz"


@cache
def verifiers() -> dict[str, bytes]:
    """Both verifiers as bytes, by their file names."""
    return {PROGRAM: verify_pyz(), PAGE: browser_page()}


def verify_pyz() -> bytes:
    """The program for Python: the verifier's own modules as one executable archive."""
    return stored_zip(sources())
