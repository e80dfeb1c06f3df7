"""Compares two wordings of a text in one language, clause by clause and word by word.

1. A clause that kept at least half of its words is changed; else one was removed and another added.
2. Kept and deleted words together are the older clause, kept and inserted ones the newer: nothing is lost.
3. Only words are compared: a space more or less, or its kind, is no change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from undersigned.declaring.drafts import LanguageVersion
from undersigned.values.digest import canonical_paragraph

_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words next to each other that were kept, inserted or deleted."""

    kind: Literal["kept", "inserted", "deleted"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """What became of a clause; `before` and `after` are its places, from 0, in the two texts."""

    kind: Literal["same", "changed", "added", "removed"]
    before: int | None
    after: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """All that changed: title, opening formula, clauses."""

    title: tuple[Run, ...]
    opening: tuple[Run, ...]
    clauses: tuple[ClauseChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether the two wordings are the same."""
        runs = (*self.title, *self.opening, *(run for clause in self.clauses for run in clause.runs))
        return all(run.kind == "kept" for run in runs)


def revision(before: LanguageVersion, after: LanguageVersion) -> Revision:
    """What changed from one wording to the next."""
    return Revision(
        title=words_changed(before.title or "", after.title or ""),
        opening=words_changed(before.opening or "", after.opening or ""),
        clauses=tuple(_clauses(_canonical(before.clauses), _canonical(after.clauses))),
    )


def words_changed(before: str, after: str) -> tuple[Run, ...]:
    """The words kept, deleted and inserted between two wordings, in reading order."""
    old, new = canonical_paragraph(before).split(), canonical_paragraph(after).split()
    return tuple(_runs(old, new))


def _canonical(clauses: Sequence[str]) -> list[str]:
    return [canonical_paragraph(clause) for clause in clauses]


def _clauses(old: list[str], new: list[str]) -> Iterator[ClauseChange]:
    """Clauses that are the same hold the texts together; what stands between is paired by likeness."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (_change(old, new, i, j) for i, j in zip(range(i1, i2), range(j1, j2), strict=True))
        else:
            yield from _paired(old, new, range(i1, i2), range(j1, j2))


def _paired(old: list[str], new: list[str], olds: range, news: range) -> Iterator[ClauseChange]:
    following = news.start
    for i in olds:
        j = next((j for j in range(following, news.stop) if _alike(old[i], new[j])), None)
        if j is None:
            yield _change(old, new, i, None)
            continue
        yield from (_change(old, new, None, added) for added in range(following, j))
        yield _change(old, new, i, j)
        following = j + 1
    yield from (_change(old, new, None, added) for added in range(following, news.stop))


def _change(old: list[str], new: list[str], before: int | None, after: int | None) -> ClauseChange:
    was = old[before] if before is not None else ""
    is_ = new[after] if after is not None else ""
    kind: Literal["same", "changed", "added", "removed"] = "same" if was == is_ else "changed"
    if before is None or after is None:
        kind = "added" if before is None else "removed"
    return ClauseChange(kind=kind, before=before, after=after, runs=words_changed(was, is_))


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= _HALF


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run(kind="kept", text=" ".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Run(kind="deleted", text=" ".join(old[i1:i2]))
        if j1 < j2:
            yield Run(kind="inserted", text=" ".join(new[j1:j2]))
