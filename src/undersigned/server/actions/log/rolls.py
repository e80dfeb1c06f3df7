"""The roll as the log holds it: a file of who sat when, which two registrars sign.

1. The file is made from the desk's roll, byte for byte as the protocol writes it, and is kept as it was.
2. What cannot be logged is refused by name: an id, a delegation or a group that no record can name.
3. A statement names the latest roll with an entry; a member signs only while the desk's roll and that one say
   the same of the member.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from django.db import transaction

from undersigned.declaring.roll.roll import Roll
from undersigned.server.actions.journal import record as write_down
from undersigned.server.actions.log.preparing import prepare
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.mapping.roll import load_roll
from undersigned.server.records.models import LoggedRoll, SignedRecord, User
from undersigned.signing.roll_file import RollFile, read_roll_file
from undersigned.signing.roll_writing import write_roll_file
from undersigned.values.digest import sha256
from undersigned.wording.words import LANGUAGES

_WRITABLE = re.compile(r"(?!-$)[A-Za-z0-9._@/-]+")


@transaction.atomic
def prepare_roll(
    *, assembly: str, as_of: date, source: str, by: User | None, at: datetime
) -> SignedRecord | Refusal:
    """Make a roll file from the desk's roll, and prepare its record for two registrars to sign."""
    roll = load_roll(assembly)
    if odd := [code for code in _codes(roll) if not _WRITABLE.fullmatch(code)]:
        return refuse("signing.roll.writable", codes=tuple(odd[:5]))
    content = write_roll_file(roll, as_of=as_of, languages=LANGUAGES)
    digest = sha256(content)
    known = LoggedRoll.objects.filter(pk=digest).select_related("record").first()
    if known:
        return known.record
    made = prepare(
        "roll",
        {
            "assembly": assembly,
            "roll": digest,
            "members": len(roll.members),
            "as-of": as_of,
            "source": source,
        },
        thread=None,
        by=by,
        at=at,
    )
    if isinstance(made, Refusal):
        return made
    LoggedRoll.objects.create(digest=digest, assembly=assembly, content=content, record=made)
    facts = {"roll": digest, "members": len(roll.members)}
    write_down("roll-prepared", made, by=by, at=at, particulars=facts)
    return made


def newest_roll(assembly: str) -> LoggedRoll | None:
    """The logged roll of an assembly with the latest entry."""
    logged = LoggedRoll.objects.filter(assembly=assembly, record__entry__isnull=False)
    return logged.defer("content").select_related("record").order_by("-record__entry_id").first()


@lru_cache(maxsize=8)
def roll_file(digest: str) -> RollFile:
    """The content of a logged roll."""
    return read_roll_file(bytes(LoggedRoll.objects.get(pk=digest).content))


def _codes(roll: Roll) -> Iterator[str]:
    for member in roll.members:
        yield member.id
        yield from (mandate.delegation for mandate in member.mandates)
        yield from (membership.group for membership in member.groups)
