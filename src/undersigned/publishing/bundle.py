"""Writes a bundle: one archive with everything that a stranger needs to check a declaration, offline.

The files and their names are those of `docs/protocol/v1/bundle.md`:

1. What is proved: texts, lists, rulebook, evidence, figures, rolls.
2. By what: every entry of the log from the first that matters to the end, the checkpoint over all of them,
   a receipt for each signature, the trust file as the operator states it.
3. With what: a page on checking by hand, and two verifiers, which the caller brings as bytes.
4. `index.txt` names every other file with its digest. The same parts give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files as resources

from undersigned.log.encoding import base64_of
from undersigned.log.merkle import whole_roots
from undersigned.signing.receipts import Receipt
from undersigned.values.digest import sha256
from undersigned.values.stored_zip import BundleError, stored_zip

INDEX = "index.txt"
UNSIGNED = ("README.txt", INDEX, "policy.txt", "verify.html", "verify.pyz")  # and all below `forms/`


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """The end of a log: all entries from `first` on, and the roots of the whole subtrees before."""

    checkpoint: bytes
    entries: tuple[bytes, ...]
    first: int = 0
    left: tuple[bytes, ...] = ()

    @property
    def range(self) -> bytes:
        """`log/range.txt`."""
        lines = (f"first {self.first}", *(f"left {base64_of(root)}" for root in self.left))
        return "".join(f"{line}\n" for line in lines).encode()

    @property
    def framed(self) -> bytes:
        """`log/entries`: each entry after its length."""
        return b"".join(len(entry).to_bytes(2) + entry for entry in self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The content of a bundle; texts and lists are canonical, by language."""

    declaration: str
    texts: Mapping[str, str]
    lists: Mapping[str, str]
    rulebook: bytes
    rolls: tuple[bytes, ...]
    log: LogPart
    receipts: tuple[Receipt, ...]
    policy: bytes
    evidence: bytes = b"{}"
    figures: bytes = b"[]"
    forms: Mapping[str, bytes] = field(default_factory=dict)
    verifiers: Mapping[str, bytes] = field(default_factory=dict)

    def files(self) -> dict[str, bytes]:
        """Every file by its name. Raises `BundleError`."""
        if strange := self.verifiers.keys() - {"verify.html", "verify.pyz"}:
            raise BundleError(f"a bundle has no verifier called {min(strange)}")
        named = {
            "README.txt": readme(),
            "declaration.txt": f"{self.declaration}\n".encode(),
            "rulebook.json": self.rulebook,
            "evidence.json": self.evidence,
            "figures.json": self.figures,
            "log/checkpoint": self.log.checkpoint,
            "log/range.txt": self.log.range,
            "log/entries": self.log.framed,
            "policy.txt": self.policy,
            **{f"texts/{language}.txt": text.encode() for language, text in self.texts.items()},
            **{f"lists/{language}.txt": text.encode() for language, text in self.lists.items()},
            **{f"roll/{sha256(roll)}.json": roll for roll in self.rolls},
            **{f"proofs/{receipt.index}.txt": receipt.encoded() for receipt in self.receipts},
            **{f"forms/{name}": content for name, content in self.forms.items()},
            **self.verifiers,
        }
        return {**named, INDEX: index_of(named)}

    def encoded(self) -> bytes:
        """The archive. Raises `BundleError`."""
        return stored_zip(self.files())


def log_part(checkpoint: bytes, entries: Iterable[bytes], leaf_hashes: bytes = b"") -> LogPart:
    """The end of a log, after the entries whose leaf hashes are given (concatenated)."""
    left = whole_roots(leaf_hashes)
    return LogPart(checkpoint=checkpoint, entries=tuple(entries), first=len(leaf_hashes) // 32, left=left)


def with_verifiers(bundle: bytes, verifiers: Mapping[str, bytes]) -> bytes:
    """A bundle with these verifiers in it; nothing that a signature covers changes."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != INDEX}
    files.update(verifiers)
    return stored_zip({**files, INDEX: index_of(files)})


def index_of(files: Mapping[str, bytes]) -> bytes:
    """The index: a line for each file, in the format of `sha256sum`."""
    return "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files)).encode()


def readme() -> bytes:
    """How to check a bundle by hand, as a file."""
    return (resources("undersigned.publishing") / "layouts" / "bundle-readme.txt").read_bytes()
