"""The numbers of a text with their values: digits, words, scales ("1,5 million"), round words ("dozens").

* Three digits after a point are thousands in French and Russian, three after a comma in English; the other
  way round there is one reading as thousands and one as a fraction: a doubt.
* A scale word multiplies what stands before it; a smaller one after it adds.
* A fraction that no scale makes whole counts nothing; it is a doubt unless a unit of measure follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from undersigned.counting.figure import Qualifier, Unit
from undersigned.counting.reading.number_words import RUSSIAN, TEN, Run, form_of, is_number_word, run_at
from undersigned.counting.reading.tokens import Token
from undersigned.counting.reading.vocabulary import Vocabulary, vocabulary

THOUSAND, GROUP = 1000, 3
POWERS_OF_TEN = frozenset(10**power for power in range(1, 7))
TURNED_BY = {word: Fraction(value) for word, value in RUSSIAN.items() if 1 < value < TEN}
TURNED_BY |= {"две": Fraction(2), "полторы": Fraction(3, 2), "полтора": Fraction(3, 2)}
GLUED = {"k": 10**3, "m": 10**6, "bn": 10**9, "mn": 10**6, "млн": 10**6, "тыс": 10**3, "млрд": 10**9}
ENDINGS = frozenset({"ти", "х", "ми", "и", "мя", "тью", "мью", "м"})  # 5-ти, 2-х: Russian cases of a count


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number at tokens `first` to `after`; `coefficient` is what stood before its last scale word."""

    first: int
    after: int
    low: Fraction
    high: Fraction | None
    bare: bool = False  # digits without grouping, scale or word: perhaps a year
    round: bool = False
    least: bool = False  # a round word that says "at least"
    coefficient: Fraction | None = None
    inside: Qualifier | None = None  # what stands before its scale: две с лишним тысячи
    doubts: tuple[str, ...] = ()

    def doubted(self, doubt: str) -> "Numeral":
        """A copy with one more doubt."""
        return self if doubt in self.doubts else replace(self, doubts=(*self.doubts, doubt))


def numerals_of(tokens: Sequence[Token], words: Vocabulary) -> tuple[Numeral, ...]:
    """Every number of the tokens in order, asides left out."""
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral = _numeral_at(tokens, at, words)
        if numeral is None:
            at += 1
            continue
        found.append(numeral)
        at = numeral.after
        percent = words.relations["percent"].starting(tokens, at)
        at += percent[0] if percent else 0  # dix pour cent: the hundred is no number of its own
    return tuple(found)


