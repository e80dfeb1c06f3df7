"""The sequencer killed (SIGKILL) at every step of its write order, many times, on SQLite and PostgreSQL.

Members sign and withdraw all the while. After each kill: whatever was acknowledged is where it was, and what
the witness has cosigned is the beginning of what the database holds. At the end everything that was handed
over is entered or refused, and the log's files are what its entries make them.

`python -m tests.soak.kills sqlite 500`; without arguments 500 on each. A kill does not pull the plug: what
the system had not written to the disk yet is not lost by it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRIALS = 500


def main() -> None:
    """Each database in a process of its own, since settings are read once."""
    wanted = sys.argv[1:2] if sys.argv[0].endswith("kills.py") else []
    trials = sys.argv[2] if len(sys.argv) > 2 and wanted else str(TRIALS)
    for database in wanted or ("sqlite", "postgresql"):
        print(run(database, trials), flush=True)


def run(database: str, trials: str, program: str = "tests.soak.killing") -> str:
    """The report of so many trials on a database. Raises `AssertionError` with what went wrong."""
    from tests.server import postgresql  # noqa: PLC0415 (not where SQLite is asked for)

    with tempfile.TemporaryDirectory() as folder:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
        environment = plain | {
            "UNDERSIGNED_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "undersigned.server.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        command = [sys.executable, "-m", program, trials]
        if database == "postgresql":
            with postgresql.running() as address:
                return _told(command, environment | {"UNDERSIGNED_DATABASE": address})
        return _told(command, environment)


def _told(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    main()
