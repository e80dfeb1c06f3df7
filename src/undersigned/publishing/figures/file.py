"""A figures file: for one declaration, its bindings, its public evidence by day, and the case that follows
it.

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
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from undersigned.counting.card import card_of, step_between
from undersigned.counting.stated_file import stated_counts
from undersigned.evidence.case_files import CaseFile, read_case_file
from undersigned.publishing.figures.binding import Binding, BindingError, read_bindings
from undersigned.publishing.figures.evidence import PublicEvidence, PublicEvidenceError, read_public_evidence
from undersigned.publishing.figures.steps import step_of_rows
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Place, Severity, failed, passed, undetermined

_KEYS = {
    *("assembly", "instrument", "number", "id", "figures", "stated", "case", "names", "people", "snapshots"),
}
_SNAPSHOT_KEYS = {"as_of", "rows", "small_step_approved_by", "small_step_why"}
STEP, COMPLETE = "publishing.figure.step", "publishing.figure.complete"
Beside = Callable[[str], bytes]


class FiguresFileError(UndersignedError):
    """A figures file cannot be used as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresFile:
    """What a file says of the declaration `assembly`/`instrument`/`slug`."""

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
        for one in self.bindings:
            if one.question is None or one.complete is None:
                continue
            card = card_of(one.question, self.latest.snapshot(), self.latest.as_of, complete=one.complete)
            counted, ended = one.complete.counted, one.complete.ended_on
            if card.complete:
                yield passed(COMPLETE, figure=one.id, counted=counted)
            else:
                yield undetermined(
                    COMPLETE,
                    Place(field=f"figures.{one.id}"),
                    figure=one.id,
                    counted=counted,
                    now=card.most,
                    ended=ended.isoformat() if ended else None,
                )

    def _steps(self) -> Iterator[Finding]:
        for before, after in pairwise(self.editions):
            decided = after.label in self.decided_steps
            yield step_of_rows(before, after, decided=decided, place=Place(field="snapshots"))
            for one in self.bindings:
                if one.question is None:
                    continue
                step = step_between(
                    card_of(one.question, before.snapshot(), before.as_of),
                    card_of(one.question, after.snapshot(), after.as_of),
                )
                said = {"figure": one.id, **step.particulars, "decided": int(decided and not step.ok)}
                if step.ok or decided:
                    yield passed(STEP, **said)
                else:
                    yield failed(STEP, Place(field=f"figures.{one.id}"), Severity.REFUSAL, **said)


def read_figures_file(text: str, beside: Beside) -> FiguresFile:
    """The file with those that it names, which `beside` reads. Raises `FiguresFileError`."""
    try:
        said = tomllib.loads(text)
        if unknown := sorted(said.keys() - _KEYS):
            raise FiguresFileError(f"a figures file has no {', '.join(unknown)}")
        facts = _facts(said, beside)
        stated = stated_counts(beside(said["stated"]).decode()) if "stated" in said else ()
        names = _names(beside(said["names"])) if "names" in said else {}
        editions = tuple(replace(_edition(one, beside, stated), names=names) for one in said["snapshots"])
        if [one.as_of for one in editions] != sorted(one.as_of for one in editions) or not editions:
            raise FiguresFileError("snapshots come oldest first, and there is at least one")
        return FiguresFile(
            assembly=said["assembly"],
            instrument=said["instrument"],
            slug=str(said.get("number") or said["id"]),
            bindings=_with_named(read_bindings(facts.get("figures", ())), facts.get("people", ())),
            editions=editions,
            case=read_case_file(beside(said["case"]).decode()) if "case" in said else None,
            names=tuple(one["name"] for one in facts.get("people", ())),
            decided_steps=frozenset(
                evidence.label
                for one, evidence in zip(said["snapshots"], editions, strict=True)
                if one.get("small_step_approved_by") and one.get("small_step_why")
            ),
        )
    except (BindingError, PublicEvidenceError, UndersignedError) as fault:
        raise FiguresFileError(str(fault)) from fault
    except (KeyError, TypeError, ValueError, OSError) as fault:
        raise FiguresFileError(f"the figures file cannot be used: {fault!r}") from fault


def _with_named(bindings: tuple[Binding, ...], people: Sequence[Mapping[str, Any]]) -> tuple[Binding, ...]:
    """The bindings, each with how many people the text names as some of it (`of` of `[[people]]`)."""
    named = Counter(one["of"] for one in people if "of" in one)
    if unknown := sorted(named.keys() - {one.id for one in bindings}):
        raise FiguresFileError(
            f"people are named as some of {', '.join(unknown)}, which is no figure of this file"
        )
    return tuple(replace(one, named=named[one.id]) for one in bindings)


def _names(content: bytes) -> Mapping[str, str]:
    names = json.loads(content)
    if not isinstance(names, dict) or not all(isinstance(one, str) for one in names.values()):
        raise FiguresFileError("`names` holds one name for an id of a row")
    return names


def _facts(said: Mapping[str, Any], beside: Beside) -> Mapping[str, Any]:
    """Where `[[figures]]` and `[[people]]` stand: in a file of their own, or here."""
    if isinstance(said.get("figures"), str):
        return tomllib.loads(beside(said["figures"]).decode())
    return said


def _edition(one: Mapping[str, Any], beside: Beside, stated: Sequence[Any]) -> PublicEvidence:
    if unknown := sorted(one.keys() - _SNAPSHOT_KEYS):
        raise FiguresFileError(f"a snapshot has no {', '.join(unknown)}")
    as_of = one["as_of"]
    if not isinstance(as_of, date):
        raise FiguresFileError("`as_of` of a snapshot is a day")
    rows = read_public_evidence(beside(one["rows"])) if "rows" in one else PublicEvidence(as_of=as_of)
    return replace(rows, as_of=as_of, stated=(*rows.stated, *stated))
