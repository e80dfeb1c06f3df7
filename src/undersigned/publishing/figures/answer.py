"""Answers a figure from the evidence of a day: the card, the check, stated counts, the list of records.

1. With a question, the documented count of the rows; a part is checked against its whole.
2. What others stated about it, by day and place, and where it is asked for the sum of what can be added.
3. Against earlier evidence: what moved. The text does not.
4. The same binding and the same evidence give the same answer; nothing else goes in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

import rfc8785

from undersigned.counting.card import Card, card_of
from undersigned.counting.documented import Documented, count_documented
from undersigned.counting.questions import Answer as Asked
from undersigned.counting.questions import Question
from undersigned.counting.questions import answers as asks
from undersigned.counting.snapshots import Movement, movement
from undersigned.counting.stated import StatedCount, Sum, add_up, beside, beside_figure, stated_by
from undersigned.counting.support import FigureCheck, check_figure, check_subset
from undersigned.publishing.amounts import bare
from undersigned.publishing.figures.binding import Binding
from undersigned.publishing.figures.evidence import LABEL_DIGITS, PublicEvidence, count_as_data
from undersigned.publishing.figures.places import Stretch
from undersigned.values.digest import sha256
from undersigned.values.findings import Finding
from undersigned.wording.words import LANGUAGES

KIND = "undersigned/v1 figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One subject behind a count: its opaque id, its sources, its days and outcomes.

    A name, if its person agreed to it, is for pages alone: it is no part of the data.
    """

    id: str
    sources: tuple[str, ...]
    days: tuple[str, ...]
    outcomes: tuple[str, ...]
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A figure with what stands behind it; `stretches` says where it is marked, by language."""

    number: int
    binding: Binding
    evidence: PublicEvidence
    snapshot: str
    card: Card | None = None
    check: FigureCheck | None = None
    relations: tuple[Finding, ...] = ()
    records: tuple[Record, ...] = ()
    stated: tuple[StatedCount, ...] = ()
    sum: Sum | None = None
    sum_says: Finding | None = None
    moved: Movement | None = None
    whole: Binding | None = None
    stretches: Mapping[str, Stretch] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The evidence as addresses name it."""
        return self.snapshot[:LABEL_DIGITS]

    @property
    def state(self) -> str:
        """The state of the figure: that of its check, or attributed, or without records."""
        if self.check:
            return self.check.state.value
        return "attributed" if self.binding.attributed_to else "no-records"

    def as_data(self) -> dict[str, Any]:
        """All of it as plain data."""
        data = {
            "kind": KIND,
            "figure": self.binding.as_data(),
            "snapshot": self.snapshot,
            "as_of": self.evidence.as_of.isoformat(),
            "state": self.state,
            "card": self.card.as_data() if self.card else None,
            "true_wordings": [
                [wording.qualifier.value, wording.value]
                for wording in (self.check.true_wordings if self.check else ())
            ],
            "relations": [finding.as_data() for finding in self.relations],
            "stated": [count_as_data(count) for count in self.stated],
            "sum": self.sum.as_data() if self.sum else None,
            "records": [_record_as_data(record) for record in self.records],
        }
        return {key: value for key, value in data.items() if value not in (None, [])}

    def canonical(self) -> bytes:
        """The answer as JSON by RFC 8785: the same binding and evidence give the same bytes."""
        return rfc8785.dumps(self.as_data())

    def digest(self) -> str:
        """SHA-256 of the answer's bytes."""
        return sha256(self.canonical())


def answers(
    bindings: Sequence[Binding], evidence: PublicEvidence, before: PublicEvidence | None = None
) -> tuple[Answer, ...]:
    """The answer to each figure of a text, in the order of the bindings."""
    snapshot = evidence.digest()
    by_id = {binding.id: binding for binding in bindings}
    counted = {
        binding.id: count_documented(binding.question, evidence.rows, evidence.decisions)
        for binding in bindings
        if binding.question
    }
    return tuple(
        _answer(number, binding, evidence, snapshot, by_id, counted, before)
        for number, binding in enumerate(bindings, 1)
    )


def _answer(
    number: int,
    binding: Binding,
    evidence: PublicEvidence,
    snapshot: str,
    by_id: Mapping[str, Binding],
    counted: Mapping[str, Documented],
    before: PublicEvidence | None,
) -> Answer:
    own, whole, question = counted.get(binding.id), by_id.get(binding.part_of or ""), binding.question
    card = (
        card_of(question, evidence.snapshot(), evidence.as_of, complete=binding.complete)
        if question
        else None
    )
    complete = card is not None and card.complete is not None
    check = check_figure(binding.figure(), own, complete=complete) if own else None
    moved = movement(question, before.snapshot(), evidence.snapshot()) if question and before else None
    others = tuple(count for count in beside(binding.id, evidence.stated) if not count.own)
    summed = add_up(others, binding.unit, *(binding.days or ())) if binding.sum else None
    counted_whole = counted.get(whole.id) if whole and not _few(card) else None
    return Answer(
        number=number,
        binding=binding,
        evidence=evidence,
        snapshot=snapshot,
        card=card,
        check=None if _few(card) else check,
        relations=_relations(binding, own, counted_whole, others),
        records=_records(question, own, evidence) if own and question and not _few(card) else (),
        stated=others,
        sum=summed,
        sum_says=beside_figure(binding.value, summed) if summed else None,
        moved=moved,
        whole=whole,
    )


def _relations(
    binding: Binding, own: Documented | None, whole: Documented | None, others: tuple[StatedCount, ...]
) -> tuple[Finding, ...]:
    """Whether a part is counted in its whole, and whether an attributed figure is what its author stated."""
    found = (check_subset(own, whole),) if own and whole else ()
    if binding.attributed_to and others:
        return (*found, _in_each_language(stated_by(binding.figure(), others), binding))
    return found


def _in_each_language(finding: Finding, binding: Binding) -> Finding:
    """The finding, with the number as the text qualifies it and its author in each language."""
    named = {f"attributed_to.{language}": who for language, who in binding.attributed_to.items()}
    written = {
        f"written.{language}": bare(binding.qualifier, binding.value, language) for language in LANGUAGES
    }
    return replace(finding, particulars={**finding.particulars, **named, **written})


def _few(card: Card | None) -> bool:
    return card is not None and card.hidden


def _records(question: Question, counted: Documented, evidence: PublicEvidence) -> tuple[Record, ...]:
    """The subjects behind a count, those with a name first, then by their days."""
    by_subject = attrgetter("subject")
    answering = sorted((row for row in evidence.rows if asks(question, row) is Asked.SURELY), key=by_subject)
    rows_of = {subject: tuple(own) for subject, own in groupby(answering, key=by_subject)}
    found = []
    for subject in counted.subjects:
        own = [row for id_ in subject.ids for row in rows_of.get(id_, ())]
        days = sorted({row.first.isoformat() for row in own if row.first and row.first == row.last})
        outcomes = sorted({row.outcome for row in own if row.outcome})
        name = next((evidence.names[id_] for id_ in subject.ids if id_ in evidence.names), None)
        found.append(
            Record(
                id=subject.ids[0],
                sources=subject.sources,
                days=tuple(days),
                outcomes=tuple(outcomes),
                name=name,
            )
        )
    return tuple(
        sorted(found, key=lambda record: (record.name is None, record.name or "", record.days, record.id))
    )


def _record_as_data(record: Record) -> dict[str, Any]:
    data = {
        "id": record.id,
        "sources": list(record.sources),
        "days": list(record.days),
        "outcomes": list(record.outcomes),
    }
    return {key: value for key, value in data.items() if value}
