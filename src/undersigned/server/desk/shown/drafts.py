"""Drafts for a page: the list, the notes beside a text, its history and its differences.

Who sees which draft is decided in `actions/drafting/sharing.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.translation import get_language_info

from undersigned.declaring.draft_examination import DraftExamination
from undersigned.declaring.drafts import Draft as Text
from undersigned.declaring.drafts import LanguageVersion
from undersigned.declaring.revisions import Revision, revision
from undersigned.declaring.rulebooks.rulebook import Rulebook, rulebook_on
from undersigned.server.actions.collecting.opening import examination
from undersigned.server.actions.drafting.sharing import drafts_open_to
from undersigned.server.desk.refusals import Said, reader_language, said
from undersigned.server.desk.shown.roll import Placed, placed
from undersigned.server.desk.shown.waiting import title_in
from undersigned.server.records.mapping.declaring import draft_of
from undersigned.server.records.models import Act, Draft, DraftVersion, User

_SITTING = timedelta(minutes=30)
_MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft in the list."""

    id: str
    title: str
    state: str
    state_code: str
    version: int
    changed_at: datetime
    by: str
    begun_by: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The findings on a text: what to look at, together and by language, and how much is well."""

    rulebook: str
    rulebook_title: str
    together: tuple[Said, ...]
    by_language: tuple[tuple[str, tuple[Said, ...]], ...]
    well: tuple[Said, ...]
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file from which a draft was read, with what was not understood in it."""

    name: str
    digest: str
    found: tuple[Placed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A version in the history; `folded` is how many autosaved ones of the same sitting it stands for."""

    number: int
    at: datetime
    by: str
    autosaved: bool
    note: str
    folded: int
    newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed in one language."""

    language: str
    name: str
    changed: Revision


def drafts_of(user: User) -> QuerySet[Draft]:
    """The drafts that a user may see."""
    return drafts_open_to(user, settings.ASSEMBLY)


def draft_lines(user: User) -> tuple[DraftLine, ...]:
    """The drafts that a user may see, the latest first. One query."""
    newest = DraftVersion.objects.filter(draft__in=drafts_of(user), number=F("draft__latest"))
    rows = newest.select_related("draft__made_by", "by").order_by("-draft__changed_at", "draft")[:_MOST]
    return tuple(
        DraftLine(
            id=version.draft_id,
            title=title_in(version.texts),
            state=version.draft.get_state_display(),
            state_code=version.draft.state,
            version=version.number,
            changed_at=version.draft.changed_at,
            by=version.by.name,
            begun_by="" if version.draft.made_by_id == user.pk else version.draft.made_by.name,
            languages=tuple(language_name(code) for code in version.texts),
        )
        for version in rows
    )


def names_on(draft: Draft) -> tuple[str, ...]:
    """Who writes on a draft besides the office: its author, then colleagues. One query."""
    shared = draft.colleagues.filter(ended_at=None).values_list("user__name", flat=True)
    return (draft.made_by.name, *shared)


def languages_for(assembly: str, instrument: str, on: date, *texts: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages to write in: those of the rulebook of the day, and those that the text has already."""
    book = rulebook_on(assembly, instrument, on, folders=settings.RULEBOOKS)
    named = tuple(_named(book)) or ("en", "fr")
    return tuple(dict.fromkeys((*named, *(language for text in texts for language in text))))


def beside(draft: Draft, text: Text, on: date) -> Beside:
    """The findings of the rules of a day on a text, in words."""
    found = examination(draft, text, on=on)
    book = found.rulebook
    return Beside(
        rulebook=book.code if book else "",
        rulebook_title=_title(book),
        together=said(finding for finding in found.together if not finding.ok),
        by_language=tuple(_by_language(found)),
        well=said(finding for finding in found.findings if finding.ok and finding.outcome == "passed"),
        failed=sum(finding.outcome == "failed" for finding in found.findings),
    )


def sources(draft: Draft) -> tuple[Source, ...]:
    """The files that a draft was read from. One query."""
    made = Act.objects.filter(subject_kind="draft", subject=draft.pk, kind="draft-made").first()
    files = made.particulars.get("files", ()) if made else ()
    return tuple(
        Source(name=file["name"], digest=file["digest"], found=placed(file["findings"])) for file in files
    )


def history_lines(draft: Draft) -> tuple[HistoryLine, ...]:
    """All versions, newest first; autosaved ones of one sitting are one line. One query."""
    rows = list(draft.versions.select_related("by").defer("texts").order_by("-number"))
    return tuple(_folded(rows))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The changes between two texts, language by language."""
    old = {version.language: version for version in draft_of(before).versions} if before else {}
    new = {version.language: version for version in draft_of(after).versions} if after else {}
    return tuple(
        Difference(
            language=language,
            name=language_name(language),
            changed=revision(old.get(language) or _empty(language), new.get(language) or _empty(language)),
        )
        for language in sorted({*old, *new})
    )


def columns(texts: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """A text language by language: code, name, text."""
    return tuple((language, language_name(language), text) for language, text in texts.items())


def language_name(code: str) -> str:
    """A language's own name."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def _empty(language: str) -> LanguageVersion:
    return LanguageVersion(language=language, title=None, clauses=())


def _named(book: Rulebook | None) -> Iterator[str]:
    if book:
        yield from book.rule("text.versions").value or book.rule("text.languages").value or ()


def _title(book: Rulebook | None) -> str:
    if book is None:
        return ""
    return book.title.get(reader_language()) or book.title["en"]


def _by_language(found: DraftExamination) -> Iterator[tuple[str, tuple[Said, ...]]]:
    for language, findings in found.by_language.items():
        wanting = said(finding for finding in findings if not finding.ok)
        if wanting:
            yield language_name(language), wanting


def _folded(rows: Sequence[DraftVersion]) -> Iterator[HistoryLine]:
    at = 0
    while at < len(rows):
        first = rows[at]
        following = at + 1
        while following < len(rows) and _same_sitting(rows[following - 1], rows[following]):
            following += 1
        yield HistoryLine(
            number=first.number,
            at=first.at,
            by=first.by.name,
            autosaved=first.autosaved,
            note=first.note,
            folded=following - at - 1,
            newest=at == 0,
        )
        at = following


def _same_sitting(later: DraftVersion, earlier: DraftVersion) -> bool:
    return earlier.autosaved and later.by_id == earlier.by_id and later.at - earlier.at < _SITTING
