"""The entry point of `undersigned` and `python -m undersigned`, from which every command is reached.

* Commands on files are pure (`cli`); those on records belong to the server, and load Django when called.
* Every end is a status and, where something went wrong, a sentence: never a traceback.
* What is written is UTF-8 whatever the environment asks for; a letter is never a reason to stop.
* An interruption ends with 130 and a termination with 143, at any moment, and what was begun is cleared away.
"""

import sys

INTERRUPTED = 130  # as `cli/terminal/interruption.py` says, which is not loaded yet
try:
    from undersigned.cli.terminal.interruption import ended_at_once

    with ended_at_once():
        import io
        import os
        import signal
        from collections.abc import Callable
        from types import FrameType
except KeyboardInterrupt:  # even this takes long enough, on a busy machine
    sys.exit(INTERRUPTED)

REFUSED, TERMINATED = 2, 143  # the former as in `cli/terminal/exits.py`, which is not loaded yet


def main() -> None:
    """Run the command line and end the process with its status."""
    try:
        signal.signal(signal.SIGTERM, _terminated)
        _write_utf8()
        with ended_at_once():
            run = _with_the_server()
        status = run()
        sys.stdout.flush()  # here and not after the end, where a full disk could no longer be told
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError as fault:
        status = _not_written(fault)
    sys.exit(status)


def _with_the_server() -> Callable[[], int]:
    """The command line with the commands on records; loading takes long enough to be interrupted."""
    from undersigned.cli.app import run, undersigned  # noqa: PLC0415
    from undersigned.server.config.door import desk, serve  # noqa: PLC0415
    from undersigned.server.config.keeping import backup, export, restore  # noqa: PLC0415

    for command in (serve, desk, backup, restore, export):
        undersigned.add_command(command)
    return run


def _terminated(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (the system's signature)
    raise SystemExit(TERMINATED)


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _not_written(fault: OSError) -> int:
    """Say why the answer did not arrive; a reader who has gone away needs no reason."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # what is still held back would fail again at the very end
    if not isinstance(fault, BrokenPipeError):
        from undersigned.cli.files.inputs import own_language  # noqa: PLC0415
        from undersigned.values.refusal import why_not  # noqa: PLC0415
        from undersigned.wording.words import term  # noqa: PLC0415

        language = own_language()
        why = term(f"file-why.{why_not(fault)}", language)
        sys.stderr.write(f"{term('program.unwritten', language, file=fault.filename, why=why)}\n")
    return REFUSED


if __name__ == "__main__":
    main()
