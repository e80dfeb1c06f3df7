"""The monitors' pages, over HTTP: a list from file to count, cases, what goes out, follow-up."""

import re
from functools import partial

import pytest
from tests.server.builders import AT, a_collection, a_draft, a_user
from tests.server.evidence import (
    COLUMNS,
    EXAMPLES,
    a_source,
    a_table,
    an_example,
    brought,
    people_rows,
    subject,
    taken_in,
    uploaded,
)

from undersigned.server.actions.evidence import taking_in
from undersigned.server.records.models import (
    Act,
    ClaimTombstone,
    ConsentAnswer,
    CountQuestion,
    EvidenceImport,
    EvidenceSource,
    FigureBinding,
    Followed,
    KeptClaim,
    LinkDecision,
    OutgoingProposal,
)

DESK = "/desk/evidence/"
SAID = {
    "en": {"title": "Eve", "opening": "", "clauses": ["On the eve at least 5 people were detained."]},
    "fr": {"title": "La veille", "opening": "", "clauses": ["La veille, au moins 5 personnes arrêtées."]},
}


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_from_a_workbook_to_a_count(as_, monitor):
    """197 rows in, 3 refused with row, column, reason and what to do, as a file; then the count."""
    client = as_(monitor)
    content = (EXAMPLES / "harbour-watch.xlsx").read_bytes()
    place = client.post(DESK + "bring/", {"file": uploaded(content), "publisher": "Harbour Watch"})[
        "Location"
    ]
    page = client.get(place)
    form = page.context["form"]
    said = {name: form[name].value() or "" for name in form.fields} | {"property-6": "person.contact"}
    assert client.post(place + "columns/", said).status_code == 302

    shown = text(client.get(place))
    assert "taken in 197" in shown
    assert "refused 3" in shown
    assert "201 Задержание / дата" in shown
    assert client.post(place + "words/", {"word-0": "warning"}).status_code == 302
    assert "refused 2" in text(client.get(place))
    assert client.post(place + "take-in/").status_code == 302
    assert "taken in 198" in text(client.get(place))
    file = client.get(place + "refused/")
    assert file["Content-Disposition"].startswith('attachment; filename="refused.restricted.')
    assert file.content[:4] == b"PK\x03\x04"

    again = client.post(
        DESK + "bring/", {"file": uploaded(content), "source": EvidenceSource.objects.get().pk}, follow=True
    )
    assert "It changes nothing" in text(again)
    asked = {"label": "On the eve", "unit": "persons", "first": "2026-09-20", "last": "2026-09-20"}
    card = client.post("/desk/counts/", asked, follow=True)
    assert re.search(r"\d+ people on record , 1 source", text(card))


def test_a_form_without_a_source_or_a_file_says_so(as_, monitor):
    """With the words beside the field, and nothing kept."""
    client = as_(monitor)

    assert client.post(DESK + "bring/", {"publisher": ""}).status_code == 422
    broken = client.post(DESK + "bring/", {"file": uploaded(b"PK\x03\x04 no"), "publisher": "X"})
    assert broken.status_code == 422
    assert "cannot be opened" in text(broken)
    assert not EvidenceSource.objects.exists()


def test_columns_must_be_named_or_left_out(as_, monitor):
    """Each one, in words beside it."""
    client = as_(monitor)
    place = client.post(
        DESK + "bring/", {"file": uploaded(b"No,Name,Colour\n1,A Test,red\n"), "publisher": "X"}
    )["Location"]
    refused = client.post(place + "columns/", {"key": "0", "level": "restricted", "property-0": "ignore"})

    assert refused.status_code == 422
    assert "Say what the column holds" in text(refused)
    assert client.post(place + "look/", {"header_at": 1, "header_rows": 1}).status_code == 302


