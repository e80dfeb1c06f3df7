"""Verifies a bundle by its file name, for the command and for the lone file: its report and exit status."""

import json
from contextlib import ExitStack
from pathlib import Path

from undersigned.signing.anchors import Judge
from undersigned.verifying.bundle import LARGEST_TRUST
from undersigned.verifying.report import as_text
from undersigned.verifying.report_data import as_data
from undersigned.verifying.verification import verify


def answer_for(
    bundle: Path,
    trust: Path | None,
    since: Path | None,
    *,
    as_json: bool,
    language: str,
    stamps: Judge | None = None,
) -> tuple[str, int]:
    """What to say of a bundle, and the status to end with. Raises `OSError` where a file cannot be read."""
    with ExitStack() as opened:
        brought = None
        if trust:
            with trust.open("rb") as file:
                brought = file.read(LARGEST_TRUST + 1)
        older = opened.enter_context(since.open("rb")) if since else None
        done = verify(opened.enter_context(bundle.open("rb")), brought, older, stamps)
        said = json.dumps(as_data(done), ensure_ascii=False) + "\n" if as_json else as_text(done, language)
    return said, done.verdict.exit_status
