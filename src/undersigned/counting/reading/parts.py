"""Which figures are parts of another figure, by the words between them or by their sum.

* "31 of the 84", "310 bureaux sur 1 420", "312 of the country's 5,723": a part of the number that follows.
* "Of the 84 detainees, 31 …": a part of the number that the sentence, or a part of it, opens with.
* "four journalists (three women and one man)": persons in brackets behind the noun of a number.
* "the other three" after a part, or what makes the parts the whole ("of five, three …, two …").
* "412 cases: 265 in …, 98 in … and 49 in …": two or more that make up the number before them.
"""

from collections.abc import Sequence

from undersigned.counting.figure import Qualifier, Relation, Tie, Unit
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.nouns import noun_at, past_repeat
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

PART_AND_WHOLE = 2
BRACKET, NOUN_IN_FRONT = (
    24,
    3,
)  # tokens: back to an open bracket; from a number to the bracket behind its noun
LEAST_PARTS = 2
POSSESSIVE = 5  # words: "the Central Electoral Commission's" before the number it has
NEXT = 8  # tokens: a noun with its adjectives, and "out of"
NEAR = 12  # so many figures a tie may reach over


def with_sums(
    ties: Sequence[Relation | None], mentions: Sequence[Mention], starts: Sequence[int]
) -> tuple[Relation | None, ...]:
    """The ties, and parts where two or more make up the number before them (412: 265 in …, 147 in …)."""
    found = list(ties)
    for whole, mention in enumerate(mentions):
        total, end = mention.low, whole + 1
        while end < len(mentions) and found[end] is None and _may_add_up(mentions[end], mention, starts):
            total -= mentions[end].low
            end += 1
            if total <= 0:
                break
        if total == 0 and end - whole > LEAST_PARTS:
            found[whole + 1 : end] = [Relation(tie=Tie.PART, to=whole)] * (end - whole - 1)
    return tuple(found)


def _may_add_up(part: Mention, whole: Mention, starts: Sequence[int]) -> bool:
    exact = part.qualifier is Qualifier.EXACTLY and whole.qualifier is Qualifier.EXACTLY
    return exact and starts[part.first] == starts[whole.first]


def is_part_of_next(
    index: int, mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary
) -> bool:
    """Whether the number that follows is the whole of this one."""
    if index + 1 >= len(mentions):
        return False
    mention, following = mentions[index], mentions[index + 1]
    after, next_ = past_repeat(tokens, mention.after, words), {following.begin, following.first}
    phrase = words.relations["part_of_the"].starting(tokens, after)
    if phrase is not None and after + phrase[0] in next_:
        return True
    if phrase is not None and _possesses(tokens, after + phrase[0], following):
        return mention.low <= following.low
    near = mention.low <= following.low and following.begin - after <= NEXT
    noun = noun_at(tokens, after, words) if near else None
    behind = noun and words.relations["part_out_of"].starting(tokens, noun[1] + 1)
    return bool(noun and behind and noun[1] + 1 + behind[0] in next_)  # 310 bureaux sur 1 420


def _possesses(tokens: Sequence[Token], at: int, following: Mention) -> bool:
    """`312 of the country's 5,723`: a possessive between the two."""
    near = at < following.begin <= at + POSSESSIVE and following.begin == following.first
    return near and tokens[following.begin - 1].text == "s"


def rest_of(
    index: int,
    mentions: Sequence[Mention],
    before: Sequence[Relation | None],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> Relation | None:
    """`the other three` after a part, or a number that fills the whole up, as a part of the same whole."""
    mention, last = mentions[index], _last_part(index, before)
    if last is None or last.to is None or starts[mentions[last.to].first] != starts[mention.first]:
        return None
    parts = sum(mentions[at].low for at in range(max(0, index - NEAR), index) if before[at] == last)
    fills = mention.qualifier is Qualifier.EXACTLY and parts + mention.low == mentions[last.to].low
    near = {
        token.text
        for token in (*tokens[mention.begin : mention.first], *tokens[mention.after : mention.after + 1])
    }
    other = not near.isdisjoint(words.words["rest"])
    definite = tokens[mention.begin].text in words.words["definite"]
    noun = None if other else noun_at(tokens, mention.after, words)
    same = noun is None or noun[0] is Unit.PERSONS
    return last if (other and (definite or fills)) or (fills and same) else None


def _last_part(index: int, before: Sequence[Relation | None]) -> Relation | None:
    """The tie of the part just before; a whole that stands after its part ("four of the seven") is no bar."""
    for at in range(index - 1, max(-1, index - 1 - PART_AND_WHOLE), -1):
        tie = before[at]
        if tie is not None:
            return tie if tie.tie is Tie.PART else None
    return None


def bracketed_part(
    index: int, mentions: Sequence[Mention], tokens: Sequence[Token], words: Vocabulary
) -> int | None:
    """The figure whose persons a bracket behind its noun divides: `four journalists (three women and …)`."""
    mention = mentions[index]
    opened = _open_bracket(tokens, mention.begin)
    noun = None if opened is None else noun_at(tokens, mention.after, words)
    if opened is None or noun is None or noun[0] is not Unit.PERSONS:
        return None
    whole = next((at for at in range(index - 1, -1, -1) if mentions[at].after <= opened), None)
    if whole is None or opened - mentions[whole].after > NOUN_IN_FRONT or mention.low > mentions[whole].low:
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


def opened_whole(
    index: int,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    starts: Sequence[int],
    words: Vocabulary,
) -> int | None:
    """The figure that the sentence, or a part of it, opens with as a whole ("Of the 84 detainees, …")."""
    start = starts[mentions[index].first]
    for other in range(index - 1, max(-1, index - 1 - NEAR), -1):
        whole = mentions[other]
        if starts[whole.first] != start:
            return None
        if _opens(whole, start, tokens, words):
            unit = noun_at(tokens, mentions[index].after, words)
            return other if unit is None or unit[0] is Unit.PERSONS else None
    return None


def _opens(whole: Mention, start: int, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a mark, or nothing, stands before the "of the" of a number."""
    for at in {whole.begin, whole.first}:
        phrase = words.relations["part_of_the"].ending(tokens, at)
        if phrase and (at - phrase[0] == start or tokens[at - phrase[0] - 1].kind == "mark"):
            return True
    return False
