"""Finds damaged characters: UTF-8 read as Latin-1, replaced or invisible characters, calls of notes.

1. `KÃ–CK` is what is left of `KÖCK`: a run of such characters that makes sense as UTF-8 is suspected.
2. A replacement character, a control character or one that nobody can see is said with its name and line.
3. Letters of two alphabets in one word, letters joined into one character, and marks of HTML or Markdown are
   said.
4. A raised figure at the end of a word, or one put to it, may be a note call, which is no part of a text; a
   paragraph that begins with one may be the note: they stay, and are said.
The text itself is never changed.
"""

import re
import unicodedata
from collections.abc import Sequence

from undersigned.declaring.reading.lines import Line
from undersigned.declaring.reading.notes import Notes

_AS_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(f"[\u00c2-\u00c5\u00c8\u00d0\u00d1\u00e2\u00ef][\u0080-\u00bf{_AS_CP1252}]{{1,2}}")
_ODD = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # controls
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # invisible
    "\ufb00-\ufb06\ufff9-\ufffd\ue000-\uf8ff]"  # joined letters, replaced, private
)
_NOTE_CALL = re.compile(r"[^\W\d_][.,;:!?\"”»’)]*([¹²³⁴⁵⁶⁷⁸⁹]+)(?=[\s.,;:!?)»”\"]|$)")
_PUT_TO_A_WORD = re.compile(r"[a-zß-ÿ]{3}[.,;:!?\"”»’)]*([0-9]{1,2}|\[[0-9]{1,2}\])(?=[\s.,;:!?)»”\"]|$)")
_NOTE = re.compile(r"(?:[¹²³⁰-⁹*†]+|\[[0-9]{1,2}\])\s*\w")
_MARKUP = re.compile(r"^#{1,6}\s|</?[a-zA-Z][^<>]{0,80}>|&(?:[a-zA-Z]{2,8}|#[0-9]{2,5});")
_LATIN, _OTHER = "A-Za-zÀ-ɏ", "Ͱ-Ͽ\u0400-\u04ff"
_TWO_ALPHABETS = re.compile(rf"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")
_SAMPLE = 40
_FIRST_WORDS = 6
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def note_characters(lines: Sequence[Line], notes: Notes) -> None:
    """Say where a text has characters that show damage."""
    _note_mojibake(lines, notes)
    _note_markup(lines, notes)
    for line in lines:
        if line.text.isascii() and line.text.isprintable():
            continue
        mixed = _TWO_ALPHABETS.search(line.text)
        if mixed:
            notes.doubt(
                "declaring.text.alphabets", line.number, word=_word_around(line.text, mixed.end() - 1)
            )
        odd = _ODD.search(line.text)
        if odd:
            name = unicodedata.name(odd[0], f"U+{ord(odd[0]):04X}")
            notes.doubt("declaring.text.characters", line.number, character=name, column=odd.start() + 1)


def note_calls(text: str, line: int | None, notes: Notes) -> None:
    """Say which figure in a title or clause may be a note call, and whether a clause may be a note."""
    call = _NOTE_CALL.search(text) or _PUT_TO_A_WORD.search(text)
    if call:
        notes.doubt("declaring.text.note-calls", line, call=call[1], after=call[0])
    if _NOTE.match(text):
        notes.doubt("declaring.text.notes", line, begins=" ".join(text.split()[:_FIRST_WORDS]))


def _note_markup(lines: Sequence[Line], notes: Notes) -> None:
    for line in lines:
        text = line.text
        mark = _MARKUP.search(text) if "#" in text or "<" in text or "&" in text else None
        if mark:
            notes.doubt("declaring.text.markup", line.number, mark=mark[0].strip())
            return


def _note_mojibake(lines: Sequence[Line], notes: Notes) -> None:
    found = [(line, match) for line in lines for match in _suspects(line.text)]
    if found:
        line, match = found[0]
        sample = line.text[max(0, match.start() - _SAMPLE // 2) : match.end() + _SAMPLE // 2]
        notes.doubt(
            "declaring.text.mojibake",
            line.number,
            sample=sample,
            found=match[0],
            meant=_as_utf8(match[0]) or "",
            count=len(found),
        )


def _word_around(text: str, at: int) -> str:
    """The word that stands at a place of a text, a long one in part."""
    return (
        text[max(0, at - _SAMPLE) : at].rsplit(" ", maxsplit=1)[-1]
        + text[at : at + _SAMPLE].split(" ", maxsplit=1)[0]
    )


def _suspects(text: str) -> list[re.Match[str]]:
    if text.isascii():
        return []
    return [match for match in _MOJIBAKE.finditer(text) if _as_utf8(match[0])]


def _as_utf8(run: str) -> str | None:
    """What a run would be if its characters were the bytes of UTF-8, `None` where they are not."""
    try:
        raw = b"".join(letter.encode("cp1252" if letter in _AS_CP1252 else "latin-1") for letter in run)
    except UnicodeEncodeError:
        return None
    for length in (len(raw), 2):
        try:
            return raw[:length].decode("utf-8")
        except UnicodeDecodeError:
            continue
    return None
