"""Turns a finding into a sentence in the reader's language.

* A code's words stand in a file of the folder `<language>/`, under `[findings."<code>"]`: `question`, one
  sentence for each outcome that the code can have, and `mend`, what to do; `mend-own`, what the body itself
  can do that publishes the text.
* `{name}` in a sentence is the particular of that name; `{name?one|many}` picks by its number, `one` for 1
  (in French also for 0), and either may hold slots such as `{name}`. `{name??known|unknown}` picks by whether
  anything is known of it; such a choice may not stand within another.
* `{name:family}` fills in the words of a value (the term `family.<value>`), or the value where it has none.
  `{name:date}` writes a day (`2019-10-04`), or the label of an edition, as the language does;
  `{name:number}` a number with narrow spaces between its groups of three.
  A particular that is itself in words comes in each language, as `name.en` and `name.fr`, for `{name}`.
* English and French are complete. A language of `COUNTED` has the words of English where it has none.
* Interface words (headings of pages and reports) stand under `[terms]`. A language, form or kind comes from
  data: one without words is shown as it is.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Particular
from undersigned.values.toml import toml_of

LANGUAGES = ("en", "fr")
COUNTED = ("ru",)  # as far as there are words; English speaks where there are none
_OPEN = ("language.", "form.", "instrument.")
_SLOT = re.compile(r"\{(\w+)(?::([\w-]+))?\}")
_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(\d+)H)?")
_NARROW = "\u202f"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\.(\d+))?")
_PICKED = r"(?:[^|{}]|\{\w+(?::[\w-]+)?\})*"
_CHOICE = re.compile(rf"\{{(\w+)(\??)\?({_PICKED})\|({_PICKED})\}}")


class MissingWordsError(UndersignedError):
    """A code or a term has no words in a language."""


class DoubleWordsError(UndersignedError):
    """A code or a term has words in two files of one language."""


@cache
def _table(language: str) -> Mapping[str, Any]:
    """All files of a language as one table; a word that stands in two of them is refused."""
    table: dict[str, dict[str, Any]] = {"findings": {}, "terms": {}}
    if language not in (*LANGUAGES, *COUNTED):
        raise MissingWordsError(f"there are no words in {language}")
    for file in sorted((files("undersigned.wording") / language).iterdir(), key=lambda file: file.name):
        for section, words in toml_of(file.read_bytes()).items():
            twice = table[section].keys() & words.keys()
            if twice:
                raise DoubleWordsError(f"{file.name} ({language}) says again: {', '.join(sorted(twice))}")
            table[section].update(words)
    if language in COUNTED:
        return {section: {**words, **table[section]} for section, words in _table("en").items()}
    return table


def term(key: str, language: str, **particulars: Particular) -> str:
    """A word of the interface. Raises `MissingWordsError`."""
    try:
        return _filled(_table(language)["terms"][key], particulars, language)
    except KeyError as missing:
        if key.startswith(_OPEN):
            return key.partition(".")[2]
        raise MissingWordsError(f"no word for {key!r} in {language}") from missing


def before_its_value(key: str, language: str) -> str:
    """A word of the interface with the colon that a value follows: French has a space before it."""
    return term(key, language) + term("site.colon", language)


def day_in_words(day: str, language: str) -> str:
    """A day (ISO 8601) as the language writes it: `4 October 2019`, `1er octobre 2019`.

    The label of a second edition on a day (`2019-10-04.2`) says that it is one; anything else stays as it is.
    """
    found = _DAY.fullmatch(day)
    if found is None:
        return day
    year, month, number, order = (int(part) if part else None for part in found.groups())
    first = term("site.first-day", language) if number == 1 else number
    words = f"{first} {term(f'site.month.{month}', language)} {year}"
    return term("site.edition.of-day", language, day=words, order=order) if order else words


def length_in_words(written: str, language: str) -> str:
    """A duration of ISO 8601 (`P1Y`, `PT100H`) in words; anything else stays as it is."""
    found = _LENGTH.fullmatch(written)
    if found is None or not any(found.groups()):
        return written
    said = zip(("years", "months", "days", "hours"), found.groups(), strict=True)
    return ", ".join(term(f"length.{unit}", language, n=int(n)) for unit, n in said if n)


def question(code: str, language: str) -> str:
    """What the code asks. Raises `MissingWordsError`."""
    return str(_words_of(code, language)["question"])


def sentence(finding: Finding, language: str) -> str:
    """What the finding says, how often where it stands for many, of which language version where it is one's.

    Raises `MissingWordsError`.
    """
    words = _words_of(finding.code, language)
    try:
        template = words[finding.outcome.value]
    except KeyError as missing:
        raise MissingWordsError(
            f"{finding.code} has no words for {finding.outcome} in {language}"
        ) from missing
    said = _filled(template, finding.particulars, language)
    more = [f"finding.{one}" for one in ("alike", "version") if one in finding.particulars]
    return " ".join((said, *(term(one, language, **finding.particulars) for one in more)))


def mend(finding: Finding, language: str) -> str | None:
    """What to do about a finding that is not all right; `None` where nothing can be advised."""
    if finding.ok:
        return None
    advice = _words_of(finding.code, language)
    template = (advice.get("mend-own") if "own" in finding.particulars else None) or advice.get("mend")
    return _filled(template, finding.particulars, language) if template else None


def excerpt(prefix: str, language: str) -> dict[str, dict[str, Any]]:
    """The words as they are written, slots and all, of every code and term that begins with a prefix.

    For a page that fills them in by itself.
    """
    table = _table(language)
    return {
        section: {key: words for key, words in table[section].items() if key.startswith(prefix)}
        for section in ("findings", "terms")
    }


def codes(language: str) -> frozenset[str]:
    """All codes that have words in a language."""
    return frozenset(_table(language)["findings"])


def _words_of(code: str, language: str) -> Mapping[str, str]:
    try:
        words: Mapping[str, str] = _table(language)["findings"][code]
    except KeyError as missing:
        raise MissingWordsError(f"{code} has no words in {language}") from missing
    return words


def slots(template: str) -> frozenset[str]:
    """The particulars that a template fills in or picks by."""
    picked = {choice[1] for choice in _CHOICE.finditer(template)}
    return frozenset(picked | {slot[1] for slot in _SLOT.finditer(template)})


def _filled(template: str, particulars: Mapping[str, Particular], language: str) -> str:
    """Alternatives are picked before values are filled in, so no value is ever taken for a slot."""

    def pick(choice: re.Match[str]) -> str:
        value = particulars.get(choice[1])
        if choice[2]:
            return choice[4] if value in (None, "", ()) else choice[3]
        return choice[3] if value == 1 or (language == "fr" and value == 0) else choice[4]

    def fill(slot: re.Match[str]) -> str:
        spoken = f"{slot[1]}.en" if language in COUNTED else slot[1]
        value = particulars.get(f"{slot[1]}.{language}", particulars.get(spoken, particulars.get(slot[1])))
        if value is None:
            return "–"
        values = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(_in_words(slot[2], one, language) if slot[2] else one for one in values)

    return _SLOT.sub(fill, _CHOICE.sub(pick, template))


def _in_words(family: str, value: str, language: str) -> str:
    if family == "date":
        return " – ".join(day_in_words(one, language) for one in value.split(" – "))
    if family == "number" and value.isdecimal():
        return f"{int(value):,}".replace(",", _NARROW)
    return str(_table(language)["terms"].get(f"{family}.{value}", value))
