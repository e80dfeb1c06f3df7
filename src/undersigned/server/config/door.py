"""The commands that need the server: `undersigned serve`, and `undersigned desk …` for its records.

1. Django and its settings are loaded when a command is called, never before: other commands do not wait.
2. Serving looks first whether it will listen alone, then brings the database up to date; it listens on this
   machine alone unless told otherwise, and says where only once it answers (`listening.py`).
3. Where a log has begun, a sequencer is started beside the server and ended with it.
4. A destruction that was interrupted is finished before anybody is served, and a public site that is due is
   made anew; what cannot be is said.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from functools import partial
from importlib import import_module
from typing import Any

import click

from undersigned.server.config import environment
from undersigned.server.config.listening import application, require_free, when_it_answers
from undersigned.values.faults import UndersignedError

_SETTINGS = "undersigned.server.config.settings"
_TO_END = 10  # seconds


class NotInstalledError(UndersignedError):
    """The libraries of the server are not there."""


def run(name: str, arguments: Sequence[str]) -> None:
    """Hand arguments to Django's commands, under the settings of this package."""
    with_settings().core.management.execute_from_command_line([name, *arguments])


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the desk and what it has published."""
    require_free(host, port)
    environment.say_unless_said("UNDERSIGNED_ORIGIN", f"http://localhost:{port}")
    environment.say("UNDERSIGNED_LISTENS", host)
    if environment.said("UNDERSIGNED_DEMO") == "1" and not environment.demonstration():
        click.echo(
            f"{host} is reached by others: no address of a demonstration signs anyone in here.", err=True
        )
    management = with_settings().core.management
    management.call_command("migrate", interactive=False, verbosity=0)
    management.call_command("createcachetable", verbosity=0)
    _finish_destructions()
    _bring_the_site_up()
    logged = import_module("undersigned.server.actions.log.beginning").the_log() is not None
    import_module("django.db").connections.close_all()
    with _sequencer() if logged else nullcontext():
        require_free(host, port)  # bringing up to date may have taken a while
        _listen(host, port, workers)


def _finish_destructions() -> None:
    now = import_module("undersigned.server.desk.clock").now()
    left = import_module("undersigned.server.actions.evidence.shredding").finish(by=None, at=now)
    for words in import_module("undersigned.server.desk.refusals").in_words(left):
        click.echo(words, err=True)


def _bring_the_site_up() -> None:
    tending = import_module("undersigned.server.desk.tending")
    for code in tending.tend_once(timedelta()):
        click.echo(f"the public site was not made anew ({code}): what may name somebody is closed", err=True)


def _listen(host: str, port: int, workers: int) -> None:
    server = import_module("granian").Granian(
        "undersigned.server.config.wsgi:application",
        address=host,
        port=port,
        workers=workers,
        interface="wsgi",
        blocking_threads=8,
        log_access=False,
        log_level="warning",
        respawn_failed_workers=True,
    )
    said = f"The desk: {environment.origin()[0]}/desk/ (Ctrl+C ends it)"
    server.on_startup(partial(when_it_answers, host, port, partial(_say, said)))
    server.serve(target_loader=partial(application, os.getpid()), wrap_loader=False)


def _say(words: str) -> None:
    click.echo(words)
    sys.stdout.flush()  # whoever reads it from a pipe waits for it


@contextmanager
def _sequencer() -> Iterator[None]:
    """A sequencer as a process of its own; it ends by itself should this one be killed."""
    command = [sys.executable, "-m", "undersigned", "desk", "sequence", "--parent", str(os.getpid())]
    process = subprocess.Popen(command)  # noqa: S603 (this program itself)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def desk(arguments: tuple[str, ...]) -> None:
    """Work on the desk's records: createadmin, invite, enter, migrate; `desk help` lists all."""
    run("undersigned desk", arguments)


def with_settings() -> Any:  # noqa: ANN401 (a library that is loaded late)
    """Django, ready for use under the settings of this package. Raises `NotInstalledError`."""
    environment.say_unless_said("DJANGO_SETTINGS_MODULE", _SETTINGS)
    try:
        django = import_module("django")
        import_module("django.core.management")
    except ImportError as missing:
        raise NotInstalledError("the server is not installed: pip install 'undersigned[server]'") from missing
    django.setup()
    return django
