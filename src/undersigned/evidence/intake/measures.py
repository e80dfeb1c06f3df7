"""How long or how much, as lists write it: `5 суток`, `3 года и 6 месяцев`, `2 525 тенге`, `€300`.

1. A measure is a number, in figures or in a word that `measures.toml` has, and its unit. A length becomes a
   duration of ISO 8601, and whole days where it is of days or weeks; an amount stays as written.
2. Parts of one length stand one after the other, the longer unit first; anything else is two measures.
3. Any further number, a range, "up to", "about", "not", a sign as "<" or "~", a measure whose number is left
   out, a number in words (whatever its case) or Roman figures that is not read: not understood.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Literal

from undersigned.evidence.intake.faults import Fault
from undersigned.values.toml import toml_of

Kind = Literal["length", "amount"]
Part = tuple[str, int]

NOT_UNDERSTOOD = Fault(code="evidence.row.measure")
_NUMBER = r"\d{1,3}(?:[ .,’']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_WORDS = re.compile(r"[^\W\d_]+")
_ROMAN = "[IVXLC]+"
_UNITS = "YMWDH"
_LONGEST = {"Y": 99, "M": 999, "W": 999, "D": 9999, "H": 9999}  # a year of a calendar is no length
_DAYS_OF = {"W": 7, "D": 1}
_JOINED = re.compile(r",? |,? (?:и|and|et|және) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What was read of a text, where it stands, and where in it its numbers do."""

    kind: Kind
    value: str
    days: int | None
    start: int
    end: int
    numbers: tuple[tuple[int, int], ...]


def measure_in(text: str) -> Measure | Fault | None:
    """The one measure of a text; the fault where it is not understood, `None` where it has none."""
    signs = _signs()
    found = list(signs.measure.finditer(text))
    if not found:
        unread = (has_number(text), signs.left_out.search(text), signs.numerals.search(text))
        return NOT_UNDERSTOOD if any(unread) else None
    start, end = found[0].start(), found[-1].end()
    between = [text[one.end() : other.start()] for one, other in pairwise(found)]
    if not all(map(_JOINED.fullmatch, between)) or _more(text[:start], text[end:]):
        return NOT_UNDERSTOOD
    numbers = tuple(_number_at(one) for one in found)
    if len(found) == 1 and found[0]["unit"] is None:
        return Measure(kind="amount", value=text[start:end], days=None, start=start, end=end, numbers=numbers)
    parts = [part for one in found for part in _parts(one)]
    order = [_UNITS.index(unit) for unit, _ in parts]
    if not all(_parts(one) for one in found) or order != sorted(set(order)):
        return NOT_UNDERSTOOD
    return Measure(
        kind="length", value=_duration(parts), days=_days(parts), start=start, end=end, numbers=numbers
    )


def lengths_in(text: str) -> frozenset[str]:
    """Which units of length the words of a text are (`D` for days), whatever else it says."""
    units = _signs().unit_of
    words = _WORDS.findall(text.casefold())
    return frozenset(unit for word, unit in units.items() if word.rstrip(".") in words and len(word) > 1)


def multiplies(text: str) -> bool:
    """Whether a text speaks of thousands or millions."""
    return not _signs().many.isdisjoint(_WORDS.findall(text.casefold()))


def has_number(text: str) -> bool:
    """Whether any figure stands in a text, of whatever script; a half is one too."""
    return any(character.isnumeric() for character in text)


def days_of(text: str) -> int | None:
    """How many days a text says, where it says that and nothing else."""
    whole = " ".join(text.split())
    found = measure_in(whole)
    return found.days if isinstance(found, Measure) and (found.start, found.end) == (0, len(whole)) else None


def _more(before: str, after: str) -> bool:
    """Whether beside a measure stands another number, or what makes it another one (rule 3)."""
    signs = _signs()
    further = (signs.others, signs.numerals, signs.another)
    beside = any(has_number(part) or any(one.search(part) for one in further) for part in (before, after))
    return beside or signs.number_before.search(before) is not None


def _number_at(one: re.Match[str]) -> tuple[int, int]:
    """Where the number of a measure stands, with the same in words after it."""
    name = next(name for name in ("after_sign", "figures", "word") if one[name])
    return one.start(name), one.end("again") + 1 if one["again"] else one.end(name)


