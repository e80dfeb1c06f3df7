"""Who is named as the author of a number: "observers estimated more than 200", "selon le ministère".

* A verb of saying applies to what follows it up to a comma; a phrase such as "according to" to its whole
  sentence; a verb at the end of a sentence ("…, the governor said") to what stands before it.
* The author is the words next to the verb, as written; a passive ("were counted") names nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from undersigned.counting.figure import Qualifier
from undersigned.counting.reading.number_words import is_numeral
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

LONGEST_NAME, FAR = 6, 80  # tokens: of a name, and that an attribution reaches over
QUOTED = frozenset('«»“”„"')


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, and the token of the verb or phrase; `whole` where it holds for all of the sentence."""

    who: tuple[int, int]
    at: int
    whole: bool


def attributions_of(
    tokens: Sequence[Token], starts: Sequence[int], words: Vocabulary
) -> Mapping[int, Sequence[Attribution]]:
    """The attributions of each sentence in order, by the index of the sentence's first token."""
    found: dict[int, list[Attribution]] = {}
    for at, token in enumerate(tokens):
        if token.kind != "word":
            continue
        phrase = words.attribution_phrases.starting(tokens, at)
        if phrase:
            who = _forward(tokens, at + phrase[0], words)
            if who:
                found.setdefault(starts[at], []).append(Attribution(who, at, whole=True))
            continue
        verb = words.attribution_verbs.starting(tokens, at)
        if verb and not _is_passive(tokens, at, words):
            after = at + verb[0]
            who = _backward(tokens, at, starts[at], words) or _forward(tokens, after, words, short=True)
            if who:
                found.setdefault(starts[at], []).append(Attribution(who, at, whole=False))
    return found


def who_says(
    at: int,
    tokens: Sequence[Token],
    starts: Sequence[int],
    said: Mapping[int, Sequence[Attribution]],
    words: Vocabulary,
) -> tuple[int, int] | None:
    """The tokens that name the author of the number at token `at`; `None` where it is the text itself."""
    here = [attribution for attribution in said.get(starts[at], ()) if not _apart(attribution.at, at, tokens)]
    for attribution in reversed(here):
        if (
            not attribution.whole
            and attribution.at < at
            and "," not in _after_verb(attribution.at, at, tokens, words)
        ):
            return attribution.who
    several = [attribution for attribution in here if attribution.whole]
    for attribution in _nearest_first(several, at, tokens, words) if several[1:] else here:
        closes = attribution.at + 1 == len(tokens) or tokens[attribution.at + 1].kind == "mark"
        if (attribution.whole and _holds_for(attribution, at, tokens, words)) or (
            attribution.at > at and closes and tokens[attribution.who[0] - 1].text == ","
        ):
            return attribution.who
    return None


def _nearest_first(
    several: Sequence[Attribution], at: int, tokens: Sequence[Token], words: Vocabulary
) -> Sequence[Attribution]:
    """`612, according to one count, or 640, according to another`: behind the numbers, or before them."""
    first = several[0].at
    behind = first > 1 and any(is_numeral(token, words) for token in tokens[first - 2 : first])
    if behind:
        return [one for one in several if one.at > at]
    return [one for one in reversed(several) if one.at < at]


def _holds_for(one: Attribution, at: int, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a phrase is said of the number at `at`: `a thousand, 850 according to the police` is of 850."""
    if one.at and is_numeral(tokens[one.at - 1], words):
        return "," not in {token.text for token in tokens[at : one.at]}
    after = one.who[1] + (1 if tokens[one.who[1] : one.who[1] + 1] and tokens[one.who[1]].text == "-" else 0)
    number_next = after < len(tokens) and is_numeral(tokens[after], words)
    amid = one.at > 0 and tokens[one.at - 1].text == ","
    return at > one.at or not (amid and number_next)  # тысячи, по оценке полиции - 850


def _after_verb(verb: int, at: int, tokens: Sequence[Token], words: Vocabulary) -> set[str]:
    """What stands between verb and number; the comma of "утверждает, что" opens what is said."""
    opens = words.clauses["before_who"].starting(tokens, verb + 2) and tokens[verb + 1].text == ","
    return {token.text for token in tokens[verb + (2 if opens else 1) : at]}


def _apart(one: int, other: int, tokens: Sequence[Token]) -> bool:
    """Whether a semicolon, or too much, stands between."""
    if abs(one - other) > FAR:
        return True
    return any(token.text == ";" for token in tokens[min(one, other) : max(one, other)])


def _is_passive(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    before = {token.text for token in tokens[max(0, at - 1) : at]}
    stated_at = words.language == "en" and at + 1 < len(tokens) and tokens[at + 1].text == "at"
    return bool(before & words.passive) or stated_at  # the toll, initially put at 12


def _backward(tokens: Sequence[Token], at: int, start: int, words: Vocabulary) -> tuple[int, int] | None:
    end = at
    while end > start and words.clauses["auxiliaries"].starting(tokens[:at], end - 1):
        end -= 1
    begin = _quoted_from(tokens, end, start)  # центр «Весна» сообщает
    while begin > start and end - begin < LONGEST_NAME:
        token = tokens[begin - 1]
        if token.kind != "word" or words.clauses["before_who"].starting([token], 0):
            break
        begin -= 1
    return (begin, end) if _names(tokens[begin:end], words) else None


def _quoted_from(tokens: Sequence[Token], end: int, start: int) -> int:
    """Where a name in quotation marks that ends just before a token begins; the token where there is none."""
    if end <= start or tokens[end - 1].text not in QUOTED:
        return end
    for here in range(end - 2, max(start, end - LONGEST_NAME) - 1, -1):
        if tokens[here].text in QUOTED:
            return here
        if tokens[here].kind != "word":
            break
    return end


def _names(tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether words name anybody: joints, articles and prepositions alone do not."""
    empty = words.words["stop"] | words.words["articles"] | words.words["of"]
    return any(token.text not in empty for token in tokens)


def _forward(
    tokens: Sequence[Token], at: int, words: Vocabulary, *, short: bool = False
) -> tuple[int, int] | None:
    if at < len(tokens) and tokens[at].text in QUOTED:
        close = next((k for k in range(at + 1, len(tokens)) if tokens[k].text in QUOTED), at)
        return (at + 1, close) if at + 1 < close <= at + LONGEST_NAME else None
    if short and any(words.relations["number_of"].starting(tokens, at + skipped) for skipped in (0, 1)):
        return None  # which put the number of dead at 300
    end = at
    most = 2 if short else LONGEST_NAME
    while end < len(tokens) and end - at < most:
        token = tokens[end]
        stops = words.clauses["before_who"].starting([token], 0) and not short
        if token.kind in {"aside", "word"}:
            binds = words.qualifiers.starting(tokens, end)
            if stops or (binds and binds[1] is not Qualifier.EXACTLY):
                break
            end += 1
            continue
        break
    return (at, end) if _names(tokens[at:end], words) else None
