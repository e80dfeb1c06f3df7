"""Builders of rolls for tests, in the fictional Assembly of the Concord."""

from datetime import date, timedelta

from hypothesis import strategies as st

from undersigned.declaring.roll.members import GroupMembership, Mandate, Member, MemberId, Period, Role
from undersigned.declaring.roll.roll import Roll
from undersigned.values.names import PersonalName

START = date(2024, 1, 22)
LETTERS = "ABCĀĂĆČĖęĚĐğİıĽŁńŅňŐŘŚŞŠŢŹŽȘțÞÐÆØÅß'’-=+@ ,;\"“Жұ"


def a_name(family: str = "ÅKESDAL", given: str | None = "Ingrid", **overrides) -> PersonalName:
    return PersonalName(family=family, given=given, **overrides)


def a_mandate(
    delegation: str = "XA",
    role: Role = Role.REPRESENTATIVE,
    from_: date = START,
    until: date | None = None,
    substitute_for: str | None = None,
) -> Mandate:
    principal = MemberId(substitute_for) if substitute_for else None
    period = Period(from_=from_, until=until)
    return Mandate(delegation=delegation, role=role, period=period, substitute_for=principal)


def a_group(group: str = "LIB", from_: date = START, until: date | None = None) -> GroupMembership:
    return GroupMembership(group=group, period=Period(from_=from_, until=until))


def a_member(id_: str = "m1", **overrides) -> Member:
    parts = {"name": a_name(), "mandates": (a_mandate(),), "groups": (a_group(),), **overrides}
    return Member(id=MemberId(id_), **parts)


def a_roll(*members: Member) -> Roll:
    return Roll(assembly="concord", members=members or (a_member(),))


# ---- any roll at all --------------------------------------------------------------------------

words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12).map(str.strip).filter(bool)
family_names = words.filter(lambda word: "," not in word)
names = st.builds(
    PersonalName,
    family=words,
    given=st.none() | words,
    honorific=st.none() | st.sampled_from(["Ms", "Lord", "M."]),
    style=st.none() | words,
)
aliases = st.lists(st.builds(PersonalName, family=family_names, given=st.none() | words), max_size=3)
days = st.dates(date(2006, 1, 1), date(2030, 1, 1))


@st.composite
def periods(draw) -> tuple[Period, ...]:
    """Up to three periods one after the other, with or without gaps, the last perhaps open."""
    cuts = sorted(draw(st.sets(days, min_size=2, max_size=6)))
    pairs = [Period(from_=first, until=last) for first, last in zip(cuts[::2], cuts[1::2], strict=False)]
    if draw(st.booleans()):
        pairs.append(Period(from_=cuts[-1] + timedelta(days=draw(st.integers(0, 9)))))
    return tuple(pairs)


@st.composite
def members(draw, id_: str) -> Member:
    seats = draw(periods())
    roles = st.sampled_from([Role.REPRESENTATIVE, Role.SUBSTITUTE])
    groups = draw(st.just(()) | periods())
    return Member(
        id=MemberId(id_),
        name=draw(names),
        aliases=tuple(draw(aliases)),
        mandates=tuple(Mandate(delegation="XA", role=draw(roles), period=seat) for seat in seats),
        groups=tuple(
            GroupMembership(group=draw(st.sampled_from(["LIB", "UL", "NR"])), period=one) for one in groups
        ),
    )


@st.composite
def rolls(draw) -> Roll:
    ids = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    return Roll(assembly="concord", members=tuple(draw(members(id_)) for id_ in ids))
