"""Keys: enrolled with the holder present, signed by registrars, revoked, replaced."""

import pytest
from django.conf import settings
from tests.server.builders import AT, a_member, a_user
from tests.server.logged import (
    a_secret,
    begin,
    done,
    enrolled,
    enter,
    passkey_of,
    refusals,
    registered,
    registrars_sign,
    soon,
    unpadded,
)
from tests.simulators.registrars import by_registrars

from undersigned.server.actions.log.enrolling import (
    awaiting_registrars,
    begin_enrolment,
    enrolment_of,
    finish_enrolment,
    register_key,
    sign_replacement,
)
from undersigned.server.actions.log.keeping_keys import keys_of, prepare_revocation, revoke_by_key
from undersigned.server.actions.log.registrars import add_registrars
from undersigned.server.records.mapping.signing import record_of, text_of
from undersigned.server.records.models import Enrolment, SigningKey
from undersigned.signing.passkeys import challenge

pytestmark = pytest.mark.usefixtures("log_place")


@pytest.fixture(autouse=True)
def _log(log_place):
    assert log_place
    begin()


def begun(holder, *, by=None, secret=None, at=AT, **parts):
    return begin_enrolment(
        holder=holder,
        identity="in-person",
        secret=secret or a_secret(),
        challenge=bytes(32),
        by=by or a_user(),
        at=at,
        **parts,
    )


def register(enrolment, *, at=AT, made=None, **parts):
    passkey = passkey_of(enrolment.member or enrolment.clerk, **parts)
    said = (made or passkey.registers(bytes.fromhex(enrolment.challenge)))["response"]
    return register_key(
        enrolment=enrolment,
        client_data=unpadded(said["clientDataJSON"]),
        attestation=unpadded(said["attestationObject"]),
        at=at,
    )


def test_a_key_waits_for_two_registrars_and_is_valid_once_it_is_in_the_log():
    """One is not enough; the second hands it over by itself."""
    member = a_member()
    key, _ = registered(member)
    waiting = [one.pk for one in awaiting_registrars()]
    once = registrars_sign(key.record, 1)
    twice = registrars_sign(key.record, 2)
    before = keys_of(member).count()
    enter()

    assert waiting == [key.record_id]
    assert once.handed_over_at is None
    assert twice.handed_over_at is not None
    assert before == 0
    assert keys_of(member).get() == key


@pytest.mark.parametrize(
    ("parts", "attested", "level"), [({}, False, "B"), ({"synced": True}, True, "C")], ids=["bound", "synced"]
)
def test_the_level_is_what_the_device_says(parts, attested, level):
    """A synced key is never more than C, whoever vouches for it."""
    key, _ = registered(a_member(), attested=attested, **parts)

    assert key.level == level
    assert text_of(key.record).word("level") == level


def test_only_the_digest_of_the_address_is_kept_and_it_opens_one_enrolment_for_a_while():
    """The secret itself is nowhere in the database."""
    enrolment = done(begun(a_member(), secret="the secret"))

    assert enrolment_of("the secret", at=AT) == enrolment
    assert enrolment_of("the secret", at=soon(16)) is None
    assert enrolment_of("another", at=AT) is None
    assert "the secret" not in str(Enrolment.objects.values().get())


def test_a_new_enrolment_ends_the_one_before():
    """Two addresses for one holder are never open at once."""
    member = a_member()
    first = done(begun(member))
    second = done(begun(member))

    assert refusals(register(first)) == ["signing.enrolment.holds"]
    assert isinstance(register(second), SigningKey)


def test_nobody_enrols_a_key_of_their_own():
    """A clerk is enrolled by another clerk."""
    clerk = a_user()

    assert refusals(begun(clerk, by=clerk)) == ["signing.enrolment.other"]


@pytest.mark.parametrize(
    "changes",
    [{"origin": "https://elsewhere.example"}, {"type": "webauthn.get"}, {"crossOrigin": True}],
    ids=["other page", "other act", "within another page"],
)
def test_a_registration_made_elsewhere_is_refused(changes):
    """What the browser says is compared with what was asked."""
    enrolment = done(begun(a_member()))
    passkey = passkey_of(enrolment.member)
    made = passkey.registers(bytes.fromhex(enrolment.challenge), **changes)

    assert refusals(register(enrolment, made=made)) == ["signing.enrolment.registration"]


def test_a_passkey_that_does_not_sign_its_own_record_is_not_held():
    """The assertion must be over this text, by this key."""
    enrolment = done(begun(a_member()))
    key = done(register(enrolment))
    other = passkey_of(enrolment.member, seed="other").asserts(challenge(text_of(key.record)))
    result = finish_enrolment(enrolment=enrolment, key=key, assertion=other, at=AT)

    assert refusals(result) == ["signing.assertion.signature"]
    assert not awaiting_registrars().exists()


def test_a_passkey_is_enrolled_once():
    """Even for another holder it stays whose it was."""
    done(register(done(begun(member := a_member()))))

    assert refusals(register(done(begun(member)))) == ["signing.enrolment.once"]


@pytest.mark.parametrize(
    ("numbers", "code"),
    [((3,), "signing.registrar.known"), ((), "signing.registrar.known")],
    ids=["stranger", "nobody"],
)
def test_a_stranger_is_no_registrar(numbers, code):
    """Only those of the trust file count."""
    key, _ = registered(a_member())
    record = record_of(key.record)
    signed = by_registrars(record, *numbers) if numbers else record

    result = add_registrars(record=key.record, signed=signed.encoded(), by=None, at=AT)
    assert refusals(result) == [code]


def test_what_a_registrar_signed_is_not_taken_for_another_record():
    """The file must be the one that waits."""
    one, _ = registered(a_member())
    other, _ = registered(a_member())
    signed = by_registrars(record_of(one.record)).encoded()

    result = add_registrars(record=other.record, signed=signed, by=None, at=AT)
    assert refusals(result) == ["signing.registrar.text"]


def test_a_file_that_is_no_record_is_refused():
    """Whatever somebody hands in."""
    key, _ = registered(a_member())

    result = add_registrars(record=key.record, signed=b"\xff not a record", by=None, at=AT)
    assert refusals(result) == ["signing.registrar.line"]


def test_a_new_device_needs_the_old_key_and_one_registrar():
    """Two registrars without it are not enough; afterwards the old one signs no more."""
    member = a_member()
    old, old_passkey = enrolled(member)
    enter()
    new, _ = registered(member, replaces=old, seed="two")
    alone = registrars_sign(new.record)
    both = done(
        sign_replacement(key=new, assertion=old_passkey.asserts(challenge(text_of(new.record))), at=AT)
    )
    enter()

    assert alone.handed_over_at is None
    assert both.handed_over_at is not None
    assert keys_of(member).get() == new


def test_a_key_ends_itself_and_two_registrars_end_a_lost_one():
    """Either is enough; afterwards it is no longer valid."""
    member, other = a_member(), a_member()
    (first, passkey), (second, _) = enrolled(member), enrolled(other)
    enter()
    by_key = done(prepare_revocation(key=first, reason="compromised", suspect_from=1, by=None, at=AT))
    done(revoke_by_key(record=by_key, assertion=passkey.asserts(challenge(text_of(by_key))), at=AT, by=None))
    registrars_sign(done(prepare_revocation(key=second, reason="lost", by=a_user(), at=AT)))
    enter()

    assert not keys_of(member).exists()
    assert not keys_of(other).exists()
    assert refusals(prepare_revocation(key=first, reason="lost", by=None, at=AT)) == ["signing.key.valid"]
    assert first.rp == settings.SIGNING_RP
