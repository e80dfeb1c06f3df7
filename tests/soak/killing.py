"""One installation with a log, a witness and members who sign; its sequencer is killed again and again.

Run by `kills.py`, with the number of trials as its argument. The last line is the report, as JSON.
"""

import itertools
import json
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Self

import django

MEMBERS, PATIENCE = 8, 0.05


def main() -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    trials = int(sys.argv[1])
    with Installation() as place:
        steps = place.steps()
        # Every step in turn, in strides that do not divide their number; one that never came kills nobody.
        for step in itertools.accumulate(itertools.repeat(max(1, steps // trials) | 1)):
            if place.killed.total() >= trials:
                break
            place.trial(step=step % steps)
        print(json.dumps(place.end(steps)))


class Installation:
    """Everything that the trials happen to."""

    def __init__(self) -> None:
        from tests.server.logged import Desk, begin  # noqa: PLC0415
        from tests.simulators.witness import WitnessServer  # noqa: PLC0415

        self.random = random.Random(1)
        self.folder = tempfile.mkdtemp()
        self.witness = WitnessServer(Path(self.folder) / "witness")
        self.witness.bind()
        begin(self.witness)
        self.witness_pid = forked(self.witness.serve)
        self.desk = Desk(members=MEMBERS)
        self.at = self.desk.at
        self.acts = dict.fromkeys((member.pk for member in self.desk.members), "sign")
        self.handed_over: list[str] = []
        self.acknowledged: dict[str, tuple[int, bytes]] = {}
        self.killed: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.witness_pid, signal.SIGKILL)
        os.waitpid(self.witness_pid, 0)

    def steps(self) -> int:
        """How many steps a whole round has: told by a sequencer that nobody kills."""
        self.hand_over(2)
        return len(self.round(kill_at=None)) + 1

    def trial(self, *, step: int) -> None:
        """Hand something over, kill the sequencer at a step, and look at what is left."""
        self.hand_over(self.random.randint(1, 3))
        self.round(kill_at=step)
        self.look()

    def hand_over(self, number: int) -> None:
        """So many members sign, or withdraw, whichever is their turn."""
        self.at += timedelta(seconds=1)
        free = [member for member in self.desk.members if not self.waits(member)]
        for member in self.random.sample(free, min(number, len(free))):
            act = self.acts[member.pk]
            record = self.desk.signs(member, act=act, at=self.at)
            self.acts[member.pk] = "withdraw" if act == "sign" else "sign"
            self.handed_over.append(record.pk)

    def waits(self, member: object) -> bool:
        from undersigned.server.sequencer.entering import waiting  # noqa: PLC0415

        return waiting().filter(member=member).exists()

    def round(self, *, kill_at: int | None) -> list[str]:
        """A sequencer until it has nothing to do, or until it is killed; the steps that it told."""
        reading, writing = os.pipe()
        pid = forked(lambda: sequenced(writing, kill_at, self.at))
        os.close(writing)
        with os.fdopen(reading) as told:
            while os.waitpid(pid, os.WNOHANG) == (0, 0):
                self.acknowledge()
                time.sleep(0.002)
            steps = told.read().splitlines()
        if kill_at is not None and len(steps) == kill_at + 1:
            self.killed[named(steps[-1])] += 1
        return steps

    def acknowledge(self) -> None:
        """Note what a waiting worker would have been told by now."""
        from undersigned.server.records.models import SignedRecord  # noqa: PLC0415

        asked = [one for one in self.handed_over[-2 * MEMBERS :] if one not in self.acknowledged]
        for row in SignedRecord.objects.filter(pk__in=asked, entry__isnull=False).select_related("entry"):
            self.acknowledged[row.pk] = (row.entry_id, bytes(row.entry.leaf))

    def look(self) -> None:
        """Nothing that was acknowledged is lost, and nobody has seen another history."""
        from tests.server.logged import ORIGIN  # noqa: PLC0415

        from undersigned.log.checkpoint import read_checkpoint  # noqa: PLC0415
        from undersigned.log.merkle import root_of  # noqa: PLC0415
        from undersigned.server.records.models import LogEntry, SignedRecord  # noqa: PLC0415

        leaves = [bytes(leaf) for leaf in LogEntry.objects.order_by("index").values_list("leaf", flat=True)]
        entries = dict(SignedRecord.objects.values_list("pk", "entry_id"))
        for pk, (index, leaf) in self.acknowledged.items():
            assert entries[pk] == index, f"{pk} was acknowledged at {index} and is at {entries[pk]}"
            assert leaves[index] == leaf, f"entry {index} is another now"
        note = self.witness.folder.latest(ORIGIN)
        seen = read_checkpoint(note).checkpoint if note else None
        assert not seen or seen.root == root_of(leaves[: seen.size]), f"a fork at size {seen.size}"

    def end(self, steps: int) -> dict[str, object]:
        """Let everything be done; what became of it."""
        from django.conf import settings  # noqa: PLC0415

        from undersigned.log.directory import LogDirectory  # noqa: PLC0415
        from undersigned.log.rederiving import rederived  # noqa: PLC0415
        from undersigned.server.records.models import LogEntry, SignedRecord  # noqa: PLC0415
        from undersigned.server.sequencer.entering import waiting  # noqa: PLC0415

        self.round(kill_at=None)
        self.acknowledge()
        self.look()
        log = LogDirectory(Path(settings.LOG_FOLDER))
        size = log.checkpoint().checkpoint.size
        assert size == LogEntry.objects.count()
        assert not rederived(log).differences
        assert not waiting().exists()
        refused = SignedRecord.objects.filter(refused_at__isnull=False)
        assert not refused.exists(), [one.findings for one in refused]
        assert len(self.acknowledged) == len(self.handed_over)
        return {
            "kills": self.killed.total(),
            "steps": steps,
            "kinds": len(self.killed),
            "acknowledged": len(self.acknowledged),
            "entries": size,
            "lost": 0,
            "forks": 0,
        }


def sequenced(
    pipe: int | None, kill_at: int | None, at: object, ended: Callable[[], bool] | None = None
) -> None:
    """A sequencer that tells its steps into a pipe, and dies by its own hand at one of them.

    It ends when all that waits is entered and witnessed, unless told otherwise.
    """
    from undersigned.server.actions.log.handing_over import witnessed_size  # noqa: PLC0415
    from undersigned.server.actions.publishing.edition_records import next_index  # noqa: PLC0415
    from undersigned.server.sequencer.entering import waiting  # noqa: PLC0415
    from undersigned.server.sequencer.running import Pace, Sequencer  # noqa: PLC0415

    told = 0

    def tell(step: str) -> None:
        nonlocal told
        if pipe is not None:
            os.write(pipe, f"{step}\n".encode())
        told += 1
        if kill_at is not None and told > kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def done() -> bool:
        return not waiting().exists() and 0 < next_index() == witnessed_size()

    pace = Pace(patience=PATIENCE, beat=PATIENCE / 5, pause=0.002, retry=0.05, witness=5)
    Sequencer(holder=str(os.getpid()), now=lambda: at, ended=ended or done, pace=pace, told=tell).run()


def forked(work: object) -> int:
    """Another process that does some work and ends; no connection is shared with it."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException:  # noqa: BLE001 (the parent's own code must not go on in two processes)
        traceback.print_exc()
    finally:
        os._exit(0)


def named(step: str) -> str:
    """A step without the numbers of tiles in it."""
    return "".join(letter for letter in step if not letter.isdigit())


if __name__ == "__main__":
    main()
