"""Run as a program: somebody withdraws, and the process is killed (SIGKILL) at a stage; then a start.

Its argument is what to do: `prepare` a public site; a stage, to keep the answer and die there (`kept`: before
the site is made at all); or `start`, as the server does (`config/door.py`), which prints as JSON what was
public before and after.
"""

import json
import os
import signal
import sys

import django

STAGES = ("kept", "laid-out", "built", "compressed", "bodies", "files", "switched", "shown")


def main() -> None:
    django.setup()
    {"prepare": prepare, "start": start}.get(sys.argv[1], lambda: withdraw(sys.argv[1]))()


def prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from tests.server.builders import a_user  # noqa: PLC0415
    from tests.server.leaving import shown_with_somebody  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    mona, ilya = (a_user(role="monitor", email=f"{one}@x.example") for one in ("mona", "ilya"))
    shown_with_somebody(a_user(role="clerk"), mona, ilya)


def start() -> None:
    from undersigned.server.config import door  # noqa: PLC0415

    before = seen()
    door._bring_the_site_up()  # what a start does, without listening
    sys.stdout.write(json.dumps({"before": before, "after": seen()}))


def withdraw(stage: str) -> None:
    from django.test import Client  # noqa: PLC0415
    from tests.server.evidence import handle  # noqa: PLC0415

    from undersigned.server.actions.publishing import site, tending  # noqa: PLC0415
    from undersigned.server.records.models import User  # noqa: PLC0415

    def die(now: str) -> None:
        if now == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    def made(**parts: object) -> object:
        die("kept")
        return site.make_anew(**parts, told=die)

    tending.make_anew = made
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="mona@x.example"))
    said = {"to": "publish", "given": "no", "on": "2026-11-27", "asked_by": "Watch"}
    client.post(f"/desk/evidence/cases/{handle('watch', 1)}/consent/", said)


def seen() -> dict[str, object]:
    """What the public reads of the person, and whether any kept byte of the site holds the name."""
    from tests.server.leaving import PAGE, SPELLED, answered, held_anywhere, naming  # noqa: PLC0415

    from undersigned.server.records.models import ConsentAnswer, SiteDue  # noqa: PLC0415

    return {
        "read": [one for one in naming(SPELLED) if SPELLED.encode() in answered(one)[2]],
        "held": held_anywhere(SPELLED),
        "due": SiteDue.objects.filter(hides=True, met_at=None).count(),
        "kept": ConsentAnswer.objects.filter(given=False).count(),
        "text": answered(f"{PAGE}@2031-10-04.html")[0],
    }


if __name__ == "__main__":
    main()
