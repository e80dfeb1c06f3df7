"""Executable examples of a rulebook: given facts, and the answer of the rule.

1. `text.max_words` given `words`: passed, failed, undetermined.
2. `text.counter` given `opening` and `clauses`: the number of words.
3. `threshold` (of a later stage `threshold.<stage>`), or the name of one of its tests, given numbers, words
   (true, false) and kinds: the outcome of the test.
4. A list given `value`: passed where it stands in the list, failed where it does not.
5. Any other field given nothing: its value. An unknown field answers undetermined to everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from undersigned.declaring.rulebooks.schema import NONE, Ground, Opening, SeenVariant, Wording
from undersigned.declaring.rulebooks.source import WrongValueError
from undersigned.declaring.rulebooks.threshold import Stage, rule_name
from undersigned.declaring.rulebooks.threshold_source import numbers_by_word
from undersigned.declaring.rulebooks.verdict import Extent, Facts, evaluate, verdicts_on_leaves
from undersigned.declaring.word_count import counts
from undersigned.values.findings import Outcome
from undersigned.values.sourced import Citation, Sourced

Answer = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One example: the field asked, what is given, what must come out, and where that is read."""

    field: str
    given: Mapping[str, Any]
    expect: Answer
    cites: tuple[Citation, ...]


def answer(vector: Vector, fields: Mapping[str, Sourced[Any]], stages: tuple[Stage, ...]) -> Answer:
    """What the rules answer to a vector; `None` for a field that they do not have."""
    if vector.field.partition(".")[0] == "threshold":
        return _tested(vector, stages)
    rule = fields.get(vector.field)
    if rule is None:
        return None
    if not rule.known:
        return Outcome.UNDETERMINED.value
    return _answered(vector, rule.value)


def within(least: int, most: int, limit: int | str | None) -> Outcome:
    """Whether a number that lies between two stays within a limit; a limit nobody knows is `None`."""
    if limit is None:
        return Outcome.UNDETERMINED
    if limit == NONE or most <= int(limit):
        return Outcome.PASSED
    return Outcome.FAILED if least > int(limit) else Outcome.UNDETERMINED


def facts_of(given: Mapping[str, Any]) -> Facts:
    """The facts that a vector gives: whole numbers, true or false, tables of numbers, kinds as words.

    Raises `WrongValueError`.
    """
    return Facts(
        numbers={key: Extent.exactly(value) for key, value in given.items() if type(value) is int},
        words={key: value for key, value in given.items() if isinstance(value, bool)},
        by_group={key: numbers_by_word(value) for key, value in given.items() if isinstance(value, dict)},
        kinds={key: value for key, value in given.items() if isinstance(value, str)},
    )


def _tested(vector: Vector, stages: tuple[Stage, ...]) -> str | None:
    try:
        facts = facts_of(vector.given)
    except WrongValueError:
        return None
    for place, stage in enumerate(stages):
        verdict = evaluate(stage.test, facts)
        if vector.field == (f"threshold.{stage.code}" if place else "threshold"):
            return verdict.outcome.value
        for leaf in verdicts_on_leaves(verdict):
            if vector.field == rule_name(place, stage, leaf.name):
                return leaf.outcome.value
    return None


def _answered(vector: Vector, value: object) -> Answer:
    given = vector.given
    if vector.field == "text.max_words" and isinstance(value, int | str):
        words = given.get("words")
        return within(words, words, value).value if type(words) is int else None
    if vector.field == "text.counter":
        clauses = [str(clause) for clause in given.get("clauses", [])]
        return counts(str(given.get("opening", "")), clauses)[str(value)]
    if isinstance(value, tuple):
        outcome = Outcome.PASSED if given.get("value") in _words(value) else Outcome.FAILED
        return outcome.value
    if isinstance(value, Wording):
        return value.words["en"]
    return value if isinstance(value, str | int) else None


def _words(values: tuple[object, ...]) -> tuple[str, ...]:
    """A list's entries as the words by which they are asked for."""
    words = []
    for value in values:
        match value:
            case Opening():
                words.append(value.text)
            case SeenVariant():
                words.append(value.variant)
            case Ground():
                words.append(value.code)
            case _:
                words.append(str(value))
    return tuple(words)
