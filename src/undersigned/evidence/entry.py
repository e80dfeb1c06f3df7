"""What a person enters by hand about one subject: form values as claims, and what an entry must state.

1. Of a property that can have many values each line is one; any other has one line.
2. A date is as much of ISO 8601 as is known: `2019`, `2019-02`, `2019-02-01`, `2019-02-01/2019-02-05`.
3. What is denied is a value; what was sought and not found has none.
4. A new thing says enough to be recognised: a recognition by whom and as what (settled 6), whoever answers
   for an act with the act and the kind of responsibility (safety.md 7), a release how and under which
   restrictions (safety.md 8). No outcome is of a day to come.
5. A fault names the property and the reason, never what was typed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from undersigned.evidence.claims import Standing, Value
from undersigned.evidence.intake.cells import LONGEST_TEXT, unwritable, value_of
from undersigned.evidence.intake.faults import Fault
from undersigned.evidence.intake.mapping import Column
from undersigned.evidence.properties import Property
from undersigned.evidence.vocabularies.vocabulary import vocabulary
from undersigned.values.dates import SourceDate

RELEASED = "released"
_RECOGNISED_BY: Mapping[str, tuple[str, ...]] = {
    "outcome": ("what",),
    "recognition": ("by", "as"),
    "opinion": ("body",),
    "recommendation": ("body",),
    "call": ("demand",),
    "official": ("name",),
    "answerability": ("official", "act", "responsibility"),
    "reply": ("by",),
    "quotation": ("speaker", "words"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a source does with one value of a property, or with the property where nothing was found."""

    property: Property
    value: Value | None
    standing: Standing = Standing.SAID


def sayings_of(known: Property, typed: str, standing: Standing) -> tuple[Saying, ...] | Fault:
    """What was typed for a property: one saying a line, none where nothing was typed, or why it is none."""
    lines = [line for one in typed.replace("\r\n", "\n").split("\n") if (line := " ".join(one.split()))]
    if standing is Standing.NOT_FOUND:
        if lines:
            return Fault(code="evidence.entry.no-value")
        return (Saying(property=known, value=None, standing=standing),)
    if not lines:
        return Fault(code="evidence.entry.value") if standing is Standing.DENIED else ()
    if len(lines) > 1 and not known.many:
        if known.type != "text":
            return Fault(code="evidence.entry.one")
        lines = [" ".join(lines)]
    found = []
    for line in lines:
        value = _value(known, line)
        if isinstance(value, Fault):
            return value
        found.append(Saying(property=known, value=value, standing=standing))
    return tuple(dict.fromkeys(found))


def faults_of(
    kind: str, says: Collection[Saying], *, on: date, new: bool, before: Iterable[str] = ()
) -> Iterator[tuple[str | None, Fault]]:
    """Why an entry may not be kept, each fault with its property; `before` are those said of it already."""
    if not says:
        yield None, Fault(code="evidence.entry.something")
        return
    there = {saying.property.name for saying in says} | set(before)
    for name in _RECOGNISED_BY.get(kind, ()) if new else ():
        if name not in there:
            yield name, Fault(code="evidence.entry.recognised")
    if kind != "outcome":
        return
    for saying in says:
        if saying.property.name == "on" and isinstance(saying.value, SourceDate) and saying.value.first > on:
            yield "on", Fault(code="evidence.entry.day")
    released = any(saying.value == RELEASED and saying.standing is Standing.SAID for saying in says)
    if released and "on" not in there:
        yield "on", Fault(code="evidence.entry.recognised")
    for name in ("how", "restriction"):
        if released and name not in there:
            yield name, Fault(code="evidence.entry.told")


def _value(known: Property, line: str) -> Value | Fault:
    if known.type == "date":
        return SourceDate.of_iso(line) or Fault(code="evidence.entry.date")
    if known.type == "code":
        terms = vocabulary(known.vocabulary or "").terms
        return line if line in terms else Fault(code="evidence.entry.term")
    if unwritable(line) or len(line) > LONGEST_TEXT:
        return Fault(code="evidence.entry.text")
    found = value_of(line, Column(header=known.path, property=known), order=None, on=date.max)
    if not isinstance(found, Fault):
        return found
    code = known.type if known.type in ("number", "name") else "text"
    return Fault(code=f"evidence.entry.{code}")
