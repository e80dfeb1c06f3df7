"""A member signs electronically: what is prepared, what is taken, what stands afterwards."""

import pytest
from tests.server.logged import Desk, begin, enter, sequence

from undersigned.server.actions.handing_over import RecordState, where_it_stands
from undersigned.server.actions.names import names_under

pytestmark = pytest.mark.usefixtures("log_place")


@pytest.fixture
def desk():
    begin()
    return Desk(members=2)


def test_a_member_signs_and_stands_on_the_list_with_her_level(desk):
    """From the invitation to a name on the list, by nothing but actions and the sequencer."""
    member = desk.members[0]
    record = desk.signs(member)
    before = where_it_stands(record).state
    enter()

    names = names_under(desk.collection)
    assert before is RecordState.WAITING
    assert where_it_stands(record).state is RecordState.RECORDED
    assert [(one.member_id, one.level, one.method) for one in names.standing] == [(member.pk, "B", "passkey")]
    assert not names.waiting
    assert sequence()
