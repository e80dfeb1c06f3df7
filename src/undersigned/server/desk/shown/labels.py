"""The labels of delegations, groups and roles for a page, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from undersigned.declaring.assemblies.assembly import known_assembly
from undersigned.declaring.roll.members import Role
from undersigned.server.desk.refusals import reader_language
from undersigned.values.names import PersonalName
from undersigned.wording.words import term


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Labels of delegations and groups by code; a code without a label is its own label."""

    delegations: Mapping[str, str]
    groups: Mapping[str, str]
    assembly: str
    fictional: bool

    def delegation(self, code: str) -> str:
        """A delegation's label."""
        return self.delegations.get(code, code)

    def group(self, code: str | None) -> str | None:
        """A group's code in the reader's language."""
        return self.groups.get(code, code) if code else None


def labels_of(assembly: str, language: str, on: date) -> Labels:
    """The labels of an assembly on a day; empty for an unknown assembly."""
    known = known_assembly(assembly)
    if known is None:
        return Labels(delegations={}, groups={}, assembly=assembly, fictional=False)
    return Labels(
        delegations={
            delegation.code: delegation.label(language, on) or delegation.code
            for delegation in known.delegations
        },
        groups={group.code["en"]: group.code.get(language, group.code["en"]) for group in known.groups},
        assembly=known.name.get(language, assembly),
        fictional=known.fictional,
    )


def role_said(role: str, stands_in_for: PersonalName | None) -> str:
    """A role in words, with the person replaced where the roll names one; empty for a representative."""
    if role == Role.REPRESENTATIVE.value:
        return ""
    if stands_in_for:
        return _("substitute for %(name)s") % {"name": stands_in_for.surname_first()}
    return term(f"roll.role.{role}", reader_language())
