"""A figures file: the bindings of one declaration, its public evidence by day, and the case that follows it.

1. TOML. `figures`, `stated`, `rows`, `names` and `case` name files beside it; `[[figures]]` may stand in it
   itself.
2. `[[snapshots]]` come oldest first. The last is today's; what moved is told against the first, on which the
   text was published.
3. A step of one or two people between two snapshots, in a card or in the rows themselves, may tell who it is:
   it goes out only where a second person decided it (`small_step_approved_by`).
4. A declaration that the records are complete counts for the number that it was made on; where it does not
   count for today's rows, that is told.
5. `names` holds the names of those who agreed, by the ids of rows; it is no part of any digest.
6. People are shown only if the text prints their names (`[[people]]` of the figures' file, or the text
   itself). `of` says as some of which figure the text names somebody.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from undersigned.counting.card import card_of, step_between
from undersigned.counting.stated import StatedCount
from undersigned.counting.stated_file import stated_counts
from undersigned.evidence.case_files import CaseFile, read_case_file
from undersigned.publishing.figures.binding import Binding, read_bindings
from undersigned.publishing.figures.evidence import PublicEvidence, read_public_evidence
from undersigned.publishing.figures.steps import step_of_rows
from undersigned.values.findings import Finding, Place, Severity, failed, passed, undetermined
from undersigned.values.kinds import kind_of
from undersigned.values.refusal import JSON, KIND, RefusedError, refusal, unopened
from undersigned.values.tables import Table
from undersigned.values.toml import toml_of, toml_table, utf_8

_KEYS = {
    *("assembly", "instrument", "number", "id", "figures", "stated", "case", "names", "people", "snapshots"),
}
_SNAPSHOT_KEYS = {"as_of", "rows", "small_step_approved_by", "small_step_why"}
STEP, COMPLETE = "publishing.figure.step", "publishing.figure.complete"
Beside = Callable[[str], bytes]
Held = TypeVar("Held")


class FiguresFileError(RefusedError):
    """A figures file cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresFile:
    """What a file says about the declaration `assembly`/`instrument`/`slug`."""

    assembly: str
    instrument: str
    slug: str
    bindings: tuple[Binding, ...]
    editions: tuple[PublicEvidence, ...]
    case: CaseFile | None = None
    names: tuple[str, ...] = ()
    decided_steps: frozenset[str] = frozenset()

    @property
    def latest(self) -> PublicEvidence:
        """The evidence of today."""
        return self.editions[-1]

    @property
    def first(self) -> PublicEvidence | None:
        """The evidence on which the text was published; `None` where there is only one."""
        return self.editions[0] if len(self.editions) > 1 else None

    def steps(self) -> tuple[Finding, ...]:
        """Whether a step between two snapshots may tell who it is, by rule 3: a refusal where nobody
        decided.
        """
        return tuple(self._steps())

    def completeness(self) -> tuple[Finding, ...]:
        """Whether each declaration that the records are complete counts for today's rows (rule 4)."""
        return tuple(self._completeness())

    def _completeness(self) -> Iterator[Finding]:
        for binding in self.bindings:
            if binding.question is None or binding.complete is None:
                continue
            card = card_of(
                binding.question, self.latest.snapshot(), self.latest.as_of, complete=binding.complete
            )
            counted, ended = binding.complete.counted, binding.complete.ended_on
            if card.complete:
                yield passed(COMPLETE, figure=binding.id, counted=counted)
            else:
                yield undetermined(
                    COMPLETE,
                    Place(field=f"figures.{binding.id}"),
                    figure=binding.id,
                    counted=counted,
                    now=card.most,
                    ended=ended.isoformat() if ended else None,
                )

    def _steps(self) -> Iterator[Finding]:
        for before, after in pairwise(self.editions):
            decided = after.label in self.decided_steps
            yield step_of_rows(before, after, decided=decided, place=Place(field="snapshots"))
            for binding in self.bindings:
                if binding.question is None:
                    continue
                step = step_between(
                    card_of(binding.question, before.snapshot(), before.as_of),
                    card_of(binding.question, after.snapshot(), after.as_of),
                )
                said = {"figure": binding.id, **step.particulars, "decided": int(decided and not step.ok)}
                if step.ok or decided:
                    yield passed(STEP, **said)
                else:
                    yield failed(STEP, Place(field=f"figures.{binding.id}"), Severity.REFUSAL, **said)


