"""Ends the process at once when it is interrupted while the program loads.

Until a command is loaded nothing is begun and nothing is to be cleared away. And a `KeyboardInterrupt` raised
there may get lost (in callbacks of the import system's locks it is printed and ignored), so that a command
would go on that somebody had stopped. What this module itself imports is as little as can be.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130  # 128 and the number of the signal, as shells tell it


@contextmanager
def ended_at_once() -> Iterator[None]:
    """Within this context an interruption ends the process with 130, unless it is handled or ignored
    elsewhere.
    """
    if signal.getsignal(signal.SIGINT) != signal.default_int_handler:
        yield
        return
    try:
        signal.signal(signal.SIGINT, _end)
    except ValueError:  # not the main thread, which alone is interrupted
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the system's signature)
    os._exit(INTERRUPTED)
