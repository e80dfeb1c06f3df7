"""Takes files one after the other: a fault in one is reported for that file and never stops the others.

A faulty rulebook is no fault of any file: it ends the command, since it would judge all of them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from undersigned.cli.files.inputs import contents, named_files
from undersigned.cli.terminal.screen import screen, show_findings
from undersigned.declaring.rulebooks.rulebook import RulebookError
from undersigned.values.faults import UndersignedError
from undersigned.values.findings import Finding, Place, Severity, failed
from undersigned.values.refusal import RefusedError

Answer = Callable[[str, bytes], Sequence[Finding]]
Refuse = Callable[[str, Finding], None]


def in_turn(files: Sequence[Path], answer: Answer, refuse: Refuse) -> tuple[Finding, ...]:
    """All findings of the files; `refuse` shows the finding that stands for a file that failed.

    Raises `click.UsageError` for a path that is not there, and `RulebookError`.
    """
    found: list[Finding] = []
    for file in named_files(files):
        try:
            for name, content in contents([file]):
                found.extend(answer(name, content))
        except RulebookError:
            raise
        except (UndersignedError, click.FileError) as fault:
            finding = unanswered(str(file), fault)
            refuse(str(file), finding)
            found.append(finding)
    return tuple(found)


def refusing(
    data_of: Callable[[str, Finding], Mapping[str, object]], language: str, *, as_json: bool
) -> Refuse:
    """How a command shows the finding on a file that failed: in words, or as the data of an answer."""

    def refuse(name: str, finding: Finding) -> None:
        if as_json:
            click.echo(json.dumps(data_of(name, finding), ensure_ascii=False))
        else:
            show_findings(screen(), [finding], language)

    return refuse


def unanswered(name: str, fault: Exception) -> Finding:
    """An error as a finding about its file."""
    if isinstance(fault, RefusedError):
        return fault.at(name).finding
    said = fault.format_message() if isinstance(fault, click.ClickException) else str(fault)
    return failed("cli.file.answered", Place(file=name), Severity.REFUSAL, reason=said)
