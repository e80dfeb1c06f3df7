"""Whose declaration it is, told by the labels of its list; and the code of each place.

The assembly is recognised by the places on the list, never by a name in the text. A label that it is
not known to have used gets no code; the rules of lists say so. An instrument that only one body has tells
it too.
"""

from dataclasses import replace

from undersigned.declaring.assemblies.assembly import place_code, recognise
from undersigned.declaring.declaration import Declaration

_ONLY_OF = {"joint-statement": "coalition", "early-day-motion": "uk-commons"}


def attributed(declaration: Declaration) -> Declaration:
    """The declaration with its assembly, and its signatories with the codes of their places."""
    language = declaration.language
    labels = dict.fromkeys(one.country for one in declaration.signatories if one.country)
    assembly = _ONLY_OF.get(declaration.instrument or "") or (recognise(labels, language) if labels else None)
    if assembly is None:
        return declaration
    codes = {label: place_code(assembly, label, language) for label in labels}
    placed = tuple(replace(one, place=codes.get(one.country or "")) for one in declaration.signatories)
    return replace(declaration, assembly=assembly, signatories=placed)
