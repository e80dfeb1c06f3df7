"""Run as a program: publish a second edition, killed (SIGKILL) at each stage in turn, then once to the end.

Prints a line of JSON for each: the stage, the digest of all that the public sees, the editions kept.
With a stage as its argument it is the process that publishes and dies there.
"""

import json
import os
import signal
import subprocess
import sys

import django

STAGES = ("laid-out", "built", "edition", "files", "switched", "shown")


def main() -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from undersigned.server.records.models import Collection  # noqa: PLC0415

    if sys.argv[1:]:
        (stage,) = sys.argv[1:]
        publish(
            Collection.objects.get(),
            lambda now: os.kill(os.getpid(), signal.SIGKILL) if now == stage else None,
        )
        return
    call_command("migrate", verbosity=0)
    from tests.server.publishing_cases import more_names, published  # noqa: PLC0415

    collection = published()
    more_names(collection, 4)
    tell("before", collection)
    for stage in STAGES:
        dying = subprocess.run(
            [sys.executable, "-m", "tests.server.killed_while_publishing", stage], timeout=60, check=False
        )
        assert dying.returncode == -signal.SIGKILL, f"not killed at {stage}"
        tell(stage, collection)
    publish(collection, lambda _: None)
    tell("whole", collection)


def publish(collection, told) -> None:
    from tests.server.builders import AT  # noqa: PLC0415
    from tests.server.publishing_cases import LATER  # noqa: PLC0415

    from undersigned.server.actions.publishing import publish_edition  # noqa: PLC0415

    publish_edition(collection=collection, on=LATER, by=collection.opened_by, at=AT, told=told)


def tell(stage: str, collection) -> None:
    from undersigned.server.actions.generations import current  # noqa: PLC0415
    from undersigned.server.records.models import Act, Collection  # noqa: PLC0415
    from undersigned.values.digest import sha256  # noqa: PLC0415

    files = current().files.order_by("path").select_related("body")
    for file in files:
        assert sha256(bytes(file.body.body)) == file.body_id
    seen = {
        "stage": stage,
        "site": sha256(json.dumps([(file.path, file.body_id) for file in files]).encode()),
        "editions": list(collection.editions.values_list("label", flat=True)),
        "state": Collection.objects.get(pk=collection.pk).state,
        "acts": Act.objects.filter(kind="edition-published").count(),
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
