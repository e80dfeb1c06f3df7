"""A case file taken in as what its sources say: shown first, once, and never against what people decided."""

import io

import pytest
from django.core.management import CommandError, call_command
from tests.server.builders import AT, a_user
from tests.server.evidence import EXAMPLES, TODAY, a_source, subject

from undersigned.evidence.claims import Standing
from undersigned.evidence.entry import sayings_of
from undersigned.evidence.properties import property_of
from undersigned.server.actions.counting import outgoing
from undersigned.server.actions.entering import case_import, correcting, saying
from undersigned.server.actions.entering.entry_claims import Cited
from undersigned.server.actions.evidence import consenting, deciding, destroying
from undersigned.server.actions.evidence.leaving import somebody_must_leave
from undersigned.server.actions.followup import following
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.management.commands import importcase
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import (
    CaseRow,
    EvidenceSource,
    KeptClaim,
    LinkDecision,
    OutgoingProposal,
    Sameness,
)

EXAMPLE = EXAMPLES.parents[1] / "doc-14983" / "people.toml"
FILE = """
decided = { by = "the monitor", on = "2026-11-01", why = "one address" }
[sources.gazette]
title = "Gazette"
[sources.radio]
title = "Radio"
[[people]]
key = "holt"
name = [{ value = "Nadia Holt", source = "gazette", at = "p. 1" }, { value = "Nadja Holt", source = "radio" }]
occupation = [{ value = "teacher", source = "radio", denied = true }]
[[people.outcome]]
source = "gazette"
what = "charged"
on = "2026-10"
[[recommendation]]
source = "gazette"
body = "Committee"
paragraph = "17"
"""


def take(by, text=FILE):
    done = case_import.take_case_file(text=text, by=by, at=AT)
    assert not isinstance(done, Refusal), done
    return done


def test_a_file_is_shown_taken_in_once_and_changes_nothing_again(monitor):
    """Claims, sources, who is one with whom; the second time nothing is new."""
    shown = case_import.show_case_file(FILE)
    assert (shown.new, shown.decisions, KeptClaim.objects.count()) == (8, 1, 0)
    assert EvidenceSource.objects.count() == 0

    assert take(monitor) == shown
    before = KeptClaim.objects.count(), LinkDecision.objects.count()
    assert before == (8, 1)
    assert LinkDecision.objects.get().reason.why == "one address (the monitor, 2026-11-01)"
    again = take(monitor)
    assert (again.new, again.decisions) == (0, 0)
    assert [one.here for one in again.sources] == ["Gazette", "Radio"]
    assert (KeptClaim.objects.count(), LinkDecision.objects.count()) == before
    assert KeptClaim.objects.filter(about=subject("gazette", "holt")).count() == 3


def test_what_people_did_since_stays_as_it_is(monitor):
    """A claim taken back, a decision taken back, a person destroyed: none comes back with the file."""
    take(monitor)
    row = KeptClaim.objects.get(value__said__property="occupation")
    correcting.withdraw_claims(claims=[row], reason="mistake", by=monitor, at=AT)
    deciding.undo(decision=LinkDecision.objects.get(), why="two houses", by=monitor, at=AT)

    assert (take(monitor).new, LinkDecision.objects.count()) == (0, 2)
    assert LinkDecision.objects.get(superseded_by=None).what == Sameness.UNSURE
    one = subject("radio", "holt")
    destroying.destroy_person(subject=one, reason="asked for", on=TODAY, by=monitor, at=AT)
    take(monitor)
    assert not CaseRow.objects.filter(pk=one.pk).exists()


def test_whoever_has_something_withheld_here_is_withheld_in_the_file_too(monitor):
    """Nothing of them is kept in plain; the same file again is still nothing new."""
    (contact,) = sayings_of(property_of("person.contact"), "+999 1", Standing.SAID)
    take(monitor, FILE.partition("[[people.outcome]]")[0])
    one = subject("gazette", "holt")
    saying.say(
        source=EvidenceSource.objects.get(pk="gazette"),
        kind="person",
        says=[contact],
        cited=Cited(),
        level=saying.Level.PUBLIC,
        persons=[one],
        today=TODAY,
        by=monitor,
        at=AT,
    )
    shown = take(monitor)

    assert (shown.new, shown.withheld) == (5, 3)
    outcomes = KeptClaim.objects.filter(about=one)
    assert set(outcomes.values_list("level", flat=True)) == {"withheld"}
    assert take(monitor).new == 0


