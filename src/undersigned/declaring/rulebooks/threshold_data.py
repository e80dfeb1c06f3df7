"""A threshold tree as plain data, so that anybody can evaluate the rulebook's JSON.

1. A branch is `{"all": […]}` or `{"any": […]}`; a count `{"count": …, "at_least": n}` or
   `{"distinct": …, "at_least": n}`; `null` where the number is unknown.
2. The other leaves keep the keys of their TOML; a reader who does not know one answers "undetermined".
3. A fraction is written as text (`"1/2"`), since JSON has no exact one.
"""

from typing import Any

from undersigned.declaring.rulebooks.threshold import Branch, Count, PerGroup, Share, Stage, Table, Test, Word


def stage_data(stage: Stage) -> dict[str, Any]:
    """A step of the procedure with its test."""
    return {"code": stage.code, "test": threshold_data(stage.test)}


def threshold_data(test: Test) -> dict[str, Any]:
    """A test with all tests within it."""
    match test:
        case Branch():
            return {test.kind: [threshold_data(one) for one in test.tests]}
        case Count():
            return {"distinct" if test.distinct else "count": test.name, "at_least": test.at_least.value}
        case Share():
            part = None if test.part.value is None else str(test.part.value)
            whole = {"share": test.name, "of": test.of, "part": part}
            return {**whole, "rounding": test.rounding, "floor": test.floor}
        case Word():
            return {test.kind: test.name, "suffices": test.suffices.value}
        case PerGroup():
            reach = test.reach if isinstance(test.reach, int) else dict(test.reach)
            return {"per_group": test.name, "groups": test.groups.value, "reach": reach}
        case Table():
            numbers = None if test.numbers.value is None else dict(test.numbers.value)
            return {"table": test.name, "by": test.by, "numbers": numbers}
