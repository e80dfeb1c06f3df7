"""Where everything of a site lies."""

import posixpath
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_document, a_signatory

from undersigned.publishing import addresses
from undersigned.publishing.addresses import AddressError
from undersigned.values.names import PersonalName

PART = st.text("abcXYZ019@. é", min_size=1, max_size=6).filter(lambda part: set(part) - {"."})
ADDRESS = st.lists(PART, min_size=1, max_size=5).map("/".join)


def _key(family: str, given: str | None = "Ana", place: str = "XA") -> str:
    return addresses.member_key(a_signatory(name=PersonalName(family=family, given=given), place=place))


@given(origin=ADDRESS, target=ADDRESS)
def test_a_link_leads_from_any_page_to_any_other(origin: str, target: str) -> None:
    """Resolved against the page that carries it, a link is the address it was made from."""
    resolved = posixpath.normpath(
        posixpath.join(posixpath.dirname(origin), unquote(addresses.link(origin, target)))
    )

    assert resolved == posixpath.normpath(target)


def test_a_link_keeps_its_fragment_and_stays_on_its_page() -> None:
    """A link to a part of the same page is the fragment alone."""
    assert addresses.link("en/a/b.html", "en/a/b.html#rules") == "#rules"
    assert addresses.link("en/a/b.html", "en/c.html#x") == "../c.html#x"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("GUŢU", "Ana"), ("GUȚU", "Ana")),
        (("GÜLPINAR", "Kasim"), ("GÜLPINAR", "Kasım")),
        (("GAUDI NAGY", "Ana"), ("GAUDI-NAGY", "Ana")),
        (("DE LUCA", "Anna"), ("DE", "Luca Anna")),
        (("Begaj", None), ("BEGAJ", None)),
    ],
)
def test_two_spellings_never_share_an_address(one: tuple[str, str], other: tuple[str, str]) -> None:
    """Names that fold to the same letters stay apart by the digest of what was printed."""
    assert _key(*one) != _key(*other)


def test_two_countries_never_share_an_address() -> None:
    """The same name from two delegations is two people as far as anyone knows."""
    assert _key("ÅLUND", place="XA") != _key("ÅLUND", place="XB")


def test_a_title_does_not_part_a_person_in_two() -> None:
    """Honorific and style belong to a signature, so they are no part of the address."""
    plain = PersonalName(family="DUNMOOR", given="Alexander")
    titled = PersonalName(family="DUNMOOR", given="Alexander", honorific="Lord", style="The Earl of")

    assert addresses.member_key(a_signatory(name=plain)) == addresses.member_key(a_signatory(name=titled))


def _page(family: str) -> str:
    return str(addresses.member_page("en", "concord", _key(family)))


@given(st.text(min_size=1, max_size=80))
def test_any_name_makes_an_address_that_every_file_system_reads(family: str) -> None:
    """Whatever was printed, the address holds letters of ASCII, digits and hyphens."""
    assert re.fullmatch(r"en/concord/members/[A-Za-z0-9-]+\.html", _page(family))


@pytest.mark.parametrize("slug", ["../12", "12/13", "", "12@2031", "été", ".hidden", "index"])
def test_a_slug_that_could_lead_elsewhere_is_refused(slug: str) -> None:
    """No part of an address leaves its folder or takes the place of a page of the site."""
    with pytest.raises(AddressError):
        addresses.declaration_key(a_document(slug=slug))


@pytest.mark.parametrize("label", ["2031", "2031-10-04.1", "2031-10-04/..", "newest"])
def test_an_edition_is_labelled_by_its_day(label: str) -> None:
    """A label that is not a day, or a day and a further number, is refused."""
    with pytest.raises(AddressError):
        addresses.declaration("en", "concord/written-declaration/12", ".html", label)
