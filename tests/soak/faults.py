"""A full disk, a clock set back, a witness that has seen more; on SQLite and PostgreSQL."""

import sys

from tests.soak.kills import run


def main() -> None:
    """Each database in a process of its own."""
    wanted = sys.argv[1:2] if sys.argv[0].endswith("faults.py") else []
    for database in wanted or ("sqlite", "postgresql"):
        print(database, run(database, "1", "tests.soak.faulting"), flush=True)


if __name__ == "__main__":
    main()
