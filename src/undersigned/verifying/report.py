"""The report of a verification in words for a person.

1. The verdict first, and what it means; then what is wrong; then who signed, by name, each with its level.
2. What is unproven is said as plainly as what is proved: undetermined questions, names on paper, files and
   lines that no signature covers, and what no signature can show.
3. A refused bundle is never made to look good: what it says stands under a heading that says so.
4. A verdict never hides that names are disputed: it says how many.
"""

import textwrap
from collections.abc import Iterable, Iterator

from undersigned.signing.history import PAPER
from undersigned.values.findings import Finding, Outcome
from undersigned.verifying.case import Case
from undersigned.verifying.checkpoint_lines import unknown_lines, witnesses
from undersigned.verifying.names import ListedName, Names, names_of
from undersigned.verifying.needs import needs
from undersigned.verifying.verification import Verdict, Verification
from undersigned.wording.words import mend, sentence, term

WIDTH = 100
MOST_SHOWN = 5  # of one code; the data have them all


def as_text(done: Verification, language: str) -> str:
    """The whole of it for a person, as paragraphs."""
    parts = [_verdict(done, language)]
    wrong = [finding for finding in done.findings if finding.outcome is Outcome.FAILED]
    if wrong:
        parts.append(_section("verify.failed", _findings(wrong, language), language))
    if done.case:
        parts += _said(done, done.case, language)
    checked = [finding for finding in done.findings if finding.outcome is Outcome.PASSED]
    if checked:
        told = [line for finding in checked for line in _item("✓", sentence(finding, language))]
        parts.append(_section(f"verify.checked.{done.verdict}", told, language))
    if done.case:  # of what is no bundle there is nothing more to say
        parts.append(_section("verify.words", _words(language), language))
        parts.append([f"{_heading('verify.digest', language)} sha256:{done.case.bundle.digest}"])
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _verdict(done: Verification, language: str) -> list[str]:
    """The heading, which says how many names are disputed too; and what it means."""
    verdict = f"verify.verdict.{done.verdict}"
    if done.case is None:
        return [term(verdict, language), *_filled(term("verify.verdict.unread.means", language))]
    heading, disputed = (
        term(verdict, language),
        sum(bool(listed.disputed) for listed in _listed(done, language)),
    )
    if disputed:
        heading = f"{heading} {term('verify.verdict.disputed', language, n=disputed)}"
    return [*_filled(heading), *_filled(term(f"{verdict}.means", language))]


def _listed(done: Verification, language: str) -> Iterable[ListedName]:
    """The names that are shown as those of people who signed; of a refused bundle none is vouched for."""
    if done.case is None or done.verdict is Verdict.REFUSED:
        return ()
    return names_of(done.case, language).listed


def _said(done: Verification, case: Case, language: str) -> Iterator[list[str]]:
    """What the bundle says: which declaration, who signed, how many, by which rules; and what is unproven."""
    names = names_of(case, language)
    if done.verdict is Verdict.REFUSED:
        yield [_heading("verify.said", language)]
    yield _head(case, names, language)
    yield _section("verify.names", _names(names, language), language)
    yield _numbers(case, names, language)
    if names.withdrawn:
        lines = [
            term("verify.withdrew", language, name=act.name, day=act.day.isoformat())
            for act in names.withdrawn
        ]
        yield _section("verify.withdrawn", [f"  {line}" for line in lines], language)
    if names.later:
        yield _section("verify.later", _later(names, language), language)
    yield _section("verify.unproven", _unproven(done, names, language), language)
    yield _section("verify.unsigned", _unsigned(case, language), language)
    seen = [f"  {term('verify.witnessed', language, name=name, time=time)}" for name, time in witnesses(case)]
    if seen:
        yield _section("verify.witnesses", seen, language)


def _head(case: Case, names: Names, language: str) -> list[str]:
    titles = dict(case.text.record.text.pairs("title")) if case.text else {}
    title = titles.get(language) or next(iter(titles.values()), "")
    parts = [term("verify.declaration", language, declaration=case.declaration)]
    if names.edition:
        said = names.edition.record.text
        parts.append(
            term("verify.edition", language, edition=said.one("edition", int), label=said.word("label"))
        )
        parts += [
            term(f"verify.{key}", language, **{key: said.one(key, int)})
            for key in ("number", "doc")
            if said.has(key)
        ]
    rulebook = case.rulebook if isinstance(case.rulebook, dict) else {}
    fictional = term("verify.fictional", language) if rulebook.get("fictional") is True else ""
    return [line for line in (title, " · ".join(parts), fictional) if line]


