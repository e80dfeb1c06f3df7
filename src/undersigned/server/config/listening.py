"""Makes sure that one server alone listens on a port, that it answers, and that its workers end with it.

1. A port is tried before anything is started. The server's own sockets share a port with whoever asks the
   same way, so a second server would listen beside the first and neither would know.
2. The address is said once somebody is there to answer it.
3. A worker whose parent is gone ends by itself, gently, and after a while in any case.
4. Beside its answers a worker tends the public site: what is due and failed is tried again.
"""

import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from typing import Any

from undersigned.values.faults import UndersignedError

_LOOKS_EVERY = 0.1  # seconds
_PARENT_EVERY = 1.0
_TO_END = 10.0
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (asked of, never listened on here)


class PortTakenError(UndersignedError):
    """Another program listens there, or nobody may."""


def require_free(host: str, port: int) -> None:
    """Raises `PortTakenError`, with what to do, where a server cannot listen alone at this place."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trying:
        if sys.platform != "win32":  # there the option means to take the port from another
            trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, port))
            trying.listen(1)
        except OSError as fault:
            raise PortTakenError(_why(host, port, fault)) from fault


def when_it_answers(host: str, port: int, say: Callable[[], None]) -> Thread:
    """Say something once, as soon as a connection to the place is taken."""
    waiting = Thread(target=_wait, args=(_ANY.get(host, host), port, say), daemon=True)
    waiting.start()
    return waiting


def application(parent: int) -> Any:  # noqa: ANN401 (a WSGI application)
    """What a worker serves; it ends with the process that started it."""
    Thread(target=_end_with, args=(parent,), daemon=True).start()
    opened = import_module("undersigned.server.config.wsgi").application
    import_module("undersigned.server.desk.tending").begin_tending()
    return opened


def _why(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return (
            f"port {port} is taken: another server, perhaps this desk, listens there already. "
            f"End that one, or choose another port: undersigned serve --port {port + 1}"
        )
    if fault.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} may not be used by this account: choose one above 1023 with --port"
    return f"nothing can listen on {host}, port {port}: {fault.strerror or fault}"


def _wait(host: str, port: int, say: Callable[[], None]) -> None:
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(_LOOKS_EVERY)
        else:
            say()
            return


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_TO_END)
    os._exit(1)
