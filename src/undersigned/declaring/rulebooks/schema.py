"""The fields of a rulebook: which kind of value each holds, and which are required.

* A field's name is `section.field`; `docs/reference/rulebook-format.md` says each in a sentence.
* `"none"` is a value: the rule sets no such limit. That is another thing than an unknown field.
* A required field may be unknown; it may not be left out, so that nobody takes silence for a rule.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from undersigned.declaring.rulebooks.source import WrongValueError, source_date
from undersigned.declaring.rulebooks.threshold_source import whole_number, yes_or_no
from undersigned.declaring.word_count import COUNTERS
from undersigned.values.dates import SourceDate

NONE = "none"
LANGUAGE_KEYS = ("en", "fr")
ROLES = ("representative", "substitute", "observer", "partner", "member", "organisation", "person")
WINDOWS = (
    "next-part-session",  # open until the next part-session closes
    "part-session-editions",  # edited again after a part-session; when it closes is not said
    "year-of-inactivity",  # lapses when a whole year brings no new name
    "session",  # open until the session ends
    "sitting-days",  # open for a number of sitting days
    "months",  # open for a number of months
    "until-tabling",  # complete before tabling, closed from then on
    "until-published",  # open until whoever issues it does so
    "none",  # never closes
)
MOMENTS = ("never", "tabling", "publication", "closing", "threshold", "any-time")
VISIBILITIES = ("all", "first-and-new", "until-threshold", "after-threshold", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Words that a text opens with, in a language; where they are not all known, those at their start."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenVariant:
    """A disclaimer by its code in `formulae.toml`, and between which dates and in which forms it was seen."""

    variant: str
    first: SourceDate | None = None
    last: SourceDate | None = None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One of several things by code, in our own words by language: a ground, an effect, who is excluded."""

    code: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A value in words, by language."""

    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a field holds: how its value is read, and whether every rulebook must speak of it."""

    read: Callable[[object], Any]
    required: bool = False


def limit(value: object) -> int | str:
    """A whole number, or `"none"`. Raises `WrongValueError`."""
    return NONE if value == NONE else whole_number(value)


def words(value: object) -> str:
    """Any words. Raises `WrongValueError`."""
    if not isinstance(value, str) or not value.strip():
        raise WrongValueError(f"{value!r} is not a word")
    return value


def list_of_words(value: object) -> tuple[str, ...]:
    """A list of words. Raises `WrongValueError`."""
    if not isinstance(value, list):
        raise WrongValueError(f"{value!r} is not a list")
    return tuple(words(one) for one in value)


def one_of(*known: str) -> Callable[[object], str]:
    """A word of a closed set."""

    def read(value: object) -> str:
        if value not in known:
            raise WrongValueError(f"{value!r} is not one of {', '.join(known)}")
        return str(value)

    return read


def some_of(*known: str) -> Callable[[object], tuple[str, ...]]:
    """A list of words of a closed set."""

    def read(value: object) -> tuple[str, ...]:
        return tuple(one_of(*known)(word) for word in list_of_words(value))

    return read


def _rows(value: object, required: set[str], optional: set[str]) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise WrongValueError("must be a list of tables")
    for row in value:
        if required - row.keys() or row.keys() - required - optional:
            keys = ", ".join([*sorted(required), *(f"{key} (or not)" for key in sorted(optional))])
            raise WrongValueError(f"{row!r} must have {keys}")
    return value


def openings(value: object) -> tuple[Opening, ...]:
    """Opening formulae by language. Raises `WrongValueError`."""
    rows = _rows(value, {"language", "text"}, set())
    return tuple(Opening(language=words(row["language"]), text=words(row["text"])) for row in rows)


def variants(value: object) -> tuple[SeenVariant, ...]:
    """Disclaimers with when and where each was seen. Raises `WrongValueError`."""
    return tuple(
        SeenVariant(
            variant=words(row["variant"]),
            first=source_date(row["first"]) if "first" in row else None,
            last=source_date(row["last"]) if "last" in row else None,
            forms=list_of_words(row.get("forms", [])),
        )
        for row in _rows(value, {"variant"}, {"first", "last", "forms"})
    )


def grounds(value: object) -> tuple[Ground, ...]:
    """Grounds with their words by language. Raises `WrongValueError`."""
    rows = _rows(value, {"code", *LANGUAGE_KEYS}, set())
    return tuple(
        Ground(code=words(row["code"]), words={language: words(row[language]) for language in LANGUAGE_KEYS})
        for row in rows
    )


def wording(value: object) -> Wording:
    """Words by language. Raises `WrongValueError`."""
    if not isinstance(value, dict) or value.keys() != set(LANGUAGE_KEYS):
        raise WrongValueError(f"{value!r} must have {' and '.join(LANGUAGE_KEYS)}")
    return Wording(words={language: words(value[language]) for language in LANGUAGE_KEYS})


FIELDS: Mapping[str, Kind] = {
    "text.max_words": Kind(read=limit, required=True),
    "text.counter": Kind(read=one_of(*COUNTERS), required=True),
    "text.max_sentences": Kind(read=limit),
    "text.languages": Kind(read=list_of_words, required=True),
    "text.versions": Kind(read=list_of_words),
    "text.openings": Kind(read=openings),
    "text.opening_required": Kind(read=yes_or_no),
    "text.frozen_at": Kind(read=one_of("first-signature", "tabling", "publication")),
    "text.on_edit": Kind(read=one_of("forbid", "reset", "reconfirm")),
    "admissibility.decided_by": Kind(read=wording, required=True),
    "admissibility.grounds": Kind(read=grounds, required=True),
    "roll.appears": Kind(read=some_of(*ROLES), required=True),
    "roll.counts": Kind(read=some_of(*ROLES), required=True),
    "roll.no_group_is_group": Kind(read=yes_or_no),
    "roll.as_of": Kind(read=one_of("signing", "tabling", "closing")),
    "roll.excluded": Kind(read=grounds),
    "roll.on_loss": Kind(read=one_of("keep", "strike", "keep-until-successor-signs")),
    "roles.first_listed": Kind(read=limit),
    "roles.authors_most": Kind(read=limit),
    "signing.one_per": Kind(read=one_of("person", "seat")),
    "signing.most_per_signer": Kind(read=limit),
    "signing.most_per_signer_in": Kind(read=one_of("session", "year")),
    "signing.interest_declared": Kind(read=yes_or_no),
    "signing.cut_off": Kind(read=words),
    "signing.waiting_days": Kind(read=limit),
    "window.model": Kind(read=one_of(*WINDOWS), required=True),
    "window.length": Kind(read=whole_number),
    "window.lapses": Kind(read=yes_or_no),
    "withdrawal.until": Kind(read=one_of(*MOMENTS), required=True),
    "withdrawal.whole_by": Kind(read=wording),
    "withdrawal.shown_as": Kind(read=one_of("struck", "absent")),
    "cross.effects": Kind(read=grounds),
    "names.visible": Kind(read=one_of(*VISIBILITIES)),
    "names.order": Kind(
        read=one_of("first-then-alphabetical", "first-ones-then-time", "alphabetical", "time")
    ),
    "publication.debate": Kind(read=yes_or_no, required=True),
    "publication.referral": Kind(read=yes_or_no),
    "publication.disclaimers": Kind(read=variants, required=True),
}
SECTIONS = frozenset(name.partition(".")[0] for name in FIELDS)
REQUIRED = tuple(name for name, kind in FIELDS.items() if kind.required)
