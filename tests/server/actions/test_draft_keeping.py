"""Drafts: every saving a version, nobody overwritten, and what was opened stands."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction
from tests.server.builders import AT, DAY, TEXTS, a_draft, a_member, a_user, a_version

from undersigned.server.actions.collecting.opening import open_collection, return_to_draft
from undersigned.server.actions.drafting.draft_files import read_files
from undersigned.server.actions.drafting.drafting import (
    Conflict,
    make_draft,
    restore_version,
    save_draft,
    set_draft_aside,
    take_draft_up,
    text_of,
)
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records import store
from undersigned.server.records.models import Act, Collection, Draft, DraftVersion
from undersigned.wording import words

EXAMPLE = Path(__file__).parents[3] / "examples" / "harbour-square"
LANGUAGES = ("en", "fr")


def edited(**parts):
    """The builders' text with another English part."""
    return text_of({**TEXTS, "en": {**TEXTS["en"], **parts}})


def saved(draft, text, based_on, *, by=None, autosaved=False, at=AT):
    return save_draft(
        draft=draft, text=text, based_on=based_on, autosaved=autosaved, by=by or a_user(), at=at
    )


def opened(draft, **parts):
    defaults = {"version": draft.latest, "on": DAY, "today": DAY, "by": a_user(), "at": AT}
    if "first_signer" not in parts:
        parts["first_signer"] = a_member()
    return open_collection(draft=draft, **{**defaults, **parts})


def codes(done):
    found = done.findings if isinstance(done, Refusal) else ()
    assert all(words.sentence(one, language) for one in found for language in words.LANGUAGES)
    return {one.code for one in found}


# ---- saving -----------------------------------------------------------------------------------


def test_each_saving_is_a_version_with_its_writer():
    """Nothing is overwritten; the act is written down."""
    draft, writer = a_draft(), a_user()

    version = saved(draft, edited(title="Lamps"), 1, by=writer)

    assert (version.number, version.based_on, version.by) == (2, 1, writer)
    assert draft.versions.get(number=1).texts == TEXTS
    act = Act.objects.get(kind="draft-saved")
    assert (act.by, act.particulars["version"]) == (writer, 2)


def test_saving_what_stands_makes_no_version():
    """Neither for the same writer, nor for another who wrote the same."""
    draft = a_draft()

    assert saved(draft, text_of(TEXTS), 1).number == 1
    saved(draft, edited(title="Lamps"), 1)
    assert saved(draft, edited(title="Lamps"), 1).number == 2
    assert draft.versions.count() == 2


def test_a_saving_upon_an_older_version_is_refused_with_both():
    """The second of two writers is told, and the first is not overwritten."""
    draft = a_draft()
    first = saved(draft, edited(title="First"), 1)

    done = saved(draft, edited(title="Second"), 1)

    assert isinstance(done, Conflict)
    assert (done.latest.pk, done.began_from.number) == (first.pk, 1)
    assert [one.texts["en"]["title"] for one in draft.versions.all()] == [
        "Lamps of the harbour wall",
        "First",
    ]


@pytest.mark.usefixtures("transactional_db")
def test_of_many_who_save_at_once_exactly_one_is_first():
    """No lost update, no fault: the others are told."""
    draft, writers = a_draft(), [a_user() for _ in range(6)]
    answers, barrier = [], threading.Barrier(6)

    def write(number):
        barrier.wait()
        answers.append(saved(draft, edited(title=f"Writer {number}"), 1, by=writers[number]))
        connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(one, DraftVersion) for one in answers) == 1
    assert sum(isinstance(one, Conflict) for one in answers) == 5
    assert DraftVersion.objects.filter(draft=draft).count() == 2


def test_an_older_version_is_restored_as_a_new_one():
    """History only grows."""
    draft = a_draft()
    saved(draft, edited(title="Other"), 1)

    done = restore_version(draft=draft, number=1, based_on=2, note="version 1", by=a_user(), at=AT)

    assert (done.number, done.texts, done.note) == (3, TEXTS, "version 1")
    assert isinstance(
        restore_version(draft=draft, number=2, based_on=2, note="", by=a_user(), at=AT), Conflict
    )


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"title": "Lamps\u0000"}, "desk.draft.characters"),
        ({"clauses": ["\ud800"]}, "desk.draft.characters"),
        ({"clauses": ["x" * 100_001]}, "desk.draft.size"),
        ({"clauses": ["x"] * 301}, "desk.draft.size"),
    ],
    ids=["zero", "half-a-pair", "too-long", "too-many"],
)
def test_a_text_that_cannot_be_kept_is_refused_beside_its_field(part, code):
    """No database ever sees it."""
    done = saved(a_draft(), edited(**part), 1)

    assert codes(done) == {code}
    assert done.findings[0].place.field == f"en-{next(iter(part))}"


def test_a_draft_set_aside_is_not_written_on_until_it_is_taken_up():
    """Put away, and taken out again."""
    draft = a_draft()
    set_draft_aside(draft=draft, by=a_user(), at=AT)

    assert codes(saved(draft, edited(title="Other"), 1)) == {"desk.draft.state"}
    assert codes(set_draft_aside(draft=draft, by=a_user(), at=AT)) == {"desk.draft.state"}

    take_draft_up(draft=draft, by=a_user(), at=AT)
    assert saved(draft, edited(title="Other"), 1).number == 2


# ---- files ------------------------------------------------------------------------------------


def files(*names):
    return [(name, (EXAMPLE / name).read_bytes()) for name in names]


