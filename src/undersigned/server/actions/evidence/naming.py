"""Finds a person's names in records besides their own claims, and erases them as people decide.

1. The names are those that any source gives, even in a claim that was taken back or is withheld. They are
   found with their words in order or turned round, in any case, with anything between the words (as in an
   address), and with accents written apart (as in names of files). A name that is inflected, shortened or
   transliterated by another scheme is not found.
2. Words of the desk itself (`OURS`) are erased whole. In others (`TO_DECIDE`) only the name is struck out, or
   an address whole, if a person so decides. A name of a single word may be somebody else's: where only that
   stands, a person decides about the desk's own words too.
3. Nothing here writes a name down: places are reported by table, column and number of rows.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import combining, normalize
from urllib.parse import unquote

from django.db import models
from django.db.models import Q

from undersigned.evidence.claims import Claim
from undersigned.server.records.free_words import ERASED, OURS, TO_DECIDE, columns_of_words
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, opened_in
from undersigned.server.records.models import ClaimValue, EvidenceSubject, KeptClaim
from undersigned.values.findings import Finding, Severity, failed

_NAMES = frozenset({"name", "family", "given"})
_BETWEEN = r"(?:%20|[\W_])+"
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‐‑-][^\W_]+)*")  # "Anna-Maria" and "O'Hara" are one
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A person's names; `open` are those that lie in plain."""

    all: frozenset[str]
    open: frozenset[str]

    def in_words(self, words: str) -> bool:
        """Whether any of them stands in words."""
        return bool(self.all) and _stands(_pattern(self.all), words)

    @property
    def whole(self) -> frozenset[str]:
        """Those of more than one word, which nobody else is likely to have."""
        return frozenset(one for one in self.all if len(_WORD.findall(_without_marks(one))) > 1)


@dataclass(slots=True, kw_only=True)
class Found:
    """A column in which a person's names stand: in which rows, and what some of them say if a name is public.

    Of words of ours, those with nothing but a name of one word are found apart (`doubtful`).
    """

    column: str
    table: type[models.Model]
    doubtful: bool = False
    rows: list[Any] = field(default_factory=list)
    says: list[str] = field(default_factory=list)

    @property
    def ours(self) -> bool:
        """Whether the words are the desk's own and are erased without asking."""
        return self.column in OURS and not self.doubtful

    @property
    def may_be_erased(self) -> bool:
        """Whether a person decides here: to strike the name out, or to erase doubtful words of the desk."""
        return self.column in TO_DECIDE or self.doubtful

    def goes(self, struck: Collection[str]) -> bool:
        """Whether the names are erased here, if they are struck out of these columns."""
        return self.ours or (self.may_be_erased and self.column in struck)


def names_of(persons: Iterable[EvidenceSubject]) -> Names:
    """What any source calls these subjects, as far as it can still be read."""
    rows = list(
        KeptClaim.objects.filter(subject__in=list(persons), tombstone=None, value__isnull=False)
        .select_related("value")
        .order_by("pk")
    )
    plain = frozenset(_names_in(claims_in(rows)))
    sealed = frozenset(_names_in(opened_in(rows, DataFolderRing())))
    return Names(all=plain | sealed, open=plain)


def places_of(names: Names, *, but: Collection[str] = ()) -> tuple[Found, ...]:
    """Every column in which these names stand; `but` are claims that are destroyed anyway."""
    if not names.all:
        return ()
    found = (_looked_through(table, column, key, names, but) for table, column, key in columns_of_words())
    return tuple(one for both in found for one in both if one.rows)


def own_claims(persons: Iterable[EvidenceSubject]) -> tuple[str, ...]:
    """The claims of subjects and about them, whose values go with their data."""
    own = list(persons)
    return tuple(KeptClaim.objects.filter(Q(subject__in=own) | Q(about__in=own)).values_list("pk", flat=True))


