"""Checks Akoma Ntoso files: against the OASIS schema, and that every reference points at something.

1. The schema is that of OASIS (Akoma Ntoso Version 1.0, 29 August 2018); it is loaded once.
2. The schema cannot see a pointer to nothing, so every pointer that begins with `#` (`refersTo`, `source`,
   `as`, `by`, `outcome`, `href`) and every `for` must name an `eId` of the file, and no `eId` may be double.
3. A file that fails is never written: it is an error of this program, not an answer to a reader.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from typing import cast

from lxml import etree

from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, failed, passed


def _attributes(*names: str) -> tuple[etree.XPath, ...]:
    # One path a name: quicker than one for all, which must put what it found in the order of the file.
    return tuple(etree.XPath(f"/descendant::*/@{name}", smart_strings=False) for name in names)


_EIDS = _attributes("eId")
_POINTERS = _attributes("refersTo", "source", "as", "by", "outcome", "href")
_LISTS = _attributes("for", "refs")


class AkomaNtosoError(UndersignedError):
    """A file is no Akoma Ntoso that this module can read, or would not have been valid."""


def parsed(content: bytes) -> etree._Element:
    """The root of a file, read without entities, network or document type. Raises `AkomaNtosoError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise AkomaNtosoError(f"not well-formed XML: {fault}") from fault
    if root.getroottree().docinfo.internalDTD is not None:
        raise AkomaNtosoError("a document type is not read: entities could stand for anything")
    return root


def check(root: etree._Element) -> tuple[Finding, ...]:
    """Three findings: is it valid by the schema, is every eId its own, does every pointer reach one."""
    ids, targets = _ids_and_targets(root)
    return (_schema_finding(root), _own_ids(ids), _pointers_reach(ids, targets))


def refuse_faulty(root: etree._Element) -> None:
    """Raises `AkomaNtosoError` where `check` finds anything wrong."""
    faults = [finding for finding in check(root) if not finding.ok]
    if faults:
        raise AkomaNtosoError(
            "; ".join(f"{fault.code}: {dict(fault.particulars)} {fault.place or ''}" for fault in faults)
        )


def _schema_finding(root: etree._Element) -> Finding:
    code = "publishing.akomantoso.schema"
    try:
        _schema().assertValid(root)
    except etree.DocumentInvalid as fault:
        return failed(code, reason=str(fault))  # the message ends with the line
    return passed(code)


def _own_ids(ids: list[str]) -> Finding:
    code = "publishing.akomantoso.own-ids"
    if len(ids) == len(set(ids)):
        return passed(code, count=len(ids))
    return failed(code, doubled=tuple(sorted(eid for eid, times in Counter(ids).items() if times > 1)))


def _pointers_reach(ids: list[str], targets: set[str]) -> Finding:
    code = "publishing.akomantoso.pointers"
    lost = tuple(sorted(targets.difference(ids)))
    return failed(code, lost=lost) if lost else passed(code)


def _ids_and_targets(root: etree._Element) -> tuple[list[str], set[str]]:
    """Every eId, and every eId that something points at."""
    marked = {value[1:] for value in set(_values(_POINTERS, root)) if value.startswith("#")}
    listed = {eid for value in _values(_LISTS, root) for eid in value.split()}
    return _values(_EIDS, root), marked | listed


def _values(paths: Iterable[etree.XPath], root: etree._Element) -> list[str]:
    return [value for path in paths for value in cast("list[str]", path(root))]


@cache
def _schema() -> etree.XMLSchema:
    with as_file(files("undersigned.publishing.akomantoso") / "schemas") as folder:
        return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd"))
