"""Labels in a page's language, and the way back to the printed ones."""

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import a_document, a_signatory

from undersigned.publishing.pdf.labels import shown_labels, translated

few_labels = st.sampled_from(["A", "B", "C", "D"])


@given(st.lists(st.tuples(few_labels, st.one_of(st.none(), few_labels)), max_size=6))
def test_every_shown_label_leads_back_to_one_printed_one(pairs):
    """However labels clash, the printed list can be told from the shown one."""
    lines = tuple(
        a_signatory(order=order, country=printed, country_labels={"fr": french} if french else {})
        for order, (printed, french) in enumerate(pairs, start=1)
    )
    labels = shown_labels(a_document(signatories=lines), "fr")
    back = dict(translated(labels))
    assert all(back.get(shown, shown) == printed for printed, shown in labels.items())


def test_a_label_follows_the_language_of_the_page():
    """French readers read French names of places and groups."""
    labels = shown_labels(a_document(signatories=25), "fr")
    assert labels["Northland"] == "Terre-du-Nord"
    assert labels["UL"] == "GU"
    assert labels["LIB"] == "LIB"


def test_nothing_is_translated_in_the_lists_own_language():
    """An English page of an English list needs no table of labels."""
    assert not translated(shown_labels(a_document(signatories=25), "en"))
