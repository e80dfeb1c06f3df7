"""The atom: one source, one subject, one thing said; and what it looks like as data."""

import json
from datetime import UTC, date, datetime

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.builders import KEY, a_claim, a_subject

from undersigned.evidence.captures import CustodyAct, CustodyError, CustodyEvent, capture, unchanged
from undersigned.evidence.claims import Claim, ClaimError, Entry, Standing, claim_id
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.followthemoney import to_claims, to_statements
from undersigned.evidence.interchange import claim_as_data, claim_of_data
from undersigned.evidence.properties import PropertyError, properties, property_of
from undersigned.evidence.sources import SourceError, SourceId, source_of
from undersigned.evidence.vocabularies.vocabulary import vocabularies, vocabulary
from undersigned.values.dates import SourceDate
from undersigned.values.digest import canonical_json
from undersigned.values.findings import Outcome

DAY = SourceDate.of_day(date(2026, 9, 20))


def test_the_same_thing_said_again_has_the_same_id():
    """Wherever in the list the row has moved, whoever entered it, whenever."""
    entry = Entry(by="a clerk", at=datetime(2026, 10, 1, tzinfo=UTC))

    assert claim_id(a_claim(at="A!C17", entry=entry), key=KEY) == claim_id(a_claim(at="A!C3"), key=KEY)


@pytest.mark.parametrize(
    "change", [{"value": "Temir"}, {"key": "2"}, {"source": "list-b"}, {"standing": Standing.DENIED}]
)
def test_another_thing_said_has_another_id(change):
    """Another value, subject, source or answer is another claim."""
    assert claim_id(a_claim(**change), key=KEY) != claim_id(a_claim(), key=KEY)


def test_a_public_id_needs_no_key_and_any_other_cannot_be_guessed():
    """Who guesses a withheld name cannot confirm it by its id."""
    hidden = a_claim(level=Level.WITHHELD)

    assert claim_id(a_claim(), key=KEY) == claim_id(a_claim(), key=b"another")
    assert claim_id(hidden, key=KEY) != claim_id(hidden, key=b"another")
    assert claim_id(hidden, key=KEY) != claim_id(a_claim(), key=KEY)


def test_silence_is_no_claim():
    """A value is said or denied; only what was sought and not found has none."""
    with pytest.raises(ClaimError):
        a_claim(None)
    with pytest.raises(ClaimError):
        a_claim("Temir", standing=Standing.NOT_FOUND)

    assert a_claim(None, standing=Standing.NOT_FOUND).value is None


VALUES = st.one_of(
    st.text(min_size=1, alphabet=st.characters(codec="utf-8")),
    st.integers(0, 10**6),
    st.dates().map(SourceDate.of_day),
    st.builds(
        lambda first, days: SourceDate.between(min(first, days), max(first, days)), st.dates(), st.dates()
    ),
    st.just(a_subject("9", kind="detention")),
)


@settings(max_examples=40)
@given(VALUES, st.sampled_from(Level), st.sampled_from([Standing.SAID, Standing.DENIED]))
def test_a_claim_survives_being_written_and_read(value, level, standing):
    """As JSON and back nothing is lost."""
    claim = a_claim(value, level=level, standing=standing, at="17, Name", language="kk", withdrawn="an error")

    assert claim_of_data(json.loads(json.dumps(claim_as_data(claim)))) == claim


@pytest.mark.parametrize(
    "change",
    [{"property": "height"}, {"value": True}, {"value": {"date": "soon"}}, {"level": "secret"}, {"key": 7}],
)
def test_data_that_is_no_claim_is_refused(change):
    """In words of ours, whatever is wrong with it."""
    with pytest.raises((ClaimError, PropertyError)):
        claim_of_data(claim_as_data(a_claim()) | change)


@settings(max_examples=20)
@given(
    st.recursive(st.text(alphabet=st.characters(codec="utf-8")) | st.integers(0, 2**50) | st.none(), st.lists)
)
def test_canonical_data_is_what_the_standard_says(data):
    """For what claims are made of our bytes are those of RFC 8785."""
    assert canonical_json({"b": data, "a": 1}) == rfc8785.dumps({"b": data, "a": 1})


# ---- followthemoney ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        a_claim(language="kk", at="17, Name"),
        a_claim(a_subject(), kind="detention", property="person"),
        a_claim(DAY, kind="detention", property="start"),
        a_claim(SourceDate.of_month(2026, 9, "2026-09"), kind="detention", property="end"),
        a_claim("fine", kind="detention", property="kind", as_written="штраф"),
        a_claim("Opinion No. 16/2017", kind="opinion", property="symbol"),
        a_claim("An Organisation", kind="recognition", property="by"),
    ],
)
def test_what_a_statement_can_hold_comes_back(claim):
    """There and back through the other model nothing is lost."""
    export = to_statements([claim])

    assert export.left_out == 0
    assert to_claims(export.statements) == (claim,)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        (a_claim(level=Level.RESTRICTED), "level"),
        (a_claim(standing=Standing.DENIED), "standing"),
        (a_claim(None, standing=Standing.NOT_FOUND), "standing"),
        (a_claim(withdrawn="an error"), "withdrawn"),
        (a_claim("fine", kind="detention", property="outcome"), "property"),
        (
            a_claim(
                SourceDate.between(date(2025, 12, 30), date(2026, 1, 2)), kind="detention", property="start"
            ),
            "years",
        ),
    ],
)
def test_what_no_statement_can_hold_is_counted(claim, why):
    """A denial, a level, a span over two years: left out and said so, never bent to fit."""
    export = to_statements([claim])

    assert export.statements == ()
    assert (export.left_out, export.left_out_by) == (1, {why: 1})


