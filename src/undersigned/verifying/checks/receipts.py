"""The receipts: does each prove its entry, and is there one for each statement and each paper?"""

from collections.abc import Iterator, Mapping

from undersigned.log.checkpoint import read_checkpoint, require_log_signature
from undersigned.log.faults import LogError
from undersigned.log.merkle import leaf_hash
from undersigned.log.policy import standing
from undersigned.log.proofs import check_inclusion
from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, in_file, no
from undersigned.verifying.case import Case
from undersigned.verifying.faults import BundleError
from undersigned.verifying.receipt import MemberReceipt, read_receipt
from undersigned.verifying.story import Logged

CODE = "verifying.proof.included"


def included(case: Case) -> Iterator[Finding]:
    """Does each receipt prove its entry?"""
    acts = {f"proofs/{logged.index}.txt": logged for logged in case.of_kind("statement", "paper")}
    here = {name for name in case.bundle.names if name.startswith("proofs/")}
    receipts = {}
    for name in sorted(acts.keys() | here):
        rule = "missing" if name not in here else "too-many" if name not in acts else None
        if rule is None:
            try:
                receipts[name] = read_receipt(case.bundle.read(name), name)
                continue
            except BundleError as fault:
                rule = fault.rule
        yield no(CODE, in_file(name), file=name, rule=rule)
    yield from _fit(case, acts, receipts)


def _fit(case: Case, acts: dict[str, Logged], receipts: dict[str, MemberReceipt]) -> Iterator[Finding]:
    """Each receipt that can be read, against the log: the roots that they name are asked for together."""
    sizes, notes = dict[str, int](), dict[str, LogError]()
    for name, receipt in receipts.items():
        try:
            signed = read_checkpoint(receipt.proof.note)
            require_log_signature(signed, [case.trust.log])
            standing(case.trust.policy, signed)  # a known witness's line that is wrong refuses the checkpoint
            sizes[name] = signed.checkpoint.size
        except LogError as fault:
            notes[name] = fault
    roots = case.history.roots(sizes.values()) if case.history else {}
    for name, receipt in receipts.items():
        misfit = notes.get(name) or _misfit(case, acts[name], receipt, roots)
        rule = misfit.rule if misfit else None
        yield answer(CODE, misfit is None, in_file(name), file=name, rule=rule)


def _misfit(
    case: Case, logged: Logged, receipt: MemberReceipt, roots: Mapping[int, bytes]
) -> LogError | None:
    """What does not fit: the record, the index, the checkpoint or the path."""
    checkpoint = read_checkpoint(receipt.proof.note).checkpoint
    if (receipt.record, receipt.salt) != (logged.record.encoded(), logged.salt):
        return LogError("record", "another record")
    if receipt.index != logged.index or receipt.proof.index != logged.index or case.history is None:
        return LogError("index", "another index")
    if roots.get(checkpoint.size) != checkpoint.root:
        return LogError("checkpoint", "another history")
    try:
        check_inclusion(
            entry_hash=leaf_hash(case.history.entry(logged.index)),
            index=logged.index,
            size=checkpoint.size,
            proof=receipt.proof.proof,
            root=checkpoint.root,
        )
    except LogError as fault:
        return fault
    return None
