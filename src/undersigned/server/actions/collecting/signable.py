"""Who may sign a text on a day: the rulebook is asked about every member of the roll.

1. A member who sat for two delegations that day stands here twice, once for each seat.
2. Whoever has no seat that day is here too, with the reason: nobody disappears from a search.
3. Asked for the whole roll at once: each member is asked about among their own stand-ins only, which gives
   the same answers as the whole roll does (a test repeats it) in a fraction of the time.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from undersigned.declaring.eligibility import may_sign
from undersigned.declaring.roll.members import Member, MemberId
from undersigned.declaring.roll.roll import Roll, Seat, seats_of
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.server.actions.collecting.readiness import rulebook_of
from undersigned.server.records.mapping.roll import load_members, load_roll
from undersigned.server.records.models import Collection, RollMember
from undersigned.values.findings import Finding, Outcome
from undersigned.values.names import PersonalName

_SIGNED = "declaring.member.already-signed"
_COUNTS = "declaring.member.counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A member as seated on a day (`seat` is `None` without a seat), with every finding about signing."""

    member: Member
    row: str
    seat: Seat | None
    findings: tuple[Finding, ...]
    signed: bool
    stands_in_for: PersonalName | None = None

    @property
    def key(self) -> str:
        """The value that a form sends for this choice: the row and the delegation."""
        return f"{self.row}@{self.seat.delegation if self.seat else ''}"

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """The reasons for which the member may not sign; that the name would not count is none."""
        return tuple(
            finding
            for finding in self.findings
            if finding.outcome is Outcome.FAILED and finding.code != _COUNTS
        )

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What cannot be known here about the choice."""
        return tuple(finding for finding in self.findings if finding.outcome is Outcome.UNDETERMINED)

    @property
    def counts(self) -> bool | None:
        """Whether the name counts towards the number needed; `None` where that is not known."""
        answer = next((finding for finding in self.findings if finding.code == _COUNTS), None)
        if answer is None or answer.outcome is Outcome.UNDETERMINED:
            return None
        return answer.outcome is not Outcome.FAILED

    @property
    def spellings(self) -> tuple[PersonalName, ...]:
        """The name and every other spelling on the roll."""
        return (self.member.name, *self.member.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signable:
    """The roll of an assembly for one text, with who may sign; loads in three or four queries."""

    collection: Collection
    rulebook: Rulebook | None
    roll: Roll
    rows: Mapping[MemberId, str]
    signed: frozenset[MemberId]

    def choices(self, on: date) -> tuple[Choice, ...]:
        """Every member: seated ones in the order of the roll, then those without a seat that day."""
        stand_ins = _stand_ins(self.roll)
        asked = [
            choice
            for member in self.roll.members
            for choice in self._choices_of(member, on, stand_ins, self.signed)
        ]
        return tuple(sorted(asked, key=lambda choice: choice.seat is None))

    def choice(self, key: str, on: date, signed: Iterable[MemberId] = ()) -> Choice | None:
        """The choice behind a form value, checked again; `signed` are others in the same act. `None` if there
        is none.
        """
        row, _, delegation = key.partition("@")
        found = self.of_row(row, on, signed)
        exact = (choice for choice in found if choice.seat and choice.seat.delegation == delegation)
        # The day may have been changed since the page was made: an only seat of that day is taken.
        return next(exact, found[0] if len(found) == 1 else None)

    def of_row(self, row: str, on: date, signed: Iterable[MemberId] = ()) -> tuple[Choice, ...]:
        """The choices of a member by the id of the row, one for each seat; empty if it is not on the roll."""
        code = next((code for code, pk in self.rows.items() if pk == row), None)
        member = self.roll.member(code) if code else None
        if member is None:
            return ()
        return tuple(self._choices_of(member, on, _stand_ins(self.roll), self.signed | {*signed}))

    def _choices_of(
        self,
        member: Member,
        on: date,
        stand_ins: Mapping[MemberId, tuple[MemberId, ...]],
        signed: frozenset[MemberId],
    ) -> Iterator[Choice]:
        findings: tuple[Finding, ...] = ()
        if self.rulebook:
            around = _around(member, self.roll, stand_ins)
            asked = may_sign(member.id, roll=around, rulebook=self.rulebook, on=on, signed=signed)
            findings = tuple(self._named(finding) for finding in asked)
        for seat in seats_of(member, on) or (None,):
            yield Choice(
                member=member,
                row=self.rows[member.id],
                seat=seat,
                findings=findings,
                signed=member.id in signed,
                stands_in_for=self._stood_in_for(seat),
            )

    def _stood_in_for(self, seat: Seat | None) -> PersonalName | None:
        principal = self.roll.member(seat.substitute_for) if seat and seat.substitute_for else None
        return principal.name if principal else None

    def _named(self, finding: Finding) -> Finding:
        """The finding about who has signed, with names in place of ids."""
        if finding.code != _SIGNED:
            return finding
        ids = finding.particulars.get("by")
        members = [self.roll.member(id_) for id_ in ids] if isinstance(ids, tuple) else []
        names = tuple(member.name.surname_first() for member in members if member)
        return replace(finding, particulars={**finding.particulars, "by": names})


def signable(collection: Collection, codes: Iterable[str] | None = None) -> Signable:
    """Load the roll for a text as it is now; `codes` limits it to some members and those they share a seat
    with.
    """
    rows = RollMember.objects.filter(assembly=collection.assembly)
    if codes is None:
        roll = load_roll(collection.assembly)
    else:
        roll = load_members(collection.assembly, codes)
        rows = rows.filter(code__in=[member.id for member in roll.members])
    signed = collection.signatures.filter(withdrawn_at=None).values_list("member__code", flat=True)
    return Signable(
        collection=collection,
        rulebook=rulebook_of(collection),
        roll=roll,
        rows={MemberId(code): pk for code, pk in rows.values_list("code", "pk")},
        signed=frozenset(MemberId(code) for code in signed),
    )


def _stand_ins(roll: Roll) -> Mapping[MemberId, tuple[MemberId, ...]]:
    """For each member, who has ever stood in for whom."""
    found: dict[MemberId, tuple[MemberId, ...]] = {}
    for member in roll.members:
        for mandate in member.mandates:
            if mandate.substitute_for:
                found[mandate.substitute_for] = (*found.get(mandate.substitute_for, ()), member.id)
    return found


def _around(member: Member, roll: Roll, stand_ins: Mapping[MemberId, tuple[MemberId, ...]]) -> Roll:
    """A roll of the member and of everybody with whom a seat was ever shared."""
    wanted: dict[MemberId, Member] = {}
    waiting = [member.id]
    by_id = {one.id: one for one in roll.members} if _shares(member, stand_ins) else {member.id: member}
    while waiting:
        one = by_id[waiting.pop()]
        wanted[one.id] = one
        principals = (mandate.substitute_for for mandate in one.mandates if mandate.substitute_for)
        waiting += [near for near in (*principals, *stand_ins.get(one.id, ())) if near not in wanted]
    return Roll(assembly=roll.assembly, members=tuple(wanted.values()))


def _shares(member: Member, stand_ins: Mapping[MemberId, tuple[MemberId, ...]]) -> bool:
    return member.id in stand_ins or any(mandate.substitute_for for mandate in member.mandates)
