"""The pages of collecting on paper, as clerks and others meet them."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.server.builders import (
    AT,
    a_collection,
    a_member,
    a_roll,
    a_scan,
    a_signature,
    a_user,
    signatures,
)
from tests.server.paper import a_pdf

from undersigned.declaring.questions.order import sort_key
from undersigned.declaring.roll.reading import read
from undersigned.server.desk.shown.sheets import sheet_of
from undersigned.server.records.models import Act, Collection, Scan

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square" / "roll.csv"
OPENED = date(2026, 9, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """A day of the fictional calendar: the text is open since a week."""
    for module in ("views.signing", "views.paper", "shown.comparing"):
        monkeypatch.setattr(f"undersigned.server.desk.{module}.today", lambda: OPENED + timedelta(days=7))


@pytest.fixture
def text():
    """A text of the Concord that is open, with the whole roll of Harbour Square on the shelf."""
    reading = read(EXAMPLE.read_bytes(), file="roll.csv", assembly="concord")
    a_roll(reading.roll)
    return a_collection(opened_on=OPENED)


def keys_of(text, number, skip=0):
    """Keys of members who may sign, as the page has them."""
    from undersigned.server.actions.collecting.signable import signable  # noqa: PLC0415

    choices = [one for one in signable(text).choices(OPENED) if one.seat and not one.refusals]
    return [one.key for one in choices][skip : skip + number]


def send(client, text, keys, *, file=None, day=OPENED, **more):
    upload = {"file": SimpleUploadedFile("sheet.pdf", file)} if file else {}
    return client.post(
        f"/desk/collections/{text.pk}/tick/", {"names": keys, "day": day.isoformat(), **upload, **more}
    )


def test_an_empty_list_says_what_to_do(as_, clerk):
    """Nothing is open: the page says where a text is opened."""
    answer = as_(clerk).get("/desk/collections/")

    assert "No text is open for signature" in answer.content.decode()


def test_twenty_two_names_are_ticked_from_one_sheet_and_confirmed_by_a_colleague(
    as_, clerk, second_clerk, text
):
    """One file, the ticks, one button; then the colleague's one button: the rule is met."""
    sent = send(as_(clerk), text, keys_of(text, 70)[::3][:22], file=a_pdf())
    assert (sent.status_code, text.signatures.count()) == (302, 22)

    page = as_(second_clerk).get(f"/desk/collections/{text.pk}/confirm/").content.decode()
    assert page.count("checked") == 22
    names = list(text.signatures.values_list("pk", flat=True))
    as_(second_clerk).post(f"/desk/collections/{text.pk}/confirm/", {"names": names})

    whole = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()
    assert "Enough names, confirmed by two clerks" in whole
    assert "22 of 20" in whole


def test_what_is_missing_is_said_with_the_rule(as_, clerk, second_clerk, text):
    """Nineteen names: one is short; the article is named."""
    signatures(text, 19, by=clerk, confirmed_by=second_clerk)

    page = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()

    assert "Not enough yet: 1 name missing" in page
    assert "Article 12, Rules of the Assembly of the Concord (fictional)" in page
    assert "19 of 20" in page


def test_a_refused_tick_keeps_the_scan_and_every_tick(as_, clerk, text):
    """One of three has signed already: the page comes back with all three ticked and the scan kept."""
    client, keys = as_(clerk), keys_of(text, 3)
    send(client, text, keys[:1], file=a_pdf())

    answer = send(client, text, keys, file=a_pdf(2))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a signature on this seat already" in page
    assert all(f'value="{key}" checked' in page for key in keys[1:])
    newest = Scan.objects.order_by("-uploaded_at").first()
    assert f'<option value="{newest.pk}" selected>' in page
    assert text.signatures.count() == 1


def test_the_same_scan_twice_is_kept_once(as_, clerk, text):
    """Two batches from one file share the scan."""
    client, keys, sheet = as_(clerk), keys_of(text, 2), a_pdf()
    send(client, text, keys[:1], file=sheet)
    send(client, text, keys[1:], file=sheet)

    assert Scan.objects.count() == 1
    assert len(set(text.signatures.values_list("scan", flat=True))) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>not a scan", "not a PDF, JPEG or PNG"),
        (b"%PDF-1.7 and then nothing", "damaged, or was cut off"),
        (b"\xff\xd8\xff\xe0 cut off", "damaged, or was cut off"),
    ],
    ids=["another-kind", "broken-pdf", "half-a-picture"],
)
def test_what_is_no_scan_is_refused_beside_its_field(as_, clerk, text, content, words):
    """Whatever its name says; the ticks stay."""
    keys = keys_of(text, 1)

    answer = send(as_(clerk), text, keys, file=content)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'value="{keys[0]}" checked' in page
    assert not Scan.objects.exists()


