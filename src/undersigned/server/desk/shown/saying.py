"""What the pages for entering need: kinds to choose from, cases that are named, things to point at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from undersigned.evidence.claims import Subject
from undersigned.evidence.properties import properties
from undersigned.evidence.vocabularies.vocabulary import folded
from undersigned.evidence.withholding import handle_of
from undersigned.server.actions.entering.entry_claims import PERSON
from undersigned.server.actions.entering.saying import of_people
from undersigned.server.actions.evidence.register import one_person
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.desk.shown.claims import pointed_said
from undersigned.server.desk.shown.property_labels import KIND_LABELS, kind_said
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.mapping.evidence import claims_in, rows_about, standing_rows
from undersigned.server.records.models import CaseRow, Collection, EvidenceSubject, KeptClaim

_ADDRESS = re.compile(r"cases/([0-9a-f]{32})")
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KindToChoose:
    """A kind of thing that can be entered."""

    name: str
    label: str


def kinds_to_choose(*, of_case: bool) -> tuple[KindToChoose, ...]:
    """The kinds that can be entered of a person, or of a source's own."""
    kinds = dict.fromkeys(one.kind for one in properties().values())
    ordered = [
        *(kind for kind in KIND_LABELS if kind in kinds),
        *(kind for kind in kinds if kind not in KIND_LABELS),
    ]
    return tuple(
        KindToChoose(name=kind, label=kind_said(kind))
        for kind in ordered
        if not of_case or kind == PERSON or of_people(kind)
    )


def pointed_at(kind: str, person: EvidenceSubject | None) -> dict[str, list[tuple[str, str, Subject]]]:
    """For each property of a kind that points at something: what is on record and can be seen of it.

    A proceeding is looked for among those of the person, anything else everywhere.
    """
    found = {}
    for one in properties().values():
        if one.kind == kind and one.type == "subject" and one.name != PERSON:
            found[one.name] = list(_things(one.of or "", person if of_people(one.of or "") else None))
    return found


def cases_named(typed: str) -> list[EvidenceSubject] | Refusal:
    """The people of lines that are each the address of a case, or a name that one case alone has."""
    found: list[EvidenceSubject] = []
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        address = _ADDRESS.search(line)
        rows = CaseRow.objects.filter(subject__destroyed_at=None).select_related("subject")
        rows = rows.filter(pk=address[1]) if address else rows.filter(sought=folded(line))
        people = {row.person: row.subject for row in rows.order_by("-pk")[:_MOST]}
        if len(people) != 1:
            return refuse("desk.entry.person", "persons", line=number, cases=len(people) or None)
        found.extend(people.values())
    return found


def texts_to_follow() -> list[tuple[str, str]]:
    """The texts that were opened, the newest first."""
    rows = Collection.objects.exclude(state="draft").order_by("-opened_at")[:50]
    return [(row.pk, title_in(row.texts)) for row in rows]


def _things(kind: str, person: EvidenceSubject | None) -> Iterator[tuple[str, str, Subject]]:
    key = DataFolderRing().register_key()
    rows = rows_about(one_person(person)) if person else standing_rows().filter(value__said__kind=kind)
    of_kind = (claim.subject for claim in claims_in(rows) if claim.subject.kind == kind)
    for subject in list(dict.fromkeys(of_kind))[:_MOST]:
        yield str(handle_of(subject, key=key)), pointed_said(subject), subject


def case_of(thing: EvidenceSubject) -> EvidenceSubject | None:
    """The person on whose case a thing is shown; `None` for nobody's thing, shown on its source's page."""
    pointing = KeptClaim.objects.filter(subject=thing, about__isnull=False).select_related("about")
    found = pointing.order_by("at", "id").first()
    case = found.about if found else thing
    return case if case and CaseRow.objects.filter(pk=case.pk).exists() else None
