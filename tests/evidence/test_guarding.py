"""What protects people: consent, approved lists, ciphertext, destruction."""

from datetime import date

import pytest
from tests.evidence.builders import KEY, a_claim, a_subject

from undersigned.evidence.approving import OutgoingList, outgoing
from undersigned.evidence.claims import Claim, claim_id
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.consent import Consent, ConsentTo, consented
from undersigned.evidence.withholding import WithholdingError, destroy, disclose, handle_of, withhold
from undersigned.values.findings import Outcome

DAY = date(2026, 10, 1)
CANARY = "Kanareika Nazvannova"


class Ring:
    """A key ring in memory: a key is its handle, twice."""

    def __init__(self):
        self.keys, self.gone = {}, set()

    def key(self, handle):
        return self.keys.get(handle)

    def new_key(self, handle):
        assert handle not in self.gone
        return self.keys.setdefault(handle, (handle * 2).encode())

    def destroy(self, handle):
        self.keys.pop(handle, None)
        self.gone.add(handle)


def yes(person=None, **more):
    fields = {
        "person": person or a_subject(),
        "to": ConsentTo.PUBLISH,
        "given": True,
        "on": DAY,
        "asked_by": "x",
    }
    return Consent(**(fields | more))


def listed(*claims, by="a", approved="b"):
    ids = frozenset(claim_id(claim, key=KEY) for claim in claims)
    return OutgoingList(claims=ids, proposed_by=by, approved_by=approved, on=DAY)


def test_silence_is_no_consent_and_the_latest_answer_counts():
    """A withdrawal is an answer; two answers of one day must both be yes."""
    withdrawn = yes(given=False, on=date(2026, 10, 2))

    assert consented([], a_subject(), ConsentTo.PUBLISH, on=DAY) is None
    assert consented([yes()], a_subject(), ConsentTo.PUBLISH, on=DAY) is True
    assert consented([yes(), withdrawn], a_subject(), ConsentTo.PUBLISH, on=DAY) is True
    assert consented([yes(), withdrawn], a_subject(), ConsentTo.PUBLISH, on=date(2026, 10, 3)) is False
    assert consented([yes(), yes(given=False)], a_subject(), ConsentTo.PUBLISH, on=DAY) is False
    assert consented([yes()], a_subject(), ConsentTo.SHARE, on=DAY) is None


def test_consent_to_one_thing_is_none_to_another():
    """A scope names properties."""
    answers = [yes(scope=frozenset({"person.name"}))]

    assert consented(answers, a_subject(), ConsentTo.PUBLISH, on=DAY, property_="person.name") is True
    assert consented(answers, a_subject(), ConsentTo.PUBLISH, on=DAY, property_="person.sex") is False


@pytest.mark.parametrize("approved", [None, "a"])
def test_nothing_goes_out_on_one_person_s_word(approved):
    """Without a second person there is no list."""
    claim = a_claim()

    out = outgoing([claim], listed(claim, approved=approved), consents=[yes()], key=KEY)

    assert out.claims == ()
    assert out.findings[0].outcome is Outcome.FAILED


def test_only_what_is_on_the_list_goes_out():
    """Never a filter over everything that is public."""
    on_it, beside_it = a_claim(), a_claim("Temir A.")

    assert outgoing([on_it, beside_it], listed(on_it), consents=[yes()], key=KEY).claims == (on_it,)


@pytest.mark.parametrize(
    ("claims", "consents", "reason"),
    [
        ([a_claim(level=Level.RESTRICTED)], [yes()], "level"),
        ([a_claim(), a_claim("x", property="note", level=Level.RESTRICTED)], [yes()], "cluster"),
        ([a_claim()], [], "consent"),
        (
            [a_claim()],
            [yes(given=False)],
            "consent",
        ),
    ],
)
def test_what_may_not_go_stays_back_with_its_reason(claims, consents, reason):
    """Its level, something else known of the person, no consent; and no finding says whose."""
    out = outgoing(claims, listed(claims[0]), consents=consents, key=KEY)

    assert out.claims == ()
    assert out.findings[-1].particulars == {"reason": reason, "claims": 1}
    assert "Temir" not in str(out.findings)


@pytest.mark.parametrize(
    ("level", "counted", "goes"),
    [
        (Level.RESTRICTED, {"detention.start"}, True),
        (Level.RESTRICTED, {"detention.end"}, False),
        (Level.WITHHELD, {"detention.start"}, False),
    ],
)
def test_of_a_restricted_person_only_what_is_counted_goes_out(level, counted, goes):
    """A count may go outside where the strictest level is restricted, and nowhere else (safety.md 2)."""
    held = a_claim(a_subject(), kind="detention", property="person", key="7")
    day = a_claim("2026-09-20", kind="detention", property="start", key="7")
    birth = a_claim("1991", property="birth", level=level)
    known = [a_claim(), held, day, birth]

    out = outgoing(known, listed(*known), consents=[yes()], counted=frozenset(counted), key=KEY)

    assert out.claims == ((day,) if goes else ())


