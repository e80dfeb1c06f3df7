"""Rows for tests of the server: every part can be replaced by its name. Everything is fictional.

The assembly is `concord` (`declaring/assemblies/concord.toml`); the text is made up.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from undersigned.declaring.roll.roll import Roll
from undersigned.server.records import store
from undersigned.server.records.mapping import declaring as texts
from undersigned.server.records.mapping.roll import group_rows, mandate_rows, row_of
from undersigned.server.records.models import (
    Collection,
    Draft,
    DraftVersion,
    GroupMembership,
    Mandate,
    RollMember,
    Scan,
    Signature,
    User,
)

AT = datetime(2031, 9, 22, 9, 30, tzinfo=UTC)
DAY = date(2031, 9, 22)
RULEBOOK = "concord/written-declaration/2024-01-01"
TEXTS = {
    "en": {
        "title": "Lamps of the harbour wall",
        "opening": "We, the undersigned, declare the following:",
        "clauses": ["In May 2031, 12 lamps of the wall went dark.", "We call for them to be lit again."],
    },
    "fr": {
        "title": "Les lampes de la digue",
        "opening": "Nous, soussignés, déclarons ce qui suit :",
        "clauses": [
            "En mai 2031, 12 lampes de la digue se sont éteintes.",
            "Nous demandons qu’elles soient rallumées.",
        ],
    },
}
_NUMBERS = count(1)


def a_user(**parts: Any) -> User:
    """An account; `role`, `name` and `email` are mostly what a test names."""
    number = next(_NUMBERS)
    password = parts.pop("password", None)
    user = User(
        **{
            "email": f"user-{number}@concord.example",
            "name": f"User {number}",
            "role": "clerk",
            "joined_at": AT,
            **parts,
        }
    )
    user.set_password(password)
    user.save()
    return user


def a_draft(*, by: User | None = None, texts_: dict[str, Any] | None = None, **parts: Any) -> Draft:
    """A draft with one version."""
    by = by or a_user(role="drafter")
    defaults = {"assembly": "concord", "instrument": "written-declaration", "made_at": AT, "changed_at": AT}
    draft = Draft.objects.create(**{**defaults, "made_by": by, "latest": 1, **parts})
    a_version(draft=draft, by=by, texts=texts_ or TEXTS)
    return draft


def a_version(*, draft: Draft, by: User, **parts: Any) -> DraftVersion:
    """A version of a draft."""
    content = parts.pop("texts", TEXTS)
    defaults = {"number": 1, "based_on": 0, "at": AT, "digest": texts.draft_of(content).digest()}
    return DraftVersion.objects.create(**{**defaults, "draft": draft, "by": by, "texts": content, **parts})


def a_collection(*, draft: Draft | None = None, by: User | None = None, **parts: Any) -> Collection:
    """A draft opened for signature."""
    draft = draft or a_draft()
    version = draft.versions.get(number=draft.latest)
    pure = texts.draft_of(version.texts)
    defaults = {
        "version": version,
        "assembly": draft.assembly,
        "instrument": draft.instrument,
        "texts": version.texts,
        "text_digests": texts.digests_of(pure),
        "draft_digest": pure.digest(),
        "rulebook": RULEBOOK,
        "rulebook_digest": "0" * 64,
        "opened_on": DAY,
        "opened_at": AT,
        "opened_by": by or a_user(),
    }
    Draft.objects.filter(pk=draft.pk).update(state="opened")
    return Collection.objects.create(draft=draft, **{**defaults, **parts})


def a_roll(roll: Roll) -> dict[str, RollMember]:
    """A roll kept as rows, by the members' codes (`declaring/roll` tests make rolls; so does `examples`)."""
    rows = {
        member.id: row_of(member, assembly=roll.assembly, position=position)
        for position, member in enumerate(roll.members)
    }
    RollMember.objects.bulk_create(rows.values())
    Mandate.objects.bulk_create(
        one for member in roll.members for one in mandate_rows(member, rows[member.id], rows)
    )
    GroupMembership.objects.bulk_create(
        one for member in roll.members for one in group_rows(member, rows[member.id])
    )
    return rows


def a_member(**parts: Any) -> RollMember:
    """A member with one open mandate and one group; seat and `group` may be named."""
    number = next(_NUMBERS)
    seat = {key: parts.pop(key, value) for key, value in (("delegation", "XA"), ("role", "representative"))}
    group = parts.pop("group", "LIB")
    from_on = parts.pop("from_on", date(2030, 1, 1))
    defaults = {"assembly": "concord", "code": f"m-{number}", "family": f"FAMILY{number}", "given": "Given"}
    member = RollMember.objects.create(**{**defaults, "position": number, **parts})
    Mandate.objects.create(member=member, from_on=from_on, **seat)
    if group:
        GroupMembership.objects.create(member=member, group=group, from_on=from_on)
    return member


def a_scan(*, collection: Collection, by: User, content: bytes = b"%PDF-1.7 a sheet", **parts: Any) -> Scan:
    """A scan whose bytes are in the store."""
    defaults = {"name": "sheet-1.pdf", "media_type": "application/pdf", "uploaded_at": AT}
    return Scan.objects.create(
        collection=collection,
        digest=store.keep(content),
        size=len(content),
        uploaded_by=by,
        **{**defaults, **parts},
    )


def a_signature(*, collection: Collection, member: RollMember, by: User, **parts: Any) -> Signature:
    """A ticked name, not yet confirmed."""
    seat = member.mandates.first()
    group = member.groups.first()
    defaults = {
        "family": member.family,
        "given": member.given,
        "honorific": member.honorific,
        "style": member.style,
        "delegation": seat.delegation if seat else "XA",
        "role": seat.role if seat else "representative",
        "group": group.group if group else None,
        "signed_on": DAY,
        "ticked_at": AT,
    }
    return Signature.objects.create(
        collection=collection, member=member, ticked_by=by, **{**defaults, **parts}
    )


def signatures(collection: Collection, number: int, *, by: User, confirmed_by: User) -> Sequence[Signature]:
    """So many confirmed names upon one scan, in five delegations and four groups."""
    scan = a_scan(collection=collection, by=by)
    return [
        a_signature(
            collection=collection,
            member=a_member(delegation=f"X{'ABCDE'[index % 5]}", group=("LIB", "PP", "SOC", "UL")[index % 4]),
            by=by,
            scan=scan,
            confirmed_at=AT,
            confirmed_by=confirmed_by,
        )
        for index in range(number)
    ]
