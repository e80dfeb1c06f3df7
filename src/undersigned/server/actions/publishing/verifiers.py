"""The verifiers that every bundle carries: one for the command line, one for any browser.

They are this program's own, written apart from each other; a bundle says that no signature covers them, and
advises to take one from elsewhere. The same program gives the same bytes.
"""

from functools import cache

from undersigned.publishing.stored_zip import stored_zip
from undersigned.verifying.browser_page import browser_page
from undersigned.verifying.one_file import sources

PAGE, PROGRAM = "verify.html", "verify.pyz"


@cache
def verifiers() -> dict[str, bytes]:
    """Both verifiers, by their names within a bundle."""
    return {PAGE: browser_page(), PROGRAM: stored_zip(sources())}
