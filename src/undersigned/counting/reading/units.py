"""The unit of a number that has no noun of its own: it counts what another number of its sentence counts.

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
    for index, one in enumerate(figures):
        first = index == 0 or sentences[index - 1] != sentences[index]
        unit = one.unit or (otherwise[index] if first else _unit_before(found[-1]))
        relation = one.relation
        if relation is not None and relation.to is not None and one.unit in (None, Unit.OTHER):
            whole = figures[relation.to].unit
            if whole is not None and (one.unit is None or relation.tie is Tie.PART):
                unit = whole
        found.append(one if unit is one.unit else replace(one, unit=unit))
    return tuple(found)


def _unit_before(one: Figure) -> Unit | None:
    return None if one.unit is Unit.OTHER else one.unit
