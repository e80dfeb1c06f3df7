"""Editions: what may go out, what is kept for ever, what the public sees."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.server.builders import AT, a_member, a_signature, a_user
from tests.server.publishing_cases import DAY, LATER, more_names, numbered, published, ready, ruled

from undersigned.publishing import page
from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.collecting.readiness import readiness
from undersigned.server.actions.publishing import generations
from undersigned.server.actions.publishing.next_edition import prepare
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.mapping.publishing import document_of
from undersigned.server.records.models import Act, CurrentPublication, Edition, PublishedFile
from undersigned.wording.words import mend, sentence

PAGE = "en/concord/written-declaration/1"


def codes(refused):
    assert isinstance(refused, Refusal), refused
    return {one.code for one in refused.findings}


def shown():
    """The bytes that the public sees, by address."""
    return {file.path: bytes(file.body.body) for file in generations.current().files.select_related("body")}


def test_the_first_edition_goes_out_in_every_form_and_language():
    """Both languages, seven forms, at the address of the number and at that of the day."""
    collection = published()

    files = shown()
    for language in ("en", "fr"):
        for suffix in (".html", ".pdf", ".akn", ".json", ".jsonld", ".txt", ".csv"):
            for dated in ("", "@2031-10-04"):
                assert f"{language}/concord/written-declaration/1{dated}{suffix}" in files
    assert collection.state == "published"
    assert Act.objects.filter(kind="edition-published", subject=collection.pk).count() == 1


def test_an_edition_says_level_p_and_the_numbers():
    """What is kept is what was published: 22 names on paper, both numbers, the digests of text and list."""
    collection = published()
    edition = collection.editions.get()
    document = document_of(edition.document)

    assert (document.number, document.doc_number, document.total) == (1, 1, 22)
    assert {one.level.value for one in document.signatories} == {"P"}
    assert document.nature.value == "fictional"
    assert edition.list_digest == document.list_digest()
    assert edition.text_digests == dict(collection.text_digests)
    recovered = page.recover(shown()[f"{PAGE}.html"])
    assert recovered.text == document.texts["en"].canonical()
    assert recovered.list == document.canonical_list()


def test_one_name_short_is_refused_with_what_is_missing():
    """19 of 20: nothing is numbered, and the refusal says how many are wanting."""
    collection = ready(19)
    refused = number_declaration(collection=collection, on=DAY, by=a_user(), at=AT)

    (finding,) = [one for one in refused.findings if one.code == "declaring.list.signatories"]
    assert finding.particulars["missing"] == 1
    assert not collection.numbers.exists()


def test_a_name_that_waits_for_a_second_clerk_does_not_count():
    """Twenty names of which one is not confirmed are one name short."""
    collection = ready(19)
    a_signature(collection=collection, member=a_member(), by=collection.opened_by)

    assert readiness(collection).unconfirmed == 1
    assert codes(number_declaration(collection=collection, on=DAY, by=a_user(), at=AT)) == {
        "declaring.list.signatories"
    }


def test_without_a_ruling_nothing_goes_out():
    """The rulebook names who decides; without that ruling, or with a negative one, it is refused."""
    collection = ready()
    ruled(collection, by=a_user(), admitted=False, at=AT + timedelta(days=1))

    assert codes(number_declaration(collection=collection, on=DAY, by=a_user(), at=AT)) == {
        "desk.publish.ruling"
    }


def test_a_declaration_without_numbers_is_not_published():
    """Numbers come first."""
    refused = publish_edition(collection=ready(), on=DAY, by=a_user(), at=AT)

    assert codes(refused) <= {"desk.publish.numbered", "declaring.lifecycle.act"}
    assert not CurrentPublication.objects.exists()


def test_a_second_edition_brings_what_changed_and_leaves_the_first_as_it_was():
    """Four names later: the first keeps its bytes in every form, the number's address has the second."""
    collection = published()
    first = {path: content for path, content in shown().items() if "@2031-10-04" in path}
    more_names(collection, 4)

    second = publish_edition(collection=collection, on=LATER, by=collection.opened_by, at=AT)

    files = shown()
    assert isinstance(second, Edition)
    assert len(second.changes["added"]) == 4
    assert {path: files[path] for path in first} == first
    assert page.recover(files[f"{PAGE}.html"]).list.count("\n") == 27
    assert "Names added since the edition of 4 October 2031" in files[f"{PAGE}.txt"].decode()
    collection.refresh_from_db()
    assert collection.state == "re-edited"


def test_a_later_edition_must_bring_something():
    """Without names and without a note there is nothing to publish; with a note there is."""
    collection = published()
    by = collection.opened_by

    refused = publish_edition(collection=collection, on=LATER, by=by, at=AT)
    assert codes(refused) == {"desk.publish.something-new"}

    note = {"en": "Corrigendum: the day is 4 October.", "fr": "Corrigendum : le jour est le 4 octobre."}
    edition = publish_edition(collection=collection, notes=note, on=LATER, by=by, at=AT)
    assert isinstance(edition, Edition)
    assert "Corrigendum : le jour" in shown()["fr/concord/written-declaration/1.txt"].decode()


def test_a_second_edition_on_one_day_has_an_address_of_its_own():
    """`@2031-10-04.2`."""
    collection = published()
    more_names(collection, 1)
    edition = publish_edition(collection=collection, on=DAY, by=collection.opened_by, at=AT)

    assert edition.label == "2031-10-04.2"
    assert f"{PAGE}@2031-10-04.2.html" in shown()


