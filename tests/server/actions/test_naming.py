"""A destroyed person's name in other words on record: looked for everywhere, erased or decided, told."""

import json
from unicodedata import normalize

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from tests.server.builders import AT, a_user
from tests.server.evidence import (
    COLUMNS,
    TODAY,
    a_source,
    a_table,
    consent_answered,
    people_rows,
    subject,
    taken_in,
)

from undersigned.evidence.confidentiality import Level
from undersigned.server.actions.entering import correcting
from undersigned.server.actions.evidence import deciding, destroying
from undersigned.server.actions.evidence.naming import Names, erase, places_of
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.free_words import ERASED, MADE, OURS, TO_DECIDE
from undersigned.server.records.mapping.evidence import standing_rows
from undersigned.server.records.models import (
    Act,
    ClaimWithdrawal,
    DecisionReason,
    EvidenceSource,
    KeptClaim,
    Sameness,
)

NAME = "Zarina Testova"
NAMES = Names(all=frozenset({NAME}), open=frozenset({NAME}))
ROWS = ((1, NAME, "", "20.09.2026", "Quay", "fine"), *people_rows(3, first=2))
SQLITE = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="rows that hold nothing but words are let in by SQLite alone"
)


def a_row_of_words(table, at):
    """A row whose every column that can hold words holds the name; what it points at is not there."""
    columns, values = [], []
    for column in table._meta.concrete_fields:
        columns.append(column.column)
        values.append(_value(column, at))
    names = ", ".join(f'"{one}"' for one in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table._meta.db_table}" ({names}) VALUES ({marks})', values)


def _value(column, at):
    if column.is_relation:
        return at
    if isinstance(column, models.JSONField):
        return json.dumps({"deep": [{"a": f"said by {NAME}"}]})
    if isinstance(column, models.BinaryField):
        return f"bytes of {NAME}".encode()
    if isinstance(column, models.CharField | models.TextField):
        return f"words of {NAME}, {at}"
    days = {models.DateTimeField: AT, models.DateField: TODAY}
    return next((day for kind, day in days.items() if isinstance(column, kind)), 0)


def columns_in_the_database():
    """Every column that can hold words, as the database itself tells; what is made from others aside."""
    found = set()
    with connection.cursor() as cursor:
        for table in apps.get_app_config("records").get_models():
            name = table._meta.model_name
            own = {column.column: column for column in table._meta.concrete_fields}
            for one in connection.introspection.get_table_description(cursor, table._meta.db_table):
                kind = connection.introspection.get_field_type(one.type_code, one)
                points = own[one.name].is_relation
                if kind in ("CharField", "TextField", "JSONField", "BinaryField") and not points:
                    found.add(f"{name}.{own[one.name].name}")
    return {one for one in found if one.partition(".")[0] not in MADE}


@SQLITE
@pytest.mark.django_db(transaction=True)
def test_no_column_of_any_table_is_forgotten_and_what_is_ours_goes():
    """A row of each table with the name in every column: each is found, ours and the decided ones erased.

    A column that is added later is found here, too, or this fails.
    """
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    try:
        for at, table in enumerate(apps.get_app_config("records").get_models()):
            a_row_of_words(table, at)
        places = places_of(NAMES)
        there = {one.column for one in places}
        assert there == columns_in_the_database()
        assert len(there) > 150
        assert there >= OURS | TO_DECIDE

        erased = erase(places, NAMES, struck=TO_DECIDE)

        assert erased.keys() == OURS | TO_DECIDE
        left = {one.column for one in places_of(NAMES)}
        assert left == there - OURS - TO_DECIDE
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
            cursor.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize(
    "words",
    [
        "zarina testova",
        "Testova, Zarina",
        "TESTOVA Zarina's mother",
        "https://x.example/a/zarina-testova.html",
        "https://x.example/%5AARINA%20Testova",
        "zarina_testova",
    ],
)
def test_a_name_is_found_however_it_is_written(words):
    """In any case, turned round, in an address."""
    assert NAMES.in_words(words)


@pytest.mark.parametrize("words", ["Zarina", "Testova", "Zarina Testovaya", "Azarina Testova", ""])
def test_what_is_no_name_of_theirs_is_let_be(words):
    """A part alone, or another word that holds it."""
    assert not NAMES.in_words(words)


