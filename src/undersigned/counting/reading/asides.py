"""Numbers that count nothing, known by their shape; they are covered before figures are looked for.

In this order, the earlier covering the later: calls of notes, addresses, telephone and account numbers, money
with its sign, dates (and lists of days), years, times of day, references (Doc., Article, Rule, No.,
Resolution, with the numbers that follow), symbols with a stroke, codes with a letter, ordinals, numbering of
lists. What is known by the word after it (percentages, ages, terms, sums of money) is told apart in
`setting_aside.py`. Every repetition is bounded, so that no text makes the search long.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from undersigned.counting.reading.number_words import form_of, forms_of
from undersigned.counting.reading.tokens import NOTE, Covered
from undersigned.counting.reading.vocabulary import Vocabulary, vocabulary

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:1[5-9]|20)[0-9][0-9](?![0-9])"
_JOIN = r"(?:\s*(?:,|-|/|\band\b|\bto\b|\bor\b|\bet\b|\bau\b|\bou\b|\bи\b|\bпо\b|\bна\b|\bдо\b|\bили\b)\s*)"
WHOLE = 4  # letters: a shorter word is an abbreviation
LONGEST_BRACKET = 200  # characters
_CODES_OF_MONEY = "eur|usd|gbp|chf|rub|kzt|byn|uah|gel|amd|azn"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGIT = re.compile("[0-9]")
_COUNTED = re.compile(r"(?<![0-9])(?!(?:1[5-9]|20)[0-9][0-9] )[0-9]{1,7} \Z")
_NAME = re.compile(r"[^\W\d_]+")
LONGEST_COUNT = 9  # characters
_SIGNS = "$€£₽₸¥₴"
_SUM = (
    r"[0-9](?:[0-9 .,']{0,20}[0-9])?"
    r"(?:\s?(?:thousand|million|billion|m|bn|mille|millions?|milliards?|тыс\.?|млн|млрд)\b)?"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: str
    pattern: re.Pattern[str]
    cased: bool = False
    needs: str = ""  # marks of which the text must have one
    in_digits: bool = False  # nothing without a digit fits


def covered_in(text: str, lowered: str, language: str) -> tuple[Covered, ...]:
    """The stretches that hold no figure, none within another, in the order of the text."""
    taken: list[Covered] = []
    digits = _DIGIT.search(lowered) is not None
    mask = bytearray(len(lowered))
    for shape in _shapes(language):
        if (shape.in_digits and not digits) or (
            shape.needs and not any(mark in lowered for mark in shape.needs)
        ):
            continue
        for match in shape.pattern.finditer(text if shape.cased else lowered):
            begin, end = match.span()
            if shape.kind == "numbering" and _closes_bracket(lowered, begin, end):
                continue
            if shape.kind == "reference" and not mask[begin - 2] and _is_counted(lowered, begin, language):
                continue
            if begin < end and mask.find(1, begin, end) < 0:
                taken.append(Covered(shape.kind, begin, end))
                mask[begin:end] = b"\1" * (end - begin)
    return tuple(sorted(taken, key=lambda covered: covered.start))


def _is_counted(lowered: str, begin: int, language: str) -> bool:
    """`of 30 motions 12 were granted`: a number, no year, before the plural that documents are named with."""
    name = _NAME.match(lowered, begin)
    if name is None or not _COUNTED.search(lowered, begin - LONGEST_COUNT, begin):
        return False
    return not form_of(name[0]).single if language == "ru" else name[0].endswith("s")


def _closes_bracket(lowered: str, begin: int, end: int) -> bool:
    """`(women: 12)`: a bracket that opened before the number is no numbering."""
    if lowered[end - 1] != ")" or "(" in lowered[begin:end]:
        return False
    before = lowered[max(0, begin - LONGEST_BRACKET) : begin]
    return before.rfind("(") > before.rfind(")")


@cache
def _shapes(language: str) -> tuple[_Shape, ...]:
    words = vocabulary(language)
    groups = (  # each with the marks of which a text must have one
        (f"[{_RAISED}", _notes()),
        ("@/w", _links()),
        ("+", _dialled()),
        ("", _addresses()),
        (_SIGNS, _priced()),
        ("", _streets(words)),
        ("", _dates(words)),
        ("", _years(words)),
        ("", _times(words)),
        ("", _references(words)),
        ("/:", _symbols()),
        ("", _codes(words)),
        (";:", _enumerations()),
    )
    return tuple(
        _Shape(kind, re.compile(pattern, re.MULTILINE), cased, needs, "[0-9]" in pattern)
        for needs, rows in groups
        for kind, pattern, cased in rows
    )


def _notes() -> Iterator[tuple[str, str, bool]]:
    """`65[1]`, `65¹`, `people¹²`; the raised 2 of a square metre is none."""
    note = r"\[[0-9]{1,3}(?: ?[,;-] ?[0-9]{1,3}){0,8}\]"
    yield NOTE, rf"(?<=[\w.,;:»”\")]){note}|(?<=[0-9]) {note}", False
    yield NOTE, rf"(?<=[\w.,»”\")])(?<!m)(?<!м)[{_RAISED}]{{1,3}}", False


def _links() -> Iterator[tuple[str, str, bool]]:
    yield "address", r"(?:https?://|www\.)\S+|\S{1,64}@\S{1,250}\.\w+", False


def _dialled() -> Iterator[tuple[str, str, bool]]:
    yield "telephone", r"\+[0-9][0-9 ().-]{6,24}[0-9]", False
    yield "code", r"(?<![\w.,])[0-9]\+[0-9](?!\w)", False  # the 5+2 talks


def _addresses() -> Iterator[tuple[str, str, bool]]:
    yield "telephone", r"\b(?:tel|tél|тел|phone|fax)\.?:?\s*[0-9(][0-9 ()-]{4,24}[0-9]", False
    iban = r"\biban:? ?[a-z]{2}[0-9]{2}(?: ?[0-9a-z]{4}){2,8}(?: ?[0-9a-z]{1,4})?(?!\w)"
    grouped = r"\b[a-z]{2}[0-9]{2}(?: [0-9]{4}){3,8}(?: [0-9]{1,3})?(?!\w)"
    yield "account", rf"{iban}|{grouped}|(?<![\w.,])[0-9]{{4}}(?:[ -][0-9]{{4}}){{3}}(?!\w)", False
    yield "money", rf"(?:[{_SIGNS}]|\b(?:{_CODES_OF_MONEY}))\s?{_SUM}", False


def _priced() -> Iterator[tuple[str, str, bool]]:
    yield "money", rf"(?<![\w.,]){_SUM}\s?[{_SIGNS}]", False


def _streets(words: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    """`14 Harbour Street`, `14, rue du Port`, `ул. Портовая, 14`."""
    kinds = _any_of(words.words["streets"])
    house = r"(?<![\w.,])[0-9]{1,4}(?:\s?(?:bis|ter|[a-zа-я]))?(?![\w])"
    if words.language == "en":
        yield "address", rf"{house} (?:[A-Z][\w']*\.? ){{1,3}}{kinds}\b", True
    if words.language == "fr":
        yield "address", rf"{house},? {kinds} (?=[\w'])", False
    if words.language == "ru":
        name = r"[А-ЯЁ][\w-]+"
        yield "address", rf"\b{kinds}\.? ?{name}(?: {name}){{0,2}},? ?(?:д\.|дом)? ?{house}", True
        yield "address", rf"\b{name} {kinds},? ?(?:д\.|дом)? ?{house}", True
        yield "address", rf"\b(?:д|кв|корп|оф|стр)\. ?{house}", False
    summits = words.months["groups"]
    if summits:
        yield "code", rf"\b{summits}\b", True
    yield "time", r"\b(?:utc|gmt|мск) ?[+-] ?[0-9]{1,2}(?::[0-9]{2})?\b", False


def _dates(words: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    months = _any_of(words.months["names"])
    ordinal = f"(?:{words.months['ordinal']})?"
    year_word = f"{words.months['year_word']}?" if words.months["year_word"] else ""
    days = rf"{_DAY}{ordinal}(?:{_JOIN}(?:the |с |du |le )?{_DAY}{ordinal}){{0,12}}"
    year = rf"(?:,?\s(?:of |de )?{_YEAR}{year_word})?"
    cased = words.language == "en"  # "may" and "march" are verbs too
    yield "date", r"(?<![\w.,])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![\w-])", False
    yield "date", r"(?<![\w.,])[0-3]?[0-9]([./])[01]?[0-9]\1(?:[0-9]{4}|[0-9]{2})(?![\w])", False
    yield "date", r"(?<![\w.,-])[0-3]?[0-9]-[01]?[0-9]-[12][0-9]{3}(?![\w-])", False
    yield "date", rf"(?<![\w.,])(?<![0-9]-){days}(?: days?)? (?:of )?{months}(?!\w)\.?{year}", cased
    if cased:
        yield "date", rf"\b{months}\.? {days}(?![0-9]|[.,][0-9])(?:,? {_YEAR})?", True
    yield "date", rf"\b{months}\.?,? (?:of |de )?{_YEAR}{year_word}", cased


def _years(words: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    yield "year", rf"(?<![\w.,]){_YEAR}\s?[-/]\s?(?:{_YEAR}|[0-9]{{2}}(?![0-9]))", False
    yield "year", r"(?<![\w.,])(?:1[5-9]|20)[0-9]0(?:s\b|-(?:х|е|ые|ых)\b)", False
    if words.language == "ru":
        spans = rf"(?:{_JOIN}{_YEAR}){{0,12}}"
        yield "year", rf"(?<=\bв ){_YEAR}-м\b", False
        yield "year", rf"(?<![\w.,]){_YEAR}{spans}(?:-?(?:й|го|м|му|е))?\s(?:год\w*|гг?\.)", False
    if words.language == "fr":
        yield "year", rf"\bannées? (?:{_YEAR}(?:-{_YEAR})?|[1-9]0\b)", False


def _times(words: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    yield "time", r"(?<![\w.,])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?:\s?[ap]\.?m\b\.?)?", False
    if words.language == "en":
        hour = r"[0-2]?[0-9](?:[.:][0-5][0-9])?"
        hours = rf"(?<![\w.,])(?:{hour}\s?(?:to|and|-|until|or)\s?)?{hour}"
        yield "time", rf"{hours}(?:\s?(?:[ap]\.m\.|[ap]m\b)| o clock)", False
        yield "time", r"(?<![\w.,])[0-2]?[0-9]h\b", False
    if words.language == "fr":
        yield "time", r"(?<![\w.,])24\s?h(?:eures)? ?(?:sur|/) ?24\b", False
        yield "time", r"(?<![\w.,])[0-2]?[0-9]\s?h(?:\s?[0-5][0-9])?(?!\w)", False
    if words.language == "ru":
        yield "time", r"(?<![\w.,])[0-2]?[0-9]\.[0-5][0-9](?= (?:утра|вечера|дня|ночи|мск))", False


def _references(words: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    named = _reference_names(words)
    verbs = words.words["reference_verbs"] & named
    names = _any_of(named)
    whole = r"(?![0-9]|[.,][0-9]{3}(?![0-9]))"  # documents 143,350 deaths: no document has such a number
    one = rf"[0-9][0-9./-]{{0,20}}(?:[a-zа-я](?!\w))?{whole}(?: [0-9]{{3}}(?![0-9]))?(?:\s?\(\w{{1,4}}\))*"
    stop = _any_of({*words.words["stop"], *words.words["of"], *words.words["reference"]})
    closes = rf"(?=\s*(?:[.;:)\n]|$|,\s*(?:{names})|\s{stop}(?!\w)|,?\s*(?:and|et|и)\s[0-9]|,\s*[0-9]))"
    apart = r"(?! (?:others?|autres|други\w+)\b)"  # No. 7 and 6 others
    more = rf"(?:(?:(?:,| ?-| to| à| по) ?{one}{closes})|(?:,? (?:and|et|и) {one}{apart})){{0,20}}"
    number_sign = r"(?:n[o°]s?\.? ?|nos?\.? ?|№+ ?|numbers? |numéros? )?"
    nouns = _any_of(named - verbs)
    if verbs:  # the report documents 12 cases
        either, capital = _any_of(verbs), _any_of(word.capitalize() for word in verbs)
        yield "reference", rf"(?<![\w.-]){capital}\.?:? ?{number_sign}{one}{more}", True
        yield "reference", rf"(?<![\w.-]){either}\.?:? ?{number_sign}{one}{closes}{more}", False
    yield "reference", rf"(?<![\w.-]){nouns}\.?:? ?{number_sign}{one}{more}", False
    if words.language == "ru":  # a recommendation is counted as well; with its year it is named
        year = rf"\({_YEAR}\)"
        yield "reference", rf"\b(?:рекомендаци|заключени|постановлени)\w{{1,3}} [0-9]{{1,5}} {year}", False
    yield "reference", rf"(?:№|§|#)+ ?{one}{more}", False


def _reference_names(words: Vocabulary) -> frozenset[str]:
    """The words before a number of an article or a document; in Russian in all their forms."""
    named = words.words["reference"]
    if words.language != "ru":
        return named
    return frozenset(form for word in named for form in (forms_of(word) if len(word) >= WHOLE else {word}))


def _symbols() -> Iterator[tuple[str, str, bool]]:
    yield "symbol", r"(?<![\w/])(?=[^\s]{0,80}[0-9])[\w.-]{1,40}(?:/[\w.()-]{0,40}\w\)?){1,12}", False
    yield "symbol", r"(?<![\w:])(?=[^\s]{0,80}[0-9])\w{1,20}(?::\w{1,20}){3,8}", False
    yield "fraction", r"(?<![\w.,:])[0-9]{1,3}:[0-9]{1,3}(?![\w:])", False


def _enumerations() -> Iterator[tuple[str, str, bool]]:
    """`notes: 1. that …; 2. that …`, `1) …; 2) …` within a line."""
    yield "numbering", r"(?<=[;:] )\(?[0-9]{1,2}\)(?=\s)", False
    yield "numbering", r"(?<=; )[0-9]{1,2}\.(?=\s)|(?<=: )1\.(?=\s[a-zà-þа-яё])", True
    yield "numbering", r"(?<=: )1\.(?=\s[^;\n]{1,200};\s2\.\s)", False


def _codes(words: Vocabulary) -> Iterator[tuple[str, str, bool]]:
    ordinal = words.months["ordinal"]
    yield "multiple", r"(?<![\w.,])[0-9]{1,3}x(?!\w)", False
    yield "code", r"(?<![\w.,-])[0-9]{1,6}(?:-[0-9]{1,7}){2,6}(?![\w-])", False  # of a book
    yield "code", r"(?<![\w-])[^\W\d_]+-?[0-9][\w-]*(?:\+[0-9]+)?", False
    span = r"(?:[0-9]{1,3}-? ?(?:to|and|or|-|и|до|или) ?)?"
    yield "age", rf"(?<![\w.,]){span}[0-9]{{1,3}}(?:-| )(?:year-old\w*|летн\w+)", False
    yield "age", r"(?<![\w.,])(?:(?:under|over)[ -][1-9][0-9]|[1-9]0)s\b", False
    yield "code", r"(?<![\w.,-])[0-9]{1,3}(?:-[A-Z]|(?![MKB])[A-Z]{1,3})(?!\w)", True
    yield (
        "term",
        r"(?<![\w.,])[0-9]{1,3}-[ -]?(?:year|month|week|day|hour|minute|лети|дневн|часов|недельн|месячн)\w*",
        False,
    )
    yield "measure", r"(?<![\w.,])[0-9]+-(?:этаж|комнат|стран|мест|процент|километр|метр|тонн|крат)\w*", False
    yield "ordinal", rf"(?<![\w.,])[0-9]+-?(?:{ordinal})(?!\w)", False
    yield "numbering", r"^\s*\(?[0-9]{1,2}[.)](?=\s)", False
    yield "numbering", r"^\s*[0-9]{1,2}\.[0-9]{1,2}\.?(?=\s[A-ZÀ-ÞА-ЯЁ])", True


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
