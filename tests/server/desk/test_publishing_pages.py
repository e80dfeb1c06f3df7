"""The pages of publishing, as a clerk and others see them."""

import re

import pytest
from tests.server.builders import a_collection, a_member, a_signature, a_user
from tests.server.publishing_cases import LATER, more_names, numbered, published, ready

from undersigned.server.records.models import Edition


def at(collection, part=""):
    return f"/desk/publications/{collection.pk}/{part}"


def test_from_the_page_to_numbers_to_an_edition(as_, clerk):
    """Two presses: the numbers are given, the edition is out, its links lead to the public site."""
    collection, client = ready(), as_(clerk)

    numbers = client.post(at(collection, "number/"), follow=True).content.decode()
    assert "No. 1, Doc. 1" in numbers
    page = client.post(at(collection, "publish/"), follow=True).content.decode()

    label = Edition.objects.get().label
    for address in (
        f"en/concord/written-declaration/1@{label}.html",
        f"fr/concord/written-declaration/1@{label}.pdf",
    ):
        assert address in page


def test_one_name_short_says_what_is_missing_and_offers_no_button(as_, clerk):
    """19 of 20."""
    collection = ready(19)
    page = as_(clerk).get(at(collection, "publish/")).content.decode()

    assert "It cannot go out yet" in page
    assert "19" in page
    assert "<button>Publish" not in page
    assert as_(clerk).post(at(collection, "publish/")).status_code == 422


def test_a_name_that_waits_is_said(as_, clerk):
    """It will not be in the edition."""
    collection = numbered()
    a_signature(collection=collection, member=a_member(), by=clerk)

    assert "1 name waits for a second clerk" in as_(clerk).get(at(collection)).content.decode()


def test_a_number_already_used_is_said_beside_its_field(as_, clerk):
    """And what was typed is shown again."""
    numbered()
    answer = as_(clerk).post(at(ready(), "number/"), {"number": "1", "doc_number": "40"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_number"' in page
    assert 'value="40"' in page
    assert "The next free number is 2." in page


@pytest.mark.parametrize("typed", ["one", "-3", "99999999999999999999"])
def test_a_number_that_is_none_is_refused(as_, clerk, typed):
    """In words, not with a fault."""
    assert as_(clerk).post(at(ready(), "number/"), {"number": typed}).status_code == 422


def test_the_next_edition_says_beforehand_what_it_brings(as_, clerk, monkeypatch):
    """Four names more; without names and note it is refused, and a note is asked for."""
    monkeypatch.setattr("undersigned.server.desk.views.publishing.today", lambda: LATER)
    collection = published()
    client = as_(clerk)
    nothing = client.post(at(collection, "publish/"), {"en": "", "fr": ""})
    assert nothing.status_code == 422
    assert "no name has come or gone" in nothing.content.decode()

    more_names(collection, 4)
    assert "4 names are added:" in client.get(at(collection)).content.decode()


def test_the_preview_is_a_draft(as_, clerk):
    """A PDF in each language, or why there is none."""
    answer = as_(clerk).get(at(numbered(), "preview.fr.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")

    assert as_(clerk).get(at(a_collection(), "preview.en.pdf")).status_code == 422
    assert as_(clerk).get(at(numbered(), "preview.de.pdf")).status_code == 404


def test_the_list_of_what_is_published(as_):
    """Empty, it says what to do; then each declaration by its newest edition."""
    client = as_(a_user(role="reader"))
    assert 'class="empty"' in client.get("/desk/publications/").content.decode()

    published()
    assert re.search(r"No\. 1, Doc\. 1", client.get("/desk/publications/").content.decode())


def test_a_reader_sees_and_presses_nothing(as_):
    """The forms are a clerk's."""
    page = as_(a_user(role="reader")).get(at(numbered())).content.decode()

    assert "Nothing is missing" in page
    assert "/publish/" not in page


def test_the_number_of_queries_does_not_grow_with_the_names(as_, clerk, django_assert_max_num_queries):
    """The session, the account, the page."""
    collection = published(40)
    client = as_(clerk)
    with django_assert_max_num_queries(12):
        answer = client.get(at(collection))

    assert answer.status_code == 200


def test_a_document_number_far_from_the_last_is_asked_back_about(as_, clerk):
    """A box to say that it is meant appears with what was typed; ticked, the number is given."""
    numbered()
    collection, client = ready(), as_(clerk)
    before = client.get(at(collection)).content.decode()

    asked = client.post(at(collection, "number/"), {"number": "", "doc_number": "99999"})
    page = asked.content.decode()
    sure = client.post(at(collection, "number/"), {"number": "", "doc_number": "99999", "sure": "on"})

    assert asked.status_code == 422
    assert "Doc. 99999 is far from the last one, Doc. 1; the next is Doc. 2." in page
    assert 'type="checkbox" name="sure"' in page
    assert 'type="checkbox" name="sure"' not in before
    assert sure.status_code == 302
    assert collection.numbers.filter(number=99999).exists()


def test_what_is_published_is_linked_in_each_language_and_for_good(as_, clerk):
    """Both pages of the edition, and the address at which the newest one stands."""
    page = as_(clerk).get(at(published())).content.decode()

    for language in ("en", "fr"):
        assert f'/{language}/concord/written-declaration/1@2031-10-04.html"' in page
        assert f'/{language}/concord/written-declaration/1"' in page


def test_names_for_the_next_edition_wait_on_the_first_page(as_, clerk):
    """Confirmed and not published yet; once they are out, nothing waits."""
    collection = published()
    assert "for the next edition" not in as_(clerk).get("/desk/").content.decode()

    more_names(collection, 4)

    assert "4 names for the next edition" in as_(clerk).get("/desk/").content.decode()
