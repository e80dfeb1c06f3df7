"""Fictional claims for the tests of evidence: every part can be replaced by its name."""

from typing import Any

from undersigned.evidence.claims import Claim, Subject
from undersigned.evidence.confidentiality import Level
from undersigned.evidence.intake.mapping import ColumnMapping, read_mapping
from undersigned.evidence.sources import SourceId

KEY = b"the register's own key"
MAPPING = """
source = "list-a"
level = "public"
key = ["No"]
dates = "day-first"
not_known = ["?"]
[columns.No]
ignore = "only the key"
[columns.Name]
property = "person.name"
apart = ";"
[columns.Born]
property = "person.birth"
[columns.Date]
property = "detention.start"
[columns.Outcome]
property = "detention.outcome"
words = { "let go" = "released" }
[columns.Phone]
property = "person.contact"
"""


def a_subject(key: str = "1", *, source: str = "list-a", kind: str = "person") -> Subject:
    """A subject of a list."""
    return Subject(source=SourceId(source), kind=kind, key=key)


def a_claim(value: Any = "Temir Altynkolov", **overrides: Any) -> Claim:
    """A name that a list gives; `source`, `kind` and `key` replace parts of the subject."""
    parts = {name: overrides.pop(name) for name in ("source", "kind", "key") if name in overrides}
    subject = a_subject(
        parts.get("key", "1"), source=parts.get("source", "list-a"), kind=parts.get("kind", "person")
    )
    fields = {"subject": subject, "property": "name", "value": value, "level": Level.PUBLIC}
    return Claim(**(fields | overrides))


def a_mapping(text: str = MAPPING) -> ColumnMapping:
    """The mapping of a list with a key, names, births, days, outcomes and telephones."""
    return read_mapping(text)