def test_progress_is_told_without_scripts(as_, monitor, monkeypatch):
    """A long list is taken in piece by piece, each by a button; set aside it cannot be any more."""
    held = brought(a_table(*people_rows(8)), by=monitor)
    monkeypatch.setattr(taking_in, "take_in", partial(taking_in.take_in, most=3))
    client, place = as_(monitor), f"{DESK}lists/{held.pk}/"
    client.post(place + "take-in/")

    assert re.search(r"3 of \d+ rows are kept", text(client.get(place)))
    client.post(place + "set-aside/")
    client.post(place + "take-in/")
    client.post(place + "take-in/")
    assert EvidenceImport.objects.get().state == "done"
    assert client.get(place + "refused/").status_code == 404
    assert client.get(place + "columns/").status_code == 404


def test_a_case_shows_every_source_and_what_differs(as_, monitor):
    """Names side by side, denied and sought-not-found among them; compared, decided, taken back."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    taken_in(a_table((1, "Persona Ab", "", "21.09.2026", "Quay", "fine")), by=monitor, source="line")
    client = as_(monitor)
    one, other = subject("watch", 1), subject("line", 1)
    case = f"{DESK}cases/{one.pk}/"

    assert "Persona Ab" in text(client.post(case, {"search": "persona"}))
    both = text(client.get(f"{case}with/{other.pk}/"))
    assert "Person B" in both
    assert "Persona Ab" in both
    assert client.post(f"{case}with/{other.pk}/", {"what": "same", "why": ""}).status_code == 422
    client.post(f"{case}with/{other.pk}/", {"what": "same", "why": "both give the telephone"})
    page = text(client.get(case))
    assert "Person B; Persona Ab" in page or "Persona Ab; Person B" in page
    assert "both give the telephone" in page
    decision = LinkDecision.objects.get()
    client.post(f"{DESK}decisions/{decision.pk}/undo/", {"why": "another row"})
    assert LinkDecision.objects.count() == 2
    assert "Persona Ab" not in text(client.get(case)).partition("Which entries are the same person")[0]


def test_what_is_withheld_is_read_by_named_readers_only(as_, monitor, second_monitor):
    """By a button of its own, and each reading is kept."""
    taken_in(a_table((1, "A Test", "", "20.09.2026", "Quay", "fine", "+999 555")), by=monitor)
    case = f"{DESK}cases/{subject('watch', 1).pk}/"
    source = f"{DESK}sources/watch/"

    assert "1 claim is withheld" in text(as_(monitor).get(case))
    assert as_(monitor).post(case + "withheld/").status_code == 403
    as_(monitor).post(source + "readers/", {"email": second_monitor.email})
    assert "+999 555" in text(as_(second_monitor).post(case + "withheld/"))
    assert Act.objects.get(kind="withheld-read").by == second_monitor
    reader = EvidenceSource.objects.get().readers.get()
    as_(monitor).post(f"{source}readers/{reader.pk}/end/")
    assert as_(second_monitor).post(case + "withheld/").status_code == 403


def test_consent_outgoing_and_a_second_person(as_, monitor, second_monitor):
    """Asked, proposed, approved by another; the list shows who asked and what stays back."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    client, other = as_(monitor), as_(second_monitor)
    answer = {"to": "publish", "given": "yes", "on": "2026-10-01", "asked_by": "Harbour Watch"}
    assert client.post(DESK + "sources/watch/", answer).status_code == 302
    one = f"{DESK}cases/{subject('watch', 1).pk}/consent/"
    client.post(one, {**answer, "given": "no", "on": "2026-10-02"})
    assert ConsentAnswer.objects.count() == 5

    place = client.post(DESK + "outgoing/", {"sources": ["watch"]})["Location"]
    page = text(client.get(place))
    assert "somebody else approves it" in page
    assert "Harbour Watch, 1 October 2026: 3 yes" in page
    assert "Person B " not in page
    client.post(place + "approve/")
    assert OutgoingProposal.objects.get().approved_at is None
    assert "Approved" in text(other.post(place + "approve/", follow=True))
    assert client.post(DESK + "outgoing/", {"go": ""}).status_code == 422
    assert other.post(place + "set-aside/").status_code == 302


