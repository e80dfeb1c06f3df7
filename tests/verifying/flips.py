"""Turning bytes of the good bundle, as somebody would who can make the index right again."""

import io
from collections.abc import Iterator
from functools import cache

from tests.verifying.staging import GOOD, TRUST, Files, files_of

from undersigned.publishing.bundle import index_of
from undersigned.signing.trust import read_trust
from undersigned.values.findings import Outcome
from undersigned.values.stored_zip import stored_zip
from undersigned.verifying.archive import open_archive
from undersigned.verifying.bundle import INDEX, Bundle
from undersigned.verifying.case import Case
from undersigned.verifying.checks import editions, log, receipts, rolls, text
from undersigned.verifying.faults import BundleError
from undersigned.verifying.report_data import as_data
from undersigned.verifying.verification import case_of, checks_of, verify

FIRST = {  # what is asked first, so that the answer comes soon
    "log/": log.root,
    "rulebook.json": text.rulebook,
    "proofs/": receipts.included,
    "texts/": text.words,
    "lists/": editions.lists,
    "roll/": rolls.files,
}
IN_THE_LOG = ("log/", "declaration.txt")


@cache
def good_files() -> Files:
    return files_of(GOOD)


@cache
def good_case() -> Case:
    """The case of the good bundle, of which the log's part is asked once."""
    return a_case(GOOD)


def a_case(bundle: bytes) -> Case:
    opened = Bundle(archive=open_archive(io.BytesIO(bundle)))
    return case_of(opened, read_trust(TRUST), brought=True)


def named(name: str, bundle: bytes) -> bool:
    """Whether the report names a file, or a line in it, among what no signature covers."""
    unsigned = as_data(verify(io.BytesIO(bundle), TRUST))["unsigned"]
    return any(one == name or one.startswith(f"{name}: ") for one in unsigned)


def turned(name: str, at: int, bit: int = 1) -> bytes:
    """The bundle with one bit of one byte of one file turned, and the index of what is there now."""
    content = good_files()[name]
    files = {**good_files(), name: content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]}
    if name != INDEX:
        files[INDEX] = index_of({one: files[one] for one in files if one != INDEX})
    return stored_zip(files)


def stands(name: str, bundle: bytes) -> bool:
    """Whether nothing fails; the asking ends with the first failure."""
    try:
        case = a_case(bundle)
    except BundleError:
        return False
    if not name.startswith(IN_THE_LOG):  # what was turned is no part of this, so it need not be read again
        case.__dict__.update(story=good_case().story, book=good_case().book)
    first = next((check for folder, check in FIRST.items() if name.startswith(folder)), None)
    checks = (*((first,) if first else ()), *checks_of(case))
    found = (finding for check in checks for finding in check(case))
    return not any(finding.outcome is Outcome.FAILED for finding in found)


def passed_unseen(name: str, at: int, bit: int = 1) -> bool:
    """Whether a turned byte is neither refused nor named."""
    bundle = turned(name, at, bit)
    return stands(name, bundle) and not named(name, bundle)


def every_place() -> Iterator[tuple[str, int]]:
    """Each file, and each place in it."""
    return ((name, at) for name, content in good_files().items() for at in range(len(content)))
