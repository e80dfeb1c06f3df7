"""The roll file: canonical, strict, the same for the desk's roll and for a stranger; and statements by it."""

import json
from datetime import UTC, date, datetime

import pytest
import rfc8785
from tests.signing.builders import a_paper, a_text, hashed

from undersigned.declaring.roll.members import GroupMembership, Mandate, Member, MemberId, Period, Role
from undersigned.declaring.roll.roll import Roll
from undersigned.signing.faults import SigningError
from undersigned.signing.roll_file import canonical_json, read_roll_file
from undersigned.signing.roll_writing import write_roll_file
from undersigned.signing.statement import (
    Occasion,
    differs_from_seat,
    differs_from_text,
    outside_window,
    statement,
)
from undersigned.values.digest import sha256
from undersigned.values.names import PersonalName

BEGAN, CHANGED, DAY = date(2024, 1, 22), date(2025, 6, 23), date(2031, 10, 4)


def a_member(id_="m-1", **other):
    values = {
        "id": MemberId(id_),
        "name": PersonalName(family="ÅLUND", given="Ana"),
        "mandates": (Mandate(delegation="XA", role=Role.REPRESENTATIVE, period=Period(from_=BEGAN)),),
        "groups": (GroupMembership(group="UL", period=Period(from_=BEGAN)),),
    }
    return Member(**values | other)


def written(*members, assembly="concord"):
    roll = Roll(assembly=assembly, members=members or (a_member(),))
    return write_roll_file(roll, as_of=DAY, languages=("en", "fr"))


def refusal(raw):
    with pytest.raises(SigningError) as caught:
        read_roll_file(raw)
    return caught.value.rule


def test_a_roll_is_written_as_rfc_8785_says():
    """Canonical by another library's word too, and read back whole."""
    raw = written(a_member("m-2"), a_member("m-1", name=PersonalName(family="Ö\U0001f514 \"'\\é")))
    roll = read_roll_file(raw)

    assert raw == rfc8785.dumps(json.loads(raw))
    assert (list(roll.members), roll.assembly, roll.as_of) == (["m-1", "m-2"], "concord", DAY)
    assert roll.digest == sha256(raw)


def test_a_list_is_printed_from_the_roll():
    """Family, given, delegation and group as each language prints them."""
    roll = read_roll_file(written())
    seat = roll.seat("m-1", DAY)

    assert seat.name == "Ana ÅLUND"
    assert roll.row(seat, "en") == ("ÅLUND", "Ana", "Northland", "UL")
    assert roll.row(seat, "fr")[3] == "GU"
    assert roll.members["m-1"].name == "Ana ÅLUND"


def test_an_assembly_that_nobody_knows_is_printed_by_its_codes():
    """A coalition of one's own has no file of labels."""
    roll = read_roll_file(written(assembly="village"))

    assert roll.row(roll.seat("m-1", DAY), "en") == ("ÅLUND", "Ana", "XA", "UL")
    assert roll.groups_that_count == {"UL"}


def test_no_group_does_not_count_as_one():
    """As the assembly's file says."""
    groups = (GroupMembership(group="NR", period=Period(from_=BEGAN)),)

    assert read_roll_file(written(a_member(groups=groups))).groups_that_count == frozenset()


def test_a_seat_is_the_one_mandate_of_the_day():
    """Half-open periods; none or two are no seat; without a group there is none."""
    gone = Mandate(delegation="XA", role=Role.SUBSTITUTE, period=Period(from_=BEGAN, until=CHANGED))
    also = Mandate(delegation="XB", role=Role.OBSERVER, period=Period(from_=BEGAN))
    roll = read_roll_file(
        written(
            a_member("m-1", mandates=(gone,), groups=()),
            a_member("m-2", mandates=(gone, also)),
        )
    )
    last = date(2025, 6, 22)

    assert roll.seat("m-1", BEGAN).role == "substitute"
    assert roll.seat("m-1", last).group is None
    assert roll.seat("m-1", CHANGED) is None
    assert roll.seat("m-2", last) is None
    assert roll.seat("m-2", CHANGED).delegation == "XB"
    assert roll.seat("m-9", DAY) is None


def changed(**other):
    return canonical_json({**json.loads(written()), **other})


def with_member(**other):
    data = json.loads(written())
    data["members"][0] |= other
    return canonical_json(data)


