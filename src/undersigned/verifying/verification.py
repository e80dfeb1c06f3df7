"""The whole verification: every question of `docs/protocol/v1/verification.md`, in its order.

1. Two questions end the run where they fail: is it a bundle, and can the trust file be read?
2. Every other question is asked whatever came of those before; where the log cannot be read, those about
   the log alone. What cannot be asked does not apply.
3. Of a question that was passed many times one finding is kept, with the number of times.
4. Refused if anything failed. Verified only under a trust file that the reader brought.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from undersigned.log.checkpoint import read_checkpoint
from undersigned.log.faults import LogError
from undersigned.signing.anchors import Judge
from undersigned.signing.trust import Trust
from undersigned.values.findings import Finding, Outcome, Severity, failures, not_applicable
from undersigned.verifying.answers import in_file, no, yes
from undersigned.verifying.archive import open_archive
from undersigned.verifying.bundle import CHECKPOINT, POLICY, Bundle, trust_of
from undersigned.verifying.case import Case
from undersigned.verifying.checks import (
    acts,
    editions,
    files,
    keys,
    log,
    papers,
    receipts,
    rolls,
    statements,
    text,
)
from undersigned.verifying.faults import BundleError
from undersigned.verifying.history import read_history

READABLE, TRUST = "verifying.bundle.readable", "verifying.trust.readable"
MOST_OF_ONE_CODE = 1_000

Check = Callable[[Case], Iterator[Finding]]
OF_THE_BUNDLE: tuple[Check, ...] = (
    files.complete, files.index, log.policy, log.checkpoint, log.root, log.extends, log.entries,
)  # fmt: skip
OF_THE_LOG: tuple[Check, ...] = (  # asked where the log can be read
    log.opened,
    rolls.signed, rolls.files,
    keys.enrolled, keys.revoked,
    text.signed, text.words, text.rulebook, text.figures,
    statements.agree, statements.rolls, statements.members, statements.seen, statements.keys,
    statements.signatures, statements.counters,
    papers.signed, papers.agree,
    acts.once, acts.withdrawals, acts.contests,
    editions.signed, editions.counts, editions.thresholds, editions.lists,
    receipts.included, log.anchors,
)  # fmt: skip
CODES = (
    READABLE, "verifying.bundle.complete", "verifying.bundle.index", TRUST, "verifying.policy.agrees",
    "verifying.checkpoint.signed", "verifying.checkpoint.witnessed", "verifying.log.root",
    "verifying.log.extends", "verifying.entry.readable", "verifying.opening.matches",
    "verifying.thread.opened", "verifying.roll.signed", "verifying.roll.file", "verifying.key.enrolled",
    "verifying.key.held", "verifying.key.level", "verifying.revocation.signed", "verifying.text.signed",
    "verifying.text.words", "verifying.text.rulebook", "verifying.text.figures",
    "verifying.statement.agrees", "verifying.statement.roll", "verifying.statement.member",
    "verifying.statement.entitled", "verifying.statement.seen", "verifying.key.known",
    "verifying.key.before", "verifying.key.revoked", "verifying.assertion.context",
    "verifying.assertion.flags", "verifying.assertion.signature", "verifying.assertion.counter",
    "verifying.paper.signed", "verifying.paper.agrees", "verifying.signature.once",
    "verifying.withdrawal.allowed", "verifying.contest.open", "verifying.edition.signed",
    "verifying.edition.count", "verifying.edition.threshold", "verifying.list.names",
    "verifying.list.digest", "verifying.proof.included", "verifying.anchor.time",
)  # fmt: skip


class Verdict(StrEnum):
    """What is said of a bundle as a whole."""

    VERIFIED = "verified"
    CONSISTENT = "consistent-with-itself"
    REFUSED = "refused"

    @property
    def exit_status(self) -> int:
        """The status with which a process tells it."""
        return {"verified": 0, "consistent-with-itself": 1, "refused": 2}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Every finding in the order of the questions, and what they come to."""

    findings: tuple[Finding, ...]
    brought: bool
    case: Case | None = None  # missing where the run was ended

    @property
    def verdict(self) -> Verdict:
        """Refused, consistent with itself, or verified."""
        if self.case is None or failures(self.findings):
            return Verdict.REFUSED
        return Verdict.VERIFIED if self.brought else Verdict.CONSISTENT


