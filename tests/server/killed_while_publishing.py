"""Run as a program: publish a second edition, killed (SIGKILL) at each stage in turn, then once to the end.

1. Killed at every stage that `publish_edition` tells of: before the transaction, in it after each kind of
   row, and after everything but the commit. Killed once more when all is kept and nobody was answered yet.
2. Prints a line of JSON for each: the stage, the digest of all that the public sees, the editions kept, what
   the clerk's page says.

With a stage as its argument it is the process that publishes and dies there.
"""

import json
import os
import signal
import subprocess
import sys

import django

STAGES = ("laid-out", "built", "compressed", "edition", "bodies", "files", "switched", "shown")
KEPT = "kept"


def main() -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from undersigned.server.records.models import Collection  # noqa: PLC0415

    if sys.argv[1:]:
        (stage,) = sys.argv[1:]
        publish(Collection.objects.get(), lambda now: die() if now == stage else None)
        die()
    call_command("migrate", verbosity=0)
    from tests.server.publishing_cases import more_names, published  # noqa: PLC0415

    collection = published()
    more_names(collection, 4)
    tell("before", collection)
    for stage in (*STAGES, KEPT):
        dying = subprocess.run(
            [sys.executable, "-m", "tests.server.killed_while_publishing", stage], timeout=60, check=False
        )
        assert dying.returncode == -signal.SIGKILL, f"not killed at {stage}"
        tell(stage, collection)
    tell("again", collection, refused=[one.code for one in publish(collection, lambda _: None).findings])


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def publish(collection, told):
    from tests.server.builders import AT  # noqa: PLC0415
    from tests.server.publishing_cases import LATER  # noqa: PLC0415

    from undersigned.server.actions.publishing.publishing import publish_edition  # noqa: PLC0415

    return publish_edition(collection=collection, on=LATER, by=collection.opened_by, at=AT, told=told)


def tell(stage: str, collection, **more) -> None:
    from undersigned.server.actions.publishing.generations import current  # noqa: PLC0415
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
        "desk": said_at_the_desk(collection),
        **more,
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


def said_at_the_desk(collection) -> list[str]:
    """What a clerk who comes back is told: what there is to publish."""
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(collection.opened_by)
    page = client.get(f"/desk/publications/{collection.pk}/").content.decode()
    sentences = ("4 names are added:", "Publish with 26 names", "No name came or went since the last edition")
    return [one for one in sentences if one in page]


if __name__ == "__main__":
    main()
