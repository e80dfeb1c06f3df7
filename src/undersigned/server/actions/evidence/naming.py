"""Where a person's names stand in the records besides their own claims: looked for, erased, decided.

1. The names are those that any source gives, also in a claim that was taken back or is withheld; in the order
   of their words or turned round, whatever the case of the letters and whatever stands between the words, as
   in an address. What is inflected, shortened or written by yet another scheme is not found.
2. What is ours is erased whole; of what is to be decided the name alone is struck out, or an address whole.
3. Nothing here is written down with a name in it: places are told by table and column, and by how many.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.db import models
from django.db.models import Q

from undersigned.evidence.claims import Claim
from undersigned.evidence.withholding import disclose
from undersigned.server.records.free_words import ERASED, OURS, TO_DECIDE, columns_of_words
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, withheld_in
from undersigned.server.records.models import ClaimValue, EvidenceSubject, KeptClaim
from undersigned.values.findings import Finding, Severity, failed

_NAMES = frozenset({"name", "family", "given"})
_BETWEEN = r"(?:%20|[\W_])+"
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A person's names; `open` are those that lie in plain."""

    all: frozenset[str]
    open: frozenset[str]

    def in_words(self, words: str) -> bool:
        """Whether any of them stands in words."""
        return bool(self.all) and bool(_pattern(self.all).search(words) or _in_address(self.all, words))


@dataclass(slots=True, kw_only=True)
class Found:
    """A column in which a person's names stand: in which rows, and what some say where a name is open."""

    column: str
    table: type[models.Model]
    rows: list[Any] = field(default_factory=list)
    says: list[str] = field(default_factory=list)

    @property
    def ours(self) -> bool:
        """Whether the words are ours, and go."""
        return self.column in OURS

    @property
    def may_be_erased(self) -> bool:
        """Whether somebody decides if the name is struck out."""
        return self.column in TO_DECIDE


def names_of(persons: Iterable[EvidenceSubject]) -> Names:
    """What any source calls these subjects, as far as it can still be read."""
    rows = list(
        KeptClaim.objects.filter(subject__in=list(persons), tombstone=None, value__isnull=False)
        .select_related("value")
        .order_by("pk")
    )
    opened = (disclose(one, ring=DataFolderRing()) for one in withheld_in(rows))
    plain = frozenset(_names_in(claims_in(rows)))
    sealed = frozenset(_names_in(one for one in opened if isinstance(one, Claim)))
    return Names(all=plain | sealed, open=plain)


def places_of(names: Names, *, but: Collection[str] = ()) -> tuple[Found, ...]:
    """Every column in which these names stand; `but` are claims that are destroyed anyway."""
    if not names.all:
        return ()
    found = (_looked_through(table, column, key, names, but) for table, column, key in columns_of_words())
    return tuple(one for one in found if one.rows)


def own_claims(persons: Iterable[EvidenceSubject]) -> tuple[str, ...]:
    """The claims of subjects and about them, whose values go with their data."""
    own = list(persons)
    return tuple(KeptClaim.objects.filter(Q(subject__in=own) | Q(about__in=own)).values_list("pk", flat=True))


def erase(places: Iterable[Found], names: Names, *, struck: Collection[str] = ()) -> Mapping[str, int]:
    """Erase what is ours, and strike the names out where that was decided; how many rows of which column."""
    done = {}
    for one in places:
        if one.ours:
            done[one.column] = _rows(one).update(**{_name(one): ERASED})
        elif one.may_be_erased and one.column in struck:
            for row in _rows(one):
                _strike_out(row, _name(one), names)
            done[one.column] = len(one.rows)
    return done


def staying(places: Iterable[Found], erased: Mapping[str, int]) -> tuple[Finding, ...]:
    """What stays, as findings: where, and how often."""
    return tuple(
        failed("desk.destruction.stays", None, Severity.WARNING, column=one.column, number=len(one.rows))
        for one in places
        if one.column not in erased
    )


def _names_in(claims: Iterable[Claim]) -> Iterator[str]:
    """The names that people are given; a given name or a family name alone is none."""
    parts: dict[object, dict[str, str]] = {}
    for claim in claims:
        if claim.subject.kind == "person" and claim.property in _NAMES and isinstance(claim.value, str):
            if claim.property == "name":
                yield from (one for one in (claim.value, claim.as_written) if one)
            parts.setdefault(claim.subject, {})[claim.property] = claim.value
    for one in parts.values():
        if one.keys() >= {"family", "given"}:
            yield f"{one['given']} {one['family']}"


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    orders = set()
    for name in names:
        words = re.findall(r"\w+", name)
        turned = [[*words[at:], *words[:at]] for at in range(len(words))]
        orders |= {_BETWEEN.join(map(re.escape, one)) for one in turned if one}
    longest_first = "|".join(sorted(orders, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)


def _in_address(names: Collection[str], words: str) -> bool:
    """Whether an address has them, its letters written by their bytes."""
    return "%" in words and bool(_pattern(names).search(unquote(words).replace("_", " ")))


def _looked_through(
    table: type[models.Model], column: str, key: str, names: Names, but: Collection[str]
) -> Found:
    found, pattern, own = Found(column=key, table=table), _pattern(names.all), frozenset(but)
    shown = _pattern(names.open) if names.open else None
    rows = table._default_manager.exclude(**{f"{column}__isnull": True})  # noqa: SLF001 (Django's own)
    for pk, value in rows.order_by("pk").values_list("pk", column).iterator():
        if table is ClaimValue and pk in own:
            continue
        words = _as_words(value)
        if pattern.search(words) or _in_address(names.all, words):
            found.rows.append(pk)
            if shown and isinstance(value, str) and len(found.says) < _MOST_SHOWN and shown.search(words):
                found.says.append(value[:200])
    return found


def _as_words(value: object) -> str:
    """All the words of a value: of plain data each string, keys too; of bytes what is text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(_as_words(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple):
        return "\n".join(_as_words(one) for one in value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return ""


def _rows(one: Found) -> models.QuerySet[models.Model]:
    return one.table._default_manager.filter(pk__in=one.rows)  # noqa: SLF001 (Django's own)


def _name(one: Found) -> str:
    return one.column.partition(".")[2]


def _strike_out(row: models.Model, column: str, names: Names) -> None:
    new = {column: _pattern(names.all).sub(ERASED, getattr(row, column))}
    if column in ("url", "archive_url"):  # half an address leads nowhere
        new = {column: ""} if getattr(row, "title", "") else {column: "", "title": ERASED}
    type(row)._default_manager.filter(pk=row.pk).update(**new)  # noqa: SLF001 (Django's own)