def verify(
    bundle: BinaryIO,
    trust: bytes | None = None,
    since: BinaryIO | None = None,
    stamps: Judge | None = None,
) -> Verification:
    """Everything asked of a bundle, with what the reader brings: keys, an older bundle, a judge of stamps."""
    asked: list[Finding] = []
    try:
        opened = Bundle(archive=open_archive(bundle))
        asked.append(yes(READABLE, files=len(opened.names)))
    except BundleError as fault:
        return _ended(READABLE, fault, trust)
    try:
        believed = trust_of(
            trust if trust is not None else opened.read(POLICY), POLICY if trust is None else ""
        )
        asked.append(
            yes(TRUST, registrars=len(believed.registrars)) if trust is not None else not_applicable(TRUST)
        )
    except BundleError as fault:
        return _ended(TRUST, fault, trust)
    older, unread = _older(since)
    case = case_of(opened, believed, brought=trust is not None, older=older, stamps=stamps)
    for check in checks_of(case):
        asked.extend(check(case))
    return Verification(findings=_in_order((*asked, *unread)), brought=case.brought, case=case)


def case_of(
    bundle: Bundle,
    trust: Trust,
    *,
    brought: bool,
    older: Bundle | None = None,
    stamps: Judge | None = None,
) -> Case:
    """What is to be judged, as far as it can be read."""
    try:
        signed = read_checkpoint(bundle.read(CHECKPOINT))
    except (BundleError, LogError):
        signed = None
    try:
        history = read_history(bundle.archive)
    except (BundleError, KeyError):
        history = None
    return Case(
        bundle=bundle, trust=trust, brought=brought, signed=signed, history=history, older=older,
        stamps=stamps,
    )  # fmt: skip


def checks_of(case: Case) -> tuple[Check, ...]:
    """Every question that can be asked of a case, in order."""
    return (*OF_THE_BUNDLE, *(OF_THE_LOG if case.history else ()))


def _ended(code: str, fault: BundleError, trust: bytes | None) -> Verification:
    place = in_file(fault.file) if fault.file else None
    finding = Finding(
        code=code, outcome=Outcome.FAILED, severity=Severity.REFUSAL, place=place,
        particulars={"rule": fault.rule, "file": fault.file or None},
    )  # fmt: skip
    return Verification(findings=(finding,), brought=trust is not None)


def _older(since: BinaryIO | None) -> tuple[Bundle | None, tuple[Finding, ...]]:
    if since is None:
        return None, ()
    try:
        return Bundle(archive=open_archive(since)), ()
    except BundleError as fault:
        return None, (no("verifying.log.extends", rule="unreadable", why=fault.rule, size=None),)


def _in_order(asked: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """By the order of the questions; of many that passed one, of very many that did not the first."""
    found: list[Finding] = []
    by_code: dict[str, list[Finding]] = {code: [] for code in CODES}
    for finding in asked:
        by_code[finding.code].append(finding)
    for code, answers in by_code.items():
        passed = [answer for answer in answers if answer.ok]
        rest = [answer for answer in answers if not answer.ok]
        found += sorted(rest, key=lambda one: one.outcome is not Outcome.FAILED)[:MOST_OF_ONE_CODE]
        if not answers:
            found.append(not_applicable(code))
        elif not rest:
            found.append(_together(passed))
    return tuple(found)


def _together(passed: list[Finding]) -> Finding:
    """One finding for many of one question that passed."""
    first = passed[0]
    if len(passed) == 1:
        return first
    return Finding(
        code=first.code, outcome=first.outcome, severity=first.severity, particulars={"n": len(passed)}
    )
