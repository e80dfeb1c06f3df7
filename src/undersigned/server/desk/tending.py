"""Tending, from time to time: what is due of the public site is tried again, beside everything else."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Thread

from django.db import connections

from undersigned.server.actions.publishing.tending import AGAIN_AFTER, try_again
from undersigned.server.desk.clock import now, today

journal = logging.getLogger(__name__)
_LOOKS_EVERY = AGAIN_AFTER.total_seconds() / 2


def begin_tending(wait: Callable[[float], None] = time.sleep) -> Thread:
    """Look from now on whether anything is due; ends with the process."""
    tending = Thread(target=_tend, args=(wait,), name="tending", daemon=True)
    tending.start()
    return tending


def tend_once(after: timedelta = AGAIN_AFTER) -> tuple[str, ...]:
    """Do what is due; the codes of what stood in the way."""
    return tuple(one.code for one in try_again(on=today(), at=now(), after=after))


def _tend(wait: Callable[[float], None]) -> None:
    while True:
        wait(_LOOKS_EVERY)
        try:
            tend_once()
        except Exception as fault:  # noqa: BLE001 (the next look is the answer; its words may quote a name)
            journal.error("the public site was not looked after: %s", type(fault).__name__)
        finally:
            connections.close_all()
