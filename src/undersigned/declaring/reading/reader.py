"""Reads any file that holds a declaration, and writes a declaration in any form.

1. Kind, encoding, form and languages are recognised; nothing has to be told.
2. A refusal is a finding of severity `refusal`; then there is no declaration.
3. No exception leaves this module for any bytes whatever.
4. What is written in a form is read again as the same declaration, and written again as the same text.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from undersigned.declaring.alike import alike_as_one
from undersigned.declaring.assemblies.assembly import assembly
from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.reading import draft, printed, site
from undersigned.declaring.reading.attribution import attributed, told_by_numbers
from undersigned.declaring.reading.characters import note_calls, note_characters
from undersigned.declaring.reading.clauses import note_clauses
from undersigned.declaring.reading.files import Kind, Opened, note_name, open_file
from undersigned.declaring.reading.furniture import without_remarks
from undersigned.declaring.reading.lines import Line, lines_of
from undersigned.declaring.reading.notes import Notes
from undersigned.declaring.reading.page import lines_of_page
from undersigned.declaring.reading.versions import split_by_head
from undersigned.declaring.reading.word import lines_of_word
from undersigned.declaring.reading.writing import write_text
from undersigned.values.findings import Finding, Severity, passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: one declaration for each language version in the file, none when it was refused."""

    declarations: tuple[Declaration, ...]
    findings: tuple[Finding, ...]


def read(content: bytes, *, file: str) -> Reading:
    """The declarations that a file holds, and everything about it that was not understood."""
    notes = Notes()
    opened = open_file(content, notes)
    lines = _lines(opened, content, notes) if opened else ()
    declarations: list[Declaration] = []
    if opened and any(not line.blank for line in lines):
        note_name(opened.kind, file, notes)
        note_characters(lines, notes)
        declarations = _declarations(lines, notes)
    elif opened and not notes.findings:
        notes.refused("declaring.file.has-text", bytes=len(content))
    findings = [*alike_as_one(notes.findings), *(_recognised(declaration) for declaration in declarations)]
    return Reading(declarations=tuple(declarations), findings=tuple(finding.at(file) for finding in findings))


def write(declaration: Declaration) -> str:
    """A declaration as text in the form it was read from."""
    return write_text(declaration, declaration.form)


def write_as(declaration: Declaration, form: Form) -> str:
    """A declaration as text in any form; what that form does not carry is left out."""
    return write_text(declaration, form)


def _lines(opened: Opened, content: bytes, notes: Notes) -> tuple[Line, ...]:
    match opened.kind:
        case Kind.WORD:
            return lines_of_word(content, notes)
        case Kind.HTML:
            return lines_of_page(opened.text, notes)
        case Kind.TEXT:
            return without_remarks(lines_of(opened.text))


def _declarations(lines: Sequence[Line], notes: Notes) -> list[Declaration]:
    """One declaration for each language version, by the form that the lines show."""
    if site.has_marks(lines):
        return [_one(site.read, part, notes) for part in split_by_head(lines, of_site=True)]
    if printed.has_marks(lines):
        return [_one(printed.read, part, notes) for part in split_by_head(lines, of_site=False)]
    return [_one(draft.read, part, notes) for part in draft.split(lines, notes)]


def _one(
    read_form: Callable[[Sequence[Line], Notes], Declaration], lines: Sequence[Line], notes: Notes
) -> Declaration:
    own = Notes()
    declaration = attributed(read_form(lines, own))
    if told_by_numbers(declaration):
        names = {f"assembly.{code}": name for code, name in assembly(declaration.assembly or "").name.items()}
        own.doubt("declaring.assembly.told", declaration.lines.get("number"), Severity.NOTICE, **names)
    note_calls(declaration.title or "", declaration.lines.get("title"), own)
    note_clauses(declaration.clauses, own)
    notes.findings.extend(own.findings)
    return declaration


def _recognised(declaration: Declaration) -> Finding:
    return passed(
        "declaring.form.recognised",
        form=declaration.form.value,
        language=declaration.language,
        clauses=len(declaration.clauses),
        signatories=len(declaration.signatories),
    )