def test_a_tick_without_a_scan_says_what_it_needs(as_, clerk, second_clerk, text):
    """It is on the list, waits, and the page to confirm says why it is not there."""
    send(as_(clerk), text, keys_of(text, 1))

    whole = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()
    confirming = as_(second_clerk).get(f"/desk/collections/{text.pk}/confirm/").content.decode()

    assert "no scan" in whole
    assert "1 name has no scan yet" in confirming


def test_a_scan_can_be_attached_afterwards(as_, clerk, text):
    """On the name's own page, once."""
    send(as_(clerk), text, keys_of(text, 1))
    name = text.signatures.get()
    address = f"/desk/collections/{text.pk}/names/{name.pk}/"

    as_(clerk).post(address + "scan/", {"file": SimpleUploadedFile("a.pdf", a_pdf())})
    again = as_(clerk).post(address + "scan/", {"file": SimpleUploadedFile("b.pdf", a_pdf(2))}, follow=True)

    name.refresh_from_db()
    assert name.scan.name == "a.pdf"
    assert "has a scan already" in again.content.decode()


def test_the_same_clerk_is_not_offered_her_own_names_and_is_refused_if_she_sends_them(as_, clerk, text):
    """The page lists them apart; a form made by hand is refused in words."""
    send(as_(clerk), text, keys_of(text, 1), file=a_pdf())
    name = text.signatures.get()
    address = f"/desk/collections/{text.pk}/confirm/"

    page = as_(clerk).get(address).content.decode()
    answer = as_(clerk).post(address, {"names": [name.pk]})

    assert "Ticked by yourself" in page
    assert 'type="checkbox"' not in page
    assert answer.status_code == 422
    assert "so another clerk must confirm it" in answer.content.decode()


def test_a_scan_is_for_clerks_only(as_, clerk, text):
    """Not for a drafter, a reader, a member, an administrator; nor under another text's address."""
    scan = a_scan(collection=text, by=clerk, content=a_pdf())
    address = f"/desk/collections/{text.pk}/scans/{scan.pk}/"

    for role in ("drafter", "reader", "member", "administrator"):
        assert as_(a_user(role=role)).get(address).status_code == 403
    elsewhere = f"/desk/collections/{a_collection().pk}/scans/{scan.pk}/"
    assert as_(clerk).get(elsewhere).status_code == 404


def test_a_pdf_is_handed_over_and_shown_as_pictures(as_, clerk, text):
    """No browser opens a stranger's PDF: the page has pictures of its pages, the file is a download."""
    scan = a_scan(collection=text, by=clerk, content=a_pdf(2))
    address = f"/desk/collections/{text.pk}/scans/{scan.pk}/"

    whole, second, third = (as_(clerk).get(address + part) for part in ("", "2.png", "3.png"))

    assert whole["Content-Disposition"].startswith("attachment")
    assert whole.content == a_pdf(2) or whole.content.startswith(b"%PDF")
    assert second.content.startswith(b"\x89PNG")
    assert "sandbox" in second["Content-Security-Policy"]
    assert third.status_code == 404


def test_a_search_finds_any_spelling_and_both_homonyms(as_, clerk):
    """Accents and aliases do not matter; two members of one name both come; who has left says why."""
    text = a_collection(opened_on=OPENED)
    since = date(2025, 1, 1)
    a_member(family="ÆVARSEN", given="Ída", from_on=since, aliases=[["EVARSEN", "Ida"]])
    a_member(family="HOLM", given="Kari", delegation="XA", from_on=since)
    a_member(family="HOLM", given="Kari", delegation="XB", from_on=since)
    gone = a_member(family="HOLMEN", given="Nils", from_on=since)
    gone.mandates.update(until_on=OPENED)
    address = f"/desk/collections/{text.pk}/find/"

    spelt, homonyms = (as_(clerk).get(address, {"q": asked}).content.decode() for asked in ("evars", "holm"))

    assert "ÆVARSEN" in spelt
    assert homonyms.count("<strong>HOLM</strong>") == 2
    assert "Northland" in homonyms
    assert "Fjordland" in homonyms
    assert "disabled" in homonyms.partition("HOLMEN")[0].rpartition("<button")[2]
    assert "HOLMEN Nils had no seat on 29 September 2026." in homonyms


