"""How the log writes numbers, hashes and base64: one way for each value, every other way is refused.

1. A number is decimal ASCII without sign or leading zero, and below 2^63.
2. Base64 is the standard alphabet with padding (RFC 4648, 4), its unused bits zero.
3. A hash is 32 bytes, never more or less.
"""

import base64
import binascii
import re

from undersigned.log.faults import LogError

HASH_SIZE = 32
LARGEST = 2**63 - 1

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def number(text: str, rule: str) -> int:
    """The number that was written. Raises `LogError` with this rule."""
    value = int(text) if _DECIMAL.fullmatch(text) else LARGEST + 1
    if value > LARGEST:
        raise LogError(rule, f"not a number as the log writes it: {text[:40]!r}")
    return value


def base64_of(content: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(content).decode()


def bytes_of(text: str, rule: str) -> bytes:
    """The bytes that were written in base64. Raises `LogError` with this rule."""
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        content = b""
    if base64_of(content) != text:
        raise LogError(rule, f"not base64 as the log writes it: {text[:40]!r}")
    return content


def hash_of(text: str, rule: str) -> bytes:
    """The hash that was written in base64. Raises `LogError` with this rule."""
    content = bytes_of(text, rule)
    if len(content) != HASH_SIZE:
        raise LogError(rule, f"a hash has {HASH_SIZE} bytes, this one {len(content)}")
    return content
