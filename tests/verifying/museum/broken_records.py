"""Keys, rolls, texts, papers, editions: what registrars, clerks and the operator could do wrong."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from tests.verifying.museum.exhibits import (
    before,
    on_entries,
    on_record,
    on_roll,
    on_rulebook,
    since,
    with_trust,
)
from tests.verifying.staging import (
    GOOD,
    KEYS,
    LogBook,
    Staged,
    another_note,
    changed,
    device,
    first_bundle,
    note_bytes,
)  # fmt: skip

from undersigned.log.keys import COSIGNATURE, signing_key
from undersigned.log.notes import sign_text
from undersigned.signing.commitments import commitment, opening
from undersigned.signing.record_text import write_text
from undersigned.signing.records import Record
from undersigned.signing.roll_file import canonical_json
from undersigned.values.stored_zip import stored_zip

CLERK_1, CLERK_2, A_MEMBERS_KEY = 0, 1, 5


def stranger(name: str) -> Any:
    """A registrar whom nobody trusts."""
    return signing_key(name, bytes(31) + b"\1")


def of_kind(held: Staged, kind: str, number: int = 0) -> Record:
    return [kept.record for kept in held.log.kept if kept.record.kind == kind][number]


def revocation(held: Staged, record: Record, **values: Any) -> Any:
    """The text that takes a key away, by the key's own record."""
    said = record.text
    given = {
        "log": said.word("log"),
        "thread": said.maybe("thread", str),
        "holder": said.word("holder"),
        "key": held.members[said.word("holder")].passkey.thumbprint
        if said.word("holder") in held.members
        else held.clerks[int(said.word("holder")[-1]) - 1].passkey.thumbprint,
        "reason": "lost",
        "suspect-from": None,
    }
    return write_text("revoke", {**given, **values})


# ---- rolls ------------------------------------------------------------------------------------------------


@on_record("roll", 0, "roll.signed", "statement.roll", "paper.agrees")
def a_roll_that_one_registrar_signed(held: Staged, record: Record) -> Record:
    """One registrar is not two."""
    return another_note(record, record.lines[0])


@on_record("roll", 0, "roll.signed", "statement.roll", "paper.agrees")
def a_roll_that_one_registrar_signed_twice(held: Staged, record: Record) -> Record:
    """The same registrar's line stands there twice."""
    return another_note(record, record.lines[0], record.lines[0])


@on_record("roll", 0, "roll.signed", "statement.roll", "paper.agrees")
def a_roll_with_a_strangers_line(held: Staged, record: Record) -> Record:
    """One of the two registrars is in nobody's trust file."""
    return another_note(
        record, record.lines[0], sign_text(record.text.written, stranger("friend.example/registrar"))
    )


@on_record("roll", 0, "roll.file")
def a_roll_of_another_number(held: Staged, record: Record) -> Record:
    """The record says one member more than the file has."""
    return held.registrars_sign(changed(record.text, members=record.text.one("members", int) + 1))


def one_fewer(held: Staged, record: Record, index: int) -> Record:
    """The registrars sign the number of members that the file has."""
    if record.kind != "roll":
        return record
    return held.registrars_sign(changed(record.text, members=record.text.one("members", int) - 1))


@on_roll("statement.member", "list.names?", alter=one_fewer)
def a_roll_without_her(roll: bytes) -> bytes:
    """A member who signed is not on the roll that the registrars signed."""
    data = json.loads(roll)
    data["members"] = [one for one in data["members"] if one["family"] != "GARNEVAL"]
    return canonical_json(data)


@on_roll("statement.member", "list.names")
def a_roll_with_another_name(roll: bytes) -> bytes:
    """A member who signed stands on the roll under another name."""
    return roll.replace(b'"family":"GARNEVAL"', b'"family":"GARNEVOL"')


@on_roll("statement.member", "edition.count", "list.names")
def a_roll_with_another_group(roll: bytes) -> bytes:
    """A member who signed stands on the roll in another group."""
    data = json.loads(roll)
    for one in data["members"]:
        if one["family"] == "GARNEVAL":
            one["groups"][0]["group"] = "GONE"
    data["groups"]["GONE"] = {"counts": True, "labels": {"en": "Gone", "fr": "Parti"}}
    return canonical_json(data)


