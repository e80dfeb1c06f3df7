"""Imports a case file (`evidence/case_files.py`) as claims of its sources; shows it first and keeps nothing.

1. A source that is known here under its id stays as it is; its level holds for what the file says too.
2. A claim that was ever here, at whatever level, is not kept again: neither is one that was taken back. The
   same file twice changes nothing.
3. If anything of a person is withheld here, all that the file says of them is withheld too.
4. What the file says about who is one person is decided in the name of whoever imports it, with the file's
   reason. Two subjects about whom somebody decided before, either way, are left as they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.db.models import Q

from undersigned.evidence.case_files import CaseFile, CaseFileError, read_case_file
from undersigned.evidence.claims import Claim, ClaimId, Subject, claim_id
from undersigned.evidence.confidentiality import Level, strictest
from undersigned.evidence.sources import TEXT_FIELDS, Source
from undersigned.evidence.withholding import handle_of
from undersigned.server.actions.evidence.claims import Pair, keep_claims
from undersigned.server.actions.evidence.deciding import decide
from undersigned.server.actions.evidence.leaving import must_leave_held_back
from undersigned.server.actions.evidence.register import levels_around, one_person
from undersigned.server.actions.evidence.view_tables import rebuild
from undersigned.server.actions.journal import record
from undersigned.server.actions.refusal import Refusal, refuse
from undersigned.server.records.key_ring import DataFolderRing
from undersigned.server.records.models import (
    CaseRow,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    LinkDecision,
    Sameness,
    User,
)

_PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceShown:
    """A source of the file: how many of its claims are new; `here` is what it is called here, if it is."""

    id: str
    title: str
    here: str | None
    new: int
    there: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFileShown:
    """What a case file would do, or did: its sources, claims that are pulled up to withheld, decisions."""

    sources: tuple[SourceShown, ...]
    withheld: int
    decisions: int

    @property
    def new(self) -> int:
        """How many claims are new."""
        return sum(source.new for source in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What of a file is new to this register: claims, and pairs of subjects to be decided about."""

    file: CaseFile
    new: tuple[Pair, ...]
    claims: tuple[Claim, ...]
    pairs: tuple[tuple[str, str], ...]
    shown: CaseFileShown


def show_case_file(text: str) -> CaseFileShown | Refusal:
    """What a file would do; nothing is kept."""
    read = _read(text, DataFolderRing())
    return read if isinstance(read, Refusal) else read.shown


@transaction.atomic
def take_case_file(*, text: str, by: User, at: datetime) -> CaseFileShown | Refusal:
    """Keep what is new of a file, and decide who is one person as the file says."""
    ring = DataFolderRing()
    read = _read(text, ring)
    if isinstance(read, Refusal):
        return read
    for source in read.file.sources.values():
        _make(source, by, at)
    kept = keep_claims(read.new, ring=ring, batch=None, by=by, at=at, beside=read.claims)
    sources = EvidenceSource.objects.filter(pk__in={claim.subject.source for _, claim in read.new})
    for row in sources:
        rebuild(row)
    _decide(read, by, at)
    for row in sources:
        record("case-file-taken-in", row, by=by, at=at, particulars={"claims": kept})
    if read.new or read.pairs:
        own = EvidenceSubject.objects.filter(source__in=read.file.sources)
        must_leave_held_back(own.values_list("pk", flat=True), by=by, at=at)
    return read.shown


def _read(text: str, ring: DataFolderRing) -> _Read | Refusal:
    try:
        file = read_case_file(text)
    except CaseFileError as fault:
        return refuse("desk.case-file.readable", "file", reason=str(fault))
    key = ring.register_key()
    claims = tuple(_pulled_up(file, key))
    known = _known(claims, key)
    new = {claim_id(claim, key=key): claim for claim in claims if not known & set(_ids(claim, key))}
    here = {row.pk: str(row) for row in EvidenceSource.objects.filter(pk__in=file.sources)}
    pairs = tuple(_undecided(file, key))
    shown = CaseFileShown(
        sources=tuple(_source_shown(source, here, claims, new) for source in file.sources.values()),
        withheld=sum(claim.level is Level.WITHHELD for claim in new.values()),
        decisions=len(pairs),
    )
    return _Read(file=file, new=tuple(new.items()), claims=claims, pairs=pairs, shown=shown)


