"""How one figure of a text stands to another: part of it, a difference, one of a row.

* Part: "43 of whom", "including 12", "31 of the 84", "Of the 84 detainees, 31 …"; a part's part goes on after
  "and" or a comma ("including 12 minors and 3 women"); persons in brackets behind the noun of a number.
* Rest: after a part, "the other three", or what makes the parts the whole ("of five, three …, two …"), is a part.
* Difference: "another 18", "133 more", "8 de plus", "from 17 to 21" after a verb of change.
* The whole of "including" is the figure just before; of "of whom" the nearest before that is itself no part,
  in the sentence or, where it has none, in the one before.
"""

from collections.abc import Sequence

from undersigned.counting.figure import Qualifier, Relation, Tie, Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.nouns import noun_at, past_repeat
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

NOUN_AND_JOINT, PART_AND_WHOLE = 2, 2
BRACKET, NOUN_IN_FRONT = 24, 3  # tokens: back to an open bracket; between a number and the bracket behind its noun
NEAR, FAR = 12, 60  # so many figures, and so many tokens, a tie may reach over
JOINTS = {",", "and", "et", "и", "или"}


def ties_of(
    mentions: Sequence[Mention], tokens: Sequence[Token], starts: Sequence[int], words: Vocabulary
) -> tuple[Relation | None, ...]:
    """The tie of each mention, in their order."""
    found: list[Relation | None] = []
    for index in range(len(mentions)):
        found.append(_tie(index, mentions, found, tokens, starts, words))
    return tuple(found)