def _names(names: Names, language: str) -> list[str]:
    if not names.listed:
        return [f"  {term('verify.nobody', language)}"]
    return [line for listed in names.listed for line in _item("·", _name(listed, language))]


def _name(listed: ListedName, language: str) -> str:
    level = term(f"verify.level.{listed.level}", language)
    seat = ", ".join(part for part in (listed.name, listed.delegation, listed.group) if part)
    notes = [] if listed.counts is not False else [term("verify.does-not-count", language, role=listed.role)]
    notes += [term("verify.contested", language, reason=reason) for reason in listed.disputed]
    return " — ".join([seat, level, *notes])


def _numbers(case: Case, names: Names, language: str) -> list[str]:
    """The total, and the rule of the day beside it."""
    count = names.count
    total = term(
        "verify.total", language, names=count.names, counting=count.counting,
        delegations=count.delegations, groups=count.groups, withdrawn=count.withdrawn,
    )  # fmt: skip
    if not case.rules.code:
        return [total, term("verify.rules.unknown", language)]
    asked = [
        term("verify.need", language, what=need.what, there=need.there, needed=need.needed)
        if need.needed is not None
        else term("verify.need.unknown", language, what=need.what)
        for need in needs(case.rules.test, count)
    ]
    threshold = term(f"verify.threshold.{count.threshold}", language)
    rules = term("verify.rules", language, rulebook=case.rules.code)
    return [total, rules, *(f"  {line}" for line in asked), threshold]


def _later(names: Names, language: str) -> list[str]:
    return [
        f"  {term(key, language, name=act.name, day=act.day.isoformat())}"
        for act in names.later
        for key in (f"verify.later.{'sign' if act.signs else 'withdraw'}",)
    ]


def _unproven(done: Verification, names: Names, language: str) -> list[str]:
    lines = _findings(
        [finding for finding in done.findings if finding.outcome is Outcome.UNDETERMINED], language
    )
    if any(listed.level == PAPER for listed in names.listed):
        lines += _item("?", term("verify.unproven.paper", language))
    return [*lines, *_item("?", term("verify.unproven.always", language))]


def _unsigned(case: Case, language: str) -> list[str]:
    lines = [
        term("verify.unsigned.line", language, file=file, name=name) for file, name in unknown_lines(case)
    ]
    return [f"  {line}" for line in (*case.bundle.unsigned(), *lines)]


def _words(language: str) -> list[str]:
    """What the words of the report mean, for whoever reads one for the first time."""
    meant = ("bundle", "levels", "log", "witness", "registrar", "roll", "clerk", "passkey")
    return [line for word in meant for line in _item("·", term(f"verify.word.{word}", language))]


def _findings(findings: Iterable[Finding], language: str) -> list[str]:
    """Each with its sentence, what to do, its place and its code; the first few of one code."""
    lines: list[str] = []
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for code, alike in by_code.items():
        mark = "✗" if alike[0].outcome is Outcome.FAILED else "?"
        for finding in alike[:MOST_SHOWN]:
            lines += _item(mark, sentence(finding, language))
        if len(alike) > MOST_SHOWN:
            lines += _item(" ", term("verify.more", language, n=len(alike) - MOST_SHOWN))
        advice = mend(alike[0], language)
        lines += [*(_item("→", advice) if advice else ()), f"      {code}"]
    return lines


def _section(key: str, lines: list[str], language: str) -> list[str]:
    return [_heading(key, language), *lines]


def _heading(key: str, language: str) -> str:
    return term("verify.heading", language, words=term(key, language))


def _item(mark: str, words: str) -> list[str]:
    return textwrap.wrap(
        words, WIDTH, initial_indent=f"  {mark} ", subsequent_indent="    ", break_on_hyphens=False
    )


def _filled(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, break_on_hyphens=False)