@on_roll(
    "roll.file", "statement.member?", "paper.agrees?", "edition.count?", "edition.threshold?", "list.names?"
)
def a_roll_set_with_spaces(roll: bytes) -> bytes:
    """The registrars signed a roll file that is not in its canonical form."""
    return json.dumps(json.loads(roll), ensure_ascii=False, indent=1).encode()


@before("paper", "statement.roll", "paper.agrees")
def a_newer_roll(held: Staged) -> None:
    """A newer roll was signed, and the names after it still go by the old one."""
    first = of_kind(held, "roll")
    held.log.in_clear(held.registrars_sign(changed(first.text, roll="1" * 64)))


# ---- keys -------------------------------------------------------------------------------------------------


@on_record("key", A_MEMBERS_KEY, "key.enrolled")
def a_key_that_one_registrar_enrolled(held: Staged, record: Record) -> Record:
    """One registrar enrolled the key."""
    own = [line for line in record.lines if line.name == record.text.word("holder")]
    return another_note(record, record.lines[0], *own)


@on_record("key", A_MEMBERS_KEY, "key.held")
def a_key_that_nobody_held(held: Staged, record: Record) -> Record:
    """The registrars enrolled a key, and the key itself signed nothing."""
    return another_note(record, *(line for line in record.lines if line.name != record.text.word("holder")))


@on_record("key", 2, "key.held", "assertion.context")
def a_key_held_for_another_text(held: Staged, record: Record) -> Record:
    """The key's own line is over another text."""
    lines = [line for line in record.lines if line.name != record.text.word("holder")]
    own = device(held.keys.passkey(record.text.word("holder"), "B"))
    return another_note(record, *lines, own.passkey.line(own.asserts(bytes(32))))


@on_record("key", 4, "key.held", "key.level", "assertion.flags")
def a_synced_key_called_device_bound(held: Staged, record: Record) -> Record:
    """The key can be copied to other devices, and its record says level B."""
    assert record.text.word("level") == "C"
    text = changed(record.text, level="B")
    key = device(held.keys.passkey(text.word("holder"), "C"))
    return held.registrars_sign(text).signed(key.signs(text))


@before("signing", "key.before")
def a_key_enrolled_after_it_signed(held: Staged) -> None:
    """A member's key is enrolled when the statement stands already."""
    late = held.log.kept.pop(3)
    nothing = commitment(late.record, bytes(32)).text
    held.log.entries[late.index] = changed(nothing, thread="0" * 64).raw
    held.waiting["paper"] = lambda again: again.log.hidden(late.record)


@before("signing", "key.revoked")
def a_revoked_key(held: Staged) -> None:
    """A key was revoked before its member signed."""
    held.log.hidden(held.registrars_sign(revocation(held, of_kind(held, "key", 2))))


@before("edition-1", "revocation.signed")
def a_revocation_by_one_registrar(held: Staged) -> None:
    """One registrar revoked a key: it counts for nothing, and is named."""
    held.log.hidden(held.registrars_sign(revocation(held, of_kind(held, "key", 2)), (0,)))


@before("edition-1", "revocation.signed")
def a_revocation_with_a_wrong_line(held: Staged) -> None:
    """Two registrars revoked a key, and the key's own line beside theirs is wrong: it counts for nothing."""
    key = of_kind(held, "key", 2)
    text = revocation(held, key)
    own = device(held.members[key.text.word("holder")])
    held.log.hidden(held.registrars_sign(text).signed(own.signs(text, flags=1)))


@before("edition-1", "contest.open?")
def a_key_under_suspicion(held: Staged) -> None:
    """A key is revoked since it was perhaps stolen before it signed: the name stands, contested."""
    text = revocation(held, of_kind(held, "key", 2), reason="compromised", **{"suspect-from": 20})
    held.log.hidden(held.registrars_sign(text))


# ---- the text ---------------------------------------------------------------------------------------------


@on_record("text", 0, "text.signed")
def a_text_that_a_member_fixed(held: Staged, record: Record) -> Record:
    """A member's key, not a clerk's, has signed the text."""
    member = device(next(iter(held.members.values())))
    return another_note(record, member.signs(record.text))


@before("signing", "text.signed")
def a_text_fixed_twice(held: Staged) -> None:
    """The text is fixed a second time, with another last day."""
    text = changed(of_kind(held, "text").text, closes=date(2027, 6, 1))
    held.log.hidden(Record(text=text).signed(held.clerks[0].signs(text)))


