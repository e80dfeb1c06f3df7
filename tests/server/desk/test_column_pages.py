"""What the columns of a list can say at the desk: proceedings, recognitions, outcomes, and more of each."""

import re

from tests.server.evidence import handle, uploaded

from undersigned.evidence.intake.mapping import read_mapping
from undersigned.evidence.properties import properties
from undersigned.server.desk.shown.property_labels import choices, value_said
from undersigned.server.records.models import EvidenceImport, KeptClaim

DESK = "/desk/evidence/"
HEADER = "Court,No,Name,Verdict,Sentence,Article,Named by,Released on,Sentenced on,Extra"
ROWS = ('A,1,Temir A,convicted,"fine; suspended",174,Harbour Watch,03.04.2026,01.02.2026,x', "B,1,,,,,,,,")
SAYS = {
    2: "person.name",
    3: "proceeding.verdict",
    4: "proceeding.sentence",
    5: "proceeding.legal-basis",
    6: "recognition.by",
    7: "outcome.on=released",
    8: "outcome.on=sentenced",
}


def brought(client):
    """The address of a list whose columns are not named yet."""
    content = "\n".join([HEADER, *ROWS, ""]).encode()
    return client.post(DESK + "bring/", {"file": uploaded(content, "docket.csv"), "publisher": "Docket"})[
        "Location"
    ]


def named(**more):
    """What a monitor says of the columns."""
    said = {f"property-{at}": SAYS.get(at, "ignore") for at in range(10)}
    said |= {"key": "0", "key_too": "1", "dates": "day-first", "level": "restricted", "language": "en"}
    return {**said, "apart-4": ";", "needed-2": "no", "ignore-9": "nobody needs it", **more}


def test_a_docket_becomes_proceedings_recognitions_and_outcomes(as_, monitor):
    """Each on the page of its person; a release says that the list tells neither how nor under what."""
    client = as_(monitor)
    place = brought(client)
    assert client.post(place + "columns/", named()).status_code == 302
    mapping = read_mapping(EvidenceImport.objects.get().mapping.text)
    assert mapping.key == ("court", "no")
    assert mapping.language == "en"
    assert mapping.columns["extra"].ignored == "nobody needs it"
    assert mapping.columns["name"].needed is False
    client.post(place + "take-in/")

    page = client.get(f"{DESK}cases/{handle('docket', 'A|1')}/").content.decode()
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for words in (
        "A proceeding",
        "convicted",
        "suspended",
        "Named by Harbour Watch",
        "released",
        "sentenced",
    ):
        assert words in shown
    assert shown.count("What became of them Docket") == 2
    assert shown.count("not stated") >= 2
    assert KeptClaim.objects.filter(value__said__key="A|1#sentenced").count() == 3


def test_columns_of_one_outcome_stay_together(as_, monitor):
    """Where a column says how somebody was released, it is part of that release."""
    client = as_(monitor)
    place = brought(client)
    client.post(place + "columns/", named(**{"property-9": "outcome.how", "ignore-9": ""}))

    mapping = read_mapping(EvidenceImport.objects.get().mapping.text)
    released = mapping.columns["released on"]
    assert {one.path for one, _value in released.also} == {"outcome.what", "outcome.restriction"}
    assert released.of == mapping.columns["extra"].of == ""
    assert mapping.columns["sentenced on"].of == "sentenced"


def test_every_property_that_a_column_can_have_is_offered():
    """All that the format holds; only what would answer for nobody's act is not."""
    offered = {path for _kind, inner in choices()[2:] for path, _label in inner if "=" not in path}
    known = properties().values()

    assert offered == {one.path for one in known if one.type != "subject" and one.kind != "answerability"}


