"""The receipts: does each prove its entry, and is there one for each statement and each paper?"""

from collections.abc import Iterator, Mapping

from undersigned.log.checkpoint import Checkpoint, read_checkpoint, require_log_signature
from undersigned.log.faults import LogError
from undersigned.log.merkle import leaf_hash
from undersigned.log.notes import NoteKey
from undersigned.log.policy import standing
from undersigned.log.proofs import check_inclusion
from undersigned.signing.disclosure import Entry
from undersigned.signing.faults import SigningError
from undersigned.signing.receipts import Receipt, read_receipt
from undersigned.values.findings import Finding
from undersigned.verifying.answers import answer, in_file, no
from undersigned.verifying.case import Case
from undersigned.verifying.faults import BundleError

CODE = "verifying.proof.included"


def included(case: Case) -> Iterator[Finding]:
    """Does each receipt prove its entry?"""
    entries = {f"proofs/{entry.index}.txt": entry for entry in case.of("statement", "paper")}
    here = {name for name in case.bundle.names if name.startswith("proofs/")}
    read: dict[str, tuple[Receipt, Checkpoint]] = {}
    for name in sorted(entries.keys() | here):
        broken = None
        rule = "missing" if name not in here else "too-many" if name not in entries else None
        if rule is None:
            try:
                read[name] = _read(case, name)
                continue
            except (BundleError, LogError, SigningError) as fault:
                broken = fault.rule
                rule = "form"
        yield no(CODE, in_file(name), file=name, rule=rule, broken=broken)
    sizes = (checkpoint.size for _, checkpoint in read.values())
    roots = case.history.roots(sizes) if case.history else {}
    for name, (receipt, checkpoint) in read.items():
        rule = _misfit(case, entries[name], receipt, checkpoint, roots)
        yield answer(CODE, rule is None, in_file(name), file=name, rule=rule)


def _read(case: Case, name: str) -> tuple[Receipt, Checkpoint]:
    """A receipt and its checkpoint, which the log must have signed, and no known witness wrongly."""
    receipt = read_receipt(case.bundle.read(name))
    if receipt.proof.extra:
        raise BundleError("receipt-extra", "nothing further may stand in a receipt", name)
    signed = read_checkpoint(receipt.proof.note)
    require_log_signature(signed, [NoteKey(key=case.trust.log_key)])
    standing(case.trust.policy, signed)
    return receipt, signed.checkpoint


def _misfit(
    case: Case, entry: Entry, receipt: Receipt, checkpoint: Checkpoint, roots: Mapping[int, bytes]
) -> str | None:
    """What does not fit the log: the record, the index, the checkpoint or the path."""
    if receipt.record != entry.record or receipt.salt != case.story.salts.get(entry.index):
        return "record"
    if receipt.index != entry.index or case.history is None:
        return "index"
    if roots.get(checkpoint.size) != checkpoint.root:
        return "checkpoint"
    try:
        check_inclusion(
            entry_hash=leaf_hash(case.history.entry(entry.index)),
            index=entry.index,
            size=checkpoint.size,
            proof=receipt.proof.proof,
            root=checkpoint.root,
        )
    except LogError:
        return "path"
    return None
