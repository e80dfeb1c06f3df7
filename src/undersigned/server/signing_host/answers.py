"""Parts of answers that several views share."""

import secrets
from base64 import urlsafe_b64encode
from typing import Any

from undersigned.server.actions.log.handing_over import Standing
from undersigned.server.actions.refusal import Refusal
from undersigned.server.records.models import SigningKey


def key_shown(key: SigningKey) -> dict[str, Any]:
    """What a browser needs to find a passkey."""
    return {"rp": key.rp, "credential": as_text(bytes(key.credential))}


def as_text(content: bytes) -> str:
    """Bytes as base64url without padding, as browsers write them."""
    return urlsafe_b64encode(content).decode().rstrip("=")


def new_nonce() -> bytes:
    """Sixteen random bytes."""
    return secrets.token_bytes(16)


def refused_answer(standing: Standing) -> Refusal:
    """The refusal by the sequencer, as an answer."""
    return Refusal(findings=standing.findings)
