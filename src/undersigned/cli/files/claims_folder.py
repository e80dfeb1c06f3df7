"""The folder in which `undersigned evidence read` keeps claims, refused rows and the captures they came from.

1. Claims are only ever added, a line each; one whose id is there already is not written again. So an import
   that was interrupted goes on by being run again.
2. A file that breaks off leaves nothing behind. What was destroyed is not read in again: its id
   stands on a tombstone.
3. Every file has the level of what stands in it in plain in its name, and is readable by its owner alone. A
   withheld claim stands in it as ciphertext.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from undersigned.cli.files.key_ring import FolderRing
from undersigned.evidence.captures import Capture
from undersigned.evidence.claims import Claim, ClaimError, ClaimId
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.intake.grid import FileKind
from undersigned.evidence.intake.mapping import ColumnMapping
from undersigned.evidence.interchange import claim_as_data, claim_of_data
from undersigned.evidence.properties import PropertyError
from undersigned.evidence.withholding import Handle, Withheld, withhold
from undersigned.values.json_lines import json_object
from undersigned.values.refusal import RefusedError, refusal

_OWNER_ONLY = 0o600
_ID_BYTES = 16
CLAIMS = "cli.claims.kept"
_NAME = ("person", "name")


class ClaimsFileError(RefusedError):
    """A file of claims was changed, or was not written by this program."""


class KnownIds:
    """The ids of the claims in a file, each by its first sixteen bytes."""

    def __init__(self) -> None:
        """Start without ids."""
        self._ids: set[bytes] = set()

    def add(self, id_: str) -> None:
        """Add an id."""
        self._ids.add(bytes.fromhex(id_)[:_ID_BYTES])

    def __contains__(self, id_: object) -> bool:
        return isinstance(id_, str) and bytes.fromhex(id_)[:_ID_BYTES] in self._ids

    def __len__(self) -> int:
        return len(self._ids)


class ClaimsFolder:
    """The folder into which a file is being read."""

    def __init__(
        self,
        folder: Path,
        mapping: ColumnMapping,
        ring: FolderRing,
        *,
        former: dict[str, set[str]] | None = None,
    ) -> None:
        """The folder of an output, with the claims that it holds."""
        self.key = ring.register_key()  # first: without a key nothing is made
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder, self.ring = folder, ring
        plain = (column.level for column in mapping.columns.values() if column.level is not Level.WITHHELD)
        self.level = strictest(plain)
        self.claims = folder / f"claims.{self.level}.jsonl"
        self.known = KnownIds()
        self._former = {} if former is None else former  # who was named under each key of the source
        self._source = mapping.source
        self._file: BinaryIO | None = None
        self._began = 0

    def __enter__(self) -> Self:
        if self.claims.exists():
            self._began = self._whole_lines()
        self._file = os.fdopen(os.open(self.claims, os.O_RDWR | os.O_CREAT, _OWNER_ONLY), "r+b")
        self._file.truncate(self._began)  # a line that an interruption tore is written again
        self._file.seek(self._began)
        return self

    def _whole_lines(self) -> int:
        """Read the ids of the existing claims; return where the last whole line ends."""
        whole = 0
        with self.claims.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.endswith(b"\n"):
                    self._remember(_kept(self.claims, number, line))
                    whole += len(line)
        return whole

    def _remember(self, said: dict[str, Any]) -> None:
        self.known.add(id_of(said))
        is_name = (said.get("source"), said.get("kind"), said.get("property")) == (self._source, *_NAME)
        if is_name and isinstance(said.get("value"), str):
            self._former.setdefault(str(said.get("key")), set()).add(said["value"])

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._file
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def keep(self, new: Iterable[tuple[ClaimId, Claim]]) -> None:
        """Write the claims of a row, all at once."""
        assert self._file
        lines = (json.dumps(self._data(id_, claim), ensure_ascii=False) + "\n" for id_, claim in new)
        self._file.write("".join(lines).encode())

    def forget(self) -> None:
        """Remove everything that this run wrote."""
        assert self._file
        self._file.flush()
        self._file.truncate(self._began)
        self._file.seek(self._began)

    def keep_capture(self, taken: Capture) -> None:
        """Record the bytes that the claims came from, once for each file."""
        path = self.folder / f"captures.{self.level}.jsonl"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if taken.digest in before:
            return
        event = taken.custody[0]
        said = {
            "source": taken.source,
            "digest": taken.digest,
            "size": taken.size,
            "media_type": taken.media_type,
            "taken_from": taken.taken_from,
            "custody": [{"act": event.act.value, "by": event.by, "at": event.at.isoformat()}],
        }
        written(path, (before + json.dumps(said, ensure_ascii=False) + "\n").encode())

    def keep_refused(self, kind: FileKind, content: bytes | None) -> Path:
        """Write the refused rows; an earlier file is removed if nothing is refused any more."""
        path = self.folder / f"refused.{self.level}.{kind}"
        if content is None:
            path.unlink(missing_ok=True)
        else:
            written(path, content)
        return path

    def _data(self, id_: ClaimId, claim: Claim) -> dict[str, object]:
        if claim.level is Level.WITHHELD:
            return withhold(claim, ring=self.ring, key=self.key).as_data()
        return {"id": id_, **claim_as_data(claim)}


def kept_lines(file: Path) -> Iterator[dict[str, Any]]:
    """Each line of a file of claims as data. Raises `ClaimsFileError`."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            yield _kept(file, number, line)


def kept_claims(file: Path) -> Iterator[Claim]:
    """The claims of a file, without withheld and destroyed ones. Raises `ClaimsFileError`."""
    for number, said in enumerate(kept_lines(file), 1):
        if "withheld" not in said and "tombstone" not in said:
            try:
                yield claim_of_data(said)
            except (ClaimError, PropertyError) as fault:
                raise _no_claim(file, number) from fault


def kept_withheld(file: Path) -> Iterator[Withheld]:
    """The withheld claims of a file, as ciphertext. Raises `ClaimsFileError`."""
    for line in kept_lines(file):
        if "withheld" in line:
            box = bytes.fromhex(line["box"])
            yield Withheld(id=ClaimId(line["withheld"]), handle=Handle(line["handle"]), box=box)


def claims_files(folder: Path) -> tuple[Path, ...]:
    """The claims files of a register, at least one. Raises `RefusedError`."""
    if found := tuple(sorted(folder.glob("claims.*.jsonl"))):
        return found
    raise RefusedError(refusal("cli.register.found", folder=str(folder)))


def id_of(said: dict[str, Any]) -> str:
    """The id of a claim, also of a withheld or destroyed one."""
    return str(said.get("withheld") or said.get("tombstone") or said["id"])


def _kept(file: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        said = json_object(line, number)
        bytes.fromhex(id_of(said))
        bytes.fromhex(said["box"] if "withheld" in said else "")
    except RefusedError as fault:
        raise ClaimsFileError(fault.finding).at(str(file)) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise _no_claim(file, number) from fault
    return said


def _no_claim(file: Path, number: int) -> ClaimsFileError:
    return ClaimsFileError(refusal(CLAIMS, line=number, why="no-claim")).at(str(file))


def written(path: Path, content: bytes) -> None:
    """Write bytes to a file, whole or not at all, readable by its owner alone."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as fault:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise OSError(fault.errno, fault.strerror, str(path)) from fault
