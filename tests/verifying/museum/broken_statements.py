"""Statements that should not have been made: the wrong words, the wrong key, the wrong page, nobody there."""

import json
from base64 import urlsafe_b64encode
from datetime import date
from hashlib import sha256
from typing import Any

from tests.simulators.passkey import AT, BE, BS, UP, UV, twin
from tests.verifying.museum.exhibits import before, on_record
from tests.verifying.staging import Device, Staged, another_note, changed, device

from undersigned.signing.passkeys import Assertion
from undersigned.signing.records import Record

FIRST, SYNCED = 0, 2  # the first statement is by a key of level B, the third by a synced one of level C
DAY = date(2026, 10, 7)


def hers(held: Staged, record: Record) -> Device:
    """The passkey with which a statement was made."""
    return device(held.members[record.text.word("member")])


def again(held: Staged, record: Record, *, how: dict[str, Any] | None = None, **values: Any) -> Record:
    """The statement with other values or another assertion, signed by the member."""
    text = changed(record.text, **values)
    return Record(text=text).signed(hers(held, record).signs(text, **{"counter": 50, **(how or {})}))


# ---- what it says ---------------------------------------------------------------------------------------


@on_record("statement", FIRST, "statement.agrees")
def a_statement_on_another_text(held: Staged, record: Record) -> Record:
    """The member signed a text of another digest."""
    return again(held, record, manifest="0" * 64)


@on_record("statement", FIRST, "statement.agrees")
def a_statement_with_another_title(held: Staged, record: Record) -> Record:
    """The member was shown another title."""
    return again(held, record, title=("en", "A vote of thanks to the President"))


@on_record("statement", FIRST, "statement.agrees")
def a_statement_for_another_log(held: Staged, record: Record) -> Record:
    """The statement names another log: it was taken from there."""
    return again(held, record, log="elsewhere.example/log")


@on_record("statement", FIRST, "statement.agrees")
def a_statement_of_another_assembly(held: Staged, record: Record) -> Record:
    """The statement names another assembly."""
    return again(held, record, assembly="riverside")


@on_record("statement", FIRST, "statement.agrees", "edition.count", "list.names")
def a_statement_on_another_declaration(held: Staged, record: Record) -> Record:
    """The statement names another declaration, in this one's thread."""
    return again(held, record, declaration="riverside-square")


@on_record("statement", FIRST, "statement.member")
def a_statement_with_another_name(held: Staged, record: Record) -> Record:
    """The name is not the one on the roll."""
    return again(held, record, name="Luc GARNEVAL-MONDE")


@on_record("statement", FIRST, "statement.member")
def a_statement_with_another_group(held: Staged, record: Record) -> Record:
    """The group is not the one on the roll."""
    return again(held, record, group="UL")


@on_record("statement", FIRST, "statement.member")
def a_statement_with_another_role(held: Staged, record: Record) -> Record:
    """A representative signs as a substitute."""
    return again(held, record, role="substitute")


@on_record("statement", FIRST, "statement.member", "statement.entitled")
def a_statement_in_a_role_that_may_not_sign(held: Staged, record: Record) -> Record:
    """The member signs as a partner, whom the rules do not let sign."""
    return again(held, record, role="partner")


@on_record("statement", FIRST, "statement.member")
def a_statement_from_before_the_text(held: Staged, record: Record) -> Record:
    """The day of signing lies before the day on which the text was opened."""
    return again(held, record, day=date(2026, 10, 5))


@on_record("statement", FIRST, "statement.member")
def a_statement_after_closing(held: Staged, record: Record) -> Record:
    """The day of signing lies after the last day."""
    return again(held, record, day=date(2027, 1, 30))


@on_record(
    "statement", FIRST, "statement.roll", "bundle.complete",
    "statement.member?", "edition.count?", "edition.threshold?", "list.names?",
)  # fmt: skip
def a_statement_on_another_roll(held: Staged, record: Record) -> Record:
    """The statement names a roll that was never signed."""
    return again(held, record, roll="0" * 64)


@on_record("statement", FIRST, "statement.seen")
def a_checkpoint_that_never_was(held: Staged, record: Record) -> Record:
    """The member was shown a checkpoint with a root that the log never had."""
    return again(held, record, seen=(record.text.seen()[0], bytes(32)))


