"""What a person names on the command line, as bytes with their names; a folder stands for the texts in it."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from undersigned.values.faults import UndersignedError
from undersigned.wording.words import LANGUAGES

STANDARD_INPUT = "-"
TEXTS = (".txt", ".html", ".htm", ".docx")
OUTSIDE_LARGEST = 10 * 1024 * 1024 + 1  # one byte more than a reader takes, so that it can refuse by size

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--language`: by default the reader's own, as the environment tells it, else English."""
    own = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en")[:2]
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=own if own in LANGUAGES else "en",
        show_default=True,
        help="The language of the answer.",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--json`: one object a file, one a line."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as data: one JSON object a line.")(
        command
    )


class NoTextError(UndersignedError):
    """A file that must be text in UTF-8 is not."""


def text_of(file: Path) -> str:
    """The text of a file. Raises `NoTextError`."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NoTextError(f"{file} is not UTF-8 from byte {fault.start + 1} on") from fault


def named_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that the paths stand for, folders opened in the order of their names.

    Raises `click.UsageError` for a path that is not there and for a folder without texts.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in TEXTS and one.is_file())
            if not inside:
                raise click.UsageError(f"{path}: no text in this folder (looked for {', '.join(TEXTS)})")
            files.extend(inside)
        elif str(path) == STANDARD_INPUT or path.is_file():
            files.append(path)
        else:
            raise click.UsageError(f"{path}: there is no such file or folder")
    return tuple(files)


def with_rulebooks(_: click.Context, __: click.Parameter, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folders of `--rules`. Raises `click.UsageError` for one without a rulebook in it."""
    for folder in folders:
        if not any(folder.glob("*/*/*.toml")):
            raise click.UsageError(
                f"{folder}: no rulebook in this folder (looked for <assembly>/<instrument>/<first day>.toml)"
            )
    return folders


def contents(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Each file's name and bytes. Raises `click.FileError` for one that cannot be opened."""
    for file in files:
        if str(file) == STANDARD_INPUT:
            yield STANDARD_INPUT, sys.stdin.buffer.read(OUTSIDE_LARGEST)
            continue
        try:
            with file.open("rb") as stream:
                content = stream.read(OUTSIDE_LARGEST)
        except OSError as fault:
            raise click.FileError(str(file), hint=fault.strerror or "it cannot be opened") from fault
        yield str(file), content
