"""What the number format of a workbook's cell shows beside its number, or keeps from being seen.

1. A format may leave out of a day what its program keeps: the day, the month, the year. A word or a sign
   beside a day, but for that of the year, makes it less sure.
2. Words and signs beside a number ("15 суток", "50 €", "не более 15", "7?") stand in the format alone.
   Whoever looks at the list reads them, and so the cell is read with them.
3. A percentage, thousands that are left out, a format by conditions and one that shows no number at all make
   another number of it, or none: such a cell is not read.
"""

import re
from collections.abc import Iterator

from undersigned.evidence.intake.grid import Mark, Unit

Told = Mark | Unit
BUILT_IN: dict[str | None, Told] = {
    **dict.fromkeys(("9", "10"), Mark.OTHERWISE),  # percentages
    **dict.fromkeys(("5", "6", "7", "8", "42", "44"), Mark.OTHERWISE),  # of whichever money the program has
    "16": Mark.YEARLESS,
    "17": Mark.MONTH,  # d-mmm, mmm-yy
}
_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<one>.)|\[\$(?P<money>[^\]-]*+)[^\]]*+\]|\[(?P<rule>[^\]]*)\]|_.|\*.'
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*')
_PLACES = re.compile(r"[0#?](?:.*[0#?])?|general|@", re.IGNORECASE)
_SCALED = re.compile(r"[0#?.],+(?![0#?,])")
LONGEST_CODE = 1_000  # no program writes one as long
_HELD = "\ue000"  # stands for what is written out in a format, while the rest of it is looked at
_OF_A_YEAR = re.compile(
    r" *(?:гг?\.?|года?|ж\.?|жылы?|йил|р\.?|року|de|del|le|à|at|t|z|h|ч|年|月|日|년|월|일)[ .,]*"
)
_DIGITS_OF_A_YEAR, _PARTS_OF_A_DAY = 4, 3
_NUMBERS, _MONTH = re.compile(r"\d+"), re.compile(r"[^\W\d_]{3}")
_HOUR = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?")
_UNSURE = re.compile(
    r"[?~≈<>*]|^(?:до|с|после|около|ок\.?|before|after|until|about|vers|avant|après)\s", re.IGNORECASE
)
_POWER = re.compile(r"^E[+-]?\d+")
_NUMBER = re.compile(r"(\D*?)[-−]?\d(?:[\d\s.,’']*\d)?(.*)", re.DOTALL)


def told_by(code: str) -> Told | None:
    """What a number format tells of its cells; `None` where they are what they show."""
    if len(code) > LONGEST_CODE:
        return Mark.OTHERWISE
    section = _SECTION.match(code)
    first = section[0] if section else ""
    literals = [_literal(one) for one in _PARTS.finditer(first)]
    bare = _PARTS.sub(lambda one: _HELD if _literal(one).strip() else " ", first)
    if re.search("[ymdhs]", re.sub("general", "", bare, flags=re.IGNORECASE), re.IGNORECASE):
        sure = all(_OF_A_YEAR.fullmatch(one.casefold()) for one in literals if one.strip(" .,/-:"))
        return _of_a_day(bare.casefold()) if sure else Mark.OTHERWISE
    ruled = any(one["rule"][0] in "<>=" for one in _PARTS.finditer(code) if one["rule"])
    if ruled or "%" in bare or _SCALED.search(bare):
        return Mark.OTHERWISE
    found = _PLACES.search(bare)
    if found is None:
        return Mark.OTHERWISE if code else None
    written = iter([one for one in literals if one.strip()])
    parts = bare[: found.start()], found[0], bare[found.end() :]
    before, _, after = (_filled(part, written) for part in parts)
    return Unit(before, after) if before or after else None


def unit_in(shown: str) -> Told | None:
    """What stands beside the number in what a program shows of it; a word or a sign alone is no number."""
    if shown.strip() and not any(character.isdigit() for character in shown):
        return Mark.OTHERWISE
    found = _NUMBER.fullmatch(shown.strip())
    before, after = (found[1].strip(), _POWER.sub("", found[2]).strip()) if found else ("", "")
    return Unit(before, after) if before or after else None


def left_out_of_a_day(shown: str) -> Mark | None:
    """What the text of a day leaves out of it; `None` where it has day, month and year."""
    if _UNSURE.search(shown):
        return Mark.OTHERWISE
    numbers = _NUMBERS.findall(_HOUR.sub("", shown))
    years = [one for one in numbers if len(one) == _DIGITS_OF_A_YEAR]
    others = len(numbers) - len(years) + bool(_MONTH.search(shown))
    if not numbers or others >= _PARTS_OF_A_DAY or (years and others == _PARTS_OF_A_DAY - 1):
        return None
    if not years:
        return Mark.YEARLESS
    return Mark.MONTH if others else Mark.YEAR


def _literal(one: re.Match[str]) -> str:
    return one["quoted"] or one["one"] or one["money"] or ""


def _filled(part: str, written: Iterator[str]) -> str:
    """A part of a format with what is written out in it, in order."""
    return " ".join(re.sub(_HELD, lambda _: next(written), part).split())


def _of_a_day(bare: str) -> Mark | None:
    """What a format leaves out of a day; `None` where it leaves nothing out, or is of an hour."""
    if re.search("[hs]", bare) or not re.search("[ym]", bare):
        return None
    if "d" in bare:
        return None if "y" in bare else Mark.YEARLESS
    return Mark.MONTH if "m" in bare else Mark.YEAR
