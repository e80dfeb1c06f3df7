"""What one source says of one thing, entered by hand, taken back and put right."""

from datetime import date

import pytest
from tests.server.builders import AT, a_collection
from tests.server.evidence import COLUMNS, TODAY, a_source, a_table, people_rows, subject, taken_in

from undersigned.evidence.claims import Standing
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.entry import Saying, sayings_of
from undersigned.evidence.properties import property_of
from undersigned.server.actions.entering import correcting, saying
from undersigned.server.actions.entering.entry_claims import Cited
from undersigned.server.actions.evidence import consenting, destroying, view_tables
from undersigned.server.actions.followup import following
from undersigned.server.actions.followup.followed_things import followed_things
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, standing_rows
from undersigned.server.records.models import (
    Act,
    CaseRow,
    ClaimTombstone,
    ClaimValue,
    ClaimWithdrawal,
    CountableRow,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    LinkDecision,
)

COURT = {"court": "Harbour court", "verdict": "convicted", "verdict-on": "2026-10", "legal-basis": "14\n15"}


@pytest.fixture
def watched(monitor):
    """Three people on a list."""
    taken_in(a_table(*people_rows(3)), by=monitor)


def said(kind, denied=(), **values):
    """What a form hands on; `None` is what was sought and not found."""
    found = []
    for name, typed in values.items():
        known = property_of(f"{kind}.{name.replace('_', '-')}")
        standing = (
            Standing.NOT_FOUND if typed is None else Standing.DENIED if name in denied else Standing.SAID
        )
        one = sayings_of(known, typed or "", standing)
        assert isinstance(one, tuple), one
        found.extend(one)
    return found


def enter(kind, says, by, *, source="gazette", key=None, **parts):
    """An entry, of a person of the list where `key` names one."""
    persons = [subject("watch", one) for one in (key if isinstance(key, tuple) else (key,)) if one]
    defaults = {"cited": Cited(place="p. 4"), "level": Level.RESTRICTED, "persons": persons}
    return saying.say(
        source=a_source(source, by=by),
        kind=kind,
        says=says,
        **{**defaults, **parts},
        today=TODAY,
        by=by,
        at=AT,
    )


def standing(source="gazette"):
    """The claims of a source that stand and are in plain."""
    return tuple(claims_in(standing_rows().filter(source=source).order_by("id")))


def row_of(name, source="gazette"):
    """The row of the one standing claim of a property."""
    return standing_rows().get(source=source, value__said__property=name)


@pytest.mark.usefixtures("watched")
def test_a_proceeding_is_kept_about_its_person_and_once(monitor):
    """Dates with their precision, the place in the source, each value a claim; again changes nothing."""
    values = {name.replace("-", "_"): typed for name, typed in COURT.items()}
    done = enter("proceeding", said("proceeding", **values), monitor, key=1)

    assert done.new == 6
    assert enter("proceeding", said("proceeding", **values), monitor, key=1).new == 0
    claims = standing()
    assert sorted(str(one.value) for one in claims if one.property == "legal-basis") == ["14", "15"]
    assert {one.value.iso() for one in claims if one.property == "verdict-on"} == {"2026-10"}
    assert {one.at for one in claims} == {"p. 4"}
    rows = KeptClaim.objects.filter(source="gazette")
    assert set(rows.values_list("about", "level")) == {(subject("watch", 1).pk, "restricted")}
    assert Act.objects.get(kind="claims-entered").particulars == {
        "source": "gazette",
        "kind": "proceeding",
        "claims": 6,
    }


@pytest.mark.usefixtures("watched")
def test_more_can_be_said_of_a_thing_that_is_there(monitor):
    """Under the same key, and about the same person, so that it is destroyed with them."""
    first = enter("proceeding", said("proceeding", court="Harbour court"), monitor, key=1)
    (thing,) = saying.things_of([first.thing], DataFolderRing())
    more = enter("proceeding", said("proceeding", verdict="acquitted"), monitor, thing=thing)

    assert more == saying.Entered(thing=first.thing, new=1, withheld=False)
    assert row_of("verdict").about_id == subject("watch", 1).pk
    gone = destroying.destroy_person(
        subject=subject("watch", 1), reason="asked for", on=TODAY, by=monitor, at=AT
    )
    assert gone.claims == ClaimTombstone.objects.count()
    assert not standing()
    assert ClaimValue.objects.filter(claim__source="gazette").count() == 0


