"""`undersigned desk messages`: gather the interface's words for translation, and compile what is translated.

English is the language of the source; the spaces of French punctuation are set here, never by hand.
French is complete; Russian is for the monitors' screens, and Kazakh is begun: what they lack is counted.
With `--check` nothing is written: what is missing is named.
"""

import contextlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

_SERVER = Path(__file__).parents[3]
_COMPLETE, LANGUAGES = "fr", ("fr", "ru", "kk")
_DATES = re.compile(r'"(?:Report-Msgid-Bugs-To|P[A-Z]+-\w+-Date|Last-Translator|Language-Team):.*\n')


_TRANSLATED = re.compile(r"^msgstr.*$", re.MULTILINE)
_BEFORE, _INSIDE = re.compile(r" ([;:?!»])"), re.compile("« ")
_EMPTY = re.compile(r'^msgstr(\[\d\])? ""$', re.MULTILINE)
_WORDS = re.compile(r'^msgid "(.*)"$', re.MULTILINE)


class Command(BaseCommand):
    """Gather and compile."""

    help = "Gather the interface's words into locale/, and compile them."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether only to look."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:  # noqa: ANN401 (Django's)
        """Write, or raise `CommandError` on what is missing."""
        if shutil.which("xgettext") is None:
            raise CommandError("the programs of gettext are missing (apt-get install gettext)")
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "server"
            shutil.copytree(_SERVER, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
            gathered = _gathered(copy)
        missing = missing_in(gathered[_COMPLETE])
        if options["check"]:
            differing = [
                language
                for language, words in gathered.items()
                if words != catalogue(language).read_text("utf-8")
            ]
            if missing or differing:
                raise CommandError(f"run `undersigned desk messages`; without French words: {missing}")
            return
        for language, words in gathered.items():
            file = catalogue(language)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words, encoding="utf-8")
            subprocess.run(["msgfmt", "-o", str(file.with_suffix(".mo")), str(file)], check=True)  # noqa: S603, S607
        self.stdout.write(f"without French words: {', '.join(missing) or 'none'}")


def catalogue(language: str) -> Path:
    """Where the words of a language are kept."""
    return _SERVER / "locale" / language / "LC_MESSAGES" / "django.po"


def _gathered(server: Path) -> dict[str, str]:
    """The catalogues as they should be, gathered in a copy so that looking changes nothing."""
    with contextlib.chdir(server):
        call_command(
            "makemessages",
            locale=list(LANGUAGES),
            no_location=True,
            no_wrap=True,
            no_obsolete=True,
            verbosity=0,
        )
    found = {}
    for language in LANGUAGES:
        words = (server / "locale" / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
        plain = _DATES.sub("", words)
        found[language] = _TRANSLATED.sub(lambda line: _spaced(line[0]), plain) if language == "fr" else plain
    return found


def _spaced(line: str) -> str:
    """French words with the space before `;`, `:`, `?` and `!` as one that never begins a line."""
    return _INSIDE.sub("«\u00a0", _BEFORE.sub("\u00a0\\1", line))


def missing_in(catalogue: str) -> list[str]:
    """The words without a translation, or with a guessed one."""
    entries = catalogue.split("\n\n")[1:]
    lacking = (entry for entry in entries if _EMPTY.search(entry) or "#, fuzzy" in entry)
    return [found[1] for line in lacking if (found := _WORDS.search(line))]
