"""Reasons to doubt that a number is the figure that it seems to be; a person settles each doubt.

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
from undersigned.counting.reading.number_words import is_numeral
from undersigned.counting.reading.shares import POWERS, may_be_rate, may_be_share
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary
from undersigned.counting.reading.years import like_a_year

RECENT = 1900  # an earlier number without a qualifier is hardly a year
NEGATION_REACH = 7  # tokens from a "never" to the verb it denies
ALTERNATIVE = 3  # words between two numbers of which one holds: "or perhaps even"
RECKONED = 1000  # what a comma may stand behind
MARGIN_REACH = 5  # tokens from a number, past its noun and a comma, to its margin
TWO = 2  # the word before the one before a number
ROUND, LEAST_ROUND = 10, 20  # what "dans les" may make approximate


def doubts_of(
    mention: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary, text: str
) -> tuple[str, ...]:
    """The doubts about a mention, each once."""
    by_name = (
        ("age", may_be_age(mention, tokens, words)),
        ("label", is_label(mention, tokens, words, text)),
        ("compound", describes(mention, tokens)),
        ("share", following is not None and may_be_share(mention, following, tokens, words)),
        ("two-numbers", may_be_two(mention, tokens, words) or _may_go_on(mention, following, tokens)),
        ("bracketed", _stands_in_brackets(mention, tokens)),
        ("hedged", _is_margin(mention, tokens, words)),
    )
    named = (doubt for doubt, holds in by_name if holds)
    return tuple(
        dict.fromkeys(
            (*mention.doubts, *_by_value(mention), *_by_words(mention, following, tokens, words), *named)
        )
    )


def _by_value(mention: Mention) -> Iterator[str]:
    if mention.low.denominator != 1 or (mention.high is not None and mention.high.denominator != 1):
        yield "fraction"
    if (
        mention.bare
        and (mention.ranged or not mention.qualified)
        and like_a_year(mention.low)
        and mention.low >= RECENT
    ):
        yield "year"


def _by_words(
    mention: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary
) -> Iterator[str]:
    before = tokens[mention.begin - 1].text if mention.begin else ""
    if _is_negated(mention, tokens, words) or _exceeds_never(mention, tokens, words):
        yield "negated"
    rate = before in words.words["one_for"] and may_be_rate(mention, tokens, words)
    if before in words.words["each"] or rate or _is_to_one(mention, tokens, words):
        yield "share"  # of every 100
    opens = mention.begin < TWO or tokens[mention.begin - TWO].kind != "word"
    if before in words.words["out"] and opens and mention.low in POWERS:
        yield "share"  # Sur dix personnes, sept …
    if mention.qualified and before in words.words["comparing"]:
        yield "qualifiers"  # twice as many as 30
    if _may_be_bounded(mention, following, tokens, words):
        yield "bound"
    if (
        mention.qualifier is Qualifier.ABOUT
        and mention.begin < mention.first
        and before in words.words["topics"]
    ):
        yield "topic"  # a campaign about 20,000 strangers
    said = {token.text for token in tokens[max(0, _past_marks(mention.begin, tokens) - 1) : mention.first]}
    if _has_alternative(mention, following, tokens, words):
        yield "hedged"
    if mention.qualifier not in FROM_ABOVE and not said.isdisjoint(words.words["hedges"]):
        yield "hedged"
    about = words.relations["place_or_about"].ending(tokens, mention.first)
    if about and mention.low >= LEAST_ROUND and mention.low % ROUND == 0:
        yield "around"


def _is_negated(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`not 12`, `pas de 12 morts`."""
    before = tokens[mention.begin - 1].text if mention.begin else ""
    if mention.begin > 1 and before in words.words["of"]:
        before = tokens[mention.begin - TWO].text
    return before in words.words["not"]


def _is_to_one(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`outnumbered three to one`."""
    after = [token.text for token in tokens[mention.after : mention.after + TWO]]
    return (
        len(after) == TWO
        and after[0] in words.relations["change_to"].firsts
        and after[1] in words.words["one"]
    )


def _may_be_bounded(
    mention: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary
) -> bool:
    """`handed over 12`, `the toll has passed 500`, `crossed the 200 mark`: more than, or so many."""
    before = tokens[mention.begin - 1].text if mention.begin else ""
    if before in words.words["over_verbs"] and tokens[mention.begin].text == "over":
        return True
    if mention.after < len(tokens) and tokens[mention.after].text in words.words["mark"]:
        return not mention.qualified
    voted = following is not None and following.first == mention.after + 1  # passed 78 to 41
    passed = before in words.words["passing"] and not mention.qualified
    return passed and not voted and noun_at(tokens, mention.after, words) is None


def _has_alternative(
    mention: Mention, following: Mention | None, tokens: Sequence[Token], words: Vocabulary
) -> bool:
    """`30, 40 or even 50 people`: one of several numbers that it may be."""
    if following is None or mention.ranged or following.low <= mention.low:
        return False
    between = [token.text for token in tokens[mention.after : following.first] if token.text != ","]
    either = len(between) <= ALTERNATIVE and not words.words["alternative"].isdisjoint(between)
    return either and noun_at(tokens, mention.after, words) is None


def _past_marks(at: int, tokens: Sequence[Token]) -> int:
    """Back over marks and joints: `двести, а может, и триста`."""
    while at > 0 and (tokens[at - 1].text == "," or tokens[at - 1].text in JOINING):
        at -= 1
    return at


def _may_go_on(mention: Mention, following: Mention | None, tokens: Sequence[Token]) -> bool:
    """`sixty thousand, five hundred`: one number with a comma in it, or two."""
    if (
        following is None
        or mention.ranged
        or following.first != mention.after + 1
        or tokens[mention.after].text != ","
    ):
        return False
    words = tokens[mention.after - 1].kind == tokens[following.first].kind == "word"
    return words and mention.low % RECKONED == 0 and following.low < RECKONED and not following.qualified


def _exceeds_never(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`at no time did the crowd exceed 1,500`: a "not" some words before a verb of exceeding."""
    verb = {token.text for token in tokens[mention.begin : mention.first]}
    near = tokens[max(0, mention.begin - NEGATION_REACH) : mention.begin]
    return not verb.isdisjoint(words.words["exceeding"]) and any(
        token.text in words.words["never"] for token in near
    )


def _is_margin(mention: Mention, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`about a hundred cases, give or take ten`: how far the number before it may be out."""
    phrase = words.relations["margin"].ending(tokens, mention.first)
    near = tokens[max(0, mention.begin - MARGIN_REACH) : mention.begin]
    return phrase is not None and any(is_numeral(token, words) for token in near)


def _stands_in_brackets(mention: Mention, tokens: Sequence[Token]) -> bool:
    if mention.qualified or mention.begin == 0 or mention.after >= len(tokens):
        return False
    return tokens[mention.begin - 1].text + tokens[mention.after].text in {"()", "[]"}
