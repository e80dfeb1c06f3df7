"""Shows the progress of long work, on standard error and only on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress

from undersigned.cli.terminal.screen import aside

Advance = Callable[[], None]
WORTH_SHOWING = 20


@contextmanager
def shown_progress(words: str, steps: int) -> Iterator[Advance]:
    """A function to call after each step; it draws only on a terminal and for more than a few steps."""
    if steps < WORTH_SHOWING or not sys.stderr.isatty():
        yield lambda: None
        return
    with Progress(console=aside(), transient=True) as progress:
        task = progress.add_task(words, total=steps)
        yield lambda: progress.advance(task)
