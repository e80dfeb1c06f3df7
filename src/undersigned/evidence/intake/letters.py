"""Letters as they were meant: what nobody sees is no part of a text, and a word is of one script.

1. Characters without a shape of their own (zero-width spaces, marks of direction, soft hyphens) are taken
   away, and letters are put together with their marks (NFC). What turns a text round stays: it is refused.
2. A Latin letter within a Cyrillic word that has a Cyrillic twin of the same shape is that twin, and the
   other way round. The words as written are kept beside it (`rows.py`).
3. A word that stays of two scripts is a doubt.
4. A star, a cross, a raised letter or figure, a number in brackets at the end is the mark of a footnote.
"""

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202c\u2060\u2066-\u2069\ufeff]")
_UNSEEN_BUT_JOINERS = re.compile(f"(?![\u200c\u200d]){_UNSEEN.pattern}")
_JOINING_SCRIPTS = re.compile("[\u0600-\u1cff]")  # Arabic, Indic and others in which a joiner says something
_LATIN = "ABCEHIJKMOPTXaceijopxhyƏəƟɵËëÏï"
_CYRILLIC = "АВСЕНІЈКМОРТХасеіјорхһуӘәӨөЁёЇї"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_FOOTNOTE = re.compile(r"(?<![*†‡])[*†‡]+\)?$|\[\d{1,3}\]$")
_ORDINALS = "ªº™℠"
_WORD = re.compile(r"[^\W\d_]+")
_OF_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0259\u0275]")
_OF_CYRILLIC = re.compile("[\u0400-\u052f]")
_OF_LATIN_ALONE = re.compile(f"(?![{_LATIN}]){_OF_LATIN.pattern}")
_OF_CYRILLIC_ALONE = re.compile(f"(?![{_CYRILLIC}]){_OF_CYRILLIC.pattern}")


def footnoted(text: str) -> bool:
    """Whether a text ends in the mark of a footnote, or has a raised letter or figure anywhere."""
    if _FOOTNOTE.search(text):
        return True
    return not text.isascii() and any(
        unicodedata.decomposition(one).startswith("<super>") and one not in _ORDINALS for one in text
    )


def tidy(text: str) -> str:
    """A text by rule 1, white space at its ends gone."""
    if text.isascii():
        return text.strip()
    seen = text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    if _UNSEEN.search(seen):
        seen = (_UNSEEN_BUT_JOINERS if _JOINING_SCRIPTS.search(seen) else _UNSEEN).sub("", seen)
    return seen.strip()


def in_one_script(text: str, *, as_one: bool = False) -> str:
    """A text by rule 2, each word by its own letters; of one name, `as_one`, by the letters of all of it."""
    if text.isascii() or not (_OF_LATIN.search(text) and _OF_CYRILLIC.search(text)):
        return text
    return _of_one_script(text) if as_one else _WORD.sub(lambda found: _of_one_script(found[0]), text)


def mixed(text: str) -> bool:
    """Whether some word of it is of two scripts."""
    if text.isascii() or not (_OF_LATIN.search(text) and _OF_CYRILLIC.search(text)):
        return False
    return any(_OF_LATIN.search(word) and _OF_CYRILLIC.search(word) for word in _WORD.findall(text))


def _of_one_script(text: str) -> str:
    """Where only one of the scripts has letters that the other lacks, all letters are of that one."""
    if not (_OF_LATIN.search(text) and _OF_CYRILLIC.search(text)):
        return text
    latin, cyrillic = _OF_LATIN_ALONE.search(text), _OF_CYRILLIC_ALONE.search(text)
    if bool(latin) is bool(cyrillic):
        return text
    return text.translate(_TO_LATIN if latin else _TO_CYRILLIC)