@on_record("statement", FIRST, "statement.seen")
def a_checkpoint_of_the_future(held: Staged, record: Record) -> Record:
    """The member was shown a checkpoint that covers the statement itself."""
    return again(held, record, seen=(100, bytes(32)))


# ---- which key ------------------------------------------------------------------------------------------


@on_record("statement", FIRST, "key.known")
def signed_with_a_colleagues_key(held: Staged, record: Record) -> Record:
    """A colleague's key signed in the member's name."""
    other = device(next(key for member, key in held.members.items() if member != record.text.word("member")))
    text = changed(record.text, key=other.passkey.thumbprint)
    return Record(text=text).signed(other.signs(text))


@on_record("statement", FIRST, "key.known")
def signed_with_a_key_that_nobody_enrolled(held: Staged, record: Record) -> Record:
    """The key stands nowhere in the log."""
    other = device(held.keys.passkey(record.text.word("member"), "B", "stolen"))
    text = changed(record.text, key=other.passkey.thumbprint)
    return Record(text=text).signed(other.signs(text))


@on_record("statement", 1, "key.revoked")
def signed_with_the_old_device(held: Staged, record: Record) -> Record:
    """The member has a new key, and the statement is by the one that it replaced."""
    old = device(held.keys.passkey(record.text.word("member"), "A"))
    text = changed(record.text, key=old.passkey.thumbprint)
    return Record(text=text).signed(old.signs(text, counter=50))


@on_record("statement", FIRST, "assertion.signature")
def a_statement_that_nobody_signed(held: Staged, record: Record) -> Record:
    """Another member's line stands under the statement, and not her own."""
    other = device(next(key for member, key in held.members.items() if member != record.text.word("member")))
    return another_note(record, other.signs(record.text))


# ---- where and how it was signed ------------------------------------------------------------------------


@on_record("statement", FIRST, "assertion.flags")
def signed_at_another_site(held: Staged, record: Record) -> Record:
    """The passkey belongs to another site."""
    return again(held, record, how={"rp": "evil.example"})


@on_record("statement", FIRST, "assertion.context")
def signed_at_another_page(held: Staged, record: Record) -> Record:
    """The browser says that another page asked."""
    return again(held, record, how={"origin": "https://evil.example"})


@on_record("statement", FIRST, "assertion.context")
def signed_for_another_text(held: Staged, record: Record) -> Record:
    """The challenge is not the digest of the statement."""
    challenge = urlsafe_b64encode(sha256(b"another").digest()).decode().rstrip("=")
    return again(held, record, how={"challenge": challenge})


@on_record("statement", FIRST, "assertion.context")
def signed_inside_another_page(held: Staged, record: Record) -> Record:
    """The signing page was shown in a frame of another site."""
    return again(held, record, how={"crossOrigin": True})


@on_record("statement", FIRST, "assertion.context")
def signed_under_another_page(held: Staged, record: Record) -> Record:
    """The browser names the page around the signing page."""
    return again(held, record, how={"topOrigin": "https://evil.example"})


@on_record("statement", FIRST, "assertion.context")
def a_registration_for_a_signature(held: Staged, record: Record) -> Record:
    """What the browser made was for enrolling a key."""
    return again(held, record, how={"type": "webauthn.create"})


@on_record("statement", FIRST, "assertion.context")
def two_origins_in_one(held: Staged, record: Record) -> Record:
    """The browser's data name the origin twice: readers differ in which one they take."""
    good = json.loads(hers(held, record).asserts(sha256(record.text.raw).digest()).client_data)
    doubled = json.dumps(good, separators=(",", ":"))[:-1] + ',"origin":"https://evil.example"}'
    return again(held, record, how={"client_data": doubled.encode()})


@on_record("statement", FIRST, "assertion.context")
def client_data_that_are_no_json(held: Staged, record: Record) -> Record:
    """The browser's data cannot be read."""
    return again(held, record, how={"client_data": b"{" * 2000})


@on_record("statement", FIRST, "assertion.flags")
def nobody_was_checked(held: Staged, record: Record) -> Record:
    """The device did not ask for a PIN, a finger or a face."""
    return again(held, record, how={"flags": UP})


@on_record("statement", FIRST, "assertion.flags")
def nobody_was_there(held: Staged, record: Record) -> Record:
    """Nobody touched the device."""
    return again(held, record, how={"flags": UV})


