"""`undersigned desk initlog`: begin the public log of this desk, once and never again."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from undersigned.server.actions.log.beginning import begin_log
from undersigned.server.actions.refusal import Refusal
from undersigned.server.desk.clock import now
from undersigned.server.desk.refusals import sentences
from undersigned.server.records.ids import new_seed


class Command(BaseCommand):
    """Begin the log."""

    help = "Begin the log: its key, its folder, its trust file. Once; it cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name of the log, and whom it trusts."""
        parser.add_argument("--origin", required=True, help="the log's name, such as concord.example/log")
        parser.add_argument(
            "--trust",
            required=True,
            type=Path,
            help="a file of registrars (two or more), witnesses and a quorum, without a log line",
        )

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Begin it, and print its verifier key. Raises `CommandError`."""
        try:
            trust = options["trust"].read_bytes()
        except OSError as fault:
            raise CommandError(f"{options['trust']} cannot be read: {fault.strerror}") from fault
        begun = begin_log(origin=options["origin"], trust=trust, seed=new_seed(), at=now())
        if isinstance(begun, Refusal):
            raise CommandError(sentences(begun.findings, "en"))
        self.stdout.write(f"The log {begun.origin} has begun in {settings.LOG_FOLDER}.")
        self.stdout.write(f"Its key is in {settings.LOG_KEY}, readable by you alone: keep a copy elsewhere.")
        self.stdout.write(f"Whoever verifies needs {settings.TRUST}, and this line for its witnesses:")
        self.stdout.write(begun.key)
