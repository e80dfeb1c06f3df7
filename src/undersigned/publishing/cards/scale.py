"""The scale of a card: what a figure states, what is on record and what others stated, on one line.

It begins at nought, so that a length says what it says. The same numbers stand beside it in words.
"""

from dataclasses import dataclass

from undersigned.publishing.figures.answer import Answer

_WIDTH = 240
_ENDS = 8
_BEYOND = 1.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A number on the scale; `kind` is stated, documented or other."""

    kind: str
    x: int


def marks_of(answer: Answer) -> tuple[Mark, ...]:
    """The positions of the numbers on a line from zero to slightly beyond the largest."""
    documented = answer.card.least if answer.card else None
    others = sorted({count.value for count in answer.stated})
    total = answer.sum.total if answer.sum else None
    numbers = [answer.binding.value, documented or 0, *(others if not total else [total])]
    most = max(numbers) * _BEYOND
    if most <= 0 or (not documented and not others and not total):
        return ()

    def x(value: int) -> int:
        return round(_ENDS + (_WIDTH - 2 * _ENDS) * value / most)

    marks = [Mark(kind="other", x=x(number)) for number in ([total] if total else others)]
    if documented:
        marks.append(Mark(kind="documented", x=x(documented)))
    return (*marks, Mark(kind="stated", x=x(answer.binding.value)))
