"""A PostgreSQL of the tests' own: Debian's programs, a data folder and a port of its own, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNSAFE_AND_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=120"


def programs() -> Path | None:
    """The folder of the newest `initdb`, if PostgreSQL is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parts[-2]))
    return folders[-1] if folders else None


@contextmanager
def running() -> Iterator[str]:
    """The address of an empty server, `postgresql://…`, while the block lasts."""
    with running_in_sight() as (address, _folder):
        yield address


@contextmanager
def running_in_sight(*settings: str) -> Iterator[tuple[str, Path]]:
    """The address of an empty server and the folder of everything that it writes; `name=value` sets."""
    bin_ = programs()
    assert bin_, "PostgreSQL is not installed (apt-get install postgresql)"
    folder = Path(tempfile.mkdtemp(prefix="undersigned-pg-"))
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        command = [str(bin_ / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    run("initdb", "-A", "trust", "-U", "undersigned", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {UNSAFE_AND_QUICK}"
    options += "".join(f" -c {one}" for one in settings)
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
    try:
        yield f"postgresql://undersigned@127.0.0.1:{port}/postgres", folder
    finally:
        run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