@before("text", "text.signed", "paper.signed")
def a_text_that_a_revoked_clerk_fixed(held: Staged) -> None:
    """The clerk's key was revoked before the text was fixed."""
    held.log.in_clear(held.registrars_sign(revocation(held, of_kind(held, "key", CLERK_1))))


@on_record("text", 0, "text.signed", "assertion.flags")
def a_clerk_who_was_not_checked(held: Staged, record: Record) -> Record:
    """The clerk's device did not ask for a PIN, a finger or a face."""
    return another_note(record, device(held.clerks[0]).signs(record.text, flags=1))


@on_record("text", 0, "text.signed", "assertion.context")
def a_clerks_wrong_line_beside_the_right_one(held: Staged, record: Record) -> Record:
    """Under the clerk's right line stands a second one of the same key, over another text."""
    clerk = device(held.clerks[0])
    return record.signed(clerk.passkey.line(clerk.asserts(bytes(32))))


# ---- papers -----------------------------------------------------------------------------------------------


@on_record("paper", 0, "paper.signed")
def a_paper_that_one_clerk_entered(held: Staged, record: Record) -> Record:
    """One clerk entered the names of a sheet."""
    return another_note(record, record.lines[0])


@on_record("paper", 0, "paper.signed")
def a_paper_that_one_clerk_entered_twice(held: Staged, record: Record) -> Record:
    """The same clerk's line stands there twice."""
    again = device(held.clerks[0]).signs(record.text, counter=77)
    return another_note(record, record.lines[0], again)


@on_record("paper", 0, "paper.agrees")
def a_paper_with_another_name(held: Staged, record: Record) -> Record:
    """A name from the sheet is not the one on the roll."""
    (member, name), *others = record.text.pairs("member")
    text = changed(record.text, member=[(member, f"{name} junior"), *others])
    return Record(text=text).signed(*(clerk.signs(text) for clerk in held.clerks))


@on_record("paper", 0, "paper.agrees", "edition.count", "list.names?")
def a_paper_with_somebody_who_is_not_on_the_roll(held: Staged, record: Record) -> Record:
    """A name from the sheet belongs to nobody on the roll."""
    text = changed(record.text, member=[*record.text.pairs("member"), ("zz-nobody", "Nobody ATALL")])
    return Record(text=text).signed(*(clerk.signs(text) for clerk in held.clerks))


@on_record("paper", 0, "paper.agrees")
def a_paper_on_another_text(held: Staged, record: Record) -> Record:
    """The sheet was signed for a text of another digest."""
    text = changed(record.text, manifest="0" * 64)
    return Record(text=text).signed(*(clerk.signs(text) for clerk in held.clerks))


@on_record("paper", 0, "signature.once")
def a_member_on_paper_and_by_passkey(held: Staged, record: Record) -> Record:
    """A member who has signed with a passkey stands on the sheet too."""
    first = of_kind(held, "statement").text
    rows = sorted([*record.text.pairs("member"), (first.word("member"), first.word("name"))])
    text = changed(record.text, member=rows)
    return Record(text=text).signed(*(clerk.signs(text) for clerk in held.clerks))


@on_record("paper", 0, "paper.agrees")
def a_paper_from_before_the_text(held: Staged, record: Record) -> Record:
    """The day on the sheet lies before the day on which the text was opened."""
    text = changed(record.text, day=date(2026, 10, 5))
    return Record(text=text).signed(*(clerk.signs(text) for clerk in held.clerks))


@on_record("paper", 0, "paper.agrees", "edition.count", "list.names")
def a_paper_with_a_partner(held: Staged, record: Record) -> Record:
    """The sheet has a partner for democracy, whom the rules do not let sign."""
    partner = next(
        seat
        for member in held.roll.members.values()
        if (seat := member.seat(record.text.one("day", date))) and seat.role == "partner"
    )
    rows = sorted([*record.text.pairs("member"), (partner.member, partner.name)])
    text = changed(record.text, member=rows)
    return Record(text=text).signed(*(clerk.signs(text) for clerk in held.clerks))


@before("paper")
def a_clerk_with_a_second_key(held: Staged) -> None:
    """A clerk is given a further key, and goes on with the first: that is as it should be."""
    key = held.keys.passkey("clerk-1", "A", "second")
    text = changed(of_kind(held, "key", CLERK_1).text, public_key=key.passkey.cose)
    held.log.in_clear(held.registrars_sign(text).signed(key.signs(text)))


