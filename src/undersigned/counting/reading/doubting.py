"""What speaks against taking a number for the figure that it seems to be; a person settles it.

* What it is: a fraction with nothing to measure, perhaps a year, a share, an age, a name.
* What is said before it: a "not", a "possibly", a "twice", a "barely".
* How it stands: alone in brackets, or glued to a word by a hyphen.
"""

from collections.abc import Iterator, Sequence

from undersigned.counting.figure import FROM_ABOVE, Qualifier
from undersigned.counting.reading.ages import JOINING, may_be_age
from undersigned.counting.reading.mentions import Mention
from undersigned.counting.reading.naming import describes, is_label, may_be_two
from undersigned.counting.reading.nouns import noun_at
from undersigned.counting.reading.shares import POWERS, may_be_share
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary
from undersigned.counting.reading.years import like_a_year

RECENT = 1900  # an earlier number without a qualifier is hardly a year
NEGATION_REACH = 7  # tokens from a "never" to the verb it denies
ALTERNATIVE = 3  # words between two numbers of which one holds: "or perhaps even"
RECKONED = 1000  # what a comma may stand behind
TWO = 2  # the word before the one before a number
ROUND, LEAST_ROUND = 10, 20  # what "dans les" may make approximate


def doubts_of(
    one: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary, text: str
) -> tuple[str, ...]:
    """The doubts about a mention, each once."""
    by_name = (
        ("age", may_be_age(one, tokens, words)),
        ("label", is_label(one, tokens, words, text)),
        ("compound", describes(one, tokens)),
        ("share", following is not None and may_be_share(one, following, tokens, words)),
        ("two-numbers", may_be_two(one, tokens, words) or _may_go_on(one, following, tokens)),
        ("bracketed", _stands_in_brackets(one, tokens)),
    )
    named = (doubt for doubt, holds in by_name if holds)
    return tuple(
        dict.fromkeys((*one.doubts, *_by_value(one), *_by_words(one, following, tokens, words), *named))
    )


def _by_value(one: Mention) -> Iterator[str]:
    if one.low.denominator != 1 or (one.high is not None and one.high.denominator != 1):
        yield "fraction"
    if one.bare and (one.ranged or not one.qualified) and like_a_year(one.low) and one.low >= RECENT:
        yield "year"


def _by_words(
    one: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary
) -> Iterator[str]:
    before = tokens[one.begin - 1].text if one.begin else ""
    if before in words.words["not"] or _exceeds_never(one, tokens, words):
        yield "negated"
    if before in words.words["each"]:
        yield "share"  # of every 100
    opens = one.begin < TWO or tokens[one.begin - TWO].kind != "word"
    if before in words.words["out"] and opens and one.low in POWERS:
        yield "share"  # Sur dix personnes, sept …
    if one.qualified and before in words.words["comparing"]:
        yield "qualifiers"  # twice as many as 30
    if one.qualifier is Qualifier.ABOUT and one.begin < one.first and before in words.words["topics"]:
        yield "topic"  # a campaign about 20,000 strangers
    said = {token.text for token in tokens[max(0, _past_marks(one.begin, tokens) - 1) : one.first]}
    if _has_alternative(one, following, tokens, words):
        yield "hedged"
    if one.qualifier not in FROM_ABOVE and not said.isdisjoint(words.words["hedges"]):
        yield "hedged"
    about = words.relations["place_or_about"].ending(tokens, one.first)
    if about and one.low >= LEAST_ROUND and one.low % ROUND == 0:
        yield "around"


def _has_alternative(
    one: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary
) -> bool:
    """`30, 40 or even 50 people`: one of several numbers that it may be."""
    if following is None or one.ranged or following.low <= one.low:
        return False
    between = [token.text for token in tokens[one.after : following.first] if token.text != ","]
    either = len(between) <= ALTERNATIVE and not words.words["alternative"].isdisjoint(between)
    return either and noun_at(tokens, one.after, words) is None


def _past_marks(at: int, tokens: Sequence[Token]) -> int:
    """Back over marks and joints: `двести, а может, и триста`."""
    while at > 0 and (tokens[at - 1].text == "," or tokens[at - 1].text in JOINING):
        at -= 1
    return at


def _may_go_on(one: Mention, following: Mention | None, tokens: Sequence[Token]) -> bool:
    """`sixty thousand, five hundred`: one number with a comma in it, or two."""
    if following is None or one.ranged or following.first != one.after + 1 or tokens[one.after].text != ",":
        return False
    words = tokens[one.after - 1].kind == tokens[following.first].kind == "word"
    return words and one.low % RECKONED == 0 and following.low < RECKONED and not following.qualified


def _exceeds_never(one: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`at no time did the crowd exceed 1,500`: a "not" some words before a verb of exceeding."""
    verb = {token.text for token in tokens[one.begin : one.first]}
    near = tokens[max(0, one.begin - NEGATION_REACH) : one.begin]
    return not verb.isdisjoint(words.words["exceeding"]) and any(
        token.text in words.words["never"] for token in near
    )


def _stands_in_brackets(one: Mention, tokens: Sequence[Token]) -> bool:
    if one.qualified or one.begin == 0 or one.after >= len(tokens):
        return False
    return tokens[one.begin - 1].text + tokens[one.after].text in {"()", "[]"}
