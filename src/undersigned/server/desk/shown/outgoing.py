"""What would go out, person by person, what each of them agreed to, and whom the step could reveal.

What a step could tell is shown as an outsider would see it: the rows that are gone or new, without names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from undersigned.counting.countable import Countable
from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.withholding import handle_of
from undersigned.publishing.figures.evidence import PublicEvidence, read_public_evidence
from undersigned.publishing.figures.steps import Step, steps_between
from undersigned.server.desk.refusals import Said, reader_language, said
from undersigned.server.desk.shown.claims import number_of
from undersigned.server.desk.shown.property_labels import label_of, value_said
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.findings import findings_of
from undersigned.server.records.models import (
    CaseRow,
    ConsentAnswer,
    EvidenceSnapshot,
    EvidenceSource,
    OutgoingProposal,
    SmallStepApproval,
)
from undersigned.wording.words import day_in_words, term

_PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingLine:
    """What goes out of one row of one source."""

    name: str
    source: str
    values: tuple[tuple[str, str], ...]


def going_shown(claims: Iterable[Claim], language: str) -> tuple[GoingLine, ...]:
    """The claims of a list by the row that they are of."""
    by_row: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        by_row.setdefault((str(claim.subject.source), claim.subject.key), []).append(claim)
    everything = [one for own in by_row.values() for one in own]
    known = _names_on_record(everything)
    titles = {row.pk: str(row) for row in EvidenceSource.objects.filter(pk__in={row[0] for row in by_row})}
    return tuple(
        GoingLine(
            name=(
                _name(own) or _of_whom(own, everything, known) or _of_what(own, language) or f"{source} {key}"
            ),
            source=titles.get(source, source),
            values=tuple(
                (
                    label_of(one.subject.kind, one.property),
                    value_said(one.subject.kind, one.property, one.value, language),
                )
                for one in own
                if one.property not in (_PERSON, "name")
            ),
        )
        for (source, key), own in by_row.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """A row that is public now and would not be, or the reverse, as anybody could read it."""

    new: bool
    unit: str
    days: str
    outcome: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """The step in one unit: how many rows came, went and changed, out of how many, and which rows."""

    unit: str
    came: int
    went: int
    changed: int
    before: int
    after: int
    lines: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetOutShown:
    """Who let a step out, when and why, and what it could tell."""

    by: str
    at: datetime
    why: str
    could_tell: tuple[Said, ...]


def step_lines(
    latest: EvidenceSnapshot | None, after: PublicEvidence, language: str
) -> tuple[StepShown, ...]:
    """What anybody sees who compares both editions, for each unit in which few rows differ."""
    if latest is None:
        return ()
    before = read_public_evidence(latest.content.encode())
    titles = {id_: one.title for id_, one in (*before.sources.items(), *after.sources.items())}
    return tuple(_step(one, titles, language) for one in steps_between(before, after))


def let_out(proposal: OutgoingProposal, language: str) -> LetOutShown | None:
    """Who approved the step to a list; `None` where it could reveal nobody."""
    kept = SmallStepApproval.objects.select_related("by").filter(pk=proposal.pk).first()
    if kept is None:
        return None
    decided = {"let_out_by": kept.by.name, "why": kept.why.rstrip(".")}
    found = [replace(one, particulars={**one.particulars, **decided}) for one in findings_of(kept.could_tell)]
    told = tuple(replace(one, mend=None) for one in said(found, language))  # it was decided: nothing to mend
    return LetOutShown(by=kept.by.name, at=kept.at, why=kept.why, could_tell=told)


def _step(one: Step, titles: Mapping[str, str], language: str) -> StepShown:
    return StepShown(
        unit=term(f"step-unit.{one.unit.value}", language),
        came=len(one.came),
        went=len(one.went),
        changed=len(one.changed),
        before=one.before,
        after=one.after,
        lines=tuple(
            _line(row, titles, language, new=new)
            for new, rows in ((False, one.gone), (True, one.new))
            for row in rows
        ),
    )


def _line(row: Countable, titles: Mapping[str, str], language: str, *, new: bool) -> StepLine:
    days = dict.fromkeys(day_in_words(day.isoformat(), language) for day in (row.first, row.last) if day)
    return StepLine(
        new=new,
        unit=term(f"step-unit.{row.unit.value}", language),
        days=" – ".join(days),
        outcome=value_said("detention", "outcome", row.outcome, language) if row.outcome else "",
        sources=tuple(titles.get(one, one) for one in sorted(row.sources)),
    )


def consents_shown(claims: Iterable[Claim]) -> tuple[tuple[str, int], ...]:
    """Who asked the people of a list whether they agree to be published, and how many said yes."""
    key = DataFolderRing().register_key()
    handles = {handle_of(one, key=key) for one in persons_of(claims)}
    counts: dict[str, int] = {}
    answers = ConsentAnswer.objects.filter(subject__in=handles, to="publish", given=True)
    for asked_by, day in answers.values_list("asked_by", "on"):
        said = f"{asked_by}, {day_in_words(day.isoformat(), reader_language())}"
        counts[said] = counts.get(said, 0) + 1
    return tuple(sorted(counts.items()))


def persons_of(claims: Iterable[Claim]) -> dict[Subject, None]:
    """The people of whom claims speak or at whom they point, each once and in order."""
    named = (one for claim in claims for one in (claim.subject, claim.value))
    return dict.fromkeys(one for one in named if isinstance(one, Subject) and one.kind == _PERSON)


def _of_whom(own: Iterable[Claim], everything: Iterable[Claim], known: Mapping[Subject, str]) -> str:
    """The names of those at whom the claims point, as the list has them, else as they stand in the case."""
    persons = persons_of(own)
    return _name(one for one in everything if one.subject in persons) or "; ".join(
        dict.fromkeys(known[one] for one in persons if one in known)
    )


def _names_on_record(claims: Iterable[Claim]) -> dict[Subject, str]:
    """How the people of a list are called at the desk, whether or not their names are on it."""
    key = DataFolderRing().register_key()
    handles = {one: str(handle_of(one, key=key)) for one in persons_of(claims)}
    cases = dict(CaseRow.objects.filter(pk__in=handles.values()).values_list("pk", "names"))
    return {one: cases.get(handle) or number_of(handle) for one, handle in handles.items()}


def _of_what(own: Iterable[Claim], language: str) -> str:
    """By what a recommendation, a call or a reply is known: body and symbol, what it asks, who replied."""
    said = {one.property: one for one in own}
    known = (said[name] for name in ("body", "symbol", "paragraph", "demand", "by") if name in said)
    return ", ".join(value_said(one.subject.kind, one.property, one.value, language) for one in known)


def _name(claims: Iterable[Claim]) -> str:
    said = (one for one in claims if one.subject.kind == _PERSON and one.property == "name" and one.value)
    return "; ".join(dict.fromkeys(str(one.value) for one in said))
