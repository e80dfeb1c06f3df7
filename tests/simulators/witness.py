"""A witness that answers over HTTP in a thread of the test, may be stopped, and starts again as it was."""

import threading
import time
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from undersigned.cli.files.witness_folder import begin_witness
from undersigned.cli.witness_site import witness_site


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Not into the test's output."""


class WitnessServer:
    """One witness: its folder, its key and, while it runs, its address."""

    def __init__(self, place: Path, name: str = "witness.example", port: int = 0) -> None:
        self.folder = begin_witness(place, name, sha256(name.encode()).digest(), ())
        self.name = name
        self.port = port
        self._server = None

    @property
    def policy_line(self) -> str:
        return f"witness {self.name} {self.folder.key.verifier} http://127.0.0.1:{self.port}"

    def watch(self, log_key: str) -> None:
        """Let it know a log."""
        file = self.folder.place / "logs"
        file.write_text(file.read_text() + f"log {log_key}\n")

    def bind(self) -> None:
        site = witness_site(self.folder.place, time.time)
        self._server = make_server("127.0.0.1", self.port, site, handler_class=_Quiet)
        self.port = self._server.server_port

    def serve(self) -> None:
        self._server.serve_forever(poll_interval=0.01)

    def start(self) -> None:
        self.bind()
        threading.Thread(target=self.serve, daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @contextmanager
    def running(self):
        self.start()
        try:
            yield self
        finally:
            self.stop()
