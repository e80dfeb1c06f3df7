"""Checks a list of names without knowing who sits in the assembly.

1. The printed total is the number of names.
2. The names stand in the assembly's order (`order.py`).
3. Nobody stands on it twice. Same name and same country is the same person; a name that differs only by marks
   or by a given name left out may be, and a person must look. Namesakes of two countries are two persons.
   Where more than two hundred have one surname and one country only equal names are sought, and it is said.
"""

from collections.abc import Iterator
from itertools import combinations

from undersigned.declaring.alike import alike_as_one
from undersigned.declaring.assemblies.assembly import folded, known_assembly
from undersigned.declaring.declaration import Declaration, Signatory
from undersigned.declaring.questions.order import FIRST_SIGNER_THEN_ALPHABET, Descent, descents
from undersigned.values.findings import Finding, Place, failed, not_applicable, passed, undetermined

_MOST_COMPARED = 200


def list_findings(declaration: Declaration) -> tuple[Finding, ...]:
    """Total, order and doubles of the list."""
    return (total(declaration), *order(declaration), *distinct(declaration))


def total(declaration: Declaration) -> Finding:
    """Whether the printed total is the number of names on the list."""
    stated, counted = declaration.stated_total, len(declaration.signatories)
    if stated is None or not declaration.has_list:
        return not_applicable("declaring.list.total", counted=counted)
    if stated == counted:
        return passed("declaring.list.total", stated=stated, counted=counted)
    place = Place(line=declaration.lines.get("total"), field="stated_total")
    return failed("declaring.list.total", place, stated=stated, counted=counted)


def order(declaration: Declaration) -> tuple[Finding, ...]:
    """Each pair of neighbours that stands against the order of the assembly's lists."""
    signatories = declaration.signatories
    known = known_assembly(declaration.assembly)
    if known is None or known.list_order != FIRST_SIGNER_THEN_ALPHABET or not signatories:
        return (not_applicable("declaring.list.order"),)
    found = descents(signatory.name for signatory in signatories)
    wrong = tuple(_out_of_order(signatories[descent.index], descent) for descent in found)
    return alike_as_one(wrong) or (passed("declaring.list.order", names=len(signatories)),)


def _out_of_order(later: Signatory, descent: Descent) -> Finding:
    return failed(
        "declaring.list.order",
        _place(later),
        before=descent.before.surname_first(),
        after=descent.after.surname_first(),
    )


def distinct(declaration: Declaration) -> tuple[Finding, ...]:
    """Each pair of rows that is one person, or may be; or that there are too many namesakes to compare."""
    signatories = declaration.signatories
    if not signatories:
        return (not_applicable("declaring.list.distinct"),)
    namesakes = _namesakes(signatories)
    doubled = alike_as_one(
        _doubled(signatory, other) for rows in namesakes for signatory, other in _alike(rows)
    )
    crowds = tuple(_crowd(rows) for rows in namesakes if len(rows) > _MOST_COMPARED)
    return (*doubled, *crowds) or (passed("declaring.list.distinct", names=len(signatories)),)


def _namesakes(signatories: tuple[Signatory, ...]) -> tuple[list[list[Signatory]], ...]:
    """Rows by surname and country, and within these by given name."""
    found: dict[tuple[str, str], dict[str, list[Signatory]]] = {}
    for signatory in signatories:
        key = (folded(signatory.name.family), signatory.place or folded(signatory.country or ""))
        found.setdefault(key, {}).setdefault(folded(signatory.name.given or ""), []).append(signatory)
    return tuple(list(by_given.values()) for by_given in found.values())


def _alike(namesakes: list[list[Signatory]]) -> Iterator[tuple[Signatory, Signatory]]:
    """Rows of one surname and one country whose given names do not tell them apart."""
    for same in namesakes:
        yield from ((same[0], again) for again in same[1:])
    if len(namesakes) <= _MOST_COMPARED:
        for (signatory, *_), (other, *_) in combinations(namesakes, 2):
            if _may_be_one(folded(signatory.name.given or ""), folded(other.name.given or "")):
                yield (signatory, other) if signatory.order < other.order else (other, signatory)


def _crowd(namesakes: list[list[Signatory]]) -> Finding:
    first = namesakes[0][0]
    return undetermined(
        "declaring.list.namesakes", _place(first), surname=first.name.family, count=len(namesakes)
    )


def _may_be_one(given: str, other: str) -> bool:
    """Whether each word of the shorter given name begins one of the longer, in order: `Axel`, `Axel E.`."""
    shorter, longer = sorted((given.split(), other.split()), key=len)
    words = iter(longer)
    return all(any(_begins(word, candidate) for candidate in words) for word in shorter)


def _begins(word: str, other: str) -> bool:
    """Whether two words are the same, or one is the other's initial."""
    shorter, longer = sorted((word.rstrip("."), other.rstrip(".")), key=len)
    return shorter == longer or (len(shorter) == 1 and longer.startswith(shorter))


def _doubled(signatory: Signatory, other: Signatory) -> Finding:
    same = (signatory.name.family, signatory.name.given) == (other.name.family, other.name.given)
    answer = failed if same else undetermined
    return answer(
        "declaring.list.distinct",
        _place(other),
        name=signatory.name.surname_first(),
        order=signatory.order,
        line=signatory.line,
        again=other.name.surname_first(),
        again_order=other.order,
        country=other.country,
    )


def _place(signatory: Signatory) -> Place:
    return Place(line=signatory.line, field=f"signatories[{signatory.order - 1}]")
