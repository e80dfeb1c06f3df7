"""The fixed phrases of official declarations: disclaimers, opening formulae, names of kinds of document.

1. The words are data (`formulae.toml`), each with the language and the period in which it was met.
2. A formula is matched with any apostrophe and any white space, and with a note call at its end; never with
   other words.
3. A disclaimer whose exact words are not at hand is recognised by a part of them (`holds`).
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from undersigned.values.toml import toml_of

NOTE_CALL = r"(?:[ \t]?(?:[¹²³*†]|\([0-9]\)|\[[0-9]\]))?"
_APOSTROPHES = "['’ʼ‘´`]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One fixed wording: `variant` is its code where the rulebooks name it."""

    language: str
    text: str
    seen: str
    pattern: re.Pattern[str]
    variant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a document calls itself, in one language, and the instrument that it thereby is."""

    language: str
    instrument: str
    words: str


@cache
def tables() -> dict[str, Any]:
    """The tables of `formulae.toml`."""
    return toml_of((files("undersigned.declaring") / "formulae.toml").read_bytes())


@cache
def disclaimers() -> tuple[Formula, ...]:
    """Every disclaimer known, in both languages."""
    return tuple(_formula(row) for row in tables()["disclaimers"] if "text" in row)


@cache
def openings() -> tuple[Formula, ...]:
    """Every opening formula known, in both languages."""
    return tuple(_formula(row) for row in tables()["openings"])


@cache
def kinds() -> tuple[Kind, ...]:
    """Every name by which a document says what it is."""
    return tuple(Kind(**row) for row in tables()["kinds"])


def disclaimer_variant(text: str) -> str | None:
    """The code of a disclaimer's wording, `None` for one that was never met."""
    known = next(
        (formula.variant for formula in disclaimers() if formula.pattern.fullmatch(text.strip())), None
    )
    return known or _variant_by_part(text)


def usual_words(instrument: str, language: str) -> str | None:
    """What a document of this instrument usually calls itself, `None` where nobody knows."""
    return next((k.words for k in kinds() if (k.instrument, k.language) == (instrument, language)), None)


def form_words(language: str) -> dict[str, Any]:
    """The words of the forms in a language; those of English for one that has none."""
    forms: dict[str, dict[str, Any]] = tables()["forms"]
    return forms.get(language, forms["en"])


def tolerant(words: str) -> str:
    """A pattern for fixed words with any apostrophe and any white space, none needed before a colon."""
    escaped = re.escape(" ".join(words.split()))
    spaced = escaped.replace(r"\ :", r"\s*:").replace(r"\ ", r"\s+")
    return re.sub(_APOSTROPHES, _APOSTROPHES, spaced).replace(r"\s*:", ":").replace(":", r"\s*:")


def _formula(row: dict[str, str]) -> Formula:
    return Formula(
        language=row["language"],
        text=row["text"],
        seen=row["seen"],
        variant=row.get("variant"),
        pattern=re.compile(f"({tolerant(row['text'])})({NOTE_CALL})"),
    )


def _variant_by_part(text: str) -> str | None:
    plain = " ".join(text.split())
    parts = (row for row in tables()["disclaimers"] if "holds" in row)
    return next((row["variant"] for row in parts if row["holds"] in plain), None)
