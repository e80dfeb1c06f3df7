"""Names are shown from their parts, and nothing is cleaned."""

from undersigned.values.names import PersonalName


def test_a_printed_list_puts_the_surname_first():
    """The printed form has no honorific."""
    name = PersonalName(family="ÅKESDAL", given="Ingrid", honorific="Ms")

    assert name.surname_first() == "ÅKESDAL Ingrid"
    assert name.given_first() == "Ms Ingrid ÅKESDAL"


def test_a_style_in_brackets_stays_where_it_is_printed():
    """`[The Earl of]` stands before the surname on the site."""
    name = PersonalName(family="NORTHCLIFF", given="Alan", style="The Earl of")

    assert name.given_first() == "Alan [The Earl of] NORTHCLIFF"


def test_a_name_may_be_a_surname_only():
    """Lists of 2001 print no given name."""
    assert PersonalName(family="Garnier").surname_first() == "Garnier"
