"""Verifying: the example's bundle against its bare imports; a log of 10^4 and 10^6 entries, time and memory.

* The limit of a small bundle is starting Python and loading the same modules: at most twice that, in CPU time.
* A large log is that of the example with commitments of others behind it; the limit is hashing the same
  entries in a bare loop, and 200 MB.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from tests.verifying.staging import KEYS, TRUST, files_of

from undersigned.log.checkpoint import Checkpoint, sign_checkpoint
from undersigned.log.cosignature import cosign
from undersigned.log.merkle import leaf_hash, root_of
from undersigned.publishing.bundle import index_of
from undersigned.values.stored_zip import stored_zip

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour-square"
ROUNDS = 9
IMPORTS = "import undersigned.verifying.door, undersigned.verifying.__main__"
RUN = "from undersigned.verifying.__main__ import main; main()"


def main() -> None:
    """Both measurements, in this run."""
    bundle, trust = str(EXAMPLE / "harbour-square.bundle.zip"), str(EXAMPLE / "trust.txt")
    bare = [spent("-c", IMPORTS)[0] for _ in range(ROUNDS)]
    whole = [spent("-c", RUN, bundle, "--trust", trust)[0] for _ in range(ROUNDS)]
    ratio = statistics.median(whole) / statistics.median(bare)
    print(f"   29 names, whole process: {ratio:.2f} times its bare imports (at most 2)")
    print(
        f"   {statistics.median(whole) * 1000:.0f} ms against {statistics.median(bare) * 1000:.0f} ms of CPU"
    )
    with tempfile.TemporaryDirectory() as folder:
        costs = {size: grown(Path(folder), size) for size in (10_000, 1_000_000)}
    print(f"   an entry costs {costs[1_000_000] / costs[10_000]:.2f} times as much at 10^6 as at 10^4")


def grown(folder: Path, size: int) -> float:
    """Verify the example with so many entries in its log; the seconds that an entry costs."""
    path, trust = folder / f"{size}.zip", folder / "trust.txt"
    trust.write_bytes(TRUST)
    # Made in a process of its own: a child begins with the memory of its parent on its account.
    command = [sys.executable, "-m", "bench.verifying", str(size), str(path)]
    loop = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    seconds, megabytes, status = spent("-c", RUN, str(path), "--trust", str(trust), "--json")
    started = spent("-c", IMPORTS)[0]
    print(
        f"   {size} entries: {seconds:.2f} s of CPU, {megabytes:.0f} MB (at most 200 at 10^6), status {status};"
        f" bare hashing {loop:.2f} s, ratio {loop / (seconds - started):.2f}"
    )
    return (seconds - started) / size


def enlarge(size: int, path: Path) -> float:
    """Write the example's bundle with commitments of others behind its entries; the time of hashing them."""
    files = files_of((EXAMPLE / "harbour-square.bundle.zip").read_bytes())
    framed, entries, at = files["log/entries"], list[bytes](), 0
    while at < len(framed):
        end = at + 2 + int.from_bytes(framed[at : at + 2])
        entries.append(framed[at + 2 : end])
        at = end
    for number in range(size - len(entries)):
        thread = sha256(b"%d" % number).hexdigest().encode()
        entries.append(b"undersigned/v1 commitment\nthread %b\ndigest sha256:%b\n" % (thread, thread))
    root = root_of([leaf_hash(entry) for entry in entries])
    checkpoint = Checkpoint(origin="concord.example/log", size=size, root=root)
    note = sign_checkpoint(checkpoint, KEYS.log()).note.signed(
        cosign(checkpoint.text, KEYS.witness(), 1_800_000_000)
    )
    files["log/checkpoint"] = note.encoded()
    files["log/entries"] = b"".join(len(entry).to_bytes(2) + entry for entry in entries)
    files["index.txt"] = index_of({name: files[name] for name in files if name != "index.txt"})
    path.write_bytes(stored_zip(files))
    began = time.process_time()
    for entry in entries:
        sha256(b"\1" + sha256(b"\0" + entry).digest() * 2).digest()
    return time.process_time() - began


def spent(*arguments: str) -> tuple[float, float, int]:
    """Seconds of CPU, the largest memory in megabytes and the status of a Python process."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, process.returncode


if __name__ == "__main__":
    if sys.argv[1:]:
        print(enlarge(int(sys.argv[1]), Path(sys.argv[2])))
    else:
        main()
