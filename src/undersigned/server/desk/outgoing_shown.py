"""A list of what would go out, person by person, with what each of them agreed to."""

from collections.abc import Iterable
from dataclasses import dataclass

from undersigned.evidence.claims import Claim
from undersigned.evidence.withholding import handle_of
from undersigned.server.desk.property_labels import label_of, value_said
from undersigned.server.desk.refusals import reader_language
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import ConsentAnswer, EvidenceSource
from undersigned.wording.words import day_in_words

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
    titles = {row.pk: str(row) for row in EvidenceSource.objects.filter(pk__in={row[0] for row in by_row})}
    return tuple(
        GoingLine(
            name=_name(own) or _of_whom(own, everything) or _of_what(own, language) or f"{source} {key}",
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


def consents_shown(claims: Iterable[Claim]) -> tuple[tuple[str, int], ...]:
    """Who asked the people of a list whether they agree to be published, and how many said yes."""
    key = DataFolderRing().register_key()
    handles = {handle_of(claim.subject, key=key) for claim in claims}
    counts: dict[str, int] = {}
    answers = ConsentAnswer.objects.filter(subject__in=handles, to="publish", given=True)
    for asked_by, day in answers.values_list("asked_by", "on"):
        said = f"{asked_by}, {day_in_words(day.isoformat(), reader_language())}"
        counts[said] = counts.get(said, 0) + 1
    return tuple(sorted(counts.items()))


def _of_whom(own: Iterable[Claim], everything: Iterable[Claim]) -> str:
    """The names of those at whom the claims point."""
    persons = {one.value for one in own if one.property == _PERSON}
    return _name(one for one in everything if one.subject in persons)


def _of_what(own: Iterable[Claim], language: str) -> str:
    """By what a recommendation, a call or a reply is known: body and symbol, what it asks, who replied."""
    said = {one.property: one for one in own}
    known = (said[name] for name in ("body", "symbol", "paragraph", "demand", "by") if name in said)
    return ", ".join(value_said(one.subject.kind, one.property, one.value, language) for one in known)


def _name(claims: Iterable[Claim]) -> str:
    said = (one for one in claims if one.subject.kind == _PERSON and one.property == "name" and one.value)
    return "; ".join(dict.fromkeys(str(one.value) for one in said))
