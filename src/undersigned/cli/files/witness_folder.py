"""The folder of a witness: its key, the logs that it knows, and the latest checkpoint seen of each.

1. `key` is the secret; only its owner can read it, and the folder is its owner's alone.
2. `logs` is a policy with a `log` line for each log; it is read at every request, so a new log needs no
   restart.
3. `seen.sqlite` holds the latest checkpoint of each log. Looking at it and replacing it is one transaction
   that has reached the disk before anybody is answered.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from undersigned.log.checkpoint import Checkpoint, read_checkpoint
from undersigned.log.faults import LogError
from undersigned.log.keys import COSIGNATURE, SigningKey, read_key, read_signing_key, signing_key
from undersigned.log.notes import NoteKey
from undersigned.log.policy import parse_policy
from undersigned.values.refusal import RefusedError, refusal

KEY, LOGS, SEEN = "key", "logs", "seen.sqlite"

_WAIT = 10.0  # seconds for another request to end
_HEAD = "# The logs that this witness knows, a line each: log <verifier key> [address]\n"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS seen"
    " (origin TEXT PRIMARY KEY, note BLOB NOT NULL, seconds INTEGER NOT NULL) WITHOUT ROWID"
)

Answer = tuple[bytes, int]  # a checkpoint's note, and when it was cosigned


class WitnessFolderError(RefusedError):
    """The folder is no witness's, or cannot be made one."""


class WitnessFolder:
    """A witness's folder, to answer requests from. Raises `WitnessFolderError`."""

    def __init__(self, place: Path) -> None:
        self.place = place
        try:
            self.key: SigningKey = read_signing_key((place / KEY).read_text(encoding="utf-8").strip())
        except (OSError, ValueError, LogError) as fault:
            raise _unfit(place, "no-key") from fault

    def logs(self) -> tuple[NoteKey, ...]:
        """The keys of the logs that are known now. Raises `LogError`, `OSError`."""
        return parse_policy((self.place / LOGS).read_bytes()).log_keys

    def latest(self, origin: str) -> bytes | None:
        """The note of the latest checkpoint cosigned for a log; `None` if there is none."""
        with self._table() as table:
            found = _latest(table, origin)
        return found[0] if found else None

    def replace(self, origin: str, decide: Callable[[Checkpoint | None, int], Answer]) -> Answer:
        """Replace the latest checkpoint by what `decide` answers to it, in one durable step.

        `decide` gets the checkpoint and the time of its cosignature; what it raises changes nothing.
        """
        with self._table() as table:
            table.execute("BEGIN IMMEDIATE")
            found = _latest(table, origin)
            latest = read_checkpoint(found[0]).checkpoint if found else None
            note, seconds = decide(latest, found[1] if found else 0)
            table.execute("REPLACE INTO seen VALUES (?, ?, ?)", (origin, note, seconds))
            table.execute("COMMIT")
        return note, seconds

    @contextmanager
    def _table(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.place / SEEN, timeout=_WAIT, isolation_level=None)) as table:
                table.execute("PRAGMA synchronous = EXTRA")
                table.execute(_TABLE)
                yield table
        except sqlite3.Error as fault:
            raise _unfit(self.place, "table") from fault


def begin_witness(place: Path, name: str, seed: bytes, logs: Sequence[str]) -> WitnessFolder:
    """Make the folder of a new witness. Raises `WitnessFolderError`, `LogError`, `OSError`."""
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise _unfit(place, "not-empty")
    key = signing_key(name, seed, COSIGNATURE)
    policy = (_HEAD + "".join(f"log {read_key(log)}\n" for log in logs) + "quorum none\n").encode()
    parse_policy(policy)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.chmod(0o700)
    try:
        (place / LOGS).write_bytes(policy)
        write_secret(place / KEY, key)
    except OSError as fault:  # an empty folder can be tried again, a half-made one not
        for made in (LOGS, KEY):
            (place / made).unlink(missing_ok=True)
        raise OSError(fault.errno, fault.strerror, str(place)) from fault
    return WitnessFolder(place)


def _unfit(place: Path, why: str) -> WitnessFolderError:
    return WitnessFolderError(refusal("cli.witness.folder", folder=str(place), why=why))


def write_secret(file: Path, key: SigningKey) -> None:
    """Write a secret key to a new file readable by its owner alone. Raises `OSError` if it exists."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "w", encoding="utf-8") as secret:
            secret.write(f"{key.as_secret_text()}\n")
            secret.flush()
            os.fsync(opened)
    except OSError as fault:
        file.unlink(missing_ok=True)
        raise OSError(fault.errno, fault.strerror, str(file)) from fault


def _latest(table: sqlite3.Connection, origin: str) -> Answer | None:
    found: Answer | None = table.execute(
        "SELECT note, seconds FROM seen WHERE origin = ?", (origin,)
    ).fetchone()
    return found