def _source_shown(
    source: Source, here: Mapping[str, str], claims: Iterable[Claim], new: Mapping[ClaimId, Claim]
) -> SourceShown:
    own = len({claim for claim in claims if claim.subject.source == source.id})
    fresh = sum(claim.subject.source == source.id for claim in new.values())
    return SourceShown(
        id=source.id,
        title=source.title or source.url or source.id,
        here=here.get(source.id),
        new=fresh,
        there=own - fresh,
    )


def _pulled_up(file: CaseFile, key: bytes) -> Iterator[Claim]:
    """The claims of a file at the level that they have here (rules 1 and 3)."""
    levels = {row.pk: Level(row.level) for row in EvidenceSource.objects.filter(pk__in=file.sources)}
    cluster_of = {subject: cluster for cluster in file.clusters for subject in cluster}
    of_thing: dict[Subject, set[Subject]] = {}
    for claim in file.claims:
        people = of_thing.setdefault(claim.subject, {claim.subject})
        if isinstance(claim.value, Subject):
            people.add(claim.value)
    withheld: dict[Subject, bool] = {}
    for thing, pointed in of_thing.items():
        everyone = {own for subject in pointed for own in cluster_of.get(subject, (subject,))}
        for subject in everyone - withheld.keys():
            withheld[subject] = _is_withheld(subject, key)
        withheld[thing] = any(withheld[subject] for subject in everyone)
    for claim in file.claims:
        own = Level.WITHHELD if withheld[claim.subject] else Level.PUBLIC
        source = levels.get(claim.subject.source, Level.PUBLIC)
        yield replace(claim, level=strictest((claim.level, own, source)))


def _is_withheld(subject: Subject, key: bytes) -> bool:
    row = EvidenceSubject.objects.filter(pk=handle_of(subject, key=key)).first()
    return bool(row and levels_around(one_person(row)))


def _ids(claim: Claim, key: bytes) -> tuple[ClaimId, ...]:
    """The ids that a claim has at each level."""
    return tuple({claim_id(replace(claim, level=level), key=key) for level in Level})


def _known(claims: Iterable[Claim], key: bytes) -> set[str]:
    ids = [id_ for claim in claims for id_ in _ids(claim, key)]
    found: set[str] = set()
    for at in range(0, len(ids), 500):  # a database takes so many questions at a time
        found.update(KeptClaim.objects.filter(pk__in=ids[at : at + 500]).values_list("pk", flat=True))
    return found


def _undecided(file: CaseFile, key: bytes) -> Iterator[tuple[str, str]]:
    """The pairs of neighbours in each cluster about which nobody ever decided."""
    for cluster in file.clusters:
        handles = dict.fromkeys(
            str(handle_of(subject, key=key)) for subject in cluster if subject.kind == _PERSON
        )
        for one, other in pairwise(handles):
            both = Q(one=one, other=other) | Q(one=other, other=one)
            gone = EvidenceSubject.objects.filter(pk__in=(one, other), destroyed_at__isnull=False)
            if not LinkDecision.objects.filter(both).exists() and not gone.exists():
                yield one, other


def _decide(read: _Read, by: User, at: datetime) -> None:
    said = read.file.decided
    why = f"{said.get('why', '')} ({said.get('by', '')}, {said.get('on', '')})"[:1000]
    for pair, other in read.pairs:
        if CaseRow.objects.filter(pk__in=(pair, other)).count() == 2:  # noqa: PLR2004 (both are here)
            first, second = (EvidenceSubject.objects.get(pk=pk) for pk in (pair, other))
            decide(one=first, other=second, what=Sameness.SAME, why=why, by=by, at=at)


def _make(source: Source, by: User, at: datetime) -> None:
    """A row for a source that has none."""
    texts = {name: getattr(source, name) or "" for name in TEXT_FIELDS if name != "capture"}
    days = {name: day.iso() if (day := getattr(source, name)) else "" for name in ("published", "read_on")}
    row, made = EvidenceSource.objects.get_or_create(
        pk=source.id,
        defaults={**texts, **days, "level": source.level.value, "made_at": at, "made_by": by},
    )
    if made:
        record("source-made", row, by=by, at=at)
