"""Faults other than death: a full disk, a clock set back, a witness that saw more. Run by `faults.py`."""

import json
import resource
import shutil
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

import django
from tests.soak.killing import Installation, forked, sequenced

SECONDS = 1.5


def main() -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    with Installation() as place:
        place.steps()
        said = {
            "disk full": disk_full(place),
            "clock back": clock_back(place),
            "witness ahead": witness_ahead(place),
        }
        print(json.dumps(said))


def disk_full(place: Installation) -> str:
    """No file may grow for a while: nothing is half there, and all is entered afterwards."""
    place.hand_over(3)
    wait_for(forked(partial(limited, place.at)))
    place.acknowledge()
    place.look()
    during = len(place.acknowledged)
    place.round(kill_at=None)
    place.acknowledge()
    place.look()
    assert len(place.acknowledged) == len(place.handed_over)
    return f"{during} of {len(place.handed_over)} acknowledged meanwhile, all afterwards"


def limited(at: object) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    for_a_while(at)


def clock_back(place: Installation) -> str:
    """The sequencer's clock is a day behind: order is the log's, not the clock's."""
    from undersigned.server.records.models import LogEntry  # noqa: PLC0415

    place.hand_over(2)
    now, place.at = place.at, place.at - timedelta(days=1)
    place.round(kill_at=None)
    place.at = now
    place.acknowledge()
    place.look()
    assert len(place.acknowledged) == len(place.handed_over)
    last = LogEntry.objects.order_by("-index").first()
    assert last.at == now - timedelta(days=1)
    return "entered and witnessed"


def witness_ahead(place: Installation) -> str:
    """The witness has cosigned one entry more: nothing is entered or signed, and the reason is there."""
    from django.conf import settings  # noqa: PLC0415

    from undersigned.log.appending import writing  # noqa: PLC0415
    from undersigned.log.directory import LogDirectory  # noqa: PLC0415
    from undersigned.log.witness import cosigned_by  # noqa: PLC0415
    from undersigned.server.actions.log.trusting import trust  # noqa: PLC0415
    from undersigned.server.records.models import LogEntry, SequencerLease  # noqa: PLC0415
    from undersigned.server.sequencer.signing import log_key  # noqa: PLC0415

    folder = Path(settings.LOG_FOLDER)
    other = Path(place.folder) / "another history"
    shutil.copytree(folder, other)
    (witness,) = trust().policy.witnesses
    with writing(other) as writer:
        signed = writer.record(writer.extend([b"somebody else's entry"]), log_key())
        before, size = writer.size - 1, writer.size
        cosigned_by(
            witness.key,
            witness.url,
            signed,
            seen=before,
            prove=lambda old: writer.consistency(old, size),
            timeout=5,
        )
    place.hand_over(2)
    shown = LogDirectory(folder).checkpoint().note.encoded()
    wait_for(forked(partial(for_a_while, place.at)))
    place.acknowledge()

    assert LogEntry.objects.count() == before
    assert LogDirectory(folder).checkpoint().note.encoded() == shown
    assert [one["code"] for one in SequencerLease.objects.get().findings] == ["signing.log.history"]
    return "nothing entered, nothing signed, and it is said why"


def for_a_while(at: object) -> None:
    """A sequencer that works on for some time, whatever happens."""
    until = time.monotonic() + SECONDS
    sequenced(None, None, at, partial(over, until))


def over(until: float) -> bool:
    return time.monotonic() > until


def wait_for(pid: int) -> None:
    import os  # noqa: PLC0415

    os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
