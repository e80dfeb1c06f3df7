"""Every key of the log, in the order in which keys came and went (`docs/protocol/v1/records.md`, section 5).

1. A key is valid at an index if its record's index is below, and no valid revocation and no replacement of
   it has an index below.
2. An enrolment is the word of two registrars; or, where a key replaces another of its holder, of that key
   (valid at the index) and one registrar.
3. A revocation counts if the key itself (valid at the index) or two registrars signed it.
4. Whether a key is synced is what its own first assertion shows; the level is compared with it elsewhere.
"""

from dataclasses import dataclass, field

from undersigned.log.notes import NoteKey
from undersigned.signing.faults import SigningError
from undersigned.signing.passkeys import ELIGIBLE, Passkey, Rule, read_assertion
from undersigned.signing.records import Record
from undersigned.verifying.lines import passkey_lines, right_registrars, signer
from undersigned.verifying.story import Logged, Story

REGISTRARS_NEEDED = 2
CLERK, MEMBER = "clerk", "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A key's record, what its own line is worth, and whether it was enrolled by those who may."""

    logged: Logged
    passkey: Passkey
    own_line: tuple[Rule, ...] | None  # the rules that it breaks; `None` where there is no line
    by_registrars: int
    by_replaced: bool

    @property
    def index(self) -> int:
        """From here on, above, the key is known."""
        return self.logged.index

    @property
    def role(self) -> str:
        """`member` or `clerk`."""
        return self.logged.record.text.word("role")

    @property
    def level(self) -> str:
        """The level that the record states."""
        return self.logged.record.text.word("level")

    @property
    def thread(self) -> str | None:
        """The thread of a member's keys."""
        return self.logged.record.text.maybe("thread", str)

    @property
    def replaces(self) -> str | None:
        """The thumbprint of the key that it replaces."""
        return self.logged.record.text.maybe("replaces", str)

    @property
    def enrolled(self) -> bool:
        """Whether those who may have enrolled it."""
        return self.by_registrars >= REGISTRARS_NEEDED or (self.by_replaced and self.by_registrars > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """A record that takes a key away, and whether those who may have signed it."""

    logged: Logged
    thumbprint: str
    counts: bool


@dataclass(slots=True, kw_only=True)
class KeyRing:
    """Every key as it came, and what took it away; the oldest record of a key is the one that is asked."""

    keys: list[Enrolled] = field(default_factory=list)
    revocations: list[Revocation] = field(default_factory=list)
    _oldest: dict[str, Enrolled] = field(default_factory=dict)  # by thumbprint
    _of_holder: dict[tuple[str, str], Enrolled] = field(default_factory=dict)  # by thumbprint and holder
    _of_line: dict[tuple[str, bytes], Enrolled] = field(default_factory=dict)  # by the name and id of a line
    _gone: dict[str, int] = field(default_factory=dict)  # thumbprint: lowest index of what took it away
    _suspect: dict[str, int] = field(default_factory=dict)  # thumbprint: lowest index that is contested

    def of(self, thumbprint: str, holder: str) -> Enrolled | None:
        """The record of a key: the holder's own before anybody else's."""
        return self._of_holder.get((thumbprint, holder)) or self._oldest.get(thumbprint)

    def who_signed(self, record: Record, role: str) -> tuple[Enrolled, ...]:
        """The keys of a role whose lines, right or wrong, stand under a record."""
        found = (self._of_line.get(signer(line)) for line in record.lines)
        return tuple(dict.fromkeys(key for key in found if key and key.role == role))

    def valid(self, key: Enrolled, index: int) -> bool:
        """Whether a key is valid at an index."""
        return key.index < index and not self.gone_before(key, index)

    def gone_before(self, key: Enrolled, index: int) -> bool:
        """Whether a key was revoked or replaced below an index."""
        return self._gone.get(key.passkey.thumbprint, index) < index

    def suspect(self, thumbprint: str, index: int) -> bool:
        """Whether what a key signed at an index is contested by a revocation."""
        return self._suspect.get(thumbprint, index + 1) <= index

    def add(self, key: Enrolled) -> None:
        """A further key."""
        self.keys.append(key)
        self._oldest.setdefault(key.passkey.thumbprint, key)
        self._of_holder.setdefault((key.passkey.thumbprint, key.passkey.holder), key)
        self._of_line.setdefault((key.passkey.name, key.passkey.key_id), key)

    def take_away(self, thumbprint: str, index: int, suspect_from: int | None = None) -> None:
        """A key is valid no more above an index; what it signed from another on is contested."""
        self._gone.setdefault(thumbprint, index)
        if suspect_from is not None:
            self._suspect[thumbprint] = min(suspect_from, self._suspect.get(thumbprint, suspect_from))


def read_keys(story: Story, registrars: tuple[NoteKey, ...]) -> KeyRing:
    """All keys and revocations of a log, judged at their indexes."""
    ring = KeyRing()
    for logged in story.of_kind("key", "revoke"):
        if logged.kind == "key":
            _enrol(ring, logged, registrars)
        else:
            _revoke(ring, logged, registrars)
    return ring


def _enrol(ring: KeyRing, logged: Logged, registrars: tuple[NoteKey, ...]) -> None:
    text = logged.record.text
    passkey = _as_shown(logged)
    own = passkey_lines(logged.record, [passkey])
    replaces = text.maybe("replaces", str)
    replaced = ring.of(replaces, passkey.holder) if replaces else None
    key = Enrolled(
        logged=logged,
        passkey=passkey,
        own_line=min((line.broken for line in own), key=len, default=None),
        by_registrars=len(right_registrars(logged.record, registrars)),
        by_replaced=bool(replaced) and _signed_by(ring, replaced, logged),
    )
    ring.add(key)
    if replaced and replaced.passkey.holder == passkey.holder and key.enrolled:
        ring.take_away(replaced.passkey.thumbprint, logged.index)


def _as_shown(logged: Logged) -> Passkey:
    """The key as its record states it, synced if its own assertion says so."""
    text = logged.record.text
    stated = Passkey(
        holder=text.word("holder"),
        cose=text.one("public-key", bytes),
        rp=text.word("rp"),
        origin=text.word("origin"),
        synced=text.word("level") == "C",
    )
    for line in logged.record.lines:
        if (line.name, line.key_id) == (stated.name, stated.key_id):
            try:
                flags = read_assertion(line.signature).flags
            except SigningError:
                continue
            return Passkey(
                holder=stated.holder, cose=stated.cose, rp=stated.rp, origin=stated.origin,
                synced=bool(flags & ELIGIBLE),
            )  # fmt: skip
    return stated


def _revoke(ring: KeyRing, logged: Logged, registrars: tuple[NoteKey, ...]) -> None:
    text = logged.record.text
    thumbprint = text.word("key")
    key = ring.of(thumbprint, text.word("holder"))
    own = key is not None and _signed_by(ring, key, logged)
    counts = own or len(right_registrars(logged.record, registrars)) >= REGISTRARS_NEEDED
    ring.revocations.append(Revocation(logged=logged, thumbprint=thumbprint, counts=counts))
    if counts:
        ring.take_away(thumbprint, logged.index, text.maybe("suspect-from", int))


def _signed_by(ring: KeyRing, key: Enrolled | None, logged: Logged) -> bool:
    if key is None or not ring.valid(key, logged.index):
        return False
    return any(not line.broken for line in passkey_lines(logged.record, [key.passkey]))
