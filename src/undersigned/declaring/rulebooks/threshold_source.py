"""Reads a threshold tree from TOML.

A test is a table with one of these keys:

* `all`, `any`: a list of tests.
* `count = "signatories"` or `distinct = "delegations"`, with `at_least`.
* `share = "signatories"`, `of = "members"`, `part` (`"1/2"`), and where the rule says so `rounding`, `floor`.
* `body = "committee"` or `decision = "president"`, with `suffices`.
* `per_group = "countries"`, `groups`, and `reach`: one number, or the name of a table under `[tables]`.
* `table = "signatories"`, `by = "kind"`, and `numbers`.

`at_least`, `part`, `suffices`, `groups` and `numbers` are fields with value, status and source.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal, get_args

from undersigned.declaring.rulebooks.source import RuleSource, WrongValueError
from undersigned.declaring.rulebooks.threshold import (
    Branch,
    Count,
    PerGroup,
    Rounding,
    Share,
    Table,
    Test,
    Word,
)

_KEYS = {
    "all": {"all"},
    "any": {"any"},
    "count": {"count", "at_least"},
    "distinct": {"distinct", "at_least"},
    "share": {"share", "of", "part", "rounding", "floor"},
    "body": {"body", "suffices"},
    "decision": {"decision", "suffices"},
    "per_group": {"per_group", "groups", "reach"},
    "table": {"table", "by", "numbers"},
}


def read_test(
    source: RuleSource, entry: object, name: str, tables: Mapping[str, Mapping[str, int]]
) -> Test | None:
    """A test and all below it; `None` after a fault."""
    table = source.table(entry, name)
    kinds = [kind for kind in _KEYS if kind in table]
    if len(kinds) != 1:
        source.fault(name, f"must have one of {', '.join(_KEYS)}, and one only")
        return None
    kind = kinds[0]
    source.unknown_keys(table, _KEYS[kind], name)
    if kind in ("all", "any"):
        return _branch(source, table[kind], name, "all" if kind == "all" else "any", tables)
    if not isinstance(table[kind], str):
        source.fault(f"{name}.{kind}", "must be a word")
        return None
    return _leaf(source, table, name, kind, tables)


def _branch(
    source: RuleSource,
    entries: object,
    name: str,
    kind: Literal["all", "any"],
    tables: Mapping[str, Mapping[str, int]],
) -> Branch | None:
    if not isinstance(entries, list) or not entries:
        source.fault(f"{name}.{kind}", "must be a list of tests")
        return None
    tests = [
        read_test(source, entry, f"{name}.{kind}[{place}]", tables) for place, entry in enumerate(entries)
    ]
    return Branch(kind=kind, tests=tuple(test for test in tests if test))


def _leaf(
    source: RuleSource,
    table: Mapping[str, Any],
    name: str,
    kind: str,
    tables: Mapping[str, Mapping[str, int]],
) -> Test | None:
    match kind:
        case "count" | "distinct":
            at_least = source.sourced(table.get("at_least"), f"{name}.at_least", whole_number)
            many = kind == "distinct"
            return Count(name=table[kind], at_least=at_least, distinct=many) if at_least else None
        case "share":
            return _share(source, table, name)
        case "per_group":
            return _per_group(source, table, name, tables)
        case "table":
            numbers = source.sourced(table.get("numbers"), f"{name}.numbers", numbers_by_word)
            by = str(table.get("by"))
            return Table(name=table["table"], by=by, numbers=numbers) if numbers else None
        case _:
            suffices = source.sourced(table.get("suffices"), f"{name}.suffices", yes_or_no)
            word: Literal["body", "decision"] = "body" if kind == "body" else "decision"
            return Word(name=table[kind], kind=word, suffices=suffices) if suffices else None


def _share(source: RuleSource, table: Mapping[str, Any], name: str) -> Share | None:
    part = source.sourced(table.get("part"), f"{name}.part", fraction)
    rounding = table.get("rounding", "up")
    floor = table.get("floor", 0)
    if rounding not in get_args(Rounding):
        source.fault(f"{name}.rounding", f"must be one of {', '.join(get_args(Rounding))}")
    if type(floor) is not int:
        source.fault(f"{name}.floor", "must be a whole number")
    if not isinstance(table.get("of"), str):
        source.fault(f"{name}.of", "must name the whole that the part is taken of")
    if part is None:
        return None
    return Share(name=table["share"], part=part, of=str(table.get("of")), rounding=rounding, floor=floor)


def _per_group(
    source: RuleSource, table: Mapping[str, Any], name: str, tables: Mapping[str, Mapping[str, int]]
) -> PerGroup | None:
    groups = source.sourced(table.get("groups"), f"{name}.groups", whole_number)
    reach = table.get("reach")
    if isinstance(reach, str):
        reach = tables.get(reach)
    if type(reach) is not int and not isinstance(reach, dict):
        source.fault(f"{name}.reach", "must be a number or the name of a table under [tables]")
        return None
    return PerGroup(name=table["per_group"], groups=groups, reach=reach) if groups else None


def whole_number(value: object) -> int:
    """A number from 0. Raises `WrongValueError`."""
    if type(value) is not int or value < 0:
        raise WrongValueError(f"{value!r} is not a whole number")
    return value


def yes_or_no(value: object) -> bool:
    """True or false. Raises `WrongValueError`."""
    if not isinstance(value, bool):
        raise WrongValueError(f"{value!r} is not true or false")
    return value


def fraction(value: object) -> Fraction:
    """A part such as `"1/2"`, more than 0 and at most 1. Raises `WrongValueError`."""
    try:
        part = Fraction(value) if isinstance(value, str) else Fraction(0)
    except (ValueError, ZeroDivisionError):
        part = Fraction(0)
    if not 0 < part <= 1:
        raise WrongValueError(f'{value!r} is not a part such as "1/5"')
    return part


def numbers_by_word(value: object) -> Mapping[str, int]:
    """A table of whole numbers. Raises `WrongValueError`."""
    if not isinstance(value, dict) or not value:
        raise WrongValueError("must be a table of numbers")
    return {key: whole_number(number) for key, number in value.items()}
