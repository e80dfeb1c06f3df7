"""The interface in English and in French: nothing is missing, nothing is guessed; more languages counted."""

import contextlib
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from tests.server.builders import a_user
from tests.server.monitors_screens import FILES

from undersigned.server import __file__ as server
from undersigned.server.desk.management.commands.messages import LANGUAGES, catalogue, missing_in
from undersigned.wording import words

SERVER = Path(server).parent
KAZAKH = 31  # words so far; the number only grows
RUSSIAN_FINDINGS, RUSSIAN_FORMS = 45, 4


@pytest.fixture(autouse=True)
def _gettext():
    if shutil.which("msgfmt") is None:
        pytest.skip("the programs of gettext are not installed (apt-get install gettext)")


@pytest.mark.slow
def test_every_word_of_the_interface_is_gathered_and_has_french():
    """`undersigned desk messages` would change nothing, and leaves nothing without French."""
    call_command("messages", check=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_words_are_those_of_the_catalogue(tmp_path, language):
    """What Django reads was compiled from what translators read."""
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "-o", str(compiled), str(catalogue(language))], check=True)

    assert compiled.read_bytes() == catalogue(language).with_suffix(".mo").read_bytes()


@pytest.mark.slow
def test_everything_on_a_monitors_screens_has_russian(tmp_path):
    """The words of those files alone are gathered, beside the Russian that there is."""
    for pattern in FILES:
        found = sorted(SERVER.glob(pattern))
        assert found, pattern
        for file in found:
            copy = tmp_path / file.relative_to(SERVER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    gathered = tmp_path / catalogue("ru").relative_to(SERVER)
    gathered.parent.mkdir(parents=True)
    shutil.copy(catalogue("ru"), gathered)
    with contextlib.chdir(tmp_path):
        call_command("makemessages", locale=["ru"], no_location=True, no_wrap=True, verbosity=0)

    assert missing_in(gathered.read_text(encoding="utf-8")) == []


def test_russian_numbers_have_all_their_forms():
    """One row, two rows, five rows: a form that lacks would be said in English."""
    entries = catalogue("ru").read_text(encoding="utf-8").split("\n\n")
    plurals = [entry for entry in entries if "msgid_plural" in entry]

    assert plurals
    assert {entry.count("\nmsgstr[") for entry in plurals} == {RUSSIAN_FORMS}


def test_kazakh_is_counted_and_not_offered():
    """It is begun and no speaker has read it: what there is may only grow."""
    lacking = missing_in(catalogue("kk").read_text(encoding="utf-8"))
    everything = catalogue("kk").read_text(encoding="utf-8").count("\nmsgid ") - 1

    assert everything - len(lacking) >= KAZAKH


def test_findings_are_said_in_russian_as_far_as_there_are_words():
    """English stands where there are none; no slot of a sentence is lost."""
    own = {code for code in words.codes("ru") if words.question(code, "ru") != words.question(code, "en")}

    assert len(own) >= RUSSIAN_FINDINGS
    assert words.codes("ru") == words.codes("en")
    for code in own:
        english, russian = words._words_of(code, "en"), words._words_of(code, "ru")
        assert english.keys() == russian.keys(), code
        for answer, sentence in russian.items():
            assert words.slots(sentence) <= words.slots(english[answer]), (code, answer)


def test_a_monitor_reads_the_desk_in_russian(as_):
    """In the language of the account; the way to other languages is offered."""
    page = as_(a_user(role="monitor", language="ru")).get("/desk/evidence/bring/").content.decode()

    assert '<html lang="ru">' in page
    assert "Принести список" in page
    assert "English" in page
    assert "Français" in page