@pytest.mark.usefixtures("watched")
def test_an_outcome_entered_twice_on_a_day_stays_about_its_person(monitor):
    """The second entry finds the first one's thing; nothing of it is left when the person is destroyed."""
    parts = {"subject": subject("watch", 1), "source": a_source("gazette", by=monitor), "place": ""}
    for what in ("charged", "remanded"):
        following.keep_outcome(
            **parts,
            said={"what": what, "on": date(2026, 10, 1)},
            level=Level.PUBLIC,
            today=TODAY,
            by=monitor,
            at=AT,
        )

    assert set(KeptClaim.objects.filter(source="gazette").values_list("about", flat=True)) == {
        subject("watch", 1).pk
    }


@pytest.mark.usefixtures("watched")
def test_denied_and_not_found_are_kept_as_such(monitor):
    """Three things, none of them silence."""
    enter("detention", said("detention", denied=("place",), place="Quay", authority=None), monitor, key=1)

    found = {one.property: one for one in standing()}
    assert (found["place"].standing, found["place"].value) == (Standing.DENIED, "Quay")
    assert (found["authority"].standing, found["authority"].value) == (Standing.NOT_FOUND, None)


@pytest.mark.usefixtures("watched")
def test_what_another_source_says_of_a_person_is_a_decision_with_a_reason(monitor):
    """Refused without one; then a row of its own, one with the case; the next entry needs none."""
    refused = enter("person", said("person", occupation="teacher"), monitor, key=1)
    assert refused.findings[0].code == "desk.entry.reason"
    assert not standing()

    enter("person", said("person", occupation="teacher"), monitor, key=1, why="the same birth date")
    decision = LinkDecision.objects.get()
    assert (decision.what, decision.reason.why) == ("same", "the same birth date")
    assert enter("person", said("person", role="journalist"), monitor, key=1).new == 1
    assert CaseRow.objects.filter(person=CaseRow.objects.get(pk=subject("watch", 1)).person).count() == 2
    assert len({claim.subject for claim in standing()}) == 1


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("recognition", {"by": "Harbour Watch"}, "as"),
        ("answerability", {"act": "the raid"}, "official"),
        ("outcome", {"what": "released", "on": "2026-10-01"}, "how"),
        ("outcome", {"what": "charged", "on": "2027"}, "on"),
        ("quotation", {"speaker": "The minister"}, "words"),
        ("person", {"occupation": "teacher"}, "name"),
        ("event", {}, None),
    ],
)
def test_what_nobody_could_recognise_is_refused_beside_its_field(monitor, kind, values, field):
    """And nothing of it is kept, not even its source."""
    done = saying.say_in_new_source(
        title="Gazette",
        url="",
        kind=kind,
        says=said(kind, **values),
        cited=Cited(),
        level=Level.PUBLIC,
        today=TODAY,
        by=monitor,
        at=AT,
    )

    assert isinstance(done, Refusal)
    place = done.findings[0].place
    assert (place.field if place else None) == field
    assert EvidenceSource.objects.count() == KeptClaim.objects.count() == 0


@pytest.mark.usefixtures("watched")
def test_levels_are_never_milder_than_property_source_or_person(monitor):
    """What is withheld lies in ciphertext; what is about somebody withheld is withheld too."""
    enter(
        "person", said("person", birth="1990", health="asthma"), monitor, key=2, why="x", level=Level.PUBLIC
    )
    levels = dict(KeptClaim.objects.filter(source="gazette").values_list("value__said__property", "level"))
    assert levels == {"birth": "restricted", None: "withheld"}
    assert not ClaimValue.objects.filter(said__icontains="asthma").exists()

    done = enter("outcome", said("outcome", what=None), monitor, key=2, level=Level.PUBLIC, source="radio")
    assert done.withheld
    assert set(KeptClaim.objects.filter(source="radio").values_list("level", flat=True)) == {"withheld"}
    a_source("secret", by=monitor, level="withheld")
    enter("event", said("event", name="Raid"), monitor, source="secret", level=Level.PUBLIC)
    assert KeptClaim.objects.get(source="secret").level == "withheld"


@pytest.mark.usefixtures("watched")
def test_a_call_and_a_recommendation_are_followed_for_their_text(monitor, clerk):
    """They are about nobody, or about several, and stand on the list of what is followed."""
    collection = a_collection(by=clerk)
    enter("call", said("call", demand="release", clause="3"), monitor, collection=collection)
    enter(
        "recommendation",
        said("recommendation", body="Committee", paragraph="17"),
        monitor,
        key=(1, 2),
        collection=collection,
    )

    assert collection.followed.filter(ended_at=None).count() == 2
    assert sorted(type(one.about).__name__ for one in followed_things(TODAY)) == ["Call", "Followed"]
    about = KeptClaim.objects.filter(value__said__kind="recommendation", value__said__property="person")
    assert set(about.values_list("about", flat=True)) == {subject("watch", 1).pk, subject("watch", 2).pk}