def _tie(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> Relation | None:
    one = mentions[index]
    if one.changes:
        return Relation(tie=Tie.DIFFERENCE, to=_other_end(index, mentions, starts))
    rest = _is_rest(index, mentions, before, tokens, starts, words)
    if rest is not None:
        return rest
    if _differs(one, tokens, words):
        return Relation(tie=Tie.DIFFERENCE, to=_whole_before(index, before))
    if _is_part_of_next(index, mentions, tokens, words):
        return Relation(tie=Tie.PART, to=index + 1)
    stated = _stated_part(index, mentions, before, tokens, starts, words)
    if stated is not None:
        return stated
    if _goes_on(index, mentions, before, tokens, words):
        return before[index - 1]
    return _in_a_row(one, tokens, starts, words)


def _stated_part(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> Relation | None:
    """A part that the words around the number state."""
    one = mentions[index]
    if words.relations["part_before"].ending(tokens, one.begin) and index:
        return Relation(tie=Tie.PART, to=_nearest(index, mentions, starts))
    if words.relations["part_after"].starting(tokens, one.after):
        return Relation(tie=Tie.PART, to=_whole_before(index, before))
    bracketed = _bracketed_part(index, mentions, tokens, words)
    if bracketed is not None:
        return Relation(tie=Tie.PART, to=bracketed)
    opened = _opened_whole(index, mentions, tokens, starts, words)
    return None if opened is None else Relation(tie=Tie.PART, to=opened)


def _differs(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    if words.relations["difference_before"].ending(tokens, one.begin) and not _is_still(one, tokens, words):
        return True
    phrase = words.relations["difference_after"]
    if phrase.starting(tokens, one.after):
        return True
    noun = noun_at(tokens, one.after, words)
    return noun is not None and phrase.starting(tokens, noun[1] + 1) is not None


def _is_still(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`on en comptait encore 135`: behind a verb the word says "still", and adds nothing."""
    if one.begin < NOUN_AND_JOINT or tokens[one.begin - 1].text not in words.words["still"]:
        return False
    before = tokens[one.begin - NOUN_AND_JOINT]
    return before.kind == "word" and before.text not in JOINTS


def _is_part_of_next(
    index: int, mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary
) -> bool:
    if index + 1 >= len(mentions):
        return False
    one, following = mentions[index], mentions[index + 1]
    after, next_ = past_repeat(tokens, one.after, words), {following.begin, following.first}
    phrase = words.relations["part_of_the"].starting(tokens, after)
    if phrase is not None and after + phrase[0] in next_:
        return True
    noun = noun_at(tokens, after, words) if one.low <= following.low else None
    behind = noun and words.relations["part_out_of"].starting(tokens, noun[1] + 1)
    return bool(noun and behind and noun[1] + 1 + behind[0] in next_)  # 310 bureaux sur 1 420


def _is_rest(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> Relation | None:
    """`the other three` after a part, or a number that fills the whole up, as a part of the same whole."""
    one, last = mentions[index], _last_part(index, before)
    if last is None or last.to is None or starts[mentions[last.to].first] != starts[one.first]:
        return None
    parts = sum(mentions[at].low for at, tie in enumerate(before) if tie == last)
    fills = one.qualifier is Qualifier.EXACTLY and parts + one.low == mentions[last.to].low
    near = {token.text for token in (*tokens[one.begin : one.first], *tokens[one.after : one.after + 1])}
    other = not near.isdisjoint(words.words["rest"])
    definite = tokens[one.begin].text in words.words["definite"]
    noun = None if other else noun_at(tokens, one.after, words)
    same = noun is None or noun[0] is Unit.PERSONS
    return last if (other and (definite or fills)) or (fills and same) else None


def _last_part(index: int, before: Sequence[Relation | None]) -> Relation | None:
    """The tie of the part just before; a whole that stands after its part ("four of the seven") is no bar."""
    for at in range(index - 1, max(-1, index - 1 - PART_AND_WHOLE), -1):
        tie = before[at]
        if tie is not None:
            return tie if tie.tie is Tie.PART else None
    return None


def _bracketed_part(
    index: int, mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary
) -> int | None:
    """The figure whose persons a bracket behind its noun divides: `four journalists (three women and …)`."""
    one = mentions[index]
    noun = noun_at(tokens, one.after, words)
    opened = _open_bracket(tokens, one.begin)
    if opened is None or noun is None or noun[0] is not Unit.PERSONS:
        return None
    whole = next((at for at in range(index - 1, -1, -1) if mentions[at].after <= opened), None)
    if whole is None or opened - mentions[whole].after > NOUN_IN_FRONT or one.low > mentions[whole].low:
        return None
    counted = noun_at(tokens, mentions[whole].after, words)
    divided = counted is not None and counted[0] in {Unit.PERSONS, Unit.DETENTIONS}
    return whole if divided else None


def _open_bracket(tokens: Sequence[Token], at: int) -> int | None:
    """The bracket that stands open before a token."""
    for here in range(at - 1, max(-1, at - BRACKET), -1):
        if tokens[here].text in {")", ".", ";"}:
            return None
        if tokens[here].text == "(":
            return here
    return None


def _opened_whole(
    index: int,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> int | None:
    """The figure that the sentence opens with as a whole ("Of the 84 detainees, …")."""
    start = starts[mentions[index].first]
    phrase = words.relations["part_of_the"].starting(tokens, start)
    if phrase is None:
        return None
    for other in range(index - 1, max(-1, index - 1 - NEAR), -1):
        whole = mentions[other]
        if start + phrase[0] in {whole.begin, whole.first}:
            unit = noun_at(tokens, mentions[index].after, words)
            return other if unit is None or unit[0] is Unit.PERSONS else None
    return None


def _goes_on(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    words: Vocabulary,
) -> bool:
    if not index or (last := before[index - 1]) is None or last.tie is not Tie.PART:
        return False
    part, one = mentions[index - 1], mentions[index]
    if not words.relations["part_before"].ending(tokens, part.begin):
        return False
    between = tokens[part.after : one.begin]
    noun = noun_at(tokens, one.after, words)
    persons = noun is not None and noun[0] is Unit.PERSONS
    return persons and len(between) == NOUN_AND_JOINT and between[-1].text in JOINTS


def _in_a_row(
    one: Mention, tokens: Sequence[Token], starts: Sequence[int], words: Vocabulary
) -> Relation | None:
    for at in range(one.after, min(one.after + FAR, len(tokens))):
        if starts[at] != starts[one.first]:
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
