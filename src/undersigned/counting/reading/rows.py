"""Rows of names with a number in brackets after each: "in Lessen (87), Tolm (54) and Port Selm (21)".

* Two or more in one sentence, and a noun before them that they can count: each is a figure of that noun.
* The first name follows "in" or the like: numbers behind people's names are their ages as likely.
* Numbers that go up by one are calls of notes as likely, and one number alone in brackets is anything: both
  stay what `doubting.py` makes of them, numbers that nobody can tell.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from undersigned.counting.figure import Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.naming import is_capital
from undersigned.counting.reading.nouns import noun_before, unit_of
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

LEAST_ROW = 2


def units_of_rows(
    mentions: Sequence[Mention], tokens: Sequence[Token], starts: Sequence[int], words: Vocabulary, text: str
) -> Mapping[int, Unit]:
    """The unit of each number that stands in such a row, by the token that the number begins with."""
    rows: dict[int, list[Mention]] = {}
    for mention in mentions:
        if _stands_behind_a_name(mention, tokens, text):
            rows.setdefault(starts[mention.first], []).append(mention)
    found: dict[int, Unit] = {}
    for start, row in rows.items():
        unit = _counted(tokens, start, row[0].first, words)
        notes = all(following.low == mention.low + 1 for mention, following in pairwise(row))
        name = _name_begins(row[0].first - 2, tokens, text)
        placed = name > 0 and tokens[name - 1].text in words.words["in_place"]
        if len(row) >= LEAST_ROW and unit and placed and not notes:
            found |= dict.fromkeys((mention.first for mention in row), unit)
    return found


def years_in_rows(
    mentions: Sequence[Mention], kinds: Sequence[str | None], tokens: Sequence[Token], text: str
) -> frozenset[int]:
    """The years in brackets that stand in a row with numbers that are none: `Lessen (1629), Tolm (1173)`."""
    behind = [at for at, mention in enumerate(mentions) if _stands_behind_a_name(mention, tokens, text)]
    if all(kinds[at] == "year" for at in behind):
        return frozenset()
    return frozenset(mentions[at].first for at in behind if kinds[at] == "year")


def _stands_behind_a_name(mention: Mention, tokens: Sequence[Token], text: str) -> bool:
    at = mention.first
    if at < LEAST_ROW or mention.after >= len(tokens) or mention.qualified:
        return False
    return tokens[at - 1].text + tokens[mention.after].text == "()" and is_capital(tokens[at - 2], text)


def _name_begins(at: int, tokens: Sequence[Token], text: str) -> int:
    while at > 1 and is_capital(tokens[at - 1], text):
        at -= 1
    return at


def _counted(tokens: Sequence[Token], start: int, first: int, words: Vocabulary) -> Unit | None:
    """What the sentence counts before the row: "the number of …", else the first noun of a known unit."""
    stated = noun_before(tokens, first, words)
    if stated:
        return stated[0]
    units = (unit_of(token.text, words) for token in tokens[start:first] if token.kind == "word")
    return next((unit for unit in units if unit not in (None, Unit.PLACES)), None)