def test_whoever_was_named_first_is_waited_for_and_nobody_else_is_called_first(as_, clerk, text):
    """Named at opening, not signed yet: no other name has the mark, and the page says who is missing."""
    first, other = a_member(family="ZEALAND"), a_member(family="ASH")
    Collection.objects.filter(pk=text.pk).update(first_signer=first)
    a_signature(collection=text, member=other, by=clerk)
    mark = '<span class="tag">first</span>'

    before = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()
    a_signature(collection=text, member=first, by=clerk)
    after = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()

    assert mark not in before
    assert "ZEALAND Given, named as first signer, has not signed yet." in before
    assert after.count(mark) == 1
    assert "has not signed yet" not in after


def test_a_substitute_is_shown_with_whose_place_is_taken(as_, clerk):
    """Where names are ticked, where they are searched, and on the name's own page."""
    since = date(2025, 1, 1)
    principal = a_member(family="ALDER", from_on=since)
    stand_in = a_member(family="BIRCH", role="substitute", from_on=since)
    stand_in.mandates.update(substitute_for=principal)
    text = a_collection(opened_on=OPENED)
    name = a_signature(collection=text, member=stand_in, by=clerk)
    client = as_(clerk)
    pages = [
        client.get(f"/desk/collections/{text.pk}/{part}").content.decode()
        for part in ("?q=birch", f"names/{name.pk}/")
    ]

    assert all("substitute for ALDER Given" in one for one in pages)


def test_without_scripts_the_search_is_a_page(as_, clerk, text):
    """The same members, found by a button, ticked by a button."""
    page = as_(clerk).get(f"/desk/collections/{text.pk}/", {"q": "garneval"}).content.decode()

    assert "<strong>GARNEVAL</strong>" in page
    assert 'name="names"' in page


def test_a_wrong_tick_is_taken_back_on_its_page(as_, clerk, text):
    """Without a reason the page comes back and says so."""
    send(as_(clerk), text, keys_of(text, 1))
    name = text.signatures.get()
    address = f"/desk/collections/{text.pk}/names/{name.pk}/"

    silent = as_(clerk).post(address + "take-back/", {"reason": ""})
    said = as_(clerk).post(address + "take-back/", {"reason": "Read the wrong line."}, follow=True)

    assert (silent.status_code, said.status_code) == (422, 200)
    assert "There is no reason." in silent.content.decode()
    assert "Nobody has signed yet" in said.content.decode()
    assert Act.objects.filter(kind="tick-taken-back", by=clerk).exists()


def test_a_confirmed_name_is_withdrawn_and_stays_to_be_seen(as_, clerk, second_clerk, text):
    """The Concord allows it until the list closes; the ground is shown."""
    (name,) = signatures(text, 1, by=clerk, confirmed_by=second_clerk)

    page = as_(clerk).get(f"/desk/collections/{text.pk}/names/{name.pk}/").content.decode()
    after = as_(clerk).post(
        f"/desk/collections/{text.pk}/names/{name.pk}/withdraw/",
        {"reason": "Letter of 28 September."},
        follow=True,
    )

    assert "Withdraw the name" in page
    assert "Letter of 28 September." in after.content.decode()


def test_a_ruling_is_recorded_with_its_reason(as_, clerk, text):
    """Who decides stands there already; the reason must be written."""
    address = f"/desk/collections/{text.pk}/ruling/"
    said = {"admitted": "yes", "decided_by": "President of the Assembly", "decided_on": "2026-09-28"}

    empty = as_(clerk).get(address).content.decode()
    silent = as_(clerk).post(address, said)
    done = as_(clerk).post(address, {**said, "reason": "Nothing stands against it."}, follow=True)

    assert 'value="President of the Assembly"' in empty
    assert silent.status_code == 422
    assert "Nothing stands against it." in done.content.decode()


def test_the_window_is_said_and_so_is_an_unknown_day(as_, clerk, text):
    """Before tabling as a condition; once tabled as a day; where the calendar is silent, that it is."""
    before = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()
    tabled = a_collection(opened_on=OPENED, tabled_on=date(2026, 10, 6))
    after = as_(clerk).get(f"/desk/collections/{tabled.pk}/").content.decode()
    unknown = a_collection(opened_on=OPENED, tabled_on=date(2027, 1, 26))
    silent = as_(clerk).get(f"/desk/collections/{unknown.pk}/").content.decode()

    assert "if tabled today" in before
    assert "closes on 29 January 2027" in after.replace("Jan. 29, 2027", "29 January 2027")
    assert "2027-04, on a day not known yet" in silent


