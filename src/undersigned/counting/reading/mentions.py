"""Joins numerals into mentions: a number or a range, with the words that qualify it.

* "between a and b", "from a to b", "a-b", "a to b" are a range where a is smaller than b; after a verb of
  change ("rose from 17 to 21") they are two figures.
* "2 to 3 thousand": the scale holds for both.
* A qualifier is the longest phrase just before the number, or one just after it; of several, the one that
  bounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from undersigned.counting.figure import FROM_ABOVE, FROM_BELOW, Qualifier
from undersigned.counting.reading.number_words import form_of, is_numeral
from undersigned.counting.reading.numerals import THOUSAND, Numeral, scale_at
from undersigned.counting.reading.qualifying import after_number, before_number
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary

FIRST_YEAR, LAST_YEAR = 1500, 2099
BINDING = (*FROM_BELOW, *FROM_ABOVE)
LONGEST_JOINT, OPEN_REACH = 3, 3  # tokens: "up to"; "between at least 300 and 350"
LEAST_OF_WIDE, WIDE = 10, 20  # "three to four hundred" read as 3 to 400 is no range that anyone means
LARGEST_STEP = 2  # times: "three or four", "20 or 30"
LEAST_SHARED = 10  # dozen, hundred, thousand and above hold for both ends of a range
VERB_REACH = 2  # words: a verb of change and an adverb before its "by"
CHANGE_REACH, FAR_CHANGE = 12, 30  # how many tokens back a verb of change is sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A number or a range with its qualifier: tokens `first` to `after`, the qualifier from `begin` on."""

    first: int
    after: int
    begin: int
    low: Fraction
    high: Fraction | None
    qualifier: Qualifier
    qualified: bool = False
    ranged: bool = False
    bare: bool = False
    round: bool = False
    changes: bool = False
    doubts: tuple[str, ...] = ()

    def doubted(self, doubt: str) -> "Mention":
        """A copy with one more doubt."""
        return self if doubt in self.doubts else replace(self, doubts=(*self.doubts, doubt))


def mentions_of(
    numerals: Sequence[Numeral], tokens: Sequence[Token], words: Vocabulary
) -> tuple[Mention, ...]:
    """The mentions in order."""
    found: list[Mention] = []
    at = 0
    while at < len(numerals):
        second = numerals[at + 1] if at + 1 < len(numerals) else None
        ranged = second and _range(numerals[at], second, tokens, words)
        found.append(ranged or _single(numerals[at], tokens, words))
        at += 2 if ranged else 1
    return tuple(found)


def _range(a: Numeral, b: Numeral, tokens: Sequence[Token], words: Vocabulary) -> Mention | None:
    joined = _joined(a, b, tokens, words)
    if joined is None:
        return None
    opened, hyphen = joined
    if _is_year_between(a, tokens, words) or _opens_change(tokens, a.first, words):
        return None
    low = a.low * (b.high or b.low) / b.coefficient if _shares_scale(a, b) and b.coefficient else a.low
    doubts = tuple(dict.fromkeys((*a.doubts, *b.doubts)))
    spaced = hyphen and tokens[a.after].start > tokens[a.after - 1].end
    if low >= b.low and (spaced or not (opened or hyphen)):
        return None
    since = not opened and a.first > 0 and tokens[a.first - 1].text in words.words["since"]  # с 3 до 14
    since = since or (not opened and a.first > 0 and _is_change(tokens, a.first - 1, words))  # rose 4 to 21
    wide = low < LEAST_OF_WIDE and b.low > WIDE * low
    either = tokens[a.after].text in words.words["alternative"]
    wide = wide or (either and b.low > LARGEST_STEP * low)  # 10 or 100: one of the two
    if low >= b.low or wide or (since and not hyphen) or _may_share_thousands(low, b.low):
        doubts = (*doubts, "range")
    outer = words.qualifiers.ending(tokens, a.first - 1) if opened else None
    if any(q in BINDING for q in (*before_number(a, tokens, words)[1], outer and outer[1])):
        doubts = (*doubts, "qualifiers")
    begin = a.first - (1 if opened else 0)
    return Mention(
        first=a.first,
        after=b.after,
        begin=begin,
        low=min(low, b.low),
        high=max(low, b.low),
        qualifier=Qualifier.BETWEEN,
        qualified=True,
        ranged=True,
        bare=a.bare and b.bare,
        doubts=doubts,
    )


