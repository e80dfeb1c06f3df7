"""Texts of records: written in one way, read in that way only."""

import re
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.signing.builders import a_key, a_paper, a_roll, a_statement, a_text, an_edition
from tests.simulators.passkey import SoftwarePasskey

from undersigned.signing.faults import SigningError
from undersigned.signing.kinds import KINDS, Type
from undersigned.signing.record_text import _line_by_line, read_bytes, read_text, write_text

PAGE = Path(__file__).parents[2] / "docs" / "protocol" / "v1" / "records.md"
LETTERS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
PLAIN = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="\ufeff"), min_size=1
)


def refusal(act, *arguments):
    with pytest.raises(SigningError) as caught:
        act(*arguments)
    return caught.value.rule


def values_of(type_: Type):
    """Values of a type, as a program would give them."""
    plain = {
        "hash": st.binary(min_size=32, max_size=32).map(bytes.hex),
        "hex": st.binary(min_size=32, max_size=32).map(bytes.hex),
        "aaguid": st.binary(min_size=16, max_size=16).map(bytes.hex),
        "integer": st.integers(1, 2**53 - 1),
        "time": st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(  # noqa: DTZ001
            lambda time: time.replace(microsecond=0, tzinfo=UTC)
        ),
        "day": st.dates(),
        "base64": st.binary(min_size=type_.size or 1, max_size=type_.size or 40),
        "code": LETTERS,
        "id": LETTERS,
        "origin": PLAIN.map(normal),
        "words": st.lists(PLAIN.map(normal), min_size=1, max_size=3).map(" ".join),
        "word": st.sampled_from(type_.words or ("-",)),
    }[type_.name]
    return st.none() | plain if type_.optional else plain


def normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@st.composite
def given_values(draw):
    kind = draw(st.sampled_from(sorted(set(KINDS) - {"key", "text", "paper", "edition"})))
    return kind, {
        line.key: one[0] if len(one) == 1 else one
        for line in KINDS[kind]
        if (one := tuple(draw(values_of(type_)) for type_ in line.types))
    }


@settings(max_examples=50)
@given(given_values())
def test_what_is_written_is_read_as_it_was_given(drawn):
    """A text gives back the values that it was made from, and its own characters."""
    kind, values = drawn

    text = write_text(kind, values)

    assert dict(text.values) == values
    assert read_bytes(text.raw) == text
    assert _line_by_line(kind, text.written.split("\n")[1:-1]) == values


@given(st.text() | st.text("undersigned/v1 statementlogrollhashsha256:-0123456789abcdef\n "))
def test_any_text_is_read_or_refused_by_name(written):
    """Whatever stands there, no other fault comes out."""
    with suppress(SigningError):
        assert read_text(written).written == written


@given(st.data())
def test_a_changed_text_is_another_text_or_none(data):
    """One character replaced gives other values or a refusal, never the same reading."""
    text = a_statement()
    place = data.draw(st.integers(0, len(text.written) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda one: one != text.written[place]))
    changed = text.written[:place] + letter + text.written[place + 1 :]

    with suppress(SigningError):
        again = read_text(changed)

        assert (again.kind, again.values) != (text.kind, text.values)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_name(raw):
    """Bytes that are no UTF-8 are refused like any others."""
    with suppress(SigningError):
        assert read_bytes(raw).raw == raw


def test_the_table_says_what_the_page_says():
    """Each kind has in the code the keys of the protocol's page, in its order."""
    page = PAGE.read_text(encoding="utf-8").split("## 4. Kinds")[1].split("## 5.")[0]
    sections = re.split(r"^### ", page, flags=re.MULTILINE)
    keys = {
        re.match(r"`([a-z]+)`", section)[1]: re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)
        for section in sections[1:-1]
    }
    alone = dict(re.findall(r"`([a-z]+)`: ((?:`[a-z]+` [^,.]*[,.]? ?)+)", sections[-1]))
    keys |= {kind: re.findall(r"`([a-z]+)`", said) for kind, said in alone.items()}

    assert keys == {kind: [line.key for line in KINDS[kind]] for kind in KINDS if kind != "receipt"}


def test_lines_of_one_key_ascend():
    """Languages and members stand in the order of their bytes, each once."""
    text = a_paper("m-1", "m-2").written

    assert refusal(read_text, swapped(text, "member m-1", "member m-2")) == "text-sorted"
    assert refusal(read_text, text.replace("member m-2", "member m-1")) == "text-sorted"