@pytest.mark.usefixtures("watched")
def test_a_claim_is_taken_back_once_and_can_be_said_again(monitor):
    """Not shown and not gone; said again it is another claim; without a reason nothing happens."""
    enter("proceeding", said("proceeding", court="Harbour court"), monitor, key=1)
    row = row_of("court")
    refused = correcting.withdraw_claims(claims=[row], reason=" ", by=monitor, at=AT)
    assert refused.findings[0].code == "desk.claim.reason"

    for _ in range(2):
        correcting.withdraw_claims(claims=[row], reason="mistake", by=monitor, at=AT)
    assert ClaimWithdrawal.objects.get().reason == "mistake"
    assert {one.property for one in standing()} == {"person"}
    assert enter("proceeding", said("proceeding", court="Harbour court"), monitor, key=1).new == 1
    (again,) = (one for one in standing() if one.property == "court")
    assert again.again == 1
    assert row_of("court").about_id == subject("watch", 1).pk


@pytest.mark.usefixtures("watched")
def test_a_correction_takes_the_place_of_a_claim(monitor):
    """Its value, or its place alone; what it said before stays on record and cannot be put right twice."""
    enter("proceeding", said("proceeding", verdict="convicted"), monitor, key=1)
    first = row_of("verdict")
    (acquitted,) = said("proceeding", verdict="acquitted")
    parts = {"level": Level.RESTRICTED, "today": TODAY, "by": monitor, "at": AT}
    second = correcting.correct_claim(claim=first, said=acquitted, cited=Cited(place="p. 4"), **parts).claim
    third = correcting.correct_claim(claim=second, said=acquitted, cited=Cited(place="p. 5"), **parts).claim

    assert (second.supersedes_id, third.supersedes_id) == (first.pk, second.pk)
    (held,) = (one for one in standing() if one.property == "verdict")
    assert (held.value, held.at) == ("acquitted", "p. 5")
    assert third.about_id == subject("watch", 1).pk
    same = correcting.correct_claim(claim=third, said=acquitted, cited=Cited(place="p. 5"), **parts)
    assert same.claim.pk == third.pk
    late = correcting.correct_claim(claim=first, said=acquitted, cited=Cited(), **parts)
    assert late.findings[0].code == "desk.claim.standing"


@pytest.mark.usefixtures("watched")
def test_what_is_put_right_by_being_withheld_is_erased_where_it_lay_in_plain(monitor):
    """A tombstone stands for it; entering it once more at a stricter level says where that is done."""
    enter("proceeding", said("proceeding", judge="R. Harrow"), monitor, key=1)
    stricter = enter(
        "proceeding", said("proceeding", judge="R. Harrow"), monitor, key=1, level=Level.WITHHELD
    )
    assert stricter.findings[0].code == "desk.entry.stricter"
    row = row_of("judge")
    (judge,) = said("proceeding", judge="R. Harrow")
    done = correcting.correct_claim(
        claim=row,
        said=judge,
        cited=Cited(place="p. 4"),
        level=Level.WITHHELD,
        today=TODAY,
        by=monitor,
        at=AT,
    )

    assert (done.claim.level, done.left) == ("withheld", ())
    assert ClaimTombstone.objects.get().claim_id == row.pk
    assert not ClaimValue.objects.filter(said__icontains="Harrow").exists()
    assert correcting.standing_claim(done.claim).value == "R. Harrow"
    assert [one.property for one in standing()] == ["person"]


@pytest.mark.usefixtures("watched")
def test_a_whole_thing_is_withheld_with_all_that_it_ever_said(monitor):
    """What was taken back and put right of it before too; its person stands as they stood."""
    first = enter("proceeding", said("proceeding", judge="R. Harrow", court="Harrow court"), monitor, key=1)
    correcting.withdraw_claims(claims=[row_of("judge")], reason="mistake", by=monitor, at=AT)
    left = correcting.withhold_thing(
        thing=EvidenceSubject.objects.get(pk=first.thing), kind="proceeding", today=TODAY, by=monitor, at=AT
    )

    assert left == ()
    assert not ClaimValue.objects.filter(claim__source="gazette", said__isnull=False).exists()
    assert ClaimTombstone.objects.count() == 3
    held = standing_rows().filter(source="gazette")
    assert set(held.values_list("level", "about")) == {("withheld", subject("watch", 1).pk)}
    assert {correcting.standing_claim(row).property for row in held} == {"person", "court"}
    assert CaseRow.objects.get(pk=subject("watch", 1).pk).names == "Person B"