def _may_share_thousands(low: Fraction, high: Fraction) -> bool:
    """`30-40,000`: from thirty thousand, or from thirty."""
    return high % THOUSAND == 0 and low * THOUSAND < high


def _joined(a: Numeral, b: Numeral, tokens: Sequence[Token], words: Vocabulary) -> tuple[bool, bool] | None:
    """Whether a joint stands between the two; whether a word opens the range, and whether it is a hyphen."""
    end, about = b.first, words.qualifiers.ending(tokens, b.first)
    if about and about[1] is Qualifier.ABOUT:
        end -= about[0]  # from around 300 to around 350
    joint = " ".join(token.text for token in tokens[a.after : min(end, a.after + LONGEST_JOINT)])
    before = [token.text for token in tokens[max(0, a.first - OPEN_REACH) : a.first]]
    opens_and = any(word in words.ranges["open_and"] for word in before)
    opens_to = bool(before) and before[-1] in words.ranges["open_to"]
    if joint == "-":
        return False, True
    if joint in words.ranges["and"]:
        return (True, False) if opens_and else None
    if joint in words.ranges["to"]:
        return opens_to, False
    return None


def _shares_scale(a: Numeral, b: Numeral) -> bool:
    """`2 to 3 thousand`; not `300 to 1.2 thousand`."""
    return (
        b.coefficient is not None
        and a.coefficient is None
        and not a.doubts
        and a.low <= b.coefficient
        and b.low / b.coefficient >= LEAST_SHARED
    )


def changes_before(tokens: Sequence[Token], at: int, words: Vocabulary, *, reach: int = CHANGE_REACH) -> bool:
    """Whether a verb of change stands before, in the same sentence."""
    for here in range(at - 1, max(-1, at - reach), -1):
        if tokens[here].text in {".", ";", "!", "?"}:
            return False
        if _is_change(tokens, here, words):
            return True
    return False


