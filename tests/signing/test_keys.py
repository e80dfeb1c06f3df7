"""Keys along the log: enrolled by those who must, valid from then on, until something ends them."""

import pytest
from tests.signing.builders import CLERKS, Acts, a_key, a_revocation, an_edition_record
from tests.simulators.passkey import BE, UP, UV, SoftwarePasskey
from tests.simulators.registrars import KNOWN, by_registrars

from undersigned.log.notes import SignatureLine
from undersigned.signing.disclosure import Entry
from undersigned.signing.faults import SigningError
from undersigned.signing.keys import State, line_of, named, passkey_of, synced
from undersigned.signing.passkeys import Rule, read_assertion
from undersigned.signing.records import Record

MEMBER = SoftwarePasskey(holder="m-1")
NEW = SoftwarePasskey(holder="m-1", seed="two")
OTHER = SoftwarePasskey(holder="m-2")
LATER = 100


def found(acts: Acts, key: SoftwarePasskey):
    return acts.keys().keys[key.passkey.thumbprint]


def state(acts: Acts, key: SoftwarePasskey, index: int = LATER) -> State:
    return acts.keys().state(found(acts, key), index)


def test_a_key_holds_from_the_entry_after_its_own():
    """Not at its own index: it must have been enrolled before it signs."""
    acts = Acts()
    index = acts.enrol(MEMBER)

    assert state(acts, MEMBER, index) is State.NOT_YET
    assert state(acts, MEMBER, index + 1) is State.VALID
    assert (found(acts, MEMBER).level, found(acts, MEMBER).role) == ("B", "member")
    assert found(acts, MEMBER).thread == acts.entries[0].record.text.word("thread")
    assert passkey_of(acts.entries[0].record) == MEMBER.passkey


@pytest.mark.parametrize(
    ("record", "enrolled", "held"),
    [
        (MEMBER.sign(by_registrars(a_key(MEMBER))), True, True),
        (MEMBER.sign(by_registrars(a_key(MEMBER), 1)), False, True),
        (MEMBER.sign(by_registrars(a_key(MEMBER), 1, 9)), False, True),
        (by_registrars(a_key(MEMBER)), True, False),
        (OTHER.sign(by_registrars(a_key(MEMBER))), True, False),
        (MEMBER.sign(by_registrars(a_key(MEMBER)), origin="https://evil.example"), True, False),
        (
            MEMBER.sign(by_registrars(a_key(MEMBER))).signed(
                SignatureLine(name=KNOWN[2].name, key_id=KNOWN[2].key_id, signature=bytes(64))
            ),
            False,
            True,
        ),
    ],
    ids=["right", "one-registrar", "a-stranger", "no-line", "another-line", "origin", "wrong-registrar"],
)
def test_a_key_needs_its_holder_and_two_registrars(record, enrolled, held):
    """Whichever is missing, the key signs nothing."""
    acts = Acts()
    acts.log(record)
    key = found(acts, MEMBER)

    assert (key.enrolled, key.held) == (enrolled, held)
    assert state(acts, MEMBER) is (State.VALID if enrolled and held else State.UNSIGNED)


def test_a_line_that_is_not_three_parts_holds_nothing():
    """It is broken, not missing."""
    acts = Acts()
    line = SignatureLine(name="m-1", key_id=MEMBER.passkey.key_id, signature=b"?")
    acts.log(by_registrars(a_key(MEMBER)).signed(line))

    assert found(acts, MEMBER).broken == (Rule.PARTS,)


def test_the_level_is_what_the_key_shows():
    """C if and only if the key's own assertion says that it can be copied."""
    acts = Acts()
    acts.log(MEMBER.sign(by_registrars(a_key(MEMBER, level="C"))))
    acts.log(OTHER.sign(by_registrars(a_key(OTHER)), flags=UP | UV | BE))
    right = Acts()
    right.enrol(SoftwarePasskey(holder="m-3", synced=True))

    assert not found(acts, MEMBER).level_fits
    assert not found(acts, OTHER).level_fits
    assert all(key.level_fits and key.level == "C" for key in right.keys().keys.values())


def test_a_new_device_replaces_the_old_one():
    """The old key and one registrar sign the new one in; the old one signs no more."""
    acts = Acts()
    acts.enrol(MEMBER)
    index = acts.rotate(MEMBER, NEW)

    assert state(acts, MEMBER, index) is State.VALID
    assert state(acts, MEMBER) is State.REPLACED
    assert state(acts, NEW) is State.VALID


def test_a_replacement_that_the_old_key_did_not_sign_replaces_nothing():
    """Two registrars alone cannot say that the old key agreed."""
    acts = Acts()
    acts.enrol(MEMBER)
    acts.log(NEW.sign(by_registrars(a_key(NEW, replaces=MEMBER.passkey.thumbprint))))

    assert state(acts, NEW) is State.UNSIGNED
    assert state(acts, MEMBER) is State.VALID


