"""Asking a server as fast as it can answer: raw sockets, requests in batches, answers only counted.

The client must cost less than the server it measures, so it knows the size of an answer from the first one
and reads bytes, not HTTP. What it reports is answers a second and the server's own CPU time for each.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
CONNECTIONS, BATCH, SECONDS = 16, 8, 3.0
LEAST_CPU = 0.2  # seconds in a run; the kernel counts in hundredths
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Speed:
    """Answers a second, and microseconds of the server's CPU for one."""

    rate: float
    cpu: float


def environment_in(folder: str, **more: str) -> dict[str, str]:
    """What the processes of an installation in a folder are told: these sources, and nothing set outside."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
    own = {"UNDERSIGNED_DATA": folder, "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings"}
    return plain | own | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))} | more


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def served(
    application: str, told: dict[str, str], port: int, workers: int = 1, journal: IO[bytes] | None = None
) -> Iterator[int]:
    """Start granian with an application, as `undersigned serve` starts it; the id of its process."""
    program = (
        "import sys; from granian import Granian; Granian(sys.argv[1], address='127.0.0.1', "
        "port=int(sys.argv[2]), workers=int(sys.argv[3]), interface='wsgi', blocking_threads=8, "
        "log_access=False, log_level='error').serve()"
    )
    command = [sys.executable, "-c", program, application, str(port), str(workers)]
    process = subprocess.Popen(command, env=told, cwd=ROOT, stderr=journal)
    try:
        for _ in range(200):
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        time.sleep(1.0 * workers)  # a worker that comes late finds all lines taken
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def measure(port: int, pid: int, path: str, *headers: str, seconds: float = SECONDS) -> Speed:
    """The best of three runs, by CPU."""
    request = "\r\n".join((f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", "")).encode("ascii")
    size = _size(port, request)
    return min((_run(port, pid, request, size, seconds) for _ in range(3)), key=lambda speed: speed.cpu)


def memory(pid: int) -> dict[int, float]:
    """Resident megabytes of a process and its children, by id."""
    return {
        one: int((Path(f"/proc/{one}/statm").read_text()).split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        for one in _family(pid)
    }


def _run(port: int, pid: int, request: bytes, size: int, seconds: float) -> Speed:
    began, cpu = time.perf_counter(), _cpu(pid)
    counts, over = [0] * CONNECTIONS, threading.Event()

    def ask(place: int) -> None:
        while not over.is_set():
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
                    while not over.is_set():
                        line.sendall(request * BATCH)
                        _read(line, size * BATCH)
                        counts[place] += BATCH
            except TimeoutError:
                print("   a connection stood still for 20 seconds; it is opened anew", flush=True)

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    while True:  # on a busy machine the server may hardly have come to work
        time.sleep(seconds)
        if sum(counts) and _cpu(pid) - cpu >= LEAST_CPU:
            break
        assert time.perf_counter() - began < 20 * seconds, "the server does not answer"
    over.set()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    return Speed(rate=sum(counts) / took, cpu=(_cpu(pid) - cpu) / sum(counts) * 1e6)


def _read(line: socket.socket, left: int) -> None:
    while left:
        got = len(line.recv(min(left, 1 << 20)))
        assert got, "the server closed the connection"
        left -= got


def _size(port: int, request: bytes) -> int:
    """How many bytes an answer has: all that comes until the line is quiet."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.settimeout(20)
        line.sendall(request)
        whole = line.recv(1 << 20)
        line.settimeout(0.5)
        try:
            while part := line.recv(1 << 20):
                whole += part
        except TimeoutError:
            pass
    assert whole.startswith(b"HTTP/1.1 "), whole[:80]
    return len(whole)


def _family(pid: int) -> tuple[int, ...]:
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        children = Path(f"/proc/{one}/task/{one}/children")
        waiting.extend(int(child) for child in children.read_text().split() if child)
    return tuple(found)


def _cpu(pid: int) -> float:
    """Seconds of CPU of a process and its children."""
    total = 0.0
    for one in _family(pid):
        parts = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += (int(parts[11]) + int(parts[12])) / _TICK
    return total
