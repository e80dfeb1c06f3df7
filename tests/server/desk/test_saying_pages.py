"""What a source says, entered over HTTP: from a case, from a source; put right, taken back, withheld."""

import re

import pytest
from tests.server.builders import a_collection, a_user
from tests.server.evidence import a_source, a_table, people_rows, subject, taken_in

from undersigned.evidence.properties import properties
from undersigned.server.desk.shown.property_labels import _KINDS
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    Act,
    ClaimWithdrawal,
    EvidenceSource,
    Followed,
    KeptClaim,
    LinkDecision,
)

DESK = "/desk/evidence/"
WHERE = {"place": "p. 4", "quotation": "", "language": "en", "level": "restricted"}


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def case(monitor):
    """The address of somebody's case."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    return f"{DESK}cases/{subject('watch', 1).pk}/"


def test_a_proceeding_from_the_page_of_a_case(as_, monitor, case):
    """The kinds, the form in boxes of its properties, what was kept beside its source; the same again."""
    client = as_(monitor)
    assert "A proceeding" in text(client.get(case + "say/"))
    page = text(client.get(case + "say/proceeding/"))
    assert "Day of the verdict" in page
    said = {**WHERE, "title": "Gazette", "is-court": "Harbour court", "is-verdict-on": "2026-10"}
    said |= {"is-verdict": "convicted", "is-sentence": ["fine", "suspended"], "as-judge": "sought-not-found"}

    kept = client.post(case + "say/proceeding/", said, follow=True)
    assert "7 claims were kept" in text(kept)
    shown = text(client.get(case))
    for words in (
        "A proceeding Gazette",
        "convicted",
        "2026-10",
        "Gazette, p. 4",
        "sought and not found",
    ):
        assert words in shown
    source = EvidenceSource.objects.get(title="Gazette")
    again = client.post(case + "say/proceeding/", {**said, "title": "", "source": source.pk}, follow=True)
    assert "on record already" in text(again)


def test_what_is_wrong_stands_beside_its_box_and_leaves_nothing(as_, monitor, case):
    """The number of claims and of sources is as before; what was typed is still there."""
    before = KeptClaim.objects.count()
    said = {**WHERE, "title": "Gazette", "is-charged": "1 Feb", "is-court": "Harbour court"}
    answer = as_(monitor).post(case + "say/proceeding/", said)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="id_is-charged_error"' in page
    assert "2019-02-01/2019-02-05" in page
    assert 'value="Harbour court"' in page
    assert (KeptClaim.objects.count(), EvidenceSource.objects.count()) == (before, 1)
    nowhere = as_(monitor).post(case + "say/proceeding/", {**WHERE, "is-court": "Harbour court"})
    assert "Choose the source" in text(nowhere)
    denied = as_(monitor).post(case + "say/proceeding/", {**said, "is-charged": "", "as-charged": "denied"})
    assert "not said what the source denies" in text(denied)


def test_a_recommendation_from_the_page_of_a_source_is_followed_for_a_text(as_, monitor, clerk, case):
    """It is about nobody, or about cases that are named; it stands on the page of its source."""
    source, collection = a_source("committee", by=monitor), a_collection(by=clerk)
    place = f"{DESK}sources/{source.pk}/say/recommendation/"
    said = {**WHERE, "is-body": "Committee", "is-paragraph": "17", "is-state": "not"}
    client = as_(monitor)
    client.post(place, {**said, "collection": collection.pk})

    page = text(client.get(f"{DESK}sources/{source.pk}/"))
    assert "A recommendation" in page
    assert "not followed" in page
    assert Followed.objects.get().collection == collection
    wrong = client.post(place, {**said, "is-symbol": "X/1", "persons": "Nobody Known"})
    assert "Line 1: no case has this name" in text(wrong)
    named = {**said, "is-symbol": "X/1", "persons": f"Person B\nhttps://desk.example{case}\n{case}"}
    assert client.post(place, named).status_code == 302
    assert "A recommendation" in text(client.get(case))


def test_a_person_who_is_in_no_list_gets_a_case(as_, monitor):
    """From the page of a source; without a name it is refused."""
    source = a_source("radio", by=monitor)
    client, place = as_(monitor), f"{DESK}sources/{source.pk}/say/person/"
    assert client.post(place, {**WHERE, "is-occupation": "teacher"}).status_code == 422
    answer = client.post(place, {**WHERE, "is-name": "Nadia Holt\nNadja Holt", "is-occupation": "teacher"})

    page = text(client.get(answer["Location"]))
    assert "Nadia Holt; Nadja Holt" in page or "Nadja Holt; Nadia Holt" in page
    assert "Nadia Holt" in text(client.get(DESK + "cases/?search=holt"))


def test_another_source_of_a_person_asks_how_that_is_known(as_, monitor, case):
    """And the decision can be seen, and taken back, on the page."""
    client, said = as_(monitor), {**WHERE, "title": "Gazette", "is-occupation": "teacher"}
    refused = client.post(case + "say/person/", said)
    assert 'id="id_why_error"' in refused.content.decode()
    client.post(case + "say/person/", {**said, "why": "same address"})

    assert LinkDecision.objects.get().what == "same"
    assert "same address" in text(client.get(case))


def test_a_claim_is_put_right_and_taken_back_on_its_case(as_, monitor, case):
    """Prefilled; the page then shows what stands, and folded what was."""
    client = as_(monitor)
    row = standing_rows().get(subject=subject("watch", 1), value__said__property="place")
    place = f"{DESK}claims/{row.pk}/"
    form = client.get(place + "correct/").content.decode()
    assert 'value="Quay"' in form
    client.post(place + "correct/", {**WHERE, "is-place": "Old quay", "level": "public"})
    shown = text(client.get(case))
    assert "Old quay" in shown
    assert "1 claim was taken back or put right" in shown
    assert client.get(place + "correct/").status_code == 404

    outcome = standing_rows().get(subject=subject("watch", 1), value__said__property="outcome")
    back = f"{DESK}claims/{outcome.pk}/take-back/"
    assert client.post(back, {"reason": "", "words": ""}).status_code == 422
    assert client.post(back, {"reason": "source"}).status_code == 302
    assert "The source took it back" in text(client.get(case))
    assert ClaimWithdrawal.objects.get().reason == "source"


def test_a_thing_is_added_to_and_taken_back_whole(as_, monitor, case):
    """A detention that was somebody else's goes in one act, and its person stays."""
    client, of = as_(monitor), subject("watch", 1)
    thing = f"{DESK}things/{of.pk}/detention/"
    client.post(thing + "add/", {**WHERE, "is-authority": "Harbour police"})
    assert "Harbour police" in text(client.get(case))

    assert "5 claims" in text(client.get(thing + "take-back/"))
    client.post(thing + "take-back/", {"reason": "somebody-else"})
    left = standing_rows().filter(subject=of).values_list("value__said__kind", flat=True)
    assert set(left) == {"person"}
    assert client.get(thing + "take-back/").status_code == 404


