"""Shows a refusal beside the fields of a form, or on a page of its own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import get_language

from undersigned.server.actions.refusal import Refusal
from undersigned.values.findings import Finding
from undersigned.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A finding in words, for a template; `desk/_findings.html` shows a list of them."""

    code: str
    outcome: str
    severity: str
    sentence: str
    mend: str | None
    field: str | None
    ok: bool


def said(findings: Iterable[Finding], language: str | None = None) -> tuple[Said, ...]:
    """Findings in the words of a language, by default the reader's."""
    spoken = language or reader_language()
    return tuple(
        Said(
            code=finding.code,
            outcome=finding.outcome.value,
            severity=finding.severity.value,
            sentence=words.sentence(finding, spoken),
            mend=words.mend(finding, spoken),
            field=finding.place.field if finding.place else None,
            ok=finding.ok,
        )
        for finding in findings
    )


def in_words(findings: Iterable[Finding]) -> list[str]:
    """Each finding as a sentence with what to do, for a message or a terminal."""
    return [f"{one.sentence} {one.mend or ''}".strip() for one in said(findings)]


def add_to_form(form: forms.BaseForm, refusal: Refusal) -> None:
    """Show a refusal beside the field it is about, or above all fields."""
    for one in said(refusal.findings):
        sentence = " ".join(part for part in (one.sentence, one.mend) if part)
        form.add_error(one.field if one.field in form.fields else None, sentence)


def reader_language() -> str:
    """The language of the request, if it has words; else the default."""
    spoken = (get_language() or "en")[:2]
    return spoken if spoken in (*words.LANGUAGES, *words.COUNTED) else "en"
