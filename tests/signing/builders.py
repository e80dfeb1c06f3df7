"""Records of a small fictional log: each can be made with any value replaced by its name.

`a_text(closes=None)` and its neighbours give texts; `Acts` lets people act one after another.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from tests.simulators.passkey import AAGUID, ORIGIN, RP, SoftwarePasskey
from tests.simulators.registrars import KNOWN, by_registrars

from undersigned.signing.disclosure import Disclosure, Entry, disclose
from undersigned.signing.keys import KeyBook, read_keys
from undersigned.signing.record_text import RecordText, write_text
from undersigned.signing.records import Record

LOG, ASSEMBLY, DECLARATION = "log.example", "concord", "d-1"
DAY, OPENS, CLOSES = date(2031, 10, 4), date(2031, 10, 1), date(2031, 10, 31)
CLERKS = tuple(SoftwarePasskey(holder=f"clerk-{number}") for number in (1, 2))


def hashed(word: str) -> str:
    """A digest that stands for something."""
    return sha256(word.encode()).hexdigest()


def thread(whose: str) -> str:
    """The thread of a declaration or of a holder of keys."""
    return hashed(f"thread {whose}")


def a_text(**other: Any) -> RecordText:
    values = {
        "log": LOG,
        "thread": thread(DECLARATION),
        "declaration": DECLARATION,
        "assembly": ASSEMBLY,
        "instrument": "written-declaration",
        "title": [("en", "The bells of Harbour Square"), ("fr", "Les cloches de la place du Port")],
        "text": [("en", hashed("en")), ("fr", hashed("fr"))],
        "rulebook": ("concord/written-declaration/2024-01-01", hashed("rules")),
        "evidence": hashed("{}"),
        "figures": hashed("[]"),
        "opens": OPENS,
        "closes": CLOSES,
    }
    return write_text("text", values | named(other))


def a_roll(**other: Any) -> RecordText:
    values = {
        "log": LOG,
        "assembly": ASSEMBLY,
        "roll": hashed("roll"),
        "members": 150,
        "as-of": DAY,
        "source": "The assembly’s own list of members",
    }
    return write_text("roll", values | named(other))


def a_key(key: SoftwarePasskey, **other: Any) -> RecordText:
    clerk = key.holder.startswith("clerk")
    values = {
        "log": LOG,
        "thread": None if clerk else thread(key.holder),
        "assembly": ASSEMBLY,
        "holder": key.holder,
        "role": "clerk" if clerk else "member",
        "name": "Ana ÅLUND",
        "public-key": key.cose,
        "rp": RP,
        "origin": ORIGIN,
        "level": "C" if key.synced else "B",
        "aaguid": AAGUID.hex(),
        "attestation": None,
        "identity": "in-person",
        "replaces": None,
    }
    return write_text("key", values | named(other))


def a_revocation(key: SoftwarePasskey, **other: Any) -> RecordText:
    values = {
        "log": LOG,
        "thread": None if key.holder.startswith("clerk") else thread(key.holder),
        "holder": key.holder,
        "key": key.passkey.thumbprint,
        "reason": "lost",
        "suspect-from": None,
    }
    return write_text("revoke", values | named(other))


def a_statement(key: SoftwarePasskey | None = None, **other: Any) -> RecordText:
    signer = key or SoftwarePasskey()
    values = {
        "act": "sign",
        "log": LOG,
        "thread": thread(DECLARATION),
        "declaration": DECLARATION,
        "manifest": a_text().digest,
        "title": ("en", "The bells of Harbour Square"),
        "assembly": ASSEMBLY,
        "member": signer.holder,
        "name": "Ana ÅLUND",
        "role": "representative",
        "delegation": "XA",
        "group": "LIB",
        "roll": hashed("roll"),
        "key": signer.passkey.thumbprint,
        "day": DAY,
        "seen": (3, bytes(32)),
        "nonce": b"sixteen bytes 01",
        "not-after": datetime(2031, 10, 4, 18, 30, tzinfo=UTC),
    }
    return write_text("statement", values | named(other))


def a_paper(*members: str, **other: Any) -> RecordText:
    values = {
        "act": "sign",
        "log": LOG,
        "thread": thread(DECLARATION),
        "declaration": DECLARATION,
        "manifest": a_text().digest,
        "assembly": ASSEMBLY,
        "roll": hashed("roll"),
        "scan": hashed("scan"),
        "day": DAY,
        "original": "Binder 4",
        "member": [(member, "Bo ÆGIRSEN") for member in members or ("m-2",)],
    }
    return write_text("paper", values | named(other))


def a_contest(**other: Any) -> RecordText:
    values = {
        "log": LOG,
        "thread": thread(DECLARATION),
        "declaration": DECLARATION,
        "member": "m-1",
        "entry": 5,
        "reason": "The device was not with me that day",
    }
    return write_text("contest", values | named(other))


def an_edition(**other: Any) -> RecordText:
    values = {
        "log": LOG,
        "thread": thread(DECLARATION),
        "declaration": DECLARATION,
        "manifest": a_text().digest,
        "edition": 1,
        "label": "2031-10-09",
        "number": 12,
        "doc": 2041,
        "tabled": date(2031, 10, 9),
        "counted": 40,
        "names": 25,
        "counting": 24,
        "delegations": 9,
        "groups": 4,
        "withdrawn": 1,
        "threshold": "met",
        "list": [("en", hashed("list en")), ("fr", hashed("list fr"))],
    }
    return write_text("edition", values | named(other))


def named(other: dict[str, Any]) -> dict[str, Any]:
    """Keywords as the keys of a record: `as_of` is `as-of`."""
    return {key.replace("_", "-"): value for key, value in other.items()}


@dataclass(slots=True)
class Acts:
    """A log in clear that grows by what people do; each act gives its index."""

    entries: list[Entry] = field(default_factory=list)

    def log(self, record: Record) -> int:
        self.entries.append(Entry(index=len(self.entries), record=record))
        return len(self.entries) - 1

    def enrol(self, key: SoftwarePasskey, **other: Any) -> int:
        text = a_key(key, **other)
        return self.log(key.sign(by_registrars(text)))

    def rotate(self, old: SoftwarePasskey, new: SoftwarePasskey) -> int:
        text = a_key(new, replaces=old.passkey.thumbprint)
        return self.log(new.sign(old.sign(by_registrars(text, 1))))

    def revoke(self, key: SoftwarePasskey, **other: Any) -> int:
        return self.log(by_registrars(a_revocation(key, **other)))

    def sign(self, key: SoftwarePasskey, **other: Any) -> int:
        text = a_statement(key, **other)
        return self.log(key.sign(Record(text=text)))

    def enter(self, *members: str, **other: Any) -> int:
        text = a_paper(*members, **other)
        return self.log(CLERKS[1].sign(CLERKS[0].sign(Record(text=text))))

    def shown(self) -> Disclosure:
        return disclose(self.entries)

    def keys(self) -> KeyBook:
        return read_keys(self.shown().entries, KNOWN)


def an_edition_record() -> Record:
    """An edition that nobody has signed yet."""
    return Record(text=an_edition())
