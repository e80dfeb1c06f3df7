"""The order of names, on the data it was learned from and on names made for it."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undersigned.declaring.questions import order
from undersigned.values.names import PersonalName

LETTERS = "ABCÅÄÆČDĐÐEİıIŁLØÖOŘSŞTÞÜZŽß'- aeio"


def name(family, given=None):
    return PersonalName(family=family, given=given)


@pytest.fixture(scope="module")
def complete_lists(shared):
    """All complete lists in capitals that were copied in English, so that no list counts twice."""
    records = (shared / "data" / "pace-declarations.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        [name(row["family"], row["given"]) for row in record["signatories"]]
        for record in map(json.loads, records)
        if record["complete"] and record["language"] == "en" and "SURNAME" in record["list_form"]
    ]


def violations(lists, key):
    """How many neighbours after the first signer stand against a key."""
    return sum(key(after) < key(before) for names in lists for before, after in pairwise(names[1:]))


def test_no_complete_list_violates_the_order(complete_lists):
    """27 lists with 651 pairs of neighbours agree with the key, without exception."""
    pairs = sum(len(names) - 2 for names in complete_lists)

    assert (len(complete_lists), pairs) == (27, 651)
    assert sum(len(order.descents(names)) for names in complete_lists) == 0
    assert violations(complete_lists, order.sort_key) == 0


def particles_kept(one):
    return order._folded(one.family), order._folded(one.given or "")


def apostrophe_as_a_character(one):
    surname = order._without_particles(one.family)
    kept = "'".join(order._folded(part) for part in surname.replace("’", "'").split("'"))
    return kept, order._folded(one.given or "")


def code_points(one):
    return one.family, one.given or ""


@pytest.mark.parametrize(
    ("rejected", "count"), [(particles_kept, 18), (apostrophe_as_a_character, 3), (code_points, 43)]
)
def test_each_rejected_key_fails_on_the_data(complete_lists, rejected, count):
    """The key is no accident: what looks as plausible is contradicted."""
    assert violations(complete_lists, rejected) == count


@pytest.mark.parametrize(
    ("family", "stands_as"),
    [
        ("De SUTTER", "SUTTER"),
        ("de BRUIJN-WEZEMAN", "BRUIJNWEZEMAN"),
        ("Van der MAELEN", "MAELEN"),
        ("van de VEN", "VEN"),
        ("de PUIG i OLIVE", "PUIG I OLIVE"),
        ("DE PIETRO", "DE PIETRO"),
        ("DEBONO GRECH", "DEBONO GRECH"),
        ("O'REILLY", "OREILLY"),
        ("O’REILLY", "OREILLY"),
        ("LE BORGN'", "LE BORGN"),
        ("HERASYM'YUK", "HERASYMYUK"),
        ("d’ALBRET", "ALBRET"),
        ("Ó FICTIÚIL", "O FICTIUIL"),
        ("McDONALD", "MCDONALD"),
        ("MIßFELDER", "MISSFELDER"),
        ("ÆVARSDÓTTIR", "AEVARSDOTTIR"),
        ("ÞORSTEINSSON", "THORSTEINSSON"),
        ("DİŞLİ", "DISLI"),
        ("KOŁODZIEJ", "KOLODZIEJ"),
        ("ĐAKIĆ", "DAKIC"),
        ("Alis Font", "ALIS FONT"),
        ("de la Torre", "TORRE"),
        ("", ""),
    ],
)
def test_a_surname_stands_where_its_letters_put_it(family, stands_as):
    """Particles, accents and apostrophes do not decide; capitals do."""
    assert order.sort_key(name(family))[0] == stands_as


def test_the_given_name_decides_among_equal_surnames():
    """Two members of one surname stand by their given names."""
    later, earlier = name("ÁRNASON", "Vilhjálmur"), name("ÁRNASON", "Mörður")

    assert order.in_order([name("ZED"), later, earlier]) == (name("ZED"), earlier, later)


def test_two_names_swapped_are_found_where_they_stand():
    """The place is that of the name which comes too late."""
    swapped = [name("NORD"), name("ABEL"), name("CARL"), name("BERN"), name("DORN")]

    assert [(found.index, found.before.family, found.after.family) for found in order.descents(swapped)] == [
        (3, "CARL", "BERN")
    ]


def test_the_first_signer_stands_outside_the_alphabet():
    """Who comes first tabled the text, whatever the name."""
    assert not order.descents([name("ZED"), name("ABEL"), name("BERN")])


@given(st.lists(st.builds(name, family=st.text(LETTERS, max_size=8), given=st.text(LETTERS, max_size=4))))
def test_a_list_put_in_order_has_no_descent_and_the_same_names(names):
    """Ordering loses nobody, keeps the first and leaves nothing to find."""
    ordered = order.in_order(names)

    assert not order.descents(ordered)
    assert ordered[:1] == tuple(names[:1])
    assert sorted(map(str, ordered)) == sorted(map(str, names))
