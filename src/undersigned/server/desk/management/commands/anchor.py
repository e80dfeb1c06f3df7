"""`undersigned desk anchor`: have an outside authority stamp the log, by a file out and a file in."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from undersigned.server.desk.clock import now
from undersigned.values.faults import UndersignedError


class Command(BaseCommand):
    """Write the request, or take the answer."""

    help = "Write a request of RFC 3161 over what readers are shown; then take the authority's answer in."

    def add_arguments(self, parser: CommandParser) -> None:
        """One of the two files; and whom to believe."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--request", type=Path, help="write the request to this file")
        which.add_argument("--answer", type=Path, help="take the authority's answer from this file")
        parser.add_argument("--tsa-roots", type=Path, help="judge the stamp under these roots (PEM) before")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Do the one or the other. Raises `CommandError`."""
        try:
            self.stdout.write(_requested(options["request"]) if options["request"] else _taken(options))
        except ModuleNotFoundError as missing:
            raise CommandError(f"{missing.name} is missing: pip install 'undersigned[seal]'") from missing
        except (UndersignedError, OSError) as fault:
            raise CommandError(str(fault)) from fault


def _requested(file: Path) -> str:
    from undersigned.server.actions.log.anchoring import ask_for_stamp  # noqa: PLC0415 (an extra's library)

    size, request = ask_for_stamp()
    file.write_bytes(request)
    return f"{file} asks for a stamp over {size} entries: send it to the authority."


def _taken(options: dict[str, Any]) -> str:
    from undersigned.server.actions.log.anchoring import take_stamp  # noqa: PLC0415 (an extra's library)
    from undersigned.signing.timestamps import judge_under  # noqa: PLC0415

    roots: Path | None = options["tsa_roots"]
    judge = judge_under(roots.read_bytes()) if roots else None
    take_stamp(options["answer"].read_bytes(), judge=judge, at=now())
    return "The stamp is handed over; the sequencer enters it into the log."
