"""Recognises the assembly of a declaration by the labels of its list, and the code of each delegation.

The assembly is recognised by the places on the list, never by a name in the text. A label that it is
not known to have used gets no code; the rules of lists say so. An instrument that only one body has tells
it too. Where no list is left, as in a file that was cut, its two numbers do, if they fit between those
that are known of one assembly.
"""

from dataclasses import replace

from undersigned.declaring.archive.known_head import series
from undersigned.declaring.assemblies.assembly import assemblies, place_code, recognise
from undersigned.declaring.declaration import Declaration
from undersigned.values.findings import Outcome

_ONLY_OF = {"joint-statement": "coalition", "early-day-motion": "uk-commons"}


def attributed(declaration: Declaration) -> Declaration:
    """The declaration with its assembly, and its signatories with the codes of their places."""
    language = declaration.language
    labels = dict.fromkeys(signatory.country for signatory in declaration.signatories if signatory.country)
    by_labels = recognise(labels, language) if labels else _by_numbers(declaration)
    assembly = _ONLY_OF.get(declaration.instrument or "") or by_labels
    if assembly is None:
        return declaration
    codes = {label: place_code(assembly, label, language) for label in labels}
    placed = tuple(
        replace(signatory, place=codes.get(signatory.country or "")) for signatory in declaration.signatories
    )
    return replace(declaration, assembly=assembly, signatories=placed)


def told_by_numbers(declaration: Declaration) -> bool:
    """Whether nothing but its numbers told the assembly of a declaration."""
    return (
        declaration.assembly is not None
        and not any(signatory.country for signatory in declaration.signatories)
        and declaration.instrument not in _ONLY_OF
    )


def _by_numbers(declaration: Declaration) -> str | None:
    """The only assembly between whose known numbers those of a declaration fit."""
    fitting = [
        code for code in assemblies() if series(replace(declaration, assembly=code)).outcome is Outcome.PASSED
    ]
    return fitting[0] if len(fitting) == 1 else None