@on_record("text", 0, "assertion.flags", before={"paper": a_clerk_with_a_second_key})
def a_wrong_line_of_a_clerks_later_key(held: Staged, record: Record) -> Record:
    """Beside a good clerk's line stands a wrong one, of a clerk's key that was enrolled only later."""
    later = device(held.keys.passkey("clerk-1", "A", "second"))
    return record.signed(later.signs(record.text, flags=1))


# ---- withdrawals ------------------------------------------------------------------------------------------


def withdrawing(until: str) -> Callable[[bytes], bytes]:
    """The rulebook with another last moment for withdrawing."""
    return lambda rulebook: rulebook.replace(b'"value":"closing"', f'"value":"{until}"'.encode())


def one_more_withdraws(held: Staged) -> None:
    """After the first edition a member withdraws, in clear."""
    text = changed(of_kind(held, "statement").text, act="withdraw", nonce=bytes(16))
    key = device(held.members[text.word("member")])
    held.log.in_clear(Record(text=text).signed(key.signs(text, counter=300)))


@on_rulebook("withdrawal.allowed")
def a_withdrawal_where_none_is_allowed(rulebook: bytes) -> bytes:
    """The rules let nobody withdraw, and a member has withdrawn."""
    return withdrawing("never")(rulebook)


@on_rulebook("withdrawal.allowed?")
def a_withdrawal_until_a_moment_that_the_log_does_not_show(rulebook: bytes) -> bytes:
    """The rules let members withdraw until there are enough names; nobody here knows when that was."""
    return withdrawing("threshold")(rulebook)


@on_rulebook()
def a_withdrawal_before_publication(rulebook: bytes) -> bytes:
    """The rules let members withdraw until publication, and she did so before: that is as it should be."""
    return withdrawing("publication")(rulebook)


@on_rulebook()
def a_withdrawal_before_tabling(rulebook: bytes) -> bytes:
    """The rules let members withdraw until tabling, and she did so the day before: as it should be."""
    return withdrawing("tabling")(rulebook)


@on_rulebook()
def a_withdrawal_at_any_time(rulebook: bytes) -> bytes:
    """The rules let members withdraw at any time: that is as it should be."""
    return withdrawing("any-time")(rulebook)


@before("edition-2", "withdrawal.allowed", "edition.count", "list.names", rulebook=withdrawing("publication"))
def a_withdrawal_after_publication(held: Staged) -> None:
    """The rules let members withdraw until publication; one did so after, and the edition leaves it out."""
    one_more_withdraws(held)


# ---- editions ---------------------------------------------------------------------------------------------


def edited(held: Staged, record: Record, **values: Any) -> Record:
    """An edition with other values, which a clerk signs."""
    text = changed(record.text, **values)
    return Record(text=text).signed(held.clerks[1].signs(text))


@on_record("edition", 1, "edition.count")
def a_total_that_is_off(held: Staged, record: Record) -> Record:
    """The edition says one name more than there are."""
    return edited(held, record, names=record.text.one("names", int) + 1)


@on_record("edition", 1, "edition.count")
def delegations_that_are_off(held: Staged, record: Record) -> Record:
    """The edition says one delegation more than there are."""
    return edited(held, record, delegations=record.text.one("delegations", int) + 1)


@on_record("edition", 1, "edition.count")
def a_withdrawal_that_is_not_counted(held: Staged, record: Record) -> Record:
    """The edition says that nobody has withdrawn."""
    return edited(held, record, withdrawn=0)


@on_record("edition", 1, "edition.count")
def a_count_of_what_was_not_there_yet(held: Staged, record: Record) -> Record:
    """The edition counts entries that come after it."""
    return edited(held, record, counted=held.log.size + 5)


@on_record("edition", 1, "edition.threshold")
def enough_names_that_are_called_too_few(held: Staged, record: Record) -> Record:
    """The edition says that the threshold is not met."""
    return edited(held, record, threshold="not-met")


@on_record(
    "edition", 1, "edition.threshold", rulebook=lambda book: book.replace(b'"at_least":20', b'"at_least":40')
)
def too_few_names_that_are_called_enough(held: Staged, record: Record) -> Record:
    """Forty names are needed, and the edition says that twenty-nine are enough."""
    return edited(held, record, threshold="met")


@on_rulebook("edition.threshold")
def a_rule_that_the_desk_did_not_know(rulebook: bytes) -> bytes:
    """Forty names were needed by the rules that were fixed; both editions were counted by others."""
    return rulebook.replace(b'"at_least":20', b'"at_least":40')


