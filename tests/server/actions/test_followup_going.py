"""What became of a text going out: two people, the names that it prints, consent; page, feed and notice."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from tests.server.builders import (
    AT,
    TEXTS,
    a_collection,
    a_draft,
    a_user,
    signatures,
)
from tests.server.evidence import TODAY, a_source, a_table, consent_answered, people_rows, subject, taken_in
from tests.server.publishing_cases import DAY, ruled

from undersigned.evidence.claims import Claim, Subject, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.server.actions.collecting.numbering import number_declaration
from undersigned.server.actions.entering.correcting import withdraw_claims
from undersigned.server.actions.evidence import destroying, leaving
from undersigned.server.actions.evidence.claims import keep_claims
from undersigned.server.actions.followup import following, followup_going, telling
from undersigned.server.actions.followup.followed_things import followed_things
from undersigned.server.actions.publishing import site
from undersigned.server.actions.publishing.publishing import publish_edition
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import (
    EvidenceSource,
    EvidenceSubject,
    FollowUpList,
    FollowUpNotice,
    KeptClaim,
    PublishedBody,
    PublishedFile,
)
from undersigned.values.dates import SourceDate

NAMED, UNNAMED = "Person B", "Person C"
PAGE, FATE, FEED = (
    f"en/{one}"
    for one in (
        "concord/written-declaration/1.html",
        "concord/written-declaration/1/followup.html",
        "feed.atom",
    )
)
SAID = {
    language: {**TEXTS[language], "clauses": [f"{NAMED} is held.", "We call for the release of all."]}
    for language in ("en", "fr")
}
LATER = AT + timedelta(days=1)


@pytest.fixture
def text(monitor, clerk):
    """A text that names one of the two who are followed, ready for its first edition."""
    taken_in(a_table(*people_rows(2)), by=monitor)
    collection = a_collection(draft=a_draft(texts_=SAID), by=clerk)
    signatures(collection, 22, by=clerk, confirmed_by=a_user())
    ruled(collection, by=clerk)
    number_declaration(collection=collection, on=DAY, by=clerk, at=AT)
    for key in (1, 2):
        following.follow(collection=collection, subject=subject("watch", key), by=monitor, at=AT)
        became(key, "remanded", on=date(2026, 10, 1), by=monitor)
    collection.refresh_from_db()
    return collection


def became(key, what, *, on, by, level=Level.PUBLIC, **more):
    kept = following.keep_outcome(
        subject=subject("watch", key),
        source=a_source("ombudsman", by=by, title="Ombudsman’s report"),
        said={"what": what, "on": on, **more},
        place="p. 4",
        level=level,
        today=TODAY,
        by=by,
        at=AT,
    )
    assert isinstance(kept, int), kept


def agreed(by, *, given=True, keys=(1, 2), on=TODAY):
    for key in keys:
        consent_answered(subject("watch", key), by, given=given, on=on)


def let_out(collection, by, second, at=AT, on=TODAY):
    proposed = followup_going.propose_followup(collection=collection, on=on, by=by, at=at)
    assert isinstance(proposed, FollowUpList), proposed
    approved = followup_going.approve_followup(list_=proposed, on=on, by=second, at=at)
    assert isinstance(approved, FollowUpList), approved
    return approved


def asked(kind, collector, collection, **values):
    """A recommendation, a call or a reply that one source tells, followed for a text."""
    source = a_source("ombudsman", by=collector)
    thing = Subject(source=source.pk, kind=kind, key=f"{kind}-1")
    ring = DataFolderRing()
    claims = [
        Claim(subject=thing, property=name.replace("_", "-"), value=value) for name, value in values.items()
    ]
    keep_claims(
        [(claim_id(one, key=ring.register_key()), one) for one in claims],
        ring=ring,
        batch=None,
        by=collector,
        at=AT,
    )
    held = EvidenceSubject.objects.get(claims__pk=claim_id(claims[0], key=ring.register_key()))
    following.follow(collection=collection, subject=held, by=collector, at=AT)


def published(path):
    held = (
        PublishedFile.objects.filter(publication__current__isnull=False, path=path)
        .select_related("body")
        .first()
    )
    return bytes(held.body.body).decode() if held else None


def test_only_whom_the_text_prints_and_who_agreed_may_go_out(text, monitor):
    """Without consent nobody; of the unnamed nothing; and a level that is not public stays back, counted."""
    nothing = followup_going.may_go_out(text, on=TODAY)
    assert nothing.claims == ()
    assert [one.particulars["reason"] for one in nothing.findings if not one.ok] == ["consent"]

    agreed(monitor)
    became(1, "charged", on=date(2026, 10, 2), by=monitor, level=Level.RESTRICTED)
    cluster = followup_going.may_go_out(text, on=TODAY)
    assert cluster.claims == ()  # one claim that is not public pulls up all


def test_a_list_needs_two_people_and_shows_what_it_held(text, monitor, second_monitor):
    """Its proposer cannot approve it; what is not on the list is not shown, though it may be known."""
    agreed(monitor)
    proposed = followup_going.propose_followup(collection=text, on=TODAY, by=monitor, at=AT)
    own = followup_going.approve_followup(list_=proposed, on=TODAY, by=monitor, at=AT)
    assert own.findings[0].code == "evidence.outgoing.second-person"
    assert followup_going.public_followup(text, today=TODAY) is None

    followup_going.approve_followup(list_=proposed, on=TODAY, by=second_monitor, at=AT)
    became(1, "released", on=date(2026, 11, 1), by=monitor, how="parole", restriction=["no-travel"])
    found = followup_going.public_followup(text, today=TODAY)
    assert [(one.name, [day.what for day in one.happened]) for one in found.people] == [(NAMED, ["remanded"])]
    assert found.looked == TODAY
    assert found.people[0].age == (TODAY - date(2026, 10, 1)).days
    much_later = followup_going.public_followup(text, today=TODAY + timedelta(days=200))
    assert (much_later.looked, much_later.people[0].old) == (TODAY, True)
    assert found.people[0].key == subject("watch", 1).public_id

    twice = followup_going.approve_followup(list_=proposed, on=TODAY, by=second_monitor, at=AT)
    assert twice.findings[0].code == "desk.outgoing.open"
    let_out(text, monitor, second_monitor, at=LATER)
    (person,) = followup_going.public_followup(text, today=TODAY).people
    assert [day.what for day in person.happened] == ["remanded", "released"]


def test_a_list_set_aside_lets_nothing_out(text, monitor, second_monitor):
    """And cannot be approved any more."""
    agreed(monitor)
    proposed = followup_going.propose_followup(collection=text, on=TODAY, by=monitor, at=AT)
    followup_going.set_followup_aside(list_=proposed, by=second_monitor, at=AT)

    late = followup_going.approve_followup(list_=proposed, on=TODAY, by=second_monitor, at=AT)
    assert isinstance(late, Refusal)
    assert followup_going.public_followup(text, today=TODAY) is None


def test_what_may_not_be_shown_any_more_leaves_without_a_new_list(text, monitor, second_monitor):
    """A claim that was taken back; a person who withdrew their consent; one whose data was destroyed."""
    agreed(monitor)
    let_out(text, monitor, second_monitor)
    rows = list(KeptClaim.objects.filter(source="ombudsman", about=subject("watch", 1)).order_by("pk"))
    withdraw_claims(claims=rows, reason="mistake", by=monitor, at=AT)
    (person,) = followup_going.public_followup(text, today=TODAY).people
    assert person.happened == ()

    agreed(monitor, given=False)
    assert followup_going.public_followup(text, today=TODAY) is None


def test_recommendations_calls_and_replies_are_followed_and_go_out(text, monitor, second_monitor):
    """Each with its state and its day on the list of what is due, and on the page."""
    agreed(monitor)
    asked(
        "recommendation",
        monitor,
        text,
        body="UN Committee",
        symbol="A/1",
        state="not",
        state_on=SourceDate.of_day(date(2026, 8, 1)),
    )
    asked("call", monitor, text, clause=2, demand="release")
    asked("reply", monitor, text, by="The ministry", on=SourceDate.of_day(date(2026, 11, 2)), substance="No.")

    kinds = {type(one.about).__name__: one for one in followed_things(TODAY)}
    assert set(kinds) == {"Standing", "Followed", "Call", "Reply"}
    assert kinds["Followed"].now  # 118 days old
    assert not kinds["Reply"].now

    let_out(text, monitor, second_monitor)
    found = followup_going.public_followup(text, today=TODAY)
    assert [(one.label, one.state, one.old) for one in found.recommendations] == [
        ("UN Committee, A/1", "not", True)
    ]
    assert [(one.label, one.state, dict(one.people)) for one in found.calls] == [
        ("release", "not", {"not": 1})
    ]
    assert [one.by for one in found.replies] == ["The ministry"]


def test_the_page_the_feed_and_the_notice(
    text, monitor, second_monitor, clerk, django_capture_on_commit_callbacks, mailoutbox
):
    """A status changes: the page and the feed show it, then the signatories hear of it; the text stays."""
    agreed(monitor)
    first = publish_edition(collection=text, on=DAY, by=clerk, at=AT)
    assert hasattr(first, "label"), first
    text_before = published("en/concord/written-declaration/1.txt")
    assert published(FATE) is None

    became(1, "released", on=date(2026, 11, 1), by=monitor, how="parole", restriction=["no-travel"])
    early = telling.tell_signatories(collection=text, address=str, by=clerk, at=AT)
    assert early.findings[0].code == "desk.notice.news"

    let_out(text, monitor, second_monitor, at=LATER)
    shown = site.make_anew(on=TODAY, by=second_monitor, at=LATER)
    assert shown, shown
    for path in (PAGE, FATE):
        page = published(path)
        assert NAMED in page
        assert "early release by a court" in page
        assert "Ombudsman’s report" in page
        assert UNNAMED not in page
    assert "noindex" in published(FATE)
    feed = published(FEED)
    assert "looked at again" in feed
    assert NAMED not in feed
    assert published("en/concord/written-declaration/1.txt") == text_before
    assert "followup" not in published(f"en/concord/written-declaration/1@{first.label}.html")

    member = text.signatures.first().member
    a_user(role="member", member=member, language="en", email="en@concord.example")
    address = "https://desk.example/en/x.html"
    with django_capture_on_commit_callbacks(execute=True):
        telling.tell_signatories(
            collection=text, address=lambda _: address, by=clerk, at=LATER + timedelta(hours=1)
        )
    assert FollowUpNotice.objects.get().letters == 1
    assert address in mailoutbox[0].body
    assert not any("Person" in one.body + one.subject for one in mailoutbox)
    assert "nobody puts it down to the text" in mailoutbox[0].body
    again = telling.tell_signatories(collection=text, address=str, by=clerk, at=LATER + timedelta(hours=2))
    assert again.findings[0].code == "desk.notice.news"


@pytest.mark.parametrize("how", ["consent", "destroyed"])
def test_a_name_leaves_every_public_byte_at_once(text, monitor, second_monitor, clerk, how):
    """Of the site that is shown and of the one before; the official text stays as it was."""
    agreed(monitor)
    other = "Persona Alternativa"
    thing = subject("watch", 1)
    spelled = Subject(source="watch", kind="person", key="1")
    claim = Claim(subject=spelled, property="name", value=other)
    ring = DataFolderRing()
    keep_claims([(claim_id(claim, key=ring.register_key()), claim)], ring=ring, batch=None, by=monitor, at=AT)
    let_out(text, monitor, second_monitor)
    publish_edition(collection=text, on=DAY, by=clerk, at=AT)
    assert other in published(FATE)

    handles = [thing.pk]
    assert leaving.names_in_public(handles)
    if how == "consent":
        agreed(monitor, given=False, keys=(1,))
    else:
        destroying.destroy_person(subject=thing, reason="asked", on=TODAY, by=monitor, at=AT)
    site.make_anew(on=TODAY, by=monitor, at=LATER, forget=True)

    assert published(FATE) is None
    bodies = [bytes(one.body) for one in PublishedBody.objects.all()]
    assert not [body for body in bodies if other.encode() in body]
    assert "Ombudsman" not in published(PAGE)


def test_the_site_is_made_anew_at_the_machine(text, monitor, second_monitor, clerk, capsys):
    """Where an act could not: whoever withdrew their consent meanwhile leaves."""
    call_command("makesite")
    assert "Nothing was published yet." in capsys.readouterr().out

    agreed(monitor)
    let_out(text, monitor, second_monitor)
    publish_edition(collection=text, on=DAY, by=clerk, at=AT)
    assert published(FATE) is not None
    agreed(monitor, given=False)
    call_command("makesite")
    assert "made anew" in capsys.readouterr().out
    assert published(FATE) is None


def test_nothing_is_made_anew_before_anything_is_published(monitor):
    """There is no site yet."""
    assert site.make_anew(on=TODAY, by=monitor, at=AT) is None
    assert not EvidenceSource.objects.exists()
