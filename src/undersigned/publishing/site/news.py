"""What a feed tells besides editions: a figure that moved, and what became of a declaration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from undersigned.publishing.document import Document
from undersigned.publishing.figures.answer import Answer
from undersigned.publishing.followed import Followed


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a feed tells besides editions: a figure that moved, or what became of a declaration looked at."""

    declaration: str
    day: date
    followed: Followed | None = None
    figure: Answer | None = None
    nature: str = ""


def news_of(document: Document, declaration: str) -> Iterator[tuple[tuple[str, str], News]]:
    """Each figure whose count moved on a day of evidence, and what became of the declaration."""
    nature = document.nature.value
    for answers in (*document.earlier_figures, document.figures):
        for one in answers:
            if one.moved and one.moved.moved:
                news = News(declaration=declaration, day=one.evidence.as_of, figure=one, nature=nature)
                yield (declaration, f"{one.binding.id}@{one.label}"), news
    if followed := document.followed:
        yield (
            (declaration, "followup"),
            News(declaration=declaration, day=followed.looked, followed=followed, nature=nature),
        )