@on_record("edition", 1, "edition.signed")
def an_edition_that_a_member_signed(held: Staged, record: Record) -> Record:
    """A member's key, not a clerk's, has signed the edition."""
    return another_note(record, device(next(iter(held.members.values()))).signs(record.text))


@on_record("edition", 1, "edition.signed")
def an_edition_left_out(held: Staged, record: Record) -> Record:
    """The second edition is called the third."""
    return edited(held, record, edition=3)


@before("edition-2", "edition.signed")
def an_edition_by_a_revoked_clerk(held: Staged) -> None:
    """The clerk's key was revoked before the second edition."""
    held.log.in_clear(held.registrars_sign(revocation(held, of_kind(held, "key", CLERK_2))))


@on_record("edition", 1, "edition.signed")
def an_edition_of_another_text(held: Staged, record: Record) -> Record:
    """The edition names a text of another digest."""
    return edited(held, record, manifest="0" * 64)


@before("end", "edition.signed")
def more_editions_than_anybody_publishes(held: Staged) -> None:
    """A hundred editions more, each with a clerk's signature."""
    last = of_kind(held, "edition", 1)
    for number in range(3, 103):
        held.log.in_clear(edited(held, last, edition=number))


@on_record("edition", 1, "list.digest")
def an_edition_with_another_list(held: Staged, record: Record) -> Record:
    """The edition names another list than the bundle has."""
    return edited(held, record, list=[("en", "0" * 64), ("fr", "0" * 64)])


# ---- what is hidden, and what is opened -------------------------------------------------------------------


@before("edition-1", "thread.opened", "edition.count", "list.names", "proof.included")
def a_withdrawal_left_out(held: Staged) -> None:
    """A member's withdrawal is in the log, and its opening is left out: the name is printed on."""
    gone = next(kept for kept in held.log.kept if kept.record.text.values.get("act") == "withdraw")
    held.log.opened.add(gone.index)


@before("edition-1", "thread.opened", "text.signed", "withdrawal.allowed?")
def a_text_that_is_not_opened(held: Staged) -> None:
    """What was fixed is not shown."""
    text = next(kept for kept in held.log.kept if kept.record.kind == "text")
    held.log.opened.add(text.index)


@before("edition-1", "thread.opened")
def a_revocation_left_out(held: Staged) -> None:
    """The revocation of a key that signed is in the log, and is not opened."""
    gone = next(kept for kept in held.log.kept if kept.record.kind == "revoke")
    held.log.opened.add(gone.index)


@on_entries("opening.matches")
def an_opening_with_another_record(held: Staged, entries: list[bytes]) -> None:
    """An opening shows another record than was committed to."""
    kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
    other = held.log.kept[kept.index + 1]
    entries.append(opening(kept.index, other.record, other.salt).encoded())


@on_entries("opening.matches")
def an_opening_twice(held: Staged, entries: list[bytes]) -> None:
    """A commitment is opened a second time."""
    kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
    entries.append(opening(kept.index, kept.record, kept.salt).encoded())


@on_entries("opening.matches")
def an_opening_of_nothing(held: Staged, entries: list[bytes]) -> None:
    """An opening names an entry that is no commitment."""
    kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
    entries.append(opening(0, kept.record, kept.salt).encoded())


@on_entries("opening.matches", "thread.opened")
def an_opening_before_its_commitment(held: Staged, entries: list[bytes]) -> None:
    """The opening comes first: what it shows could have been chosen to fit."""
    kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
    entries.append(opening(len(entries) + 1, kept.record, bytes(32)).encoded())
    entries.append(commitment(kept.record, bytes(32)).encoded())


@on_entries("opening.matches")
def an_opening_of_another_thread(held: Staged, entries: list[bytes]) -> None:
    """The commitment names another thread than the record behind it: so a thread could hide an act."""
    kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
    hidden = commitment(kept.record, bytes(32)).text
    entries.append(changed(hidden, thread="0" * 64).raw)
    entries.append(opening(len(entries) - 1, kept.record, bytes(32)).encoded())


@on_entries("thread.opened")
def a_commitment_that_stays_closed(held: Staged, entries: list[bytes]) -> None:
    """Something about this declaration is in the log after the last edition, and nobody may read it."""
    kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
    entries.append(commitment(kept.record, bytes(32)).encoded())