@on_record("statement", FIRST, "assertion.flags")
def a_key_that_has_become_synced(held: Staged, record: Record) -> Record:
    """The key was bound to one device when it was enrolled, and now says that it can be copied."""
    return again(held, record, how={"flags": UP | UV | BE | BS})


@on_record("statement", SYNCED, "assertion.flags")
def a_key_that_is_synced_no_more(held: Staged, record: Record) -> Record:
    """The key could be copied when it was enrolled, and now says that it cannot."""
    return again(held, record, how={"flags": UP | UV, "counter": 0})


@on_record("statement", FIRST, "assertion.flags")
def a_backup_that_cannot_be(held: Staged, record: Record) -> Record:
    """The device says that the key was copied and cannot be copied."""
    return again(held, record, how={"flags": UP | UV | BS})


@on_record("statement", FIRST, "assertion.flags")
def attested_data_in_a_signature(held: Staged, record: Record) -> Record:
    """The device's data bear the mark of a registration."""
    return again(held, record, how={"flags": UP | UV | AT})


@on_record("statement", FIRST, "assertion.flags")
def bytes_too_many_from_the_device(held: Staged, record: Record) -> Record:
    """The device's data are longer than they say."""
    return again(held, record, how={"extensions": b"more"})


@on_record("statement", FIRST, "assertion.signature")
def a_byte_of_a_signature(held: Staged, record: Record) -> Record:
    """One bit of the signature is another."""
    made = hers(held, record).asserts(sha256(record.text.raw).digest(), counter=50)
    wrong = made.signature[:-1] + bytes([made.signature[-1] ^ 1])
    broken = Assertion(
        authenticator_data=made.authenticator_data, client_data=made.client_data, signature=wrong
    )
    return another_note(record, hers(held, record).passkey.line(broken))


@on_record("statement", FIRST, "assertion.flags")
def a_wrong_line_beside_the_right_one(held: Staged, record: Record) -> Record:
    """Under the member's right line stands a second one of the same key, made with nobody checked."""
    return record.signed(hers(held, record).signs(record.text, flags=UP, counter=50))


@on_record("statement", None, "assertion.counter?")
def a_counter_that_does_not_grow(held: Staged, record: Record) -> Record:
    """A member signs and withdraws at the same count: the key may have a copy. Refuses nothing."""
    withdrew = record.text.word("member") == next(reversed(list(held.members)[:23]))
    return again(held, record, how={"counter": 7}) if withdrew else record


@on_record("statement", FIRST)
def the_twin_of_a_signature(held: Staged, record: Record) -> Record:
    """The second form of the signature, which anybody can make, instead of the first: it is as good."""
    made = twin(hers(held, record).asserts(sha256(record.text.raw).digest(), counter=50))
    return another_note(record, hers(held, record).passkey.line(made))


# ---- how often ------------------------------------------------------------------------------------------


@before("paper", "signature.once")
def a_signature_doubled_by_its_twin(held: Staged) -> None:
    """A statement is logged again, with the second form of its signature."""
    first = next(kept.record for kept in held.log.kept if kept.record.kind == "statement")
    made = hers(held, first).asserts(sha256(first.text.raw).digest())
    held.log.hidden(another_note(first, hers(held, first).passkey.line(twin(made))))


@before("paper", "signature.once")
def a_member_who_signs_twice(held: Staged) -> None:
    """A member signs a second time."""
    first = next(kept.record for kept in held.log.kept if kept.record.kind == "statement")
    held.log.hidden(again(held, first, nonce=bytes(16), how={"counter": 90}))


@before("edition-1", "withdrawal.allowed")
def a_withdrawal_of_nothing(held: Staged) -> None:
    """A member withdraws a second time."""
    last = [kept.record for kept in held.log.kept if kept.record.text.values.get("act") == "withdraw"][-1]
    held.log.hidden(again(held, last, nonce=bytes(16), how={"counter": 90}))


@on_record("statement", 23, "statement.member", "withdrawal.allowed")
def a_withdrawal_after_closing(held: Staged, record: Record) -> Record:
    """A name is withdrawn when the list is closed."""
    assert record.text.word("act") == "withdraw"
    return again(held, record, day=date(2027, 2, 1), how={"counter": 90})