def test_what_is_withheld_is_entered_by_all_and_read_by_named_readers(as_, monitor, second_monitor, case):
    """It stands on no page but theirs, in no message and in no act; whoever is no reader changes nothing."""
    said = {**WHERE, "title": "Witness three", "level": "withheld", "is-court": "Witnessova court"}
    kept = as_(monitor).post(case + "say/proceeding/", said, follow=True)
    assert "Witnessova" not in text(kept)
    assert "Nobody may read what this source withholds" in text(kept)
    source = EvidenceSource.objects.get(title="Witness three")
    rows = KeptClaim.objects.filter(source=source)
    assert set(rows.values_list("level", "value__said")) == {("withheld", None)}
    assert "Witnessova" not in str(list(Act.objects.values_list("particulars", flat=True)))

    for row in rows:
        for act in ("correct", "take-back"):
            assert as_(monitor).get(f"{DESK}claims/{row.pk}/{act}/").status_code == 403
    thing = rows[0].subject_id
    assert as_(monitor).get(f"{DESK}things/{thing}/proceeding/add/").status_code == 403
    assert as_(monitor).get(f"{DESK}things/{thing}/proceeding/take-back/").status_code == 403
    as_(monitor).post(f"{DESK}sources/{source.pk}/readers/", {"email": second_monitor.email})
    reader = as_(second_monitor)
    shown = reader.post(case + "withheld/").content.decode()
    assert "Witnessova court" in shown
    (claim,) = re.findall(r"claims/([0-9a-f]{64})/correct/", shown)
    place = f"{DESK}claims/{claim}/correct/"
    assert "Witnessova" not in reader.get(place).content.decode()
    reader.post(place, {**WHERE, "is-court": "Another court", "level": "withheld"})
    assert "Another court" in text(reader.post(case + "withheld/"))


def test_a_whole_thing_is_withheld_on_its_page(as_, monitor, case):
    """After one question; a person is withheld claim by claim."""
    client = as_(monitor)
    client.post(case + "say/proceeding/", {**WHERE, "title": "Gazette", "is-judge": "R. Harrow"})
    thing = standing_rows().get(value__said__property="judge").subject_id
    place = f"{DESK}things/{thing}/proceeding/withhold/"

    assert "2 claims" in text(client.get(place))
    assert "Withheld. The unencrypted copy is erased." in text(client.post(place, follow=True))
    assert "Harrow" not in text(client.get(case))
    assert client.get(place).status_code == 404
    assert client.get(f"{DESK}things/{subject('watch', 1).pk}/person/withhold/").status_code == 404


def test_what_is_withheld_of_nobody_is_read_on_the_page_of_its_source(as_, monitor, second_monitor):
    """An official named in confidence: counted for all, told to readers, who can add to it."""
    source = a_source("letter", by=monitor)
    place = f"{DESK}sources/{source.pk}/"
    as_(monitor).post(place + "say/official/", {**WHERE, "level": "withheld", "is-name": "Ruth Harrow"})

    page = text(as_(monitor).get(place))
    assert "1 claim is withheld" in page
    assert "Harrow" not in page
    assert as_(monitor).post(place + "withheld/").status_code == 403
    as_(monitor).post(place + "readers/", {"email": second_monitor.email})
    shown = as_(second_monitor).post(place + "withheld/")
    assert "Ruth Harrow" in text(shown)
    assert Act.objects.get(kind="withheld-read").by == second_monitor
    (more,) = re.findall(r"things/[0-9a-f]{32}/official/add/", shown.content.decode())
    as_(second_monitor).post(DESK + more, {**WHERE, "is-post": "prefect"})
    assert set(KeptClaim.objects.values_list("level", flat=True)) == {"withheld"}


def test_every_property_has_its_words():
    """One that is added to the evidence is never shown under its own name."""
    for one in properties().values():
        assert one.name in _KINDS[one.kind], one.path


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Une procédure", "Saisir ce que dit une source", "n’est pas une date")),
        ("ru", ("Производство", "Внести, что говорит источник", "Это не дата")),
    ],
)
def test_the_pages_speak_french_and_russian(as_, case, language, words):
    """The kinds, the headings, what is wrong beside its box."""
    client = as_(a_user(role="monitor", language=language))
    kinds = text(client.get(case + "say/"))
    wrong = client.post(case + "say/proceeding/", {**WHERE, "title": "Gazette", "is-charged": "?"})

    assert words[0] in kinds
    assert words[1] in kinds
    assert words[2] in text(wrong)