def _is_change(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether a verb or noun of change stands here; in Russian in any form."""
    if words.relations["change"].starting(tokens, at):
        return True
    changing = words.words["changing"] if tokens[at].kind == "word" else ()
    return bool(changing) and not form_of(tokens[at].text).bases.isdisjoint(changing)


def changes_by(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """`cut by 36`, `вырос на 36`: what is added or taken away."""
    if at < 1 or tokens[at - 1].text not in words.words["change_by"]:
        return False
    near = range(max(0, at - 1 - VERB_REACH), at - 1)
    moves = words.relations["change_between"]
    return all(tokens[here].kind == "word" for here in near) and any(
        _is_change(tokens, here, words) or moves.starting(tokens, here) for here in near
    )


def _opens_change(tokens: Sequence[Token], first: int, words: Vocabulary) -> bool:
    """`rose from 17 to 21`, `moved from 3 to 5`, `rose by 12 to 45`: two numbers that are no range."""
    if _changes(tokens, first, first, words) or _changes_by(tokens, first, words):
        return True
    moves = words.relations["change_between"]
    near = range(max(0, first - CHANGE_REACH), first)
    return (
        first > 0
        and words.relations["change_from"].starting(tokens, first - 1) is not None
        and any(moves.starting(tokens, here) for here in near)
        and not any(tokens[here].text in {".", ";", "!", "?"} for here in near)
    )


def _is_year_between(a: Numeral, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`from 1,200 in 2030 to 2,400`: the year opens no range."""
    return (
        a.bare
        and FIRST_YEAR <= a.low <= LAST_YEAR
        and a.first > 1
        and tokens[a.first - 1].text in words.words["in_year"]
        and is_numeral(tokens[a.first - 2], words)
    )


def _changes_by(tokens: Sequence[Token], first: int, words: Vocabulary) -> bool:
    """`rose by 12 to 45`: what is added and what comes of it are no range."""
    if changes_by(tokens, first, words):
        return True
    by = words.relations["difference_before"].ending(tokens, first)
    return by is not None and by[0] > 1 and changes_before(tokens, first, words)


def _single(numeral: Numeral, tokens: Sequence[Token], words: Vocabulary) -> Mention:
    begin, before = before_number(numeral, tokens, words)
    after, behind = after_number(numeral, tokens, words)
    behind = (*behind, numeral.inside) if numeral.inside else behind
    changes = _changes(tokens, begin, numeral.first, words)
    began = _began(tokens, begin, words) and Qualifier.UP_TO in before
    binds = [q for q in BINDING if not (changes or began) or q is not Qualifier.UP_TO]  # выросло до 45
    binding = tuple(dict.fromkeys(q for q in (*before, *behind) if q in binds))
    doubts = (*numeral.doubts, "qualifiers") if binding[1:] or began else numeral.doubts
    qualifier = _binding_qualifier(binding, (*before, *behind), numeral)
    if qualifier is Qualifier.EXACTLY and _turned_round(numeral, tokens, words):
        qualifier = Qualifier.ABOUT
    return Mention(
        first=numeral.first,
        after=after if behind else numeral.after,
        begin=begin,
        low=numeral.low,
        high=numeral.high,
        qualifier=qualifier,
        qualified=any(q is not Qualifier.EXACTLY for q in (*before, *behind)),
        bare=numeral.bare,
        round=numeral.round,
        changes=changes,
        doubts=doubts,
    )


def _turned_round(one: Numeral, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """`человек двести`: in Russian a number behind its noun is about that many."""
    if words.language != "ru" or one.first == 0 or tokens[one.first - 1].text != "человек":
        return False
    if one.first == 1:
        return True
    before = tokens[one.first - 2]
    counted = is_numeral(before, words) or before.text in {"%", ")", "."}  # 6 тыс. человек 3 корпуса
    return not counted and not scale_at(tokens, one.first - 2, words)


def _binding_qualifier(
    binding: Sequence[Qualifier], said: Sequence[Qualifier], numeral: Numeral
) -> Qualifier:
    if binding:
        return binding[0]
    if numeral.least and Qualifier.ABOUT not in said:
        return Qualifier.AT_LEAST
    if Qualifier.ABOUT in said or numeral.round:
        return Qualifier.ABOUT
    return Qualifier.EXACTLY


def _changes(tokens: Sequence[Token], begin: int, first: int, words: Vocabulary) -> bool:
    """`from 17`, `to 21` after a verb of change: the ends of a difference."""
    bound = words.qualifiers.ending(tokens, first)
    if bound and bound[0] > 1 and bound[1] is Qualifier.UP_TO:
        return False  # the "to" of "up to" is no end of a change
    near = tokens[max(0, begin - 1) : first]
    ends = (words.relations["change_from"], words.relations["change_to"])
    if not any(phrases.starting([token], 0) for token in near for phrases in ends):
        return False
    apart = first > 1 and tokens[first - 2].text in {",", ":", "-"}  # an increase …, from 2,666 to 2,798
    return changes_before(tokens, begin, words, reach=FAR_CHANGE if apart else CHANGE_REACH)


def _began(tokens: Sequence[Token], begin: int, words: Vocabulary) -> bool:
    """`с 1200 в 2030 году до 2400`: an end whose beginning stands earlier, with its day or year between."""
    dated = False
    for here in range(begin - 1, max(-1, begin - CHANGE_REACH), -1):
        if tokens[here].text in {".", ";", "!", "?"}:
            return False
        dated = dated or tokens[here].aside in {"date", "year"}
        if tokens[here].text in words.words["since"] and is_numeral(tokens[here + 1], words):
            return dated
    return False