def test_a_key_cannot_replace_somebody_elses_nor_one_that_is_gone():
    """The same holder's, valid at that index."""
    theirs, gone = Acts(), Acts()
    theirs.enrol(OTHER)
    theirs.rotate(OTHER, NEW)
    gone.enrol(MEMBER)
    gone.revoke(MEMBER)
    gone.rotate(MEMBER, NEW)

    assert state(theirs, NEW) is State.UNSIGNED
    assert state(theirs, OTHER) is State.VALID
    assert state(gone, NEW) is State.UNSIGNED


def test_a_wrong_line_of_the_replaced_key_refuses_the_record():
    """A known key's line that fails refuses, here as everywhere."""
    acts = Acts()
    acts.enrol(MEMBER)
    text = a_key(NEW, replaces=MEMBER.passkey.thumbprint)
    acts.log(NEW.sign(MEMBER.sign(by_registrars(text, 1), flags=0)))

    assert not found(acts, NEW).enrolled


@pytest.mark.parametrize(
    "record",
    [by_registrars(a_revocation(MEMBER)), MEMBER.sign(Record(text=a_revocation(MEMBER)))],
    ids=["two-registrars", "the-key-itself"],
)
def test_a_revocation_ends_a_key(record):
    """What it signed before stays; after that it signs nothing."""
    acts = Acts()
    acts.enrol(MEMBER)
    index = acts.log(record)

    assert state(acts, MEMBER, index) is State.VALID
    assert state(acts, MEMBER, index + 1) is State.REVOKED


@pytest.mark.parametrize(
    "record",
    [
        by_registrars(a_revocation(MEMBER), 1),
        OTHER.sign(Record(text=a_revocation(MEMBER))),
        MEMBER.sign(Record(text=a_revocation(MEMBER)), flags=0),
        by_registrars(a_revocation(MEMBER, holder="m-2")),
        by_registrars(a_revocation(OTHER)),
    ],
    ids=["one-registrar", "a-stranger", "a-wrong-line", "another-holder", "an-unknown-key"],
)
def test_a_revocation_by_others_counts_for_nothing(record):
    """It is kept, and told."""
    acts = Acts()
    acts.enrol(MEMBER)
    acts.log(record)

    assert state(acts, MEMBER) is State.VALID
    assert [one.signed for one in acts.keys().revocations] == [False]


def test_the_second_record_of_a_key_counts_for_nothing():
    """A public key is one person's."""
    acts = Acts()
    acts.enrol(MEMBER)
    acts.enrol(MEMBER, name="Somebody else")

    assert found(acts, MEMBER).index == 0
    assert [key.index for key in acts.keys().doubled] == [1]


def test_what_a_suspect_key_signed_is_contested_from_then_on():
    """From the index that the revocation names."""
    acts = Acts()
    acts.enrol(MEMBER)
    acts.revoke(MEMBER, reason="compromised", suspect_from=1)
    book, key = acts.keys(), found(acts, MEMBER)

    assert (book.suspect(key, 0), book.suspect(key, 1)) == (False, True)


def test_clerks_sign_with_valid_keys_of_clerks():
    """Two lines of one clerk are one clerk; a member is none; a revoked key signs nothing."""
    acts = Acts()
    first, second = CLERKS
    record = an_edition_record()
    signed = MEMBER.sign(second.sign(first.sign(record)))
    acts.enrol(first)
    acts.enrol(second)
    acts.enrol(MEMBER)
    both = acts.keys().clerks_of(Entry(index=3, record=signed))
    acts.revoke(second)

    assert both == {"clerk-1", "clerk-2"}
    assert acts.keys().clerks_of(Entry(index=4, record=signed)) == {"clerk-1"}
    assert acts.keys().clerks_of(Entry(index=1, record=signed)) == {"clerk-1"}
    assert acts.keys().clerks_of(Entry(index=4, record=record)) == frozenset()


def test_a_wrong_line_of_a_known_key_refuses():
    """Right or absent, nothing else."""
    record = Record(text=a_key(MEMBER))

    assert not line_of(record, MEMBER.passkey)
    assert line_of(MEMBER.sign(record), MEMBER.passkey)
    with pytest.raises(SigningError, match="origin"):
        line_of(MEMBER.sign(record, origin="https://evil.example"), MEMBER.passkey)


def test_people_compare_a_key_by_sixteen_digits():
    """Four times four."""
    assert named(MEMBER.cose).replace(" ", "") == MEMBER.passkey.thumbprint[:16]
    assert named(MEMBER.cose).count(" ") == 3


def test_an_assertion_tells_whether_its_key_is_synced():
    """By the flag that nobody can set without the key."""
    text = a_key(MEMBER)

    assert not synced(read_assertion(MEMBER.signs(text).signature))
    assert synced(read_assertion(SoftwarePasskey(synced=True).signs(text).signature))
