"""Checks the legend of the groups: what each code on the list stood for on its day.

1. Only codes on the list are explained; each once (the founding document, which leaves out EC).
2. Codes follow the alphabet, "not registered in a group" comes last (observed on the founding document).
3. The name is that of the day: one code may have had two names, and between them nobody knows which.
"""

from collections.abc import Iterable
from datetime import date

from undersigned.declaring.alike import alike_as_one
from undersigned.declaring.assemblies.assembly import Assembly, folded, group_ever, group_on, known_assembly
from undersigned.declaring.assemblies.groups import Group
from undersigned.declaring.declaration import Declaration, Form, LegendLine, Signatory
from undersigned.values.findings import (
    Finding,
    Outcome,
    Place,
    Severity,
    failed,
    not_applicable,
    passed,
    undetermined,
)


def legend_groups(assembly: str, codes: Iterable[str], language: str, day: date) -> tuple[Group, ...]:
    """The groups of the codes under their names of the day, in the order of a legend."""
    found = {code: group_on(assembly, code, language, day) for code in codes}
    groups = {group.code[language]: group for group in found.values() if group}
    return tuple(groups[code] for code in sorted(groups, key=lambda code: (not groups[code].is_group, code)))


def legend(assembly: str, codes: Iterable[str], language: str, day: date) -> tuple[LegendLine, ...]:
    """The legend of a list in a language, as the assembly prints it."""
    groups = legend_groups(assembly, codes, language, day)
    return tuple(LegendLine(code=group.code[language], name=group.name[language]) for group in groups)


def legend_findings(declaration: Declaration) -> tuple[Finding, ...]:
    """Whether the legend explains each code of the list, no other, once, by its name of the day."""
    lines = declaration.legend
    used = _first_uses(declaration.signatories)
    if lines is None:
        return (_without_legend(declaration, used),)
    return (*_complete(lines, used), *_needed(lines, used), *_distinct(lines), *_names(declaration, lines))


def _first_uses(signatories: Iterable[Signatory]) -> dict[str, Signatory]:
    first: dict[str, Signatory] = {}
    for signatory in signatories:
        if signatory.group is not None:
            first.setdefault(signatory.group, signatory)
    return first


def _without_legend(declaration: Declaration, used: dict[str, Signatory]) -> Finding:
    if declaration.form is Form.PRINTED and used:
        return undetermined("declaring.legend.complete", codes=tuple(used))
    return not_applicable("declaring.legend.complete")


def _complete(lines: tuple[LegendLine, ...], used: dict[str, Signatory]) -> tuple[Finding, ...]:
    explained = {line.code for line in lines}
    missing = tuple(
        failed(
            "declaring.legend.complete",
            Place(line=signatory.line, field=f"signatories[{signatory.order - 1}].group"),
            group=code,
            name=signatory.name.surname_first(),
        )
        for code, signatory in used.items()
        if code not in explained
    )
    return missing or (passed("declaring.legend.complete", codes=tuple(used)),)


def _needed(lines: tuple[LegendLine, ...], used: dict[str, Signatory]) -> tuple[Finding, ...]:
    needless = tuple(
        failed(
            "declaring.legend.needed",
            Place(line=line.line, field=f"legend[{index}]"),
            Severity.WARNING,
            group=line.code,
        )
        for index, line in enumerate(lines)
        if line.code not in used
    )
    return needless or (passed("declaring.legend.needed"),)


def _distinct(lines: tuple[LegendLine, ...]) -> tuple[Finding, ...]:
    codes = [line.code for line in lines]
    doubled = tuple(
        failed(
            "declaring.legend.distinct",
            Place(line=line.line, field=f"legend[{index}]"),
            group=line.code,
        )
        for index, line in enumerate(lines)
        if line.code in codes[:index]
    )
    return doubled or (passed("declaring.legend.distinct"),)


def _names(declaration: Declaration, lines: tuple[LegendLine, ...]) -> tuple[Finding, ...]:
    known = known_assembly(declaration.assembly)
    if known is None or not known.groups:
        return (not_applicable("declaring.legend.names"),)
    answers = (_name(declaration, known, line, index) for index, line in enumerate(lines))
    wanting = tuple(answer for answer in answers if answer.outcome is not Outcome.PASSED)
    return alike_as_one(wanting) or (passed("declaring.legend.names"),)


def _name(declaration: Declaration, known: Assembly, line: LegendLine, index: int) -> Finding:
    """Known right on the day, known to be another group's or another time's, or not known."""
    place = Place(line=line.line, field=f"legend[{index}].name")
    language, day = declaration.language, declaration.day
    group = group_ever(known.code, line.code, language)
    if group is None or day is None:
        return undetermined(
            "declaring.legend.names", place, group=line.code, printed=line.name, expected=None
        )
    printed = folded(line.name)
    possible = [name for name in group.possible_names(day) if printed in map(folded, name.wordings(language))]
    if possible:
        return passed("declaring.legend.names")
    elsewhere = (name for one in known.groups for name in one.names)
    known_elsewhere = any(printed in map(folded, name.wordings(language)) for name in elsewhere)
    answer = failed if known_elsewhere else undetermined
    expected = group.on(day).name[language]
    return answer("declaring.legend.names", place, group=line.code, printed=line.name, expected=expected)
