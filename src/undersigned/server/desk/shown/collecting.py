"""The page of a text open for signature: conditions, names, what is missing, until when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from undersigned.declaring.calendars.calendar import calendar, next_part_session
from undersigned.declaring.questions.window import ENDLESS, closing
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.declaring.rulebooks.words import value_words
from undersigned.server.actions.collecting.names import ADDING, Names, names_under
from undersigned.server.actions.collecting.readiness import counts
from undersigned.server.desk.refusals import reader_language
from undersigned.server.desk.shown.conditions import Condition, all_ok, conditions, ground, headline
from undersigned.server.desk.shown.labels import Labels, labels_of
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.mapping.roll import name_of
from undersigned.server.records.models import Collection, Signature, User
from undersigned.values.dates import SourceDate
from undersigned.wording.words import term


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A name as it will be printed, and how it came here; `number` is its line on the sheet, if known."""

    id: str
    name: str
    delegation: str
    group: str | None
    signed_on: date
    role: str
    method: str
    level: str
    first: bool
    counts: bool | None
    scan: str | None
    entered: bool
    ticked_by: str | None
    ticked_at: datetime
    confirmed_by: str | None
    confirmed_at: datetime | None
    reason: str
    number: int | None = None

    @property
    def level_said(self) -> str:
        """The level of the signature in words."""
        return term(f"verify.level.{self.level}", reader_language())

    @property
    def clerks(self) -> str:
        """The clerks who saw it on the sheet."""
        return ", ".join(one for one in (self.ticked_by, self.confirmed_by) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """The content of the page."""

    id: str
    title: str
    other_titles: tuple[tuple[str, str], ...]
    state: str
    opened_on: date
    closes: str
    adding: bool
    headline: str
    met: bool
    conditions: tuple[Condition, ...]
    ground: str
    asides: tuple[str, ...]
    names: tuple[NameLine, ...]
    withdrawn: tuple[NameLine, ...]
    waiting: int
    without_scan: int
    to_confirm: int


def collecting(collection: Collection, today: date, reader: User | None = None) -> Collecting:
    """The page of a text, for a reader who may confirm some of its names. One query more than its text."""
    language = reader_language()
    names = names_under(collection)
    labels = labels_of(collection.assembly, language, today)
    lines = tuple(_lines(names.standing, names.rulebook, labels, first=_first_of(collection, names)))
    return Collecting(
        id=collection.pk,
        title=title_in(collection.texts),
        other_titles=tuple(_other_titles(collection)),
        state=collection.get_state_display(),
        opened_on=collection.opened_on,
        closes=closes_when(collection, names.rulebook, today),
        adding=collection.state in ADDING,
        headline=headline(names),
        met=all_ok(names.confirmed_only),
        conditions=tuple(conditions(names.confirmed_only, names.with_waiting)),
        ground=ground(names.with_waiting),
        asides=(*_first_signer_waited_for(collection, lines), *_asides(lines, names)),
        names=lines,
        withdrawn=tuple(_lines(names.withdrawn, names.rulebook, labels)),
        waiting=sum(1 for signature in names.standing if signature.confirmed_at is None),
        without_scan=len(names.without_scan),
        to_confirm=sum(_may_confirm(signature, reader) for signature in names.standing),
    )


def _may_confirm(signature: Signature, reader: User | None) -> bool:
    """Whether the reader may confirm a name: it waits, has a scan, and another clerk ticked it."""
    return (
        signature.confirmed_at is None
        and signature.scan_id is not None
        and not (reader and signature.ticked_by_id == reader.pk)
    )


def line_of(row: Signature, rulebook: Rulebook | None, labels: Labels, *, first: bool) -> NameLine:
    """One name for a page."""
    return NameLine(
        id=row.pk,
        name=str(row),
        delegation=labels.delegation(row.delegation),
        group=labels.group(row.group),
        signed_on=row.signed_on,
        role=row.role,
        method=row.method,
        level=row.level,
        first=first,
        counts=counts(row, rulebook),
        scan=row.scan_id,
        entered=row.record_id is not None,
        ticked_by=row.ticked_by.name if row.ticked_by else None,
        ticked_at=row.ticked_at,
        confirmed_by=row.confirmed_by.name if row.confirmed_by else None,
        confirmed_at=row.confirmed_at,
        reason=row.withdrawal_reason,
    )


def closes_when(collection: Collection, rulebook: Rulebook | None, today: date) -> str:
    """Until when names may be added, in words; "unknown" where that is not known."""
    model = rulebook.rule("window.model") if rulebook else None
    if rulebook is None or model is None or not model.known:
        return _("when the list closes is not known")
    if model.value in ENDLESS:
        return _("names may be added: %(rule)s") % {"rule": value_words(str(model.value), reader_language())}
    tabled = collection.tabled_on
    day = closing(rulebook, tabled or today, None)
    name = _part_session(rulebook, tabled or today) if model.value == "next-part-session" else None
    if day is None:
        said = _("closes with the part-session %(name)s, on a day not known yet") % {"name": name}
        unknown = _("closes on a day that is not known: %(rule)s") % {
            "rule": value_words(str(model.value), reader_language())
        }
        return said if name else unknown
    words = _("closes on %(day)s") if tabled else _("if tabled today, closes on %(day)s")
    return words % {"day": _spelt(day)}


def _part_session(rulebook: Rulebook, day: date) -> str | None:
    coming = next_part_session(calendar(rulebook.calendar or ""), day)
    return coming.name if coming else None


def _spelt(day: SourceDate) -> str:
    first, last = date_format(day.first, "DATE_FORMAT"), date_format(day.last, "DATE_FORMAT")
    return first if first == last else f"{first} – {last}"


def _other_titles(collection: Collection) -> Iterator[tuple[str, str]]:
    own = title_in(collection.texts)
    for language, text in sorted(collection.texts.items()):
        if text.get("title") and text["title"] != own:
            yield language, text["title"]


def _lines(
    rows: Iterable[Signature], rulebook: Rulebook | None, labels: Labels, *, first: str | None = None
) -> Iterator[NameLine]:
    for row in rows:
        yield line_of(row, rulebook, labels, first=row.member_id == first)


def _first_of(collection: Collection, names: Names) -> str | None:
    """The first signer: the member chosen, else whoever was ticked first."""
    return collection.first_signer_id or next((signature.member_id for signature in names.standing), None)


def _first_signer_waited_for(collection: Collection, lines: tuple[NameLine, ...]) -> Iterator[str]:
    if collection.first_signer and lines and not any(line.first for line in lines):
        name = name_of(collection.first_signer).surname_first()
        yield _("%(name)s, named as first signer, has not signed yet.") % {"name": name}


def _asides(lines: tuple[NameLine, ...], names: Names) -> Iterator[str]:
    apart = sum(line.counts is False for line in lines)
    if apart:
        yield ngettext(
            "%(number)s name appears on the list and does not count.",
            "%(number)s names appear on the list and do not count.",
            apart,
        ) % {"number": apart}
    if names.waiting:
        number = len(names.waiting)
        yield ngettext(
            "%(number)s name is not confirmed by a second clerk yet.",
            "%(number)s names are not confirmed by a second clerk yet.",
            number,
        ) % {"number": number}
    if names.without_scan:
        number = len(names.without_scan)
        yield ngettext(
            "%(number)s name has no scan and cannot be confirmed.",
            "%(number)s names have no scan and cannot be confirmed.",
            number,
        ) % {"number": number}
