"""Every code of reading has its words and stands on its page."""

import re
from pathlib import Path

import pytest

from undersigned.declaring.reading import word_extras
from undersigned.declaring.reading.names import Doubt
from undersigned.wording.words import LANGUAGES, codes, question

ROOT = Path(__file__).parents[3]
READING = ROOT / "src" / "undersigned" / "declaring" / "reading"
PAGE = (ROOT / "docs" / "reference" / "forms.md").read_text(encoding="utf-8")


def emitted() -> set[str]:
    written = "".join(file.read_text(encoding="utf-8") for file in READING.glob("*.py"))
    plain = set(re.findall(r'"(declaring\.[a-z]+\.[a-z-]+)"', written))
    names = {f"declaring.name.{doubt.value}" for doubt in Doubt}
    kinds = {*word_extras._IN_BODY, *word_extras._PARTS.values()}
    return plain | names | {f"declaring.word.{kind}" for kind in kinds}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language) -> None:
    """In both languages."""
    assert emitted() <= codes(language)
    assert all(question(code, language).strip() for code in emitted())


def test_every_code_stands_on_the_page_and_no_other() -> None:
    """The page lists what the code can say."""
    assert set(re.findall(r"`(declaring\.[a-z.-]+)`", PAGE)) == emitted()
