"""The history of a declaration in the log: who signed, who withdrew, who stands, and what is contested.

1. Along the log, below an index, for each member: `sign` puts the name on, `withdraw` takes it off.
2. A second `sign` while the name stands is counted once, by whatever method, and reported; a `withdraw` of a
   name that does not stand changes nothing, and is reported.
3. A statement must name the latest roll of its assembly below its index; a roll that fewer than two
   registrars signed is none.
4. A contest is made with another key of the member, or by two registrars; any other counts for nothing. What
   a key signed from its `suspect-from` on is contested too. What is contested stands, and is shown so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from undersigned.log.keys import VerifierKey
from undersigned.signing.disclosure import Disclosure, Entry
from undersigned.signing.faults import SigningError
from undersigned.signing.keys import EnrolledKey, KeyBook, line_of
from undersigned.signing.records import Record
from undersigned.signing.registrars import NEEDED, registrars_of

PAPER = "P"
SIGN = "sign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One member's act in an entry: a statement is one act, a paper record has one for each name."""

    index: int
    record: Record
    member: str
    name: str
    signs: bool
    key: EnrolledKey | None = None

    @property
    def on_paper(self) -> bool:
        """Whether it is two clerks' word."""
        return self.record.kind == "paper"

    @property
    def day(self) -> date:
        """The day of signing, where the assembly is."""
        return self.record.text.one("day", date)

    @property
    def level(self) -> str | None:
        """What is known of it: `A`, `B`, `C`, `P`; `None` where its key is not known."""
        return PAPER if self.on_paper else self.key.level if self.key else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who stands, in the order of the log; who had signed and has withdrawn; and acts that change nothing."""

    names: Mapping[str, Act]
    withdrawn: Mapping[str, Act]
    doubled: Sequence[Act] = ()
    groundless: Sequence[Act] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """An entry is disputed: where it is said, which entry, whose name, why, and whether it counts."""

    index: int
    entry: int
    member: str
    reason: str
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRecord:
    """A roll's record at its index; `signed` where two registrars signed it."""

    index: int
    record: Record
    signed: bool

    @property
    def digest(self) -> str:
        """The digest of the roll file."""
        return self.record.text.word("roll")


def acts_of(seen: Disclosure, declaration: str, book: KeyBook) -> tuple[Act, ...]:
    """Every act about a declaration, in the order of the log."""
    entries = seen.about(declaration, "statement", "paper")
    return tuple(act for entry in entries for act in acts_in(entry, book))


def acts_in(entry: Entry, book: KeyBook) -> tuple[Act, ...]:
    """The acts of a statement or paper record."""
    text = entry.record.text
    signs = text.word("act") == SIGN
    if entry.kind == "paper":
        return tuple(
            Act(index=entry.index, record=entry.record, member=member, name=name, signs=signs)
            for member, name in text.pairs("member")
        )
    return (
        Act(
            index=entry.index,
            record=entry.record,
            member=text.word("member"),
            name=text.word("name"),
            signs=signs,
            key=book.keys.get(text.word("key")),
        ),
    )


def standing(acts: Iterable[Act], below: int | None = None) -> Standing:
    """Who stands after the acts below an index; after all of them where none is given."""
    names, withdrawn = dict[str, Act](), dict[str, Act]()
    doubled, groundless = list[Act](), list[Act]()
    for act in acts:
        if below is not None and act.index >= below:
            continue
        if act.signs and act.member in names:
            doubled.append(act)
        elif act.signs:
            names[act.member] = act
            withdrawn.pop(act.member, None)
        elif act.member in names:
            del names[act.member]
            withdrawn[act.member] = act
        else:
            groundless.append(act)
    return Standing(names=names, withdrawn=withdrawn, doubled=doubled, groundless=groundless)


def rolls_of(seen: Disclosure, registrars: Iterable[VerifierKey]) -> tuple[RollRecord, ...]:
    """Every roll's record, in the order of the log."""
    known = tuple(registrars)
    return tuple(
        RollRecord(index=entry.index, record=entry.record, signed=two_registrars(entry.record, known))
        for entry in seen.of("roll")
    )


def newest_roll(rolls: Iterable[RollRecord], assembly: str, index: int) -> RollRecord | None:
    """The newest roll of an assembly below an index, of those that are signed."""
    signed = (roll for roll in rolls if roll.signed and roll.record.text.word("assembly") == assembly)
    return max((roll for roll in signed if roll.index < index), key=lambda roll: roll.index, default=None)


def contests_of(
    seen: Disclosure, declaration: str, book: KeyBook, registrars: Iterable[VerifierKey]
) -> tuple[Contest, ...]:
    """What is contested about a declaration: by a record of it, or since a key is suspect."""
    known, entries = tuple(registrars), {entry.index: entry for entry in seen.entries}
    stated = (_contest(one, entries, book, known) for one in seen.about(declaration, "contest"))
    signed: dict[str, list[Act]] = {}
    for act in acts_of(seen, declaration, book):
        if act.key:
            signed.setdefault(act.key.passkey.thumbprint, []).append(act)
    suspected = (
        Contest(
            index=revocation.index,
            entry=act.index,
            member=act.member,
            reason=revocation.record.text.word("reason"),
            signed=True,
        )
        for revocation in book.revocations
        if revocation.signed and revocation.suspect_from is not None
        for act in signed.get(revocation.key, ())
        if act.index >= revocation.suspect_from
    )
    return tuple(sorted((*stated, *suspected), key=lambda contest: (contest.entry, contest.index)))


def two_registrars(record: Record, known: Iterable[VerifierKey]) -> bool:
    """Whether two registrars signed a record and no registrar's line is wrong."""
    try:
        return len(registrars_of(record, known)) >= NEEDED
    except SigningError:
        return False


def _contest(
    entry: Entry, entries: Mapping[int, Entry], book: KeyBook, known: tuple[VerifierKey, ...]
) -> Contest:
    text = entry.record.text
    member, about = text.word("member"), text.one("entry", int)
    return Contest(
        index=entry.index,
        entry=about,
        member=member,
        reason=text.word("reason"),
        signed=two_registrars(entry.record, known) or _by_member(entry, entries.get(about), member, book),
    )


def _by_member(entry: Entry, about: Entry | None, member: str, book: KeyBook) -> bool:
    """Whether a valid key of the member signed, other than the one whose act is contested."""
    contested = about.record.text.values.get("key") if about else None
    hers = (key for key in book.under(entry.record, "member") if key.holder == member)
    keys = (key for key in hers if book.valid(key, entry.index))
    try:
        return any(line_of(entry.record, key.passkey) for key in keys if key.passkey.thumbprint != contested)
    except SigningError:
        return False
