"""The files that a command line names, as bytes with their names; a folder stands for the texts in it."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from undersigned.values.refusal import RefusedError, unopened
from undersigned.values.toml import utf_8
from undersigned.wording.words import LANGUAGES

Said = TypeVar("Said")
STANDARD_INPUT = "-"
_LANGUAGE = "undersigned.language"
TEXTS = (".txt", ".html", ".htm", ".docx")
OUTSIDE_LARGEST = 10 * 1024 * 1024 + 1  # one byte more than a reader takes, so that it can refuse by size

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--language`: by default the reader's own, from the environment, else English."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=own_language(),
        show_default=True,
        callback=_keep_language,
        help="The language of the answer.",
    )(command)


def language_of(context: click.Context) -> str:
    """The language of the answer, also where a command has no such option or failed before reading it."""
    return str(context.meta.get(_LANGUAGE, own_language()))


def _keep_language(context: click.Context, _: click.Parameter, language: str) -> str:
    """Store the language for what is said after the command has ended."""
    context.meta[_LANGUAGE] = language
    return language


def own_language() -> str:
    """The reader's language from the environment, else English."""
    own = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en")[:2]
    return own if own in LANGUAGES else "en"


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`: one JSON object for each file, one on a line."""
    return click.option("--json", "as_json", is_flag=True, help="Answer as data: one JSON object a line.")(
        command
    )


def said_in(file: Path, reader: Callable[[str], Said]) -> Said:
    """Apply a reader to the text of a file. Raises `RefusedError`, which names the file."""
    with of_file(file):
        return reader(utf_8(file.read_bytes()))


@contextmanager
def of_file(file: Path) -> Iterator[None]:
    """Wrap the reading of a file, so that a refusal names the file. Raises `RefusedError`."""
    try:
        yield
    except RefusedError as fault:
        raise fault.at(str(file)) from fault
    except OSError as fault:
        raise unopened(fault, str(fault.filename or file)) from fault


def named_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files behind the paths; folders are opened in the order of names.

    Raises `click.UsageError` for a path that is not there and for a folder without texts.
    """
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                file for file in path.rglob("*") if file.suffix.lower() in TEXTS and file.is_file()
            )
            if not inside:
                raise click.UsageError(f"{path}: no text in this folder (looked for {', '.join(TEXTS)})")
            files.extend(inside)
        elif str(path) == STANDARD_INPUT or path.is_file():
            files.append(path)
        else:
            raise click.UsageError(f"{path}: there is no such file or folder")
    return tuple(files)


def with_rulebooks(_: click.Context, __: click.Parameter, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """The folders of `--rules`. Raises `click.UsageError` for one without a rulebook."""
    for folder in folders:
        if not any(folder.glob("*/*/*.toml")):
            raise click.UsageError(
                f"{folder}: no rulebook in this folder (looked for <assembly>/<instrument>/<first day>.toml)"
            )
    return folders


def contents(files: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file. Raises `click.FileError` for one that cannot be opened."""
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