@pytest.mark.parametrize("name", ["Андрей Тестовой", "Zoé Testová"])
@pytest.mark.parametrize("kept", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_letters_with_their_marks_apart_are_the_same(name, kept, written):
    """As names of files from a Mac have them."""
    assert names_of_one(normalize(kept, name)).in_words(normalize(written, f"{name}.csv"))


@pytest.mark.parametrize("name", ["Anna", "Anna-Maria", "O'Hara", "А\u0301нна", "Anna ?"])
def test_a_name_of_one_word_is_none_alone(name):
    """Also with a hyphen, or an accent that has no letter of its own."""
    assert not names_of_one(name).whole
    assert names_of_one(f"{name} Testova").whole


def names_of_one(name):
    """Somebody with this name."""
    return Names(all=frozenset({name}), open=frozenset({name}))


@pytest.fixture
def written_of(monitor):
    """The name in a reason, in a decision about two others, in a title and an address, in another's claim."""
    taken_in(a_table(*ROWS), by=monitor)
    letter = a_source("letter", by=monitor, title=f"Letter of {NAME}", url="https://x.example/testova-zarina")
    row = standing_rows().get(subject=subject("watch", 1), value__said__property="name")
    claims = KeptClaim.objects.filter(subject=subject("watch", 2)).exclude(pk=row.pk)[:1]
    correcting.withdraw_claims(claims=list(claims), reason=f"{NAME} says so", by=monitor, at=AT)
    deciding.decide(
        one=subject("watch", 3),
        other=subject("watch", 4),
        what=Sameness.DIFFERENT,
        why=f"{NAME} knows both",
        by=monitor,
        at=AT,
    )
    consent_answered(subject("watch", 2), monitor, to="share", given=True, asked_by=NAME)
    return letter


def destroyed(by, *, reason="asked", struck=()):
    return destroying.destroy_person(
        subject=subject("watch", 1), reason=reason, on=TODAY, by=by, at=AT, struck=struck
    )


@pytest.mark.usefixtures("written_of")
def test_what_is_ours_goes_and_what_stays_is_told(monitor):
    """By place and number; the journal of acts says so too, and names nobody."""
    done = destroyed(monitor)

    assert done.erased == {"claimwithdrawal.reason": 1, "decisionreason.why": 1, "consentanswer.asked_by": 1}
    assert ClaimWithdrawal.objects.get().reason == DecisionReason.objects.get().why == ERASED
    stays = {one.particulars["column"]: one.particulars["number"] for one in done.stays}
    assert stays == {"evidencesource.title": 1, "evidencesource.url": 1}
    act = Act.objects.get(kind="words-looked-through")
    assert act.particulars == {"erased": done.erased, "stays": stays}
    assert "Testova" not in json.dumps(list(Act.objects.values_list("particulars", flat=True)))


def test_what_was_decided_is_struck_out(written_of, monitor):
    """The name out of the title; of an address, the whole."""
    done = destroyed(monitor, struck=("evidencesource.title", "evidencesource.url"))

    assert done.stays == ()
    source = EvidenceSource.objects.get(pk=written_of.pk)
    assert (source.title, source.url) == (f"Letter of {ERASED}", "")
    assert places_of(NAMES) == ()


@pytest.mark.usefixtures("written_of")
def test_the_reason_itself_names_nobody(monitor):
    """It would stay on the tombstones."""
    done = destroyed(monitor, reason=f"{NAME} asked")

    assert isinstance(done, Refusal)
    assert [one.code for one in done.findings] == ["desk.destruction.unnamed"]
    assert subject("watch", 1).destroyed_at is None


@pytest.mark.usefixtures("written_of")
@pytest.mark.parametrize("words", ["other words", ""])
def test_free_words_become_the_mark_and_nothing_else(words):
    """The database refuses every other change, and every other column."""
    with pytest.raises(DatabaseError), transaction.atomic():
        ClaimWithdrawal.objects.update(reason=words)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClaimWithdrawal.objects.update(reason=ERASED, by=a_user())
    ClaimWithdrawal.objects.update(reason=ERASED)


@pytest.mark.usefixtures("written_of")
def test_nothing_goes_before_whoever_destroys_was_shown_where_the_name_stands(monitor, as_):
    """What is to be decided is decided first; then it is said what was erased and what stays."""
    client, place = as_(monitor), f"/desk/evidence/cases/{subject('watch', 1).pk}/destroy/"
    asked = {"reason": "asked", "sure": "on"}
    shown = client.post(place, asked)
    page = shown.content.decode()
    assert shown.status_code == 409
    for words in (f"Letter of {NAME}", "Titles of sources", "Reasons why claims were taken back"):
        assert words in page
    assert subject("watch", 1).destroyed_at is None
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    half = {**asked, "seen": seen, "decide-evidencesource.title": "strike"}
    assert client.post(place, half).status_code == 409
    whole = {**half, "decide-evidencesource.url": "leave"}
    assert client.post(place, {**whole, "seen": "other"}).status_code == 409
    assert subject("watch", 1).destroyed_at is None

    said = client.post(place, whole, follow=True).content.decode()

    assert subject("watch", 1).destroyed_at
    assert "Erased: reasons why claims were taken back, 1." in said
    assert "Erased: titles of sources, 1." in said
    assert "Their name still stands in: addresses of sources, 1." in said


def test_a_name_that_is_withheld_is_looked_for_and_not_shown(monitor, as_):
    """How often and in what kind of words, and none of the words."""
    hidden = {**COLUMNS, "level": "withheld"}
    taken_in(a_table(*ROWS), by=monitor, columns=hidden)
    assert KeptClaim.objects.filter(level=Level.WITHHELD.value).exists()
    a_source("letter", by=monitor, title=f"Letter of {NAME}")
    place = f"/desk/evidence/cases/{subject('watch', 1).pk}/destroy/"

    shown = as_(monitor).post(place, {"reason": "asked", "sure": "on"})

    assert shown.status_code == 409
    assert "Titles of sources (1)" in shown.content.decode()
    assert "Testova" not in shown.content.decode()


@pytest.fixture
def known_as_anna(monitor):
    """A person known by one word, which also stands in what was written of another."""
    taken_in(a_table((1, "Anna", "", "20.09.2026", "Quay", "fine"), *people_rows(2, first=2)), by=monitor)
    claims = KeptClaim.objects.filter(subject=subject("watch", 2))[:1]
    correcting.withdraw_claims(
        claims=list(claims), reason="The lawyer Anna Petrova says twice", by=monitor, at=AT
    )


@pytest.mark.usefixtures("known_as_anna")
def test_a_name_of_one_word_erases_nothing_unasked(monitor):
    """It is told as what stays."""
    done = destroyed(monitor)

    assert done.erased == {}
    assert [one.particulars["column"] for one in done.stays] == ["claimwithdrawal.reason"]
    assert ClaimWithdrawal.objects.get().reason == "The lawyer Anna Petrova says twice"


@pytest.mark.usefixtures("known_as_anna")
def test_words_with_a_name_of_one_word_go_where_somebody_decides(monitor, as_):
    """They are shown, and whoever destroys says what becomes of them."""
    client, place = as_(monitor), f"/desk/evidence/cases/{subject('watch', 1).pk}/destroy/"
    asked = {"reason": "asked", "sure": "on"}
    page = client.post(place, asked).content.decode()
    assert "The lawyer Anna Petrova says twice" in page
    assert "Erase these words whole" in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]

    said = client.post(
        place, {**asked, "seen": seen, "decide-claimwithdrawal.reason": "strike"}, follow=True
    ).content.decode()

    assert "Erased: reasons why claims were taken back, 1." in said
    assert ClaimWithdrawal.objects.get().reason == ERASED


