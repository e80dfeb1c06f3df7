"""The whole ceremony of the example, from the roll to the bundle: who enrolled, signed, withdrew, published.

What happened, in the order of the log (nothing of it is real):

1. Two registrars sign the roll; two clerks' keys and the members' keys are enrolled; one member has a new
   device, and the old key signs the new one in.
2. A clerk fixes the text. Until it is published the log shows commitments: neither a name nor the title.
3. Members sign with passkeys of the levels A, B and C; two clerks enter three names from a sheet; one more
   member signs and withdraws; one loses the device after signing, and two registrars revoke the key.
4. The first edition: everything about the text is opened, then the count is signed.
5. Four more sign, in clear now; the second edition opens their keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import rfc8785
from log_book import LogBook
from make_keys import LOG, ORIGIN, RP, Keys, SoftwareKey
from make_roll import CONCORD, Edition

from undersigned.declaring.roll.roll import Roll
from undersigned.declaring.rulebooks.rulebook import rulebook_on
from undersigned.log.cosignature import CosignerKey
from undersigned.log.notes import NoteKey
from undersigned.log.policy import Policy, PolicyLog, PolicyWitness
from undersigned.publishing.bundle import Bundle
from undersigned.signing.count import Name, count, read_rules
from undersigned.signing.record_text import RecordText, write_text
from undersigned.signing.records import Record
from undersigned.signing.registrars import sign
from undersigned.signing.roll_file import RollFile, RollSeat, read_roll_file
from undersigned.signing.roll_writing import write_roll_file
from undersigned.signing.statement import Occasion, statement
from undersigned.signing.trust import Trust, trust_lines
from undersigned.values.digest import canonical_list, canonical_text, sha256

DECLARATION, INSTRUMENT = "harbour-square", "written-declaration"
LANGUAGES = ("en", "fr")
ROLL_DAY, ENROLLED, OPENED = date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 6)
SIGNED, CLOSES, ADDED = date(2026, 10, 7), date(2027, 1, 29), date(2027, 1, 26)
ON_PAPER = slice(3, 6)  # of the printed list, three who signed in ink
LEVELS = ("B", "A", "C", "B", "C")
NOBODY = "0" * 32  # the make of an authenticator that does not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the ceremony begins with."""

    keys: Keys
    roll: Roll
    text: Mapping[str, Any]
    first: Edition
    second: Edition


