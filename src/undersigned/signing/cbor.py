"""Reads the CBOR (RFC 8949) of an attestation object: definite lengths, no tags, no floats.

1. Whole numbers, byte and text strings, lists, maps, true, false and null; each length as it stands.
2. A map has no key twice; nothing stands behind the item; nothing is nested more than 16 deep.
"""

from typing import Any, NoReturn

from undersigned.signing.faults import SigningError

DEEPEST = 16
_SIMPLE = {20: False, 21: True, 22: None}
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}
_IN_PLACE = 24
UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP, SIMPLE = 0, 1, 2, 3, 4, 5, 7


def read_cbor(raw: bytes) -> Any:  # noqa: ANN401 (whatever the item is)
    """The one item that the bytes are. Raises `SigningError`."""
    reading = _Reading(raw)
    item = reading.item(DEEPEST)
    if reading.at != len(raw):
        _refuse()
    return item


class _Reading:
    """Bytes, and how far they are read."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self.at = raw, 0

    def item(self, levels: int) -> Any:  # noqa: ANN401 (whatever the item is)
        if not levels:
            _refuse()
        first = self._take(1)[0]
        major, number = first >> 5, self._number(first & 31)
        if major in (UNSIGNED, NEGATIVE):
            return number if major == UNSIGNED else -1 - number
        if major in (BYTES, TEXT):
            return self._take(number) if major == BYTES else self._text(number)
        if major == LIST:
            return [self.item(levels - 1) for _ in self._times(number)]
        if major == MAP:
            return self._map(number, levels)
        if major == SIMPLE and first & 31 in _SIMPLE:
            return _SIMPLE[number]
        return _refuse()

    def _map(self, number: int, levels: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for _ in self._times(number):
            key = self.item(levels - 1)
            if not isinstance(key, int | str | bytes) or key in found:
                _refuse()
            found[key] = self.item(levels - 1)
        return found

    def _times(self, number: int) -> range:
        if number > len(self._raw) - self.at:  # an item has a byte at least
            _refuse()
        return range(number)

    def _number(self, short: int) -> int:
        if short < _IN_PLACE:
            return short
        if short not in _LENGTHS:
            _refuse()
        return int.from_bytes(self._take(_LENGTHS[short]))

    def _text(self, number: int) -> str:
        try:
            return self._take(number).decode()
        except UnicodeDecodeError as fault:
            raise SigningError("cbor-form", "a text in CBOR is not UTF-8") from fault

    def _take(self, number: int) -> bytes:
        end = self.at + number
        if end > len(self._raw):
            _refuse()
        taken = self._raw[self.at : end]
        self.at = end
        return taken


def _refuse() -> NoReturn:
    raise SigningError("cbor-form", "not CBOR as authenticators write it")