def test_a_small_step_is_shown_whole_and_let_out_by_a_reason(as_, monitor, second_monitor):
    """How many came and went of how many, the rows as anybody reads them; who let it out stays there."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    client, other = as_(monitor), as_(second_monitor)
    answer = {"to": "publish", "given": "yes", "on": "2026-10-01", "asked_by": "Harbour Watch"}
    client.post(DESK + "sources/watch/", answer)
    place = client.post(DESK + "outgoing/", {"sources": ["watch"]})["Location"]
    other.post(place + "approve/")
    one = f"{DESK}cases/{subject('watch', 1).pk}/consent/"
    client.post(one, {**answer, "given": "no", "on": "2026-10-02"})
    place = client.post(DESK + "outgoing/", {"sources": ["watch"]})["Location"]

    assert "Let this step out" not in text(client.get(place))
    page = other.get(place)
    assert "people: 0 came, 1 went, 0 changed; 4 public now, 3 then" in text(page)
    assert "gone 20 September 2026 fine List of watch" in text(page)
    assert ">Approve: this goes out</button>" not in page.content.decode()
    seen = page.context["letting"]["seen"].value()
    for said in ({}, {"why": " ", "seen": seen}, {"why": "asked for", "seen": "x"}):
        other.post(place + "approve/", said)
    client.post(place + "approve/", {"why": "asked for", "seen": seen})
    assert OutgoingProposal.objects.filter(approved_at=None).count() == 1

    done = text(other.post(place + "approve/", {"why": "they asked for it", "seen": seen}, follow=True))
    assert "Approved." in done
    assert f"{second_monitor.name} let it out" in done
    assert "“they asked for it”" in done
    assert "(people: 0 came, 1 went, 0 changed, of 4 that are public now)" in done
    done = text(other.get(place))
    why = f"It was held back by default; let out by {second_monitor.name} because: “they asked for it”."
    assert why in done
    assert "Nothing went out" not in done
    assert "Wait until more is known" not in done


def test_a_monitor_declares_the_records_complete_and_ends_it(as_, monitor, drafter):
    """On the question's page, with the words beside the field that is wrong; others read it."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    client = as_(monitor)
    asked = {"label": "On the eve", "unit": "persons", "first": "2026-09-20", "last": "2026-09-20"}
    client.post("/desk/counts/", asked)
    place = f"/desk/counts/{CountQuestion.objects.get().pk}/"
    said = {"declared_by": "Harbour Watch", "on": "2026-10-01", "source": "docket", "why": "all are in it"}

    assert "there are no others than these 4" in text(client.get(place))
    assert "there are no others" not in text(as_(drafter).get(place))
    assert as_(drafter).post(place + "complete/", said).status_code == 403
    wrong = client.post(place + "complete/", {**said, "source": "", "url": "no address"})
    assert wrong.status_code == 422
    assert "There is a problem" in text(wrong)
    assert "is still to come" in text(client.post(place + "complete/", {**said, "on": "2999-01-01"}))
    client.post(place + "complete/", {**said, "url": "https://court.example/docket"})

    words = (
        "Declared complete by Harbour Watch on 1 October 2026, source: docket (https://court.example/docket)"
    )
    assert words in text(as_(drafter).get(place))
    assert "It counts" in text(client.get(place))
    assert as_(drafter).post(place + "complete/end/", {"why": "no"}).status_code == 403
    taken_in(a_table(*people_rows(5)), by=monitor)
    assert "It was made when 4 were on record, and the records have changed since (now 5)" in text(
        client.get(place)
    )
    assert client.post(place + "complete/end/", {"why": ""}).status_code == 422
    assert "Ended by" in text(client.post(place + "complete/end/", {"why": "one more"}, follow=True))
    assert client.post(place + "complete/end/", {"why": "again"}).status_code == 404