def test_only_a_named_reader_changes_what_is_withheld_and_in_no_words_of_their_own(monitor, second_monitor):
    """A reason in words would lie in plain."""
    columns = {
        **COLUMNS,
        "columns": {**COLUMNS["columns"], "Name": {"property": "person.name", "level": "withheld"}},
    }
    taken_in(a_table(*people_rows(1)), by=monitor, columns=columns)
    row = KeptClaim.objects.filter(source="watch", level="withheld").first()
    parts = {"claims": [row], "by": second_monitor, "at": AT}

    denied = correcting.withdraw_claims(reason="mistake", **parts)
    assert denied.findings[0].code == "desk.claim.readable"
    consenting.name_reader(source=row.source, email=second_monitor.email, by=monitor, at=AT)
    words = correcting.withdraw_claims(reason="Person B asked", **parts)
    assert words.findings[0].code == "desk.claim.no-words"
    correcting.withdraw_claims(reason="source", **parts)
    assert ClaimWithdrawal.objects.get().reason == "source"
    assert CaseRow.objects.filter(pk=row.subject_id).exists()


@pytest.mark.usefixtures("watched")
def test_of_whom_all_is_taken_back_is_still_a_case_that_can_be_destroyed(monitor):
    """Without a name, and counted nowhere; their data are still there to be destroyed."""
    one = subject("watch", 3)
    rows = KeptClaim.objects.filter(subject=one)
    correcting.withdraw_claims(claims=rows, reason="somebody-else", by=monitor, at=AT)

    case = CaseRow.objects.get(pk=one.pk)
    assert (case.names, case.sought) == ("", "")
    destroyed = destroying.destroy_person(subject=one, reason="asked for", on=TODAY, by=monitor, at=AT)
    assert destroyed.claims == rows.count()


def rows_shown():
    """What the view tables hold."""
    fields = [one.attname for one in CountableRow._meta.fields if one.attname != "id"]
    counted = sorted(map(str, CountableRow.objects.values_list(*fields)))
    return counted, sorted(map(str, CaseRow.objects.values_list()))


@pytest.mark.usefixtures("watched")
def test_rows_made_for_one_thing_are_those_that_are_made_for_all(monitor):
    """After each act, in a source that holds much else: nothing is there twice, nothing is left behind."""
    held = {"start": "2026-09-21", "place": "Pier"}
    acts = [
        lambda: enter("detention", said("detention", **held), monitor, key=1, source="watch"),
        lambda: enter("detention", said("detention", **held, outcome="fine"), monitor, key=1),
        lambda: enter("detention", said("detention", low="5", high="9"), monitor),
        lambda: enter("person", said("person", role="journalist"), monitor, key=1, why="one address"),
        lambda: enter("person", said("person", role="lawyer"), monitor, key=2, source="watch"),
        lambda: enter("recommendation", said("recommendation", body="Committee"), monitor, key=(1, 2)),
        lambda: correcting.withdraw_claims(
            claims=KeptClaim.objects.filter(subject=subject("watch", 3)), reason="mistake", by=monitor, at=AT
        ),
        lambda: correcting.withdraw_claims(claims=[row_of("role")], reason="mistake", by=monitor, at=AT),
        lambda: correcting.withdraw_claims(
            claims=KeptClaim.objects.filter(source="gazette"), reason="source", by=monitor, at=AT
        ),
    ]
    for act in acts:
        assert not isinstance(act(), Refusal)
        shown = rows_shown()
        view_tables.rebuild()
        assert shown == rows_shown()


@pytest.mark.usefixtures("watched")
def test_an_entry_about_somebody_destroyed_is_refused(monitor):
    """Nothing comes back of somebody who asked to be taken out."""
    one = subject("watch", 1)
    destroying.destroy_person(subject=one, reason="asked for", on=TODAY, by=monitor, at=AT)

    done = enter("outcome", said("outcome", what="charged"), monitor, key=1)

    assert done.findings[0].code == "desk.decision.here"


def test_an_official_answers_for_an_act_by_what_a_source_says(monitor):
    """Pointed at, not named anew; the kind of responsibility stands beside it."""
    first = enter("official", said("official", name="Ruth Harrow", post="prefect"), monitor)
    (official,) = saying.things_of([first.thing], DataFolderRing())
    says = [
        Saying(property=property_of("answerability.official"), value=official),
        *said("answerability", act="the raid", responsibility="ordered", reply=None),
    ]
    assert enter("answerability", says, monitor).new == 4
    assert {one.value for one in standing() if one.property == "official"} == {official}
