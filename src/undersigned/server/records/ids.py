"""Opaque ids: made at the first save, never reused, revealing nothing about what they name.

Twenty hexadecimal digits are 80 bits: no two ids will meet, and none can be guessed from another.
"""

import secrets


def new_id() -> str:
    """A fresh id. Tests that need a known one pass it to the model instead."""
    return secrets.token_hex(10)


def new_secret() -> str:
    """The secret part of an invitation or one-time address: 256 bits, fit for a URL."""
    return secrets.token_urlsafe(32)


def new_thread() -> str:
    """The id of a thread of the log: 32 random bytes in hexadecimal digits."""
    return secrets.token_hex(32)


def new_salt() -> bytes:
    """The salt of a commitment, which prevents guessing."""
    return secrets.token_bytes(32)


def new_nonce() -> bytes:
    """The nonce of a statement, so that nobody can prepare its challenge."""
    return secrets.token_bytes(16)


def new_seed() -> bytes:
    """The seed of the log's key."""
    return secrets.token_bytes(32)
