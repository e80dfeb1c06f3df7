"""What `sequencing.py` measures, within one installation: writers as threads, the sequencer as a thread."""

import os
import statistics
import threading
import time
from pathlib import Path

import django

WRITERS, MEMBERS = 128, 128


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.server.logged import Desk, begin

    begin()
    desk = Desk(members=MEMBERS)
    sync = synchronisations(Path(settings.DATA))
    grouped = [trial(desk, most=256, act=act) for act in ("sign", "sign", "sign")]
    single = [trial(desk, most=1, act=act) for act in ("sign",)]
    rate, alone = (statistics.median(one.rate for one in runs) for runs in (grouped, single))
    print(f"   fdatasync of 4 kB alone                {sync:8.0f}/s")
    print(f"   {WRITERS} writers, one transaction each     {alone:8.0f} recorded/s   p95 {single[0].p95 * 1000:6.0f} ms")
    print(f"   {WRITERS} writers, what waits in one        {rate:8.0f} recorded/s   p95 {grouped[0].p95 * 1000:6.0f} ms")
    print(f"   grouped against one by one             {rate / alone:8.1f} times      must 10, aim 20")
    shares = [one.share for one in grouped]
    print(f"   mean batch, of those that wait         {statistics.median(shares):8.2f}            must 0.4")


if __name__ == "__main__":
    main()
