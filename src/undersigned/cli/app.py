"""The command group: the help of `undersigned`, the list of commands, and how each is loaded and ends.

A command's module is loaded when the command is called, so that reading does not wait for a typesetter. An
error of this program ends in its own words and with status 2, never in a traceback: one with a finding as
findings are shown, in the language of the answer. So does a file that the system does not give. An
interruption is left to whoever runs the group (`run`), so that it ends in one way wherever it comes.
"""

import traceback
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import click

from undersigned.cli.files.inputs import language_of, own_language
from undersigned.cli.terminal.exits import FINE, REFUSED
from undersigned.cli.terminal.interruption import INTERRUPTED, ended_at_once
from undersigned.cli.terminal.screen import aside, show_findings
from undersigned.values.faults import UndersignedError
from undersigned.values.refusal import RefusedError, unopened
from undersigned.wording.words import term

COMMANDS = (
    *("read", "evidence", "link", "figures", "check", "publish", "seal"),
    *("verify", "verifier", "rules", "roll", "registrar", "log", "witness", "followup", "demo"),
)


class Refusal(click.ClickException):
    """An error of this program, shown in its own words."""

    exit_code = REFUSED


class FoundRefusal(Refusal):
    """An error with its finding: sentence, what to do, place and code, in the language of the answer."""

    def __init__(self, fault: RefusedError, language: str) -> None:
        super().__init__(str(fault))
        self.finding, self.language = fault.finding, language

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 (click's signature)
        """Show it on standard error, as click shows its own errors."""
        show_findings(aside(), [self.finding], self.language)


class Commands(click.Group):
    """The commands by name, each loaded from its own module, and those that `__main__` adds."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """The commands in the order of the work, not of the alphabet."""
        return [*COMMANDS, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name; `None` if there is none."""
        if cmd_name not in COMMANDS:
            return self.commands.get(cmd_name)
        with ended_at_once():
            command: click.Command = getattr(import_module(f"undersigned.cli.commands.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; errors of this program become a sentence."""
        try:
            return super().invoke(ctx)
        except RefusedError as fault:
            raise FoundRefusal(fault, language_of(ctx)) from fault
        except UndersignedError as fault:
            raise Refusal(str(fault)) from fault
        except OSError as fault:
            if fault.filename is None:  # the answer itself could not be written: `__main__` says so
                raise
            raise FoundRefusal(unopened(fault, str(fault.filename)), language_of(ctx)) from fault


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("undersigned"), prog_name="undersigned")
def undersigned() -> None:
    """Read, check and publish declarations that members of an assembly sign.

    \b
    What does this official text say, line by line?
        undersigned read doc-14983.txt
    Which figures does it state, and which of its numbers are in doubt?
        undersigned figures doc-14983.txt
    What do the rules of its day make of it?
        undersigned check doc-14983.txt
    Make its page, PDF, Akoma Ntoso, data:
        undersigned publish doc-14983.txt --out site
    The same for a folder of saved texts, or for a Word draft in two languages:
        undersigned publish saved-texts/ --out site
        undersigned publish draft.en.docx draft.fr.docx --out site

    Commands that answer with data take --json, and --language fr answers in French.
    Exit status: 0 nothing failed; 1 something failed; 2 refused: the input could not be read, or the answer
    not be written; 130 interrupted.
    """  # noqa: D301 (\b is click's mark for lines that are not rewrapped)


def _where(fault: Exception) -> str:
    """The kind of an error and the last line of this program it passed; never its message, which may be
    confidential.
    """
    ours = [frame for frame in traceback.extract_tb(fault.__traceback__) if "undersigned" in frame.filename]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "–"
    return f"{type(fault).__name__}, {place}"


def run() -> int:
    """Run the command line, and return the exit status of the process."""
    try:
        status = undersigned.main(prog_name="undersigned", standalone_mode=False)
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except click.Abort:
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE
    except OSError:
        raise  # the answer could not be written: `__main__` says so
    except Exception as fault:  # noqa: BLE001 -- the last net: whatever it is, a person reads a sentence
        click.echo(term("program.broke", own_language(), what=_where(fault)), err=True)
        return REFUSED
    return status if isinstance(status, int) else FINE
