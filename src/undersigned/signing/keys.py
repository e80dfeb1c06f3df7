"""Keys along the log: who enrolled each, from when it is valid, and what ended it.

1. A key is enrolled by its own line and two registrars; on rotation by its own line, that of the key which
   it replaces (the same holder's in the same role, valid then) and one registrar.
2. A key is revoked by itself or by two registrars. What is not signed so counts for nothing.
3. Valid at an index: enrolled below it, neither revoked nor replaced below it. A second record of a public
   key counts for nothing.
4. What a key signed at or above `suspect-from` of its revocation is contested.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from undersigned.log.keys import VerifierKey
from undersigned.signing.cose import thumbprint
from undersigned.signing.disclosure import Entry
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import ELIGIBLE, Assertion, Passkey, Rule, broken_rules, read_assertion
from undersigned.signing.records import Record
from undersigned.signing.registrars import NEEDED, registrars_of

SYNCED_LEVEL = "C"


class State(StrEnum):
    """What a key is at an index of the log."""

    VALID = "valid"
    NOT_YET = "not-yet"
    UNSIGNED = "unsigned"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledKey:
    """A key's record at its index, and what its signature lines come to."""

    index: int
    record: Record
    passkey: Passkey
    registrars: int
    broken: tuple[Rule, ...] | None  # of the key's own line; `None` where there is no such line
    replaced: str | None  # the thumbprint of the key that it replaces, if that key signed
    lines_right: bool

    @property
    def holder(self) -> str:
        """The id of the member or clerk."""
        return self.passkey.holder

    @property
    def role(self) -> str:
        """`member` or `clerk`."""
        return self.record.text.word("role")

    @property
    def level(self) -> str:
        """`A`, `B` or `C`, as its record says."""
        return self.record.text.word("level")

    @property
    def thread(self) -> str | None:
        """The thread of the holder; a clerk has none."""
        return self.record.text.maybe("thread", str)

    @property
    def enrolled(self) -> bool:
        """Whether those who must have signed it."""
        if not self.lines_right:
            return False
        if self.record.text.has("replaces"):
            return self.replaced is not None and self.registrars >= 1
        return self.registrars >= NEEDED

    @property
    def held(self) -> bool:
        """Whether its holder has shown to have it."""
        return self.broken == ()

    @property
    def level_fits(self) -> bool:
        """Whether the level is what the key's own assertion shows: C if and only if synced."""
        return Rule.BACKUP not in (self.broken or ())

    @property
    def sound(self) -> bool:
        """Whether it counts for anything."""
        return self.enrolled and self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """A revocation at its index; `signed` where those who may have made it."""

    index: int
    record: Record
    signed: bool

    @property
    def key(self) -> str:
        """The thumbprint of the key that it ends."""
        return self.record.text.word("key")

    @property
    def suspect_from(self) -> int | None:
        """From which index on the key's entries are contested."""
        return self.record.text.maybe("suspect-from", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBook:
    """All keys of a log by thumbprint, and what ended them, from which index on."""

    keys: Mapping[str, EnrolledKey]
    lines: Mapping[tuple[str, bytes], EnrolledKey]  # by the name and id of signature lines
    ends: Mapping[str, tuple[int, State]]
    doubled: Sequence[EnrolledKey]
    revocations: Sequence[Revocation]

    def state(self, key: EnrolledKey, index: int) -> State:
        """What a key is for an entry at an index."""
        if key.index >= index:
            return State.NOT_YET
        if not key.sound:
            return State.UNSIGNED
        end, state = self.ends.get(key.passkey.thumbprint, (index, State.VALID))
        return state if end < index else State.VALID

    def valid(self, key: EnrolledKey, index: int) -> bool:
        """Whether a key may sign an entry at an index."""
        return self.state(key, index) is State.VALID

    def under(self, record: Record, role: str) -> tuple[EnrolledKey, ...]:
        """The keys of a role whose lines, right or wrong, stand under a record."""
        marks = dict.fromkeys((line.name, line.key_id) for line in record.lines)
        return tuple(key for mark in marks if (key := self.lines.get(mark)) and key.role == role)

    def suspect(self, key: EnrolledKey, index: int) -> bool:
        """Whether an entry that a key signed at an index is contested for a suspicion against the key."""
        mark = key.passkey.thumbprint
        starts = [
            revocation.suspect_from
            for revocation in self.revocations
            if revocation.signed and revocation.key == mark
        ]
        return any(start is not None and index >= start for start in starts)

    def clerks_of(self, entry: Entry) -> frozenset[str]:
        """The clerks with valid keys whose lines under an entry are right. Raises `SigningError`."""
        signed = (key for key in self.under(entry.record, "clerk") if self.valid(key, entry.index))
        return frozenset(key.holder for key in signed if line_of(entry.record, key.passkey))


def read_keys(entries: Iterable[Entry], registrars: Iterable[VerifierKey]) -> KeyBook:
    """The keys that the entries of a log, in their order, enrol and end."""
    known, keys = tuple(registrars), dict[str, EnrolledKey]()
    lines = dict[tuple[str, bytes], EnrolledKey]()
    ends, doubled, revocations = dict[str, tuple[int, State]](), list[EnrolledKey](), list[Revocation]()
    book = KeyBook(keys=keys, lines=lines, ends=ends, doubled=doubled, revocations=revocations)
    for entry in entries:
        if entry.kind == "key":
            key = _enrolled(book, entry, known)
            if key.passkey.thumbprint in keys:
                doubled.append(key)
                continue
            keys[key.passkey.thumbprint] = key
            lines[key.passkey.name, key.passkey.key_id] = key
            if key.replaced and key.sound:
                ends.setdefault(key.replaced, (entry.index, State.REPLACED))
        elif entry.kind == "revoke":
            signed = _may_revoke(book, entry, known)
            revocations.append(Revocation(index=entry.index, record=entry.record, signed=signed))
            if signed:
                ends.setdefault(revocations[-1].key, (entry.index, State.REVOKED))
    return book


def passkey_of(record: Record) -> Passkey:
    """The passkey that a key's record states."""
    text = record.text
    return Passkey(
        holder=text.word("holder"),
        cose=text.one("public-key", bytes),
        rp=text.word("rp"),
        origin=text.word("origin"),
        synced=text.word("level") == SYNCED_LEVEL,
    )


def assertion_of(record: Record, key: Passkey) -> tuple[Assertion | None, tuple[Rule, ...] | None]:
    """The first assertion of a key under a record, and the rules that any of its lines breaks.

    `None` without a line. One wrong line is enough: a right one beside it makes up for nothing.
    """
    payloads = _payloads(record, key)
    if not payloads:
        return None, None
    rules = (rule for payload in payloads for rule in broken_rules(key, record.text.raw, payload))
    broken = tuple(dict.fromkeys(rules))
    try:
        return read_assertion(payloads[0]), broken
    except SigningError:
        return None, broken


def line_of(record: Record, key: Passkey) -> bool:
    """Whether a key has signed a record. Raises `SigningError` where a line of the key is wrong."""
    _, broken = assertion_of(record, key)
    if broken:
        raise SigningError("line-broken", f"the line of {key.name} breaks a rule: {', '.join(broken)}")
    return broken is not None


def _payloads(record: Record, key: Passkey) -> tuple[bytes, ...]:
    mark = (key.name, key.key_id)
    return tuple(line.signature for line in record.lines if (line.name, line.key_id) == mark)


def synced(assertion: Assertion) -> bool:
    """Whether the key behind an assertion may be copied to other devices."""
    return bool(assertion.flags & ELIGIBLE)


def _enrolled(book: KeyBook, entry: Entry, known: tuple[VerifierKey, ...]) -> EnrolledKey:
    record, passkey = entry.record, passkey_of(entry.record)
    _, broken = assertion_of(record, passkey)
    replaced, right, count = None, True, 0
    try:
        count = len(registrars_of(record, known))
        replaced = _replaced(book, entry, passkey)
    except SigningError:
        right = False
    return EnrolledKey(
        index=entry.index,
        record=record,
        passkey=passkey,
        registrars=count,
        broken=broken,
        replaced=replaced,
        lines_right=right,
    )


def _replaced(book: KeyBook, entry: Entry, passkey: Passkey) -> str | None:
    """The key that a record replaces, if it is one of the same holder, valid, and has signed."""
    mark = entry.record.text.maybe("replaces", str)
    old = book.keys.get(mark) if mark else None
    if old is None or old.holder != passkey.holder or old.role != entry.record.text.word("role"):
        return None
    return mark if book.valid(old, entry.index) and line_of(entry.record, old.passkey) else None


def _may_revoke(book: KeyBook, entry: Entry, known: tuple[VerifierKey, ...]) -> bool:
    key = book.keys.get(entry.record.text.word("key"))
    if key is None or key.holder != entry.record.text.word("holder"):
        return False
    try:
        by_key = line_of(entry.record, key.passkey)
        return len(registrars_of(entry.record, known)) >= NEEDED or by_key
    except SigningError:
        return False


def named(cose: bytes) -> str:
    """A key's thumbprint in short, as people compare it: four times four digits."""
    digits = thumbprint(cose)[:16]
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
