"""Canonical bytes and SHA-256: the only place where a digest of content is defined.

The rules are those of `docs/protocol/v1/canonical-text.md`:

1. A paragraph is NFC; any run of white space (the 25 characters of Unicode's White_Space) is one space; none
   stands at its ends. No other character is dropped or changed.
2. A space between digit groups of a number (`6 000`) is U+00A0; digits are 0 to 9.
3. A text is its paragraphs (title, opening formula, clauses): LF line ends, one blank line between them, one
   LF last.
4. A list is one signatory a line (family, given, country, group, with a tab between; `-` where nothing is
   printed), in printed order; then `Total = N`; one LF last.
5. Data made of texts and whole numbers is RFC 8785 (JCS): keys sorted, nothing between, UTF-8.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NewType

TextDigest = NewType("TextDigest", str)
ListDigest = NewType("ListDigest", str)

# Spelled out, since `str.split` also splits at U+001C to U+001F and other languages' `\s` at U+FEFF.
_WHITE_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_DIGIT_GROUPS = re.compile(r"(?<![0-9])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
NOTHING = "-"
_JCS = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=4096)  # the same names and labels come back in every form of every document
def canonical_paragraph(text: str) -> str:
    """One paragraph by rules 1 and 2."""
    one_spaced = _WHITE_SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")
    return _DIGIT_GROUPS.sub(lambda number: number[0].replace(" ", "\u00a0"), one_spaced)


def canonical_text(paragraphs: Iterable[str]) -> str:
    """Title, opening formula and clauses as one text by rule 3; an empty paragraph is left out."""
    canonical = (canonical_paragraph(paragraph) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in canonical if paragraph) + "\n"


def canonical_list(rows: Iterable[tuple[str, str | None, str | None, str | None]]) -> str:
    """The signatories as (family, given, country, group) in printed order, and their number, by rule 4."""
    lines = ["\t".join(canonical_paragraph(part or "") or NOTHING for part in row) for row in rows]
    return "\n".join([*lines, f"Total = {len(lines)}"]) + "\n"


def text_digest(canonical: str) -> TextDigest:
    """SHA-256 of a canonical text, 64 lower-case hexadecimal digits."""
    return TextDigest(sha256(_utf_8(canonical)))


def list_digest(canonical: str) -> ListDigest:
    """SHA-256 of a canonical list, 64 lower-case hexadecimal digits."""
    return ListDigest(sha256(_utf_8(canonical)))


def _utf_8(canonical: str) -> bytes:
    # Half surrogates have no UTF-8; publishing refuses them by name, so that no digest fails without a word.
    return canonical.encode(errors="surrogatepass")


def canonical_json(data: object) -> bytes:
    """Data by rule 5. Only for keys in ASCII, texts, whole numbers, true, false and null: no fractions."""
    return _utf_8(_JCS.encode(data))


def sha256(content: bytes) -> str:
    """SHA-256 of any bytes, 64 lower-case hexadecimal digits (FIPS 180-4)."""
    return hashlib.sha256(content).hexdigest()
