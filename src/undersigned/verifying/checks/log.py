"""The log: is it the one that is believed, was it seen by others, is it whole, and is all of it open?"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from undersigned.log.checkpoint import read_checkpoint, require_log_signature
from undersigned.log.faults import LogError
from undersigned.log.notes import NoteKey
from undersigned.log.policy import standing
from undersigned.signing.anchors import Anchor, Judge, read_anchor
from undersigned.signing.faults import SigningError
from undersigned.signing.records import read_entry
from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, at_entry, in_file, no, unknown, yes
from undersigned.verifying.bundle import CHECKPOINT, ENTRIES, POLICY, trust_of
from undersigned.verifying.case import Case
from undersigned.verifying.faults import BundleError
from undersigned.verifying.history import History


def policy(case: Case) -> Iterator[Finding]:
    """Does the operator state the policy that was brought?"""
    if not case.brought:
        return
    try:
        agrees = trust_of(case.bundle.read(POLICY), POLICY).agrees_with(case.trust)
        yield answer("verifying.policy.agrees", agrees, in_file(POLICY), rule=None)
    except BundleError as fault:
        yield no("verifying.policy.agrees", in_file(POLICY), rule=fault.rule)


def checkpoint(case: Case) -> Iterator[Finding]:
    """Is the checkpoint of the log that is trusted, and did enough witnesses see it?"""
    place = in_file(CHECKPOINT)
    if case.signed is None:
        yield no("verifying.checkpoint.signed", place, rule="unreadable", origin=None)
        return
    origin = case.signed.checkpoint.origin
    try:
        require_log_signature(case.signed, [NoteKey(key=case.trust.log_key)])
        yield yes("verifying.checkpoint.signed", place, origin=origin, size=case.signed.checkpoint.size)
    except LogError as fault:
        yield no("verifying.checkpoint.signed", place, rule=fault.rule, origin=origin)
    yield _witnessed(case)


def _witnessed(case: Case) -> Finding:
    place, code = in_file(CHECKPOINT), "verifying.checkpoint.witnessed"
    assert case.signed is not None
    try:
        found = standing(case.trust.policy, case.signed)
    except LogError as fault:
        return no(code, place, rule=fault.rule, witnesses=())
    names = tuple(sorted(cosignature.witness.name for cosignature in found.cosignatures))
    if not case.trust.policy.asks_for_witnesses:
        return unknown(code, place, witnesses=names)
    return answer(code, found.met, place, rule=None, witnesses=names)


def root(case: Case) -> Iterator[Finding]:
    """Do the entries give the checkpoint's root?"""
    if case.history is None or case.signed is None:
        yield no("verifying.log.root", in_file(ENTRIES), entries=None)
        return
    stated = case.signed.checkpoint
    found = case.history.roots([case.history.size])[case.history.size]
    right = (stated.size, stated.root) == (case.history.size, found)
    yield answer("verifying.log.root", right, in_file(ENTRIES), entries=case.history.size)


def extends(case: Case) -> Iterator[Finding]:
    """Does the log extend the one of the older bundle?"""
    code, place = "verifying.log.extends", in_file(CHECKPOINT)
    if case.older is None:
        return
    try:
        signed = read_checkpoint(case.older.read(CHECKPOINT))
        require_log_signature(signed, [NoteKey(key=case.trust.log_key)])
    except (BundleError, LogError) as fault:
        yield no(code, place, rule="unreadable", why=fault.rule, size=None)
        return
    older = signed.checkpoint
    if case.history is None:
        yield unknown(code, place, size=older.size)
    elif older.size > case.history.size:
        yield no(code, place, rule="shorter", size=older.size)
    elif older.size < case.history.first:
        yield unknown(code, place, size=older.size)
    else:
        right = case.history.roots([older.size])[older.size] == older.root
        yield answer(code, right, place, rule="another-root", size=older.size)


def entries(case: Case) -> Iterator[Finding]:
    """Is each entry of a known form, and does each opening open its commitment?"""
    for unfit in case.story.unreadable:
        yield no("verifying.entry.readable", at_entry(unfit.index), entry=unfit.index, rule=unfit.rule)
    if case.history is not None and not case.story.unreadable:
        yield yes("verifying.entry.readable", entries=case.history.size - case.history.first)
    if case.history is None:
        yield no("verifying.entry.readable", in_file(ENTRIES), entry=None, rule="entries")
    for unfit in case.story.mismatched:
        yield no("verifying.opening.matches", at_entry(unfit.index), entry=unfit.index, rule=unfit.rule)
    for index, record in case.story.early:
        if record.text.maybe("thread", str) in case.threads:
            yield no("verifying.opening.matches", at_entry(index), entry=index, rule="before-first")
    if case.story.salts and not case.story.mismatched:
        yield yes("verifying.opening.matches", n=len(case.story.salts))


def opened(case: Case) -> Iterator[Finding]:
    """Is everything about this declaration, and the keys that signed it, open?"""
    if case.history is None or not case.threads:
        return
    hidden = [
        index
        for index, commitment in case.history.commitments()
        if commitment.thread in case.threads and index not in case.story.salts
    ]
    for index in hidden:
        yield no("verifying.thread.opened", at_entry(index), entry=index)
    if not hidden:
        yield yes("verifying.thread.opened", n=len(case.threads))


def anchors(case: Case) -> Iterator[Finding]:
    """When did a time-stamping authority see the log? Of those that are right, the latest is told."""
    code = "verifying.anchor.time"
    if case.history is None or case.stamps is None:
        for index in case.story.anchors:
            yield unknown(code, at_entry(index), entry=index)
        return
    found = {index: _anchor(case, case.history, index) for index in case.story.anchors}
    sizes = [one.checkpoint.size for one in found.values() if isinstance(one, Anchor)]
    roots = case.history.roots(sizes)
    right = list[Finding]()
    for index, read in found.items():
        answered = _stamped(case.stamps, roots, index, read)
        if answered.ok:
            right.append(answered)
        else:
            yield answered
    if right:
        yield replace(right[-1], particulars={**right[-1].particulars, "n": len(right)})


def _anchor(case: Case, history: History, index: int) -> Anchor | str:
    """The anchor at an index, or the rule that it breaks."""
    try:
        return read_anchor(read_entry(history.entry(index)).text, case.trust.origin)
    except SigningError as fault:
        return fault.rule


def _stamped(judge: Judge, roots: Mapping[int, bytes], index: int, read: Anchor | str) -> Finding:
    code, place = "verifying.anchor.time", at_entry(index)
    if isinstance(read, str):
        return no(code, place, entry=index, rule=read)
    size = read.checkpoint.size
    if size > index:
        return no(code, place, entry=index, rule="anchor-ahead")
    if size in roots and roots[size] != read.checkpoint.root:
        return no(code, place, entry=index, rule="anchor-root")
    try:
        time = judge(read.token, read.stamped)
    except SigningError as fault:
        return no(code, place, entry=index, rule=fault.rule)
    if size not in roots:
        return unknown(code, place, entry=index, rule="before-first")
    return yes(code, place, size=size, time=time.strftime("%Y-%m-%dT%H:%M:%SZ"))