def test_a_clerk_is_warned_of_figures_before_opening_and_not_hindered(as_, monitor, clerk, drafter):
    """State, strongest true wording, what is bound to nothing; a text that holds has no warning."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    draft = a_draft(by=drafter, texts_=SAID)
    place = f"/desk/drafts/{draft.pk}/"
    page = text(as_(clerk).get(place + "open/"))
    assert "“at least 5”: bound to no question" in page
    assert "This is a warning and stops nothing" in page

    asked = {"label": "On the eve", "unit": "persons", "first": "2026-09-20", "last": "2026-09-20"}
    as_(drafter).post(place + "figures/1/", asked)
    page = text(as_(clerk).get(place + "open/"))
    assert "“at least 5”: not established (on record: 4). The records support: at least 4." in page
    assert "<button>Open for signature</button>" in as_(clerk).get(place + "open/").content.decode()

    taken_in(a_table(*people_rows(5)), by=monitor)
    assert "stops nothing" not in text(as_(clerk).get(place + "open/"))


def test_the_first_list_of_all_is_not_asked_whether_its_source_is_new(as_, monitor):
    """Later it may be of a source that is known."""
    assert "If it is new" not in text(as_(monitor).get(f"{DESK}bring/"))
    a_source(by=monitor)
    assert "If it is new" in text(as_(monitor).get(f"{DESK}bring/"))


def test_what_a_refused_cell_says_stands_beside_the_reason(as_, monitor):
    """Before anything is taken in; a cell that is withheld is not shown."""
    rows = a_table((1, "Person B", "", "31.09.2026"), (2, "Person C", "", "20.09.2026", "", "chat"))
    result = {"property": "detention.outcome"}
    for level, shown in (("restricted", "chat"), ("withheld", "[withheld]")):
        named = {**COLUMNS["columns"], "Result": {**result, "level": level}}
        held = brought(rows, by=monitor, source=level, columns={**COLUMNS, "columns": named})

        page = " ".join(text(as_(monitor).get(f"{DESK}lists/{held.pk}/")).split())

        assert "Day 31.09.2026 “Day” is no date" in page
        assert f"Result {shown} The word" in page
        assert ("chat" in page) is (level == "restricted")


def test_destroying_needs_a_reason_and_a_tick(as_, monitor):
    """Then the case is gone."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    client, case = as_(monitor), f"{DESK}cases/{subject('watch', 1).pk}/"

    client.post(case + "destroy/", {"reason": "asked for"})
    assert not ClaimTombstone.objects.exists()
    client.post(case + "destroy/", {"reason": "asked for", "sure": "on"})
    assert ClaimTombstone.objects.exists()
    assert client.get(case).status_code == 404


def test_where_a_name_stands_elsewhere_is_shown_before_it_is_destroyed(as_, monitor):
    """In the frame of every page: the entries of the desk stand above it, not those of the page."""
    a_source(title="Interview with Person B", by=monitor)
    taken_in(a_table(*people_rows(1)), by=monitor)

    case = f"{DESK}cases/{subject('watch', 1).pk}/"
    answer = as_(monitor).post(case + "destroy/", {"reason": "asked for", "sure": "on"})

    assert answer.status_code == 409
    assert "Titles of sources (1)" in text(answer)
    navigation = answer.content.decode().partition("</nav>")[0].partition("<nav")[2]
    assert "Follow-up" in navigation
    assert "ources (1)" not in navigation


def test_follow_up_from_a_case_to_a_status(as_, monitor, clerk):
    """Followed, due, entered with a source; a clerk reads the list and changes nothing on it."""
    taken_in(a_table(*people_rows(1)), by=monitor)
    collection = a_collection(by=clerk)
    client, case = as_(monitor), f"{DESK}cases/{subject('watch', 1).pk}/"
    client.post(case + "follow/", {"collection": collection.pk})

    assert "1 is due" in text(client.get("/desk/followup/"))
    said = {"what": "released", "on": "2026-11-01", "title": "Ombudsman", "level": "restricted"}
    assert client.post(case + "outcome/", said).status_code == 422
    told = client.post(case + "outcome/", {**said, "how": "parole", "restriction": ["no-travel"]})
    assert told.status_code == 302
    page = text(as_(clerk).get("/desk/followup/"))
    assert "released; early release by a court; may not leave the country; 1 November 2026" in page
    assert "Follow no longer" not in page
    assert "No letter was sent" in text(
        as_(clerk).post(f"/desk/followup/texts/{collection.pk}/tell/", follow=True)
    )
    client.post(f"/desk/followup/{Followed.objects.get().pk}/end/")
    assert "Nobody is followed" in text(client.get("/desk/followup/"))


