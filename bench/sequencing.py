"""The sequencer: writers that share a synchronisation of the disk, against the same writers one by one.

128 writers each hand a statement over and wait until it is recorded, as a worker of the web server does. Once the
sequencer enters all that waits in one transaction, once a transaction for each; all else is the same. On SQLite,
synchronous FULL. Then how many share a transaction, as a part of those that wait.

Members must be on the roll with a key each, so the desk is filled first; that takes longer than the trial.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
MUST, AIM, BATCH_MUST = 10, 20, 0.4


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
