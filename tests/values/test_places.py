"""Countries by code, and codes that no country will have."""

import pytest

from undersigned.values.places import country, is_user_assigned


def test_a_country_has_a_name_in_both_languages():
    """The everyday name, not an assembly's spelling."""
    assert country("SK").name == {"en": "Slovakia", "fr": "Slovaquie"}
    assert country("XA") is None


@pytest.mark.parametrize(
    ("code", "free"), [("XA", True), ("QM", True), ("AA", True), ("ZZ", True), ("QA", False), ("FR", False)]
)
def test_user_assigned_codes_are_those_of_the_standard(code, free):
    """AA, QM to QZ, XA to XZ, ZZ."""
    assert is_user_assigned(code) is free
