"""Checks what a table of types cannot say about a kind of record: parts that must fit each other.

1. `text`: titles and texts are in the same languages.
2. `key`: a clerk's has no thread, a member's has one; the key is an ES256 key, its point on the curve.
3. `paper`: a scan may be missing only where names are withdrawn.
4. `edition`: editions count from 1; those that count are no more than the names.
"""

from collections.abc import Callable, Mapping
from typing import Any

from undersigned.signing.cose import refuse_key
from undersigned.signing.faults import SigningError

Values = Mapping[str, Any]


def refuse_nonsense(kind: str, values: Values) -> None:
    """Refuse a text whose parts contradict each other. Raises `SigningError`."""
    if kind in _CHECKS:
        _CHECKS[kind](values)


def _text(values: Values) -> None:
    if [row[0] for row in values["title"]] != [row[0] for row in values["text"]]:
        raise SigningError("text-sense", "titles and texts are not in the same languages")


def _key(values: Values) -> None:
    if (values["thread"] is None) != (values["role"] == "clerk"):
        raise SigningError("text-sense", "a member's key has a thread, a clerk's has none")
    refuse_key(values["public-key"])


def _paper(values: Values) -> None:
    if values["scan"] is None and values["act"] != "withdraw":
        raise SigningError("text-sense", "names are entered from a scan")


def _edition(values: Values) -> None:
    if values["edition"] < 1 or values["counting"] > values["names"]:
        raise SigningError("text-sense", "editions count from 1, and no more names count than there are")


_CHECKS: Mapping[str, Callable[[Values], None]] = {
    "text": _text,
    "key": _key,
    "paper": _paper,
    "edition": _edition,
}
