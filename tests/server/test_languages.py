"""The interface in English and in French: nothing is missing, nothing is guessed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

from undersigned.server import __file__ as server

CATALOGUE = Path(server).parent / "locale" / "fr" / "LC_MESSAGES" / "django.po"


@pytest.fixture(autouse=True)
def _gettext():
    if shutil.which("msgfmt") is None:
        pytest.skip("the programs of gettext are not installed (apt-get install gettext)")


@pytest.mark.slow
def test_every_word_of_the_interface_is_gathered_and_has_french():
    """`undersigned desk messages` would change nothing, and leaves nothing without French."""
    call_command("messages", check=True)


def test_the_compiled_words_are_those_of_the_catalogue(tmp_path):
    """What Django reads was compiled from what translators read."""
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", str(compiled), str(CATALOGUE)], check=True)

    assert compiled.read_bytes() == CATALOGUE.with_suffix(".mo").read_bytes()
