"""Opaque ids: minted at first save, never reused, telling nothing of what they name.

Twenty hexadecimal digits are 80 bits: no two of ours will meet, and none can be guessed from another.
"""

import secrets


def new_id() -> str:
    """A fresh id. Tests that need a known one pass it to the model instead."""
    return secrets.token_hex(10)


def new_secret() -> str:
    """What an invitation's or a one-time address's path carries: 256 bits, fit for a URL."""
    return secrets.token_urlsafe(32)
