"""Gives a number without a noun of its own the unit of another number in its sentence.

* A part counts what its whole counts, also where its own noun is of no known unit ("46 detainees, including
  11 trainees").
* Any other number without a noun counts what the number before it in the sentence counts ("640 people in one
  year, just 85 in the next").
"""

from collections.abc import Sequence
from dataclasses import replace

from undersigned.counting.figure import Figure, Tie, Unit


def units_shared(
    figures: Sequence[Figure], sentences: Sequence[int], otherwise: Sequence[Unit | None]
) -> tuple[Figure, ...]:
    """The figures with their units; `sentences` tells of each in which sentence it stands.

    `otherwise` is what each counts where no other number of its sentence tells.
    """
    found: list[Figure] = []
    for index, figure in enumerate(figures):
        first = index == 0 or sentences[index - 1] != sentences[index]
        unit = figure.unit or (otherwise[index] if first else _unit_before(found[-1]))
        relation = figure.relation
        if relation is not None and relation.to is not None and figure.unit in (None, Unit.OTHER):
            whole = figures[relation.to].unit
            if whole is not None and (figure.unit is None or relation.tie is Tie.PART):
                unit = whole
        found.append(figure if unit is figure.unit else replace(figure, unit=unit))
    return tuple(found)


def _unit_before(figure: Figure) -> Unit | None:
    return None if figure.unit is Unit.OTHER else figure.unit
