"""The text: did a clerk fix it, and are words, rules, figures and evidence those that were fixed?"""

from collections.abc import Iterator

from undersigned.signing.disclosure import Entry
from undersigned.signing.faults import SigningError
from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, at_entry, in_file, no
from undersigned.verifying.bundle import EVIDENCE, FIGURES, RULEBOOK
from undersigned.verifying.case import Case
from undersigned.verifying.checks import assertions


def signed(case: Case) -> Iterator[Finding]:
    """Did a clerk fix the text, and once only?"""
    code = "verifying.text.signed"
    if case.text is None:
        yield no(code, rule="none", entry=None)
        return
    yield from by_clerk(case, case.text, code)
    for second in case.texts[1:]:
        yield no(code, at_entry(second.index), rule="second", entry=second.index)


def by_clerk(case: Case, entry: Entry, code: str) -> Iterator[Finding]:
    """Is a record signed by a clerk whose key is valid at its index?"""
    right = bool(clerks_of(case, entry))
    yield answer(code, right, at_entry(entry.index), rule="clerk", entry=entry.index)
    yield from assertions.of_clerks(case.book, entry)


def clerks_of(case: Case, entry: Entry) -> tuple[str, ...]:
    """The clerks who signed a record; none where one of their lines is wrong."""
    try:
        return tuple(sorted(case.book.clerks_of(entry)))
    except SigningError:
        return ()


def words(case: Case) -> Iterator[Finding]:
    """Are these the words, in these languages?"""
    if case.text is None:
        return
    fixed, here = dict(case.text.record.text.pairs("text")), case.bundle.by_language("texts")
    for language in sorted(fixed.keys() | here.keys()):
        name = f"texts/{language}.txt"
        right = here.get(language) == name and fixed.get(language) == case.bundle.sha256(name)
        yield answer("verifying.text.words", right, in_file(name), file=name, language=language)


def rulebook(case: Case) -> Iterator[Finding]:
    """Are these the rules?"""
    if case.text is None:
        return
    code, digest = case.text.record.text.pair("rulebook")
    stated = case.rulebook.get("code") if isinstance(case.rulebook, dict) else None
    right = stated == code and _has_digest(case, RULEBOOK, digest)
    yield answer("verifying.text.rulebook", right, in_file(RULEBOOK), rulebook=code)


def figures(case: Case) -> Iterator[Finding]:
    """Are these the figures and the evidence?"""
    if case.text is None:
        return
    for name, key in ((EVIDENCE, "evidence"), (FIGURES, "figures")):
        right = _has_digest(case, name, case.text.record.text.word(key))
        yield answer("verifying.text.figures", right, in_file(name), file=name)


def _has_digest(case: Case, name: str, digest: str) -> bool:
    return case.bundle.has(name) and case.bundle.sha256(name) == digest
