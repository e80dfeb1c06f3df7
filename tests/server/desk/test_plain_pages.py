"""What a newcomer stumbled over at the desk: words that said something else than what is so."""

import re

import pytest
from tests.server.builders import AT, a_collection, a_draft, a_user
from tests.server.evidence import (
    HEADER,
    TODAY,
    a_source,
    a_table,
    brought,
    people_rows,
    subject,
    taken_in,
    uploaded,
)

from undersigned.evidence.confidentiality import Level
from undersigned.evidence.vocabularies.vocabulary import spoken
from undersigned.server.actions.followup import following
from undersigned.server.records.models import Followed
from undersigned.values.findings import passed
from undersigned.wording.words import sentence

DESK = "/desk/evidence/"
YES = {"to": "publish", "given": "yes", "on": "2026-10-01", "asked_by": "Harbour Watch"}
WHO = "Person B"


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def became(by, number=1):
    """What became of a person of the list, public, told by another source."""
    kept = following.keep_outcome(
        subject=subject("watch", number),
        source=a_source("ombudsman", by=by, title="Ombudsman"),
        said={"what": "remanded", "on": TODAY},
        place="p. 4",
        level=Level.PUBLIC,
        today=TODAY,
        by=by,
        at=AT,
    )
    assert isinstance(kept, int), kept


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "2 for certain. One more record may belong here: its day is not told exactly."),
        (
            "fr",
            "2 avec certitude. Une autre fiche pourrait en être : son jour n’est pas donné exactement.",
        ),
        ("ru", "Точно — 2. Могут относиться и другие записи (1): их день назван не точно."),
    ],
)
def test_a_count_says_that_days_leave_it_open(as_, language, says):
    """Where no match is open, none is blamed."""
    monitor = a_user(role="monitor", language=language)
    taken_in(a_table(*people_rows(2), *people_rows(1, first=10, day="2026-09")), by=monitor)
    asked = {"label": "The eve", "unit": "persons", "first": "2026-09-20", "last": "2026-09-20"}

    assert says in text(as_(monitor).post("/desk/counts/", asked, follow=True))


def test_what_is_counted_is_not_called_optional(as_, monitor):
    """It must be said of a new question; days stay optional."""
    page = as_(monitor).get("/desk/counts/").content.decode()

    assert '<label for="id_label">What is counted, in your own words</label>' in page
    assert re.search(r'<label for="id_first">From <span class="quiet">\(optional\)', page)


def test_a_list_of_outcomes_names_the_people_of_other_sources(as_, monitor):
    """By the name of the case, though it is not on this list; and who asked them is said."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    client = as_(monitor)
    client.post(DESK + "sources/watch/", YES)
    became(monitor)
    page = text(client.post(DESK + "outgoing/", {"sources": ["ombudsman"]}, follow=True))

    assert f" {WHO} Ombudsman " in page
    assert f"-{TODAY}" not in page
    assert "Harbour Watch, 1 October 2026: 1 yes" in page
    assert "Nobody is on the list" not in page


def test_reasons_that_are_alike_stand_once_and_the_file_has_each_row(as_, monitor):
    """230 rows without a day that anybody can read: one line, the first twelve of them named."""
    client = as_(monitor)
    first = taken_in(a_table(*people_rows(1)), by=monitor)
    content = a_table(*people_rows(230, first=100, day="soon"))
    said = {"file": uploaded(content, "more.csv"), "source": first.source_id}
    place = client.post(DESK + "bring/", said)["Location"]
    page = client.get(place)

    (reason,) = page.context["refused"]
    assert (len(reason.rows), reason.more) == (12, 218)
    assert "12, 13 and 218 more Day" in text(page)
    assert page.content.decode().count("<tr>") < 20
    file = client.get(place + "refused/").content.decode()
    assert len(re.findall("Person", file)) == 230


def test_the_first_list_says_which_file_took_its_refused_rows_in(as_, monitor, second_monitor):
    """By name for whoever brought that file, by day for others; what is refused again is not counted."""
    rows = people_rows(3)
    held = brought(a_table(rows[0], *[(*row[:3], "soon", *row[4:]) for row in rows[1:]]), by=monitor)
    client, place = as_(monitor), f"{DESK}lists/{held.pk}/"
    client.post(place + "take-in/")
    assert "came in with" not in text(client.get(place))
    mended = a_table(rows[1], (*rows[2][:3], "later", *rows[2][4:]))
    again = client.post(DESK + "bring/", {"file": uploaded(mended, "mended.csv"), "source": "watch"})
    client.post(again["Location"] + "take-in/")

    assert "1 of them came in with mended.csv ." in text(client.get(place))
    assert "1 of them came in with the list brought on" in text(as_(second_monitor).get(place))
    assert "came in with" not in text(client.get(again["Location"]))


def test_following_somebody_whom_the_text_does_not_name_is_told_at_once(as_, monitor, clerk):
    """Followed all the same, and not offered a second time for that text."""
    taken_in(a_table(*people_rows(1)), by=monitor)
    texts = {
        language: {"title": f"On {language}", "opening": "", "clauses": [f"{WHO} is held."]}
        for language in ("en", "fr")
    }
    silent, naming = a_collection(by=clerk), a_collection(draft=a_draft(texts_=texts), by=clerk)
    client, case = as_(monitor), f"{DESK}cases/{subject('watch', 1).pk}/"
    offered = f'<option value="{silent.pk}">'
    assert offered in client.get(case).content.decode()
    page = client.post(case + "follow/", {"collection": silent.pk}, follow=True)

    assert "The text does not print their name" in text(page)
    assert offered not in page.content.decode()
    page = client.post(case + "follow/", {"collection": naming.pk}, follow=True)
    assert "does not print their name" not in text(page)
    assert "For the signatories of" not in text(page)
    assert Followed.objects.count() == 2


def test_what_kind_of_cell_a_column_has_is_said_in_words(as_):
    """Never by the name of a type of ours."""
    monitor = a_user(role="monitor", language="ru")
    content = ",".join(HEADER).encode() + b"\n1,Person B,,20.09.2026,Quay,fine,\n"
    rows = b'{"No": 1, "Name": "Person B"}\n'
    for name, file, shapes in (("a.csv", content, ["9"]), ("b.jsonl", rows, ["целое число"])):
        said = {"file": uploaded(file, name), "publisher": name}
        page = as_(monitor).post(DESK + "bring/", said, follow=True)
        assert page.context["form"].columns[0][1] == shapes


def test_russian_days_take_no_second_full_stop(as_):
    """The sentence has its own."""
    monitor = a_user(role="monitor", language="ru")
    taken_in(a_table(*people_rows(1)), by=monitor)
    page = text(as_(monitor).get(DESK))

    assert re.search(r"\d+ [а-я]+ 20\d\d, \d\d:\d\d", page)
    assert "г." not in page


def test_how_calls_stand_is_said_in_russian():
    """The words of the vocabularies too."""
    state = {**spoken("demand", "demand", "release"), **spoken("state", "call-state", "partly")}
    one = passed("followup.call.current", clause=2, age=57, **state)

    assert sentence(one, "ru") == "освобождение: отчасти это так; дней назад: 57."
