"""`undersigned desk sequence`: the sequencer alone; `undersigned serve` starts one by itself."""

import os
import secrets
import signal
import socket
from importlib.metadata import version
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from undersigned.server.actions.log.beginning import LogMissingError, the_log
from undersigned.server.actions.log.paging import log_page
from undersigned.server.desk.clock import now
from undersigned.server.desk.tending import begin_tending
from undersigned.server.sequencer.running import Sequencer


class Command(BaseCommand):
    """Run the sequencer until it is told to end."""

    help = "Enter what was handed over and sign checkpoints; a second one waits for the first to end."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose child it is, if anybody's."""
        parser.add_argument("--parent", type=int, help="end when this process is no longer the parent")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Run. Raises `CommandError` where no log has begun."""
        try:
            log = the_log()
        except LogMissingError as fault:
            raise CommandError(str(fault)) from fault
        if log is None:
            raise CommandError("no log has begun here: undersigned desk initlog")
        log_page(version=version("undersigned"), at=now())
        parent, over = options["parent"], [False]

        def end(_number: int, _frame: FrameType | None) -> None:
            over[0] = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        begin_tending()
        Sequencer(
            holder=f"{socket.gethostname()[:30]} {os.getpid()} {secrets.token_hex(4)}",
            now=now,
            ended=lambda: over[0] or (parent is not None and os.getppid() != parent),
        ).run()
