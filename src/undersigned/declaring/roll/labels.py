"""The names by which a file may call delegations and groups: codes, or labels in either language."""

from undersigned.declaring.assemblies.assembly import Group, delegation, group_ever

LANGUAGES = ("en", "fr")  # in which a file may name delegations and groups


def delegation_code(assembly: str, label: str) -> str | None:
    """The code of a delegation named by its code or label in any language of a file."""
    named = (delegation(assembly, label, language) for language in LANGUAGES)
    return next((one.code for one in named if one), None)


def group_code(assembly: str, label: str) -> str | None:
    """The English code of a group named by its code in any language of a file."""
    group = group_named(assembly, label)
    return (group.code.get("en") or next(iter(group.code.values()))) if group else None


def group_named(assembly: str, label: str) -> Group | None:
    """The group of a code in any language of a file."""
    named = (group_ever(assembly, label, language) for language in LANGUAGES)
    return next((group for group in named if group), None)
