"""Writes the Atom feed of a language (RFC 4287): the latest fifty editions and changes of figures.

* A figure that moved has an entry for the day on which it did; what became of a declaration has one for the
  day on which it was last looked at. Neither names anybody.

* An id is `urn:undersigned:v1:` and the edition's key, without a host: it stays when the site moves.
* `updated` is the edition's day at midnight UTC, since no clock is asked; one without a day is left out.
* Links are relative to the feed, as RFC 4287 (section 2) and RFC 3986 allow.
"""

from datetime import UTC, date, datetime, time

from lxml import etree

from undersigned.publishing import addresses
from undersigned.publishing.cards.figure_card import card_shown, moved_words
from undersigned.publishing.frame import Settings
from undersigned.publishing.shown import reference_of
from undersigned.publishing.site.news import News
from undersigned.publishing.site.records import Entry
from undersigned.wording.words import term

ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_BEFORE_ALL = date(1970, 1, 1)  # a feed needs a day even where no document has one


def render(
    entries: tuple[Entry, ...], language: str, settings: Settings, *, news: tuple[News, ...] = ()
) -> bytes:
    """The feed of a language as UTF-8."""
    feed = etree.fromstring(f'<feed xmlns="{_ATOM}"/>')
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    days = [entry.day for entry in entries if entry.day] + [moved.day for moved in news]
    latest = max(days, default=_BEFORE_ALL)
    _add(feed, "id", f"urn:undersigned:v1:feed:{language}")
    _add(feed, "title", settings.title)
    _add(feed, "subtitle", term("site.feed", language))
    _add(feed, "updated", _instant(latest))
    _add(_add(feed, "author"), "name", settings.publisher or settings.title)
    _add(feed, "link", rel="self", type="application/atom+xml", href="feed.atom")
    _add(feed, "link", rel="alternate", type="text/html", hreflang=language, href="index.html")
    for moved in news[:ENTRIES]:
        _add_news(feed, moved, language)
    for entry in entries:
        _add_entry(feed, entry, language)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _add_entry(feed: etree._Element, entry: Entry, language: str) -> None:
    element = _add(feed, "entry")
    key = f"{entry.declaration}@{entry.edition}" if entry.edition else entry.declaration
    link = addresses.link(addresses.feed(language), entry.address(language, dated=True))
    names = term("site.names", language, n=entry.total) if entry.list_known else None
    says = (reference_of(entry, language), names, _nature(entry, language))
    _add(element, "id", f"urn:undersigned:v1:{key}")
    _add(element, "title", entry.title(language) or term("site.no-title", language))
    _add(element, "updated", _instant(entry.day or _BEFORE_ALL))
    _add(element, "link", rel="alternate", type="text/html", hreflang=language, href=link)
    _add(element, "summary", " · ".join(part for part in says if part))


def _add_news(feed: etree._Element, news: News, language: str) -> None:
    """Add an entry for a figure that changed (only its number), or for a follow-up (only how many)."""
    element = _add(feed, "entry")
    if news.figure:
        answer = news.figure
        stated = card_shown(answer, language).stated
        address = addresses.figure(language, news.declaration, answer.binding.id, answer.label)
        key, title = f"{answer.binding.id}@{answer.label}", term("site.feed.figure", language, stated=stated)
        summary = moved_words(answer, language) or ""
    else:
        assert news.followed
        counts = {name: len(getattr(news.followed, name)) for name in ("people", "calls", "recommendations")}
        address = addresses.followup(language, news.declaration)
        key, title = f"followup@{news.day.isoformat()}", term("site.feed.followup", language)
        summary = term("site.feed.followup.what", language, **counts)
    link = addresses.link(addresses.feed(language), address)
    _add(element, "id", f"urn:undersigned:v1:{news.declaration}:{key}")
    _add(element, "title", title)
    _add(element, "updated", _instant(news.day))
    _add(element, "link", rel="alternate", type="text/html", hreflang=language, href=link)
    nature = term(f"site.nature.{news.nature}.name", language)
    _add(element, "summary", " · ".join(part for part in (nature, summary) if part))


def _nature(entry: Entry, language: str) -> str:
    return term(f"site.nature.{entry.nature}.name", language)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text
    return child


def _instant(day: date) -> str:
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")