@on_entries()
def a_commitment_of_others(held: Staged, entries: list[bytes]) -> None:
    """Something about another declaration is in the log, and nobody may read it: that is as it should be."""
    hidden = commitment(next(kept.record for kept in held.log.kept if kept.salt), bytes(32)).text
    entries.append(changed(hidden, thread="0" * 64).raw)


# ---- forms ------------------------------------------------------------------------------------------------


@on_entries("entry.readable")
def an_entry_of_an_unknown_kind(held: Staged, entries: list[bytes]) -> None:
    """An entry says that it is a pardon."""
    entries.append(b"undersigned/v1 pardon\nlog concord.example/log\n")


@on_entries("entry.readable")
def an_entry_of_another_version(held: Staged, entries: list[bytes]) -> None:
    """An entry of a version that does not exist."""
    entries.append(b"undersigned/v9 page\nversion 1\ndigest sha256:" + b"0" * 64 + b"\n")


@on_entries("entry.readable")
def an_entry_that_is_no_text(held: Staged, entries: list[bytes]) -> None:
    """An entry of bytes that are no letters."""
    entries.append(bytes(range(256)))


@on_entries("entry.readable")
def a_name_written_in_another_form(held: Staged, entries: list[bytes]) -> None:
    """A letter and its accent stand apart: the same to the eye, and other bytes."""
    entries.append("undersigned/v1 page\nversion e\u0301\ndigest sha256:".encode() + b"0" * 64 + b"\n")


@on_entries("entry.readable")
def a_mark_that_turns_the_writing(held: Staged, entries: list[bytes]) -> None:
    """An invisible mark makes the words that follow run from right to left."""
    entries.append("undersigned/v1 page\nversion \u202e1\ndigest sha256:".encode() + b"0" * 64 + b"\n")


@on_entries("entry.readable")
def a_line_with_two_spaces(held: Staged, entries: list[bytes]) -> None:
    """A line holds two spaces in a row."""
    entries.append(b"undersigned/v1 page\nversion  1\ndigest sha256:" + b"0" * 64 + b"\n")


@on_entries("entry.readable")
def a_statement_without_signature(held: Staged, entries: list[bytes]) -> None:
    """A statement that nobody signed is an entry."""
    entries.append(of_kind(held, "statement").text.raw)


@on_entries("entry.readable")
def a_record_with_too_many_lines(held: Staged, entries: list[bytes]) -> None:
    """Seventeen signature lines."""
    text = of_kind(held, "roll").text.written
    lines = [sign_text(text, signing_key(f"r{number}.example", bytes([number]) * 32)) for number in range(17)]
    entries.append(note_bytes(text, *lines))


@on_entries("anchor.time?")
def a_time_stamp_that_is_not_checked_here(held: Staged, entries: list[bytes]) -> None:
    """A time-stamping authority's token is in the log; this verifier says that it does not check it."""
    token = write_text("anchor", {"size": 1, "root": bytes(32), "token": b"token"})
    entries.append(token.raw)


# ---- contests ---------------------------------------------------------------------------------------------


def contest(held: Staged) -> Any:
    kept = next(kept for kept in held.log.kept if kept.record.kind == "statement")
    said = kept.record.text
    return write_text(
        "contest",
        {
            **{key: said.word(key) for key in ("log", "thread", "declaration", "member")},
            "entry": kept.index,
            "reason": "The member says that her device was out of her hands",
        },
    )


@before("edition-1", "contest.open?")
def a_name_that_is_contested(held: Staged) -> None:
    """Two registrars dispute an entry: the name stands, and is shown as contested."""
    held.log.hidden(held.registrars_sign(contest(held)))


@before("edition-1", "contest.open?")
def a_contest_by_one_registrar(held: Staged) -> None:
    """One registrar disputes an entry: it counts for nothing, and is shown."""
    held.log.hidden(held.registrars_sign(contest(held), (0,)))


# ---- what the reader brings -------------------------------------------------------------------------------


@with_trust("policy.agrees", "checkpoint.signed", "proof.included")
def a_reader_who_trusts_another_log(trust: bytes) -> bytes:
    """The reader's trust file names another key for the log."""
    other = signing_key("concord.example/log", bytes(32)).verifier
    return b"".join(
        f"log {other}\n".encode() if line.startswith(b"log ") else line
        for line in trust.splitlines(keepends=True)
    )


