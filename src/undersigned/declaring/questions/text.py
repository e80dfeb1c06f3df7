"""Checks the words of a text against its rulebook: length, languages, disclaimer, opening, admissibility.

1. A limit whose counter is unknown is asked with every way of counting: passed when all keep within it,
   failed when none does, else undetermined; both usual counts are shown.
2. A disclaimer or opening that was not seen in the period is undetermined where the rule is only observed,
   and failed where it is confirmed.
3. Whether a text is admissible is decided by a person, never here.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from undersigned.declaring.declaration import Declaration, Form
from undersigned.declaring.rulebooks.rulebook import Rulebook
from undersigned.declaring.rulebooks.schema import NONE, Ground, Opening, SeenVariant, Wording
from undersigned.declaring.rulebooks.vectors import within
from undersigned.declaring.word_count import word_counts
from undersigned.values.findings import Finding, Outcome, Particular, Place, Severity
from undersigned.values.sourced import Sourced, Status

_SAID = ("decided_by", "grounds")
_APOSTROPHES = re.compile("['’ʼ‘´`]")


def text_findings(declaration: Declaration, rulebook: Rulebook) -> tuple[Finding, ...]:
    """All questions to the text of a declaration."""
    return (
        word_limit(declaration, rulebook),
        languages(declaration, rulebook),
        disclaimer(declaration, rulebook),
        opening(declaration, rulebook),
        admissible(declaration, rulebook),
    )


def word_limit(declaration: Declaration, rulebook: Rulebook) -> Finding:
    """Whether the text keeps within the number of words; both usual counts are among the particulars."""
    code = "declaring.text.word-limit"
    rule, counter = rulebook.rule("text.max_words"), rulebook.rule("text.counter")
    if not declaration.clauses or rule.value == NONE:
        return answered(code, Outcome.NOT_APPLICABLE, rule)
    counts = word_counts(declaration)
    possible = [counts[str(counter.value)]] if counter.known else list(counts.values())
    least, most = min(possible), max(possible)
    return answered(
        code,
        within(least, most, rule.value),
        rule,
        _line(declaration, declaration.clauses[0].line, "clauses"),
        value=most,
        needed=rule.value,
        beyond=None if rule.value is None else max(0, least - int(rule.value)),
        counter=counter.value,
        with_opening=counts["by-space"],
        without_opening=counts["by-space-without-opening"],
    )


def languages(declaration: Declaration, rulebook: Rulebook) -> Finding:
    """Whether the text is in a language of the assembly."""
    rule = rulebook.rule("text.languages")
    known = rule.value or ()
    outcome = _listed(rule, stands=declaration.language in known)
    return answered(
        "declaring.text.languages",
        outcome,
        rule,
        language=declaration.language,
        languages=tuple(known) or None,
    )


def disclaimer(declaration: Declaration, rulebook: Rulebook) -> Finding:
    """Whether the disclaimer is one that was printed in the period and in this form."""
    code, rule, read = (
        "declaring.text.disclaimer",
        rulebook.rule("publication.disclaimers"),
        declaration.disclaimer,
    )
    if declaration.form is Form.DRAFT or (rule.known and not rule.value and read is None):
        return answered(code, Outcome.NOT_APPLICABLE, rule)
    if read is None:
        outcome = Outcome.NOT_APPLICABLE if declaration.form is Form.SITE_NEWER else Outcome.UNDETERMINED
        return answered(code, outcome, rule, Place(field="disclaimer"), variant=None)
    seen = any(_was_seen(known, read.variant, declaration) for known in rule.value or ())
    place = _line(declaration, read.line, "disclaimer")
    return answered(code, _listed(rule, stands=seen), rule, place, variant=read.variant)


def opening(declaration: Declaration, rulebook: Rulebook) -> Finding:
    """Whether the text opens with a formula of the period, where the rule asks for one."""
    code, rule, required = (
        "declaring.text.opening",
        rulebook.rule("text.openings"),
        rulebook.rule("text.opening_required"),
    )
    if not declaration.clauses or not (rule.known or required.known):
        return answered(code, Outcome.NOT_APPLICABLE, rule)
    words = " ".join([declaration.opening or "", declaration.clauses[0].text]).strip()
    formulae = [known for known in rule.value or () if known.language == declaration.language]
    found = next((one for one in formulae if _plain(words).startswith(_plain(one.text))), None)
    place = _line(declaration, declaration.lines.get("opening"), "opening")
    if found:
        return answered(code, Outcome.PASSED, rule, formula=found.text, printed=declaration.opening)
    if declaration.opening is None and required.value is False:
        return answered(code, Outcome.NOT_APPLICABLE, required)
    return answered(
        code, _listed(rule, stands=False), rule, place, formula=_first(formulae), printed=declaration.opening
    )


def admissible(declaration: Declaration, rulebook: Rulebook) -> Finding:
    """Who decides whether the text is admissible, and on which grounds it may be refused."""
    who, rule = rulebook.rule("admissibility.decided_by"), rulebook.rule("admissibility.grounds")
    if rule.known and not rule.value:
        return answered("declaring.content.admissible", Outcome.NOT_APPLICABLE, rule)
    said = _in_each_language(who.value, rule.value or ())
    own = {name: said.get(f"{name}.{declaration.language}", said[f"{name}.en"]) for name in _SAID}
    asked = answered("declaring.content.admissible", Outcome.UNDETERMINED, rule, severity=Severity.NOTICE)
    return replace(asked, particulars={**own, **said, **asked.particulars})


def answered(
    code: str,
    outcome: Outcome,
    rule: Sourced[object],
    place: Place | None = None,
    severity: Severity | None = None,
    **particulars: Particular,
) -> Finding:
    """A finding on the ground of a rule: a rule that is only observed never weighs more than a warning."""
    if severity is None and outcome is Outcome.FAILED:
        severity = Severity.ERROR if rule.status is Status.CONFIRMED else Severity.WARNING
    usual = Severity.WARNING if outcome is Outcome.UNDETERMINED else Severity.NOTICE
    return Finding(
        code=code,
        outcome=outcome,
        severity=severity or usual,
        particulars={**particulars, "status": rule.status.value},
        place=None if outcome in (Outcome.PASSED, Outcome.NOT_APPLICABLE) else place,
        cites=rule.cites,
    )


def _listed(rule: Sourced[object], *, stands: bool) -> Outcome:
    """A list that is only observed may be incomplete, so what it lacks is not thereby wrong."""
    if stands:
        return Outcome.PASSED
    return Outcome.FAILED if rule.status is Status.CONFIRMED else Outcome.UNDETERMINED


def _was_seen(known: SeenVariant, variant: str | None, declaration: Declaration) -> bool:
    if known.variant != variant or (known.forms and declaration.form.value not in known.forms):
        return False
    if declaration.dated is None:
        return True
    after = known.first is None or known.first.first <= declaration.dated.last
    return after and (known.last is None or declaration.dated.first <= known.last.last)


def _in_each_language(who: Wording | None, grounds: Iterable[Ground]) -> dict[str, str | None]:
    """Who decides and on which grounds, in each language that the reader may ask for."""
    said: dict[str, str | None] = {}
    for language in ("en", "fr"):
        said[f"decided_by.{language}"] = _in_words(who, language) if who else None
        apart = "\u00a0; " if language == "fr" else "; "
        said[f"grounds.{language}"] = apart.join(_in_words(ground, language) for ground in grounds) or None
    return said


def _in_words(said: Ground | Wording, language: str) -> str:
    return said.words.get(language, said.words["en"])


def _first(formulae: list[Opening]) -> str | None:
    return formulae[0].text if formulae else None


def _plain(text: str) -> str:
    """Words for comparison: without regard to apostrophes, white space, and a space before a colon."""
    straight = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", text))
    return " ".join(straight.split()).replace(" :", ":")


def _line(declaration: Declaration, line: int | None, field: str) -> Place:
    return Place(line=line or declaration.lines.get(field), field=field)
