"""Checks the structure of a Popolo file before its content is read, and reports what a roll does not keep.

1. An object with the lists `persons`, `organizations`, `memberships`, perhaps `areas`; entries are objects.
2. Of what is read, every value is a text or null; no key stands twice in an object.
3. What a roll does not hold is named, not dropped in silence.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Place, Severity, failed, undetermined

Json = Mapping[str, Any]
LISTS = ("persons", "organizations", "areas", "memberships")
_NEEDED = ("persons", "organizations", "memberships")
_OBJECT, _LIST, _TEXT = "{…}", "[…]", '"…"'
NAME_PARTS = {
    "family_name": "family",
    "given_name": "given",
    "honorific_prefix": "honorific",
    "style": "style",
}
_KEPT = {
    "": {*LISTS},
    "persons": {"id", "name", "other_names", *NAME_PARTS},
    "organizations": {"id", "name", "classification"},
    "areas": {"id", "name"},
    "memberships": {
        "person_id",
        "organization_id",
        "role",
        "area_id",
        "on_behalf_of_id",
        "substitute_for_id",
        "start_date",
        "end_date",
    },
}


class DoubleKeyError(UndersignedError):
    """A JSON object says one key twice."""


def popolo_data(text: str) -> tuple[Json, tuple[Finding, ...]]:
    """The data of a text, and what is wrong with its shape; with any fault it is not to be read further."""
    try:
        data = json.loads(text, object_pairs_hook=_no_key_twice)
    except json.JSONDecodeError as fault:
        return {}, (_refused(Place(line=fault.lineno), fault.msg),)
    except (ValueError, RecursionError, DoubleKeyError) as fault:
        return {}, (_refused(None, str(fault)),)
    faults = tuple(_shape(data))
    return ({} if faults else data), faults


def left_out(data: Json, seated: set[str]) -> Iterator[Finding]:
    """What the file says and a roll does not hold."""
    kinds = {
        f"{name}.{key}"
        for name in LISTS
        for entry in data.get(name) or ()
        for key in entry.keys() - _KEPT[name]
    }
    kinds |= data.keys() - _KEPT[""]
    idle = [entry["id"] for entry in data["persons"] if entry.get("id") and entry["id"].strip() not in seated]
    if kinds or idle:
        yield undetermined("declaring.roll.kept", left_out=tuple(sorted(kinds)), without_seat=tuple(idle))


def _refused(place: Place | None, reason: str) -> Finding:
    return failed("declaring.roll.json", place, Severity.REFUSAL, reason=reason)


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    known = dict(pairs)
    if len(known) < len(pairs):
        keys = [key for key, _ in pairs]
        raise DoubleKeyError(f"twice in one object: {next(key for key in keys if keys.count(key) > 1)}")
    return known


def _shape(data: object) -> Iterator[Finding]:
    """A Popolo file is an object with lists of objects; of what we read, values are texts or null."""
    if not isinstance(data, dict):
        yield _misshapen("", _OBJECT)
        return
    for name in LISTS:
        entries = data.get(name)
        if entries is None and name not in _NEEDED:
            continue
        if not isinstance(entries, list):
            yield _misshapen(name, _LIST)
            continue
        for number, entry in enumerate(entries):
            yield from _entry_shape(f"{name}[{number}]", _KEPT[name], entry)


def _entry_shape(at: str, keys: set[str], entry: object) -> Iterator[Finding]:
    if not isinstance(entry, dict):
        yield _misshapen(at, _OBJECT)
        return
    for key in sorted(keys & entry.keys() - {"other_names"}):
        if not isinstance(entry[key], str | None):
            yield _misshapen(f"{at}.{key}", _TEXT)
    others = entry.get("other_names") if "other_names" in keys else None
    if others is not None and not isinstance(others, list):
        yield _misshapen(f"{at}.other_names", _LIST)
    for number, other in enumerate(others if isinstance(others, list) else ()):
        yield from _entry_shape(f"{at}.other_names[{number}]", {*NAME_PARTS}, other)


def _misshapen(at: str, expected: str) -> Finding:
    return failed("declaring.roll.shape", Place(field=at or None), Severity.REFUSAL, expected=expected)
