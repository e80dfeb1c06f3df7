"""The ceremony of the example held again, with one thing done wrong; whoever would sign it anyway, signs.

A fault is played where it would happen: a record is altered before it is logged, an act is put in or left
out, a file of the finished bundle is changed with its index made right again, a byte of the archive moved.
The keys are the example's own, which everybody can make.
"""

import io
import sys
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from tests.simulators.passkey import SoftwarePasskey

from undersigned.log.checkpoint import SignedCheckpoint
from undersigned.log.merkle import leaf_hash
from undersigned.log.notes import Note, SignatureLine
from undersigned.publishing.bundle import LogPart, index_of, log_part
from undersigned.signing.record_text import RecordText, write_text
from undersigned.signing.records import Record
from undersigned.values.digest import sha256
from undersigned.values.stored_zip import stored_zip

EXAMPLE = Path(__file__).parents[2] / "examples" / "harbour-square"
sys.path.insert(0, str(EXAMPLE))

import make_ceremony  # noqa: E402 (it lies beside the example, not in a package)
from generate import SEED  # noqa: E402
from log_book import LogBook  # noqa: E402
from make_keys import Keys, SoftwareKey, seeded  # noqa: E402
from make_roll import Dice, choose_signers, edition, make_roll  # noqa: E402

Files = dict[str, bytes]
GOOD = (EXAMPLE / "harbour-square.bundle.zip").read_bytes()
KEYS = Keys(seeded=seeded(SEED))
TRUST = (EXAMPLE / "trust.txt").read_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Device(SoftwarePasskey):
    """A passkey of the example, that can be made to say anything."""

    secret: EllipticCurvePrivateKey

    @property
    def private(self) -> EllipticCurvePrivateKey:
        return self.secret


def device(key: SoftwareKey) -> Device:
    """What signs with a key of the example."""
    return Device(holder=key.holder, synced=key.level == "C", secret=key.private)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is done otherwise; each part is optional."""

    alter: Callable[["Staged", Record, int], Record | None] | None = None
    before: Mapping[str, Callable[["Staged"], None]] = field(default_factory=dict)
    roll: Callable[[bytes], bytes] | None = None
    rulebook: Callable[[bytes], bytes] | None = None
    entries: Callable[["Staged", list[bytes]], None] | None = None
    files: Callable[[Files], None] | None = None
    keep_index: bool = False
    archive: Callable[[bytes], bytes] | None = None
    trust: Callable[[bytes], bytes] | None = None
    since: Callable[[], bytes] | None = None
    first: int = 0  # where the bundle's part of the log begins

    @property
    def held_again(self) -> bool:
        """Whether the ceremony itself went another way."""
        return bool(self.alter or self.before or self.roll or self.rulebook or self.entries)


class AlteredLog(LogBook):
    """A log into which records come altered, or not at all."""

    def __init__(self, keys: Keys, staged: "Staged") -> None:
        super().__init__(keys=keys)
        self.staged = staged

    def put(self, record: Record, *, clear: bool) -> None:
        alter = self.staged.fault.alter
        altered = alter(self.staged, record, self.size) if alter else record
        if altered is not None:
            super().put(altered, clear=clear)

    def part(self, signed: SignedCheckpoint, entries: Sequence[bytes]) -> LogPart:
        first = self.staged.fault.first
        before = b"".join(map(leaf_hash, entries[:first]))
        return log_part(signed.note.encoded(), entries[first:], before)


class Staged(make_ceremony.Ceremony):
    """The ceremony with a fault; what stands in `before` happens before the act of that name."""

    def __init__(self, scene: make_ceremony.Scene, fault: Fault) -> None:
        super().__init__(scene)
        self.fault, self.keys = fault, scene.keys
        self.log = AlteredLog(scene.keys, self)
        self.waiting = dict(fault.before)
        if fault.roll:
            self.roll_bytes = fault.roll(self.roll_bytes)
            # Everybody goes on by the roll that they know; what is signed is the other one.
            self.roll = replace(self.roll, digest=sha256(self.roll_bytes))
        if fault.rulebook:
            self.rulebook = fault.rulebook(self.rulebook)

    def happens(self, act: str) -> None:
        """Whatever was to happen before an act, once."""
        if act in self.waiting:
            self.waiting.pop(act)(self)

    def sign_roll(self) -> None:
        self.happens("roll")
        super().sign_roll()

    def enrol(self, members: Any) -> None:
        self.happens("enrol")
        super().enrol(members)

    def fix_text(self) -> None:
        self.happens("text")
        super().fix_text()
        self.happens("signing")

    def sign_on_paper(self, members: Any, day: Any) -> None:
        self.happens("paper")
        super().sign_on_paper(members, day)

    def publish(self, one: Any) -> None:
        self.happens(f"edition-{one.number}")
        super().publish(one)
        if one.number == 2:
            if self.fault.entries:
                self.fault.entries(self, self.log.entries)
            self.happens("end")

    def registrars_sign(self, text: RecordText, which: tuple[int, ...] = (0, 1)) -> Record:
        """A text with the lines of some registrars."""
        record = Record(text=text)
        for one in which:
            record = make_ceremony.sign(record, self.keys.registrars()[one])
        return record


def scene() -> make_ceremony.Scene:
    """What the ceremony of the example begins with."""
    text = tomllib.loads((EXAMPLE / "text.toml").read_text(encoding="utf-8"))
    people = tomllib.loads((EXAMPLE / "people.toml").read_text(encoding="utf-8"))["delegations"]
    dice = Dice(SEED)
    roll = make_roll(dice, people)
    signers = choose_signers(dice, roll, text["tabled_on"], 25)
    added = choose_signers(dice, roll, text["second_edition_on"], 4, signers)
    first = edition(1, text["tabled_on"], signers)
    second = edition(2, text["second_edition_on"], [*signers, *added])
    keys = Keys(seeded=seeded(SEED))
    return make_ceremony.Scene(keys=keys, roll=roll, text=text, first=first, second=second)


_scene = cache(scene)


def hold(fault: Fault) -> tuple[Staged, bytes]:
    """The ceremony with a fault, and the bundle of its second edition."""
    with patch.object(make_ceremony, "Ceremony", partial(Staged, fault=fault)):
        held, _ = make_ceremony.hold(_scene())
    return held, held.bundle(_scene().second, {})


@cache
def first_bundle() -> bytes:
    """The good bundle of the first edition."""
    return make_ceremony.hold(_scene())[1]


def staged(fault: Fault) -> bytes:
    """The broken bundle."""
    made = hold(fault)[1] if fault.held_again else GOOD
    if fault.files:
        files = files_of(made)
        fault.files(files)
        if not fault.keep_index and "index.txt" in files:
            files["index.txt"] = index_of({name: files[name] for name in files if name != "index.txt"})
        made = stored_zip(files)
    return fault.archive(made) if fault.archive else made


def trust_of(fault: Fault) -> bytes:
    """What the reader brings."""
    return fault.trust(TRUST) if fault.trust else TRUST


def files_of(bundle: bytes) -> Files:
    """The files of a bundle."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(text: RecordText, **values: Any) -> RecordText:
    """A record's text with other values; `suspect_from` stands for `suspect-from`."""
    named = {key.replace("_", "-"): value for key, value in values.items()}
    return write_text(text.kind, {**text.values, **named})


def another_note(record: Record, *lines: SignatureLine) -> Record:
    """A record with these lines alone."""
    return Record(text=record.text, lines=lines)


def note_bytes(text: str, *lines: SignatureLine) -> bytes:
    """A note from any text, which need not be a record."""
    return Note(text=text, lines=lines).encoded()
