"""Run as a program: destroy the second planted person's data, killed (SIGKILL) at the stage that is named."""

import os
import signal
import sys
from datetime import UTC, date, datetime

import django

STAGES = ("tables", "kept", "key", "keys", "files", "emptied")
DAY, AT = date(2026, 11, 27), datetime(2026, 11, 27, 9, tzinfo=UTC)


def main() -> None:
    django.setup()
    from tests.server.evidence import subject  # noqa: PLC0415

    from undersigned.server.actions.evidence.destroying import destroy_person  # noqa: PLC0415
    from undersigned.server.records.models import User  # noqa: PLC0415

    (stage,) = sys.argv[1:]
    monitor = User.objects.get(email="mona@x.example")

    def told(now: str) -> None:
        if now == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    destroy_person(subject=subject("watch", 2), reason="asked for", on=DAY, by=monitor, at=AT, told=told)


if __name__ == "__main__":
    main()