def test_whoever_has_something_withheld_that_happened_to_them_is_withheld_in_the_file_too(monitor):
    """Not only what is said of the person: an outcome is a thing of its own, and about them."""
    take(monitor, FILE.partition("[[people.outcome]]")[0])
    one = subject("gazette", "holt")
    following.keep_outcome(
        subject=one,
        source=EvidenceSource.objects.get(pk="gazette"),
        said={"what": "charged", "on": TODAY},
        place="",
        level=saying.Level.WITHHELD,
        today=TODAY,
        by=monitor,
        at=AT,
    )
    shown = take(monitor)

    assert (shown.new, shown.withheld) == (5, 3)
    assert set(KeptClaim.objects.filter(about=one).values_list("level", flat=True)) == {"withheld"}


def test_a_source_that_is_withheld_here_stays_so(monitor):
    """Whatever the file says of it."""
    a_source("gazette", by=monitor, level="withheld")
    take(monitor)

    rows = KeptClaim.objects.filter(source="gazette")
    assert set(rows.values_list("level", flat=True)) == {"withheld"}
    assert saying.things_of(rows.values_list("subject", flat=True), DataFolderRing())


def test_a_file_that_cannot_be_held_keeps_nothing(monitor):
    """It is refused in words."""
    done = case_import.take_case_file(text=FILE.replace("charged", "vanished"), by=monitor, at=AT)

    assert done.findings[0].code == "desk.case-file.readable"
    assert EvidenceSource.objects.count() == 0


def test_the_command_shows_first_and_keeps_when_told(monitor, tmp_path):
    """Numbers and sources, and no name of anybody; only in the name of a monitor."""
    file = tmp_path / "case.toml"
    file.write_text(FILE, encoding="utf-8")

    def said(*more):
        out = io.StringIO()
        call_command("importcase", str(file), "--by", monitor.email, *more, stdout=out)
        return out.getvalue()

    assert "gazette: Gazette: 6 new, 0 on record" in said()
    assert KeptClaim.objects.count() == 0
    kept = said("--keep")
    assert "8 claims are kept" in kept
    assert "Holt" not in kept
    assert "0 claims are kept" in said("--keep")
    with pytest.raises(CommandError, match="no monitor"):
        call_command("importcase", str(file), "--by", a_user(role="clerk").email)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("importcase", str(tmp_path / "none"), "--by", monitor.email)


def test_the_command_makes_the_site_anew_where_somebody_must_leave_it(monitor, tmp_path, monkeypatch):
    """A person who is public, of whom the file brings what a source holds back."""
    take(monitor, FILE.partition("[[people.outcome]]")[0])
    made = []
    monkeypatch.setattr(importcase, "bring_up", lambda **_: made.append(somebody_must_leave()))
    file = tmp_path / "case.toml"
    a_source("letter", by=monitor, level="restricted")
    file.write_text(FILE.replace('source = "gazette"\nwhat', 'source = "letter"\nwhat'), encoding="utf-8")
    file.write_text(file.read_text() + '[sources.letter]\ntitle = "Letter"\n', encoding="utf-8")

    source = EvidenceSource.objects.get(pk="gazette")
    consenting.keep_consent_of_source(
        source=source, to="publish", given=True, on=TODAY, today=TODAY, asked_by="G", by=monitor, at=AT
    )
    listed = outgoing.propose(sources=[source], on=TODAY, by=monitor, at=AT)
    approved = outgoing.approve(proposal=listed, on=TODAY, by=a_user(role="monitor"), at=AT)
    assert isinstance(approved, OutgoingProposal), approved
    call_command("importcase", str(file), "--by", monitor.email, stdout=io.StringIO())
    assert made == []
    call_command("importcase", str(file), "--by", monitor.email, "--keep", stdout=io.StringIO())
    assert made == [True]


def test_the_example_goes_in_whole(monitor):
    """The facts of the founding document, every claim of them, and once."""
    shown = take(monitor, EXAMPLE.read_text(encoding="utf-8"))

    assert shown.new == KeptClaim.objects.count() > 0
    assert take(monitor, EXAMPLE.read_text(encoding="utf-8")).new == 0
