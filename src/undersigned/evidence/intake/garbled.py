"""A text that was written in one encoding and read in another, told by what that leaves behind.

1. What are two bytes of a letter in UTF-8 are two letters in an older encoding: such a text, taken back, is
   whole UTF-8, which no text is by chance.
2. Cyrillic of one byte a letter is, read as Latin, nothing but letters with marks; and one Cyrillic encoding
   read as the other turns small letters into large ones.
3. A letter that a program could not write is a question mark within a word; one that HTML writes in figures
   is none.
"""

import re

_WORDS = re.compile(r"[^\W\d_]+")
_OLD = ("cp1251", "cp1252")
_SHORTEST = 4
_LEAST_PAIRS = 2
_LEADING = re.compile("[\u0420\u0421\u00d0\u00d1]")  # what the first byte of a Cyrillic letter is read as
_LATIN_WITH_MARKS = re.compile("[\u00c0-\u00ff]+")
_CYRILLIC = re.compile("[\u0400-\u04ff]+")
# Nearly all texts are of these, and none of those is garbled but for large letters after small ones.
_ORDINARY = re.compile("[ -~\n\r\t\u00a0\u0410-\u044f\u0401\u0451\u00ab\u00bb\u2013\u2014\u2026\u2116]*")
_TURN = re.compile("[\u0430-\u044f\u0451][\u0410-\u042f\u0401]")
_DRAWN = re.compile("[^\\W\\d_][\u2500-\u259f]|[\u2500-\u259f][^\\W\\d_]")  # lines of a box beside letters
_OF_HTML = re.compile(r"&(?:#\d+|#x[0-9a-f]+|nbsp|quot|amp|lt|gt|laquo|raquo|[mn]dash|apos);", re.IGNORECASE)
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]|(?:^|\s)\?[^\W\d_]")


def garbled(text: str) -> bool:
    """Whether a text was read in another encoding than it was written in, or has letters of HTML."""
    if "&" in text and _OF_HTML.search(text):
        return True
    if text.isascii() or (_ORDINARY.fullmatch(text) and not _TURN.search(text)):
        return False
    if _DRAWN.search(text):
        return True
    if len(_LEADING.findall(text)) >= _LEAST_PAIRS and any(_of_utf_8(text, old) for old in _OLD):
        return True
    words = [word for word in _WORDS.findall(text) if len(word) > 1]
    if not any(len(word) >= _SHORTEST for word in words):
        return False
    return all(map(_LATIN_WITH_MARKS.fullmatch, words)) or all(map(_turned, words))


def letters_lost(text: str) -> bool:
    """Whether some letters of a text became question marks."""
    return "\ufffd" in text or ("?" in text and bool(_LOST.search(text)))


def _of_utf_8(text: str, old: str) -> bool:
    """Whether a text, taken back into an old encoding, is UTF-8."""
    try:
        text.encode(old).decode()
    except UnicodeError:
        return False
    return True


def _turned(word: str) -> bool:
    return word[0].islower() and word[1:].isupper() and bool(_CYRILLIC.fullmatch(word))