@with_trust(
    "policy.agrees", "roll.signed", "statement.roll", "paper.agrees", "key.enrolled", "text.signed",
    "edition.signed", "paper.signed", "revocation.signed",
)  # fmt: skip
def a_reader_who_trusts_other_registrars(trust: bytes) -> bytes:
    """The reader's trust file names other registrars."""
    lines = [line for line in trust.splitlines(keepends=True) if not line.startswith(b"registrar ")]
    keys = (
        signing_key(f"other.example/registrar-{one}", bytes(31) + bytes([one])).verifier for one in (1, 2)
    )
    return b"".join([*(f"registrar {key}\n".encode() for key in keys), *lines])


@with_trust("policy.agrees", "checkpoint.witnessed")
def a_reader_who_asks_for_another_witness(trust: bytes) -> bytes:
    """The reader's trust file asks for a witness who has not seen the checkpoint."""
    other = signing_key("press.example/witness", bytes(32), COSIGNATURE).verifier
    return b"".join(
        f"witness observers {other}\n".encode() if line.startswith(b"witness ") else line
        for line in trust.splitlines(keepends=True)
    )


@with_trust("trust.readable")
def a_reader_whose_trust_file_has_one_registrar(trust: bytes) -> bytes:
    """The reader's trust file names one registrar only."""
    lines = trust.splitlines(keepends=True)
    lines.remove(next(line for line in lines if line.startswith(b"registrar ")))
    return b"".join(lines)


@with_trust("trust.readable")
def a_reader_whose_trust_file_is_a_letter(trust: bytes) -> bytes:
    """The reader's trust file is no trust file."""
    return b"Dear Sir or Madam,\n"


# ---- an older bundle --------------------------------------------------------------------------------------


@since(first_bundle)
def a_newer_bundle_of_the_same_log() -> None:
    """The bundle of the second edition beside that of the first: it extends it."""


@since(first_bundle, "log.extends", before={"text": lambda held: held.log.in_clear(of_kind(held, "roll"))})
def a_history_written_anew() -> None:
    """The log of the newer bundle has an entry more, before everything that the older one showed."""


@since(lambda: b"not a bundle", "log.extends")
def an_older_bundle_that_is_none() -> None:
    """What was brought as the older bundle cannot be read."""


def others_before(held: Staged) -> None:
    """Five entries about other declarations stand in the log before the roll."""
    for number in range(5):
        hidden = write_text("commitment", {"thread": f"{number}" * 64, "digest": "0" * 64})
        held.log.entries.append(hidden.raw)


def when_the_log_was_young() -> bytes:
    """The checkpoint of two entries, as an older bundle had it."""
    young = LogBook(keys=KEYS)
    for number in range(2):
        hidden = write_text("commitment", {"thread": f"{number}" * 64, "digest": "0" * 64})
        young.entries.append(hidden.raw)
    young.cosign(date(2026, 9, 1))
    return stored_zip({"log/checkpoint": young.checkpoints[-1].note.encoded()})


@before("roll", first=3)
def a_bundle_that_begins_later(held: Staged) -> None:
    """The bundle leaves out what stood in the log before its declaration: that is as it should be."""
    others_before(held)


@since(when_the_log_was_young, "log.extends?", before={"roll": others_before}, first=3)
def an_older_bundle_from_before_this_one_begins() -> None:
    """The older bundle ends before this one begins: the two cannot be compared."""


@before(
    "roll", "opening.matches", "key.known", "key.enrolled", "statement.roll", "text.signed",
    "paper.signed", "paper.agrees", "edition.signed", first=12,
)  # fmt: skip
def a_bundle_that_begins_too_late(held: Staged) -> None:
    """The bundle leaves out the roll and the first keys, and shows their openings."""
    others_before(held)


@since(lambda: GOOD, "log.extends", archive=lambda _: first_bundle())
def an_older_bundle_that_is_newer() -> None:
    """What was brought as the older bundle has more entries: the log has been cut, or the two exchanged."""


@since(lambda: stored_zip({"README.txt": b""}), "log.extends")
def an_older_bundle_without_a_checkpoint() -> None:
    """What was brought as the older bundle is an archive of something else."""


@since(
    first_bundle, "log.root", "bundle.complete", "entry.readable", "log.extends?",
    files=lambda files: files.pop("log/entries"),
)  # fmt: skip
def an_older_bundle_beside_one_without_entries() -> None:
    """The newer bundle has no entries, so nothing can be compared."""