def test_days_of_one_month_become_that_month():
    """A span comes back wider, never narrower."""
    span = a_claim(
        SourceDate.between(date(2026, 9, 20), date(2026, 9, 21)), kind="detention", property="start"
    )

    assert to_statements([span]).statements[0]["value"] == "2026-09"


# ---- sources, captures, levels, vocabularies --------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"title": 3},
        {"title": "A list", "colour": "red"},
        {"title": "A list", "level": "x"},
        {"title": "A", "published": "soon"},
    ],
)
def test_a_source_that_nobody_could_look_up_is_refused(said):
    """Neither title nor address, an unknown field, a wrong value."""
    with pytest.raises(SourceError):
        source_of("list-a", said)


def test_a_capture_is_unchanged_only_while_its_bytes_are():
    """What can be said is: since it was taken in."""
    taken = capture(
        b"rows", source=SourceId("a"), media_type="text/csv", taken_from="a.csv", by="x", at=_at(1)
    )

    assert unchanged(taken, b"rows").outcome is Outcome.PASSED
    assert unchanged(taken, b"rows ").outcome is Outcome.FAILED
    assert unchanged(taken, None).outcome is Outcome.UNDETERMINED


def test_custody_only_grows_and_only_forward():
    """An event before the latest, or after a destruction, does not fit."""
    taken = capture(
        b"rows", source=SourceId("a"), media_type="text/csv", taken_from="a.csv", by="x", at=_at(2)
    )
    gone = taken.then(CustodyEvent(act=CustodyAct.DESTROYED, by="y", at=_at(3), digest=taken.digest))

    assert [event.act for event in gone.custody] == [CustodyAct.RECEIVED, CustodyAct.DESTROYED]
    with pytest.raises(CustodyError):
        taken.then(CustodyEvent(act=CustodyAct.OPENED, by="y", at=_at(1), digest=taken.digest))
    with pytest.raises(CustodyError):
        gone.then(CustodyEvent(act=CustodyAct.OPENED, by="y", at=_at(4), digest=taken.digest))


def _at(hour: int) -> datetime:
    return datetime(2026, 10, 1, hour, tzinfo=UTC)


def test_the_strictest_level_wins():
    """Of a cluster as of a file."""
    assert strictest([Level.PUBLIC, Level.WITHHELD, Level.RESTRICTED]) is Level.WITHHELD
    assert strictest([]) is Level.PUBLIC


@pytest.mark.parametrize("name", vocabularies())
def test_every_term_is_said_in_english_and_french(name):
    """And what no speaker looked at is marked so wherever there is any."""
    known = vocabulary(name)

    assert all({"en", "fr"} <= term.labels.keys() for term in known.terms.values())
    assert {"ru", "kk"} & {one for term in known.terms.values() for one in term.labels} <= set(
        known.unchecked
    )


def test_a_word_is_looked_up_whole():
    """Case and ё do not matter; a part of a word is no word."""
    outcomes = vocabulary("detention-outcome")

    assert outcomes.code("  ШТРАФ ") == outcomes.code("Айыппұл") == "fine"
    assert outcomes.code("освобождён") == "released"
    assert outcomes.code("штраф 50") is None


def test_every_property_names_a_vocabulary_or_a_kind_that_is_there():
    """A code has its terms, a subject its kind."""
    kinds = {one.kind for one in properties().values()}

    assert all(vocabulary(one.vocabulary).terms for one in properties().values() if one.type == "code")
    assert all(one.of in kinds for one in properties().values() if one.type == "subject")
    assert {one.type for one in properties().values()} == {
        "name",
        "text",
        "date",
        "number",
        "code",
        "subject",
    }


def test_births_and_relatives_are_never_public():
    """Whatever a list or a mapping says."""
    assert property_of("person.birth").least is Level.RESTRICTED
    assert {property_of(f"person.{name}").least for name in ("health", "family", "contact", "address")} == {
        Level.WITHHELD
    }
    with pytest.raises(PropertyError):
        property_of("person.height")


def test_claims_are_hashable_values():
    """Two equal ones are one in a set."""
    assert len({a_claim(), a_claim(), a_claim("Dauren")}) == 2
    assert isinstance(a_claim(), Claim)
