"""Runs a call in a thread of its own: pyHanko starts an event loop, and a thread can run only one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(call: Callable[[], Result]) -> Result:
    """Run the call in another thread; return its result, or raise its exception."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(call).result()
