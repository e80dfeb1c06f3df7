"""TOML of ours: one door, and every fault with its line and a reason in a word of ours."""

import tomllib
from pathlib import Path

import pytest

import undersigned
from undersigned.values.refusal import ENCODING, TOML
from undersigned.values.toml import TomlError, toml_of, toml_table
from undersigned.wording.words import LANGUAGES, mend, sentence, term

SOURCES = Path(undersigned.__file__).parent


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("a = 1\nb = 'x", 2, "text-open"),
        ('a = 1\nb = """x\n', 3, "text-open"),
        ('a = "x\n', 1, "text-open"),
        ('a = "\\q"', 1, "backslash"),
        ('a = "\\ud800"', 1, "backslash"),
        ("a = {b = 1", 1, "bracket-open"),
        ("\n[a", 2, "head-open"),
        ("a = 1\na = 2\nb = 3", 2, "twice"),
        ("[a]\n[a]\n", 2, "twice"),
        ("a = {b = 1, b = 2}", 1, "twice"),
        ("a", 1, "no-value"),
        ("a = x", 1, "value"),
        ("a = 2026-02-31", 1, "day"),
        ("a = 1 b = 2", 1, "two-on-a-line"),
        ("# Read me\n\nWords here\n", 3, "no-value"),
        ("%PDF", 1, "statement"),
        ("a = " + "[" * 5000, None, "nested"),
        ("a = " + "9" * 5000, 1, "statement"),
    ],
)
def test_a_fault_has_its_line_and_its_reason(text, line, why):
    """The line is that of the text; the reason has words in every language."""
    with pytest.raises(TomlError) as refused:
        toml_table(text)

    finding = refused.value.finding
    assert (finding.code, refused.value.line, finding.particulars["why"]) == (TOML, line, why)
    for language in LANGUAGES:
        assert term(f"toml-why.{why}", language) in sentence(finding, language)
        assert mend(finding, language)


@pytest.mark.parametrize(
    ("content", "byte", "kind"),
    [
        ("a = 'é'".encode("latin-1"), 6, None),
        ("a = 1".encode("utf-16"), 1, "UTF-16"),
        (b"PK\x03\x04\xff xl/workbook.xml", 5, "XLSX"),
        (b"%PDF-1.7\n\xff", 10, "PDF"),
    ],
)
def test_bytes_that_are_no_text_are_told_by_their_kind(content, byte, kind):
    """With the first byte that is wrong."""
    with pytest.raises(TomlError) as refused:
        toml_of(content)

    finding = refused.value.finding
    assert (finding.code, finding.particulars["byte"], finding.particulars["kind"]) == (ENCODING, byte, kind)


def test_a_byte_order_mark_is_no_fault():
    """Some editors write one."""
    assert toml_of(b"\xef\xbb\xbfa = 1\n") == toml_table("\ufeffa = 1\n") == {"a": 1}


def test_nothing_that_stands_in_the_text_is_repeated():
    """It may be confidential."""
    with pytest.raises(TomlError) as refused:
        toml_table("name = Secretova\n")

    assert "Secretova" not in str(refused.value)
    assert "Secretova" not in sentence(refused.value.finding, "en")


def test_there_is_one_door_to_the_reader():
    """No other module of ours reads TOML by itself."""
    users = {
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if tomllib.__name__ in path.read_text(encoding="utf-8")
    }

    assert users == {"values/toml.py"}
