"""What the President decided: recorded once, with a reason, by a person, on a day."""

from datetime import timedelta

import pytest
from tests.server.builders import AT, DAY, a_collection

from undersigned.server.actions.collecting.readiness import ADMISSIBLE
from undersigned.server.actions.collecting.ruling import record_ruling
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import Act, Ruling

SAID = {
    "admitted": True,
    "reason": "Nothing stands against it.",
    "decided_by": "President of the Assembly",
    "decided_on": DAY,
}


def test_a_ruling_is_kept_and_the_text_waits_for_its_number(clerk):
    """Found in order: the state moves when it is numbered."""
    collection = a_collection()

    ruling = record_ruling(collection=collection, **SAID, by=clerk, at=AT)

    collection.refresh_from_db()
    assert (ruling.question, ruling.admitted, collection.state) == (ADMISSIBLE, True, "open")
    assert Act.objects.filter(kind="ruling-recorded", by=clerk).exists()


def test_a_text_found_not_in_order_is_refused_by_its_lifecycle(clerk):
    """Tabled and refused, each move written down."""
    collection = a_collection()

    record_ruling(collection=collection, **{**SAID, "admitted": False}, by=clerk, at=AT)

    collection.refresh_from_db()
    assert collection.state == "refused"
    assert [act.kind for act in Act.objects.filter(kind__startswith="moved-")] == [
        *("moved-table", "moved-refuse"),
    ]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"reason": "  "}, "signing.ruling.reason"),
        ({"decided_by": ""}, "signing.ruling.person"),
        ({"decided_on": DAY - timedelta(days=1)}, "signing.ruling.day"),
        ({"decided_on": DAY + timedelta(days=1)}, "signing.ruling.day"),
    ],
    ids=["no-reason", "nobody", "before-opening", "tomorrow"],
)
def test_an_incomplete_ruling_is_refused(clerk, parts, code):
    """Nothing is kept."""
    refused = record_ruling(collection=a_collection(), **{**SAID, **parts}, by=clerk, at=AT)

    assert isinstance(refused, Refusal)
    assert [one.code for one in refused.findings] == [code]
    assert not Ruling.objects.exists()


def test_nothing_is_ruled_upon_once_it_is_out(clerk):
    """A published text waits for no ruling."""
    refused = record_ruling(collection=a_collection(state="published"), **SAID, by=clerk, at=AT)

    assert [one.code for one in refused.findings] == ["signing.ruling.when"]