def _parts(one: re.Match[str]) -> tuple[Part, ...]:
    """Unit and number of a length; half a year is months. Nothing where it is none that is understood."""
    if one["unit"] is None:
        return ()
    signs = _signs()
    unit = signs.unit_of[one["unit"].casefold()]
    written = one["figures"] or str(signs.number_of[one["word"].casefold()])
    if one["again"] and str(signs.number_of.get(one["again"].casefold())) != written:
        return ()
    if unit == "Y" and re.fullmatch(r"[1-9]\d?[.,]5", written):
        return (("Y", int(written[:-2])), ("M", 6))
    if not (written.isascii() and written.isdecimal() and 0 < int(written) <= _LONGEST[unit]):
        return ()
    return ((unit, int(written)),)


def _duration(parts: Iterable[Part]) -> str:
    number = dict(parts)
    days = _DAYS_OF["W"] * number.get("W", 0) + number.get("D", 0)
    whole = (("Y", number.get("Y", 0)), ("M", number.get("M", 0)), ("D", days))
    hours = f"T{number['H']}H" if "H" in number else ""
    return "P" + "".join(f"{n}{unit}" for unit, n in whole if n) + hours


def _days(parts: Iterable[Part]) -> int | None:
    told = tuple(parts)
    return sum(n * _DAYS_OF[unit] for unit, n in told) if all(unit in _DAYS_OF for unit, _ in told) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """The patterns of `measures.toml`."""

    measure: re.Pattern[str]
    left_out: re.Pattern[str]
    others: re.Pattern[str]
    another: re.Pattern[str]
    numerals: re.Pattern[str]
    number_before: re.Pattern[str]
    unit_of: Mapping[str, str]
    number_of: Mapping[str, int]
    many: frozenset[str]


@cache
def _signs() -> _Signs:
    table: Mapping[str, Any] = toml_of((files("undersigned.evidence.intake") / "measures.toml").read_bytes())
    unit_of = {word: unit for unit, words in table["lengths"].items() for word in words}
    number_of = {word: int(number) for number, words in table["numbers"].items() for word in words}
    units, words, amounts = _any(unit_of), _any(number_of), table["amounts"]
    many, rest = _any(amounts["many"]), table["rest"]
    left_out = _any([*rest["one"], *rest["others"]])
    surely = [word for word, number in number_of.items() if number > 1 and word not in rest["also"]]
    said = rf"(?:(?P<figures>{_NUMBER})(?: ?\((?P<again>[^\W\d_]+)\))?[ -]?|(?P<word>{words})[ -])"
    measure = (
        rf"(?<!\w)(?<!\d[.,/])(?:(?:{_any(amounts['before'])}) ?(?P<after_sign>{_NUMBER})(?: ?{many})?"
        rf"|{said}(?:(?P<unit>{units})|(?:{many} ?)?{_any(amounts['units'])}))(?!\w)"
    )
    return _Signs(
        measure=re.compile(measure, re.IGNORECASE),
        left_out=re.compile(
            rf"(?<!\w)(?:(?:{left_out} ?|{_ROMAN} ){units}"
            rf"|(?:{left_out}|{_ROMAN}) (?:{many} ?)?{_any(amounts['units'])})(?!\w)",
            re.IGNORECASE,
        ),
        numerals=re.compile(
            rf"(?<!\w)(?:{_any([*rest['numerals'], *surely])}(?!\w)|{_any(rest['begin'])}"
            rf"|{words}{_any(rest['joined'])})",
            re.IGNORECASE,
        ),
        another=re.compile(
            rf"(?<!\w){_any(rest['another'])}(?!\w)|{_any(rest['signs'])}|\+ ?$|^ ?\+", re.IGNORECASE
        ),
        others=re.compile(rf"(?<!\w){_any(rest['others'])}(?!\w)", re.IGNORECASE),
        number_before=re.compile(rf"(?<!\w){words}[ -]*$", re.IGNORECASE),
        unit_of=unit_of,
        number_of=number_of,
        many=frozenset(word.rstrip(".") for word in amounts["many"]),
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


@cache
def joiners() -> re.Pattern[str]:
    """What stands between a term and its measure and says nothing more, at an end of what stands there."""
    table = toml_of((files("undersigned.evidence.intake") / "measures.toml").read_bytes())
    words = _any(table["rest"]["joiners"])
    return re.compile(rf"(?<!\w){words}$|^{words}(?:(?!\w)|(?<=[’']))", re.IGNORECASE)
