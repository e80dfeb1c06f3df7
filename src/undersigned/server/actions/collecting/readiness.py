"""What must hold before a text is numbered and published; the rules are asked, nothing is decided here.

1. A name is on the list once two clerks have seen it on a scan, or a passkey has signed, and it is not
   withdrawn; where the text is logged, once the log has an entry for it. The others wait.
2. The names must reach what the rulebook asks; where nobody knows what it asks, a person may go on.
3. Where the rulebook says who judges whether a text is in order, that person's ruling must be recorded.
4. The first signer stands first, the others by the assembly's alphabet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from undersigned.declaring.assemblies.assembly import group_on
from undersigned.declaring.questions.order import sort_key
from undersigned.declaring.questions.tally import Entry, Tally
from undersigned.declaring.questions.threshold import threshold_findings
from undersigned.declaring.rulebooks.rulebook import Rulebook, rulebooks
from undersigned.server.records.mapping.declaring import declaration_of
from undersigned.server.records.models import Collection, Ruling, Signature
from undersigned.values.findings import Finding, failed, not_applicable, passed, undetermined
from undersigned.values.names import PersonalName

ADMISSIBLE = "declaring.content.admissible"
_STANDINGS = {"representative": "member", "substitute": "member"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The names as they will be printed, how many still wait, and a finding for every condition."""

    rulebook: Rulebook | None
    names: tuple[Signature, ...]
    unconfirmed: int
    unlogged: int
    findings: tuple[Finding, ...]


def readiness(collection: Collection, *, below: int | None = None) -> Readiness:
    """What there is and what is missing; `below` limits it to the first entries of the log. Three queries."""
    rows = _standing(collection, below)
    logged = is_logged(collection)
    confirmed = [signature for signature in rows if is_listed(signature, logged=logged)]
    names = printed_order(confirmed, collection.first_signer_id)
    rulebook = rulebook_of(collection)
    waiting = sum(signature.confirmed_at is None for signature in rows)
    return Readiness(
        rulebook=rulebook,
        names=names,
        unconfirmed=waiting,
        unlogged=len(rows) - len(confirmed) - waiting,
        findings=(*_threshold(collection, rulebook, names), _ruled(collection, rulebook)),
    )


def is_logged(collection: Collection) -> bool:
    """Whether a text is signed through the log: it was opened after the log had begun."""
    return hasattr(collection, "thread")


def is_listed(signature: Signature, *, logged: bool) -> bool:
    """Whether a name that stands is finally on the list."""
    return signature.confirmed_at is not None and (signature.record_id is not None or not logged)


def rulebook_of(collection: Collection) -> Rulebook | None:
    """The rulebook under which the text was opened; `None` if it is no longer available."""
    shelf = rulebooks(collection.assembly, collection.instrument, folders=settings.RULEBOOKS)
    return next((book for book in shelf if book.code == collection.rulebook), None)


def printed_order(signatures: Sequence[Signature], first_signer: str | None) -> tuple[Signature, ...]:
    """The first signer (else whoever was ticked first), then the others by the alphabet."""
    if not signatures:
        return ()
    first = next(
        (signature for signature in signatures if signature.member_id == first_signer), signatures[0]
    )
    others = sorted(
        (signature for signature in signatures if signature is not first),
        key=lambda signature: sort_key(name_of(signature)),
    )
    return (first, *others)


def latest_ruling(collection: Collection) -> Ruling | None:
    """The latest ruling on whether the text is in order."""
    return Ruling.objects.filter(collection=collection, question=ADMISSIBLE).order_by("-at", "-id").first()


def name_of(signature: Signature) -> PersonalName:
    """The name as it was when it was signed."""
    return PersonalName(
        family=signature.family, given=signature.given, honorific=signature.honorific, style=signature.style
    )


def counts(signature: Signature, rulebook: Rulebook | None) -> bool | None:
    """Whether a name counts by its role on the day of signing; `None` where the rulebook does not say."""
    roles = rulebook.rule("roll.counts").value if rulebook else None
    return None if roles is None else signature.role in roles


def tally_of(signatures: Iterable[Signature], rulebook: Rulebook) -> Tally:
    """The tally of the names, by the seat of each member on the day of signing."""
    return Tally(
        entries=tuple(
            _entry(signature, order, rulebook) for order, signature in enumerate(signatures, start=1)
        )
    )


def _standing(collection: Collection, below: int | None) -> tuple[Signature, ...]:
    """The names that stand now, or stood when the log had `below` entries."""
    rows = collection.signatures.select_related("member", "record").order_by("ticked_at", "id")
    if below is None:
        return tuple(rows.filter(withdrawn_at=None))
    there = Q(record__entry__lt=below) | Q(record=None)
    return tuple(rows.filter(there, Q(withdrawn_at=None) | Q(withdrawal__entry__gte=below)))


def _entry(signature: Signature, order: int, rulebook: Rulebook) -> Entry:
    group = (
        group_on(rulebook.assembly, signature.group, "en", signature.signed_on) if signature.group else None
    )
    # A role that does not count is given the standing that does not either; so a substitute, where only
    # representatives count, is not taken for a member of the delegation.
    standing = _STANDINGS.get(signature.role, signature.role)
    return Entry(
        order=order,
        place=signature.delegation,
        standing="observer" if counts(signature, rulebook) is False else standing,
        group=signature.group,
        is_group=group.is_group if group else None,
    )


def _threshold(
    collection: Collection, rulebook: Rulebook | None, names: Sequence[Signature]
) -> tuple[Finding, ...]:
    if rulebook is None:
        return (failed("desk.publish.rulebook", rulebook=collection.rulebook),)
    language = next(iter(sorted(collection.texts)))
    listed = declaration_of(collection, language, names, labels={}, groups={})
    return threshold_findings(listed, rulebook, tally_of(names, rulebook))


def _ruled(collection: Collection, rulebook: Rulebook | None) -> Finding:
    """Whether the person named by the rulebook found the text in order."""
    by = rulebook.rule("admissibility.decided_by") if rulebook else None
    latest = latest_ruling(collection)
    words = by.value.words if by and by.value else {}
    code = "desk.publish.ruling"
    if latest:
        answer = passed if latest.admitted else failed
        return answer(code, by=latest.decided_by, day=latest.decided_on.isoformat(), admitted=latest.admitted)
    if not words:
        return undetermined(code, by=None) if by else not_applicable(code)
    by_language = {f"by.{language}": said for language, said in words.items()}
    return failed(code, by=next(iter(words.values())), day=None, admitted=None, **by_language)