MANDATE = {"delegation": "XA", "role": "representative", "from": "2024-01-22", "until": None}


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "roll-form"),
        (b"[]", "roll-form"),
        (b"\xff", "roll-form"),
        (b"[" * 60_000, "roll-form"),
        (b" " + written(), "roll-canonical"),
        (written().replace(b"Ana", b"\\u0041na"), "roll-canonical"),
        (written().replace(b'"assembly"', b'"assembly":"x","assembly"'), "roll-canonical"),
        (changed(extra=1), "roll-form"),
        (changed(as_of="2031-13-01"), "roll-form"),
        (changed(as_of="20311004"), "roll-form"),
        (changed(assembly=""), "roll-form"),
        (changed(members={}), "roll-form"),
        (changed(members=[*json.loads(written())["members"] * 2]), "roll-order"),
        (changed(groups={"UL": {"counts": 1, "labels": {}}}), "roll-form"),
        (changed(groups={}), "roll-form"),
        (changed(delegations={}), "roll-form"),
        (changed(delegations={"XA": {"labels": {"en": 1}}}), "roll-form"),
        (changed(delegations={"XA": {"labels": [], "more": 1}}), "roll-form"),
        (with_member(family=None), "roll-form"),
        (with_member(mandates=[{**MANDATE, "until": "2024-01-22"}]), "roll-form"),
        (with_member(mandates=[{**MANDATE, "from": 5}]), "roll-form"),
        (with_member(mandates=[{"delegation": "XA"}]), "roll-form"),
    ],
    ids=range(22),
)
def test_any_other_file_is_refused(raw, rule):
    """Spaces, escapes, doubled or unknown members, days that are none, an order that is none."""
    assert refusal(raw) == rule


def test_a_roll_has_a_size(monkeypatch):
    """Far above any assembly's."""
    monkeypatch.setattr("undersigned.signing.roll_file.LARGEST", 10)

    assert refusal(written()) == "roll-size"


def test_a_member_without_a_given_name_has_one_name():
    """As the assembly writes it."""
    roll = read_roll_file(written(a_member(name=PersonalName(family="ÅLUND"))))

    assert roll.seat("m-1", DAY).name == "ÅLUND"


# ---- statements by the roll ----------------------------------------------------------------------

OCCASION = Occasion(
    day=DAY,
    seen_size=3,
    seen_root=bytes(32),
    nonce=b"sixteen bytes 01",
    not_after=datetime(2031, 10, 4, 18, tzinfo=UTC),
)


def made(text=None, act="sign", language="fr", occasion=OCCASION):
    roll = read_roll_file(written())
    return statement(
        text or a_text(),
        roll.seat("m-1", DAY),
        act=act,
        language=language,
        roll=roll.digest,
        key=hashed("key"),
        occasion=occasion,
    )


def test_a_statement_speaks_of_the_text_and_the_seat():
    """Made from both, it differs from neither."""
    record = made()

    assert differs_from_text(record, a_text()) == ()
    assert differs_from_seat(record, read_roll_file(written()).seat("m-1", DAY)) == ()
    assert record.pair("title") == ("fr", "Les cloches de la place du Port")


def test_every_difference_is_named():
    """By the keys of the statement."""
    other = a_text(log="other.example", thread="ab" * 32, declaration="d-9", assembly="pace")
    seat = read_roll_file(written(a_member(name=PersonalName(family="AALUND"), groups=()))).seat("m-1", DAY)

    assert differs_from_text(made(), other) == ("log", "thread", "declaration", "assembly", "manifest")
    assert differs_from_text(made(), a_text(title=[("en", "A"), ("fr", "B")])) == ("manifest", "title")
    assert differs_from_text(a_paper(), a_text()) == ()
    assert differs_from_seat(made(), seat) == ("name", "group")
    assert differs_from_seat(made(), None) == ("member",)


@pytest.mark.parametrize(
    ("opens", "closes", "outside"),
    [(DAY, DAY, False), (DAY, None, False), (date(2031, 10, 5), None, True), (BEGAN, CHANGED, True)],
)
def test_a_day_lies_within_the_window_or_outside(opens, closes, outside):
    """First and last day belong to it."""
    assert outside_window(made(), a_text(opens=opens, closes=closes)) is outside