def _between(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether "between" opens two numbers here, a qualifier perhaps in the middle."""
    near = [token.text for token in tokens[max(0, at - 2) : at]]
    return any(word in words.ranges["open_and"] for word in near)


def _numeral_at(tokens: Sequence[Token], at: int, words: Vocabulary) -> Numeral | None:
    if tokens[at].kind == "number":
        return _scaled(_digits(tokens, at, words), tokens, words)
    if tokens[at].kind != "word" or not _may_begin(tokens[at].text, words.language):
        return None
    turned = _turned(tokens, at, words) if words.language == "ru" else None
    if turned:
        return turned
    between = _between(tokens, at, words)
    round_ = _round_at(tokens, at, words)
    run = run_at(tokens, at, words, between=between)
    if run and (round_ is None or run.length > round_.after - at):
        return _in_words(run, tokens, at, words)
    if round_ is None and tokens[at].text in words.unsure:
        return Numeral(first=at, after=at + 1, low=Fraction(0), high=None, doubts=("no-number",))
    return round_


@lru_cache(maxsize=16384)
def _may_begin(word: str, language: str) -> bool:
    """Whether a number can begin with a word at all; most words of a text are told by this alone."""
    words = vocabulary(language)
    if word in words.unsure or any(word in kind.firsts for kind in (words.vague, words.round, words.whole)):
        return True
    if language != "ru":
        return word == "a" or word in words.words["one"] or is_number_word(word, words)
    form = form_of(word)
    return form.numeral is not None or "один" in form.bases or not form.bases.isdisjoint(words.scales)


def _turned(tokens: Sequence[Token], at: int, words: Vocabulary) -> Numeral | None:
    """`сотни две`, `тысячи полторы`: in Russian a number behind its scale is about so many of it."""
    if at + 1 >= len(tokens) or tokens[at].text not in words.words["turned"]:
        return None
    number = TURNED_BY.get(tokens[at + 1].text)
    if number is None or scale_at(tokens, at + 2, words):
        return None
    value = number * scale_at(tokens, at, words)
    return Numeral(first=at, after=at + 2, low=value, high=value, round=True)


def _in_words(run: Run, tokens: Sequence[Token], at: int, words: Vocabulary) -> Numeral:
    value = Fraction(run.value or 0, 2 if run.doubled else 1)
    after = at + run.length
    scale = scale_at(tokens, after - 1, words) if run.length > 1 else 0
    coefficient = value / scale if scale and value % scale == 0 else None
    numeral = Numeral(first=at, after=after, low=value, high=value, coefficient=coefficient)
    if not run.sure:
        return numeral.doubted("words")
    half = words.halves.starting(tokens, after)
    if scale and half:  # deux millions et demi
        value += Fraction(scale, 2)
        return replace(numeral, after=after + half[0], low=value, high=value)
    return _scaled(numeral, tokens, words)


def _digits(tokens: Sequence[Token], at: int, words: Vocabulary) -> Numeral:
    written = tokens[at].text
    plain = "".join(written.split()).replace("'", "")
    after = at + 1
    doubts: tuple[str, ...] = ("two-numbers",) if _may_be_two(written) else ()
    head, mark, tail = _parted(plain)
    grouped = len(tail) == GROUP and len(head) <= GROUP and head != "0"
    decimal = bool(mark) and not grouped and plain.count(mark) == 1
    if mark and not decimal:
        if mark == words.decimal and plain.count(mark) == 1:
            doubts = (*doubts, "separator")
        value = Fraction(plain.replace(mark, ""))
    elif decimal:
        whole = head.replace(".", "").replace(",", "")
        value = Fraction(f"{whole}.{tail}")
        doubts = (*doubts, "fraction") if value.denominator == 1 else doubts  # Edition 2.0
    else:
        value = Fraction(plain)
    if plain.startswith("0") and plain.isdigit() and len(plain) == GROUP:
        doubts = ("separator",)  # 300, 000
    if after + 1 < len(tokens) and tokens[after].text == "-" and tokens[after + 1].text in ENDINGS:
        doubts = (*doubts, "ending") if tokens[after + 1].text == "м" else doubts
        after += 2
    if value in POWERS_OF_TEN and _has_plural(tokens, after):
        return Numeral(first=at, after=after + 1, low=value, high=None, round=True, least=True)
    return Numeral(
        first=at, after=after, low=value, high=value, bare=plain.isdigit() and plain == written, doubts=doubts
    )


def _has_plural(tokens: Sequence[Token], after: int) -> bool:
    """`1000s`: an s without a space."""
    return after < len(tokens) and tokens[after].text == "s" and tokens[after].start == tokens[after - 1].end


def _may_be_two(written: str) -> bool:
    """`12`, the end of a line, `400`: one number or two; no number begins with `000`."""
    return any(not rest.startswith("000") for rest in written.split("\n")[1:])


def _parted(plain: str) -> tuple[str, str, str]:
    """What stands before the last mark, the mark, what stands after it."""
    at = max(plain.rfind("."), plain.rfind(","))
    return (plain, "", "") if at < 0 else (plain[:at], plain[at], plain[at + 1 :])


def _round_at(tokens: Sequence[Token], at: int, words: Vocabulary) -> Numeral | None:
    """The longest of: a round word that binds from below, one that is about so many, a whole one."""
    kinds = (words.vague, words.round, words.whole)
    found = [(kind, phrase) for kind in kinds if (phrase := kind.starting(tokens, at)) is not None]
    if not found:
        return None
    kind, (length, number) = max(found, key=lambda one: one[1][0])
    value, after = Fraction(number), at + length
    if kind is words.vague and at and tokens[at - 1].text in words.words["genitive"] and length == 1:
        plural = tokens[at].text.endswith(("ов", "ен", "яч"))  # из сотни: one hundred; из сотен: hundreds
        return Numeral(
            first=at,
            after=after,
            low=value,
            high=None if plural else value,
            round=True,
            least=plural,
        )
    if kind is words.vague:
        return Numeral(first=at, after=after, low=value, high=None, round=True, least=True)
    half = words.halves.starting(tokens, after)
    if half:
        value, after = value * 3 / 2, after + half[0]  # un millier et demi
    numeral = Numeral(first=at, after=after, low=value, high=value, round=kind is words.round)
    return _scaled(numeral, tokens, words)


def scale_at(tokens: Sequence[Token], at: int, words: Vocabulary) -> int:
    """The scale word at a token as a number, 0 where there is none."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return 0
    word = tokens[at].text
    if words.language != "ru" or word in words.scales:
        return words.scales.get(word, 0)
    return next((words.scales[base] for base in form_of(word).bases if base in words.scales), 0)


def _scaled(numeral: Numeral, tokens: Sequence[Token], words: Vocabulary) -> Numeral:
    """With the scale words that follow, and what a smaller scale adds."""
    glued = numeral.after < len(tokens) and tokens[numeral.after].start == tokens[numeral.after - 1].end
    glued = glued or _counts_persons(tokens, numeral.after + 1, words)  # 1.2 m people
    scale = (GLUED.get(tokens[numeral.after].text, 0) if glued else 0) or scale_at(
        tokens, numeral.after, words
    )
    half = words.halves.starting(tokens, numeral.after)
    if half and (after := scale_at(tokens, numeral.after + half[0], words)):
        value = (numeral.low + Fraction(1, 2)) * after
        return replace(numeral, after=numeral.after + half[0] + 1, low=value, high=value, bare=False)
    if half and not scale:  # two and a half years
        value = numeral.low + Fraction(1, 2)
        return replace(numeral, after=numeral.after + half[0], low=value, high=value, bare=False)
    if not scale:
        return _scaled_past_qualifier(numeral, tokens, words)
    value, after = numeral.low * scale, _past_point(numeral.after + 1, tokens)
    half = words.halves.starting(tokens, after)
    if half:
        value, after = value + Fraction(scale, 2), after + half[0]
    scaled = replace(
        numeral,
        after=after,
        low=value,
        high=value,
        bare=False,
        coefficient=numeral.low,
        doubts=tuple(doubt for doubt in numeral.doubts if doubt != "fraction"),
        round=numeral.round or _says_roundly(tokens[numeral.after], words),
    )
    again = scale_at(tokens, after, words)
    if again > scale:  # hundred thousand
        return _scaled(replace(scaled, round=False), tokens, words)
    return _with_rest(scaled, scale, tokens, words)


def _scaled_past_qualifier(numeral: Numeral, tokens: Sequence[Token], words: Vocabulary) -> Numeral:
    """`две с лишним тысячи`, `20-odd thousand`: the qualifier is of the whole number."""
    phrase = words.qualifiers_after.starting(tokens, numeral.after)
    scale = scale_at(tokens, numeral.after + phrase[0], words) if phrase else 0
    if phrase is None or not scale:
        return numeral
    value, after = numeral.low * scale, _past_point(numeral.after + phrase[0] + 1, tokens)
    return replace(
        numeral, after=after, low=value, high=value, bare=False, coefficient=numeral.low, inside=phrase[1]
    )


def _counts_persons(tokens: Sequence[Token], at: int, words: Vocabulary) -> bool:
    return at < len(tokens) and words.units.get(tokens[at].text) is Unit.PERSONS


def _says_roundly(token: Token, words: Vocabulary) -> bool:
    """Dozens and the like: of so many of them nobody counted the last."""
    bases = form_of(token.text).bases if words.language == "ru" else {token.text}
    return not words.words["roundly"].isdisjoint(bases)


def _with_rest(numeral: Numeral, scale: int, tokens: Sequence[Token], words: Vocabulary) -> Numeral:
    """`1 million 200 thousand`: a smaller scale right after adds to it."""
    if numeral.after >= len(tokens) or tokens[numeral.after].kind != "number":
        return numeral
    rest = _digits(tokens, numeral.after, words)
    smaller = scale_at(tokens, rest.after, words)
    if not 0 < smaller < scale or rest.low * smaller >= scale:
        return numeral.doubted("adjacent")
    value = numeral.low + rest.low * smaller
    after = _past_point(rest.after + 1, tokens)
    return replace(numeral, after=after, low=value, high=value, coefficient=None)


def _past_point(after: int, tokens: Sequence[Token]) -> int:
    """Past the point of an abbreviated scale (`6 тыс. человек`), unless it ends the sentence."""
    if after + 1 >= len(tokens) or tokens[after].text != "." or tokens[after - 1].text not in GLUED:
        return after
    return after + 1 if tokens[after + 1].kind != "mark" else after
