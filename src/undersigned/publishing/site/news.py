"""What a feed tells besides editions: a figure that changed, and what became of a declaration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from undersigned.publishing.document import Document
from undersigned.publishing.figures.answer import Answer
from undersigned.publishing.followed import Followed


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """News in a feed: a figure that changed, or a new follow-up of a declaration."""

    declaration: str
    day: date
    followed: Followed | None = None
    figure: Answer | None = None
    nature: str = ""


def news_of(document: Document, declaration: str) -> Iterator[tuple[tuple[str, str], News]]:
    """News for each change of a figure between days of evidence, and for what became of the declaration."""
    nature = document.nature.value
    for answers in (*document.earlier_figures, document.figures):
        for answer in answers:
            if answer.moved and answer.moved.moved:
                news = News(declaration=declaration, day=answer.evidence.as_of, figure=answer, nature=nature)
                yield (declaration, f"{answer.binding.id}@{answer.label}"), news
    if followed := document.followed:
        yield (
            (declaration, "followup"),
            News(declaration=declaration, day=followed.looked, followed=followed, nature=nature),
        )