def test_what_is_ours_goes_where_its_letters_have_their_marks_apart(monitor):
    """The whole reason."""
    name = "Андрей Тестовой"
    taken_in(a_table((1, name, "", "20.09.2026", "Quay", "fine"), *people_rows(2, first=2)), by=monitor)
    claims = KeptClaim.objects.filter(subject=subject("watch", 2))[:1]
    reason = normalize("NFD", f"twice: {name}")
    correcting.withdraw_claims(claims=list(claims), reason=reason, by=monitor, at=AT)

    assert destroyed(monitor).erased == {"claimwithdrawal.reason": 1}
    assert ClaimWithdrawal.objects.get().reason == ERASED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "title", "left"),
    [
        (NAME, "see https://x.example/Zarina%20Testov%61 page", ERASED),
        ("Андрей Тестовой", normalize("NFD", "Letter of Андрей Тестовой, й"), f"Letter of {ERASED}, й"),
    ],
)
def test_what_is_told_as_struck_out_is_gone(monitor, name, title, left):
    """Out of an address in a title the whole title; of letters with their marks apart the name."""
    source = a_source("letter", by=monitor, title=title)
    names = names_of_one(name)

    erased = erase(places_of(names), names, struck=("evidencesource.title",))

    assert erased == {"evidencesource.title": 1}
    assert EvidenceSource.objects.get(pk=source.pk).title == normalize("NFC", left)
    assert places_of(names) == ()