def test_a_detention_whose_person_must_not_be_told_is_no_group():
    """Its day alone would be a row of "one or more" people, without an upper bound."""
    counted = frozenset({"detention.person", "detention.start"})
    held = a_claim(a_subject(), kind="detention", property="person", key="7", level=Level.RESTRICTED)
    day = a_claim("2026-09-20", kind="detention", property="start", key="7")

    out = outgoing([held, day], listed(held, day), consents=[yes()], counted=counted, key=KEY)

    assert out.claims == ()
    assert [one.particulars["reason"] for one in out.findings[1:]] == ["level", "cluster"]


def test_one_claim_that_must_not_be_known_pulls_up_the_person_in_every_source():
    """Also what is said of them by a detention in another list."""
    other = a_subject(source="list-b")
    name = a_claim()
    hidden = a_claim(
        other, kind="detention", property="person", source="list-b", key="7", level=Level.WITHHELD
    )
    clusters = [(a_subject(), other)]

    assert outgoing([name, hidden], listed(name), consents=[yes()], key=KEY).claims == (name,)
    assert outgoing([name, hidden], listed(name), consents=[yes()], clusters=clusters, key=KEY).claims == ()


def test_what_lies_in_ciphertext_pulls_up_the_person_too():
    """Whoever approves need not hold the keys, in this list or in another of the same person."""
    other = a_subject(source="list-b")
    name = a_claim()
    kept = withhold(
        a_claim("+7", subject=other, property="contact", level=Level.WITHHELD), ring=Ring(), key=KEY
    )
    go = {"consents": [yes()], "key": KEY}

    assert outgoing([name], listed(name), withheld=[kept], **go).claims == (name,)
    assert outgoing([name], listed(name), withheld=[kept], clusters=[(a_subject(), other)], **go).claims == ()


def test_what_lies_in_ciphertext_of_a_thing_pulls_up_whom_it_is_about():
    """An eyewitness of a detention that has a key of its own: nothing of the person goes out."""
    name = a_claim()
    about = a_claim(a_subject(), kind="detention", property="person", key="7")
    subject = a_subject("7", kind="detention")
    kept = withhold(
        a_claim("x", subject=subject, property="eyewitness", level=Level.WITHHELD), ring=Ring(), key=KEY
    )
    go = {"consents": [yes()], "key": KEY}

    assert outgoing([name, about], listed(name), **go).claims == (name,)
    assert outgoing([name, about], listed(name), withheld=[kept], **go).claims == ()


def test_a_detention_needs_the_consent_of_whom_it_names():
    """And of a group, where nobody is named, of nobody."""
    person = a_claim(a_subject(), kind="detention", property="person")
    place = a_claim("police bus", kind="detention", property="place")
    group = a_claim(200, kind="detention", property="low", key="9")
    everything = [person, place, group]

    assert outgoing(everything, listed(*everything), key=KEY).claims == (group,)
    assert outgoing(everything, listed(*everything), consents=[yes()], key=KEY).claims == (
        person,
        place,
        group,
    )


def test_a_withheld_claim_is_not_readable_and_comes_back_whole():
    """Its name is nowhere in what is kept; with the ring it is all there."""
    ring, claim = Ring(), a_claim(CANARY, level=Level.WITHHELD, at="A!B3")

    kept = withhold(claim, ring=ring, key=KEY)

    assert CANARY not in str(kept.as_data())
    assert CANARY.encode().hex() not in str(kept.as_data())
    assert disclose(kept, ring=ring) == claim


def test_reading_a_list_again_gives_the_same_ciphertext():
    """And its length does not tell a short name from a long one."""
    ring = Ring()
    short, long = (
        withhold(a_claim(name, level=Level.WITHHELD), ring=ring, key=KEY) for name in ("Li", CANARY)
    )

    assert withhold(a_claim("Li", level=Level.WITHHELD), ring=ring, key=KEY) == short
    assert len(short.box) == len(long.box)


def test_a_ciphertext_moved_to_another_claim_does_not_open():
    """Nor under another key."""
    ring = Ring()
    one, other = (
        withhold(a_claim(name, level=Level.WITHHELD), ring=ring, key=KEY) for name in ("Li", CANARY)
    )
    moved = type(one)(id=other.id, handle=one.handle, box=one.box)

    with pytest.raises(WithholdingError):
        disclose(moved, ring=ring)


def test_only_what_is_withheld_is_withheld():
    """A restricted claim is kept otherwise; mixing them up is a fault."""
    with pytest.raises(WithholdingError):
        withhold(a_claim(), ring=Ring(), key=KEY)


def test_what_was_destroyed_leaves_a_tombstone_that_names_nobody():
    """The key is gone, the claim does not open, the id still ends somewhere; others are untouched."""
    ring = Ring()
    hers, his = (a_claim(CANARY, level=Level.WITHHELD, key=key) for key in ("1", "2"))
    kept, other = (withhold(claim, ring=ring, key=KEY) for claim in (hers, his))

    (stone,) = destroy(handle_of(hers.subject, key=KEY), [kept.id], ring=ring, on=DAY, reason="asked for")

    assert disclose(kept, ring=ring).outcome is Outcome.UNDETERMINED
    assert stone.id == kept.id
    assert CANARY not in repr(stone)
    assert isinstance(disclose(other, ring=ring), Claim)
