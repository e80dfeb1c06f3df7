"""A rulebook's fields and values in the reader's language.

* The words are those of `undersigned.wording` (`rule.<field>`, `rule-value.<value>`); a field or value of a
  rulebook of one's own that has none is shown as the rulebook writes it.
"""

from collections.abc import Iterable

from undersigned.declaring.rulebooks.rulebook import RuleField
from undersigned.wording.words import MissingWordsError, term

UNKNOWN = "–"


def label(name: str, language: str) -> str:
    """What a field is called: `threshold.groups` is "Political groups needed"."""
    return _term(f"rule.{name}", name, language)


def shown(field: RuleField, language: str) -> str:
    """The value of a field as people read it; a dash where nobody knows it."""
    if field.value is None:
        return UNKNOWN
    if field.wordings:
        return _joined(field.wordings[language], language)
    if isinstance(field.value, bool):
        return value_words(str(field.value).lower(), language, field.name)
    if field.values:
        return _joined(
            (value_words(value, language, field.name) for value in dict.fromkeys(field.values)), language
        )
    return value_words(str(field.value), language, field.name)


def value_words(value: str, language: str, name: str = "") -> str:
    """What one value is called: `next-part-session` is "until the next part-session closes".

    A field may have words of its own for a value (`rule-value.signing.one_per.seat`).
    """
    general = _term(f"rule-value.{value}", value, language)
    return _term(f"rule-value.{name}.{value}", general, language)


def _joined(words: Iterable[str], language: str) -> str:
    return (" ; " if language == "fr" else "; ").join(words)


def _term(key: str, otherwise: str, language: str) -> str:
    try:
        return term(key, language)
    except MissingWordsError:
        return otherwise