def test_the_sheet_leaves_out_who_has_signed(as_, clerk, text):
    """A PDF made for print, by another name as soon as somebody has signed."""
    first = as_(clerk).get(f"/desk/collections/{text.pk}/sheet.pdf")
    send(as_(clerk), text, keys_of(text, 1))
    second = as_(clerk).get(f"/desk/collections/{text.pk}/sheet.pdf")

    assert first.content.startswith(b"%PDF-")
    assert first["Content-Disposition"] != second["Content-Disposition"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("page", ["", "tick/", "confirm/", "ruling/"])
def test_every_page_stands_in_both_languages(as_, text, clerk, page, language):
    """No finding without words, no page that fails in French."""
    signatures(text, 2, by=clerk, confirmed_by=a_user())
    a_signature(collection=text, member=a_member(delegation="XQ", role="observer"), by=clerk)
    reader = a_user(role="clerk", language=language)

    answer = as_(reader).get(f"/desk/collections/{text.pk}/{page}")

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_the_page_asks_few_questions_of_the_database(
    as_, clerk, second_clerk, text, django_assert_max_num_queries
):
    """The number does not grow with the names."""
    signatures(text, 25, by=clerk, confirmed_by=second_clerk)
    client = as_(clerk)

    with django_assert_max_num_queries(12):
        names = client.get(f"/desk/collections/{text.pk}/")
    with django_assert_max_num_queries(16):
        ticking = client.get(f"/desk/collections/{text.pk}/tick/")

    assert (names.status_code, ticking.status_code) == (200, 200)


def test_every_address_on_the_page_leads_somewhere(as_, clerk, second_clerk, text):
    """Names and scans lie below the address of their text, and are there."""
    signatures(text, 2, by=clerk, confirmed_by=second_clerk)
    client = as_(clerk)

    page = client.get(f"/desk/collections/{text.pk}/").content.decode()
    addresses = set(re.findall(rf'href="(/desk/collections/{text.pk}/(?:names|scans)/[^"]+)"', page))

    assert len(addresses) == 3
    assert {client.get(one).status_code for one in addresses} == {200}


@pytest.mark.parametrize("role", ["drafter", "reader", "administrator"])
def test_who_only_looks_is_offered_no_act(as_, text, clerk, second_clerk, role):
    """No search to tick from, no scan, no page of a name."""
    (name,) = signatures(text, 1, by=clerk, confirmed_by=second_clerk)

    page = as_(a_user(role=role)).get(f"/desk/collections/{text.pk}/").content.decode()

    assert name.member.family in page
    assert "/tick/" not in page
    assert "/scans/" not in page
    assert "/names/" not in page


def test_a_search_keeps_the_day_and_the_sheet_that_were_chosen(as_, clerk, text):
    """Sent as a form it leads back to the page with both, and without the form's secret in the address."""
    a_scan(collection=text, by=clerk, content=a_pdf())
    newest = a_scan(collection=text, by=clerk, content=a_pdf(2), name="sheet-2.pdf")
    client, address = as_(clerk), f"/desk/collections/{text.pk}/"
    chosen = {"q": "a", "day": "2026-09-24", "csrfmiddlewaretoken": "x" * 64}

    fresh = client.get(address).content.decode()
    sent = client.post(f"{address}find/", {**chosen, "kept": "none"})
    page = client.get(sent["Location"]).content.decode()

    assert f'<option value="{newest.pk}" selected>' not in fresh
    assert sent["Location"] == f"{address}?day=2026-09-24&kept=none&q=a#names"
    assert '<option value="none" selected>' in page
    assert 'name="day" type="date" value="2026-09-24"' in page


def test_a_name_added_by_search_is_never_put_on_a_sheet_silently(as_, clerk, text):
    """Without a choice it is refused and stays ticked; "without a scan" it has none; then its sheet."""
    scan = a_scan(collection=text, by=clerk, content=a_pdf())
    client, keys = as_(clerk), keys_of(text, 2)

    unsaid = send(client, text, keys[:1], q="a", kept="")
    without = send(client, text, keys[:1], q="a", kept="none")
    on_it = send(client, text, keys[1:], q="a", kept=scan.pk)

    assert unsaid.status_code == 422
    assert "Choose the sheet on which the name stands" in unsaid.content.decode()
    assert f'value="{keys[0]}" checked' in unsaid.content.decode()
    assert without["Location"].endswith("?day=2026-09-22&kept=none#names")
    assert on_it["Location"].endswith(f"&kept={scan.pk}#names")
    assert {*text.signatures.values_list("scan", flat=True)} == {None, scan.pk}


def test_names_that_wait_are_told_apart_from_those_that_count(as_, clerk, second_clerk, text):
    """Nineteen confirmed and three that wait are not enough, and say so in figures."""
    signatures(text, 19, by=clerk, confirmed_by=second_clerk)
    scan = text.scans.get()
    for _ in range(3):
        a_signature(collection=text, member=a_member(), by=clerk, scan=scan)

    short = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()
    waiting = text.signatures.filter(confirmed_at=None)
    waiting.exclude(pk=waiting.first().pk).update(confirmed_at=AT, confirmed_by=second_clerk)
    enough = as_(clerk).get(f"/desk/collections/{text.pk}/").content.decode()

    assert "19 confirmed + 3 waiting, of 20" in short
    assert "Enough names; 3 of them wait to be confirmed" in short
    assert "21 confirmed + 1 waiting, of 20" in enough
    assert "Enough names, confirmed by two clerks; 1 more waits" in enough


def test_only_who_may_confirm_is_led_to_it(as_, clerk, second_clerk, text):
    """Not who ticked them all; nobody for a name without a scan; the desk's first page says the same."""
    send(as_(clerk), text, keys_of(text, 1))
    send(as_(clerk), text, keys_of(text, 1, skip=1), file=a_pdf())
    address = f"/desk/collections/{text.pk}/"
    offered = f'href="{address}confirm/"'

    own, others = (as_(one).get(address).content.decode() for one in (clerk, second_clerk))
    own_home, others_home = (as_(one).get("/desk/").content.decode() for one in (clerk, second_clerk))

    assert offered not in own
    assert offered in others
    assert "for you to confirm" not in own_home
    assert "1 waits for you to confirm" in others_home


def test_names_are_compared_in_the_order_of_the_sheet(as_, clerk, second_clerk, text):
    """By delegation and line, with the number that the printed sheet has, in both languages."""
    send(as_(clerk), text, keys_of(text, 60)[::-7], file=a_pdf())
    sheet = sheet_of(text, OPENED, "en")
    printed = [line.number for one in sheet.delegations for line in one.lines]
    second_clerk.language = "fr"
    second_clerk.save()

    page = as_(second_clerk).get(f"/desk/collections/{text.pk}/confirm/").content.decode()
    numbers = [int(one) for one in re.findall(r'<span class="quiet">(?:No\.|n°)\s(\d+)</span>', page)]
    left_out = sorted({*range(1, max(printed) + 1)} - {*printed})

    assert len(numbers) == 9
    assert numbers == sorted(numbers)
    assert numbers == left_out


def test_the_sheet_has_one_order_in_every_language(text):
    """Delegations by their English labels, members by the alphabet; each line keeps its number."""
    english, french = (sheet_of(text, OPENED, language) for language in ("en", "fr"))
    lines = [[line for one in sheet.delegations for line in one.lines] for sheet in (english, french)]

    assert [one.name for one in lines[0]] == [one.name for one in lines[1]]
    assert [one.number for one in lines[0]] == list(range(1, len(lines[0]) + 1))
    assert [one.label for one in english.delegations] == sorted(one.label for one in english.delegations)
    for delegation in english.delegations:
        names = [one.name for one in delegation.lines]
        assert names == sorted(names, key=sort_key)


def test_the_second_clerk_stays_until_no_sheet_waits(as_, clerk, second_clerk, text):
    """Two scans: the button names each, and after the first the page of the second is there."""
    keys = keys_of(text, 2)
    for at, key in enumerate(keys):
        send(as_(clerk), text, [key], file=a_pdf(at + 1))
    address, client = f"/desk/collections/{text.pk}/confirm/", as_(second_clerk)
    first, second = text.signatures.order_by("ticked_at", "id").values_list("pk", flat=True)

    page = client.get(address).content.decode()
    after_one = client.post(address, {"names": [first]})["Location"]
    after_both = client.post(address, {"names": [second]})["Location"]

    assert page.count("I see these signatures on sheet.pdf") == 2
    assert (after_one, after_both) == (address, f"/desk/collections/{text.pk}/")