class Ceremony:
    """The acts one after another; each writes to the log."""

    def __init__(self, scene: Scene) -> None:
        self._scene, self._keys = scene, scene.keys
        self.roll_bytes = write_roll_file(scene.roll, as_of=ROLL_DAY, languages=LANGUAGES)
        self.roll: RollFile = read_roll_file(self.roll_bytes)
        book = rulebook_on(CONCORD, INSTRUMENT, scene.text["tabled_on"])
        if book is None:
            raise LookupError(INSTRUMENT)
        self._rulebook_code, self.rulebook = book.code, rfc8785.dumps(book.as_data())
        self.rules = read_rules(book.as_data())
        self.log = LogBook(keys=scene.keys)
        self.members: dict[str, SoftwareKey] = {}
        self.clerks = tuple(self._keys.passkey(f"clerk-{number}", "A") for number in (1, 2))
        self.texts = {
            language: canonical_text([said["title"], said["opening"], *said["clauses"]])
            for language in LANGUAGES
            if (said := scene.text[language])
        }
        self.manifest: RecordText | None = None
        self.standing: list[RollSeat] = []
        self.withdrawn = 0

    # ---- keys ---------------------------------------------------------------------------------

    def sign_roll(self) -> None:
        """Two registrars sign who may sign."""
        text = write_text(
            "roll",
            {
                "log": LOG,
                "assembly": CONCORD,
                "roll": self.roll.digest,
                "members": len(self.roll.members),
                "as-of": ROLL_DAY,
                "source": "Roll of the Assembly of the Concord on 1 October 2026 (fictional)",
            },
        )
        self.log.in_clear(self._by_registrars(text))

    def enrol_clerks(self) -> None:
        """The keys of two clerks, in clear."""
        for number, key in enumerate(self.clerks, start=1):
            text = self._key_text(key, f"Clerk {number} of the table office (fictional)", thread=None)
            self.log.in_clear(self._by_registrars(text).signed(key.signs(text)))

    def enrol(self, members: Sequence[str]) -> None:
        """Members' keys: nobody outside sees whose."""
        for place, member in enumerate(members):
            key = self._keys.passkey(member, LEVELS[place % len(LEVELS)])
            text = self._key_text(key, self.roll.members[member].name, thread=self._thread(member))
            self.log.hidden(self._by_registrars(text).signed(key.signs(text)))
            self.members[member] = key

    def rotate(self, member: str) -> None:
        """A new device: the old key and one registrar sign the new one in."""
        old, new = self.members[member], self._keys.passkey(member, "B", "second")
        text = self._key_text(
            new, self.roll.members[member].name, thread=self._thread(member), replaces=old.passkey.thumbprint
        )
        record = sign(Record(text=text), self._keys.registrars()[0])
        self.log.hidden(record.signed(old.signs(text), new.signs(text)))
        self.members[member] = new

    def lose(self, member: str) -> None:
        """A device is lost after its holder signed: two registrars revoke the key."""
        text = write_text(
            "revoke",
            {
                "log": LOG,
                "thread": self._thread(member),
                "holder": member,
                "key": self.members[member].passkey.thumbprint,
                "reason": "lost",
                "suspect-from": None,
            },
        )
        self.log.hidden(self._by_registrars(text))

    # ---- acts ---------------------------------------------------------------------------------

    def fix_text(self) -> None:
        """A clerk fixes what is signed: words, rules, figures, days."""
        said = self._scene.text
        self.manifest = write_text(
            "text",
            {
                "log": LOG,
                "thread": self._thread(DECLARATION),
                "declaration": DECLARATION,
                "assembly": CONCORD,
                "instrument": INSTRUMENT,
                "title": [(language, said[language]["title"]) for language in LANGUAGES],
                "text": [(language, sha256(self.texts[language].encode())) for language in LANGUAGES],
                "rulebook": (self._rulebook_code, sha256(self.rulebook)),
                "evidence": sha256(b"{}"),
                "figures": sha256(b"[]"),
                "opens": OPENED,
                "closes": CLOSES,
            },
        )
        self.log.hidden(Record(text=self.manifest).signed(self.clerks[0].signs(self.manifest)))

    def sign(self, member: str, day: date, *, act: str = "sign", clear: bool = False) -> None:
        """A member signs, or withdraws, with the passkey."""
        seat, key = self._seat(member, day), self.members[member]
        size, root = self.log.witnessed()
        record = self._statement(seat, key, act, day, size, root)
        self.log.put(record, clear=clear)
        self._take(seat, act)

    def sign_on_paper(self, members: Sequence[str], day: date) -> None:
        """Two clerks enter the names of a sheet."""
        seats = [self._seat(member, day) for member in sorted(members)]
        text = write_text(
            "paper",
            {
                **self._common(),
                "act": "sign",
                "assembly": CONCORD,
                "roll": self.roll.digest,
                "scan": self._keys.seeded("scan").hex(),
                "day": day,
                "original": "Table office of the Concord, binder 12 (fictional)",
                "member": [(seat.member, seat.name) for seat in seats],
            },
        )
        record = Record(text=text).signed(*(clerk.signs(text) for clerk in self.clerks))
        self.log.hidden(record)
        for seat in seats:
            self._take(seat, "sign")

    def publish(self, edition: Edition) -> None:
        """Everything is opened; then a clerk signs what is published."""
        counted = self.log.size
        self.log.open([self._thread(DECLARATION), *map(self._thread, self._signers())])
        said = count(map(self._name, self.standing), self.rules, withdrawn=self.withdrawn)
        text = write_text(
            "edition",
            {
                **self._common(),
                "edition": edition.number,
                "label": edition.day.isoformat(),
                "number": self._scene.text["number"],
                "doc": self._scene.text["doc_number"],
                "tabled": self._scene.text["tabled_on"],
                "counted": counted,
                "names": said.names,
                "counting": said.counting,
                "delegations": said.delegations,
                "groups": said.groups,
                "withdrawn": said.withdrawn,
                "threshold": said.threshold,
                "list": [(one, sha256(self.printed(edition, one).encode())) for one in LANGUAGES],
            },
        )
        self.log.in_clear(Record(text=text).signed(self.clerks[1].signs(text)))

    def printed(self, edition: Edition, language: str) -> str:
        """The printed list, from the names that stand."""
        rows = {seat.member: self.roll.row(seat, language) for seat in self.standing}
        return canonical_list(rows[str(seat.member)] for seat in edition.seats)

    # ---- what they need -----------------------------------------------------------------------

    def trust(self) -> Trust:
        """Whom a reader of this example believes."""
        witness = PolicyWitness(name="observers", key=CosignerKey(key=self._keys.witness().verifier))
        log = PolicyLog(key=NoteKey(key=self._keys.log().verifier))
        policy = Policy(logs=(log,), witnesses=(witness,), quorum="observers")
        return Trust(policy=policy, registrars=tuple(key.verifier for key in self._keys.registrars()))

    def bundle(self, edition: Edition, verifiers: Mapping[str, bytes]) -> bytes:
        """The bundle of an edition."""
        checkpoint, entries = self.log.published()
        return Bundle(
            declaration=DECLARATION,
            texts=self.texts,
            lists={language: self.printed(edition, language) for language in LANGUAGES},
            rulebook=self.rulebook,
            rolls=(self.roll_bytes,),
            log=self.log.part(checkpoint, entries),
            receipts=self.log.receipts(checkpoint, "statement", "paper"),
            policy=trust_lines(self.trust()),
            verifiers=verifiers,
        ).encoded()

    def _signers(self) -> list[str]:
        return sorted(self.members)

    def _thread(self, whose: str) -> str:
        return self._keys.seeded(f"thread {whose}").hex()

    def _common(self) -> dict[str, Any]:
        if self.manifest is None:
            raise LookupError("no text is fixed yet")
        return {
            "log": LOG,
            "thread": self._thread(DECLARATION),
            "declaration": DECLARATION,
            "manifest": self.manifest.digest,
        }

    def _seat(self, member: str, day: date) -> RollSeat:
        seat = self.roll.seat(member, day)
        if seat is None:
            raise LookupError(f"{member} has no seat on {day}")
        return seat

    def _take(self, seat: RollSeat, act: str) -> None:
        if act == "sign":
            self.standing.append(seat)
        else:
            self.standing = [one for one in self.standing if one.member != seat.member]
            self.withdrawn += 1

    def _name(self, seat: RollSeat) -> Name:
        counts = seat.group in self.roll.groups_that_count
        return Name(role=seat.role, delegation=seat.delegation, group=seat.group, group_counts=counts)

    def _key_text(
        self, key: SoftwareKey, name: str, *, thread: str | None, replaces: str | None = None
    ) -> RecordText:
        attested = self._keys.seeded(f"attestation {key.holder}").hex() if key.level == "A" else None
        return write_text(
            "key",
            {
                "log": LOG,
                "thread": thread,
                "assembly": CONCORD,
                "holder": key.holder,
                "role": "member" if thread else "clerk",
                "name": name,
                "public-key": key.passkey.cose,
                "rp": RP,
                "origin": ORIGIN,
                "level": key.level,
                "aaguid": NOBODY,
                "attestation": attested,
                "identity": "demonstration",
                "replaces": replaces,
            },
        )

    def _by_registrars(self, text: RecordText) -> Record:
        record = Record(text=text)
        for registrar in self._keys.registrars():
            record = sign(record, registrar)
        return record

    def _statement(
        self, seat: RollSeat, key: SoftwareKey, act: str, day: date, size: int, root: bytes
    ) -> Record:
        end = datetime(day.year, day.month, day.day, 18, tzinfo=UTC) + timedelta(minutes=10)
        occasion = Occasion(
            day=day,
            seen_size=size,
            seen_root=root,
            nonce=self._keys.seeded(f"nonce {self.log.size}")[:16],
            not_after=end,
        )
        text = statement(
            self.manifest,  # type: ignore[arg-type]  # `fix_text` came before
            seat,
            act=act,  # type: ignore[arg-type]  # one of the two
            language=LANGUAGES[self.log.size % 2],
            roll=self.roll.digest,
            key=key.passkey.thumbprint,
            occasion=occasion,
        )
        return Record(text=text).signed(key.signs(text, counter=0 if key.level == "C" else self.log.size))