def erase(places: Iterable[Found], names: Names, *, struck: Collection[str] = ()) -> Mapping[str, int]:
    """Erase the desk's own words and strike names out where decided; return the number of rows by column."""
    done: dict[str, int] = {}
    for place in places:
        if not place.goes(struck):
            continue
        if place.column in OURS:
            _rows(place).update(**{_name(place): ERASED})
        else:
            for row in _rows(place):
                _strike_out(row, _name(place), names)
        done[place.column] = done.get(place.column, 0) + len(place.rows)
    return done


def staying(places: Iterable[Found], struck: Collection[str]) -> tuple[Finding, ...]:
    """What stays, as findings: where, and how often."""
    return tuple(
        failed("desk.destruction.stays", None, Severity.WARNING, column=place.column, number=len(place.rows))
        for place in places
        if not place.goes(struck)
    )


def _names_in(claims: Iterable[Claim]) -> Iterator[str]:
    """The names that people are given; a given name or a family name alone is none."""
    parts: dict[object, dict[str, str]] = {}
    for claim in claims:
        if claim.subject.kind == "person" and claim.property in _NAMES and isinstance(claim.value, str):
            if claim.property == "name":
                yield from (written for written in (claim.value, claim.as_written) if written)
            parts.setdefault(claim.subject, {})[claim.property] = claim.value
    for name in parts.values():
        if name.keys() >= {"family", "given"}:
            yield f"{name['given']} {name['family']}"


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    orders = set()
    for name in names:
        words = re.findall(r"\w+", normalize("NFC", name))
        turned = [[*words[at:], *words[:at]] for at in range(len(words))]
        orders |= {_BETWEEN.join(map(re.escape, order)) for order in turned if order}
    longest_first = "|".join(sorted(orders, key=lambda order: (-len(order), order)))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)


def _stands(pattern: re.Pattern[str], words: str) -> bool:
    """Whether any of the names stands in words, or in an address that writes letters by their bytes."""
    if pattern.search(normalize("NFC", words)):
        return True
    return "%" in words and bool(pattern.search(normalize("NFC", unquote(words).replace("_", " "))))


def _without_marks(name: str) -> str:
    """A name without its combining marks, which would part a word where no single letter has them."""
    return "".join(letter for letter in normalize("NFD", name) if not combining(letter))


def _looked_through(
    table: type[models.Model], column: str, key: str, names: Names, but: Collection[str]
) -> tuple[Found, Found]:
    """The rows with a name in this column, and apart from them those where it may be somebody else's."""
    found, doubtful = Found(column=key, table=table), Found(column=key, table=table, doubtful=True)
    own, pattern = frozenset(but), _pattern(names.all)
    whole, shown = (_pattern(some) if some else None for some in (names.whole, names.open))
    rows = table._default_manager.exclude(**{f"{column}__isnull": True})  # noqa: SLF001 (Django's own)
    for pk, value in rows.order_by("pk").values_list("pk", column).iterator():
        words = normalize("NFC", _as_words(value))
        if (table is ClaimValue and pk in own) or not _stands(pattern, words):
            continue
        place = found if key not in OURS or (whole and _stands(whole, words)) else doubtful
        place.rows.append(pk)
        if shown and isinstance(value, str) and len(place.says) < _MOST_SHOWN and shown.search(words):
            place.says.append(value[:200])
    return found, doubtful


def _as_words(value: object) -> str:
    """All the words of a value, a line each: the strings and keys of plain data, the text of bytes."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return "\n".join(_as_words(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return "\n".join(_as_words(part) for part in value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return ""


def _rows(place: Found) -> models.QuerySet[models.Model]:
    return place.table._default_manager.filter(pk__in=place.rows)  # noqa: SLF001 (Django's own)


def _name(place: Found) -> str:
    return place.column.partition(".")[2]


def _strike_out(row: models.Model, column: str, names: Names) -> None:
    left = _pattern(names.all).sub(ERASED, normalize("NFC", getattr(row, column)))
    new = {column: ERASED if names.in_words(left) else left}  # as in an address, by the bytes of its letters
    if column in ("url", "archive_url"):  # half an address leads nowhere
        new = {column: ""} if getattr(row, "title", "") else {column: "", "title": ERASED}
    type(row)._default_manager.filter(pk=row.pk).update(**new)  # noqa: SLF001 (Django's own)
