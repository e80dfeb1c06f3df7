"""How figures of a text relate to each other: a part, a difference, or one of a row.

* Part: "43 of whom", "including 12"; a part's part goes on after "and" or a comma ("including 12 minors and 3
  women"). What other words or sums make a part is told in `parts.py`.
* Difference: "another 18", "133 more", "8 de plus", "from 17 to 21" after a verb of change; of "by 133 to
  145" the first is the difference, and the second what came of it.
* The whole of "including" is the figure just before; of "of whom" the nearest before that is itself no part,
  in the sentence or, where it has none, in the one before.
"""

from collections.abc import Sequence

from undersigned.counting.figure import Relation, Tie, Unit
from undersigned.counting.reading.mentions import Mention, changes_by
from undersigned.counting.reading.nouns import noun_at
from undersigned.counting.reading.parts import (
    bracketed_part,
    is_part_of_next,
    opened_whole,
    rest_of,
    with_sums,
)
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

NOUN_AND_JOINT = 2
TWO_ENDS = 2
NEAR, FAR = 12, 60  # so many figures, and so many tokens, a tie may reach over
JOINTS = {",", "and", "et", "и", "или"}


def ties_of(
    mentions: Sequence[Mention], tokens: Sequence[Token], starts: Sequence[int], words: Vocabulary
) -> tuple[Relation | None, ...]:
    """The relation of each mention to another, in the order of the mentions; `None` where there is none."""
    found: list[Relation | None] = []
    for index in range(len(mentions)):
        found.append(_tie(index, mentions, found, tokens, starts, words))
    return with_sums(found, mentions, starts)


def _tie(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> Relation | None:
    mention = mentions[index]
    if mention.changes:
        return _change(index, mentions, tokens, starts, words)
    rest = rest_of(index, mentions, before, tokens, starts, words)
    if rest is not None:
        return rest
    gap = _is_gap(index, mentions, tokens, words)
    if gap or _differs(mention, tokens, words):
        came_to = (
            index - 1 if gap else index + 1 if _comes_to(index, mentions, tokens, starts, words) else None
        )
        return Relation(tie=Tie.DIFFERENCE, to=came_to or _whole_before(index, before))
    stated = _stated_part(index, mentions, before, tokens, starts, words)
    if stated is not None:
        return stated
    if _goes_on(index, mentions, before, tokens, words):
        return before[index - 1]
    return _in_a_row(mention, tokens, starts, words)


def _stated_part(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> Relation | None:
    """A part that the words around the number state."""
    mention = mentions[index]
    if is_part_of_next(index, mentions, tokens, words):
        return Relation(tie=Tie.PART, to=index + 1)
    listed = words.relations["part_before"].ending(tokens, mention.begin)
    before_it = mention.begin - listed[0] - 1 if listed else -1
    left_out = before_it >= 0 and tokens[before_it].text in words.words["not"]  # not counting 14
    if listed and not left_out and index:
        return Relation(tie=Tie.PART, to=_nearest(index, mentions, starts))
    if words.relations["part_after"].starting(tokens, mention.after):
        return Relation(tie=Tie.PART, to=_whole_before(index, before))
    bracketed = bracketed_part(index, mentions, tokens, words)
    if bracketed is not None:
        return Relation(tie=Tie.PART, to=bracketed)
    opened = opened_whole(index, mentions, tokens, starts, words)
    return None if opened is None else Relation(tie=Tie.PART, to=opened)


def _change(
    index: int,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> Relation | None:
    """An end of "from 17 to 21"; what came of "by 133" alone is no difference."""
    to = _other_end(index, mentions, starts)
    came_by = index and _comes_to(index - 1, mentions, tokens, starts, words)
    return None if to is None and came_by else Relation(tie=Tie.DIFFERENCE, to=to)


def _comes_to(
    index: int,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> bool:
    """`increased by 133 to 145`: what was added, directly before what came of it."""
    if index + 1 >= len(mentions):
        return False
    mention, following = mentions[index], mentions[index + 1]
    near = (
        following.begin - mention.after <= NOUN_AND_JOINT and starts[mention.first] == starts[following.first]
    )
    return near and following.changes and _differs(mention, tokens, words)


def _differs(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    if words.relations["difference_before"].ending(tokens, mention.begin) and not _is_still(
        mention, tokens, words
    ):
        return True
    if changes_by(tokens, mention.begin, words):
        return True
    phrase = words.relations["difference_after"]
    if phrase.starting(tokens, mention.after):
        return True
    noun = noun_at(tokens, mention.after, words)
    return noun is not None and phrase.starting(tokens, noun[1] + 1) is not None


def _is_gap(index: int, mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`from 120 to 84, i.e. by 36`: what lies between the two numbers before, said with "by"."""
    if index < TWO_ENDS or tokens[mentions[index].begin - 1].text not in words.words["change_by"]:
        return False
    before, now = mentions[index - TWO_ENDS : index]
    return abs(now.low - before.low) == mentions[index].low


def _is_still(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`on en comptait encore 135`: behind a verb the word says "still", and adds nothing."""
    if mention.begin < NOUN_AND_JOINT or tokens[mention.begin - 1].text not in words.words["still"]:
        return False
    before = tokens[mention.begin - NOUN_AND_JOINT]
    return before.kind == "word" and before.text not in JOINTS


def _goes_on(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    words: Vocabulary,
) -> bool:
    if not index or (last := before[index - 1]) is None or last.tie is not Tie.PART:
        return False
    part, mention = mentions[index - 1], mentions[index]
    if not words.relations["part_before"].ending(tokens, part.begin):
        return False
    between = tokens[part.after : mention.begin]
    noun = noun_at(tokens, mention.after, words)
    persons = noun is not None and noun[0] is Unit.PERSONS
    return persons and len(between) == NOUN_AND_JOINT and between[-1].text in JOINTS


def _in_a_row(
    mention: Mention, tokens: Sequence[Token], starts: Sequence[int], words: Vocabulary
) -> Relation | None:
    for at in range(mention.after, min(mention.after + FAR, len(tokens))):
        if starts[at] != starts[mention.first]:
            return None
        if words.relations["respectively"].starting(tokens, at):
            return Relation(tie=Tie.RESPECTIVELY)
    return None


def _nearest(index: int, mentions: Sequence[Mention], starts: Sequence[int]) -> int | None:
    """The figure just before, which a list of some of them ("including …") belongs to."""
    return index - 1 if starts[mentions[index - 1].first] == starts[mentions[index].first] else None


def _whole_before(index: int, before: Sequence[Relation | None]) -> int | None:
    """The nearest figure before that is itself no part."""
    for other in range(index - 1, max(-1, index - 1 - NEAR), -1):
        tie = before[other]
        if tie is None or tie.tie is not Tie.PART:
            return other
    return None


def _other_end(index: int, mentions: Sequence[Mention], starts: Sequence[int]) -> int | None:
    here = starts[mentions[index].first]
    near = range(max(0, index - NEAR), min(index + NEAR, len(mentions)))
    ends = [
        other
        for other in near
        if other != index and mentions[other].changes and starts[mentions[other].first] == here
    ]
    return min(ends, key=lambda other: abs(other - index)) if ends else None
