"""The labels of places and groups in the reader's language, as the assembly printed them on a day.

What the assembly's data does not know is shown as printed.
"""

from datetime import date

from undersigned.declaring.assemblies.assembly import AssemblyError, assembly, group_ever, label


def is_fictional(code: str) -> bool:
    """Whether an assembly is known to be invented."""
    try:
        return assembly(code).fictional
    except AssemblyError:
        return False


def place_name(
    assembly_code: str, code: str | None, printed: str | None, language: str, day: date | None
) -> str | None:
    """The name of a place in a language."""
    if code is None or day is None:
        return printed
    try:
        return label(assembly_code, code, language, day) or printed
    except AssemblyError:
        return printed


def group_label(assembly_code: str, printed: str | None, printed_in: str, language: str) -> str | None:
    """The code of a group in a language; `None` where nothing was printed."""
    if printed is None or printed_in == language:
        return printed
    try:
        group = group_ever(assembly_code, printed, printed_in)
    except AssemblyError:
        return printed
    return group.code.get(language, printed) if group else printed