def test_a_word_with_a_number_is_explained_once_and_every_number_is_kept(as_, monitor):
    """The sign … stands for the number; a number that nobody understands cannot be explained away."""
    client = as_(monitor)
    cells = ("дали 5 суток", "дали 12 суток", "штраф 20 МРП", "арест 5 или 7", "арест 15 суток")
    rows = [f"{nth},Temir {'ABCDE'[nth - 1]},{cell}" for nth, cell in enumerate(cells, 1)]
    content = "\n".join(["No,Name,Outcome", *rows, ""]).encode()
    place = client.post(DESK + "bring/", {"file": uploaded(content, "arrests.csv"), "publisher": "Watch"})[
        "Location"
    ]
    says = {"property-0": "ignore", "property-1": "person.name", "property-2": "detention.outcome"}
    client.post(place + "columns/", {**says, "key": "0", "level": "restricted", "language": "ru"})

    page = client.get(place).content.decode()
    assert "Outcome: дали … суток (2)" in page
    assert "any number with that unit" in page
    assert "Outcome: арест 5 или 7" not in page
    assert "none may be lost" in page

    client.post(place + "words/", {"word-0": "administrative-arrest"})
    client.post(place + "take-in/")
    said = KeptClaim.objects.filter(value__said__kind="detention").exclude(value__said__property="person")
    kept = {(one["key"], one["property"], one["value"]) for one in said.values_list("value__said", flat=True)}
    arrest = "administrative-arrest"

    assert kept == {
        *(("1", "outcome", arrest), ("1", "days", 5), ("2", "outcome", arrest), ("2", "days", 12)),
        *(("3", "outcome", "fine"), ("3", "fine", "20 МРП"), ("5", "outcome", arrest), ("5", "days", 15)),
    }


def test_a_length_is_shown_in_words():
    """Of a sentence, and of a restriction beside what it is of."""
    assert value_said("proceeding", "sentence-length", "P3Y6M", "en") == "3 years, 6 months"
    assert (
        value_said("outcome", "restriction-length", "no-travel P1Y", "fr") == "ne peut quitter le pays, un an"
    )
    assert value_said("detention", "length", "a while", "en") == "a while"


def test_years_of_two_digits_are_explained_once_for_a_column(as_, monitor):
    """Asked only where a column has them; refused until somebody says; each column its own."""
    client = as_(monitor)
    content = b"No,Name,Born,Date\n1,Temir A,03.04.85,21.02.19\n2,Ulan B,05.06.02,01.02.20\n"
    place = client.post(DESK + "bring/", {"file": uploaded(content, "short.csv"), "publisher": "Watch"})[
        "Location"
    ]
    page = client.get(place).content.decode()
    assert 'name="years-2"' in page
    assert 'name="years-3"' in page
    assert 'name="years-1"' not in page

    says = {"property-0": "ignore", "property-1": "person.name", "property-2": "person.birth"}
    says |= {"property-3": "detention.start", "key": "0", "level": "restricted", "dates": "day-first"}
    client.post(place + "columns/", says)
    page = client.get(place).content.decode()
    assert "Take in 0 rows" in page
    assert "or one of two digits" in page

    client.post(place + "columns/", {**says, "years-2": "1927", "years-3": "2000"})
    client.post(place + "take-in/")
    days = KeptClaim.objects.filter(value__said__property__in=("birth", "start")).values_list(
        "value__said__value__date", flat=True
    )
    assert sorted(days) == ["1985-04-03", "2002-06-05", "2019-02-21", "2020-02-01"]


def test_a_column_of_witnesses_is_withheld_whatever_is_said(as_, monitor):
    """Proposed by its word; neither the level of the list nor the column's makes it milder."""
    client = as_(monitor)
    content = "№,ФИО,Свидетель\n1,Temir A,Kanareika Videlova\n".encode()
    place = client.post(DESK + "bring/", {"file": uploaded(content, "seen.csv"), "publisher": "Watch"})[
        "Location"
    ]
    page = client.get(place).content.decode()
    assert '<option value="detention.eyewitness" selected>' in page

    says = {"property-0": "ignore", "property-1": "person.name", "property-2": "detention.eyewitness"}
    client.post(place + "columns/", {**says, "key": "0", "level": "public", "level-2": "restricted"})
    assert "Videlova" not in client.get(place).content.decode()
    client.post(place + "take-in/")

    assert sorted(KeptClaim.objects.values_list("level", flat=True)) == ["public", "public", "withheld"]
    assert KeptClaim.objects.get(level="withheld").value.said is None
    assert "Videlova" not in client.get(f"{DESK}cases/{handle('watch', '1')}/").content.decode()
