"""A bundle: the files of an archive by their purpose, and the index of their digests.

1. A bundle has all of `ALWAYS`, a text and a list; rolls, receipts, forms and the verifiers as they come.
2. `index.txt` names every other file with its SHA-256, in ascending order, as `sha256sum` writes it.
3. A file that is read into memory has at most 64 MiB; only the log's entries are read piece by piece.
4. What no signature covers is named, so that nobody takes it for proved.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from undersigned.signing.faults import SigningError
from undersigned.signing.trust import Trust, read_trust
from undersigned.verifying.archive import Archive
from undersigned.verifying.faults import BundleError

DECLARATION, INDEX, POLICY = "declaration.txt", "index.txt", "policy.txt"
CHECKPOINT, RANGE, ENTRIES = "log/checkpoint", "log/range.txt", "log/entries"
RULEBOOK, EVIDENCE, FIGURES = "rulebook.json", "evidence.json", "figures.json"
ALWAYS = ("README.txt", DECLARATION, EVIDENCE, FIGURES, INDEX, CHECKPOINT, ENTRIES, RANGE, POLICY, RULEBOOK)
LARGEST_READ = 64 * 1024 * 1024
LARGEST_TRUST = 65_536

_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)")
_COVERED = ("texts/", "lists/", "roll/", "log/", "proofs/")


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """An archive whose files are those of a bundle, or not: that is what the checks ask."""

    archive: Archive

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All files, in order."""
        return tuple(self.archive.members)

    @cached_property
    def digest(self) -> str:
        """The bundle's digest: the SHA-256 of its index, or 64 zeros without one."""
        return self.archive.members[INDEX].sha256 if INDEX in self.archive.members else "0" * 64

    def has(self, name: str) -> bool:
        """Whether the file is there."""
        return name in self.archive.members

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises `BundleError` where it is missing or too large to be read."""
        if not self.has(name):
            raise BundleError("missing", "the file is not there", name)
        if self.archive.members[name].size > LARGEST_READ:
            raise BundleError("size", f"the file has more than {LARGEST_READ} bytes", name)
        return self.archive.read(name)

    def sha256(self, name: str) -> str:
        """The digest of a file that is there."""
        return self.archive.members[name].sha256

    def by_language(self, folder: str) -> dict[str, str]:
        """The files `<folder>/<language>.txt`, by language; a name of another form stands under itself."""
        inside = [name for name in self.names if name.startswith(f"{folder}/")]
        return {name.removeprefix(f"{folder}/").removesuffix(".txt"): name for name in inside}

    def missing(self) -> tuple[str, ...]:
        """What every bundle has and this one has not."""
        lacking = [name for name in ALWAYS if not self.has(name)]
        lacking += [f"{folder}/" for folder in ("lists", "texts") if not self.by_language(folder)]
        return tuple(lacking)

    def unsigned(self) -> tuple[str, ...]:
        """The files that no signature covers."""
        bound = {DECLARATION, RULEBOOK, EVIDENCE, FIGURES}
        return tuple(name for name in self.names if name not in bound and not name.startswith(_COVERED))


def index_faults(bundle: Bundle) -> tuple[tuple[str, str], ...]:
    """Each file that is not as the index says, with the rule that is broken."""
    try:
        lines = bundle.read(INDEX).decode("ascii").split("\n")
    except BundleError as fault:
        return ((INDEX, fault.rule),)
    except UnicodeDecodeError:
        return ((INDEX, "form"),)
    found = [_LINE.fullmatch(line) for line in lines[:-1]]
    stated = {line[2]: line[1] for line in found if line}
    if lines[-1] or not all(found) or list(stated) != sorted(stated) or len(stated) != len(found):
        return ((INDEX, "form"),)
    here = {name: bundle.sha256(name) for name in bundle.names if name != INDEX}
    return tuple(
        (name, "digest" if name in here and name in stated else "unnamed" if name in here else "missing")
        for name in sorted(here.keys() | stated.keys())
        if here.get(name) != stated.get(name)
    )


def trust_of(raw: bytes, file: str) -> Trust:
    """A trust file, be it the reader's or the one that the operator states. Raises `BundleError`."""
    if len(raw) > LARGEST_TRUST:
        raise BundleError("size", f"a trust file has at most {LARGEST_TRUST} bytes", file)
    try:
        return read_trust(raw)
    except SigningError as fault:
        raise BundleError(fault.rule, str(fault), file) from fault
