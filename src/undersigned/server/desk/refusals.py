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

    @property
    def words(self) -> str:
        """The sentence, and what to do about it where there is something to say."""
        return " ".join(part for part in (self.sentence, self.mend) if part)


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
    return [finding.words for finding in said(findings)]


def sentences(findings: Iterable[Finding], language: str | None = None) -> str:
    """Findings as one text, without what to do about them."""
    return " ".join(finding.sentence for finding in said(findings, language))


def add_to_form(form: forms.BaseForm, refusal: Refusal) -> None:
    """Show a refusal beside the field it is about, or above all fields."""
    for finding in said(refusal.findings):
        form.add_error(finding.field if finding.field in form.fields else None, finding.words)


def reader_language() -> str:
    """The language of the request, if it has words; else the default."""
    spoken = (get_language() or "en")[:2]
    return spoken if spoken in (*words.LANGUAGES, *words.COUNTED) else "en"
