"""The sequencer: statements that share a transaction, against the same ones in a transaction each.

128 members have handed a statement over; they are entered all at once, and one by one, with the same questions
asked of each. On SQLite, synchronous FULL. Then the whole path in one process: 128 threads take an assertion,
hand it over and wait, beside a sequencer; Python's lock bounds that, so it says little of several workers.

Members must be on the roll with a key each, so the desk is filled first; that takes longer than the trial.
Signatures a second over HTTP are measured by `signing_over_http.py`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run in a process of its own, since settings are read once."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("UNDERSIGNED_BENCH_FOLDER")) as folder:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
        environment = plain | {
            "UNDERSIGNED_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        command = [sys.executable, "-m", "bench.sequencing_trial"]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
