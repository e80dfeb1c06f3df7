"""Members sign over HTTP, as their browsers would: prepare, assert, hand over, wait; to recorded and to witnessed.

The whole of it on one machine: two workers of the server, the sequencer, one witness, and sixteen members at a
time. Their passkeys are software here, and cost some of the same processors.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run in a process of its own, since settings are read once."""
    with tempfile.TemporaryDirectory() as folder:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
        environment = plain | {
            "UNDERSIGNED_DATA": folder,
            "UNDERSIGNED_ORIGIN": "http://localhost:8790",
            "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        command = [sys.executable, "-m", "bench.signing_over_http_trial"]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
