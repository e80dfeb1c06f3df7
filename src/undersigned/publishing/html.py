"""Renders HTML from layouts: the template environment, with the words and dates that layouts may use.

* Everything is escaped unless one of our layouts marks it; a missing name is a fault, not a blank.
* Same values, same bytes: no clock, no order of a set.
* Only addresses with `http:` or `https:` become links outwards.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from undersigned.evidence.vocabularies.vocabulary import VocabularyError, vocabulary
from undersigned.publishing import addresses, amounts
from undersigned.publishing.cards import figure_card
from undersigned.publishing.corrections import corrections_link
from undersigned.values.digest import canonical_paragraph
from undersigned.values.findings import Finding, Particular
from undersigned.wording import words
from undersigned.wording.words import MissingWordsError

LAYOUTS = files("undersigned.publishing") / "layouts"
_THIN = "\u202f"
_GROUPED_FROM = 10_000


@cache
def sheet() -> str:
    """The style sheet: the files of `layouts/css` in the order of their names."""
    parts = sorted((LAYOUTS / "css").iterdir(), key=lambda part: part.name)
    return "\n".join(part.read_text(encoding="utf-8").strip() for part in parts) + "\n"


def fill(layout: str, language: str, values: Mapping[str, object]) -> str:
    """Fill a layout with values, in a language."""
    return _environment().get_template(layout).render({**_speech(language), **values})


def render(layout: str, language: str, values: Mapping[str, object]) -> bytes:
    """Fill a layout with values as a whole page, in UTF-8."""
    return (fill(layout, language, values).strip() + "\n").encode()


def day_in_words(day: date, language: str) -> str:
    """A day as the language writes it: `4 October 2019`, `1er octobre 2019`."""
    return words.day_in_words(day.isoformat(), language)


def edition_in_words(label: str, day: date | None, language: str) -> str:
    """An edition by its day; a second one on it says so: `4 October 2019 (edition 2 of that day)`."""
    return words.day_in_words(label, language) if day else label


def number_in_words(number: int) -> str:
    """A number with a narrow space between groups of three digits, from ten thousand on."""
    return f"{number:,}".replace(",", _THIN) if number >= _GROUPED_FROM else str(number)


@lru_cache(maxsize=4096)  # the days of an archive return on every list of it
def shown_date(day: date, language: str) -> Markup:
    """A day as a `time` element."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), day_in_words(day, language))


def question(finding: Finding, language: str) -> str:
    """The question of a finding; its code where the language has no words for it."""
    try:
        return words.question(finding.code, language)
    except MissingWordsError:
        return finding.code


def sentence(finding: Finding, language: str) -> str:
    """The sentence of a finding; its outcome where the language has no words for it."""
    try:
        return words.sentence(finding, language)
    except MissingWordsError:
        return words.term(f"outcome.{finding.outcome}", language)


def advice(finding: Finding, language: str) -> str | None:
    """What to do about a finding; `None` if there is nothing to advise."""
    try:
        return words.mend(finding, language)
    except MissingWordsError:
        return None


def term_or(key: str, otherwise: str, language: str) -> str:
    """A word of the interface, or the other text where it is missing."""
    try:
        return _term(key, language)
    except MissingWordsError:
        return otherwise


def language_name(code: str, language: str) -> str:
    """A language's name as it stands in a sentence; its code where there is no word for it."""
    return term_or(f"site.language-of.{code}", code, language)


def label_of(name: str, code: str | None, language: str) -> str:
    """The word of a vocabulary for a code; the code where it has none."""
    try:
        return vocabulary(name).label(code, language) if code else "–"
    except VocabularyError:
        return code or "–"


def date_in_words(written: str, language: str) -> str:
    """A day, or a month or a year, as the language writes it: `2018-11` is November 2018."""
    year, _, month = written.partition("-")
    if month.isdigit() and len(month) == 2:  # noqa: PLR2004 -- two digits of a month
        return f"{words.term(f'site.month.{int(month)}', language)} {year}"
    return words.day_in_words(written, language)


def is_outward(url: str | None) -> bool:
    """Whether a browser may be sent there."""
    return bool(url) and str(url).startswith(("https://", "http://"))


@lru_cache(maxsize=4096)  # pages say the same few hundred words over and over
def _term(key: str, language: str, **particulars: Particular) -> str:
    return words.term(key, language, **particulars)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("undersigned.publishing", "layouts/html"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["own_term"] = words.term
    environment.globals["figure_page"] = addresses.figure
    environment.globals["evidence_file"] = addresses.evidence_file
    environment.globals["followup_page"] = addresses.followup
    environment.filters["grouped"] = amounts.grouped
    environment.filters["number"] = number_in_words
    environment.filters["canonical"] = canonical_paragraph
    environment.filters["corrections_link"] = corrections_link
    environment.tests["outward"] = is_outward
    return environment


@cache
def _speech(language: str) -> dict[str, Any]:
    """What a layout speaks with: terms (`t`), days, names of languages, and findings."""
    return {
        "language": language,
        "t": partial(_term, language=language),
        "term_or": partial(term_or, language=language),
        "language_of": partial(language_name, language=language),
        "day": partial(shown_date, language=language),
        "edition_words": partial(edition_in_words, language=language),
        "label": partial(label_of, language=language),
        "date_words": partial(date_in_words, language=language),
        "length_words": partial(words.length_in_words, language=language),
        "outcome": partial(figure_card.outcome_label, language=language),
        "moved": partial(figure_card.moved_words, language=language),
        "ask": partial(question, language=language),
        "say": partial(sentence, language=language),
        "advise": partial(advice, language=language),
    }