def swapped(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def test_titles_and_texts_are_in_the_same_languages():
    """A title in a language without a text would be words that nobody fixed."""
    assert refusal(read_text, a_text().written.replace("title fr", "title it")) == "text-sense"


def test_a_member_has_a_thread_and_a_clerk_has_none():
    """Only what is hidden at first needs a thread."""
    key, clerk = SoftwarePasskey(), SoftwarePasskey(holder="clerk-1")

    with pytest.raises(SigningError, match="thread"):
        a_key(key, thread=None)
    with pytest.raises(SigningError, match="thread"):
        a_key(clerk, thread="ab" * 32)


def test_names_are_entered_from_a_scan_and_withdrawn_without():
    """A withdrawal may come by letter."""
    assert not a_paper(act="withdraw", scan=None).has("scan")
    with pytest.raises(SigningError, match="scan"):
        a_paper(scan=None)


def test_editions_count_from_one():
    """Nought is no edition, and no more names count than there are."""
    with pytest.raises(SigningError, match="count from 1"):
        an_edition(edition=0)
    with pytest.raises(SigningError, match="count from 1"):
        an_edition(counting=26)


def test_a_text_knows_what_it_holds():
    """Words, numbers, days, pairs, rows and what was seen, each by its kind."""
    text, statement, roll = a_text(), a_statement(), a_roll()

    assert text.word("declaration") == "d-1"
    assert text.one("opens", date) == date(2031, 10, 1)
    assert text.pair("rulebook")[0] == "concord/written-declaration/2024-01-01"
    assert [language for language, _ in text.pairs("title")] == ["en", "fr"]
    assert (a_text(closes=None).maybe("closes", date), roll.one("members", int)) == (None, 150)
    assert statement.seen() == (3, bytes(32))


@pytest.mark.parametrize(
    "ask",
    [
        lambda text: text.word("manifest"),
        lambda text: text.one("opens", int),
        lambda text: text.pair("declaration"),
        lambda text: text.pairs("declaration"),
        lambda text: text.seen(),
    ],
)
def test_a_text_does_not_make_up_what_it_lacks(ask):
    """A question that does not fit the kind is a fault of ours."""
    assert refusal(ask, a_text()).startswith("text-")


def test_a_text_has_the_keys_of_its_kind():
    """No key may lack, and there is no other kind."""
    assert refusal(write_text, "opening", {}) == "text-order"
    assert refusal(write_text, "poem", {}) == "text-kind"
    assert refusal(read_text, "undersigned/v1 page\nversion 1\n") == "text-order"


def test_seen_needs_its_two_parts():
    """A pair of words is nothing that was seen."""
    with pytest.raises(SigningError):
        type(a_text())(kind="statement", values={"seen": ("a", "b")}, written="").seen()


@pytest.mark.parametrize(
    "wrong",
    [
        {"members": True},
        {"members": "150"},
        {"members": 2**53},
        {"members": -1},
        {"as-of": datetime(2031, 10, 4, tzinfo=UTC)},
        {"as-of": "2031-10-04"},
        {"source": 5},
        {"source": ("two", "parts")},
        {"source": "half \ud800"},
        {"source": "e\u0301"},
        {"roll": b"bytes"},
    ],
)
def test_a_value_of_another_type_is_not_written(wrong):
    """Nothing is turned into something that it is not."""
    with pytest.raises(SigningError):
        a_roll(**wrong)


def test_a_time_is_written_in_utc_to_the_second():
    """Whatever zone it is given in; without a zone it is refused."""
    zone = datetime(2031, 10, 4, 20, 30, 5, 250, tzinfo=UTC).astimezone(tz=None)

    assert "not-after 2031-10-04T20:30:05Z\n" in a_statement(not_after=zone).written
    with pytest.raises(SigningError):
        a_statement(not_after=datetime(2031, 10, 4) + timedelta(hours=2))  # noqa: DTZ001
    with pytest.raises(SigningError):
        a_statement(nonce="not bytes")


def test_a_text_has_a_length():
    """8,192 bytes where somebody signs; 32,768 where nobody does."""
    with pytest.raises(SigningError, match="too long"):
        a_roll(source="x" * 8_192)
    assert write_text("opening", {"index": 1, "salt": bytes(32), "record": bytes(12_000)})
    assert refusal(read_bytes, b"x" * 32_769) == "text-length"
