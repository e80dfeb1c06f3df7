"""Checks whether the delegations and groups on the list existed on its day.

1. The days of a list are its own date and that of tabling or first publication, where printed: names are
   added in between and keep the group under which they signed.
2. What did not exist on any of these days is wrong; what is unknown to the assembly's data is undetermined.
   The printed date is that of the last edition, some half a year after tabling at most: what ended within
   that time is undetermined too.
3. A place under a label that the assembly is not known to have printed then is said, and not called wrong.
"""

from collections.abc import Callable
from datetime import date, timedelta

from undersigned.declaring.alike import alike_as_one
from undersigned.declaring.assemblies.assembly import (
    Assembly,
    delegation,
    group_ever,
    known_assembly,
    without_quotes,
)
from undersigned.declaring.assemblies.delegations import Delegation
from undersigned.declaring.assemblies.groups import Group
from undersigned.declaring.declaration import Declaration, Signatory
from undersigned.values.findings import (
    Finding,
    Outcome,
    Place,
    Severity,
    failed,
    not_applicable,
    passed,
    undetermined,
)

Days = tuple[date, ...]
LONGEST_WINDOW = timedelta(days=200)  # from tabling to the edition after the next part-session


def standing_findings(declaration: Declaration) -> tuple[Finding, ...]:
    """Which assembly this is, and whether each delegation, its label and each group existed on the day."""
    known = known_assembly(declaration.assembly)
    if known is None:
        answer = undetermined if declaration.signatories else not_applicable
        return (answer("declaring.assembly.known"),)
    names = {f"assembly.{language}": name for language, name in known.name.items()}
    named = passed(
        "declaring.assembly.known", assembly=known.name.get(declaration.language, known.code), **names
    )
    return (named, *_groups(declaration, known), *_delegations(declaration, known))


def _groups(declaration: Declaration, known: Assembly) -> tuple[Finding, ...]:
    uses = _first_uses(declaration, lambda signatory: signatory.group)
    if not uses or not known.groups:
        return (not_applicable("declaring.group.on-day"),)
    answers = tuple(_group(signatory, known.code, declaration) for signatory in uses)
    return _or_passed(answers, "declaring.group.on-day", tuple(signatory.group or "" for signatory in uses))


def _group(signatory: Signatory, code: str, declaration: Declaration) -> Finding:
    group = group_ever(code, signatory.group or "", declaration.language)
    place = Place(line=signatory.line, field=f"signatories[{signatory.order - 1}].group")
    days = _days(declaration)
    if group and any(group.seen.held(day) for day in days):
        return passed("declaring.group.on-day")
    absent = group is not None and all(group.seen.held(day) is False for day in _with_tabling(days))
    first, last = _period(group)
    answer = failed if absent and days else undetermined
    return answer(
        "declaring.group.on-day",
        place,
        group=signatory.group,
        name=signatory.name.surname_first(),
        day=_said(declaration),
        first=first,
        last=last,
    )


def _period(group: Group | None) -> tuple[str | None, str | None]:
    return group.seen.as_written() if group else (None, None)


def _delegations(declaration: Declaration, known: Assembly) -> tuple[Finding, ...]:
    uses = _first_uses(declaration, lambda signatory: signatory.country)
    if not uses or not known.delegations:
        return (not_applicable("declaring.delegation.on-day"), not_applicable("declaring.delegation.label"))
    labels = tuple(signatory.country or "" for signatory in uses)
    seats = tuple(_seat(signatory, known.code, declaration) for signatory in uses)
    spellings = tuple(_spelling(signatory, known.code, declaration) for signatory in uses)
    return (
        *_or_passed(seats, "declaring.delegation.on-day", labels),
        *_or_passed(spellings, "declaring.delegation.label", labels),
    )


def _seat(signatory: Signatory, code: str, declaration: Declaration) -> Finding:
    found = delegation(code, signatory.place or signatory.country or "", declaration.language)
    days = _days(declaration)
    place = Place(line=signatory.line, field=f"signatories[{signatory.order - 1}].country")
    if found and any(found.on(day).kind for day in days):
        return passed("declaring.delegation.on-day")
    absent = found is not None and not any(found.on(day).kind for day in _with_tabling(days))
    answer = failed if absent and days else undetermined
    return answer(
        "declaring.delegation.on-day",
        place,
        country=signatory.country,
        name=signatory.name.surname_first(),
        day=_said(declaration),
    )


def _spelling(signatory: Signatory, code: str, declaration: Declaration) -> Finding:
    found = delegation(code, signatory.place or signatory.country or "", declaration.language)
    days = _days(declaration)
    if found is None or not days or _printed(found, signatory.country, declaration.language, days):
        return passed("declaring.delegation.label")
    return undetermined(
        "declaring.delegation.label",
        Place(line=signatory.line, field=f"signatories[{signatory.order - 1}].country"),
        Severity.NOTICE,
        country=signatory.country,
        day=_said(declaration),
        expected=found.label(declaration.language, days[-1]),
    )


def _printed(delegation: Delegation, country: str | None, language: str, days: Days) -> bool:
    """Whether the label is one that was seen on one of the days; quotation marks around it do not matter."""
    printed = without_quotes(country or "")
    labels = (label for label in delegation.labels.get(language, ()) if label.printed)
    same = [label for label in labels if without_quotes(label.text) == printed]
    return any(label.seen.covers(day) for label in same for day in days)


def _days(declaration: Declaration) -> Days:
    """Tabling or first publication, where printed, and the day of the list; none where no day is known."""
    edition = declaration.edition
    first = (edition.tabled_on or edition.first_published_on) if edition else None
    return tuple(sorted({day for day in (first, declaration.day) if day}))


def _with_tabling(days: Days) -> Days:
    """The days, and the earliest on which a name on the list can have been signed."""
    return (days[0] - LONGEST_WINDOW, *days) if days else ()


def _said(declaration: Declaration) -> str | None:
    return declaration.dated.as_written if declaration.dated else None


def _first_uses(declaration: Declaration, part: Callable[[Signatory], str | None]) -> tuple[Signatory, ...]:
    first: dict[str, Signatory] = {}
    for signatory in declaration.signatories:
        value = part(signatory)
        if value is not None:
            first.setdefault(value, signatory)
    return tuple(first.values())


def _or_passed(answers: tuple[Finding, ...], code: str, values: tuple[str, ...]) -> tuple[Finding, ...]:
    """What is wrong or unknown; where nothing is, that all is well and of what it was asked."""
    wanting = tuple(answer for answer in answers if answer.outcome is not Outcome.PASSED)
    return alike_as_one(wanting) or (passed(code, values=values),)
