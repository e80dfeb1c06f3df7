"""An assembly and the labels it uses: which delegation, place or group a printed label meant on a day.

1. Labels are compared without regard to case, accents, quotation marks, apostrophes and the kind of space;
   what was printed stays as printed.
2. An assembly is recognised by its labels only: two thirds of the distinct ones, and more than any other's.
3. A place or group that is known not to have existed on the day is `None`; where nobody knows, it is given.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from undersigned.declaring.assemblies.delegations import Delegation
from undersigned.declaring.assemblies.file import Assembly, AssemblyError, read_assembly
from undersigned.declaring.assemblies.groups import Group

__all__ = [
    "Assembly",
    "AssemblyError",
    "Delegation",
    "Group",
    "assemblies",
    "assembly",
    "delegation",
    "delegation_on",
    "folded",
    "group_ever",
    "group_on",
    "known_assembly",
    "label",
    "place_code",
    "recognise",
    "without_quotes",
]

_QUOTES = re.compile("[\"“”„«»‹›'’‘`´]")


@cache
def assembly(code: str) -> Assembly:
    """The assembly of a code. Raises `AssemblyError` where there is none or its file is faulty."""
    if code not in assemblies():
        raise AssemblyError(f"no assembly {code!r} is known here; known: {', '.join(assemblies())}")
    return read_assembly(files("undersigned.declaring") / "assemblies" / f"{code}.toml")


def known_assembly(code: str | None) -> Assembly | None:
    """The assembly of a code; `None` where there is no code or nobody here knows it."""
    return assembly(code) if code in assemblies() and code else None


@cache
def assemblies() -> tuple[str, ...]:
    """The codes of all assemblies, in alphabetical order."""
    folder = files("undersigned.declaring") / "assemblies"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def recognise(labels: Iterable[str], language: str) -> str | None:
    """The assembly whose places two thirds of the distinct labels name; `None` where it cannot be told."""
    distinct = {folded(label) for label in labels if label.strip()}
    known = {code: sum(label in _places(code, language) for label in distinct) for code in assemblies()}
    best = max(known.values(), default=0)
    winners = [code for code, count in known.items() if count == best]
    return winners[0] if best and len(winners) == 1 and best * 3 >= len(distinct) * 2 else None


def place_code(assembly: str, label: str, language: str) -> str | None:
    """The code of the place that a label names in an assembly; `None` for a label it never had."""
    return _places(assembly, language).get(folded(label))


def delegation(assembly_code: str, label_or_code: str, language: str) -> Delegation | None:
    """The delegation of a label or code, whatever the day; `None` where the assembly never had it."""
    wanted = place_code(assembly_code, label_or_code, language) or label_or_code
    return next((one for one in assembly(assembly_code).delegations if one.code == wanted), None)


def delegation_on(assembly: str, label_or_code: str, language: str, day: date) -> Delegation | None:
    """The delegation of a label or code as it sat on a day; `None` where it had no seat then."""
    found = delegation(assembly, label_or_code, language)
    seated = found.on(day) if found else None
    return seated if seated and seated.kind else None


def group_on(assembly: str, code: str, language: str, day: date) -> Group | None:
    """The group of a code under its name of a day; `None` where it is unknown or did not exist then."""
    found = group_ever(assembly, code, language)
    return None if found is None or found.seen.held(day) is False else found.on(day)


def group_ever(assembly: str, code: str, language: str) -> Group | None:
    """The group of a code, whenever it existed; `None` for a code the assembly never had."""
    return _groups(assembly, language).get(code)


def label(assembly: str, code: str, language: str, day: date) -> str | None:
    """How the assembly prints a place on a day in a language; `None` where it has no label for it."""
    found = delegation(assembly, code, language)
    return found.label(language, day) if found else None


@lru_cache(maxsize=4096)  # the same labels, group names and members come back on every list
def folded(text: str) -> str:
    """A label or name for comparison: without case, accents, quotation marks, apostrophes and odd spaces."""
    bare = without_quotes(unicodedata.normalize("NFKD", text))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[‐‑–—-]", " ", letters).split()).casefold()


def without_quotes(text: str) -> str:
    """A text without quotation marks and apostrophes of any shape, and with one kind of space."""
    return " ".join(_QUOTES.sub("", text).split())


@cache
def _places(code: str, language: str) -> Mapping[str, str]:
    return {
        folded(label.text): delegation.code
        for delegation in assembly(code).delegations
        for label in delegation.labels.get(language, ())
    }


@cache
def _groups(code: str, language: str) -> Mapping[str, Group]:
    return {spelt: group for group in assembly(code).groups for spelt in group.codes(language)}
