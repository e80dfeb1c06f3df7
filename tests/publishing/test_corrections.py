"""Where to ask for a correction: what may be given, and where the page leads."""

import pytest

from undersigned.publishing.corrections import CorrectionsError, corrections_address, corrections_link
from undersigned.publishing.frame import Settings


@pytest.mark.parametrize(
    ("given", "address", "link"),
    [
        ("desk@concord.example", "desk@concord.example", "mailto:desk@concord.example"),
        ("mailto:desk@concord.example", "desk@concord.example", "mailto:desk@concord.example"),
        ("a+b@concord.example", "a+b@concord.example", "mailto:a+b@concord.example"),
        (
            "https://concord.example/ask?x=1",
            "https://concord.example/ask?x=1",
            "https://concord.example/ask?x=1",
        ),
        ("1 Quay, Harbour Square", "1 Quay, Harbour Square", None),
        ("The desk: 1 Quay", "The desk: 1 Quay", None),
    ],
)
def test_mail_web_and_post_are_addresses(given: str, address: str, link: str | None) -> None:
    """The first two are links; the `@` of a mail address stays as it is."""
    assert corrections_address(given) == address
    assert corrections_link(address) == link


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "ftp://concord.example",
        "https://",
        "https:// concord.example",
        "mailto:nobody",
        "mailto:a@concord.example?bcc=b@concord.example",
        "java\nscript:alert(1)",
        "",
        " ",
    ],
)
def test_anything_else_is_refused(given: str) -> None:
    """By the command and by whoever builds a site without it."""
    with pytest.raises(CorrectionsError, match="mail address"):
        corrections_address(given)
    with pytest.raises(CorrectionsError):
        Settings(corrections=given)
