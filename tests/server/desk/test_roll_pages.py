"""The roll at the desk: what is shown, who may import, and a clerk's way from a file to the roll."""

from datetime import date

import pytest
from django.urls import reverse
from tests.server.actions.sheets import ADAMS, BROOK, HAMEL, as_csv, as_workbook
from tests.server.builders import DAY, a_collection, a_member, a_signature, a_user

from undersigned.server.records.models import RollImport, RollMember

CSV = as_csv(ADAMS, BROOK, HAMEL)


def upload(client, content=CSV, name="roll.csv"):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 (Django must be set up)

    return client.post(reverse("desk:roll-import"), {"file": SimpleUploadedFile(name, content)}, follow=True)


def page(answer):
    return answer.content.decode()


def test_an_empty_roll_says_what_to_do(as_, clerk):
    """A clerk is led to the import; a reader is told that a clerk can."""
    assert reverse("desk:roll-import") in page(as_(clerk).get(reverse("desk:roll")))
    shown = page(as_(a_user(role="reader")).get(reverse("desk:roll")))
    assert reverse("desk:roll-import") not in shown
    assert "There is no roll yet" in shown


def test_a_clerk_looks_and_imports(as_, clerk):
    """Preview first, then one button."""
    client = as_(clerk)
    looked = upload(client)
    held = RollImport.objects.get()

    assert "New seats" in page(looked)
    assert RollMember.objects.count() == 0
    done = client.post(reverse("desk:roll-apply", args=[held.pk]), follow=True)

    assert "ÅKESDAL Ingrid" in page(client.get(reverse("desk:roll"), {"on": DAY}))
    assert "roll.csv" in page(done)


def test_a_file_that_would_empty_the_roll_is_questioned(as_, clerk, monkeypatch):
    """Somebody brings only what is new: the page asks before the button is pressed."""
    monkeypatch.setattr("undersigned.server.desk.views.roll.today", lambda: DAY)
    client = as_(clerk)
    upload(client)
    client.post(reverse("desk:roll-apply", args=[RollImport.objects.get().pk]))

    page_of_part = page(upload(client, as_csv(HAMEL), "new.csv"))

    assert "2 seats would go, more than half of the roll." in page_of_part
    assert "Is this the right one?" in page_of_part


def test_every_reason_is_shown_with_its_row_and_column(as_, clerk):
    """Both wrong cells of one row, where the clerk can find them."""
    wrong = ("m2", "X", "Y", "Atlantis", "guest", date(2030, 1, 1), None, "", "")
    shown = page(upload(as_(clerk), as_workbook(ADAMS, wrong), "roll.xlsx"))

    assert "row 3, column delegation" in shown
    assert "row 3, column role" in shown
    assert "Nothing can be imported: 2 things are wrong" in shown


def test_an_empty_file_is_refused_beside_its_field(as_, clerk):
    """The form says so, and nothing is kept."""
    answer = upload(as_(clerk), b"")

    assert answer.status_code == 422
    assert "The file is empty" in page(answer)
    assert RollImport.objects.count() == 0


def test_the_same_file_twice_leads_to_the_same_page(as_, clerk):
    """And says that nothing changes."""
    client = as_(clerk)
    upload(client)
    held = RollImport.objects.get()
    client.post(reverse("desk:roll-apply", args=[held.pk]))

    again = upload(client)

    assert again.redirect_chain[-1][0] == reverse("desk:roll-preview", args=[held.pk])
    assert RollImport.objects.count() == 1


def test_importing_twice_is_refused_in_words(as_, clerk):
    """A second click does no harm."""
    client = as_(clerk)
    upload(client)
    address = reverse("desk:roll-apply", args=[RollImport.objects.get().pk])
    client.post(address)

    answer = client.post(address)

    assert answer.status_code == 409
    assert "Nothing was imported" in page(answer)


def test_a_file_set_aside_stays_in_the_list(as_, clerk):
    """Nothing on the roll, nothing lost."""
    client = as_(clerk)
    upload(client)
    answer = client.post(reverse("desk:roll-set-aside", args=[RollImport.objects.get().pk]), follow=True)

    assert "set aside" in page(answer)
    assert RollMember.objects.count() == 0


@pytest.mark.parametrize("search", ["akesdal", "ÅKES", "ingrid ak", "northland lib", "liberals"])
def test_a_member_is_found_by_any_spelling(as_, clerk, search):
    """Marks, case and order of words aside; by delegation and group too."""
    a_member(code="x", family="ÅKESDAL", given="Ingrid", delegation="XA", group="LIB")
    a_member(code="y", family="BROOK", given="Tom", delegation="XB", group="SOC")

    shown = page(as_(clerk).get(reverse("desk:roll"), {"search": search, "on": DAY}))

    assert "ÅKESDAL Ingrid" in shown
    assert "BROOK" not in shown


def test_who_does_not_sit_that_day_is_found_with_the_reason(as_, clerk):
    """Nobody disappears; nobody is shown as seated."""
    a_member(code="x", family="SAPWELL", given="Tom", from_on=date(2032, 1, 1))

    shown = page(as_(clerk).get(reverse("desk:roll"), {"search": "sapwell", "on": DAY}))

    assert "not that day" in shown
    assert "sits from" in shown


def test_a_member_is_shown_with_all_days(as_, clerk):
    """Mandates and groups; and the texts, to the office alone."""
    member = a_member(family="ÅKESDAL")
    a_signature(collection=a_collection(), member=member, by=clerk)
    address = reverse("desk:roll-member", args=[member.pk])

    assert "Lamps of the harbour wall" in page(as_(clerk).get(address))
    shown = page(as_(a_user(role="reader")).get(address))
    assert "since" in shown
    assert "Lamps of the harbour wall" not in shown


def test_the_roll_costs_the_same_number_of_queries_whatever_its_size(as_, clerk, django_assert_num_queries):
    """No query a member."""
    client = as_(clerk)
    for _ in range(30):
        a_member()

    with django_assert_num_queries(8):
        answer = client.get(reverse("desk:roll"), {"on": DAY})

    assert answer.status_code == 200


def test_everything_is_said_in_french(as_):
    """A clerk who reads French."""
    client = as_(a_user(role="clerk", language="fr"))
    shown = page(upload(client))

    assert "Ce que le fichier changerait" in shown