def test_editions_of_one_day_are_told_apart_in_words():
    """On the page, in what changed and in French; never by a label such as `.3` alone."""
    collection = published()
    for number in (1, 2):
        more_names(collection, number)
        publish_edition(collection=collection, on=DAY, by=collection.opened_by, at=AT)

    files = shown()
    second, third = (files[f"{PAGE}@2031-10-04.{one}.txt"].decode() for one in "23")
    assert "Name added since edition 1 of the same day" in second
    assert "Names added since edition 2 of the same day" in third
    page_of_second = files[f"{PAGE}@2031-10-04.2.html"].decode()
    assert "This page is the edition of 4 October 2031 (edition 2 of that day)" in page_of_second
    assert (
        "4 octobre 2031 (édition n° 3 de ce jour)" in files["fr/concord/written-declaration/1.html"].decode()
    )

    more_names(collection, 3)
    publish_edition(collection=collection, on=LATER, by=collection.opened_by, at=AT)
    assert "Names added since edition 3 of 4 October 2031" in shown()[f"{PAGE}.txt"].decode()


def test_an_edition_cannot_be_changed_even_by_sql():
    """What was published stays."""
    collection = published()
    with pytest.raises(DatabaseError), transaction.atomic():
        collection.editions.update(label="2031-10-05")


def test_whoever_was_slower_begins_again_from_the_newer_site():
    """Another declaration goes out while this one is made: both are there in the end."""
    one, other = numbered(), numbered()
    by = one.opened_by
    intruded = []

    def told(stage):
        if stage == "built" and not intruded:
            intruded.append(publish_edition(collection=other, on=DAY, by=by, at=AT))

    edition = publish_edition(collection=one, on=DAY, by=by, at=AT, told=told)

    assert isinstance(edition, Edition)
    assert {f"en/concord/written-declaration/{number}.html" for number in (1, 2)} <= set(shown())
    assert Edition.objects.count() == 2


def test_names_that_came_while_it_was_made_are_in_the_edition():
    """What is kept is what was confirmed at the moment of keeping."""
    collection = numbered()
    came = []

    def told(stage):
        if stage == "built" and not came:
            came.extend(more_names(collection, 1))

    edition = publish_edition(collection=collection, on=DAY, by=collection.opened_by, at=AT, told=told)

    assert document_of(edition.document).total == 23


def test_only_the_last_two_generations_are_kept():
    """Rows and bytes of older ones go."""
    collection = published()
    for day in (LATER, LATER.replace(day=13), LATER.replace(day=14)):
        more_names(collection, day.day)
        assert publish_edition(collection=collection, on=day, by=collection.opened_by, at=AT).pk

    assert len(set(PublishedFile.objects.values_list("publication", flat=True))) == 2


def said(edition, language="en"):
    """What the edition's page says of the rules, by question."""
    return [
        (one.code, one.outcome.value, sentence(one, language), mend(one, language))
        for one in document_of(edition.document).findings
    ]


def test_an_edition_answers_for_itself_with_what_its_desk_knows():
    """The legend stands there, the words are those opened here, the President has decided."""
    answers = {code: (outcome, words) for code, outcome, words, _ in said(published().editions.get())}

    assert answers["declaring.legend.complete"][0] == "passed"
    assert answers["publishing.text.as-opened"][0] == "passed"
    assert answers["declaring.content.admissible"] == (
        "passed",
        "Yes: it was found in order on 4 October 2031 (The President).",
    )
    assert "declaring.text.known" not in answers


def test_each_question_has_one_answer_or_one_for_each_version():
    """What the French list prints stands on no English page; of two counts each names its language."""
    answers = said(published().editions.get())
    lone = [code for code, *_ in answers if not code.startswith(("declaring.text.", "publishing.text."))]
    counts = [words for code, _, words, _ in answers if code == "declaring.text.word-limit"]

    assert len(lone) == len(set(lone))
    assert counts == [
        "The text has 24 words; 200 are allowed. (English version)",
        "The text has 22 words; 200 are allowed. (French version)",
    ]
    assert not any("GU" in words.replace("GUI", "") for _, _, words, _ in answers)


def test_advice_to_an_edition_is_what_its_own_body_can_do():
    """It is not told to compare with another document, nor to ask itself."""
    advice = [mended for *_, mended in said(published().editions.get()) if mended]

    assert advice == ["Add the days of the part-sessions to the calendar, with their source."]


def test_the_ruling_stands_on_the_page_unfolded():
    """Before the answers of the program, in the reader's language where the rulebook has the words."""
    collection = numbered()
    ruled(collection, by=collection.opened_by, at=AT + timedelta(days=1))
    rulings = collection.rulings.all()
    assert rulings.count() == 2
    publish_edition(collection=collection, on=DAY, by=collection.opened_by, at=AT)

    page_ = shown()[f"{PAGE}.html"].decode()
    rules = page_[page_.index('id="rules"') :]

    assert rules.index("it was found in order on 4 October 2031") < rules.index("<details>")


def test_words_other_than_those_opened_are_not_published():
    """The digests that were kept at opening are those of what goes out, or nothing goes out."""
    collection = numbered()
    collection.text_digests = {**collection.text_digests, "fr": "0" * 64}

    refused = prepare(collection, {}, DAY)

    assert codes(refused) == {"publishing.text.as-opened"}


def test_names_in_a_french_sentence_stand_apart_as_french_has_it():
    """A space that never begins a line, before each semicolon; none in English."""
    collection = published()
    more_names(collection, 2)
    publish_edition(collection=collection, on=LATER, by=collection.opened_by, at=AT)
    notes = document_of(collection.editions.last().document).local_notes

    assert "\u00a0; FAMILY" in notes["fr"][0]
    assert "Given; FAMILY" in notes["en"][0]
