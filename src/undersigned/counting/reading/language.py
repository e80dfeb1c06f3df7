"""Recognises the language of a text by its letters and its most common words.

A text with letters that only other languages have (Kazakh, Ukrainian) is in none of the languages read here.
"""

import re
from collections import Counter

from undersigned.counting.reading.tokens import plain, small, tokens_of
from undersigned.counting.reading.vocabulary import LANGUAGES, vocabulary

_OTHERS = re.compile("[әғқңөұүһіїєґўђћјљњѓќ]")
_CYRILLIC = re.compile("[а-яё]")
SAMPLE = 20_000  # characters: more tell nothing more
TWICE = 2


def language_of(text: str) -> str | None:
    """The code of the text's language; `None` where it is not clear, or figures cannot be read in it."""
    lowered = small(plain(text[:SAMPLE]))
    letters = Counter("cyrillic" if _CYRILLIC.match(one) else "other" for one in lowered if one.isalpha())
    if _OTHERS.search(lowered):
        return None
    if letters["cyrillic"] > letters["other"]:
        return "ru"
    words = Counter(token.text for token in tokens_of(lowered, ()) if token.kind == "word")
    scores = {
        language: sum(words[word] for word in vocabulary(language).words["every"])
        for language in LANGUAGES
        if language != "ru"
    }
    (best, most), (_, next_) = Counter(scores).most_common(TWICE)
    return best if most >= TWICE * next_ and most else None