def hold(scene: Scene) -> tuple[Ceremony, bytes]:
    """The ceremony to its first edition and on to its second; and the bundle of the first."""
    held = Ceremony(scene)
    listed = [str(seat.member) for seat in scene.first.seats]
    paper = listed[ON_PAPER]
    extra = next(
        member
        for member in held.roll.members
        if member not in {str(one.member) for one in scene.second.seats}
    )
    signing = [member for member in listed if member not in paper]
    added = [str(seat.member) for seat in scene.second.seats if str(seat.member) not in listed]
    held.sign_roll()
    held.enrol_clerks()
    held.enrol([*signing, extra])
    held.rotate(signing[1])
    held.fix_text()
    held.log.cosign(SIGNED)
    for member in (*signing[:9], extra, *signing[9:]):
        held.sign(member, SIGNED)
    held.log.cosign(SIGNED + timedelta(days=1))
    held.sign_on_paper(paper, SIGNED)
    held.sign(extra, SIGNED + timedelta(days=1), act="withdraw")
    held.lose(signing[4])
    held.log.cosign(scene.first.day)
    held.publish(scene.first)
    held.log.cosign(scene.first.day)
    first = held.bundle(scene.first, {})
    held.enrol(added)
    held.log.cosign(ADDED)
    for member in added:
        held.sign(member, ADDED, clear=True)
    held.publish(scene.second)
    held.log.cosign(scene.second.day)
    return held, first
