"""Checks the language versions of a declaration against each other: what must be the same in all.

1. The numbers and the day are the same.
2. The lists have the same names in the same order; countries and group codes are translated and not compared.
3. One file for each language. Nothing is merged: of two that differ one is published, and it is said.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from undersigned.declaring.declaration import Declaration, Signatory
from undersigned.values.digest import canonical_paragraph
from undersigned.values.findings import Finding, Place, failed, not_applicable, passed, undetermined


def by_language(declarations: Sequence[Declaration]) -> dict[str, Declaration]:
    """The first declaration of each language, in the order given."""
    versions: dict[str, Declaration] = {}
    for declaration in declarations:
        versions.setdefault(declaration.language, declaration)
    return versions


def with_list(versions: Sequence[Declaration]) -> Declaration:
    """The version whose list is published: the first that has one, else the first."""
    return next((declaration for declaration in versions if declaration.has_list), versions[0])


def version_findings(declarations: Sequence[Declaration]) -> tuple[Finding, ...]:
    """Whether several versions belong together; nothing for a single one."""
    versions = list(by_language(declarations).values())
    found = tuple(_doubles(declarations))
    if len(versions) == 1:
        return found
    return (*found, *_numbers(versions), _lists(versions))


def _doubles(declarations: Sequence[Declaration]) -> Iterator[Finding]:
    seen: set[str] = set()
    for declaration in declarations:
        if declaration.language in seen:
            yield failed("publishing.versions.languages", language=declaration.language)
        seen.add(declaration.language)


def _numbers(versions: Sequence[Declaration]) -> Iterator[Finding]:
    code = "publishing.versions.same-number"
    languages = tuple(declaration.language for declaration in versions)
    asked: dict[str, list[int | str | None]] = {
        "number": [declaration.number for declaration in versions],
        "doc_number": [declaration.doc_number for declaration in versions],
        "day": [declaration.day.isoformat() if declaration.day else None for declaration in versions],
    }
    wrong = {
        what: tuple(str(value or "–") for value in values)
        for what, values in asked.items()
        if len({value for value in values if value is not None}) > 1
    }
    for what, values in wrong.items():
        yield failed(code, Place(field=what), what=what, values=values, languages=languages)
    if not wrong:
        yield passed(code)


def _lists(versions: Sequence[Declaration]) -> Finding:
    code = "publishing.versions.same-list"
    listed = [declaration for declaration in versions if declaration.has_list]
    if not listed:
        return not_applicable(code)
    kept, *others = listed
    if not others:
        return undetermined(code, kept=kept.language)
    for other in others:
        pairs = zip_longest(map(_name, kept.signatories), map(_name, other.signatories), fillvalue="–")
        apart = [(at, one, two) for at, (one, two) in enumerate(pairs, start=1) if one != two]
        if apart:
            order, one, two = apart[0]
            return failed(
                code,
                Place(field=f"signatories[{order - 1}]"),
                languages=(kept.language, other.language),
                order=order,
                one=one,
                other=two,
                count=len(apart),
                kept=kept.language,
            )
    return passed(code)


def same_names(declaration: Declaration, other: Declaration) -> bool:
    """Whether two lists have the same names in the same order."""
    return [*map(_name, declaration.signatories)] == [*map(_name, other.signatories)]


def _name(signatory: Signatory) -> str:
    """Family and given name as printed; honorifics differ by language (`Mr`, `M.`)."""
    name = signatory.name
    return canonical_paragraph(" ".join(filter(None, (name.family, name.given))))