def test_a_drafter_binds_a_figure_and_sees_no_name(as_, monitor, drafter):
    """The card at once, beside the text and in it; the strongest true wording where it does not hold."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    draft = a_draft(by=drafter, texts_=SAID)
    client, place = as_(drafter), f"/desk/drafts/{draft.pk}/"
    assert "bind it to a question" in text(client.get(place))

    bind = client.get(place + "figures/1/")
    assert "at least 5" in text(bind)
    assert client.post(place + "figures/1/", {"unit": "persons"}).status_code == 422
    asked = {"label": "On the eve", "unit": "persons", "first": "2026-09-20", "last": "2026-09-20"}
    page = text(client.post(place + "figures/1/", asked, follow=True))
    assert "4 people on record , 1 source" in page
    assert "The records support: at least 4" in page
    assert "4 on record, 1 source" in text(client.get(place))
    saved = client.post(
        place + "autosave/",
        {"based_on": 1, "en-title": "Eve", "en-clauses": "On the eve at least 5 people were detained!"},
    )
    assert "4 on record, 1 source" in saved.json()["beside"]

    card = text(client.get(f"/desk/counts/{CountQuestion.objects.get().pk}/"))
    assert "4 people on record" in card
    assert "Person" not in card
    assert "Person B" in text(as_(monitor).get(f"/desk/counts/{CountQuestion.objects.get().pk}/"))
    client.post(f"{place}figures/{FigureBinding.objects.get().pk}/loosen/")
    assert FigureBinding.objects.get().ended_at
    assert as_(a_user(role="drafter")).get(place + "figures/").status_code == 404


FORBIDDEN = {
    "en": ("at most", "true number", "margin of error", "confidence", "interval", "upper bound"),
    "fr": ("au plus", "vrai nombre", "nombre réel", "marge d’erreur", "intervalle", "confiance"),
    "ru": ("не более", "не больше", "истинное число", "погрешност", "интервал", "довери"),
}


@pytest.mark.parametrize("language", FORBIDDEN)
def test_no_count_at_the_desk_promises_more_than_the_records(as_, monitor, language):
    """Beside the text, in it, in the list of counts and on a question's page: whatever the state."""
    taken_in(a_table(*people_rows(4)), by=monitor)
    drafter = a_user(role="drafter", language=language)
    draft, client = a_draft(by=drafter, texts_=SAID), as_(drafter)
    place = f"/desk/drafts/{draft.pk}/"
    asked = {"label": "The eve", "unit": "persons", "first": "2026-09-20", "last": "2026-09-20"}
    client.post(place + "figures/1/", asked)
    counts = [f"/desk/counts/{one.pk}/" for one in CountQuestion.objects.all()]

    pages = {path: text(client.get(path)) for path in (place, place + "figures/", "/desk/counts/", *counts)}

    assert len(pages) == 4
    assert all("4" in page for page in pages.values())
    assert not [
        (path, word) for path, page in pages.items() for word in FORBIDDEN[language] if word in page.lower()
    ]


@pytest.mark.parametrize(
    "path", ["evidence/", "evidence/bring/", "evidence/cases/", "counts/", "followup/", ""]
)
@pytest.mark.parametrize("language", ["en", "fr", "ru"])
def test_an_empty_desk_says_how_to_begin(as_, path, language):
    """In each language, with nothing on record."""
    answer = as_(a_user(role="monitor", language=language)).get(f"/desk/{path}")

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_people(as_, monitor, django_assert_max_num_queries):
    """A list of cases and a card."""
    an_example("legal-aid.csv", by=monitor)
    client = as_(monitor)
    for path, most in (("evidence/cases/", 8), ("evidence/", 12)):
        with django_assert_max_num_queries(most):
            client.get(f"/desk/{path}")
    assert KeptClaim.objects.count() == 372
    assert a_source("legal-aid").made_at == AT