def test_two_word_files_are_one_draft_in_two_languages():
    """The files are kept as they came, by their digests."""
    text, read = read_files(files("draft.fr.docx", "draft.en.docx"), languages=LANGUAGES)
    version = make_draft(
        assembly="concord", instrument="written-declaration", text=text, files=read, by=a_user(), at=AT
    )

    assert text.languages == ("en", "fr")
    assert version.texts["en"]["title"]
    assert len(version.texts["en"]["clauses"]) == len(version.texts["fr"]["clauses"]) > 1
    (act,) = Act.objects.filter(kind="draft-made")
    assert [store.fetch(one["digest"]) for one in act.particulars["files"]] == [
        content for _, content in files("draft.fr.docx", "draft.en.docx")
    ]


def test_one_file_with_both_languages_is_the_same_draft():
    """However it came."""
    one, _ = read_files(files("draft.both.docx"), languages=LANGUAGES)
    two, _ = read_files(files("draft.en.docx", "draft.fr.docx"), languages=LANGUAGES)

    assert one.digest() == two.digest()


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        ([("a.pdf", b"%PDF-1.7 ...")], "declaring.file.kind"),
        ([("a.txt", b"")], "declaring.file.has-text"),
        ([("a.txt", b"Zzz\n\nXxx yyy.")], "desk.draft.language-known"),
        ([(name, (EXAMPLE / "draft.en.docx").read_bytes()) for name in "ab"], "desk.draft.language-once"),
        ([("draft.en.docx", (EXAMPLE / "draft.en.docx").read_bytes()[:-200])], "declaring.file.damaged"),
    ],
    ids=["pdf", "empty", "no-language", "twice", "cut-off"],
)
def test_what_cannot_be_read_is_refused_in_words(contents, code):
    """And nothing is made of the half."""
    done = read_files(contents, languages=LANGUAGES)

    assert isinstance(done, Refusal)
    assert code in codes(done)


def test_a_language_that_nobody_can_tell_is_the_one_that_the_clerk_names():
    """Nothing is guessed."""
    text, _ = read_files([("a.txt", b"Zzz\n\nXxx yyy.")], languages=LANGUAGES, language="fr")

    assert text.languages == ("fr",)


# ---- opening ----------------------------------------------------------------------------------


def test_opening_freezes_the_text_with_digests_rulebook_day_and_first_signer(clerk):
    """What will be signed is fixed."""
    draft, first = a_draft(), a_member()

    done = opened(draft, first_signer=first, by=clerk)

    assert isinstance(done, Collection)
    assert (done.texts, done.draft_digest) == (TEXTS, text_of(TEXTS).digest())
    assert done.text_digests == {one.language: one.digest() for one in text_of(TEXTS).versions}
    assert (done.rulebook, len(done.rulebook_digest)) == ("concord/written-declaration/2024-01-01", 64)
    assert (done.first_signer, done.opened_on, done.opened_by) == (first, DAY, clerk)
    assert Act.objects.get(kind="collection-opened").subject == done.pk


def test_a_text_that_was_opened_is_not_written_on_by_an_action_nor_by_the_database():
    """Neither through the desk nor past it."""
    draft = a_draft()
    opened(draft)
    draft.refresh_from_db()

    assert codes(saved(draft, edited(title="Other"), 1)) == {"desk.draft.state"}
    with pytest.raises(DatabaseError, match="not written on"), transaction.atomic():
        a_version(draft=draft, by=a_user(), number=2, based_on=1)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"version": 0}, "desk.opening.version"),
        ({"on": DAY + timedelta(days=1)}, "desk.opening.day"),
        ({"on": DAY.replace(year=2001)}, "desk.opening.rulebook"),
        ({"first_signer": None}, "desk.opening.first-signer"),
    ],
    ids=["not-the-newest", "tomorrow", "no-rulebook", "nobody-first"],
)
def test_a_text_is_not_opened_against_a_rule(parts, code):
    """And the draft remains one."""
    draft = a_draft()

    assert code in codes(opened(draft, **parts))
    draft.refresh_from_db()
    assert (draft.state, Collection.objects.count()) == ("draft", 0)


def test_a_first_signer_who_is_not_on_the_roll_that_day_may_not_begin_the_list():
    """The roll of the day is asked."""
    later = a_member(from_on=DAY + timedelta(days=1))

    assert codes(opened(a_draft(), first_signer=later)) == {"declaring.member.on-roll"}


def test_a_text_with_what_the_rules_refuse_is_not_opened():
    """Too long, and in one language."""
    text = {"en": {**TEXTS["en"], "clauses": ["word " * 201]}}
    draft = a_draft(texts_=text)

    assert codes(opened(draft)) == {"declaring.draft.versions", "declaring.text.word-limit"}


def test_what_is_only_a_warning_does_not_hold_the_opening_up():
    """A number that stands in words in one language is for a person to look at."""
    clauses = ["En mai 2031, douze lampes de la digue se sont éteintes.", TEXTS["fr"]["clauses"][1]]
    draft = a_draft(texts_={**TEXTS, "fr": {**TEXTS["fr"], "clauses": clauses}})

    assert isinstance(opened(draft), Collection)


def test_a_text_is_taken_back_with_a_reason_written_on_and_opened_anew():
    """The old collection stays with its names; the new one begins with none."""
    draft = a_draft()
    first = opened(draft)

    assert codes(return_to_draft(collection=first, reason=" ", by=a_user(), at=AT)) == {"desk.opening.reason"}
    return_to_draft(collection=first, reason="A wrong figure.", by=a_user(), at=AT)
    saved(draft, edited(title="Lamps"), 1)
    second = opened(Draft.objects.get(pk=draft.pk))

    assert codes(return_to_draft(collection=first, reason="Again.", by=a_user(), at=AT)) == {
        "declaring.lifecycle.act"
    }
    assert (second.version.number, second.signatures.count()) == (2, 0)
    assert Act.objects.get(kind="collection-returned").particulars["reason"] == "A wrong figure."