def read_figures_file(text: str, beside: Beside) -> FiguresFile:
    """Read a figures file and the files it names, through `beside`. Raises `FiguresFileError`."""
    try:
        return _figures_file(Table(toml_table(text)), beside)
    except RefusedError as fault:
        raise FiguresFileError(fault.finding) from fault


def _figures_file(said: Table, beside: Beside) -> FiguresFile:
    said.only(_KEYS)
    said.need("assembly", "instrument", "snapshots")
    facts = _read(said, "figures", beside, _facts) if isinstance(said.said.get("figures"), str) else said
    stated = _read(said, "stated", beside, _stated) if said.has("stated") else ()
    names = _read(said, "names", beside, _names) if said.has("names") else {}
    snapshots = said.tables("snapshots")
    editions = tuple(replace(_edition(table, beside, stated), names=names) for table in snapshots)
    if [edition.as_of for edition in editions] != sorted(edition.as_of for edition in editions):
        raise said.unfit("snapshots-disordered", "snapshots")
    return FiguresFile(
        assembly=said.text("assembly"),
        instrument=said.text("instrument"),
        slug=str(said.whole("number")) if said.has("number") else said.text("id"),
        bindings=_with_named(read_bindings(table.said for table in facts.tables("figures")), facts),
        editions=editions,
        case=_read(said, "case", beside, _case) if said.has("case") else None,
        names=tuple(table.text("name") for table in facts.tables("people")),
        decided_steps=frozenset(
            evidence.label
            for table, evidence in zip(snapshots, editions, strict=True)
            if table.text_or_none("small_step_approved_by") and table.text_or_none("small_step_why")
        ),
    )


def _read(said: Table, key: str, beside: Beside, reader: Callable[[bytes], Held]) -> Held:
    """The content of a file that a key names; a refusal names that file."""
    name = said.text(key)
    try:
        content = beside(name)
    except OSError as fault:
        raise unopened(fault, name, said.field(key)) from fault
    try:
        return reader(content)
    except RefusedError as fault:
        raise fault.at(name) from fault


def _facts(content: bytes) -> Table:
    """The table of `[[figures]]` and `[[people]]`, where they stand in a file of their own."""
    return Table(toml_of(content))


def _stated(content: bytes) -> tuple[StatedCount, ...]:
    return stated_counts(utf_8(content))


def _case(content: bytes) -> CaseFile:
    return read_case_file(utf_8(content))


def _with_named(bindings: tuple[Binding, ...], facts: Table) -> tuple[Binding, ...]:
    """The bindings, each with how many people the text names as part of it (`of` of `[[people]]`)."""
    ids = [binding.id for binding in bindings]
    named = Counter(table.id_of("of", ids, "figures") for table in facts.tables("people") if table.has("of"))
    return tuple(replace(binding, named=named[binding.id]) for binding in bindings)


def _names(content: bytes) -> Mapping[str, str]:
    try:
        names = json.loads(content)
    except ValueError as fault:
        kind = kind_of(content)
        raise RefusedError(refusal(JSON, column=None, kind=None if kind == "JSON" else kind)) from fault
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise RefusedError(refusal(KIND, wanted="names", found="something"))
    return names


def _edition(table: Table, beside: Beside, stated: Sequence[StatedCount]) -> PublicEvidence:
    table.only(_SNAPSHOT_KEYS)
    as_of = table.day("as_of")
    rows = (
        _read(table, "rows", beside, read_public_evidence)
        if table.has("rows")
        else PublicEvidence(as_of=as_of)
    )
    return replace(rows, as_of=as_of, stated=(*rows.stated, *stated))
