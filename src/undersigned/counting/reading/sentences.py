"""Finds where sentences begin: after a closing mark and before a capital letter, or on a new line.

A full stop after a known abbreviation or a single letter ends no sentence.
"""

import re
from collections.abc import Sequence

from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

_CLOSING = {".", "!", "?", "…"}
_AFTER = re.compile(r"[\s\"'»”)\]]*")


def sentence_starts(tokens: Sequence[Token], text: str, words: Vocabulary) -> tuple[int, ...]:
    """For each token, the index of the first token of its sentence."""
    starts: list[int] = []
    begin = 0
    for at, token in enumerate(tokens):
        if at and _closed(tokens, at, text, words):
            begin = at
        starts.append(begin)
        del token
    return tuple(starts)


def _closed(tokens: Sequence[Token], at: int, text: str, words: Vocabulary) -> bool:
    before, here = tokens[at - 1], tokens[at]
    if "\n" in text[before.end : here.start]:
        return True
    closing = before.text in _CLOSING or (
        before.text in {'"', "'", "»", "”", ")"} and tokens[at - 2].text in _CLOSING
    )
    if not closing or here.start == before.end:
        return False
    if before.text == "." and at > 1 and _abbreviates(tokens[at - 2], words):
        return False
    first = text[here.start]
    return first.isupper() or first.isdigit() or not first.isalpha()


def _abbreviates(token: Token, words: Vocabulary) -> bool:
    return token.kind == "word" and (
        words.clauses["abbreviations"].starting([token], 0) is not None or len(token.text) == 1
    )
