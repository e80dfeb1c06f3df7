"""What `sequencing.py` measures, within one installation: writers and the sequencer as threads."""

import os
import statistics
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import django

WRITERS, ROUNDS, SECONDS = 128, 3, 120


@dataclass(frozen=True)
class Run:
    """How many were recorded a second, how long one waited, and how many shared a transaction."""

    rate: float
    waits: tuple[float, ...]
    share: float
    cpu: float

    @property
    def p95(self) -> float:
        """In milliseconds."""
        return statistics.quantiles(self.waits, n=20)[-1] * 1000


def main() -> None:
    """Fill a desk, then let all its members sign and withdraw in turn."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.server.logged import Desk, begin

    begin()
    desk = Desk(members=WRITERS)
    disk = synchronised(Path(settings.DATA))
    entered = {
        most: [entering(desk, most) for _ in range(rounds)] for most, rounds in ((1, 1), (256, ROUNDS))
    }
    alone, together = (statistics.median(entered[most]) for most in (1, 256))
    print(f"   fdatasync of 4 kB, alone                  {disk:7.0f} /s")
    print(f"   {WRITERS} wait, a transaction for each         {alone:7.0f} recorded/s")
    print(f"   {WRITERS} wait, one transaction for all        {together:7.0f} recorded/s")
    print(f"   grouped against one by one                {together / alone:7.1f} times   must 10, aim 20")
    whole = run(desk, most=256)
    print(
        f"   from the assertion on, {WRITERS} threads       {whole.rate:7.0f} recorded/s   p95 {whole.p95:.0f} ms"
    )
    print(f"   mean batch, of it and of those that came meanwhile {whole.share:5.2f}  must 0.4")


def entering(desk: object, most: int) -> float:
    """So many statements wait; how many are recorded a second, with so many in a transaction."""
    from tests.server.logged import a_lease, enter, soon

    from undersigned.server.sequencer.entering import enter_waiting

    for member in desk.members:
        desk.signs(member)
    lease, began, entered = a_lease(), time.perf_counter(), 0
    while some := enter_waiting(lease=lease, at=desk.at, most=most):
        entered += some
    took = time.perf_counter() - began
    assert entered == len(desk.members)
    for member in desk.members:
        desk.signs(member, act="withdraw")
    enter(soon(1))
    return entered / took


def run(desk: object, *, most: int) -> Run:
    """Every member signs at once; afterwards, not measured, all withdraw again."""
    from tests.server.logged import done, enter, soon

    prepared = [(member, done(desk.prepared(member))) for member in desk.members]
    found = measured(desk, prepared, most)
    for member in desk.members:
        desk.signs(member, act="withdraw")
    enter(soon(1))
    return found


def measured(desk: object, prepared: list, most: int) -> Run:
    """From handing over to being recorded, for all of them at the same time."""
    from tests.server.logged import a_lease

    from undersigned.server.sequencer.entering import enter_waiting, waiting

    waits, shares, over = [], [], threading.Event()
    start = threading.Barrier(len(prepared) + 1)
    writers = [
        threading.Thread(target=write, args=(desk, member, record, start, waits))
        for member, record in prepared
    ]
    lease = a_lease()

    def sequence() -> None:
        from django.db import connections

        while not over.is_set():
            entered = enter_waiting(lease=lease, at=desk.at, most=most)
            if entered:
                shares.append(entered / (entered + waiting().count()))
            else:
                time.sleep(0.002)
        connections.close_all()

    sequencer = threading.Thread(target=sequence)
    sequencer.start()
    for writer in writers:
        writer.start()
    start.wait()
    began, cpu = time.perf_counter(), time.process_time()
    for writer in writers:
        writer.join(SECONDS)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    over.set()
    sequencer.join()
    assert len(waits) == len(prepared), "a writer was not recorded in time"
    share = statistics.mean(shares) if shares else 1.0
    return Run(rate=len(waits) / took, waits=tuple(waits), share=share, cpu=cpu / len(waits))


def write(desk: object, member: object, record: object, start: threading.Barrier, waits: list) -> None:
    """One writer: the assertion is taken, handed over, and waited for."""
    from django.db import connections

    from undersigned.server.actions.collecting.stating import take_statement
    from undersigned.server.actions.log.handing_over import RecordState, await_entry
    from undersigned.server.records.mapping.signing import text_of
    from undersigned.signing.passkeys import challenge

    assertion = desk.passkeys[member.pk].asserts(challenge(text_of(record)))
    start.wait()
    began = time.perf_counter()
    take_statement(record=record, assertion=assertion, at=desk.at)
    standing = await_entry(record, seconds=SECONDS)
    waits.append(time.perf_counter() - began)
    assert standing.state is RecordState.RECORDED, standing
    connections.close_all()


def synchronised(folder: Path) -> float:
    """How often the disk can be told to keep 4 kB, in a second."""
    file, times = folder / "synchronised", 0
    handle = os.open(file, os.O_RDWR | os.O_CREAT)
    began = time.perf_counter()
    while time.perf_counter() - began < 1:
        os.pwrite(handle, os.urandom(4096), 0)
        os.fdatasync(handle)
        times += 1
    os.close(handle)
    file.unlink()
    return times / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
