"""Both hosts in one server of the test's own: what granian opens, and a sequencer beside it."""

import threading
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from undersigned.server.sequencer.running import Pace, Sequencer

_QUICK = Pace(patience=0.5, beat=0.1, pause=0.01, retry=0.2, witness=1.0)


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Not into the test's output."""


@contextmanager
def both_hosts(settings):
    """The server at a free port of this machine; the settings say where it is."""
    from undersigned.server.config.wsgi import application  # noqa: PLC0415

    cache.clear()  # how often this machine has asked in the tests before
    server = make_server("127.0.0.1", 0, _closing(application), _Threads, _Quiet)
    settings.ORIGIN = f"http://localhost:{server.server_port}"
    settings.SIGNING_ORIGIN = f"http://sign.localhost:{server.server_port}"
    settings.CSRF_TRUSTED_ORIGINS = [settings.ORIGIN]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        yield settings.SIGNING_ORIGIN
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def sequencing():
    """A sequencer in a thread, until the block ends."""
    over = threading.Event()
    at_work = Sequencer(holder="test", now=timezone.now, ended=over.is_set, pace=_QUICK)

    def work():
        at_work.run()
        connections.close_all()

    thread = threading.Thread(target=work, name="sequencer")
    thread.start()
    try:
        yield at_work
    finally:
        over.set()
        thread.join()


def _closing(application):
    """Each answer leaves no connection behind: a thread ends with its request."""

    def closing(environ, start):
        answer = application(environ, start)
        try:
            return list(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
            connections.close_all()

    return closing
